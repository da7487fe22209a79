"""The reports of a build, read from the disk paragraph by paragraph as they are asked for.

    documents.jsonl     a report a line, with the number of its paragraphs in their stead
    paragraphs.jsonl    a paragraph a line, those of one report after those of the one before
    paragraphs.npy      int64 (paragraphs + 1, 2): where each line starts, and its CRC-32
    contents.jsonl      a report a line: what is where in it

So a library opens in the same time whatever is in it. What is read is checked line by line: a
paragraph is quoted as it was written, or not at all.
"""

import json
import mmap
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache, partial
from itertools import accumulate
from pathlib import Path
from threading import Lock
from typing import Any, overload
from weakref import WeakValueDictionary

import numpy as np
import numpy.typing as npt

from corpus import Document, Paragraph
from corpus.contents import Contents, contents
from index.storage.manifest import damaged

_REPORTS, _TEXTS, _PLACES = "documents.jsonl", "paragraphs.jsonl", "paragraphs.npy"
_CONTENTS = "contents.jsonl"
# Paragraphs that stay in memory when nobody uses them: some tens of megabytes.
_RECENT = 20_000


class Paragraphs:
    """All paragraphs of a build, by row; one serves all threads.

    A paragraph that anybody holds is not read again, so it can be known by identity.
    """

    def __init__(self, size: int, read: Callable[[Sequence[int]], Iterable[Paragraph]]) -> None:
        """Take ``size`` rows, which ``read`` reads, several at a time."""
        self._size, self._read = size, read
        self._held: WeakValueDictionary[int, Paragraph] = WeakValueDictionary()
        self._recent: deque[Paragraph] = deque(maxlen=_RECENT)
        self._lock = Lock()

    def __len__(self) -> int:
        return self._size

    def rows(self, wanted: Sequence[int]) -> list[Paragraph]:
        """Return the paragraphs of these rows; raises LibraryDamaged."""
        held = {row: self._held.get(row) for row in wanted}
        found = {row: paragraph for row, paragraph in held.items() if paragraph is not None}
        missing = [row for row in held if row not in found]
        if missing:
            for row, paragraph in zip(missing, self._read(missing), strict=True):
                with self._lock:  # another thread may have read it meanwhile
                    found[row] = self._held.setdefault(row, paragraph)
                    self._recent.append(found[row])
        return [found[row] for row in wanted]


def line_of(fields: Mapping[str, Any]) -> str:
    """Return the line that a report or paragraph is kept as."""
    line = json.dumps(fields, ensure_ascii=False)
    # What no encoding can write, half of a character, is written as its escape.
    return line if _is_writable(line) else json.dumps(fields)


def header(document: Document) -> dict[str, Any]:
    """Return what a report's line has: all but its paragraphs, of which there is the number."""
    return document.to_dict() | {"paragraphs": len(document.paragraphs)}


def write_reports(folder: Path, documents: Sequence[Document]) -> None:
    """Write the reports of a build."""
    places, at = [], 0
    with (
        (folder / _REPORTS).open("wb") as reports,
        (folder / _TEXTS).open("wb") as texts,
        (folder / _CONTENTS).open("wb") as places_in,
    ):
        for document in documents:
            reports.write(f"{line_of(header(document))}\n".encode())
            places_in.write(f"{line_of(contents(document).to_dict())}\n".encode())
            for paragraph in document.paragraphs:
                line = f"{line_of(asdict(paragraph))}\n".encode()
                places.append((at, zlib.crc32(line)))
                at += texts.write(line)
    np.save(folder / _PLACES, np.array([*places, (at, 0)], np.int64))


def read_reports(folder: Path) -> tuple[tuple[Document, ...], Paragraphs]:
    """Read the reports of a build; their paragraphs, also given by row, when they are needed.

    Raises OSError, ValueError, KeyError or TypeError; reading a paragraph, LibraryDamaged.
    """
    headers = map(json.loads, (folder / _REPORTS).read_bytes().splitlines())
    paragraphs = _open_paragraphs(folder)
    kept = mapped(folder / _CONTENTS)

    def read_contents() -> list[Any]:
        try:
            return [json.loads(line) for line in kept[:].splitlines()]
        except ValueError as problem:
            raise damaged(folder, _CONTENTS) from problem

    return join_reports(headers, paragraphs, read_contents), paragraphs


def join_reports(
    headers: Iterable[Any], paragraphs: Paragraphs, read_contents: Callable[[], Sequence[Any]]
) -> tuple[Document, ...]:
    """Give reports, as ``header`` wrote them, their paragraphs, in order, and their contents.

    The contents, which ``to_dict`` wrote, are read when they are needed. Raises ValueError,
    KeyError or TypeError.
    """
    every = list(headers)
    kept = cache(lambda: tuple(Contents.from_dict(one) for one in read_contents()))
    ends = list(accumulate((one["paragraphs"] for one in every), initial=0))
    if ends[-1] != len(paragraphs):
        raise ValueError(f"{_TEXTS}: rows do not agree")
    return tuple(
        Document.from_dict(
            one, StoredParagraphs(paragraphs, first, last, partial(_one_of, kept, place))
        )
        for place, (one, first, last) in enumerate(zip(every, ends, ends[1:], strict=False))
    )


class StoredParagraphs(Sequence[Paragraph]):
    """The paragraphs of one report; equal to any sequence of the same ones."""

    __slots__ = ("_contents", "_every", "_first", "_last")

    def __init__(
        self, every: Paragraphs, first: int, last: int, contents: Callable[[], Contents]
    ) -> None:
        """Take the rows from ``first`` up to ``last``."""
        self._every, self._first, self._last, self._contents = every, first, last, contents

    @property
    def contents(self) -> Contents:
        """What is where in the report."""
        return self._contents()

    def __len__(self) -> int:
        return self._last - self._first

    @overload
    def __getitem__(self, place: int) -> Paragraph: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Paragraph, ...]: ...

    def __getitem__(self, place: int | slice) -> Paragraph | tuple[Paragraph, ...]:
        """Return a paragraph, the same object as long as anybody holds it, or some of them."""
        rows = range(self._first, self._last)[place]
        if isinstance(rows, int):
            return self._every.rows([rows])[0]
        return tuple(self._every.rows(rows))

    def __iter__(self) -> Iterator[Paragraph]:
        return iter(self[:])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


def mapped(path: Path) -> bytes | mmap.mmap:
    """Return what is in a file, read when it is needed, also when the file is gone by then."""
    with path.open("rb") as file:
        empty = path.stat().st_size == 0
        return b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _open_paragraphs(folder: Path) -> Paragraphs:
    table: npt.NDArray[np.int64] = np.load(folder / _PLACES, mmap_mode="r")
    if table.dtype != np.int64 or table.ndim != 2 or table.shape[1] != 2 or not len(table):
        raise ValueError(f"{_PLACES}: no table of places")
    content = mapped(folder / _TEXTS)
    if len(content) != table[-1, 0]:
        raise ValueError(f"{_TEXTS}: rows do not agree")

    def read(row: int) -> Paragraph:
        (start, check), (end, _) = table[row : row + 2].tolist()
        line = content[start:end]
        if zlib.crc32(line) != check:
            raise damaged(folder, _TEXTS)
        return Paragraph.from_dict(json.loads(line))

    return Paragraphs(len(table) - 1, lambda rows: map(read, rows))


def _one_of(kept: Callable[[], Sequence[Contents]], place: int) -> Contents:
    return kept()[place]


def _is_writable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
