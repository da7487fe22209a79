"""Find the paragraphs for a question.

Paragraphs that mention what the question names are preferred, and paragraphs near the last answer
in a conversation.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.evidence.background import text_about
from assistant.evidence.searches import on_topic
from assistant.question.address import without_address
from assistant.question.entities import Entity
from assistant.question.resolve import ResolvedQuestion
from corpus import Paragraph
from index import Hit, Index
from index.trace import Trace

# Added to the score of a paragraph in the section of the last answer, if the question stays there.
_STAY_NEAR_BONUS = 0.03
# Added, times the share of the question's entities that a paragraph, its headings or the subject of
# its report mention: inside one report, full answers rise by .004. The second is added, times the
# share that the subject mentions: of several reports with the same words, the one on the State that
# is asked about comes first.
_MENTION_BONUS, _SUBJECT_BONUS = 0.03, 0.1


def find_hits(
    index: Index,
    resolved: ResolvedQuestion,
    k: int,
    symbols: Sequence[str] | None,
    trace: Trace,
    subject: Callable[[Paragraph], str] = lambda paragraph: "",
) -> list[Hit]:
    """Return the best passages of the ``k`` best paragraphs for a question, the best first.

    ``subject`` returns what the report of a paragraph is about: its title, symbol and date.
    """
    query = resolved.topic or without_address(resolved.query) or resolved.query
    hits = index.search(query, k, symbols=symbols, context=resolved.context, trace=trace)
    if resolved.topic:
        return on_topic(hits, resolved.topic)
    return _stay_near(_mentioning(hits, resolved.entities, subject), resolved.stay_near)


def _mentioning(
    hits: Sequence[Hit], entities: Sequence[Entity], subject: Callable[[Paragraph], str]
) -> list[Hit]:
    """Raise the scores of paragraphs that mention the entities of the question; best first."""
    if not entities:
        return list(hits)

    def raised(hit: Hit) -> Hit:
        about = subject(hit.passage.paragraph)
        text = text_about(hit.passage.paragraph, about)
        mentioned = sum(entity.is_in(text) for entity in entities) / len(entities)
        subjects = sum(entity.is_in(about) for entity in entities) / len(entities)
        bonus = _MENTION_BONUS * mentioned + _SUBJECT_BONUS * subjects
        return replace(hit, score=hit.score + bonus)

    return sorted(map(raised, hits), key=lambda hit: -hit.score)


def _stay_near(hits: Sequence[Hit], near: Paragraph | None) -> list[Hit]:
    """Raise the scores of paragraphs in the section of the last answer; best first."""
    if near is None:
        return list(hits)

    def raised(hit: Hit) -> Hit:
        paragraph = hit.passage.paragraph
        same = paragraph.symbol == near.symbol and paragraph.headings == near.headings
        return replace(hit, score=hit.score + _STAY_NEAR_BONUS) if same else hit

    return sorted(map(raised, hits), key=lambda hit: -hit.score)
