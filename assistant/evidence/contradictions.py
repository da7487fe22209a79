"""Contradictions within a report: two dates or numbers for one thing.

Sentences that differ only in a number are mostly both true. So only facts that can have one value
are compared: when a document was presented, which report or session it belongs to, when a State was
visited, how many were killed somewhere on a day.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answer import Conflict
from corpus import Document, Span
from corpus import symbol as symbols
from corpus.date_words import MONTHS
from corpus.split import sentences

_MONTH = f"(?:{'|'.join(MONTHS)})"
_DATE = re.compile(
    rf"\b(?:[Ii]n|[Oo]n|[Ff]rom|of|dated)\s+"
    rf"(?:(?P<first>\d{{1,2}})\s+(?:{_MONTH}\s+)?(?:to|and|–|-)\s+)?"
    rf"(?:(?P<day>\d{{1,2}})\s+)?(?:(?P<month>{_MONTH})\s+)?(?P<year>(?:19|20)\d\d)\b"
)
# The verbs by which a sentence dates a document.
_ISSUED = re.compile(r"\b(?:presented|submitted|issued|published|transmitted|adopted)\b")
_VISIT = re.compile(
    r"\b(?:visited|visit\s*,?\s+to|mission\s+to|travelled\s+to)\s+(?:the\s+)?"
    r"(?P<place>[A-Z][\w'’-]+(?:\s+(?:of\s+the\s+|of\s+)?[A-Z][\w'’-]+)*)\s*,?\s+(?:was\s+)?$"
)
# The most characters between a symbol and its date: "presented in June 2023 (A/HRC/53/32)".
_MAX_DISTANCE = 70
_UNITS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_TENS = "twent|thirt|fort|fift|sixt|sevent|eight|ninet"
# "his fifth report to the Human Rights Council (A/HRC/50/37)", "at its fifty-third session"
_ORDINAL = re.compile(
    rf"\b(?P<nth>{_UNITS}|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|"
    rf"(?:{_TENS})(?:ieth|y-(?:{_UNITS})))\s+(?P<kind>(?:[a-z-]+\s+){{0,2}})"
    r"(?P<noun>report|session|meeting)\b(?P<after>[^;:()]{0,70})\(?$",
    re.IGNORECASE,
)
_BODY = re.compile(r"\b(?:Assembly|Council|Committee|Commission|Conference)\b")
_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_VALUES = {word: number for number, word in enumerate(_NUMBER_WORDS, start=1)}
_NUMBER = rf"(?:\d{{1,3}}(?:[, \u00a0]\d{{3}})+|\d+|{'|'.join(_VALUES)})"
# "on 4 August 2020, 218 people were killed"
_CASUALTIES = re.compile(
    rf"\b(?P<number>{_NUMBER})\s+(?P<who>[a-z]+(?:\s+(?!was|were|had|have)[a-z]+)?)\s+"
    r"(?:(?:was|were|had\s+been|have\s+been)\s+)?"
    r"(?P<what>killed|injured|wounded|executed|arrested|detained|died|drowned|disappeared)\b"
)
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w'’-]+")


@dataclass(frozen=True, slots=True)
class _Claim:
    """A date or number that a sentence gives for a subject.

    Only claims about the same ``aspect`` of a subject are compared. ``values`` are compared one by
    one; a value that is 0 or empty is unknown and agrees with every value.
    """

    subject: str
    what: Literal["dates", "numbers"]
    aspect: str
    values: tuple[int | str, ...]
    quote: Span

    def agrees(self, other: "_Claim") -> bool:
        pairs = zip(self.values, other.values, strict=True)
        return all(first == second or not first or not second for first, second in pairs)


def find_conflicts(documents: Iterable[Document]) -> tuple[Conflict, ...]:
    """Return the contradictions within each report, in the report's order."""
    return tuple(conflict for document in documents for conflict in _in_document(document))


