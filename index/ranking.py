"""Combine search results into hits, and order the hits."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus import Span
from index.models.late_interaction import Match
from index.storage.lexical import longest_phrase
from index.storage.store import Store
from index.types import Matrix, Rows

# The weight of the best sentence of a passage beside the whole passage: see docs/retrieval.md.
_SENTENCE_WEIGHT = 0.5
# The number of hits that a trace shows.
SHOWN = 5
# A shared phrase of more than two words, such as "second report to the General Assembly", is
# unlikely to be a coincidence. Only the first hits are compared with the query.
_PHRASE_WEIGHT, _PHRASE_WORDS, _PHRASE_HITS = 0.02, 2, 50


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage and its score.

    ``sentences`` has the scored sentences of the passage, and after merging those of the paragraph;
    it is empty if the sentences were not compared.
    """

    passage: Span
    score: float
    sentences: tuple["Hit", ...] = ()


def fuse(rankings: Iterable[Sequence[int]], k: int = 60) -> list[tuple[int, float]]:
    """Merge rankings by reciprocal rank (Cormack et al., 2009); ties keep row order."""
    scores: defaultdict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, row in enumerate(ranking, start=1):
            scores[row] += 1 / (k + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def best(store: Store, rows: Rows, scores: Matrix, k: int) -> list[Hit]:
    """Return one hit for each of the ``k`` best paragraphs; ``rows`` has the best row first."""
    # Few paragraphs have several passages or two languages, so 2 * k rows are usually enough. To
    # read no more spans than needed, all rows are read only if they are not.
    for limit in (2 * k, len(rows)):
        spans = store.spans(rows[:limit].tolist())
        hits = [Hit(span, score) for span, score in zip(spans, scores.tolist(), strict=False)]
        best_hits = best_of_each(hits)[:k]
        if len(best_hits) == k or limit >= len(rows):
            break
    return best_hits


def hit(passage: Span, match: Match, weight: float = _SENTENCE_WEIGHT) -> Hit:
    """Return the hit of a passage from its late-interaction scores.

    ``weight`` is the weight of the best sentence; the whole passage has weight 1.
    """
    sentences = tuple(
        Hit(Span(passage.paragraph, start, end), score) for start, end, score in match.sentences
    )
    best_sentence = max((sentence.score for sentence in sentences), default=match.passage)
    score = (match.passage + weight * best_sentence) / (1 + weight)
    return Hit(passage, score, sentences)


def raise_phrases(query: str, hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits ordered by score, after raising hits that share a phrase with the query."""
    ordered = sorted(hits, key=lambda hit: -hit.score)  # stable: equal scores keep row order
    raised = [
        replace(hit, score=hit.score + _PHRASE_WEIGHT * max(0, words - _PHRASE_WORDS))
        for hit in ordered[:_PHRASE_HITS]
        for words in (longest_phrase(query, hit.passage.text),)
    ]
    return sorted([*raised, *ordered[_PHRASE_HITS:]], key=lambda hit: -hit.score)


def first_lines(hits: Sequence[Hit]) -> list[str]:
    """Return one line for each of the first hits, with score and reference, for a trace."""
    return [f"{hit.score:.3f}  {hit.passage.paragraph.reference}" for hit in hits[:SHOWN]]


def best_of_each(hits: Iterable[Hit]) -> list[Hit]:
    """Return the first hit of each paragraph, with the sentences of its other passages."""
    grouped: dict[int, list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(id(hit.passage.paragraph), []).append(hit)
    best = [group[0] if len(group) == 1 else _merge(group) for group in grouped.values()]
    # The same paragraph may be there in two languages: only the better hit is returned.
    unique: dict[tuple[str, str] | int, Hit] = {}
    for hit in best:
        paragraph = hit.passage.paragraph
        key = (paragraph.symbol, paragraph.label) if paragraph.number else id(paragraph)
        unique.setdefault(key, hit)
    return list(unique.values())


def _merge(group: Sequence[Hit]) -> Hit:
    best: dict[int, Hit] = {}
    for sentence in (sentence for hit in group for sentence in hit.sentences):
        previous = best.get(sentence.passage.start)
        if previous is None or sentence.score > previous.score:
            best[sentence.passage.start] = sentence
    sentences = tuple(best[start] for start in sorted(best))
    return replace(group[0], sentences=sentences)
