"""Headings: which blocks are headings, and which headings are above which.

If a file marks headings by their style, the headings of one style are ordered by their marks: I.,
A., 1., no mark, (a). Plain text has marks only. In plain text a line is a heading only if its
ordinal is the next one expected.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.block import LONGEST_HEADING, Block
from corpus.numerals import (
    BRACKETED,
    FIGURE,
    LETTER,
    ROMAN,
    UNMARKED,
    counted_name,
    ordinals,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the document.

    ``depth`` is the level of its style and the kind of its mark. ``ordinal`` is the value of its
    mark, 0 if it has no mark.
    """

    depth: tuple[int, int]
    ordinal: int
    text: str

    @property
    def kind(self) -> int | str:
        """The value that distinguishes headings of one style: a counted name or a kind of mark."""
        return counted_name(self.text) or self.depth[1]


def find_heading(
    block: Block, path: Sequence[Heading], *, styled: bool, in_body: bool
) -> Heading | None:
    """Return the heading of a block, or None if it is not a heading.

    Args:
        block: the block.
        path: the headings above the block, outermost first.
        styled: whether the document marks its headings by style.
        in_body: whether the block is in the body or in an annex.
    """
    if styled:
        return styled_heading(block, path) if block.level else None
    heading = plain_heading(block.text, path)
    if heading is None and block.level and in_body:
        return Heading((block.level, UNMARKED), 0, block.text)
    return heading


def styled_heading(block: Block, path: Sequence[Heading]) -> Heading:
    """Return the heading of a block that is a heading by its style.

    Args:
        block: the block.
        path: the headings above the block, outermost first. They decide between two readings of a
            mark.
    """
    readings = ordinals(block.text)
    above = {heading.depth: heading.ordinal for heading in path}
    for kind, ordinal, _ in readings:
        if above.get((block.level, kind), 0) + 1 == ordinal:
            return Heading((block.level, kind), ordinal, block.text)
    kind, ordinal, _ = readings[0] if readings else (UNMARKED, 0, 0)
    return Heading((block.level, kind), ordinal, block.text)


def plain_heading(text: str, path: Sequence[Heading]) -> Heading | None:
    """Return the heading in a line of plain text, or None if its ordinal is not the next one."""
    if len(text) > LONGEST_HEADING or text.endswith((".", ";", ",", ":")):
        return None
    for kind, ordinal, _ in ordinals(text):
        if kind in (ROMAN, LETTER, FIGURE) and ordinal == _next_ordinal(kind, path):
            return Heading((kind, kind), ordinal, text)
    return None


def _next_ordinal(kind: int, path: Sequence[Heading]) -> int:
    """Return the next ordinal for a heading of this kind, or -1 if this kind cannot occur here."""
    # Short reports have only lettered headings. Figures that are not below a letter are paragraphs.
    letters_only = kind == LETTER and not path
    if kind > ROMAN and not letters_only and all(above.depth[1] != kind - 1 for above in path):
        return -1
    return max((above.ordinal for above in path if above.depth[1] == kind), default=0) + 1


def path_to(heading: Heading, path: Sequence[Heading], recent: Sequence[Heading]) -> list[Heading]:
    """Return the path to a new heading: the headings that remain above it, and the heading.

    Args:
        heading: the new heading.
        path: the path to the heading before, outermost first.
        recent: the headings since the last text. If two headings of the same style directly follow
            each other, the second is below the first.
    """
    level, kind = heading.depth[0], heading.kind
    outer = [above for above in path if above.depth[0] < level]
    same_level = [above for above in path if above.depth[0] == level]
    if not same_level:
        return [*outer, heading]
    kinds = [above.kind for above in same_level]
    if same_level[-1] in recent and (kind != kinds[-1] or kind == UNMARKED):
        return [*outer, *same_level, heading]
    if kind in kinds:
        last = len(kinds) - 1 - kinds[::-1].index(kind)
        return [*outer, *same_level[:last], heading]
    below_counted = kind in (UNMARKED, BRACKETED)
    remaining = [
        above
        for above in same_level
        if above.depth[1] < heading.depth[1] or (below_counted and isinstance(above.kind, str))
    ]
    return [*outer, *remaining, heading]