def conflicts_about(
    conflicts: Sequence[Conflict], quotes: Sequence[Span], question: str
) -> tuple[Conflict, ...]:
    """Return the conflicts whose subject the question names, or a sentence of which is quoted."""
    named = set(symbols.in_text(question, any_case=True))
    return tuple(
        conflict
        for conflict in conflicts
        if conflict.subject in named
        or any(_overlap(quote, sentence) for quote in quotes for sentence in conflict.quotes)
    )


def _in_document(document: Document) -> Iterator[Conflict]:
    claims_of: defaultdict[tuple[str, str], list[_Claim]] = defaultdict(list)
    for paragraph in document.paragraphs:
        for sentence in sentences(paragraph):
            for claim in (*_dates(sentence), *_ordinals(sentence), *_counts(sentence)):
                claims_of[claim.subject, claim.aspect].append(claim)
    for (subject, _), claims in claims_of.items():
        if not all(claim.agrees(other) for claim in claims for other in claims):
            quotes = tuple(dict.fromkeys(claim.quote for claim in claims))
            yield Conflict(subject, quotes, claims[0].what)


def _dates(sentence: Span) -> Iterator[_Claim]:
    """Yield the dates that a sentence gives: of documents by symbol, of visits by country."""
    text = sentence.text
    dates = list(_DATE.finditer(text))
    if not dates:
        return
    if _ISSUED.search(text):
        for name in symbols.in_text(text):
            near = [date for date in dates if _distance(text, name, date) <= _MAX_DISTANCE]
            if len(near) == 1:
                yield _Claim(name, "dates", "", (*_month(near[0]), 0, 0), sentence)
    for date in dates:
        visit = _VISIT.search(text[: date.start()])
        if visit:
            # A single day may be any day of the visit, so days are compared only in a range.
            days = (int(date["first"]), int(date["day"] or 0)) if date["first"] else (0, 0)
            subject = f"visit to {visit['place']}"
            yield _Claim(subject, "dates", "", (*_month(date), *days), sentence)


def _ordinals(sentence: Span) -> Iterator[_Claim]:
    """Yield the ordinals that a sentence gives to a document: which report, which session."""
    text = sentence.text
    for name in symbols.in_text(text):
        match = _ORDINAL.search(text[: text.find(name)])
        if match and not symbols.in_text(match["after"]):
            body = _BODY.search(match["after"])
            noun = match["noun"].lower()
            # The fifth report may be the tenth thematic report, and the fourth to the Assembly.
            kind = "" if noun != "report" else f"{match['kind']}{body[0] if body else ''}"
            yield _Claim(name, "numbers", f"{noun} {kind}", (match["nth"].lower(),), sentence)


def _counts(sentence: Span) -> Iterator[_Claim]:
    """Yield how many people were killed, hurt or held somewhere on a day."""
    text = sentence.text
    days = {date[0] for date in _DATE.finditer(text) if date["day"]}
    counts = list(_CASUALTIES.finditer(text))
    if len(days) == 1 and len(counts) == 1:
        (day,), (count,) = days, counts
        when = day.split(maxsplit=1)[1]
        locations = " ".join(sorted(set(_NAME.findall(text)) - set(MONTHS)))
        aspect = f"{count['who'].split()[-1]} {count['what']} {locations}"
        subject = f"those {count['what']} on {when}"
        yield _Claim(subject, "numbers", aspect, (_value(count["number"]),), sentence)


def _value(number: str) -> int:
    return _VALUES.get(number) or int(re.sub(r"\D", "", number))


def _distance(text: str, name: str, date: re.Match[str]) -> int:
    """Return the characters between a symbol and a date; more if a clause ends between them."""
    start = text.find(name)
    if start < date.start():
        between = text[start + len(name) : date.start()]
    else:
        between = text[date.end() : start]
    return len(between) + (_MAX_DISTANCE if re.search(r"[;:]|[A-Z]/", between) else 0)


def _month(date: re.Match[str]) -> tuple[int, int]:
    """Return the year, and the month from 1 to 12, or 0 if the date has no month."""
    month = MONTHS.index(date["month"]) + 1 if date["month"] else 0
    return int(date["year"]), month


def _overlap(first: Span, second: Span) -> bool:
    same = first.paragraph == second.paragraph
    return same and first.start < second.end and second.start < first.end
