"""Lists that run through a report: "his first, second and third report", a sentence for each State.

A plural asks for a list ("which reports", "list the countries"). The parallel sentences of the list
are then quoted together with the best sentence, in the report's order.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.question.entities import find_entities
from assistant.question.spelling import similarity
from corpus import Paragraph, Span
from corpus.split import sentences
from index.storage.lexical import stem

_ORDINAL = (
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|last|final"
)
_NUMBERED = re.compile(rf"\b({_ORDINAL})((?:\s+[\w'’-]+){{1,3}})", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:list|name|enumerate|all|every|each|which|what|how many|who were|where)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")
# The least number of members of a counted list; and the similarity, from 0 to 100, from which two
# sentences count as parallel.
_MIN_MEMBERS, _MIN_SIMILARITY = 3, 78
# If the question asks for States, a sentence that names another State is parallel from here on.
_ASKS_STATES = re.compile(
    r"\b(?:which|what|list|name|all|every|each|many|the)\b(?:\W+\w+){0,3}?\W+(?:countries|states|nations)\b",
    re.IGNORECASE,
)
_MIN_STATE_SIMILARITY = 60
# A sentence that introduces items, and how many words it may have together with them.
_INTRODUCES = re.compile(r":\W*$|\b(?:the following|as follows)\W*$", re.IGNORECASE)
_ITEM_WORDS = 250
# How many words after "first report" say which series it belongs to: "to the General Assembly".
_SERIES_WORDS = 9


def wants_list(question: str) -> bool:
    """Return whether a question asks for several things: a question word followed by a plural."""
    asked = _ASKS.search(question)
    if not asked:
        return False
    words = [word.lower() for word in _WORD.findall(question[asked.start() :])]
    return any(_is_plural(word) for word in words)


def list_siblings(
    found: Sequence[Span], question: str, paragraphs: Sequence[Paragraph]
) -> tuple[Span, ...]:
    """Return the sentences of the list that answers, in the report's order; empty if there is none.

    ``found`` are sentences, the best first. A counted list may be recognised by any of them, but
    only the best sentence is compared with the rest of the report.
    """
    report = [span for paragraph in paragraphs for span in sentences(paragraph)]
    for span in found:
        series = _numbered(span, question, report)
        if series:
            return series
    if not found:
        return ()
    if _ASKS_STATES.search(question):
        each = _each_state(found[0], report)
        if each:
            return each
    return _parallel(found[0], report)


def with_items(quote: Span) -> Span:
    """Return a quotation with the items that it introduces ("the following:"), if there are any.

    The items are the rest of the paragraph, as far as it has at most ``_ITEM_WORDS`` words.
    """
    if not _INTRODUCES.search(quote.text):
        return quote
    end = quote.end
    for sentence in sentences(quote.paragraph):
        whole = Span(quote.paragraph, quote.start, sentence.end)
        if sentence.start >= quote.end and len(whole.text.split()) <= _ITEM_WORDS:
            end = sentence.end
    return Span(quote.paragraph, quote.start, end)


def _each_state(best: Span, report: Sequence[Span]) -> tuple[Span, ...]:
    """Return the best sentence, and for each other State the sentence most similar to it."""
    own = _states(best)
    if not own:
        return ()
    chosen: dict[tuple[str, ...], tuple[float, Span]] = {}
    for span in report:
        likeness = similarity(span.text, best.text)
        if span.paragraph == best.paragraph or likeness < _MIN_STATE_SIMILARITY:
            continue
        for state in _states(span) - own:
            if likeness > chosen.get(state, (0.0, span))[0]:
                chosen[state] = likeness, span
    wanted = {(id(s.paragraph), s.start) for _, s in chosen.values()}
    wanted.add((id(best.paragraph), best.start))
    members = tuple(span for span in report if (id(span.paragraph), span.start) in wanted)
    return members if len(members) > 1 else ()


def _states(span: Span) -> frozenset[tuple[str, ...]]:
    """Return the States that a sentence names, each as all of its forms."""
    found = find_entities(span.text, frozenset())
    return frozenset(entity.forms for entity in found if entity.kind == "state")


def _is_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))


def _numbered(sentence: Span, question: str, report: Sequence[Span]) -> tuple[Span, ...]:
    """Return the sentences that count the same noun of the same series as a sentence."""
    asked = {stem(word) for word in _WORD.findall(question)}
    plurals = {stem(word) for word in _WORD.findall(question) if _is_plural(word.lower())}
    for noun, series in _members(sentence.text, plurals):
        if not series & asked:
            continue
        members: dict[str, Span] = {}
        for span in report:
            for ordinal in _ordinals(span.text, noun, series):
                members.setdefault(ordinal, span)
        if len(members) >= _MIN_MEMBERS and sentence in members.values():
            return tuple(span for span in report if span in members.values())
    return ()


def _members(text: str, plurals: set[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each noun that a text counts, and the names that identify its series, both stemmed."""
    for match in _NUMBERED.finditer(text):
        for word in _WORD.findall(match[2]):
            if stem(word) in plurals:
                after = text[text.index(word, match.start(2)) :].split()[1 : _SERIES_WORDS + 1]
                names = [
                    stem(name) for name in (w.strip("(),.;") for w in after) if name[:1].isupper()
                ]
                # Symbols and numbers do not identify a series.
                yield stem(word), frozenset(name for name in names if name.isalpha())


def _ordinals(text: str, noun: str, series: frozenset[str]) -> Iterator[str]:
    """Yield the ordinals, in lower case, with which a text counts a noun of a series."""
    for match in _NUMBERED.finditer(text):
        if noun in map(stem, _WORD.findall(match[2])):
            after = text[match.start(2) :].split()[: _SERIES_WORDS + 4]
            if series <= {stem(word.strip("(),.;")) for word in after}:
                yield match[1].lower()


def _parallel(best: Span, report: Sequence[Span]) -> tuple[Span, ...]:
    """Return the best sentence and similar sentences of other paragraphs; empty if none."""
    parallel = [
        span
        for span in report
        if span == best
        or (
            span.paragraph != best.paragraph and similarity(span.text, best.text) >= _MIN_SIMILARITY
        )
    ]
    return tuple(parallel) if len(parallel) > 1 else ()
