"""Join the answers to the questions that one text asks."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from assistant.answer import Answer, Citation
from index import Hit


def join_answers(whole: Answer, answers: Sequence[Answer]) -> Answer:
    """Return one answer that quotes all answers, one after the other, each sentence once.

    ``whole`` has the text and the query of all questions. The probabilities are the lowest of
    the questions that are answered, and each question that is not is in ``unanswered``. ``answers``
    must contain an answer with quotations.
    """
    answered = [answer for answer in answers if answer.citations]
    probability = min(answer.probability for answer in answered)
    score = min(citation.score for answer in answered for citation in answer.citations)
    citations: list[Citation] = []
    for citation in chain.from_iterable(answer.citations for answer in answered):
        if not any(other.quote.covers(citation.quote) for other in citations):
            citations.append(replace(citation, score=score))
    hits: dict[int, Hit] = {}
    for hit in chain.from_iterable(zip_longest(*(answer.hits for answer in answers))):
        if hit is not None:
            hits.setdefault(id(hit.passage.paragraph), hit)
    # The scores stay in descending order, so that the first hit has the highest score.
    most = max(len(answer.hits) for answer in answers)
    scores = sorted((hit.score for hit in hits.values()), reverse=True)
    ordered = [replace(h, score=s) for h, s in zip(hits.values(), scores, strict=True)]
    return replace(
        whole,
        citations=tuple(citations),
        hits=tuple(ordered[:most]),
        missing=_joined(answer.missing for answer in answers),
        uncovered=_joined(answer.uncovered for answer in answered),
        listed=sum(answer.listed for answer in answered),
        unanswered=tuple(answer.question for answer in answers if not answer.citations),
        probability=probability,
    )


def _joined(texts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(texts)))
