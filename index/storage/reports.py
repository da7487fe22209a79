"""Write the reports of a build, and read their paragraphs from the disk on demand.

    documents.jsonl     one report per line, with the number of its paragraphs only
    paragraphs.jsonl    one paragraph per line, in the order of the reports
    paragraphs.npy      int64 (paragraphs + 1, 2): the byte offset of each line, and its CRC-32
    contents.jsonl      one report per line: its table of contents

The time to open a library therefore does not grow with its size. The checksum of each line is
checked when the line is read, so a damaged paragraph is never quoted.
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
from index.arrays import map_array
from index.storage.manifest import damaged

REPORTS = "documents.jsonl"
_PARAGRAPHS, _OFFSETS = "paragraphs.jsonl", "paragraphs.npy"
_CONTENTS = "contents.jsonl"
# The number of unused paragraphs that stay in memory: some tens of megabytes.
_RECENT = 20_000


class Paragraphs:
    """All paragraphs of a build, by row; safe to use from several threads.

    While a paragraph is referenced anywhere, its row returns the same object. Paragraphs can
    therefore be compared by identity.
    """

    def __init__(self, size: int, read: Callable[[Sequence[int]], Iterable[Paragraph]]) -> None:
        """Give access to ``size`` rows; ``read`` returns the paragraphs of several rows."""
        self._size, self._read = size, read
        self._in_use: WeakValueDictionary[int, Paragraph] = WeakValueDictionary()
        self._recent: deque[Paragraph] = deque(maxlen=_RECENT)
        self._lock = Lock()

    def __len__(self) -> int:
        return self._size

    def rows(self, wanted: Sequence[int]) -> list[Paragraph]:
        """Return the paragraphs of these rows.

        Raises LibraryDamaged if a paragraph on disk is not the one that was written.
        """
        cached = {row: self._in_use.get(row) for row in wanted}
        paragraphs = {row: paragraph for row, paragraph in cached.items() if paragraph is not None}
        missing = [row for row in cached if row not in paragraphs]
        if missing:
            for row, paragraph in zip(missing, self._read(missing), strict=True):
                with self._lock:  # another thread may have read the same row
                    paragraphs[row] = self._in_use.setdefault(row, paragraph)
                    self._recent.append(paragraphs[row])
        return [paragraphs[row] for row in wanted]


def line_of(fields: Mapping[str, Any]) -> str:
    """Return the JSON line that stores a report or a paragraph."""
    line = json.dumps(fields, ensure_ascii=False)
    # UTF-8 cannot encode half of a surrogate pair, so such a line is written with escapes.
    return line if _is_encodable(line) else json.dumps(fields)


def header(document: Document) -> dict[str, Any]:
    """Return the fields of a report, with the number of its paragraphs in place of them."""
    return document.to_dict() | {"paragraphs": len(document.paragraphs)}


def write_reports(folder: Path, documents: Sequence[Document]) -> None:
    """Write the four files of the reports of a build to ``folder``."""
    offsets, offset = [], 0
    with (
        (folder / REPORTS).open("wb") as reports,
        (folder / _PARAGRAPHS).open("wb") as texts,
        (folder / _CONTENTS).open("wb") as contents_file,
    ):
        for document in documents:
            reports.write(f"{line_of(header(document))}\n".encode())
            contents_file.write(f"{line_of(contents(document).to_dict())}\n".encode())
            for paragraph in document.paragraphs:
                line = f"{line_of(asdict(paragraph))}\n".encode()
                offsets.append((offset, zlib.crc32(line)))
                offset += texts.write(line)
    np.save(folder / _OFFSETS, np.array([*offsets, (offset, 0)], np.int64))


def read_reports(folder: Path) -> tuple[tuple[Document, ...], Paragraphs]:
    """Return the reports of a build, and all their paragraphs by row.

    Paragraphs are read from the disk when they are used; that raises LibraryDamaged if a line was
    changed. Raises OSError, ValueError, KeyError or TypeError if the files are malformed.
    """
    headers = map(json.loads, (folder / REPORTS).read_bytes().splitlines())
    paragraphs = _open_paragraphs(folder)
    content_lines = mapped(folder / _CONTENTS)

    def read_contents() -> list[Any]:
        try:
            return [json.loads(line) for line in content_lines[:].splitlines()]
        except ValueError as problem:
            raise damaged(folder, _CONTENTS) from problem

    return join_reports(headers, paragraphs, read_contents), paragraphs


def join_reports(
    headers: Iterable[Any], paragraphs: Paragraphs, read_contents: Callable[[], Sequence[Any]]
) -> tuple[Document, ...]:
    """Return the reports of a build, each with its own paragraphs and its table of contents.

    ``headers`` are the fields that ``header`` returned. ``read_contents`` returns the fields that
    ``Contents.to_dict`` returned; it is called when contents are first used. Raises ValueError,
    KeyError or TypeError if the fields are malformed or the number of paragraphs differs.
    """
    reports = list(headers)
    all_contents = cache(lambda: tuple(Contents.from_dict(fields) for fields in read_contents()))
    ends = list(accumulate((report["paragraphs"] for report in reports), initial=0))
    if ends[-1] != len(paragraphs):
        raise ValueError(f"{_PARAGRAPHS}: rows do not agree")
    return tuple(
        Document.from_dict(
            report,
            StoredParagraphs(
                paragraphs, first, last, partial(_contents_of, all_contents, position)
            ),
        )
        for position, (report, first, last) in enumerate(zip(reports, ends, ends[1:], strict=False))
    )


class StoredParagraphs(Sequence[Paragraph]):
    """The paragraphs of one report; equal to any sequence of the same paragraphs."""

    __slots__ = ("_contents", "_first", "_last", "_paragraphs")

    def __init__(
        self, paragraphs: Paragraphs, first: int, last: int, contents: Callable[[], Contents]
    ) -> None:
        """Give access to the rows from ``first`` up to, but not including, ``last``."""
        self._paragraphs, self._contents = paragraphs, contents
        self._first, self._last = first, last

    @property
    def contents(self) -> Contents:
        """The table of contents of the report."""
        return self._contents()

    def __len__(self) -> int:
        return self._last - self._first

    @overload
    def __getitem__(self, position: int) -> Paragraph: ...

    @overload
    def __getitem__(self, position: slice) -> tuple[Paragraph, ...]: ...

    def __getitem__(self, position: int | slice) -> Paragraph | tuple[Paragraph, ...]:
        """Return the paragraph at a position, or the paragraphs of a slice."""
        rows = range(self._first, self._last)[position]
        if isinstance(rows, int):
            return self._paragraphs.rows([rows])[0]
        return tuple(self._paragraphs.rows(rows))

    def __iter__(self) -> Iterator[Paragraph]:
        return iter(self[:])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


def mapped(path: Path) -> bytes | mmap.mmap:
    """Return the content of a file, mapped; it stays readable after the file is removed."""
    with path.open("rb") as file:
        empty = path.stat().st_size == 0
        return b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _open_paragraphs(folder: Path) -> Paragraphs:
    table: npt.NDArray[np.int64] = map_array(folder / _OFFSETS)
    if table.dtype != np.int64 or table.ndim != 2 or table.shape[1] != 2 or not len(table):
        raise ValueError(f"{_OFFSETS}: not a table of line offsets")
    content = mapped(folder / _PARAGRAPHS)
    if len(content) != table[-1, 0]:
        raise ValueError(f"{_PARAGRAPHS}: rows do not agree")

    def read(row: int) -> Paragraph:
        (start, checksum), (end, _) = table[row : row + 2].tolist()
        line = content[start:end]
        if zlib.crc32(line) != checksum:
            raise damaged(folder, _PARAGRAPHS)
        return Paragraph.from_dict(json.loads(line))

    return Paragraphs(len(table) - 1, lambda rows: map(read, rows))


def _contents_of(all_contents: Callable[[], Sequence[Contents]], position: int) -> Contents:
    return all_contents()[position]


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
