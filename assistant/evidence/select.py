"""Select the sentences that answer a question, as few as possible; or none."""

import math
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Citation
from assistant.evidence.background import NO_BACKGROUND, Background
from assistant.evidence.confidence import Calibration
from assistant.evidence.coverage import NOTHING_ASKED, Coverage
from assistant.evidence.lists import list_siblings, wants_list, with_items
from assistant.evidence.rank import rank_sentences
from assistant.evidence.searches import found_by_words
from assistant.evidence.sides import wants_comparison
from assistant.question.resolve import ResolvedQuestion
from corpus import Span
from index import Hit
from index.models.reader import Reader
from index.trace import Trace

# A list is quoted whole if it has at most this many words. Counted lists are sought in the
# sentences of this many hits.
_MAX_LIST_WORDS, _LIST_HITS = 400, 5
# For questions in other languages, the score is the mean of the cosines of paragraph and sentence:
# the score at which half the answers are right, the width of the logistic curve around that score,
# and how much lower the score of a second sentence may be.
_CROSS_LINGUAL_MIDPOINT, _CROSS_LINGUAL_WIDTH, _CROSS_LINGUAL_MARGIN = 0.78, 0.01, 0.006


@dataclass(frozen=True, slots=True)
class Selection:
    """The sentences that answer, or none if the assistant abstains.

    ``order`` are all hits in the order after reading. ``probability``, from 0.0 to 1.0, is that the
    reports answer the question; without hits it is 0.0. ``coverage`` says what the question names
    and the chosen paragraphs do not mention.
    """

    citations: tuple[Citation, ...] = ()
    order: tuple[Hit, ...] = ()
    probability: float = 0.0
    coverage: Coverage = NOTHING_ASKED


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
        ranking = rank_sentences(resolved, hits, reader, background, named=named)
        if ranking is None:
            return Selection()
        log(
            lambda: [
                f"{candidate.rank:.1f}  {_describe(candidate.sentence.passage)}"
                for candidate in ranking.candidates
            ]
        )
    probability = calibration.answerable.of(ranking.signals)
    sureness = calibration.right.of(ranking.signals)
    threshold = calibration.threshold / 2 if named else calibration.threshold
    covered = not (resolved.topic and ranking.coverage.share)
    if covered and found_by_words(resolved, ranking.chosen):
        threshold = 0.0  # of a search, what has the words is the answer
    selection = Selection((), ranking.order, probability, ranking.coverage)
    with trace.stage("choose sentences") as log:
        spans = dict.fromkeys(map(with_items, ranking.chosen))
        chosen = [
            Citation(span, sureness)
            for span in spans
            if not any(other.covers(span) for other in spans if other != span)
        ]
        log(lambda: _explain(chosen, probability, threshold))
        if probability < threshold:
            return selection
        siblings = _whole_list(resolved, chosen, ranking.order, background)
        if siblings:
            log(lambda: [f"a list of {len(siblings)}, quoted whole"])
            chosen = [Citation(span, sureness) for span in siblings]
            return replace(selection, citations=tuple(chosen))
    return replace(selection, citations=arrange(chosen))


def _whole_list(
    resolved: ResolvedQuestion,
    chosen: Sequence[Citation],
    order: Sequence[Hit],
    background: Background,
) -> tuple[Span, ...]:
    """Return the parallel sentences of a list that is asked for; empty if there is none."""
    if not chosen or not wants_list(resolved.query) or wants_comparison(resolved.query):
        return ()
    # A counted list is found even if its sentences are not the best in the ranking.
    others = [sentence.passage for hit in order[:_LIST_HITS] for sentence in hit.sentences]
    report = background.around(chosen[0].quote.paragraph)
    siblings = list_siblings([chosen[0].quote, *others], resolved.query, report)
    short = sum(len(span.text.split()) for span in siblings) <= _MAX_LIST_WORDS
    return siblings if short else ()


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
