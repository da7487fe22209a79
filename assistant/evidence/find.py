"""Find the paragraphs for a question, and prefer those near the last answer in a conversation."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.question.address import without_address
from assistant.question.resolve import ResolvedQuestion
from corpus import Paragraph
from index import Hit, Index
from index.trace import Trace

# Added to the score of a paragraph in the section of the last answer, if the question stays there.
_STAY_NEAR_BONUS = 0.03


def find_hits(
    index: Index, resolved: ResolvedQuestion, k: int, symbols: Sequence[str] | None, trace: Trace
) -> list[Hit]:
    """Return the best passages of the ``k`` best paragraphs for a question, the best first."""
    query = without_address(resolved.query) or resolved.query
    hits = index.search(query, k, symbols=symbols, context=resolved.context, trace=trace)
    return _stay_near(hits, resolved.stay_near)


def _stay_near(hits: Sequence[Hit], near: Paragraph | None) -> list[Hit]:
    """Raise the scores of paragraphs in the section of the last answer; best first."""
    if near is None:
        return list(hits)

    def raised(hit: Hit) -> Hit:
        paragraph = hit.passage.paragraph
        same = paragraph.symbol == near.symbol and paragraph.headings == near.headings
        return replace(hit, score=hit.score + _STAY_NEAR_BONUS) if same else hit

    return sorted(map(raised, hits), key=lambda hit: -hit.score)
