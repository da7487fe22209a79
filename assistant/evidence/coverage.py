"""Whether an answer mentions what its question names."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence.background import Background, text_about
from assistant.question.entities import Entity
from corpus import Span


@dataclass(frozen=True, slots=True)
class Coverage:
    """The entities of a question that an answer does not mention.

    ``uncovered`` are those that neither the quoted paragraphs with their headings nor the title of
    their report mention, and ``unknown`` those of them that no report asked mentions. ``share`` is
    the share, from 0 to 1, of the question's entities that are uncovered. ``beside``: the best
    sentence does not mention every entity itself; the rest of its paragraph may.
    """

    uncovered: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    share: float = 0.0
    beside: bool = False


# The coverage of a question that names nothing.
NOTHING_ASKED = Coverage()


def cover(entities: Sequence[Entity], chosen: Sequence[Span], background: Background) -> Coverage:
    """Return what of the entities the chosen sentences, the best first, do not cover.

    The whole paragraph of a sentence counts, because it is what the sentence is about; so do its
    headings, and the subject of its report: its title, symbol and date.
    """
    if not entities:
        return NOTHING_ASKED
    paragraphs = {id(span.paragraph): span.paragraph for span in chosen}
    text = "\n".join(
        text_about(paragraph, background.subject(paragraph)) for paragraph in paragraphs.values()
    )
    uncovered = [entity for entity in entities if not entity.is_in(text)]
    unknown = [entity.text for entity in uncovered if not background.is_known(entity)]
    return Coverage(
        tuple(entity.text for entity in uncovered),
        tuple(unknown),
        len(uncovered) / len(entities),
        any(not _says(span, entities, background) for span in chosen[:1]),
    )


def _says(span: Span, entities: Sequence[Entity], background: Background) -> bool:
    """Return whether a sentence, with its headings and subject, mentions all entities."""
    about = (span.text, *span.paragraph.headings, background.subject(span.paragraph))
    return all(entity.is_in("\n".join(about)) for entity in entities)
