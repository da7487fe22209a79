"""Write the reports of a build, and read their paragraphs from the disk on demand.

    documents.jsonl     one report per line, with the number of its paragraphs only
    paragraphs.jsonl    one paragraph per line, in the order of the reports
    paragraphs.npy      int64 (paragraphs + 1, 2): the byte offset of each line, and its CRC-32
    contents.jsonl      one report per line: its table of contents
    tables.jsonl        one report per line: its tables
    tables.npy          as paragraphs.npy, for the lines of tables.jsonl

The time to open a library therefore does not grow with its size. The checksum of each line is
checked when the line is read, so a damaged paragraph is never quoted.
"""

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import cache, lru_cache, partial
from itertools import accumulate
from pathlib import Path
from threading import Lock
from typing import Any, overload
from weakref import WeakValueDictionary

from corpus import Document, Paragraph
from corpus.contents import Contents, contents
from corpus.table import Table
from index.storage.lines import line_of, mapped, open_lines, write_lines
from index.storage.manifest import damaged
from index.storage.tables import StoredTables

REPORTS, _PARAGRAPHS, _OFFSETS = "documents.jsonl", "paragraphs.jsonl", "paragraphs.npy"
_CONTENTS, _TABLES, _TABLE_OFFSETS = "contents.jsonl", "tables.jsonl", "tables.npy"
# The number of reports whose tables stay in memory.
_RECENT_TABLES = 32
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


def header(document: Document) -> dict[str, Any]:
    """Return the fields of a report, with the number of its paragraphs and of its tables."""
    counts = {"paragraphs": len(document.paragraphs), "tables": len(document.tables)}
    return document.to_dict() | counts


def tables_line(document: Document) -> str:
    """Return the JSON line that stores the tables of a report."""
    return line_of([table.to_dict() for table in document.tables])


def write_reports(folder: Path, documents: Sequence[Document]) -> None:
    """Write the files of the reports of a build to ``folder``."""
    with (
        (folder / REPORTS).open("wb") as reports,
        (folder / _CONTENTS).open("wb") as contents_file,
    ):
        for document in documents:
            reports.write(f"{line_of(header(document))}\n".encode())
            contents_file.write(f"{line_of(contents(document).to_dict())}\n".encode())
    paragraphs = (line_of(asdict(p)) for document in documents for p in document.paragraphs)
    write_lines(folder, _PARAGRAPHS, _OFFSETS, paragraphs)
    write_lines(folder, _TABLES, _TABLE_OFFSETS, map(tables_line, documents))


def read_reports(folder: Path) -> tuple[tuple[Document, ...], Paragraphs]:
    """Return the reports of a build, and all their paragraphs by row.

    Paragraphs and tables are read from the disk when they are used; that raises LibraryDamaged if a
    line was changed. Raises OSError, ValueError, KeyError or TypeError if the files are malformed.
    """
    headers = list(map(json.loads, (folder / REPORTS).read_bytes().splitlines()))
    count, read = open_lines(folder, _PARAGRAPHS, _OFFSETS)
    paragraphs = Paragraphs(count, lambda rows: (Paragraph.from_dict(read(row)) for row in rows))
    content_lines = mapped(folder / _CONTENTS)

    def read_contents() -> list[Any]:
        try:
            return [json.loads(line) for line in content_lines[:].splitlines()]
        except ValueError as problem:
            raise damaged(folder, _CONTENTS) from problem

    tables, read_tables = 0, read
    if any(report.get("tables") for report in headers):  # an earlier layout has none
        tables, read_tables = open_lines(folder, _TABLES, _TABLE_OFFSETS)
    if tables not in (0, len(headers)):
        raise ValueError(f"{_TABLES}: rows do not agree")
    return join_reports(headers, paragraphs, read_contents, read_tables), paragraphs


def join_reports(
    headers: Iterable[Any],
    paragraphs: Paragraphs,
    read_contents: Callable[[], Sequence[Any]],
    read_tables: Callable[[int], Sequence[Any]],
) -> tuple[Document, ...]:
    """Return the reports of a build, each with its paragraphs, its table of contents, its tables.

    ``headers`` are the fields that ``header`` returned. ``read_contents`` returns the fields that
    ``Contents.to_dict`` returned, and ``read_tables`` those of the tables of the report at a
    position; they are called when contents and tables are first used. Raises ValueError, KeyError
    or TypeError if the fields are malformed or the number of paragraphs differs.
    """
    reports = list(headers)

    @lru_cache(maxsize=_RECENT_TABLES)
    def tables(position: int) -> tuple[Table, ...]:
        return tuple(map(Table.from_dict, read_tables(position)))

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
            StoredTables(report.get("tables", 0), partial(tables, position)),
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


def _contents_of(all_contents: Callable[[], Sequence[Contents]], position: int) -> Contents:
    return all_contents()[position]
