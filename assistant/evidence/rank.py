"""Rank the sentences of the paragraphs found: the reader reads the first, as many as it takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf

from assistant.evidence.background import NO_BACKGROUND, Background
from assistant.evidence.confidence import MOST_LEAD, Signals
from assistant.evidence.coverage import Coverage, cover
from assistant.evidence.lists import wants_list
from assistant.evidence.sides import choose_sides, joint_logit, wants_comparison
from assistant.question.answer_type import type_bonus, type_missing
from assistant.question.resolve import ResolvedQuestion
from corpus import Span
from index import Hit
from index.building.embed import heading_text
from index.models.reader import Judgement, Reader

# A sentence is ranked by the sum of its logit, the logit of its paragraph, and, with these weights,
# the scores of late interaction of the sentence and of the paragraph. A paragraph is ranked by its
# score, with _LOGIT_WEIGHT * (its logit + the logit of its best sentence). The weights were chosen
# on the development sets, where neighbouring values are as good: see docs/retrieval.md.
_SENTENCE_WEIGHT, _PARAGRAPH_WEIGHT, _LOGIT_WEIGHT = 10.0, 20.0, 0.005
# Reading ends as soon as the best paragraph read leads the next one, unread, by this much (logits).
# On both development sets no figure falls.
_CLEAR_LEAD = 2.5


@dataclass(frozen=True, slots=True)
class _Measure:
    """How much is read and quoted.

    ``paragraphs`` are read at most, and none after one that leads by ``lead`` (logits). Other
    sentences are quoted with the best one if their ranks are within ``margin`` (logits) of it: at
    most ``sentences`` in all and, beyond the best, ``words``.
    """

    paragraphs: int
    margin: float
    sentences: int
    words: int
    lead: float = _CLEAR_LEAD


_ONE, _LIST = _Measure(4, 2.0, 3, 120), _Measure(8, 3.0, 5, 160)
_COMPARISON = _Measure(8, 2.0, 5, 160, lead=inf)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be quoted.

    ``logit`` is the reader's logit that it answers. ``rank`` orders the sentences, in logits; a
    higher rank is better.
    """

    sentence: Hit
    rank: float
    logit: float = 0.0


@dataclass(frozen=True, slots=True)
class SentenceRanking:
    """The result of reading the first hits.

    ``candidates`` are the sentences of the paragraphs that were read, best first. ``chosen`` are
    the sentences to quote, if the assistant does not abstain. ``order`` are all hits in their new
    order. ``signals`` decide whether the assistant abstains. ``coverage`` says what the question
    names and the chosen paragraphs do not mention.
    """

    candidates: tuple[Candidate, ...]
    chosen: tuple[Span, ...]
    order: tuple[Hit, ...]
    signals: Signals
    coverage: Coverage


def rank_sentences(
    resolved: ResolvedQuestion,
    hits: Sequence[Hit],
    reader: Reader,
    background: Background = NO_BACKGROUND,
    *,
    named: bool = False,
) -> SentenceRanking | None:
    """Return the ranked sentences of the first hits, which the reader reads; None without hits.

    Of paragraphs that are ``named`` in the question, no list is quoted.
    """
    if not hits:
        return None
    compares = wants_comparison(resolved.query) and not named
    several = bool(resolved.topic) or wants_list(resolved.query)
    wanted = _LIST if several and not named else _ONE
    measure = _COMPARISON if compares else wanted
    read = list(_read(resolved, hits, reader, measure))
    candidates = [c for hit, judged in read for c in _candidates(resolved, hit, judged)]
    candidates.sort(key=lambda candidate: -candidate.rank)
    answer_logit = max(judged.answer_logit for _, judged in read)
    sides: list[Span] = []
    if compares:
        ranked = [candidate.sentence.passage for candidate in candidates]
        sides = choose_sides(ranked, resolved.entities, background)
    chosen = _choose(candidates, measure, sides)
    if compares:
        answer_logit = max(answer_logit, joint_logit(resolved.for_reader, chosen, reader))
    coverage = cover(resolved.entities, chosen, background)
    signals = Signals(
        answer_logit=answer_logit,
        uncovered=coverage.share,
        unknown=bool(coverage.unknown),
        # Among the many sentences of a list, one has a name or a number by chance.
        type_missing=type_missing(resolved.query, (s.text for s in _choose(candidates, _ONE))),
        beside=coverage.beside,
        lead=_lead(candidates, chosen),
    )
    return SentenceRanking(
        tuple(candidates), tuple(chosen), _reordered(hits, read), signals, coverage
    )


def _read(
    resolved: ResolvedQuestion, hits: Sequence[Hit], reader: Reader, measure: _Measure
) -> Iterator[tuple[Hit, Judgement]]:
    """Yield the first hits and how the reader judges them, until one leads clearly."""
    best = float("-inf")
    for position, hit in enumerate(hits[: measure.paragraphs], start=1):
        heading = heading_text(hit.passage.paragraph, innermost=True)
        spans = [sentence.passage for sentence in hit.sentences]
        judged = reader.judge(resolved.for_reader, heading, hit.passage, spans)
        yield hit, judged
        best = max(best, _weight(hit) + judged.answer_logit)
        if hits[position:] and best - _weight(hits[position]) > measure.lead:
            return


def _weight(hit: Hit) -> float:
    best = max((sentence.score for sentence in hit.sentences), default=0.0)
    return _SENTENCE_WEIGHT * best + _PARAGRAPH_WEIGHT * hit.score


def _candidates(resolved: ResolvedQuestion, hit: Hit, judged: Judgement) -> Iterator[Candidate]:
    for sentence, logit in zip(hit.sentences, judged.sentences, strict=True):
        rank = (
            logit
            + judged.answer_logit
            + type_bonus(resolved.query, sentence.passage.text)
            + _SENTENCE_WEIGHT * sentence.score
            + _PARAGRAPH_WEIGHT * hit.score
        )
        yield Candidate(sentence, rank, logit)


def _reordered(hits: Sequence[Hit], read: Sequence[tuple[Hit, Judgement]]) -> tuple[Hit, ...]:
    """Return all hits, those that were read in their new order.

    The scores of the search stay in descending order, so that the first hit has the highest score.
    """

    def rank(pair: tuple[Hit, Judgement]) -> float:
        hit, judged = pair
        logits = judged.answer_logit + max(judged.sentences, default=0.0)
        return hit.score + _LOGIT_WEIGHT * logits

    ordered = sorted(read, key=lambda pair: -rank(pair))
    first = [replace(hit, score=old.score) for (hit, _), old in zip(ordered, hits, strict=False)]
    return (*first, *hits[len(read) :])


def _lead(candidates: Sequence[Candidate], chosen: Sequence[Span]) -> float:
    """Return how far the best sentence leads the best one that is not chosen, in logits."""
    others = (c.rank for c in candidates if c.sentence.passage not in chosen)
    return min(MOST_LEAD, candidates[0].rank - next(others, -inf))


def _choose(
    candidates: Sequence[Candidate], measure: _Measure, first: Sequence[Span] = ()
) -> list[Span]:
    """Return the best sentence, and the sentences within the margin while the answer is short.

    The sentences of ``first`` come first, whatever their ranks.
    """
    chosen = list(first)
    words = sum(len(span.text.split()) for span in chosen)
    for candidate in candidates:
        span = candidate.sentence.passage
        length = len(span.text.split())
        far = candidate.rank < candidates[0].rank - measure.margin
        if len(chosen) >= measure.sentences or far:
            break
        if span in chosen:
            continue
        if not chosen or words + length <= measure.words:
            chosen.append(span)
            words += length
    return chosen
