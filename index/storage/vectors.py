"""Find the nearest neighbours among unit vectors with FAISS.

Up to ``MAX_EXACT`` rows, the query is compared with every vector. In larger builds an IVF index
groups the vectors into ``nlist`` inverted lists at 8 bits per number, and a search reads only the
``nprobe`` nearest lists. The vectors that the index returns are then compared exactly, so cosines
are exact at any size; only the set of vectors can differ from exact search. The build measures this
difference (recall@10) and sets ``nprobe`` from it.
"""

import json
import math
from pathlib import Path
from typing import Any, Protocol, Self

import numpy as np

from index.types import Matrix, Rows

MAX_EXACT = 250_000
# The recall@10 that the build requires for its own passages, so that the recall for other
# questions is at least 0.98.
RECALL = 0.99
_INDEX, _ABOUT = "cells.faiss", "cells.json"
_SAMPLE, _NEAREST = 200, 10  # queries to measure recall with, and neighbours per query
_TRAINING_PER_LIST = 40  # training vectors for the centre of each inverted list
_REFINE_FACTOR = 4  # the index returns this many times ``k`` rows, to be compared exactly
_SEED = 1


class Vectors(Protocol):
    """A search among unit vectors; row ``i`` is passage ``i``."""

    def search(self, query: Matrix, k: int, among: Rows | None = None) -> tuple[Rows, Matrix]:
        """Return the ``k`` nearest rows and their cosines, best first.

        ``among`` restricts the search to these rows, in ascending order.
        """
        ...


class FlatVectors:
    """Exact search in a matrix that is mapped from the disk and shared by several processes."""

    def __init__(self, matrix: Matrix) -> None:
        """Search the rows of ``matrix``: float32, shape (passages, dimension), unit length."""
        import faiss

        self._faiss: Any = faiss
        self._matrix = matrix

    def search(self, query: Matrix, k: int, among: Rows | None = None) -> tuple[Rows, Matrix]:
        """Return the ``k`` nearest rows and their cosines, best first; ties are ordered by row."""
        results = [
            self._nearest(query, k, first, last)
            for first, last in _consecutive_ranges(among, len(self._matrix))
            if k > 0
        ]
        if not results:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        rows, scores = (np.concatenate(part) for part in zip(*results, strict=True))
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


def _consecutive_ranges(among: Rows | None, size: int) -> list[tuple[int, int]]:
    """Return the ranges of consecutive rows; the rows of one report are such a range."""
    if among is None:
        return [(0, size)] if size else []
    if not len(among):
        return []
    breaks = np.flatnonzero(np.diff(among) != 1) + 1
    firsts = among[np.concatenate([[0], breaks])]
    lasts = among[np.concatenate([breaks - 1, [-1]])] + 1
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))


class IvfVectors:
    """Search in an IVF-SQ8 index that is mapped from the disk; cosines are exact.

    ``nprobe`` is the number of inverted lists that a search reads. ``recall`` is the recall@10 that
    the build measured, from 0 to 1.
    """

    def __init__(self, folder: Path, matrix: Matrix) -> None:
        """Open the index that ``build`` wrote for ``matrix``: float32, shape (passages, dimension).

        Raises OSError, ValueError or KeyError if the files are missing or damaged.
        """
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
        """Write an IVF index of the rows of ``matrix`` to ``folder``, and return it.

        ``nprobe`` is doubled until recall@10 against exact search reaches ``RECALL``. Rows of the
        matrix serve as queries; each query row is excluded from its own neighbours.
        """
        import faiss

        size, dimension = matrix.shape
        nlist = max(1, 4 * math.isqrt(size))
        flat = faiss.IndexFlatIP(dimension)
        index = faiss.IndexIVFScalarQuantizer(
            flat, dimension, nlist, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
        )
        random = np.random.default_rng(_SEED)
        training_rows = random.choice(size, min(size, _TRAINING_PER_LIST * nlist), replace=False)
        index.train(np.ascontiguousarray(matrix[np.sort(training_rows)]))
        index.add(np.ascontiguousarray(matrix))
        folder.mkdir(exist_ok=True)
        faiss.write_index(index, str(folder / _INDEX))
        about = {"probes": 1, "recall": 0.0}
        (folder / _ABOUT).write_text(json.dumps(about), encoding="utf-8")
        built = cls(folder, matrix)
        sample = np.sort(random.choice(size, min(size, _SAMPLE), replace=False))
        _, exact = faiss.knn(
            np.ascontiguousarray(matrix[sample]),
            np.ascontiguousarray(matrix),
            _NEAREST + 1,
            metric=faiss.METRIC_INNER_PRODUCT,
        )
        while True:
            built.recall = built._recall(sample, exact)
            if built.recall >= RECALL or built.nprobe >= nlist:
                break
            built.nprobe = min(nlist, 2 * built.nprobe)
        about = {"probes": built.nprobe, "recall": round(built.recall, 4)}
        (folder / _ABOUT).write_text(json.dumps(about), encoding="utf-8")
        return built

    def _recall(self, sample: Rows, exact: Rows) -> float:
        """Return the mean share of the exact neighbours of the sample that the search returns."""
        shares = []
        for row, nearest in zip(sample.tolist(), exact.tolist(), strict=True):
            wanted = [other for other in nearest if other != row][:_NEAREST]
            returned, _ = self.search(self._matrix[row], _NEAREST + 1)
            shares.append(len(set(wanted) & set(returned.tolist())) / max(1, len(wanted)))
        return float(np.mean(shares))

    def search(self, query: Matrix, k: int, among: Rows | None = None) -> tuple[Rows, Matrix]:
        """Return the ``k`` nearest rows and their cosines, best first; ties are ordered by row."""
        k = min(k, len(self._matrix) if among is None else len(among))
        if k <= 0:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        if among is not None and len(among) <= MAX_EXACT:
            rows = among  # few enough to compare all of them
        else:
            selector = None if among is None else self._faiss.IDSelectorBatch(among)
            parameters = self._faiss.SearchParametersIVF(nprobe=self.nprobe, sel=selector)
            _, candidates = self._index.search(
                query[np.newaxis], _REFINE_FACTOR * k, params=parameters
            )
            rows = np.sort(candidates[0][candidates[0] >= 0])  # FAISS fills missing rows with -1
        scores = np.asarray(self._matrix[rows] @ query, np.float32)
        order = np.lexsort((rows, -scores))[:k]
        return rows[order], scores[order]
