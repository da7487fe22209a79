"""The certificate of a reading: counts that can be checked by hand, and the faults found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from corpus import symbol as symbols
from corpus.block import LABELS
from corpus.document import Document
from corpus.structure.conservation import count_characters, find_doubts
from corpus.structure.state import State

_NO_NUMBERS = "no paragraph numbers: its paragraphs are cited by page"
_MOST_DOUBTS = 5


@dataclass(frozen=True, slots=True)
class Certificate:
    """The counts, faults and remarks of one reading.

    ``faults`` are errors in the numbering: the report is refused until the user accepts it.
    ``doubts`` are signs that text or numbers may have been misread: the report is accepted, but
    its numbering is not called complete. ``remarks`` are information for the user.

    ``ranges`` are the first and last number of each part. ``rejoined`` counts text blocks that were
    joined to a paragraph across a page break. ``orphans`` counts the paragraphs of the body without
    a number; they are cited by page. ``cited`` counts the symbols of other documents in the text.
    ``characters`` says where the characters of the file are: under a number, in unnumbered
    paragraphs, in the front matter, in headings, in notes, in tables, and in each kind of text left
    out.
    ``tables`` counts the tables that were kept with their rows and columns.
    """

    source: str
    symbol: str
    paragraphs: int
    ranges: tuple[str, ...]
    headings: int
    footnotes: int
    rejoined: int
    orphans: int
    cited: int
    language: str
    faults: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    characters: Mapping[str, int] = field(default_factory=dict)
    tables: int = 0

    @property
    def broken(self) -> bool:
        """Whether the numbering is unreliable."""
        return bool(self.faults)

    @property
    def refusal(self) -> str:
        """The message to the user: the faults, and what the user can do."""
        return (
            f"{'; '.join(self.faults)}. Correct the file, leave this report out, or accept its "
            "numbering with --accept: a wrong number is worse than no number"
        )

    def __str__(self) -> str:
        """Return the certificate in one line: ``76 paragraphs, 1-76, no gap, ...``."""
        numbers = "; ".join((*self.faults, *self.doubts)) or "no gap, no duplicate"
        numbered = f"{_count(self.paragraphs, 'paragraph')}, {', '.join(self.ranges)}, {numbers}"
        counts = [
            numbered if self.paragraphs else "; ".join((_NO_NUMBERS, *self.doubts)),
            f"{self.rejoined} rejoined across pages",
            _count(self.headings, "heading"),
            _count(self.footnotes, "footnote"),
            _count(self.orphans, "orphan block"),
            f"{_count(self.cited, 'symbol')} cited",
            *([_count(self.tables, "table")] if self.tables else []),
            *self._left_out(),
            *self.remarks,
        ]
        return "; ".join(counts)

    def _left_out(self) -> Iterator[str]:
        """Yield how much text was left out, and why."""
        left_out = [
            f"{count:,} {kind}" for kind, count in self.characters.items() if kind in LABELS
        ]
        if left_out:
            yield f"left out (characters): {', '.join(left_out)}"

    def to_dict(self) -> dict[str, Any]:
        """Return the certificate as values that JSON can hold, with its text."""
        return asdict(self) | {"text": str(self)}

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> Self:
        """Return the certificate that ``dataclasses.asdict`` wrote.

        Raises: KeyError or TypeError if a field is missing or unknown.
        """
        tuple_fields = ("ranges", "faults", "doubts", "remarks")
        return cls(**fields | {name: tuple(fields[name]) for name in tuple_fields})


def certify(document: Document, state: State, remarks: Sequence[str]) -> Certificate:
    """Return the certificate of a document.

    Args:
        document: the document as read.
        state: the parser's state: the faults and doubts of the numbering, what was left out.
        remarks: information for the user; a language other than English is added.
    """
    numbered = [p for p in document.paragraphs if p.number]
    parts = {"", *(p.part for p in numbered)}
    body = [p for p in document.paragraphs if p.part in parts]
    texts = " ".join(p.text for p in document.paragraphs)
    own = set(symbols.names(document.symbol))
    if document.language not in ("", "English"):
        remarks = [*remarks, f"the text is {document.language}, not English"]
    characters = count_characters(document, state)
    return Certificate(
        source=document.source,
        symbol=document.symbol,
        paragraphs=len(numbered),
        ranges=tuple(_ranges(document)),
        headings=len(
            {(p.part, p.headings[:i]) for p in body for i in range(1, len(p.headings) + 1)}
        ),
        footnotes=sum(len(p.footnotes) for p in document.paragraphs),
        rejoined=state.rejoined,
        orphans=sum(not p.number for p in body),
        cited=len(set(symbols.in_text(texts)) - own),
        language=document.language,
        faults=tuple(state.faults),
        doubts=(*state.doubts[:_MOST_DOUBTS], *find_doubts(document, state, characters)),
        remarks=tuple(remarks),
        characters=characters,
        tables=len(document.tables),
    )


def _ranges(document: Document) -> list[str]:
    """Return the first and the last number of each part: ``1-76``, ``annex I 1-4``."""
    parts: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        if paragraph.number:
            parts.setdefault(paragraph.part, []).append(paragraph.number)
    return [
        f"{part} {numbers[0]}-{numbers[-1]}".strip() if len(numbers) > 1 else f"{part} {numbers[0]}"
        for part, numbers in parts.items()
    ]


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
