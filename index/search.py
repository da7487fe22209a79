"""Find the passages that speak to a question."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Self

import numpy as np

from corpus import Document, Span
from corpus.errors import LibraryMismatch
from index.encode import DEFAULT, Encoder, Matrix
from index.encoding import Progress
from index.exported import open_query_encoder
from index.late import LateInteraction, Match, open_late
from index.lexical import longest_phrase
from index.library import current_name, encoders_of, ensure, open_store
from index.multilingual import is_installed, open_multilingual
from index.place import Place, default_place, place_of
from index.store import Store
from index.trace import Trace
from index.vectors import Rows
from index.words import Counts

Mode = Literal["hybrid", "dense", "lexical"]
# How many passages dense and lexical search each hand on to be compared token by token.
_CANDIDATES = 100
# A passage that matches as a whole, and has one sentence that does: see docs/retrieval.md.
_SENTENCE_WEIGHT = 0.5
# How many hits a trace names.
_SHOWN = 5
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


class Index:
    """Passages that can be searched by meaning and by words; one serves all threads."""

    def __init__(
        self, store: Store, encoder: Encoder, late: LateInteraction, library: Place | None = None
    ) -> None:
        """Search ``store``; with ``library``, follow it to each new build published there."""
        self._store = store
        self._encoder = encoder
        self._late = late
        self._library = library
        self._held: Index | None = None

    @classmethod
    def open(
        cls,
        library: Path | str | None = None,
        *,
        model: str = DEFAULT,
        progress: Progress = lambda stage, done, total: None,
    ) -> Self:
        """Open a library; the one in the default place is built of the bundled report at first use.

        Raises:
            LibraryMissing: nothing has been built at ``library``.
            LibraryDamaged: a file of it is missing or is not what was written.
            LibraryMismatch: it was built with another model or by another version.
            EngineUnreachable: it lies in an engine that does not answer.
            ModelMissing, ModelDamaged: a model is not installed or not the published one.
        """
        place = place_of(library) if library is not None else default_place()
        if library is None or place == default_place():
            ensure(place, model, progress)
        # Reading files and loading models leave Python free, so they go on at the same time.
        with ThreadPoolExecutor(2) as pool:
            encoder = pool.submit(open_query_encoder, encoders_of(place), model)
            late = pool.submit(open_late)
            store = _open(place, model)
            return cls(store, encoder.result(), late.result(), place)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The reports in the library, ordered by symbol."""
        return tuple(self._current().documents)

    @property
    def words(self) -> Counts:
        """How often the reports have each word, most frequent first."""
        return self._current().words

    @property
    def library(self) -> Place | None:
        """The library that is followed; None for a store that stands alone."""
        return self._library

    @property
    def model(self) -> str:
        """The encoder's name."""
        return self._encoder.name

    @property
    def version(self) -> str:
        """Which build is searched; another name after each that is published."""
        return self._current().name

    def search(
        self,
        query: str,
        k: int = 10,
        *,
        mode: Mode = "hybrid",
        symbols: Sequence[str] | None = None,
        context: str = "",
        trace: Trace | None = None,
    ) -> list[Hit]:
        """Return the ``k`` paragraphs that match best, best first, each by its best passage.

        Scores can be compared within one mode only: "dense" gives cosines, "lexical" BM25, and
        "hybrid" takes what either found and compares it token by token (late interaction), 1.0 at
        most but for phrases that query and passage share, which are added. ``symbols`` restricts
        the search to those documents (symbols, or keys); ``context`` are earlier questions that
        help to read this one, and count little. ``trace`` records the stages.
        """
        trace = trace or Trace(wanted=False)
        store = self._current()
        if not query.strip() or k < 1 or not store.size:
            return []
        few = max(_CANDIDATES, 4 * k)
        text = f"{context} {query}".strip()
        if mode == "lexical":
            return _best(store, *store.lexical(text, few, symbols), k)
        with trace.stage("encode the question"):
            vector = self._encoder.encode([text])[0]
        with trace.stage("dense search") as tell:
            rows, scores = store.dense(vector, few, symbols)
            tell(lambda: _first_lines(_best(store, rows, scores, _SHOWN)))
        if mode == "dense":
            return _best(store, rows, scores, k)
        with trace.stage("lexical search") as tell:
            words, weights = store.lexical(text, few, symbols)
            tell(lambda: _first_lines(_best(store, words, weights, _SHOWN)))
        with trace.stage("late interaction") as tell:
            found = sorted(row for row, _ in fuse([rows.tolist(), words.tolist()])[:few])
            matches = store.match(self._late, query, context, np.array(found, np.int64))
            cosines = dict(zip(rows.tolist(), scores.tolist(), strict=True))
            hits = [
                _hit(span, match, cosines.get(row, 0.0))
                for row, span, match in zip(found, store.spans(found), matches, strict=True)
            ]
            hits = _raise_phrases(query, hits)
            tell(lambda: _first_lines(_best_of_each(hits)))
        return _best_of_each(hits)[:k]

    def search_across(
        self,
        question: str,
        k: int = 10,
        *,
        symbols: Sequence[str] | None = None,
        trace: Trace | None = None,
    ) -> list[Hit] | None:
        """Find what answers a question of another language; scores are cosines.

        Returns None where the library was built without the extra ``multilingual``, or it is not
        installed.
        """
        if not is_installed():
            return None
        trace = trace or Trace(wanted=False)
        store = self._current()
        with trace.stage("search across languages") as tell:
            matches = store.match_across(open_multilingual().query(question), symbols)
            if matches is None:
                return None
            spans = store.spans(list(matches))
            scored = [_hit(*pair, 0.0, 1.0) for pair in zip(spans, matches.values(), strict=True)]
            hits = _best_of_each(sorted(scored, key=lambda hit: -hit.score))[:k]
            tell(lambda: _first_lines(hits))
        return hits

    def held(self) -> "Index":
        """Return the current build alone: what is published later is not seen in it.

        It is the same object as long as the same build is current.
        """
        store = self._current()
        if self._held is None or self._held._store is not store:
            self._held = Index(store, self._encoder, self._late)
        return self._held

    def _current(self) -> Store:
        if self._library is not None and current_name(self._library) != self._store.name:
            self._store = _open(self._library, self._encoder.name)
        return self._store


