"""Quotations that are kept outside a library, and where their words are in the library now.

An anchor is a quotation as JSON can hold it. It has the address of the words, the words, the
characters around them, and what is needed to cite them, so that it can be read and cited without
the library, and can be found again in a report that was built anew.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from assistant.output.json import Data, find_span, span_to_dict
from corpus import Document, Paragraph, Span
from corpus.document import notes_of, table_paragraph
from corpus.split import sentences

State = Literal["same", "moved", "changed", "gone", "no_report"]
AROUND = 32  # characters before and after the words that are kept with them
# The share of words that two texts must have in common, of all words of both, to be versions of
# one: what is less alike says something else.
_ALIKE = 0.5
_WORD = re.compile(r"\w+")
_ADDRESS = ("document", "language", "paragraph", "reference", "text", "position", "start", "end")
TEXTS = (
    "document", "language", "paragraph", "number", "part", "text", "before", "after", "reference",
    "title", "issued", "digest",
)  # fmt: skip
NUMBERS = ("position", "start", "end")


def anchor(shown: Data, documents: Sequence[Document]) -> Data:
    """Return the anchor of a span as ``span_to_dict`` returns it.

    Returns:
        ``document`` (symbol), ``language``, ``paragraph`` (label), ``number``, ``part``,
        ``position``, ``start``, ``end``, ``text``, ``reference``; ``before`` and ``after``, the 32
        characters around it; ``title``, ``issued`` (ISO date or "") and ``digest`` of the report.
        If the library does not have the words at that address, what it would add is "".
    """
    found = find_span(shown, documents)
    kept = dict.fromkeys(TEXTS, "") | {name: shown[name] for name in _ADDRESS}
    if found is None:
        return kept
    document, span = found
    text = span.paragraph.text
    return kept | {
        "number": span.paragraph.number,
        "part": span.paragraph.part,
        "before": text[max(0, span.start - AROUND) : span.start],
        "after": text[span.end : span.end + AROUND],
        "title": " ".join(document.title.split()),
        "issued": document.issued.isoformat() if document.issued else "",
        "digest": document.digest,
    }


def compare(kept: Data, documents: Sequence[Document]) -> Data:
    """Return where the words of an anchor are in the library now.

    Returns:
        ``state``:
            same        the words stand in the same paragraph, letter for letter;
            moved       they stand in another paragraph of the report;
            changed     the report has similar words in their place;
            gone        the report has no such words;
            no_report   the report is not in the library.
        ``now``, the span with the words, or with the similar ones, as ``span_to_dict`` returns it,
        or None; ``rebuilt``, whether the report was read from another file than then.
    """
    document = next((one for one in documents if _key(one) == _wanted(kept)), None)
    if document is None:
        return {"state": "no_report", "now": None, "rebuilt": False}
    state, span = _find(kept, document)
    rebuilt = bool(kept["digest"]) and kept["digest"] != document.digest
    now = span_to_dict(span, documents) if span else None
    return {"state": state, "now": now, "rebuilt": rebuilt}


def document_of(kept: Data) -> Document:
    """Return a document without paragraphs that can be cited as the report of an anchor."""
    issued = date.fromisoformat(kept["issued"]) if kept["issued"] else None
    title, digest = kept["title"], kept["digest"]
    return Document(kept["document"], title, (), issued, "", digest, kept["language"])


def paragraph_of(kept: Data) -> Paragraph:
    """Return a paragraph without text that can be cited as that of an anchor."""
    part = kept["part"] if kept["number"] else kept["paragraph"]
    return Paragraph(kept["document"], kept["number"], "", part)


def _key(document: Document) -> tuple[str, str]:
    return document.symbol, document.language


def _wanted(kept: Data) -> tuple[str, str]:
    return kept["document"], kept["language"]


def _find(kept: Data, document: Document) -> tuple[State, Span | None]:
    exact = find_span(kept, [document])
    if exact:
        return "same", exact[1]
    places = list(_places(kept, document))
    if places:
        best = max(places, key=lambda span: _worth(kept, span))
        is_home = best.paragraph.label == kept["paragraph"]
        return ("same" if is_home else "moved"), best
    home = [one for one in _texts(document) if one.label == kept["paragraph"]]
    similar = _most_alike(kept["text"], home) or _most_alike(kept["text"], _texts(document))
    return ("changed", similar) if similar else ("gone", None)


def _places(kept: Data, document: Document) -> Iterator[Span]:
    """Yield each place at which a report has the words of an anchor."""
    wanted = kept["text"]
    for paragraph in _texts(document):
        start = paragraph.text.find(wanted)
        while start >= 0:
            yield Span(paragraph, start, start + len(wanted))
            start = paragraph.text.find(wanted, start + 1)


def _worth(kept: Data, span: Span) -> tuple[bool, int]:
    """Return how likely a place is the one that was kept: its paragraph, then what is around it."""
    text = span.paragraph.text
    before = _common_start(text[: span.start][::-1], kept["before"][::-1])
    after = _common_start(text[span.end :], kept["after"])
    return span.paragraph.label == kept["paragraph"], before + after


def _common_start(some: str, other: str) -> int:
    pairs = enumerate(zip(some, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(some), len(other)))


def _texts(document: Document) -> Iterator[Paragraph]:
    for paragraph in document.paragraphs:
        yield paragraph
        yield from notes_of(paragraph)
    yield from (table_paragraph(document, table) for table in document.tables)


def _most_alike(text: str, paragraphs: Iterable[Paragraph]) -> Span | None:
    """Return the words of some paragraphs that are most like a text, if they are like enough."""
    wanted = Counter(_words(text))
    best, most = None, _ALIKE
    for paragraph in paragraphs:
        if 2 * (Counter(_words(paragraph.text)) & wanted).total() < most * wanted.total():
            continue  # no part of it can be more alike
        # Whole sentences come first: of two that are as much alike, the first is taken.
        for span in (*_runs(text, paragraph), *_windows(wanted.total(), paragraph)):
            words = Counter(_words(span.text))
            worth = 2 * (words & wanted).total() / max(1, (words + wanted).total())
            if worth > most:
                best, most = span, worth
    return best


def _runs(text: str, paragraph: Paragraph) -> Iterator[Span]:
    """Yield each run of sentences of a paragraph, of about as many as a text has."""
    spans, most = sentences(paragraph), len(sentences(Paragraph("", "", text))) + 1
    for first in range(len(spans)):
        for last in range(first, min(first + most, len(spans))):
            yield replace(spans[first], end=spans[last].end)


def _windows(count: int, paragraph: Paragraph) -> Iterator[Span]:
    """Yield each ``count`` neighbouring words of a paragraph: a part of a sentence was kept."""
    words = list(_WORD.finditer(paragraph.text))
    for first, last in zip(words, words[count - 1 :], strict=False):
        yield Span(paragraph, first.start(), last.end())


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
