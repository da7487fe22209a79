"""What a report is once it has been parsed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Self

# Parts of a report that have no numbered paragraphs: what stands before the body.
FRONT, SUMMARY = "front matter", "summary"


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note from the foot of a page, kept with the paragraph that points to it."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Paragraph:
    """One paragraph, whole even where a page break cut it, and its address.

    ``number`` is as printed ("14", "101.13"), and empty for unnumbered text. ``part`` is empty in
    the body of the report, else "front matter", "summary", "annex I" ... ``headings`` is the path
    above the paragraph, outermost first.
    """

    symbol: str
    number: str
    text: str
    part: str = ""
    headings: tuple[str, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    page: int | None = None

    @property
    def label(self) -> str:
        """Its place within its document: ``14``, ``summary``, ``annex I, 3``."""
        return ", ".join(filter(None, (self.part, self.number)))

    @property
    def reference(self) -> str:
        """How the United Nations would cite it: ``A/78/176, para. 14``."""
        number = f"para. {self.number}" if self.number else ""
        return ", ".join(filter(None, (self.symbol, self.part, number)))

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> Self:
        """Undo ``dataclasses.asdict``; raises KeyError or TypeError."""
        footnotes = tuple(Footnote(**note) for note in fields["footnotes"])
        return cls(**fields | {"headings": tuple(fields["headings"]), "footnotes": footnotes})


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed report; ``digest`` is the SHA-256 of the file it was read from.

    ``language`` is its name in English; ``session`` and ``agenda`` are as the masthead has them.
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

    @property
    def key(self) -> str:
        """What it is called in a library, which may have a report in several languages."""
        return f"{self.symbol}#{self.language}"

    def to_dict(self) -> dict[str, Any]:
        """Return what JSON can hold, without the paragraphs; ``from_dict`` undoes it."""
        kept = {one.name: getattr(self, one.name) for one in fields(self)}
        del kept["paragraphs"]
        return kept | {"issued": self.issued.isoformat() if self.issued else None}

    @classmethod
    def from_dict(cls, fields: dict[str, Any], paragraphs: Sequence[Paragraph]) -> Self:
        """Undo ``to_dict``; raises KeyError, TypeError or ValueError."""
        issued = date.fromisoformat(fields["issued"]) if fields["issued"] else None
        return cls(**fields | {"issued": issued, "paragraphs": paragraphs})


def locate(paragraph: Paragraph, documents: Iterable[Document]) -> tuple[Document, int] | None:
    """Return the report that holds a paragraph and its place there, or None.

    This very object, or, in a library that was built anew since, one that is the same.
    """
    same: tuple[Document, int] | None = None
    for document in documents:
        if document.symbol == paragraph.symbol:
            for place, one in enumerate(document.paragraphs):
                if one is paragraph:
                    return document, place
                if same is None and one == paragraph:
                    same = document, place
    return same


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one paragraph: what is embedded, ranked and quoted."""

    paragraph: Paragraph
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words themselves, exactly as the report has them."""
        return self.paragraph.text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Whether all of another span lies in this one."""
        same = self.paragraph == other.paragraph
        return same and self.start <= other.start and other.end <= self.end
