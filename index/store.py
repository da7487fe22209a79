"""Where a library lies on disk, how a new build takes the old one's place, what it answers.

    LIBRARY/
        CURRENT             the name of the build that readers open
        lock                held by the one process that builds
        statistics/, feedback.jsonl   what is kept of questions: see assistant.tally, .feedback
        encoders/KEY/       the encoder for questions: see index.exported
        builds/NAME/        one whole build, never changed once published
            manifest.json   see index.manifest
            documents.jsonl, paragraphs.jsonl, paragraphs.npy: see index.reports
            passages.npy    int32 (passages, 4): document, paragraph, start, end
            words.json      how often the reports have each word: see index.words
            vectors.npy     float32 (passages, dimension), unit length
            tokens.npy      int8 (tokens, width); segments.npy: see index.late.Tokens
            lexical/        BM25
            cells/          of vectors.npy, only beyond some number of them: see index.vectors
            multilingual.npy  float32, a row for each row of segments.npy: the sentence, or for the
                            headings' row the whole passage; only with the extra multilingual

A reader that has opened a build keeps it, whatever is published meanwhile.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt
from filelock import FileLock, Timeout

from corpus import Document, Span
from corpus.errors import LibraryBusy, LibraryDamaged, LibraryMissing, LibraryUnwritable
from index.encode import Matrix
from index.late import LateInteraction, Match, Tokens
from index.lexical import Lexical
from index.manifest import Manifest, damaged
from index.reports import StoredPassages, mapped, read_reports
from index.vectors import CellVectors, FlatVectors, Rows, Vectors
from index.words import Counts

_KEEP = 2


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

    def match_across(
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
                CellVectors(cells, self.vectors) if cells.exists() else FlatVectors(self.vectors)
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

    def match_across(
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
        wanted = places_of(symbols, self.documents)
        return np.flatnonzero(np.isin(self.table[:, 0], wanted)).astype(np.int64)


def places_of(symbols: Sequence[str], documents: Sequence[Document]) -> list[int]:
    """Return the places of the reports that are meant by these symbols or keys."""
    meant = frozenset(symbols)
    return [i for i, one in enumerate(documents) if one.symbol in meant or one.key in meant]


def current(library: Path) -> Path:
    """Return the folder of the current build.

    Raises:
        LibraryMissing: nothing has been built here.
        LibraryDamaged: the current build is gone.
    """
    name = _pointed_to(library)
    while True:
        folder = library / "builds" / name
        if name and folder.is_dir():
            return folder
        before, name = name, _pointed_to(library)
        if name == before:  # else others were published meanwhile, and it was removed
            raise damaged(folder, "CURRENT names no build")


def _pointed_to(library: Path) -> str:
    try:
        return (library / "CURRENT").read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        raise LibraryMissing(
            f"No library at {library}. Build one: pilcrow build --library {library} REPORT..."
        ) from None
    except (OSError, UnicodeDecodeError) as problem:
        raise LibraryDamaged(f"The library at {library} cannot be read: {problem}") from problem


@contextmanager
def writing(library: Path) -> Iterator[None]:
    """Hold the library for building.

    Raises:
        LibraryBusy: another process is building here.
        LibraryUnwritable: the disk is full, or this is no place where files can be written.
    """
    try:
        library.mkdir(parents=True, exist_ok=True)
        with FileLock(library / "lock", timeout=0):
            yield
    except Timeout:
        raise LibraryBusy(
            f"Another process is building the library at {library}. Try again when it is done"
        ) from None
    except OSError as problem:
        raise LibraryUnwritable(
            f"The library at {library} cannot be written ({problem.strerror or problem}), and is "
            "as it was. Make room or choose another place with --library, then build again"
        ) from problem


def publish(library: Path, name: str, write: Callable[[Path], None]) -> Path:
    """Write a build aside, then make it current in one step; a crash leaves the old one serving."""
    builds = library / "builds"
    build, draft = builds / name, builds / f".{name}"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        write(draft)
        for path in [*draft.rglob("*"), draft]:
            _sync(path)
        draft.rename(build)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    pointer = library / "CURRENT.new"
    pointer.write_text(name, encoding="utf-8")
    _sync(pointer)
    _sync(builds)
    pointer.replace(library / "CURRENT")
    _sync(library)
    return build


def prune(library: Path) -> None:
    """Remove all builds but the current one and the one before it, and what a crash left."""
    keep = current(library).name
    builds = [path for path in (library / "builds").iterdir() if path.is_dir()]
    drafts = [path for path in builds if path.name.startswith(".")]
    done = sorted(path for path in builds if path not in drafts and path.name != keep)
    for path in [*drafts, *done[: len(done) - (_KEEP - 1)]]:
        shutil.rmtree(path, ignore_errors=True)


def _sync(path: Path) -> None:
    """Make sure that the file, or the folder's list of names, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
