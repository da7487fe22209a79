"""Hits, and the order they come in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus import Span
from index.models.late_interaction import Match
from index.storage.lexical import longest_phrase
from index.storage.store import Store
from index.types import Matrix, Rows

# A passage that matches as a whole, and has one sentence that does: see docs/retrieval.md.
_SENTENCE_WEIGHT = 0.5
# How many hits a trace names.
SHOWN = 5
# A phrase of more than two words in common, "second report to the General Assembly", is no chance.
_PHRASE_WEIGHT, _PHRASE_WORDS, _READ_FOR_PHRASES = 0.02, 2, 50


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage and how well it matched.

    ``cosine`` is that of its vector and the query's, 0 where it was not among the nearest;
    ``sentences`` are the paragraph's, scored alike, where they were compared.
    """

    passage: Span
    score: float
    cosine: float = 0.0
    sentences: tuple["Hit", ...] = ()


def fuse(rankings: Iterable[Sequence[int]], k: int = 60) -> list[tuple[int, float]]:
    """Merge rankings by reciprocal rank (Cormack et al., 2009); ties keep row order."""
    scores: defaultdict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, row in enumerate(ranking, start=1):
            scores[row] += 1 / (k + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def best(store: Store, rows: Rows, scores: Matrix, k: int) -> list[Hit]:
    """Return the ``k`` best paragraphs of rows in order; reads as few of them as it can."""
    # Paragraphs of several passages, or in two languages, are few.
    for some in (2 * k, len(rows)):
        spans = store.spans(rows[:some].tolist())
        hits = [Hit(span, score) for span, score in zip(spans, scores.tolist(), strict=False)]
        best = best_of_each(hits)[:k]
        if len(best) == k or some >= len(rows):
            break
    return best


def hit(passage: Span, match: Match, cosine: float, weight: float = _SENTENCE_WEIGHT) -> Hit:
    """Make a hit of a passage and what was found by comparing it token by token."""
    sentences = tuple(
        Hit(Span(passage.paragraph, start, end), score) for start, end, score in match.sentences
    )
    best = max((sentence.score for sentence in sentences), default=match.passage)
    score = (match.passage + weight * best) / (1 + weight)
    return Hit(passage, score, cosine, sentences)


def raise_phrases(query: str, hits: Iterable[Hit]) -> list[Hit]:
    """Order hits by score, to which a phrase that query and passage share is added."""
    ordered = sorted(hits, key=lambda hit: -hit.score)  # stable: ties keep the order of the rows
    raised = [
        replace(hit, score=hit.score + _PHRASE_WEIGHT * max(0, words - _PHRASE_WORDS))
        for hit in ordered[:_READ_FOR_PHRASES]
        for words in (longest_phrase(query, hit.passage.text),)
    ]
    return sorted([*raised, *ordered[_READ_FOR_PHRASES:]], key=lambda hit: -hit.score)


def first_lines(hits: Sequence[Hit]) -> list[str]:
    """Return a line for each of the first hits, for a trace."""
    return [f"{hit.score:.3f}  {hit.passage.paragraph.reference}" for hit in hits[:SHOWN]]


def best_of_each(hits: Iterable[Hit]) -> list[Hit]:
    """Keep the first hit of each paragraph, with the sentences of its other passages."""
    grouped: dict[int, list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(id(hit.passage.paragraph), []).append(hit)
    best = [group[0] if len(group) == 1 else _merge(group) for group in grouped.values()]
    # A paragraph that is there in two languages is one: the one that matches better.
    named: dict[tuple[str, str] | int, Hit] = {}
    for hit in best:
        paragraph = hit.passage.paragraph
        twin = (paragraph.symbol, paragraph.label) if paragraph.number else id(paragraph)
        named.setdefault(twin, hit)
    return list(named.values())


def _merge(group: Sequence[Hit]) -> Hit:
    best: dict[int, Hit] = {}
    for sentence in (sentence for hit in group for sentence in hit.sentences):
        known = best.get(sentence.passage.start)
        if known is None or sentence.score > known.score:
            best[sentence.passage.start] = sentence
    sentences = tuple(best[start] for start in sorted(best))
    return replace(group[0], cosine=max(hit.cosine for hit in group), sentences=sentences)
