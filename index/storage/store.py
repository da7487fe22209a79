"""Where a library lies on disk, how a new build takes the old one's place, what it answers.

    LIBRARY/
        CURRENT             the name of the build that readers open
        lock                held by the one process that builds
        statistics/, feedback.jsonl   what is kept of questions: see assistant.web.usage, .feedback
        encoders/KEY/       the encoder for questions: see index.models.exported_encoder
        builds/NAME/        one whole build, never changed once published
            manifest.json   see index.storage.manifest
            documents.jsonl, paragraphs.jsonl, paragraphs.npy: see index.storage.reports
            passages.npy    int32 (passages, 4): document, paragraph, start, end
            words.json      how often the reports have each word: see index.storage.vocabulary
            vectors.npy     float32 (passages, dimension), unit length
            tokens.npy      int8 (tokens, width); segments.npy: see Tokens
            lexical/        BM25
            cells/          of vectors.npy, only beyond some number: see index.storage.vectors
            multilingual.npy  float32, a row for each row of segments.npy: the sentence, or for the
                            headings' row the whole passage; only with the extra multilingual

A reader that has opened a build keeps it, whatever is published meanwhile.
"""

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt

from corpus import Document, Span
from corpus.errors import LibraryDamaged
from index.models.late_interaction import LateInteraction, Match, Tokens
from index.storage.lexical import Lexical
from index.storage.manifest import Manifest, damaged
from index.storage.passages import StoredPassages
from index.storage.publishing import current
from index.storage.reports import mapped, read_reports
from index.storage.vectors import FlatVectors, IvfVectors, Vectors
from index.storage.vocabulary import Counts
from index.types import Matrix, Rows


class Store(Protocol):
    """What searching needs of an engine; fusing, ranking and answering stand above it."""

    @property
    def name(self) -> str:
        """Which build this is; another name, other rows."""
        ...

    @property
    def documents(self) -> Sequence[Document]:
        """The reports, ordered by symbol."""
        ...

    @property
    def encoder(self) -> str:
        """The name of the encoder that it was built with."""
        ...

    @property
    def size(self) -> int:
        """The number of passages, one a row, in the order of their documents."""
        ...

    @property
    def words(self) -> Counts:
        """How often the reports have each word, most frequent first."""
        ...

    def spans(self, rows: Sequence[int]) -> list[Span]:
        """Return the passages of these rows."""
        ...

    def dense(self, vector: Matrix, k: int, symbols: Sequence[str] | None) -> tuple[Rows, Matrix]:
        """Return the rows nearest in meaning and their cosines, best first."""
        ...

    def lexical(self, query: str, k: int, symbols: Sequence[str] | None) -> tuple[Rows, Matrix]:
        """Return the rows that share words with the query and their BM25 scores, best first."""
        ...

    def match(self, late: LateInteraction, query: str, context: str, rows: Rows) -> list[Match]:
        """Compare the query with these rows token by token."""
        ...

    def match_cross_lingual(
        self, vector: Matrix, symbols: Sequence[str] | None
    ) -> dict[int, Match] | None:
        """Compare a question of another language with all passages, by row.

        None where the build was made without the encoder that can.
        """
        ...


class EmbeddedStore:
    """A build in a folder of this machine, mapped from the disk."""

    def __init__(self, folder: Path, *, fully: bool = False) -> None:
        """Open a build, its files checked quickly or fully.

        Raises LibraryDamaged or LibraryMismatch.
        """
        self.manifest = Manifest.read(folder, fully=fully)
        self.name, self.encoder, self.size = (
            folder.name,
            self.manifest.encoder,
            self.manifest.passages,
        )
        try:
            self.documents, paragraphs = read_reports(folder)
            self.table: npt.NDArray[np.int32] = np.load(folder / "passages.npy", mmap_mode="r")
            self.passages = StoredPassages(self.documents, paragraphs, self.table)
            self.vectors: Matrix = np.load(folder / "vectors.npy", mmap_mode="r")
            tokens = np.load(folder / "tokens.npy", mmap_mode="r")
            self.tokens = Tokens(tokens, np.load(folder / "segments.npy", mmap_mode="r"))
            across = folder / "multilingual.npy"
            self.multilingual: Matrix | None = (
                np.load(across, mmap_mode="r") if across.exists() else None
            )
            self.lexicon = Lexical.open(folder / "lexical")
            self._words = mapped(folder / "words.json")
            cells = folder / "cells"
            self._near: Vectors = (
                IvfVectors(cells, self.vectors) if cells.exists() else FlatVectors(self.vectors)
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
        """Open the library's current build; raises LibraryMissing besides."""
        while True:
            folder = current(library)
            try:
                return cls(folder, fully=fully)
            except LibraryDamaged:
                if current(library) == folder:
                    raise
                # Others were published while it was opened, and it was removed: open the newest.

    @cached_property
    def words(self) -> Counts:
        """How often the reports have each word, most frequent first."""
        try:
            read = json.loads(self._words[:])
            return {word: (count, upper) for word, (count, upper) in read.items()}
        except (ValueError, TypeError, AttributeError) as problem:
            raise damaged(self._folder, "words.json") from problem

    def spans(self, rows: Sequence[int]) -> list[Span]:
        """Return the passages of these rows."""
        return self.passages.rows(rows)

    def dense(self, vector: Matrix, k: int, symbols: Sequence[str] | None) -> tuple[Rows, Matrix]:
        """Return the rows nearest in meaning and their cosines, best first."""
        return self._near.search(vector, k, self._rows_of(symbols))

    def lexical(self, query: str, k: int, symbols: Sequence[str] | None) -> tuple[Rows, Matrix]:
        """Return the rows that share words with the query and their BM25 scores, best first."""
        return self.lexicon.search(query, k, self._rows_of(symbols))

    def match(self, late: LateInteraction, query: str, context: str, rows: Rows) -> list[Match]:
        """Compare the query with these rows token by token."""
        return late.match(query, self.tokens, rows, context)

    def match_cross_lingual(
        self, vector: Matrix, symbols: Sequence[str] | None
    ) -> dict[int, Match] | None:
        """Compare a question of another language with all passages, by row."""
        if self.multilingual is None:
            return None
        cosines = (self.multilingual @ vector).tolist()
        wanted = self._rows_of(symbols)
        allowed = frozenset(range(len(self.passages)) if wanted is None else wanted.tolist())
        wholes: dict[int, float] = {}
        parts: dict[int, list[tuple[int, int, float]]] = {row: [] for row in allowed}
        for (row, start, end, _), cosine in zip(
            self.tokens.segments.tolist(), cosines, strict=True
        ):
            if row in allowed and start < 0:
                wholes[row] = cosine
            elif row in allowed:
                parts[row].append((start, end, cosine))
        return {row: Match(whole, tuple(parts[row])) for row, whole in sorted(wholes.items())}

    def _rows_of(self, symbols: Sequence[str] | None) -> Rows | None:
        if symbols is None:
            return None
        wanted = document_positions(symbols, self.documents)
        return np.flatnonzero(np.isin(self.table[:, 0], wanted)).astype(np.int64)


def document_positions(symbols: Sequence[str], documents: Sequence[Document]) -> list[int]:
    """Return the places of the reports that are meant by these symbols or keys."""
    meant = frozenset(symbols)
    return [i for i, one in enumerate(documents) if one.symbol in meant or one.key in meant]
