"""The reports of a build, read from the disk paragraph by paragraph as they are asked for.

    documents.jsonl     a report a line, with the number of its paragraphs in their stead
    paragraphs.jsonl    a paragraph a line, those of one report after those of the one before
    paragraphs.npy      int64 (paragraphs + 1, 2): where each line starts, and its CRC-32

So a library opens in the same time whatever is in it. What is read is checked line by line: a
paragraph is quoted as it was written, or not at all.
"""

import json
import mmap
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from threading import Lock
from typing import Any, overload
from weakref import WeakValueDictionary

import numpy as np
import numpy.typing as npt

from corpus import Document, Paragraph, Span
from index.manifest import damaged

_REPORTS, _TEXTS, _PLACES = "documents.jsonl", "paragraphs.jsonl", "paragraphs.npy"
# Paragraphs that stay in memory when nobody uses them: some tens of megabytes.
_RECENT = 20_000


def write_reports(folder: Path, documents: Sequence[Document]) -> None:
    """Write the reports of a build."""
    places, at = [], 0
    with (folder / _REPORTS).open("wb") as reports, (folder / _TEXTS).open("wb") as texts:
        for document in documents:
            fields = document.to_dict() | {"paragraphs": len(document.paragraphs)}
            reports.write(_line(fields))
            for paragraph in document.paragraphs:
                line = _line(asdict(paragraph))
                places.append((at, zlib.crc32(line)))
                at += texts.write(line)
    np.save(folder / _PLACES, np.array([*places, (at, 0)], np.int64))


def read_reports(folder: Path) -> tuple[Document, ...]:
    """Read the reports of a build, their paragraphs when they are needed.

    Raises OSError, ValueError, KeyError or TypeError; reading a paragraph, LibraryDamaged.
    """
    fields = [json.loads(line) for line in (folder / _REPORTS).read_bytes().splitlines()]
    kept = _Kept(folder)
    ends = list(accumulate((one["paragraphs"] for one in fields), initial=0))
    if ends[-1] != len(kept):
        raise ValueError(f"{_TEXTS}: rows do not agree")
    return tuple(
        Document.from_dict(one, StoredParagraphs(kept, first, last))
        for one, first, last in zip(fields, ends, ends[1:], strict=False)
    )


class StoredParagraphs(Sequence[Paragraph]):
    """The paragraphs of one report; equal to any sequence of the same ones."""

    __slots__ = ("_first", "_kept", "_last")

    def __init__(self, kept: "_Kept", first: int, last: int) -> None:
        """Take the rows from ``first`` up to ``last``."""
        self._kept, self._first, self._last = kept, first, last

    def __len__(self) -> int:
        return self._last - self._first

    @overload
    def __getitem__(self, place: int) -> Paragraph: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Paragraph, ...]: ...

    def __getitem__(self, place: int | slice) -> Paragraph | tuple[Paragraph, ...]:
        """Return a paragraph, the same object as long as anybody holds it, or some of them."""
        rows = range(self._first, self._last)[place]
        return self._kept.row(rows) if isinstance(rows, int) else tuple(map(self._kept.row, rows))

    def __iter__(self) -> Iterator[Paragraph]:
        return map(self._kept.row, range(self._first, self._last))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


class StoredPassages(Sequence[Span]):
    """The passages of a build, by row: int32 (passages, 4): document, paragraph, start, end."""

    def __init__(self, documents: Sequence[Document], table: npt.NDArray[np.int32]) -> None:
        """Cut the passages of ``table`` out of the documents' paragraphs."""
        self._documents, self._table = documents, table

    def __len__(self) -> int:
        return len(self._table)

    @overload
    def __getitem__(self, row: int) -> Span: ...

    @overload
    def __getitem__(self, row: slice) -> tuple[Span, ...]: ...

    def __getitem__(self, row: int | slice) -> Span | tuple[Span, ...]:
        """Return a passage, or some of them."""
        if isinstance(row, slice):
            return tuple(map(self.__getitem__, range(len(self))[row]))
        document, paragraph, start, end = self._table[row].tolist()
        return Span(self._documents[document].paragraphs[paragraph], start, end)


class _Kept:
    """All paragraphs of a build, by row; one serves all threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        table = np.load(folder / _PLACES, mmap_mode="r")
        if table.dtype != np.int64 or table.ndim != 2 or table.shape[1] != 2 or not len(table):
            raise ValueError(f"{_PLACES}: no table of places")
        self._table: npt.NDArray[np.int64] = table
        with (folder / _TEXTS).open("rb") as file:
            empty = len(table) == 1
            self._bytes = b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if len(self._bytes) != table[-1, 0]:
            raise ValueError(f"{_TEXTS}: rows do not agree")
        # A paragraph that anybody holds is not read again, so it can be known by identity.
        self._held: WeakValueDictionary[int, Paragraph] = WeakValueDictionary()
        self._lock = Lock()
        self.row = lru_cache(_RECENT)(self._row)

    def __len__(self) -> int:
        return len(self._table) - 1

    def _row(self, row: int) -> Paragraph:
        with self._lock:
            found = self._held.get(row)
            if found is None:
                found = self._held[row] = self._read(row)
            return found

    def _read(self, row: int) -> Paragraph:
        (start, check), (end, _) = self._table[row : row + 2].tolist()
        line = self._bytes[start:end]
        if zlib.crc32(line) != check:
            raise damaged(self._folder, _TEXTS)
        return Paragraph.from_dict(json.loads(line))


def _line(fields: dict[str, Any]) -> bytes:
    # What no encoding can write, half of a character, is written as its escape.
    text = json.dumps(fields, ensure_ascii=False)
    try:
        return text.encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(fields).encode() + b"\n"
