"""What a quotation leans on: who "he" is, which report "that report" is, what "these" are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from corpus import Paragraph, Span
from corpus.split import sentences

# Persons are named by title in United Nations reports, or with one before the name.
_PERSON = re.compile(
    r"\b(?:[Tt]he\s+(?:(?:outgoing|then|current|former|previous|new)\s+)?)?(?:"
    r"Independent Expert|Special Rapporteur|Special Representative|Special Envoy|Special Adviser|"
    r"Secretary-General|High Commissioner|Deputy [A-Z]\w+|Under-Secretary-General|"
    r"Head of (?:the )?[Dd]elegation|President|Prime Minister|Minister|Ambassador|"
    r"Chief Justice|Attorney[- ]General|Ombudsman|Chair(?:person)?|Director|Commissioner)\b"
    r"|\b(?:Mr|Ms|Mrs|Dr|Prof)\.\s+[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){0,3}"
)
_HE = re.compile(r"\b(?:he|she|his|her|him|himself|herself)\b", re.IGNORECASE)
# A report that is told from others: by its symbol, its number or its subject.
_REPORT = re.compile(
    r"\b(?:his|her|its|their|the)\s+(?:(?:\w+[- ]){0,2}?(?:first|second|third|fourth|fifth|sixth|"
    r"seventh|eighth|ninth|tenth|last|final|latest|thematic)\s+(?:\w+\s+){0,2})?report\b"
    r"(?:(?:\s+(?:presented|submitted))?(?:\s+to\s+(?:the\s+)?[A-Z]\w+(?:\s+[A-Z]\w+)*)?"
    r"(?:\s+(?:presented|submitted))?(?:\s+in\s+(?:[A-Z]\w+\s+)?\d{4})?\s*\([A-Z]+/[^)]+\)"
    r"|\s+(?:presented\s+|submitted\s+)?to\s+(?:the\s+)?[A-Z]\w+(?:\s+[A-Z]\w+)*|\s+on\s+[^.;,()]{3,70})"
)
_THAT_REPORT = re.compile(
    r"\b(?:that|this|the same)\s+(?:\w+\s+)?(?:report|study)\b"
    r"|\bin (?:the|his|her) report\b(?!\s*(?:of|on|to|presented|submitted|\())",
    re.IGNORECASE,
)
_CONNECTIVE = (
    r"(?:(?:and|but|however|moreover|furthermore|in addition|additionally|in particular|also|thus|"
    r"in this regard|in that regard|finally|therefore|nevertheless|instead|accordingly)\b,?\s+)*"
)
# What opens a sentence with a word for something before it.
_POINTS = re.compile(
    rf"^\W*{_CONNECTIVE}(?:(?:these|those|such|they|their|both|the latter|the former|others?|"
    r"another|similarly|likewise|conversely|consequently|in turn|in contrast|by contrast|"
    r"in so doing|in doing so|to that end|to this end|for (?:that|this|these|those) \w+|"
    r"(?:in|of|on|at|during|under|from|by|to|with|among) "
    r"(?:this|that|these|those|such|both|the same))\b"
    r"|(?:this|that|its?)\b)",
    re.IGNORECASE,
)
_EMPTY_IT = re.compile(
    r"^\W*(?:\w+, )?it (?:is|was|has been|had been|will be|would be|should be|must be|may be)"
    r"(?: also| therefore| thus)? (?:\w+(?:ly )?){1,2} ?(?:that|to|in|by)\b",
    re.IGNORECASE,
)
_THIS_TEXT = re.compile(r"^\W*(?:in|of|to) (?:this|the present) report\b", re.IGNORECASE)
# How many paragraphs back an antecedent is sought, and how long a run of sentences may be.
_BACK, _MOST_WORDS = 8, 60


@dataclass(frozen=True, slots=True)
class _Need:
    person: bool
    report: bool
    sentence: bool


def antecedents(quote: Span, before: Sequence[Paragraph] = ()) -> tuple[Span, ...]:
    """Return the least that a quotation needs before it to be understood, in the report's order.

    A name for "he", a title for "that report", the sentence before for "these". ``before`` are the
    paragraphs ahead of the quotation's own, in order; they are looked into as long as they stand in
    the same part and chapter.
    """
    need = _need(quote)
    if not (need.person or need.report or need.sentence):
        return ()
    earlier = list(_earlier(quote, before))
    found: list[Span] = []
    if need.sentence and earlier:
        sentence = _sentence_before(earlier)
        found.append(sentence)
        # Who "he" is has to be clear there too.
        inner = _need(sentence)
        need = replace(need, person=need.person or inner.person, report=need.report or inner.report)
        earlier = [one for one in earlier if not sentence.covers(one)] or earlier
    if need.person:
        found += _nearest(_PERSON, earlier)
    if need.report:
        # A report is introduced where a paragraph opens; further on, others are mentioned.
        opening = [one for one in earlier if not _text_before(one)]
        found += _nearest(_REPORT, opening) or _nearest(_REPORT, earlier)
    return _without_repeats(found, [*before, quote.paragraph])


def _need(quote: Span) -> _Need:
    text = quote.text
    he, person = _HE.search(text), _PERSON.search(text)
    # "In his first report, the Independent Expert": a possessive may come before the name.
    known = person and he and (person.start() < he.start() or he[0].lower() in ("his", "her"))
    report, named = _THAT_REPORT.search(text), _REPORT.search(text)
    points = _POINTS.match(text)
    return _Need(
        person=bool(he and not known),
        report=bool(report and not (named and named.start() < report.start())),
        sentence=bool(
            points
            and not _EMPTY_IT.match(text)
            and not _THIS_TEXT.match(text)
            and not (report and report.start() < points.end())
        ),
    )


def _earlier(quote: Span, before: Sequence[Paragraph]) -> Iterator[Span]:
    """Yield the sentences before a quotation, nearest first."""
    own = quote.paragraph
    yield from (one for one in reversed(sentences(own)) if one.end <= quote.start)
    for paragraph in islice(reversed(before), _BACK):
        if paragraph.part != own.part or paragraph.headings[:1] != own.headings[:1]:
            return
        yield from reversed(sentences(paragraph))


def _nearest(pattern: re.Pattern[str], earlier: Sequence[Span]) -> list[Span]:
    for one in earlier:
        found = pattern.search(one.text)
        if found:
            return [Span(one.paragraph, one.start + found.start(), one.start + found.end())]
    return []


def _sentence_before(earlier: Sequence[Span]) -> Span:
    """Take the sentence before; where that one points back too, as many as make sense of it."""
    last = first = earlier[0]
    for one in earlier[1:3]:
        together = Span(last.paragraph, one.start, last.end)
        if not _need(first).sentence or one.paragraph != last.paragraph:
            break
        if len(together.text.split()) > _MOST_WORDS:
            break
        first = one
    return Span(last.paragraph, first.start, last.end)


def _text_before(span: Span) -> str:
    return span.paragraph.text[: span.start].strip()


def _without_repeats(spans: Sequence[Span], order: Sequence[Paragraph]) -> tuple[Span, ...]:
    kept = [one for one in spans if not any(other.covers(one) for other in spans if other != one)]
    place = {id(paragraph): i for i, paragraph in enumerate(order)}
    return tuple(sorted(dict.fromkeys(kept), key=lambda one: (place[id(one.paragraph)], one.start)))
