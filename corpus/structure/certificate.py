"""How well a report was read: what a reader of it would count by hand, and what is wrong."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from corpus import symbol as symbols
from corpus.document import Document


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was read, and what is wrong with it.

    ``faults`` break the numbering, and keep a report out until it is accepted; ``remarks`` are
    worth knowing. ``rejoined`` counts paragraphs put together across a page break, ``orphans`` the
    pieces of text in the body that belong to no numbered paragraph.
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
    remarks: tuple[str, ...] = ()

    @property
    def broken(self) -> bool:
        """Whether the numbering cannot be relied on."""
        return bool(self.faults)

    @property
    def refusal(self) -> str:
        """What is wrong, and what to do about it, for the user."""
        return (
            f"{'; '.join(self.faults)}. Mend the file, leave this report out, or take it as it is "
            "with --accept: a wrong number is worse than none"
        )

    def __str__(self) -> str:
        """Say it in a line: ``76 paragraphs, 1-76, no gap, no duplicate; ...``."""
        numbers = "; ".join(self.faults) if self.faults else "no gap, no duplicate"
        counts = [
            f"{_count(self.paragraphs, 'paragraph')}, {', '.join(self.ranges)}, {numbers}",
            f"{self.rejoined} rejoined across pages",
            _count(self.headings, "heading"),
            _count(self.footnotes, "footnote"),
            _count(self.orphans, "orphan block"),
            f"{_count(self.cited, 'symbol')} cited",
            *self.remarks,
        ]
        return "; ".join(counts)

    def to_dict(self) -> dict[str, Any]:
        """Return what JSON can hold."""
        return asdict(self) | {"text": str(self)}

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> Self:
        """Undo ``dataclasses.asdict``; raises TypeError."""
        several = ("ranges", "faults", "remarks")
        return cls(**fields | {name: tuple(fields[name]) for name in several})


def certify(
    document: Document, faults: Sequence[str], rejoined: int, remarks: Sequence[str]
) -> Certificate:
    """Count what was read of a document."""
    numbered = [p for p in document.paragraphs if p.number]
    parts = {"", *(p.part for p in numbered)}
    body = [p for p in document.paragraphs if p.part in parts]
    texts = " ".join(p.text for p in document.paragraphs)
    own = {document.symbol}
    if document.language not in ("", "English"):
        remarks = [*remarks, f"the text is {document.language}, not English"]
    return Certificate(
        source=document.source,
        symbol=document.symbol,
        paragraphs=len(numbered),
        ranges=tuple(_ranges(document)),
        headings=len(
            {(p.part, p.headings[:i]) for p in body for i in range(1, len(p.headings) + 1)}
        ),
        footnotes=sum(len(p.footnotes) for p in document.paragraphs),
        rejoined=rejoined,
        orphans=sum(not p.number for p in body),
        cited=len(set(symbols.in_text(texts)) - own),
        language=document.language,
        faults=tuple(faults),
        remarks=tuple(remarks),
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


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
