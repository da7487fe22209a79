"""Where a report gives two dates for one thing, and so cannot be quoted for either alone."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus import Document, Span
from corpus import symbol as symbols
from corpus.split import sentences

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_MONTHS = tuple(_MONTH.strip("(?:)").split("|"))
_DATE = re.compile(
    rf"\b(?:in|on|from|of|dated)\s+"
    rf"(?:\d{{1,2}}\s+(?:{_MONTH}\s+)?(?:to|and|–|-)\s+)?"
    rf"(?:(?P<day>\d{{1,2}})\s+)?(?:(?P<month>{_MONTH})\s+)?(?P<year>(?:19|20)\d\d)\b"
)
# A document is dated by what was done with it.
_DONE = re.compile(r"\b(?:presented|submitted|issued|published|transmitted|adopted)\b")
_VISIT = re.compile(
    r"\b(?:visited|visit\s*,?\s+to|mission\s+to|travelled\s+to)\s+(?:the\s+)?"
    r"(?P<place>[A-Z][\w'’-]+(?:\s+(?:of\s+the\s+|of\s+)?[A-Z][\w'’-]+)*)\s*,?\s+(?:was\s+)?$"
)
# How far from a symbol its date may stand: "presented to the Council in June 2023 (A/HRC/53/32)".
_NEAR = 70


@dataclass(frozen=True, slots=True)
class Conflict:
    """The sentences that date one document, or one visit, differently.

    ``subject`` is what they are about, as the report names it: "A/HRC/53/32", "visit to Qatar".
    """

    subject: str
    quotes: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Dated:
    year: int
    month: int
    quote: Span

    def agrees(self, other: "_Dated") -> bool:
        months = self.month == other.month or 0 in (self.month, other.month)
        return self.year == other.year and months


def find_conflicts(documents: Iterable[Document]) -> tuple[Conflict, ...]:
    """Return what each report dates in ways that cannot all be true, in the report's order."""
    return tuple(conflict for document in documents for conflict in _in_document(document))


def conflicts_about(
    conflicts: Sequence[Conflict], quotes: Sequence[Span], question: str
) -> tuple[Conflict, ...]:
    """Return those that an answer quotes a sentence of, or its question names."""
    named = set(symbols.in_text(question, any_case=True))
    return tuple(
        conflict
        for conflict in conflicts
        if conflict.subject in named
        or any(_overlap(mine, theirs) for mine in quotes for theirs in conflict.quotes)
    )


def _in_document(document: Document) -> Iterator[Conflict]:
    dated: defaultdict[str, list[_Dated]] = defaultdict(list)
    for paragraph in document.paragraphs:
        for sentence in sentences(paragraph):
            for subject, found in _dates(sentence):
                dated[subject].append(found)
    for subject, several in dated.items():
        if not all(one.agrees(other) for one in several for other in several):
            yield Conflict(subject, tuple(dict.fromkeys(one.quote for one in several)))


def _dates(sentence: Span) -> Iterator[tuple[str, _Dated]]:
    """Yield what the sentence dates: documents by symbol, and visits by place."""
    text = sentence.text
    dates = list(_DATE.finditer(text))
    if not dates:
        return
    if _DONE.search(text):
        for name in symbols.in_text(text):
            near = [date for date in dates if _distance(text, name, date) <= _NEAR]
            if len(near) == 1:
                yield name, _dated(near[0], sentence)
    for date in dates:
        place = _VISIT.search(text[: date.start()])
        if place:
            yield f"visit to {place['place']}", _dated(date, sentence)


def _distance(text: str, name: str, date: re.Match[str]) -> int:
    """Return the characters between a symbol and a date; many where another clause lies there."""
    at = text.find(name)
    between = text[at + len(name) : date.start()] if at < date.start() else text[date.end() : at]
    return len(between) + (_NEAR if re.search(r"[;:]|[A-Z]/", between) else 0)


def _dated(date: re.Match[str], quote: Span) -> _Dated:
    month = _MONTHS.index(date["month"]) + 1 if date["month"] else 0
    return _Dated(int(date["year"]), month, quote)


def _overlap(one: Span, other: Span) -> bool:
    same = one.paragraph == other.paragraph
    return same and one.start < other.end and other.start < one.end
