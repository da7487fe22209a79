"""Find the context of a quotation: who "he" is, which report "that report" is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from corpus import Paragraph, Span
from corpus.split import sentences

# United Nations reports name persons by title, or with a title before the name.
_PERSON = re.compile(
    r"\b(?:[Tt]he\s+(?:(?:outgoing|then|current|former|previous|new)\s+)?)?(?:"
    r"Independent Expert|Special Rapporteur|Special Representative|Special Envoy|Special Adviser|"
    r"Secretary-General|High Commissioner|Deputy [A-Z]\w+|Under-Secretary-General|"
    r"Head of (?:the )?[Dd]elegation|President|Prime Minister|Minister|Ambassador|"
    r"Chief Justice|Attorney[- ]General|Ombudsman|Chair(?:person)?|Director|Commissioner)\b"
    r"|\b(?:Mr|Ms|Mrs|Dr|Prof)\.\s+[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){0,3}"
)
_PERSONAL_PRONOUN = re.compile(r"\b(?:he|she|his|her|him|himself|herself)\b", re.IGNORECASE)
# A report that is identified by its symbol, its number or its subject.
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
# The start of a sentence that refers to the sentence before: "These", "In addition, they".
_REFERS_BACK = re.compile(
    rf"^\W*{_CONNECTIVE}(?:(?:these|those|such|they|their|both|the latter|the former|others?|"
    r"another|similarly|likewise|conversely|consequently|in turn|in contrast|by contrast|"
    r"in so doing|in doing so|to that end|to this end|for (?:that|this|these|those) \w+|"
    r"(?:in|of|on|at|during|under|from|by|to|with|among) "
    r"(?:this|that|these|those|such|both|the same))\b"
    r"|(?:this|that|its?)\b)",
    re.IGNORECASE,
)
# "It is important to": here "it" refers to nothing.
_IMPERSONAL_IT = re.compile(
    r"^\W*(?:\w+, )?it (?:is|was|has been|had been|will be|would be|should be|must be|may be)"
    r"(?: also| therefore| thus)? (?:\w+(?:ly )?){1,2} ?(?:that|to|in|by)\b",
    re.IGNORECASE,
)
_THIS_REPORT = re.compile(r"^\W*(?:in|of|to) (?:this|the present) report\b", re.IGNORECASE)
# How many earlier paragraphs are searched, and how many words a run of sentences may have.
_MAX_PARAGRAPHS, _MAX_WORDS = 8, 60


@dataclass(frozen=True, slots=True)
class ContextNeed:
    """What a quotation needs: a person's name, a report's title, the sentence before it."""

    person: bool
    report: bool
    sentence: bool


def antecedents(quote: Span, before: Sequence[Paragraph] = ()) -> tuple[Span, ...]:
    """Return the shortest earlier text that makes a quotation clear, in the report's order.

    The context is a name for "he", a title for "that report", or the sentence before for "these".
    It is empty if the quotation is clear alone. ``before`` are the paragraphs before the paragraph
    of the quotation, in order; only paragraphs of the same part and chapter are searched.
    """
    need = _context_need(quote)
    if not (need.person or need.report or need.sentence):
        return ()
    earlier = list(_earlier(quote, before))
    context: list[Span] = []
    if need.sentence and earlier:
        sentence = _sentence_before(earlier)
        context.append(sentence)
        # The sentence before may itself say "he" or "that report".
        inner = _context_need(sentence)
        need = replace(need, person=need.person or inner.person, report=need.report or inner.report)
        earlier = [span for span in earlier if not sentence.covers(span)] or earlier
    if need.person:
        context += _nearest(_PERSON, earlier)
    if need.report:
        # The first sentence of a paragraph introduces its report; later sentences mention others.
        openings = [span for span in earlier if not _text_before(span)]
        context += _nearest(_REPORT, openings) or _nearest(_REPORT, earlier)
    return _without_repeats(context, [*before, quote.paragraph])


def _context_need(quote: Span) -> ContextNeed:
    text = quote.text
    pronoun, person = _PERSONAL_PRONOUN.search(text), _PERSON.search(text)
    # "In his first report, the Independent Expert": "his" and "her" may come before the name.
    is_named = (
        person
        and pronoun
        and (person.start() < pronoun.start() or pronoun[0].lower() in ("his", "her"))
    )
    that_report, report = _THAT_REPORT.search(text), _REPORT.search(text)
    reference = _REFERS_BACK.match(text)
    return ContextNeed(
        person=bool(pronoun and not is_named),
        report=bool(that_report and not (report and report.start() < that_report.start())),
        sentence=bool(
            reference
            and not _IMPERSONAL_IT.match(text)
            and not _THIS_REPORT.match(text)
            and not (that_report and that_report.start() < reference.end())
        ),
    )


def _earlier(quote: Span, before: Sequence[Paragraph]) -> Iterator[Span]:
    """Yield the sentences before a quotation, nearest first."""
    own = quote.paragraph
    yield from (span for span in reversed(sentences(own)) if span.end <= quote.start)
    for paragraph in islice(reversed(before), _MAX_PARAGRAPHS):
        if paragraph.part != own.part or paragraph.headings[:1] != own.headings[:1]:
            return
        yield from reversed(sentences(paragraph))


def _nearest(pattern: re.Pattern[str], earlier: Sequence[Span]) -> list[Span]:
    for span in earlier:
        match = pattern.search(span.text)
        if match:
            return [Span(span.paragraph, span.start + match.start(), span.start + match.end())]
    return []


def _sentence_before(earlier: Sequence[Span]) -> Span:
    """Return the sentence before, with the sentences of its paragraph that it refers to."""
    last = first = earlier[0]
    for sentence in earlier[1:3]:
        joined = Span(last.paragraph, sentence.start, last.end)
        if not _context_need(first).sentence or sentence.paragraph != last.paragraph:
            break
        if len(joined.text.split()) > _MAX_WORDS:
            break
        first = sentence
    return Span(last.paragraph, first.start, last.end)


def _text_before(span: Span) -> str:
    return span.paragraph.text[: span.start].strip()


def _without_repeats(spans: Sequence[Span], order: Sequence[Paragraph]) -> tuple[Span, ...]:
    """Return the spans that no other span covers, in the order of the paragraphs."""
    outer = [
        span for span in spans if not any(other.covers(span) for other in spans if other != span)
    ]
    index_of = {id(paragraph): index for index, paragraph in enumerate(order)}
    return tuple(
        sorted(dict.fromkeys(outer), key=lambda span: (index_of[id(span.paragraph)], span.start))
    )