def fuse(rankings: Iterable[Sequence[int]], k: int = 60) -> list[tuple[int, float]]:
    """Merge rankings by reciprocal rank (Cormack et al., 2009); ties keep row order."""
    scores: defaultdict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, row in enumerate(ranking, start=1):
            scores[row] += 1 / (k + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def _open(library: Place, model: str) -> Store:
    store = open_store(library)
    if store.encoder != model:
        raise LibraryMismatch(
            f"The library at {library} was built with the model {store.encoder}, not "
            f"{model}. Give that model, or embed the library anew: pilcrow build --model {model}"
        )
    return store


def _best(store: Store, rows: Rows, scores: Matrix, k: int) -> list[Hit]:
    """Return the ``k`` best paragraphs of rows in order; reads as few of them as it can."""
    # Paragraphs of several passages, or in two languages, are few.
    for some in (2 * k, len(rows)):
        spans = store.spans(rows[:some].tolist())
        hits = [Hit(span, score) for span, score in zip(spans, scores.tolist(), strict=False)]
        best = _best_of_each(hits)[:k]
        if len(best) == k or some >= len(rows):
            break
    return best


def _hit(passage: Span, match: Match, cosine: float, weight: float = _SENTENCE_WEIGHT) -> Hit:
    sentences = tuple(
        Hit(Span(passage.paragraph, start, end), score) for start, end, score in match.sentences
    )
    best = max((sentence.score for sentence in sentences), default=match.passage)
    score = (match.passage + weight * best) / (1 + weight)
    return Hit(passage, score, cosine, sentences)


def _raise_phrases(query: str, hits: Iterable[Hit]) -> list[Hit]:
    """Order hits by score, to which a phrase that query and passage share is added."""
    ordered = sorted(hits, key=lambda hit: -hit.score)  # stable: ties keep the order of the rows
    raised = [
        replace(hit, score=hit.score + _PHRASE_WEIGHT * max(0, words - _PHRASE_WORDS))
        for hit in ordered[:_READ_FOR_PHRASES]
        for words in (longest_phrase(query, hit.passage.text),)
    ]
    return sorted([*raised, *ordered[_READ_FOR_PHRASES:]], key=lambda hit: -hit.score)


def _first_lines(hits: Sequence[Hit]) -> list[str]:
    return [f"{hit.score:.3f}  {hit.passage.paragraph.reference}" for hit in hits[:_SHOWN]]


def _best_of_each(hits: Iterable[Hit]) -> list[Hit]:
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
