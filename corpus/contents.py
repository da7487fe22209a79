"""Where things are in a report: its numbers, its sections, the documents that it names.

What a question names is found in these, so that no paragraph need be read for it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from corpus import symbol as symbols
from corpus.document import Document, Paragraph


@dataclass(frozen=True, slots=True)
class Section:
    """Paragraphs that follow one another under the same headings: ``first`` up to ``last``."""

    part: str
    headings: tuple[str, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Contents:
    """The number of each paragraph, the sections in order, and the paragraphs that name a document.

    A paragraph is told by its place. ``names`` has symbols and the numbers of resolutions.
    """

    numbers: tuple[str, ...]
    sections: tuple[Section, ...]
    names: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, paragraphs: Sequence[Paragraph]) -> Self:
        """Read a report's paragraphs."""
        sections: list[Section] = []
        names: dict[str, list[int]] = {}
        for place, paragraph in enumerate(paragraphs):
            last = sections[-1] if sections else None
            if last and (last.part, last.headings) == (paragraph.part, paragraph.headings):
                sections[-1] = Section(last.part, last.headings, last.first, place + 1)
            else:
                sections.append(Section(paragraph.part, paragraph.headings, place, place + 1))
            for name in dict.fromkeys(names_in(paragraph.text)):
                names.setdefault(name, []).append(place)
        return cls(
            tuple(paragraph.number for paragraph in paragraphs),
            tuple(sections),
            {name: tuple(places) for name, places in names.items()},
        )

    def numbered(self, number: str) -> Iterator[int]:
        """Yield the places of the paragraphs of this number in the body of the report."""
        for section in self.sections:
            if not section.part:
                for place in range(section.first, section.last):
                    if self.numbers[place] == number:
                        yield place

    def to_dict(self) -> dict[str, Any]:
        """Return what JSON can hold; ``from_dict`` undoes it."""
        return asdict(self)

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> Self:
        """Undo ``to_dict``; raises KeyError or TypeError."""
        return cls(
            tuple(fields["numbers"]),
            tuple(
                Section(one["part"], tuple(one["headings"]), one["first"], one["last"])
                for one in fields["sections"]
            ),
            {name: tuple(places) for name, places in fields["names"].items()},
        )


def contents(document: Document) -> Contents:
    """Return what is where in a report, as it is kept with it or as it is found."""
    kept = getattr(document.paragraphs, "contents", None)
    return kept if isinstance(kept, Contents) else Contents.of(document.paragraphs)


def names_in(text: str) -> tuple[str, ...]:
    """Return the symbols and resolution numbers that a text names."""
    return symbols.in_text(text) + tuple(symbols.RESOLUTION.findall(text))
