"""Select the sentences that answer a question, as few as possible; or none."""

import math
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Citation
from assistant.evidence.background import NO_BACKGROUND, Background
from assistant.evidence.confidence import Calibration, Signals
from assistant.evidence.coverage import NOTHING_ASKED, Coverage, cover
from assistant.evidence.lists import list_siblings, wants_list
from assistant.question.answer_type import type_bonus, type_missing
from assistant.question.resolve import ResolvedQuestion
from corpus import Span
from index import Hit
from index.building.embed import heading_text
from index.models.reader import Judgement, Reader
from index.trace import Trace

# How many paragraphs the reader reads.
_READ_PARAGRAPHS = 2
# A paragraph is ranked by its score + _LOGIT_WEIGHT * the logit of its best sentence. A sentence is
# ranked by its logit + _SENTENCE_WEIGHT * its score + _PARAGRAPH_WEIGHT * the paragraph's score;
# both are scores of late interaction, from 0 to 1. The weights were chosen on the development set,
# where neighbouring values are as good: see docs/retrieval.md.
_LOGIT_WEIGHT, _SENTENCE_WEIGHT, _PARAGRAPH_WEIGHT = 0.005, 20.0, 20.0
# Only the first paragraph is read if its lead over the second is larger than this. That was so for
# 17 of 120 questions; no answer to them changed, and half the reading was saved.
_CLEAR_LEAD = 2.0
# Other sentences are quoted with the best sentence if their ranks are within this margin (logits).
# The quotation has at most so many sentences and, beyond the best sentence, so many words.
_MARGIN, _MAX_SENTENCES, _MAX_WORDS = 1.5, 3, 100
# A list is quoted whole if it has at most this many words. Counted lists are sought in the
# sentences of this many hits.
_MAX_LIST_WORDS, _LIST_HITS = 400, 5
# For questions in other languages, the score is the mean of the cosines of paragraph and sentence:
# the score at which half the answers are right, the width of the logistic curve around that score,
# and how much lower the score of a second sentence may be.
_CROSS_LINGUAL_MIDPOINT, _CROSS_LINGUAL_WIDTH, _CROSS_LINGUAL_MARGIN = 0.78, 0.01, 0.006


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


@dataclass(frozen=True, slots=True)
class Selection:
    """The sentences that answer, or none if the assistant abstains.

    ``order`` are all hits in the order after reading. ``probability``, from 0.0 to 1.0, is that the
    chosen sentences answer; without hits it is 0.0. ``coverage`` says what the question names and
    the chosen paragraphs do not mention.
    """

    citations: tuple[Citation, ...] = ()
    order: tuple[Hit, ...] = ()
    probability: float = 0.0
    coverage: Coverage = NOTHING_ASKED


def rank_sentences(
    resolved: ResolvedQuestion,
    hits: Sequence[Hit],
    reader: Reader,
    background: Background = NO_BACKGROUND,
) -> SentenceRanking | None:
    """Return the ranked sentences of the first hits, which the reader reads; None without hits."""
    if not hits:
        return None
    judgements: list[Judgement] = []
    candidates: list[Candidate] = []
    ranked: list[tuple[float, Hit]] = []
    for hit in hits[:1] if _is_clear(hits) else hits[:_READ_PARAGRAPHS]:
        heading = heading_text(hit.passage.paragraph, innermost=True)
        spans = [sentence.passage for sentence in hit.sentences]
        judgement = reader.judge(resolved.for_reader, heading, hit.passage, spans)
        judgements.append(judgement)
        for sentence, logit in zip(hit.sentences, judgement.sentences, strict=True):
            bonus = type_bonus(resolved.query, sentence.passage.text)
            rank = logit + bonus + _SENTENCE_WEIGHT * sentence.score + _PARAGRAPH_WEIGHT * hit.score
            candidates.append(Candidate(sentence, rank, logit))
        best_logit = max(judgement.sentences, default=0.0)
        ranked.append((hit.score + _LOGIT_WEIGHT * best_logit, hit))
    candidates.sort(key=lambda candidate: -candidate.rank)
    # The hits that were read are reordered. The scores of the search stay in descending order, so
    # that the first hit has the highest score.
    ranked.sort(key=lambda pair: -pair[0])
    first = [replace(hit, score=old.score) for (_, hit), old in zip(ranked, hits, strict=False)]
    chosen = _choose(candidates)
    coverage = cover(resolved.entities, chosen, background)
    signals = Signals(
        answer_logit=max(judgement.answer_logit for judgement in judgements),
        sentence_logit=max(
            (c.logit for c in candidates if c.sentence.passage in chosen), default=0
        ),
        cosine=hits[0].cosine,
        uncovered=coverage.share,
        unknown=bool(coverage.unknown),
        type_missing=type_missing(resolved.query, (span.text for span in chosen)),
    )
    return SentenceRanking(
        tuple(candidates), tuple(chosen), (*first, *hits[len(ranked) :]), signals, coverage
    )


