"""Choose the sentences that answer, as few as do; or none."""

import math
from collections.abc import Sequence

from assistant.answer import Citation
from assistant.followup import Reading
from assistant.lookup import Lookup, names_in
from corpus import Paragraph, Span
from corpus.split import sentences
from index import Hit
from index.rerank import Reranker

# Sentences are sought in the first paragraphs only; the cross-encoder reads the likeliest of them.
_PARAGRAPHS, _READ = 2, 6
# Scores: the cross-encoder's logit (about -11 to 9), cosines of late interaction (0 to 1) and the
# margin within which a second sentence belongs to the answer, all chosen on the development set.
_LOGIT, _COSINE = 0.5, 20.0
_LOGIT_AT_MOST = 4.0
_MARGIN = 1.0
_MOST, _WORDS = 3, 75
_LEADS = 8


def extract(reading: Reading, hits: Sequence[Hit], reranker: Reranker) -> tuple[Citation, ...]:
    """Choose sentences from the first hits; ``score`` is the cross-encoder's, as a probability."""
    pool = [(hit, sentence) for hit in hits[:_PARAGRAPHS] for sentence in hit.sentences]
    pool.sort(key=lambda pair: -(pair[0].score + pair[1].score))
    pool = pool[:_READ]
    question = f"{reading.context} {reading.query}".strip()
    logits = reranker.scores(question, [sentence.passage.text for _, sentence in pool])
    scored = [
        (
            _LOGIT * min(logit, _LOGIT_AT_MOST) + _COSINE * (sentence.score + 1.5 * hit.score),
            sentence,
            logit,
        )
        for (hit, sentence), logit in zip(pool, logits, strict=True)
    ]
    scored.sort(key=lambda item: -item[0])
    chosen: list[Citation] = []
    words = 0
    for score, sentence, logit in scored[:_MOST]:
        length = len(sentence.passage.text.split())
        if chosen and (score < scored[0][0] - _MARGIN or words + length > _WORDS):
            break
        chosen.append(Citation(sentence.passage, _probability(logit)))
        words += length
    return arrange(chosen)


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


def _leading(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Choose the paragraphs that tell what a section says: all, or the first under each heading."""
    if len(paragraphs) <= _LEADS:
        return paragraphs
    firsts: dict[tuple[str, ...], Paragraph] = {}
    for paragraph in paragraphs:
        firsts.setdefault(paragraph.headings, paragraph)
    return tuple(firsts.values())[:_LEADS] if len(firsts) > 1 else paragraphs[:_LEADS]


def _probability(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))
