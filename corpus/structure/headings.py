"""Headings: which blocks are, and which stand above which.

Where a file tells headings by their type, those of one type are ordered by their marks: I., A., 1.,
unmarked, (a). Plain text has only marks: there a heading counts where its ordinal can come next.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.block import LONGEST_HEADING, Block
from corpus.numerals import FIGURE, LETTER, ROMAN, ROUND, UNMARKED, counted, ordinals


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``depth`` is its level and the kind of its mark."""

    depth: tuple[int, int]
    ordinal: int
    text: str

    @property
    def kind(self) -> int | str:
        """What headings of one look are told apart by."""
        return counted(self.text) or self.depth[1]


def set_heading(block: Block, path: Sequence[Heading]) -> Heading:
    """Place a heading that is set as one: by its type, then by its mark."""
    readings = ordinals(block.text)
    above = {heading.depth: heading.ordinal for heading in path}
    for kind, ordinal, _ in readings:
        if above.get((block.level, kind), 0) + 1 == ordinal:
            return Heading((block.level, kind), ordinal, block.text)
    kind, ordinal, _ = readings[0] if readings else (UNMARKED, 0, 0)
    return Heading((block.level, kind), ordinal, block.text)


def plain_heading(text: str, path: Sequence[Heading]) -> Heading | None:
    """Return the heading that a plain text is, if its ordinal is one that can come next."""
    if len(text) > LONGEST_HEADING or text.endswith((".", ";", ",", ":")):
        return None
    for kind, ordinal, _ in ordinals(text):
        if kind in (ROMAN, LETTER, FIGURE) and ordinal == _next_ordinal(kind, path):
            return Heading((kind, kind), ordinal, text)
    return None


def _next_ordinal(kind: int, path: Sequence[Heading]) -> int:
    """Which ordinal a heading of this kind would have here; -1 where none can stand."""
    # Short reports have lettered headings only; figures below no letter are paragraphs.
    alone = kind == LETTER and not path
    if kind > ROMAN and not alone and all(above.depth[1] != kind - 1 for above in path):
        return -1
    return max((above.ordinal for above in path if above.depth[1] == kind), default=0) + 1


def path_to(heading: Heading, path: Sequence[Heading], fresh: Sequence[Heading]) -> list[Heading]:
    """Return the path down to a new heading: those of ``path`` that stay above it, and itself.

    ``fresh`` are the headings since the last text: of two in the same type one directly below the
    other, the second is below the first in rank, too.
    """
    level, kind = heading.depth[0], heading.kind
    kept = [above for above in path if above.depth[0] < level]
    alike = [above for above in path if above.depth[0] == level]
    if not alike:
        return [*kept, heading]
    kinds = [above.kind for above in alike]
    if alike[-1] in fresh and (kind != kinds[-1] or kind == UNMARKED):
        return [*kept, *alike, heading]
    if kind in kinds:
        last = len(kinds) - 1 - kinds[::-1].index(kind)
        return [*kept, *alike[:last], heading]
    free = kind in (UNMARKED, ROUND)
    stay = [
        above
        for above in alike
        if above.depth[1] < heading.depth[1] or (free and isinstance(above.kind, str))
    ]
    return [*kept, *stay, heading]
