"""Nearest neighbours among unit vectors, by FAISS.

Up to ``MAX_EXACT`` rows, every vector is compared. Beyond, the vectors are sorted into cells
(inverted lists), and only the nearest cells are read, at 8 bits a number. The vectors that this
finds are compared exactly, so cosines are exact at any size, and only the set of vectors found can
differ. The build measures the difference (recall@10), and sets the number of cells to read by it.
"""

import json
import math
from pathlib import Path
from typing import Any, Protocol, Self

import numpy as np

from index.types import Matrix, Rows

MAX_EXACT = 250_000
# What the build aims at with its own passages, so that other questions have 0.98 at least.
RECALL = 0.99
_INDEX, _ABOUT = "cells.faiss", "cells.json"
_SAMPLE, _NEAREST = 200, 10  # queries that recall is measured with, and how many rows of each
_SEEN_PER_CELL = 40  # vectors that a cell's centre is worked out from
_REFINED = 4  # times as many rows as are wanted are compared exactly
_SEED = 1


class Vectors(Protocol):
    """Rows of unit vectors that can be searched; row ``i`` is passage ``i``."""

    def search(self, query: Matrix, k: int, among: Rows | None = None) -> tuple[Rows, Matrix]:
        """Return the ``k`` closest rows and their cosine similarities, best first."""
        ...


class FlatVectors:
    """Exact search in a matrix as it lies on the disk, which several processes share."""

    def __init__(self, matrix: Matrix) -> None:
        """Search the rows of ``matrix``: float32, shape (passages, dimension), unit length."""
        import faiss

        self._faiss: Any = faiss
        self._matrix = matrix

    def search(self, query: Matrix, k: int, among: Rows | None = None) -> tuple[Rows, Matrix]:
        """Return the ``k`` closest rows and their cosine similarities, best first, ties by row."""
        found = [
            self._nearest(query, k, first, last)
            for first, last in _runs(among, len(self._matrix))
            if k > 0
        ]
        if not found:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        rows, scores = (np.concatenate(part) for part in zip(*found, strict=True))
        order = np.lexsort((rows, -scores))[:k]
        return rows[order], scores[order]

    def _nearest(self, query: Matrix, k: int, first: int, last: int) -> tuple[Rows, Matrix]:
        scores, rows = self._faiss.knn(
            query[np.newaxis],
            self._matrix[first:last],
            min(k, last - first),
            metric=self._faiss.METRIC_INNER_PRODUCT,
        )
        return rows[0] + first, scores[0]


def _runs(among: Rows | None, size: int) -> list[tuple[int, int]]:
    """Return where rows that follow one another begin and end: a report's do."""
    if among is None:
        return [(0, size)] if size else []
    if not len(among):
        return []
    breaks = np.flatnonzero(np.diff(among) != 1) + 1
    firsts = among[np.concatenate([[0], breaks])]
    lasts = among[np.concatenate([breaks - 1, [-1]])] + 1
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))


class IvfVectors:
    """Search in cells (IVF-SQ8), mapped from the disk; cosines are exact."""

    def __init__(self, folder: Path, matrix: Matrix) -> None:
        """Open what ``build`` wrote of ``matrix``; raises OSError, ValueError or KeyError."""
        import faiss

        about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
        self._faiss: Any = faiss
        self._matrix = matrix
        try:
            self._index = faiss.read_index(str(folder / _INDEX), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as problem:
            raise ValueError(f"{_INDEX}: {problem}") from problem
        if self._index.ntotal != len(matrix):
            raise ValueError(f"{_INDEX}: rows do not agree")
        self.nprobe = int(about["probes"])
        self.recall = float(about["recall"])

    @classmethod
    def build(cls, matrix: Matrix, folder: Path) -> Self:
        """Sort the rows of ``matrix`` into cells, measure, and write to ``folder``.

        As many cells are read for a question as give a recall@10 of ``RECALL`` against exact
        search, measured with rows of the matrix as questions, themselves left out.
        """
        import faiss

        size, dimension = matrix.shape
        cells = max(1, 4 * math.isqrt(size))
        flat = faiss.IndexFlatIP(dimension)
        index = faiss.IndexIVFScalarQuantizer(
            flat, dimension, cells, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
        )
        random = np.random.default_rng(_SEED)
        seen = random.choice(size, min(size, _SEEN_PER_CELL * cells), replace=False)
        index.train(np.ascontiguousarray(matrix[np.sort(seen)]))
        index.add(np.ascontiguousarray(matrix))
        folder.mkdir(exist_ok=True)
        faiss.write_index(index, str(folder / _INDEX))
        about = {"probes": 1, "recall": 0.0}
        (folder / _ABOUT).write_text(json.dumps(about), encoding="utf-8")
        made = cls(folder, matrix)
        sample = np.sort(random.choice(size, min(size, _SAMPLE), replace=False))
        _, exact = faiss.knn(
            np.ascontiguousarray(matrix[sample]),
            np.ascontiguousarray(matrix),
            _NEAREST + 1,
            metric=faiss.METRIC_INNER_PRODUCT,
        )
        while True:
            made.recall = made._recall(sample, exact)
            if made.recall >= RECALL or made.nprobe >= cells:
                break
            made.nprobe = min(cells, 2 * made.nprobe)
        about = {"probes": made.nprobe, "recall": round(made.recall, 4)}
        (folder / _ABOUT).write_text(json.dumps(about), encoding="utf-8")
        return made

    def _recall(self, sample: Rows, exact: Rows) -> float:
        """Return the share of the exact neighbours of rows that are found."""
        shares = []
        for row, nearest in zip(sample.tolist(), exact.tolist(), strict=True):
            wanted = [other for other in nearest if other != row][:_NEAREST]
            found, _ = self.search(self._matrix[row], _NEAREST + 1)
            shares.append(len(set(wanted) & set(found.tolist())) / max(1, len(wanted)))
        return float(np.mean(shares))

    def search(self, query: Matrix, k: int, among: Rows | None = None) -> tuple[Rows, Matrix]:
        """Return the ``k`` closest rows and their cosine similarities, best first, ties by row."""
        k = min(k, len(self._matrix) if among is None else len(among))
        if k <= 0:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        if among is not None and len(among) <= MAX_EXACT:
            rows = among  # so few that all are compared
        else:
            selector = None if among is None else self._faiss.IDSelectorBatch(among)
            parameters = self._faiss.SearchParametersIVF(nprobe=self.nprobe, sel=selector)
            _, found = self._index.search(query[np.newaxis], _REFINED * k, params=parameters)
            rows = np.sort(found[0][found[0] >= 0])
        scores = np.asarray(self._matrix[rows] @ query, np.float32)
        order = np.lexsort((rows, -scores))[:k]
        return rows[order], scores[order]