def _is_clear(hits: Sequence[Hit]) -> bool:
    """Return whether the first paragraph leads so far that the second cannot change the answer."""

    def weight(hit: Hit) -> float:
        best = max((sentence.score for sentence in hit.sentences), default=0.0)
        return _SENTENCE_WEIGHT * best + _PARAGRAPH_WEIGHT * hit.score

    return len(hits) > 1 and weight(hits[0]) - weight(hits[1]) > _CLEAR_LEAD


def select_sentences(
    resolved: ResolvedQuestion,
    hits: Sequence[Hit],
    reader: Reader,
    calibration: Calibration,
    *,
    named: bool = False,
    trace: Trace | None = None,
    background: Background = NO_BACKGROUND,
) -> Selection:
    """Return the sentences that answer, if an answer is likely enough.

    If the paragraphs are ``named`` in the question, half the threshold is enough. ``background`` is
    what is known of the reports; lists are completed from it.
    """
    trace = trace or Trace(wanted=False)
    with trace.stage("read the first paragraphs") as log:
        ranking = rank_sentences(resolved, hits, reader, background)
        if ranking is None:
            return Selection()
        log(
            lambda: [
                f"{candidate.rank:.1f}  {_describe(candidate.sentence.passage)}"
                for candidate in ranking.candidates
            ]
        )
    probability = calibration.probability(ranking.signals)
    threshold = calibration.threshold / 2 if named else calibration.threshold
    selection = Selection((), ranking.order, probability, ranking.coverage)
    with trace.stage("choose sentences") as log:
        chosen = [Citation(span, probability) for span in ranking.chosen]
        log(lambda: _explain(chosen, probability, threshold))
        if probability < threshold:
            return selection
        siblings = _whole_list(resolved, chosen, ranking.order, background)
        if siblings:
            log(lambda: [f"a list of {len(siblings)}, quoted whole"])
            chosen = [Citation(span, probability) for span in siblings]
            return replace(selection, citations=tuple(chosen))
    return replace(selection, citations=arrange(chosen))


def _whole_list(
    resolved: ResolvedQuestion,
    chosen: Sequence[Citation],
    order: Sequence[Hit],
    background: Background,
) -> tuple[Span, ...]:
    """Return the parallel sentences of a list that is asked for; empty if there is none."""
    if not chosen or not wants_list(resolved.query):
        return ()
    # A counted list is found even if its sentences are not the best in the ranking.
    others = [sentence.passage for hit in order[:_LIST_HITS] for sentence in hit.sentences]
    report = background.around(chosen[0].quote.paragraph)
    siblings = list_siblings([chosen[0].quote, *others], resolved.query, report)
    short = sum(len(span.text.split()) for span in siblings) <= _MAX_LIST_WORDS
    return siblings if short else ()


def _choose(candidates: Sequence[Candidate]) -> list[Span]:
    """Return the best sentence, and the sentences within the margin while the answer is short."""
    chosen: list[Span] = []
    words = 0
    for candidate in candidates:
        span = candidate.sentence.passage
        length = len(span.text.split())
        if len(chosen) == _MAX_SENTENCES or candidate.rank < candidates[0].rank - _MARGIN:
            break
        if not chosen or words + length <= _MAX_WORDS:
            chosen.append(span)
            words += length
    return chosen


def _explain(chosen: Sequence[Citation], probability: float, threshold: float) -> Iterator[str]:
    outcome = "answers" if probability >= threshold else "dropped, too unlikely to answer"
    yield f"{probability:.2f}, of {threshold:.2f} needed: {outcome}"
    for citation in chosen:
        yield _describe(citation.quote)


def _describe(span: Span) -> str:
    return f"{span.paragraph.reference}  {textwrap.shorten(span.text, 70, placeholder=' ...')}"


def select_cross_lingual(hits: Sequence[Hit]) -> tuple[tuple[Citation, ...], float]:
    """Return the sentences that answer a question in another language, and their probability.

    ``hits`` have cosines. The reader reads English only, so these sentences are chosen by their
    scores alone.
    """
    if not hits or not hits[0].sentences:
        return (), 0.0
    best, *others = sorted(hits[0].sentences, key=lambda sentence: -sentence.score)
    distance = hits[0].score - _CROSS_LINGUAL_MIDPOINT
    probability = 1 / (1 + math.exp(-distance / _CROSS_LINGUAL_WIDTH))
    if probability < 0.5:
        return (), probability
    near = [other for other in others[:1] if other.score >= best.score - _CROSS_LINGUAL_MARGIN]
    cited = [Citation(sentence.passage, probability) for sentence in [best, *near]]
    return arrange(cited), probability


def arrange(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Return the citations grouped by paragraph, in its order; the best paragraph is first."""
    order: dict[str, int] = {}
    for citation in citations:
        order.setdefault(citation.quote.paragraph.reference, len(order))
    return tuple(
        sorted(citations, key=lambda c: (order[c.quote.paragraph.reference], c.quote.start))
    )
