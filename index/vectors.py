"""Nearest neighbours among unit vectors, by FAISS."""

from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from index.encode import Matrix

Rows = npt.NDArray[np.int64]


class Vectors(Protocol):
    """Rows of unit vectors that can be searched; row ``i`` is passage ``i``."""

    def search(self, query: Matrix, k: int, among: Rows | None = None) -> tuple[Rows, Matrix]:
        """Return the ``k`` closest rows and their cosine similarities, best first."""
        ...


class FlatVectors:
    """Exact search; the structure is derived from the matrix each time it is opened."""

    def __init__(self, matrix: Matrix) -> None:
        """Index the rows of ``matrix``: float32, shape (passages, dimension), unit length."""
        import faiss

        self._faiss: Any = faiss
        self._size = len(matrix)
        self._index = faiss.IndexFlatIP(matrix.shape[1])
        self._index.add(np.ascontiguousarray(matrix))

    def search(self, query: Matrix, k: int, among: Rows | None = None) -> tuple[Rows, Matrix]:
        """Return the ``k`` closest rows and their cosine similarities, best first, ties by row."""
        parameters = None
        if among is not None:
            selector = self._faiss.IDSelectorBatch(among)
            parameters = self._faiss.SearchParameters(sel=selector)
        k = min(k, self._size if among is None else len(among))
        if k <= 0:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        scores, rows = self._index.search(query[np.newaxis], k, params=parameters)
        order = np.lexsort((rows[0], -scores[0]))
        return rows[0][order], scores[0][order]
