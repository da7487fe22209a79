"""Search a library for the passages that match a question."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal, Self, get_args

import numpy as np

from corpus import Document
from corpus.errors import BadQuestion, LibraryMismatch
from corpus.select import keys_asked
from index.library import current_name, encoders_of, ensure, has_token_encoder, open_store
from index.models.encoder import DEFAULT, Encoder, canonical_name
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
# The number of passages that dense and lexical search each pass on to late interaction.
_CANDIDATES = 100


class Index:
    """A library opened for dense, lexical and hybrid search; safe to use from several threads."""

    def __init__(
        self, store: Store, encoder: Encoder, late: LateInteraction, library: Location | None = None
    ) -> None:
        """Search ``store``; with ``library``, open each new build that is published there."""
        self._store = store
        self._encoder = encoder
        self._late = late
        self._library = library
        self._snapshot: Index | None = None

    @classmethod
    def open(
        cls,
        library: Path | str | None = None,
        *,
        model: str = DEFAULT,
        progress: Progress = lambda stage, done, total: None,
    ) -> Self:
        """Open a library; the default library is built from the bundled reports at first use.

        Raises:
            LibraryMissing: nothing has been built at ``library``.
            LibraryDamaged: a file of the library is missing or was changed.
            LibraryMismatch: the library was built with another model or version of Pilcrow.
            EngineUnreachable: the library is in an engine that does not answer.
            ModelMissing: a model is not installed.
            ModelDamaged: the files of a model are not the published files.
        """
        location = parse_location(library) if library is not None else default_location()
        model = canonical_name(model)
        opened = None
        if library is None or location == default_location():
            opened = ensure(location, model, progress)
        # Reading files and loading models release the GIL, so they run at the same time.
        with ThreadPoolExecutor(2) as pool:
            late = pool.submit(open_late)
            store = _checked(opened or open_store(location), location, model)
            digest = store.digests["encoder"]
            encoder = pool.submit(open_query_encoder, encoders_of(location), model, digest)
            _check_digest(store, location, encoder.result())
            return cls(store, encoder.result(), late.result(), location)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The reports in the library, ordered by symbol."""
        return tuple(self._current().documents)

    @property
    def words(self) -> Counts:
        """The count of each word in the reports, the most frequent word first."""
        return self._current().words

    @property
    def library(self) -> Location | None:
        """The library whose new builds are opened, or None for a single store."""
        return self._library

    @property
    def model(self) -> str:
        """The name of the encoder."""
        return self._encoder.name

    @property
    def version(self) -> str:
        """The name of the current build; it changes when a new build is published."""
        return self._current().name

    def search(
        self,
        query: str,
        k: int = 10,
        *,
        mode: Mode = "hybrid",
        symbols: Sequence[str] | str | None = None,
        context: str = "",
        trace: Trace | None = None,
    ) -> list[Hit]:
        """Return the best passages of the ``k`` best paragraphs, the best paragraph first.

        Scores are comparable within one mode only. "dense" scores are cosines, and "lexical" scores
        are BM25. "hybrid" fuses both rankings and scores the passages by late interaction: at most
        1.0, plus a bonus for phrases that query and passage share. ``symbols`` restricts the search
        to documents with these symbols or keys, in any case; there are no hits if the library has
        none of them. ``context`` is the text of earlier questions, which
        has a low weight. ``trace`` records the stages.

        Raises:
            BadQuestion: there is no such mode.
        """
        if mode not in get_args(Mode):
            modes = ", ".join(get_args(Mode))
            raise BadQuestion(f"There is no search mode {mode!r}. Choose one of: {modes}")
        symbols = keys_asked(symbols)
        trace = trace or Trace(wanted=False)
        store = self._current()
        if not query.strip() or k < 1 or not store.size:
            return []
        candidates = max(_CANDIDATES, 4 * k)
        text = f"{context} {query}".strip()
        if mode == "lexical":
            return best(store, *store.lexical(text, candidates, symbols), k)
        with trace.stage("encode the question"):
            vector = self._encoder.encode([text])[0]
        with trace.stage("dense search") as log:
            rows, scores = store.dense(vector, candidates, symbols)
            log(lambda: first_lines(best(store, rows, scores, SHOWN)))
        if mode == "dense":
            return best(store, rows, scores, k)
        with trace.stage("lexical search") as log:
            lexical_rows, lexical_scores = store.lexical(text, candidates, symbols)
            log(lambda: first_lines(best(store, lexical_rows, lexical_scores, SHOWN)))
        with trace.stage("late interaction") as log:
            ranking = fuse([rows.tolist(), lexical_rows.tolist()])[:candidates]
            fused = sorted(row for row, _ in ranking)
            matches = store.match(self._late, query, context, np.array(fused, np.int64))
            pairs = zip(store.spans(fused), matches, strict=True)
            hits = raise_phrases(query, (hit(*pair) for pair in pairs))
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
        """Return the best passages for a question in another language.

        A score is the mean of two cosines: of the passage and of its best sentence.

        Returns None if the extra ``multilingual`` is not installed, or was not installed when the
        library was built.
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
            scored = [hit(*pair, weight=1.0) for pair in zip(spans, matches.values(), strict=True)]
            hits = best_of_each(sorted(scored, key=lambda hit: -hit.score))[:k]
            log(lambda: first_lines(hits))
        return hits

    def snapshot(self) -> "Index":
        """Return an index of the current build, which does not open newer builds.

        It is the same object while the same build is current.
        """
        store = self._current()
        if self._snapshot is None or self._snapshot._store is not store:
            self._snapshot = Index(store, self._encoder, self._late)
        return self._snapshot

    def _current(self) -> Store:
        if self._library is not None and current_name(self._library) != self._store.name:
            store = _checked(open_store(self._library), self._library, self._encoder.name)
            _check_digest(store, self._library, self._encoder)
            self._store = store
        return self._store


def _checked(store: Store, library: Location, model: str) -> Store:
    """Return the store if its vectors can be compared with those of this installation's models."""
    if store.encoder != model:
        raise LibraryMismatch(
            f"The library at {library} was built with the model {store.encoder}, not {model}. "
            f"Use the model of the library, or build it again: pilcrow build --model {model}"
        )
    if not has_token_encoder(store):
        raise LibraryMismatch(
            f"The library at {library} was built by a Pilcrow with another token encoder "
            f"({store.late}). Encode its reports again; no file is needed: "
            f"pilcrow build --library {library}"
        )
    return store


def _check_digest(store: Store, library: Location, encoder: Encoder) -> None:
    """Raise LibraryMismatch if the encoder is another one of the same name."""
    theirs = store.digests["encoder"]
    if theirs and encoder.digest and theirs != encoder.digest:
        raise LibraryMismatch(
            f"The library at {library} was built with another model of the name {encoder.name}. "
            f"Build it again: pilcrow build --library {library} --model {encoder.name}; then "
            "restart the programs that use it"
        )
