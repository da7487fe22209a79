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
from assistant.question.lexicon import MONTHS
from corpus import Document, Span
from corpus import symbol as symbols
from corpus.split import sentences

_MONTH = f"(?:{'|'.join(MONTHS)})"
_DATE = re.compile(
    rf"\b(?:[Ii]n|[Oo]n|[Ff]rom|of|dated)\s+"
    rf"(?:(?P<first>\d{{1,2}})\s+(?:{_MONTH}\s+)?(?:to|and|–|-)\s+)?"
    rf"(?:(?P<day>\d{{1,2}})\s+)?(?:(?P<month>{_MONTH})\s+)?(?P<year>(?:19|20)\d\d)\b"
)
# The verbs by which a sentence dates a document.
_DONE = re.compile(r"\b(?:presented|submitted|issued|published|transmitted|adopted)\b")
_VISIT = re.compile(
    r"\b(?:visited|visit\s*,?\s+to|mission\s+to|travelled\s+to)\s+(?:the\s+)?"
    r"(?P<place>[A-Z][\w'’-]+(?:\s+(?:of\s+the\s+|of\s+)?[A-Z][\w'’-]+)*)\s*,?\s+(?:was\s+)?$"
)
# How far from a symbol its date may stand: "presented to the Council in June 2023 (A/HRC/53/32)".
_NEAR = 70
_UNITS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_TENS = "twent|thirt|fort|fift|sixt|sevent|eight|ninet"
# "his fifth report to the Human Rights Council (A/HRC/50/37)", "at its fifty-third session"
_NTH = re.compile(
    rf"\b(?P<nth>{_UNITS}|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|"
    rf"(?:{_TENS})(?:ieth|y-(?:{_UNITS})))\s+(?P<kind>(?:[a-z-]+\s+){{0,2}})"
    r"(?P<noun>report|session|meeting)\b(?P<after>[^;:()]{0,70})\(?$",
    re.IGNORECASE,
)
_BODY = re.compile(r"\b(?:Assembly|Council|Committee|Commission|Conference)\b")
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTED = {word: number for number, word in enumerate(_WORDS, start=1)}
_NUMBER = rf"(?:\d{{1,3}}(?:[, \u00a0]\d{{3}})+|\d+|{'|'.join(_COUNTED)})"
# "on 4 August 2020, 218 people were killed"
_TOLL = re.compile(
    rf"\b(?P<number>{_NUMBER})\s+(?P<who>[a-z]+(?:\s+(?!was|were|had|have)[a-z]+)?)\s+"
    r"(?:(?:was|were|had\s+been|have\s+been)\s+)?"
    r"(?P<what>killed|injured|wounded|executed|arrested|detained|died|drowned|disappeared)\b"
)
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w'’-]+")


@dataclass(frozen=True, slots=True)
class _Claim:
    """A statement about a subject; ``values`` are compared if both sentences give them."""

    subject: str
    what: Literal["dates", "numbers"]
    aspect: str
    values: tuple[int | str, ...]
    quote: Span

    def agrees(self, other: "_Claim") -> bool:
        pairs = zip(self.values, other.values, strict=True)
        return all(mine == theirs or not mine or not theirs for mine, theirs in pairs)


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
        or any(_overlap(mine, theirs) for mine in quotes for theirs in conflict.quotes)
    )


def _in_document(document: Document) -> Iterator[Conflict]:
    claimed: defaultdict[tuple[str, str], list[_Claim]] = defaultdict(list)
    for paragraph in document.paragraphs:
        for sentence in sentences(paragraph):
            for claim in (*_dates(sentence), *_ordinals(sentence), *_counts(sentence)):
                claimed[claim.subject, claim.aspect].append(claim)
    for (subject, _), claims in claimed.items():
        if not all(one.agrees(other) for one in claims for other in claims):
            quotes = tuple(dict.fromkeys(one.quote for one in claims))
            yield Conflict(subject, quotes, claims[0].what)


def _dates(sentence: Span) -> Iterator[_Claim]:
    """Yield the dates that a sentence gives: of documents by symbol, of visits by country."""
    text = sentence.text
    dates = list(_DATE.finditer(text))
    if not dates:
        return
    if _DONE.search(text):
        for name in symbols.in_text(text):
            near = [date for date in dates if _distance(text, name, date) <= _NEAR]
            if len(near) == 1:
                yield _Claim(name, "dates", "", (*_month(near[0]), 0, 0), sentence)
    for date in dates:
        place = _VISIT.search(text[: date.start()])
        if place:
            # One day alone may be any of the visit's.
            days = (int(date["first"]), int(date["day"] or 0)) if date["first"] else (0, 0)
            subject = f"visit to {place['place']}"
            yield _Claim(subject, "dates", "", (*_month(date), *days), sentence)


def _ordinals(sentence: Span) -> Iterator[_Claim]:
    """Yield the ordinals that a sentence gives to a document: which report, which session."""
    text = sentence.text
    for name in symbols.in_text(text):
        found = _NTH.search(text[: text.find(name)])
        if found and not symbols.in_text(found["after"]):
            body = _BODY.search(found["after"])
            noun = found["noun"].lower()
            # His fifth report may be the tenth thematic one, and his fourth to the Assembly.
            kind = "" if noun != "report" else f"{found['kind']}{body[0] if body else ''}"
            yield _Claim(name, "numbers", f"{noun} {kind}", (found["nth"].lower(),), sentence)


def _counts(sentence: Span) -> Iterator[_Claim]:
    """Yield how many people were killed, hurt or held somewhere on a day."""
    text = sentence.text
    days = {date[0] for date in _DATE.finditer(text) if date["day"]}
    tolls = list(_TOLL.finditer(text))
    if len(days) == 1 and len(tolls) == 1:
        (day,), (toll,) = days, tolls
        when = day.split(maxsplit=1)[1]
        places = " ".join(sorted(set(_NAME.findall(text)) - set(MONTHS)))
        aspect = f"{toll['who'].split()[-1]} {toll['what']} {places}"
        subject = f"those {toll['what']} on {when}"
        yield _Claim(subject, "numbers", aspect, (_value(toll["number"]),), sentence)


def _value(number: str) -> int:
    return _COUNTED.get(number) or int(re.sub(r"\D", "", number))


def _distance(text: str, name: str, date: re.Match[str]) -> int:
    """Return the characters between a symbol and a date; more if a clause ends between them."""
    at = text.find(name)
    between = text[at + len(name) : date.start()] if at < date.start() else text[date.end() : at]
    return len(between) + (_NEAR if re.search(r"[;:]|[A-Z]/", between) else 0)


def _month(date: re.Match[str]) -> tuple[int, int]:
    month = MONTHS.index(date["month"]) + 1 if date["month"] else 0
    return int(date["year"]), month


def _overlap(one: Span, other: Span) -> bool:
    same = one.paragraph == other.paragraph
    return same and one.start < other.end and other.start < one.end
