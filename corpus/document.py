"""The data of a parsed report: documents, paragraphs, footnotes and spans."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any, Self

from corpus.table import Table

# The parts that come before the body of a report. They have no numbered paragraphs.
FRONT, SUMMARY = "front matter", "summary"
_TABLE = re.compile(r"(?:^|, |\w )table(?: \S+| after .+|)$")
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote, stored with the paragraph that refers to it."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Paragraph:
    """One complete paragraph and its address; text that a page break divided is joined.

    ``number`` is the printed number ("14", "101.13"). ``number`` is empty for unnumbered text.
    ``part`` is empty in the body of the report; elsewhere it is "front matter", "summary",
    "annex I" and so on. ``headings`` are the headings above the paragraph, outermost first.
    """

    symbol: str
    number: str
    text: str
    part: str = ""
    headings: tuple[str, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    page: int | None = None
    position: int = 0

    @property
    def label(self) -> str:
        """The address in the document: ``14``, ``annex I, 3``, ``p. 2, third paragraph``."""
        return ", ".join(filter(None, (self.part, self.number or self._place)))

    @property
    def reference(self) -> str:
        """The reference in the style of the United Nations.

        ``A/78/176, para. 14``; without a number ``A/79/881, p. 2, third paragraph``.
        """
        number = f"para. {self.number}" if self.number else self._place
        return ", ".join(filter(None, (self.symbol, self.part, number)))

    @property
    def is_table(self) -> bool:
        """Whether this is the text of a table: see ``table_paragraph``."""
        return not self.number and bool(_TABLE.search(self.part))

    @property
    def _place(self) -> str:
        if not self.position:
            return ""
        page = f"p. {self.page}, " if self.page else ""
        return f"{page}{ordinal(self.position)} paragraph"

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> Self:
        """Return the paragraph that ``dataclasses.asdict`` wrote.

        Raises: KeyError or TypeError if a field is missing or unknown.
        """
        footnotes = tuple(Footnote(**note) for note in fields["footnotes"])
        return cls(**fields | {"headings": tuple(fields["headings"]), "footnotes": footnotes})


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed report.

    ``source`` is the name of the file that was read, and ``digest`` is the SHA-256 of the file.
    ``language`` is the English name of the language. ``session`` and ``agenda`` are copied from
    the masthead. ``tables`` are in the order of the report.
    """

    symbol: str
    title: str
    paragraphs: Sequence[Paragraph]
    issued: date | None = None
    source: str = ""
    digest: str = ""
    language: str = "English"
    session: str = ""
    agenda: str = ""
    tables: Sequence[Table] = ()

    @property
    def key(self) -> str:
        """The document's key in a library, which may have a report in several languages."""
        return f"{self.symbol}#{self.language}"

    def to_dict(self) -> dict[str, Any]:
        """Return every field except paragraphs and tables, as values that JSON can hold."""
        kept = (field.name for field in fields(self) if field.name not in ("paragraphs", "tables"))
        values = {name: getattr(self, name) for name in kept}
        return values | {"issued": self.issued.isoformat() if self.issued else None}

    @classmethod
    def from_dict(
        cls,
        fields: dict[str, Any],
        paragraphs: Sequence[Paragraph],
        tables: Sequence[Table] = (),
    ) -> Self:
        """Return the document that ``to_dict`` wrote, with these paragraphs and tables.

        Raises: KeyError, TypeError or ValueError if a field is missing, unknown or malformed.
        """
        issued = date.fromisoformat(fields["issued"]) if fields["issued"] else None
        return cls(**fields | {"issued": issued, "paragraphs": paragraphs, "tables": tables})

    def to_whole(self) -> dict[str, Any]:
        """Return the document with its paragraphs and tables, as values that JSON can hold."""
        return {
            "document": self.to_dict(),
            "paragraphs": [asdict(paragraph) for paragraph in self.paragraphs],
            "tables": [table.to_dict() for table in self.tables],
        }

    @classmethod
    def from_whole(cls, fields: dict[str, Any]) -> Self:
        """Return the document that ``to_whole`` wrote; raises as ``from_dict`` does."""
        paragraphs = tuple(map(Paragraph.from_dict, fields["paragraphs"]))
        tables = tuple(map(Table.from_dict, fields["tables"]))
        return cls.from_dict(fields["document"], paragraphs, tables)


def ordinal(number: int) -> str:
    """Return an ordinal as the United Nations writes it: "third", "11th"."""
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 10 < number % 100 < 20 else ending}"


def note_paragraph(paragraph: Paragraph, note: Footnote) -> Paragraph:
    """Return a footnote as a text that can be quoted: its reference is that of its paragraph.

    ``A/80/604, para. 8, footnote 3``. ``locate`` finds it where its paragraph is.
    """
    part = paragraph.reference.removeprefix(paragraph.symbol).removeprefix(", ")
    part = ", ".join(filter(None, (part, f"footnote {note.mark}")))
    return replace(paragraph, number="", part=part, position=0, text=note.text, footnotes=())


def notes_of(paragraph: Paragraph) -> tuple[Paragraph, ...]:
    """Return the footnotes of a paragraph as texts that can be quoted."""
    return tuple(note_paragraph(paragraph, note) for note in paragraph.footnotes)


def table_paragraph(document: Document, table: Table) -> Paragraph:
    """Return a table as a text that can be quoted: ``A/78/176, table 3``.

    Its text has one line for each row. ``locate`` finds it where the paragraph above it is.
    """
    headings = (table.title,) if table.title else ()
    return Paragraph(document.symbol, "", table.text, table.label, headings, page=table.page)


def find_table(document: Document, paragraph: Paragraph) -> int | None:
    """Return the index of the table that a text is, or None if the text is no table."""
    if not paragraph.is_table:
        return None
    labels = (i for i, table in enumerate(document.tables) if table.label == paragraph.part)
    return next((i for i in labels if document.tables[i].text == paragraph.text), None)


def locate(paragraph: Paragraph, documents: Iterable[Document]) -> tuple[Document, int] | None:
    """Return the document that contains a paragraph and the paragraph's index, or None.

    The same object is preferred. An equal paragraph is accepted too, because a library that was
    rebuilt holds new objects. A footnote is located where the paragraph is that refers to it, and a
    table where the paragraph is after which it stands.
    """
    equal: tuple[Document, int] | None = None
    for document in documents:
        if document.symbol == paragraph.symbol:
            table = find_table(document, paragraph)
            if table is not None:
                return document, max(document.tables[table].after, 0)
            for index, candidate in enumerate(document.paragraphs):
                if candidate is paragraph:
                    return document, index
                if equal is None and (candidate == paragraph or paragraph in notes_of(candidate)):
                    equal = document, index
    return equal


@dataclass(frozen=True, slots=True)
class Span:
    """A range of characters of one paragraph: the unit that is embedded, ranked and quoted."""

    paragraph: Paragraph
    start: int
    end: int

    @property
    def text(self) -> str:
        """The text of the span, copied exactly from the report."""
        return self.paragraph.text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Return whether this span contains the whole of another span."""
        same = self.paragraph == other.paragraph
        return same and self.start <= other.start and other.end <= self.end
