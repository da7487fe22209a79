"""The table of contents of a report: its numbers, its sections and the documents that it names.

A question's references are resolved with these tables, so that no paragraph has to be read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from corpus import symbol as symbols
from corpus.document import Document, Paragraph


@dataclass(frozen=True, slots=True)
class Section:
    """Consecutive paragraphs under the same headings.

    ``first`` is the index of the first paragraph. ``last`` is one more than the index of the last.
    """

    part: str
    headings: tuple[str, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Contents:
    """The numbers, sections and named documents of a report.

    ``numbers`` has one number for each paragraph. ``sections`` are in the report's order. ``names``
    maps each symbol and resolution number to the indices of the paragraphs that contain it.
    """

    numbers: tuple[str, ...]
    sections: tuple[Section, ...]
    names: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, paragraphs: Sequence[Paragraph]) -> Self:
        """Return the contents of a report's paragraphs."""
        sections: list[Section] = []
        names: dict[str, list[int]] = {}
        for index, paragraph in enumerate(paragraphs):
            last = sections[-1] if sections else None
            if last and (last.part, last.headings) == (paragraph.part, paragraph.headings):
                sections[-1] = Section(last.part, last.headings, last.first, index + 1)
            else:
                sections.append(Section(paragraph.part, paragraph.headings, index, index + 1))
            for name in dict.fromkeys(names_in(paragraph.text)):
                names.setdefault(name, []).append(index)
        return cls(
            tuple(paragraph.number for paragraph in paragraphs),
            tuple(sections),
            {name: tuple(indices) for name, indices in names.items()},
        )

    def numbered(self, number: str) -> Iterator[int]:
        """Yield the indices of the paragraphs with this number: in the body, else in any part.

        The paragraphs of a report that is annexed to a letter have their numbers in the annex.
        """
        found = [
            (section.part, index)
            for section in self.sections
            for index in range(section.first, section.last)
            if self.numbers[index] == number
        ]
        in_body = any(not part for part, _ in found)
        yield from (index for part, index in found if not (part and in_body))

    def to_dict(self) -> dict[str, Any]:
        """Return the contents as values that JSON can hold."""
        return asdict(self)

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> Self:
        """Return the contents that ``to_dict`` wrote.

        Raises: KeyError or TypeError if a field is missing or malformed.
        """
        return cls(
            tuple(fields["numbers"]),
            tuple(
                Section(
                    section["part"],
                    tuple(section["headings"]),
                    section["first"],
                    section["last"],
                )
                for section in fields["sections"]
            ),
            {name: tuple(indices) for name, indices in fields["names"].items()},
        )


def contents(document: Document) -> Contents:
    """Return the contents of a document: the stored contents, else newly built contents."""
    stored = getattr(document.paragraphs, "contents", None)
    return stored if isinstance(stored, Contents) else Contents.of(document.paragraphs)


def names_in(text: str) -> tuple[str, ...]:
    """Return the symbols, then the resolution numbers, that a text contains."""
    return symbols.in_text(text) + tuple(symbols.RESOLUTION.findall(text))
