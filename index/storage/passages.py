"""The passages of a build, which are cut out of its paragraphs on demand."""

from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np
import numpy.typing as npt

from corpus import Document, Span
from index.storage.reports import Paragraphs


class StoredPassages(Sequence[Span]):
    """The passages of a build, by row."""

    def __init__(
        self,
        documents: Sequence[Document],
        paragraphs: Paragraphs,
        table: npt.NDArray[np.int32],
    ) -> None:
        """Give access to the passages of ``table``.

        ``table`` is int32, shape (passages, 4): the position of the document, the position of the
        paragraph in the document, and the start and end in its text.
        """
        self._paragraphs, self._table = paragraphs, table
        lengths = [len(document.paragraphs) for document in documents]
        self._firsts = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])

    def __len__(self) -> int:
        return len(self._table)

    @overload
    def __getitem__(self, row: int) -> Span: ...

    @overload
    def __getitem__(self, row: slice) -> tuple[Span, ...]: ...

    def __getitem__(self, row: int | slice) -> Span | tuple[Span, ...]:
        """Return the passage of a row, or the passages of a slice."""
        if isinstance(row, slice):
            return tuple(self.rows(range(len(self))[row]))
        return self.rows([range(len(self))[row]])[0]

    def __iter__(self) -> Iterator[Span]:
        return iter(self[:])

    def rows(self, rows: Sequence[int]) -> list[Span]:
        """Return the passages of these rows."""
        table = self._table[np.asarray(rows, np.int64)]
        paragraph_rows = (self._firsts[table[:, 0]] + table[:, 1]).tolist()
        bounds = table[:, 2:].tolist()
        paragraphs = self._paragraphs.rows(paragraph_rows)
        return [
            Span(paragraph, start, end)
            for paragraph, (start, end) in zip(paragraphs, bounds, strict=True)
        ]
