"""What each block of a file was taken for, for people who check how a file was read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from corpus.block import Area, Block
from corpus.document import FRONT, SUMMARY, Paragraph

# The kinds of text besides the labels of ``corpus.block`` and the parts before the body.
HEADING, NUMBERED, UNNUMBERED = "heading", "numbered paragraph", "unnumbered paragraph"
_SHOWN = 90  # characters of each block


@dataclass(frozen=True, slots=True)
class Explained:
    """What one block of a file was taken for.

    ``kind`` is one of the kinds above, ``FRONT``, ``SUMMARY`` or a label of ``corpus.block``.
    ``name`` is the paragraph's label with the reading of its number ("14 (next)"), the level of the
    heading, or the label. ``text`` is how the block begins. ``areas`` are as in ``Block``.
    """

    kind: str
    name: str
    text: str
    page: int | None = None
    areas: tuple[Area, ...] = ()

    def __str__(self) -> str:
        """Return one line: the page, what the block was taken for, and how it begins."""
        page = f"p. {self.page}" if self.page else ""
        name = f"left out: {self.name}" if self.name == self.kind else self.name
        return f"{page:7} {name:40} {self.text}"

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> Self:
        """Return what ``dataclasses.asdict`` wrote.

        Raises: KeyError or TypeError if a field is missing or unknown.
        """
        return cls(**fields | {"areas": tuple(Area(**area) for area in fields["areas"])})


class Taken(NamedTuple):
    """What a block without a label was taken for: see ``Explained`` for ``kind`` and ``name``.

    ``paragraphs`` is the number of paragraphs up to the block.
    """

    kind: str
    name: str
    paragraphs: int


def kind_of(paragraph: Paragraph) -> str:
    """Return the kind of text that a paragraph is."""
    if paragraph.number:
        return NUMBERED
    return paragraph.part if paragraph.part in (FRONT, SUMMARY) else UNNUMBERED


def explain(blocks: Iterable[Block], taken_for: Sequence[Taken]) -> Iterator[Explained]:
    """Yield what each block was taken for.

    Args:
        blocks: all blocks of the file.
        taken_for: what each block that has no label was taken for.
    """
    rest = iter(taken_for)
    for block in blocks:
        kind, name = (block.label, block.label) if block.label else next(rest)[:2]
        yield Explained(kind, name, block.text[:_SHOWN], block.page, block.areas)
