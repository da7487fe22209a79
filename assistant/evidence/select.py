"""Choose the sentences that answer, as few as do; or none."""

import math
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Citation
from assistant.evidence.confidence import Calibration, Signals, signals_of
from assistant.evidence.lists import list_siblings, wants_list
from assistant.question.answer_type import type_bonus, type_missing
from assistant.question.lookup import Lookup
from assistant.question.resolve import ResolvedQuestion
from corpus import Paragraph, Span
from corpus.contents import names_in
from corpus.split import sentences
from index import Hit
from index.building.embed import heading_text
from index.models.reader import Judgement, Reader
from index.trace import Trace

# The reader reads the first paragraphs.
_PARAGRAPHS = 2
# A paragraph's place is its score and its best sentence's logit; a sentence's, its logit and the
# late interaction of itself and of its paragraph (0 to 1). Chosen on the development set, where
# neighbouring values do as well: see docs/retrieval.md.
_PLACE, _SENTENCE, _PARAGRAPH = 0.005, 20.0, 20.0
# Of 120 questions 17 are so clear; no answer to them changed, and half the reading was saved.
_CLEAR = 2.0
# Other sentences join the best within this margin, as long as the answer is short.
_MARGIN, _MOST, _WORDS = 1.5, 3, 100
# Of a list, as many members are quoted as there are, up to this many words.
_LIST_WORDS, _SEEN = 400, 5
# A section of more paragraphs than this is quoted by the first under each of its headings.
_LEADS = 8
# For other languages: the mean of paragraph's and sentence's cosine at which half the answers are
# right, how fast that changes, and how near a second sentence must be.
_ACROSS, _ACROSS_WIDTH, _ACROSS_MARGIN = 0.78, 0.01, 0.006


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that competes to answer, and its place among them."""

    sentence: Hit
    rank: float


@dataclass(frozen=True, slots=True)
class SentenceRanking:
    """The sentences of the first hits, best first, and those that would be quoted.

    ``order`` are the hits in their new order.
    """

    candidates: tuple[Candidate, ...]
    chosen: tuple[Span, ...]
    order: tuple[Hit, ...]
    signals: Signals


def rank_sentences(
    reading: ResolvedQuestion, hits: Sequence[Hit], reader: Reader
) -> SentenceRanking | None:
    """Read the first hits, and put their sentences and themselves in order; None without hits."""
    if not hits:
        return None
    judged: list[Judgement] = []
    candidates: list[Candidate] = []
    placed: list[tuple[float, Hit]] = []
    for hit in hits[:1] if _is_clear(hits) else hits[:_PARAGRAPHS]:
        heading = heading_text(hit.passage.paragraph, innermost=True)
        spans = [sentence.passage for sentence in hit.sentences]
        one = reader.judge(reading.for_reader, heading, hit.passage, spans)
        judged.append(one)
        for sentence, logit in zip(hit.sentences, one.sentences, strict=True):
            has = type_bonus(reading.query, sentence.passage.text)
            rank = logit + has + _SENTENCE * sentence.score + _PARAGRAPH * hit.score
            candidates.append(Candidate(sentence, rank))
        placed.append((hit.score + _PLACE * max(one.sentences, default=0.0), hit))
    candidates.sort(key=lambda candidate: -candidate.rank)
    # They change places among themselves, and keep the scores that searching gave.
    placed.sort(key=lambda pair: -pair[0])
    first = [replace(hit, score=was.score) for (_, hit), was in zip(placed, hits, strict=False)]
    chosen = _choose(candidates)
    signals = signals_of(
        hits,
        judged,
        follow_up=bool(reading.context),
        type_missing=type_missing(reading.query, (span.text for span in chosen)),
    )
    return SentenceRanking(
        tuple(candidates), tuple(chosen), (*first, *hits[len(placed) :]), signals
    )


def _is_clear(hits: Sequence[Hit]) -> bool:
    """Whether the first paragraph is so far ahead that reading the second changes nothing."""

    def weight(hit: Hit) -> float:
        best = max((sentence.score for sentence in hit.sentences), default=0.0)
        return _SENTENCE * best + _PARAGRAPH * hit.score

    return len(hits) > 1 and weight(hits[0]) - weight(hits[1]) > _CLEAR


def select_sentences(
    reading: ResolvedQuestion,
    hits: Sequence[Hit],
    reader: Reader,
    calibration: Calibration,
    *,
    named: bool = False,
    trace: Trace | None = None,
    around: Callable[[Paragraph], Sequence[Paragraph]] = lambda paragraph: (),
) -> tuple[tuple[Citation, ...], list[Hit]]:
    """Choose the sentences that answer, and put the hits in the order that reading them gives.

    None are chosen where it is likelier that the reports do not say. ``named``: the question names
    these paragraphs, which is half the evidence. ``around`` gives the numbered paragraphs of
    a paragraph's report, over which a list may run.
    """
    trace = trace or Trace(wanted=False)
    with trace.stage("read the first paragraphs") as log:
        ranking = rank_sentences(reading, hits, reader)
        if ranking is None:
            return (), []
        candidates, order = ranking.candidates, list(ranking.order)
        log(lambda: [f"{one.rank:.1f}  {_place(one.sentence.passage)}" for one in candidates])
    sure = calibration.probability(ranking.signals)
    enough = calibration.threshold / 2 if named else calibration.threshold
    with trace.stage("choose sentences") as log:
        chosen = [Citation(span, sure) for span in ranking.chosen]
        log(lambda: _why(chosen, sure, enough))
        if sure < enough:
            return (), order
        if chosen and wants_list(reading.query):
            # Counted lists are found even where reading two paragraphs took another for the best.
            seen = [one.passage for hit in order[:_SEEN] for one in hit.sentences]
            found = [chosen[0].quote, *seen]
            whole = list_siblings(found, reading.query, around(chosen[0].quote.paragraph))
            if whole and sum(len(span.text.split()) for span in whole) <= _LIST_WORDS:
                log(lambda: [f"a list of {len(whole)}, quoted whole"])
                return tuple(Citation(span, sure) for span in whole), order
    return arrange(chosen), order


def _choose(candidates: Sequence[Candidate]) -> list[Span]:
    """Take the best sentence, and those that are nearly as good while the answer is short."""
    chosen: list[Span] = []
    words = 0
    for candidate in candidates:
        span = candidate.sentence.passage
        length = len(span.text.split())
        if len(chosen) == _MOST or candidate.rank < candidates[0].rank - _MARGIN:
            break
        if not chosen or words + length <= _WORDS:
            chosen.append(span)
            words += length
    return chosen


def _why(chosen: Sequence[Citation], sure: float, enough: float) -> Iterator[str]:
    kept = "answers" if sure >= enough else "dropped, too unlikely to answer"
    yield f"{sure:.2f}, of {enough:.2f} needed: {kept}"
    for citation in chosen:
        yield _place(citation.quote)


def _place(span: Span) -> str:
    return f"{span.paragraph.reference}  {textwrap.shorten(span.text, 70, placeholder=' ...')}"


def select_cross_lingual(hits: Sequence[Hit]) -> tuple[Citation, ...]:
    """Choose the sentences for a question of another language, of which only meaning is known."""
    if not hits or not hits[0].sentences:
        return ()
    best, *others = sorted(hits[0].sentences, key=lambda sentence: -sentence.score)
    sure = 1 / (1 + math.exp(-(hits[0].score - _ACROSS) / _ACROSS_WIDTH))
    if sure < 0.5:
        return ()
    near = [one for one in others[:1] if one.score >= best.score - _ACROSS_MARGIN]
    return arrange([Citation(one.passage, sure) for one in [best, *near]])


def quote_lookup(lookup: Lookup) -> tuple[Citation, ...]:
    """Quote what was looked up: paragraphs whole, sections by their leading sentences.

    Of the paragraphs that name a symbol, the sentences that do.
    """
    if lookup.kind == "symbol":
        spans = [
            sentence
            for paragraph in lookup.paragraphs
            for sentence in sentences(paragraph)
            if set(lookup.names) & set(names_in(sentence.text))
        ]
    elif lookup.kind == "section" and len(lookup.paragraphs) > 1:
        spans = [sentences(paragraph)[0] for paragraph in _leading(lookup.paragraphs)]
    else:
        spans = [Span(paragraph, 0, len(paragraph.text)) for paragraph in lookup.paragraphs]
    return tuple(Citation(span, 1.0) for span in spans)


def arrange(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Put the quotations of one paragraph together, in its order; paragraphs best first."""
    order: dict[str, int] = {}
    for citation in citations:
        order.setdefault(citation.quote.paragraph.reference, len(order))
    return tuple(
        sorted(citations, key=lambda c: (order[c.quote.paragraph.reference], c.quote.start))
    )


def _leading(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Choose the paragraphs that tell what a section says: all, or the first under each heading."""
    if len(paragraphs) <= _LEADS:
        return paragraphs
    firsts: dict[tuple[str, ...], Paragraph] = {}
    for paragraph in paragraphs:
        firsts.setdefault(paragraph.headings, paragraph)
    return tuple(firsts.values())[:_LEADS] if len(firsts) > 1 else paragraphs[:_LEADS]
