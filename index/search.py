"""Find the passages that speak to a question."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal, Self

import numpy as np

from corpus import Document
from corpus.errors import LibraryMismatch
from index.library import current_name, encoders_of, ensure, open_store
from index.models.encoder import DEFAULT, Encoder
from index.models.exported_encoder import open_query_encoder
from index.models.late_interaction import LateInteraction, open_late
from index.models.multilingual import is_installed, open_multilingual
from index.ranking import (
    SHOWN,
    Hit,
    best,
    best_of_each,
    first_lines,
    fuse,
    hit,
    raise_phrases,
)
from index.storage.location import Location, default_location, parse_location
from index.storage.store import Store
from index.storage.vocabulary import Counts
from index.trace import Trace
from index.types import Progress

Mode = Literal["hybrid", "dense", "lexical"]
# How many passages dense and lexical search each hand on to be compared token by token.
_CANDIDATES = 100


class Index:
    """Passages that can be searched by meaning and by words; one serves all threads."""

    def __init__(
        self, store: Store, encoder: Encoder, late: LateInteraction, library: Location | None = None
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
        place = parse_location(library) if library is not None else default_location()
        if library is None or place == default_location():
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
    def library(self) -> Location | None:
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
            return best(store, *store.lexical(text, few, symbols), k)
        with trace.stage("encode the question"):
            vector = self._encoder.encode([text])[0]
        with trace.stage("dense search") as log:
            rows, scores = store.dense(vector, few, symbols)
            log(lambda: first_lines(best(store, rows, scores, SHOWN)))
        if mode == "dense":
            return best(store, rows, scores, k)
        with trace.stage("lexical search") as log:
            words, weights = store.lexical(text, few, symbols)
            log(lambda: first_lines(best(store, words, weights, SHOWN)))
        with trace.stage("late interaction") as log:
            found = sorted(row for row, _ in fuse([rows.tolist(), words.tolist()])[:few])
            matches = store.match(self._late, query, context, np.array(found, np.int64))
            cosines = dict(zip(rows.tolist(), scores.tolist(), strict=True))
            hits = [
                hit(span, match, cosines.get(row, 0.0))
                for row, span, match in zip(found, store.spans(found), matches, strict=True)
            ]
            hits = raise_phrases(query, hits)
            log(lambda: first_lines(best_of_each(hits)))
        return best_of_each(hits)[:k]

    def search_cross_lingual(
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
        with trace.stage("search across languages") as log:
            matches = store.match_cross_lingual(open_multilingual().query(question), symbols)
            if matches is None:
                return None
            spans = store.spans(list(matches))
            scored = [hit(*pair, 0.0, 1.0) for pair in zip(spans, matches.values(), strict=True)]
            hits = best_of_each(sorted(scored, key=lambda hit: -hit.score))[:k]
            log(lambda: first_lines(hits))
        return hits

    def snapshot(self) -> "Index":
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


def _open(library: Location, model: str) -> Store:
    store = open_store(library)
    if store.encoder != model:
        raise LibraryMismatch(
            f"The library at {library} was built with the model {store.encoder}, not "
            f"{model}. Give that model, or embed the library anew: pilcrow build --model {model}"
        )
    return store
