"""Reports and readings of look-ups for tests of addresses."""

from datetime import date

from assistant.evidence.quote import quote_lookup
from assistant.question.lookup import Lookup
from corpus import Document, Footnote, Paragraph
from corpus.document import FRONT, SUMMARY


def made(symbol: str, *, pages: bool = True) -> Document:
    """Return a report with a masthead, a summary, sections of three levels, annexes and notes."""
    rows: list[tuple[str, str, str, tuple[str, ...]]] = [
        ("", "General Assembly", FRONT, ()),
        ("", "7 May 2024", FRONT, ()),
        ("", "Report of the Special Rapporteur, Ann Example", FRONT, ()),
        ("", "The first sentence. The second sentence. The third sentence.", SUMMARY, ()),
        ("1", "One begins. It goes on. One ends.", "", ("I. Introduction",)),
        ("2", "Two.", "", ("II. Facts", "A. Water", "1. Rivers")),
        ("3", "Three.", "", ("II. Facts", "A. Water", "2. Lakes")),
        ("4", "Four.", "", ("II. Facts", "B. Air")),
        ("5", "Five.", "", ("III. Conclusions and recommendations",)),
        ("1", "Annex one, one.", "annex I", ()),
        ("4", "Annex two, four.", "annex II", ()),
    ]
    notes = {
        "2": (Footnote("1", "Note one."), Footnote("2", "Note two.")),
        "4": (Footnote("3", "Note three."),),
    }
    paragraphs = tuple(
        Paragraph(
            symbol, number, text, part, headings,
            () if part else notes.get(number, ()), index // 3 + 1 if pages else None,
        )
        for index, (number, text, part, headings) in enumerate(rows)
    )  # fmt: skip
    title = "Report of the Special Rapporteur, Ann Example"
    return Document(symbol, title, paragraphs, date(2024, 5, 7))


MADE = made("A/79/1")
OTHERS = [made(f"A/79/{n}", pages=False) for n in range(2, 13)]


def quoted(lookup: Lookup | None) -> list[str]:
    assert lookup is not None
    assert not lookup.topic
    return [citation.quote.text for citation in quote_lookup(lookup)]


def labels(lookup: Lookup | None) -> list[str]:
    assert lookup is not None
    assert not lookup.topic
    return [paragraph.label for paragraph in lookup.paragraphs]
