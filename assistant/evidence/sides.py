"""Comparisons: a sentence for each side of what is compared, judged together.

A paragraph on one side answers half of a comparison, so that the reader doubts it. Together, the
sentences on both sides may answer the whole.
"""

from collections.abc import Sequence

from assistant.evidence.background import Background, text_about
from assistant.question.entities import Entity
from assistant.question.lexicon.comparisons import COMPARES
from corpus import Paragraph, Span
from index.models.reader import Reader


def wants_comparison(question: str) -> bool:
    """Return whether a question compares two things."""
    return bool(COMPARES.search(question))


def choose_sides(
    ranked: Sequence[Span], entities: Sequence[Entity], background: Background
) -> list[Span]:
    """Return the best sentence, and the best on each entity of the question that it does not name.

    ``ranked`` are sentences, the best first. Of the sentences that name an entity, those of the
    best paragraph come first: a paragraph that names both sides compares them. If one sentence is
    all that is found so, the best sentence of another paragraph is the second.
    """
    chosen = list(ranked[:1])
    for entity in entities:
        if not any(entity.is_in(span.text) for span in chosen):
            chosen += _on(entity, ranked, chosen, background)
    if len(chosen) == 1:
        chosen += [span for span in ranked if span.paragraph != chosen[0].paragraph][:1]
    return chosen


def _on(
    entity: Entity, ranked: Sequence[Span], chosen: Sequence[Span], background: Background
) -> list[Span]:
    """Return the best sentence on an entity, in a list; empty if what is chosen is about it."""
    naming = [span for span in ranked if entity.is_in(span.text)]
    same = [span for span in naming if span.paragraph == chosen[0].paragraph]
    if same or naming:
        return [*same, *naming][:1]
    if any(_mentions(span.paragraph, entity, background) for span in chosen):
        return []
    return [span for span in ranked if _mentions(span.paragraph, entity, background)][:1]


def joint_logit(question: str, sentences: Sequence[Span], reader: Reader) -> float:
    """Return the reader's logit that sentences answer a question together, read as one passage."""
    text = " ".join(span.text for span in sentences)
    together = Span(Paragraph("", "", text), 0, len(text))
    return reader.judge(question, "", together, ()).answer_logit


def _mentions(paragraph: Paragraph, entity: Entity, background: Background) -> bool:
    return entity.is_in(text_about(paragraph, background.subject(paragraph)))
