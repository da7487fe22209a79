"""Choose the sentences that answer, as few as do; or none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Citation
from assistant.confidence import Calibration, Signals, signals_of
from assistant.followup import Reading
from assistant.lookup import Lookup, names_in
from corpus import Paragraph, Span
from corpus.split import sentences
from index import Hit
from index.build import heading_text
from index.rerank import Reranker

# Sentences are sought in the first paragraphs only; the cross-encoder reads the likeliest of them.
_PARAGRAPHS, _READ = 2, 4
# What counts: the cross-encoder's logit (about -11 to 9), and the late interaction of the sentence
# and of its paragraph (0 to 1). Chosen on the development set, where neighbouring values do as well
# within two questions in a hundred.
_LOGIT, _SENTENCE, _PARAGRAPH = 0.3, 20.0, 30.0
_LOGIT_AT_MOST = 4.0
# Another sentence joins the best within this margin. Where the cross-encoder is sure of the best,
# it must be nearly as sure of the other: a plain answer stands alone.
_MARGIN = 4.0
_SURE, _AS_SURE = 3.0, 2.0
_MOST, _WORDS = 3, 75
# A section of more paragraphs than this is quoted by the first under each of its headings.
_LEADS = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that competes to answer, and what speaks for it."""

    sentence: Hit
    rank: float
    signals: Signals


def compete(reading: Reading, hits: Sequence[Hit], reranker: Reranker) -> list[Candidate]:
    """Return the likeliest sentences of the first hits, best first."""
    pool = [(hit, sentence) for hit in hits[:_PARAGRAPHS] for sentence in hit.sentences]
    pool.sort(key=lambda pair: -(pair[0].score + pair[1].score))
    pool = pool[:_READ]
    question = f"{reading.context} {reading.query}".strip()
    logits = reranker.scores(question, [_under_heading(sentence.passage) for _, sentence in pool])
    candidates = [
        Candidate(
            sentence,
            _LOGIT * min(logit, _LOGIT_AT_MOST)
            + _SENTENCE * sentence.score
            + _PARAGRAPH * hit.score,
            signals_of(hits, sentence, logit),
        )
        for (hit, sentence), logit in zip(pool, logits, strict=True)
    ]
    return sorted(candidates, key=lambda candidate: -candidate.rank)


def extract(
    reading: Reading,
    hits: Sequence[Hit],
    reranker: Reranker,
    calibration: Calibration,
    *,
    named: bool = False,
) -> tuple[Citation, ...]:
    """Choose the sentences that answer; none where it is likelier that the reports do not say.

    ``named``: the question names these paragraphs, which is half the evidence.
    """
    candidates = compete(reading, hits, reranker)
    chosen: list[Citation] = []
    words = 0
    for candidate in candidates:
        span = candidate.sentence.passage
        length = len(span.text.split())
        if len(chosen) == _MOST or candidate.rank < candidates[0].rank - _MARGIN:
            break
        if not chosen or (words + length <= _WORDS and _joins(candidate, candidates[0], reading)):
            chosen.append(Citation(span, calibration.probability(candidate.signals)))
            words += length
    sure = max((citation.score for citation in chosen), default=0.0)
    enough = calibration.threshold / 2 if named else calibration.threshold
    return arrange(chosen) if sure >= enough else ()


def quote(lookup: Lookup) -> tuple[Citation, ...]:
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


def _joins(candidate: Candidate, best: Candidate, reading: Reading) -> bool:
    """Tell whether a sentence may join the best: as sure, and of what the question names."""
    logit, sure = candidate.signals.logit, best.signals.logit
    beside = candidate.sentence.passage.paragraph == best.sentence.passage.paragraph
    if sure > _SURE and logit < sure - (_AS_SURE if beside else 0):
        return False
    return reading.names & _words(best) <= _words(candidate)


def _words(candidate: Candidate) -> frozenset[str]:
    span = candidate.sentence.passage
    text = " ".join([*span.paragraph.headings, span.text])
    return frozenset(re.findall(r"[^\W_]+", text.lower()))


def _under_heading(span: Span) -> str:
    return heading_text(span.paragraph, innermost=True) + span.text


def _leading(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Choose the paragraphs that tell what a section says: all, or the first under each heading."""
    if len(paragraphs) <= _LEADS:
        return paragraphs
    firsts: dict[tuple[str, ...], Paragraph] = {}
    for paragraph in paragraphs:
        firsts.setdefault(paragraph.headings, paragraph)
    return tuple(firsts.values())[:_LEADS] if len(firsts) > 1 else paragraphs[:_LEADS]
