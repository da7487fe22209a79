"""The store of one build: the files of a library on disk, and the searches in them.

    LIBRARY/
        CURRENT             the name of the current build
        lock                locked by the process that builds
        first.lock          locked by the process that builds the library at its first opening
        statistics/, records.sqlite   records of questions: see assistant.web.usage, .records
        encoders/KEY/       the encoder for questions: see index.models.exported_encoder
        originals/          copies of the files of the reports: see index.storage.originals
        builds/NAME/        one complete build, never changed after it is published
            manifest.json   see index.storage.manifest
            documents.jsonl, paragraphs.jsonl, tables.jsonl ...: see index.storage.reports
            passages.npy    int32 (passages, 4): document, paragraph, start, end
            words.json      the count of each word in the reports: see index.storage.vocabulary
            vectors.npy     float32 (passages, dimension), unit length
            tokens.npy      int8 (tokens, width); segments.npy: see Tokens
            lexical/        the BM25 index: see index.storage.lexical
            cells/          the IVF index of vectors.npy, only in large builds: see
                            index.storage.vectors
            multilingual.npy  float32, one row for each row of segments.npy: the vector of the
                            sentence, or of the whole passage for the row of the headings;
                            only with the extra multilingual

A process that has opened a build keeps using that build when another build is published.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt

from corpus import Document, Span
from corpus.errors import LibraryDamaged
from corpus.select import is_asked
from index.arrays import map_array
from index.models.late_interaction import LateInteraction, Match, Tokens
from index.storage.lexical import Lexical
from index.storage.lines import mapped
from index.storage.manifest import Manifest, damaged
from index.storage.passages import StoredPassages
from index.storage.publishing import current
from index.storage.reports import read_reports
from index.storage.vectors import FlatVectors, IvfVectors, Vectors
from index.storage.vocabulary import Counts
from index.types import Matrix, Rows


class Store(Protocol):
    """The searches that each engine must offer; fusion, ranking and answers are built on them."""

    @property
    def name(self) -> str:
        """The name of the build; row numbers are valid only for the build of this name."""
        ...

    @property
    def documents(self) -> Sequence[Document]:
        """The reports, ordered by symbol."""
        ...

    @property
    def encoder(self) -> str:
        """The name of the encoder that the build was made with."""
        ...

    @property
    def late(self) -> str:
        """The name of the token encoder that the build was made with."""
        ...

    @property
    def digests(self) -> Mapping[str, str]:
        """The digests of the models: see ``index.storage.manifest.Manifest``."""
        ...

    @property
    def size(self) -> int:
        """The number of passages; each passage is one row, in the order of the documents."""
        ...

    @property
    def words(self) -> Counts:
        """The count of each word in the reports, the most frequent word first."""
        ...

    def spans(self, rows: Sequence[int]) -> list[Span]:
        """Return the passages of these rows."""
        ...

    def dense(self, vector: Matrix, k: int, symbols: Sequence[str] | None) -> tuple[Rows, Matrix]:
        """Return the ``k`` rows nearest to the vector, and their cosines, best first."""
        ...

    def lexical(self, query: str, k: int, symbols: Sequence[str] | None) -> tuple[Rows, Matrix]:
        """Return the rows that share words with the query and their BM25 scores, best first."""
        ...

    def match(self, late: LateInteraction, query: str, context: str, rows: Rows) -> list[Match]:
        """Return how well these rows match the query, compared token by token (MaxSim)."""
        ...

    def match_cross_lingual(
        self, vector: Matrix, symbols: Sequence[str] | None
    ) -> dict[int, Match] | None:
        """Return how well each passage matches a question in another language, by row.

        Returns None if the build was made without the multilingual encoder.
        """
        ...


class EmbeddedStore:
    """A build in a folder of this machine; its arrays are mapped from the disk.

    ``table`` has the passages: int32, shape (passages, 4), see ``StoredPassages``. ``vectors`` is
    float32, shape (passages, dimension), unit length. ``tokens`` has the token vectors, and
    ``multilingual`` one vector for each row of ``tokens.segments``: float32, shape (segments, 384),
    or None if the build was made without the multilingual encoder.
    """

    def __init__(self, folder: Path, *, fully: bool = False) -> None:
        """Open a build; check samples of its large files, or all bytes if ``fully``.

        Raises:
            LibraryDamaged: a file is missing or was changed.
            LibraryMismatch: another version of Pilcrow wrote the build.
        """
        self.manifest = Manifest.read(folder, fully=fully)
        self.name, self.size = folder.name, self.manifest.passages
        self.encoder, self.late = self.manifest.encoder, self.manifest.late
        self.digests: Mapping[str, str] = self.manifest.digests
        try:
            self.documents, paragraphs = read_reports(folder)
            self.table: npt.NDArray[np.int32] = map_array(folder / "passages.npy")
            self.passages = StoredPassages(self.documents, paragraphs, self.table)
            self.vectors: Matrix = map_array(folder / "vectors.npy")
            tokens = map_array(folder / "tokens.npy")
            self.tokens = Tokens(tokens, map_array(folder / "segments.npy"))
            multilingual = folder / "multilingual.npy"
            self.multilingual: Matrix | None = (
                map_array(multilingual) if multilingual.exists() else None
            )
            self.lexicon = Lexical.open(folder / "lexical")
            self._words = mapped(folder / "words.json")
            ivf_folder = folder / "cells"
            self._vector_search: Vectors = (
                IvfVectors(ivf_folder, self.vectors)
                if ivf_folder.exists()
                else FlatVectors(self.vectors)
            )
        except (OSError, ValueError, KeyError, TypeError, IndexError) as problem:
            raise damaged(folder, str(problem)) from problem
        if not len(self.passages) == len(self.vectors) == self.lexicon.size == self.size:
            raise damaged(folder, "rows do not agree")
        if self.multilingual is not None and len(self.multilingual) != len(self.tokens.segments):
            raise damaged(folder, "rows do not agree")
        self._folder = folder

    @classmethod
    def open(cls, library: Path, *, fully: bool = False) -> Self:
        """Open the current build of a library.

        Raises:
            LibraryMissing: nothing has been built at ``library``.
            LibraryDamaged: a file is missing or was changed.
            LibraryMismatch: another version of Pilcrow wrote the build.
        """
        while True:
            folder = current(library)
            try:
                return cls(folder, fully=fully)
            except LibraryDamaged:
                if current(library) == folder:
                    raise
                # Newer builds were published while this build was being opened, and this build was
                # removed: open the newest build.

    @cached_property
    def words(self) -> Counts:
        """The count of each word in the reports, the most frequent word first."""
        try:
            counts = json.loads(self._words[:])
            return {word: (count, upper) for word, (count, upper) in counts.items()}
        except (ValueError, TypeError, AttributeError) as problem:
            raise damaged(self._folder, "words.json") from problem

    def spans(self, rows: Sequence[int]) -> list[Span]:
        """Return the passages of these rows."""
        return self.passages.rows(rows)

    def dense(self, vector: Matrix, k: int, symbols: Sequence[str] | None) -> tuple[Rows, Matrix]:
        """Return the ``k`` rows nearest to the vector, and their cosines, best first."""
        return self._vector_search.search(vector, k, self._rows_of(symbols))

    def lexical(self, query: str, k: int, symbols: Sequence[str] | None) -> tuple[Rows, Matrix]:
        """Return the rows that share words with the query and their BM25 scores, best first."""
        return self.lexicon.search(query, k, self._rows_of(symbols))

    def match(self, late: LateInteraction, query: str, context: str, rows: Rows) -> list[Match]:
        """Return how well these rows match the query, compared token by token (MaxSim)."""
        return late.match(query, self.tokens, rows, context)

    def match_cross_lingual(
        self, vector: Matrix, symbols: Sequence[str] | None
    ) -> dict[int, Match] | None:
        """Return how well each passage matches a question in another language, by row."""
        if self.multilingual is None:
            return None
        cosines = (self.multilingual @ vector).tolist()
        rows = self._rows_of(symbols)
        allowed = frozenset(range(len(self.passages)) if rows is None else rows.tolist())
        passage_cosines: dict[int, float] = {}
        sentence_cosines: dict[int, list[tuple[int, int, float]]] = {row: [] for row in allowed}
        for (row, start, end, _), cosine in zip(
            self.tokens.segments.tolist(), cosines, strict=True
        ):
            if row in allowed and start < 0:
                passage_cosines[row] = cosine
            elif row in allowed:
                sentence_cosines[row].append((start, end, cosine))
        return {
            row: Match(cosine, tuple(sentence_cosines[row]))
            for row, cosine in sorted(passage_cosines.items())
        }

    def _rows_of(self, symbols: Sequence[str] | None) -> Rows | None:
        if symbols is None:
            return None
        positions = document_positions(symbols, self.documents)
        return np.flatnonzero(np.isin(self.table[:, 0], positions)).astype(np.int64)


def document_positions(symbols: Sequence[str], documents: Sequence[Document]) -> list[int]:
    """Return the positions of the reports that have one of these symbols or keys."""
    wanted = frozenset(symbols)
    return [i for i, document in enumerate(documents) if is_asked(document, wanted)]
