import shutil
from pathlib import Path

import numpy as np
import pytest

from index.storage.vectors import RECALL, FlatVectors, IvfVectors
from index.types import Matrix


def unit(rows: int, seed: int = 1) -> Matrix:
    matrix = np.random.default_rng(seed).normal(size=(rows, 24)).astype(np.float32)
    rows_of_unit: Matrix = matrix / np.linalg.norm(matrix, axis=1, keepdims=True)
    return rows_of_unit


@pytest.mark.parametrize("among", [None, [3, 5, 8, 13, 21], [7], []])
@pytest.mark.parametrize("k", [1, 4, 100])
def test_finds_what_brute_force_finds(k: int, among: list[int] | None) -> None:
    matrix = unit(50)
    allowed = np.arange(50) if among is None else np.array(among, np.int64)
    for query in unit(5, seed=2):
        rows, scores = FlatVectors(matrix).search(
            query, k, None if among is None else allowed.astype(np.int64)
        )
        cosines = matrix[allowed] @ query
        expected = allowed[np.argsort(-cosines, kind="stable")][:k]
        assert rows.tolist() == expected.tolist()
        np.testing.assert_allclose(scores, matrix[expected] @ query, rtol=1e-5, atol=1e-6)


def test_ties_keep_the_order_of_the_rows() -> None:
    matrix = np.repeat(unit(1), 6, axis=0)
    rows, _ = FlatVectors(matrix).search(matrix[0], 6)
    assert rows.tolist() == [0, 1, 2, 3, 4, 5]


def clustered(rows: int) -> Matrix:
    """Return vectors that lie near one another in groups, as those of texts do."""
    random = np.random.default_rng(3)
    centres = random.normal(size=(rows // 50, 24))
    matrix = centres[random.integers(0, len(centres), rows)] + 0.4 * random.normal(size=(rows, 24))
    unit_rows: Matrix = (matrix / np.linalg.norm(matrix, axis=1, keepdims=True)).astype(np.float32)
    return unit_rows


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> tuple[IvfVectors, Matrix, Path]:
    matrix, folder = clustered(20_000), tmp_path_factory.mktemp("cells")
    IvfVectors.build(matrix, folder)
    return IvfVectors(folder, matrix), matrix, folder


def test_cells_find_nearly_all_and_their_cosines_are_exact(
    cells: tuple[IvfVectors, Matrix, Path],
) -> None:
    near, matrix, _ = cells
    assert near.recall >= RECALL
    assert near.nprobe < 100  # it was not by reading all 564
    flat, found = FlatVectors(matrix), 0
    queries = clustered(300)[-100:]
    for query in queries:
        rows, scores = near.search(query, 10)
        np.testing.assert_allclose(scores, matrix[rows] @ query, rtol=1e-6, atol=1e-6)
        assert scores.tolist() == sorted(scores.tolist(), reverse=True)
        found += len(set(rows.tolist()) & set(flat.search(query, 10)[0].tolist()))
    assert found >= 0.96 * 10 * len(queries)  # with questions that it was not measured with


def test_cells_search_among_some_rows_exactly(cells: tuple[IvfVectors, Matrix, Path]) -> None:
    near, matrix, _ = cells
    among = np.arange(0, 20_000, 7)
    expected, _ = FlatVectors(matrix).search(matrix[5], 20, among)
    assert near.search(matrix[5], 20, among)[0].tolist() == expected.tolist()
    assert near.search(matrix[5], 20, np.zeros(0, np.int64))[0].tolist() == []


def test_cells_among_many_rows_are_read_by_cell(
    cells: tuple[IvfVectors, Matrix, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    near, matrix, _ = cells
    monkeypatch.setattr("index.storage.vectors.MAX_EXACT", 100)
    among = np.arange(0, 20_000, 2)
    rows, _ = near.search(matrix[6], 10, among)
    assert rows[0] == 6
    assert not rows[rows % 2 == 1].size


def test_the_same_cells_are_made_each_time(
    cells: tuple[IvfVectors, Matrix, Path], tmp_path: Path
) -> None:
    again = IvfVectors.build(cells[1], tmp_path)
    assert (again.nprobe, again.recall) == pytest.approx((cells[0].nprobe, cells[0].recall), 1e-3)


def test_cells_that_are_damaged_or_of_other_vectors_are_refused(
    cells: tuple[IvfVectors, Matrix, Path], tmp_path: Path
) -> None:
    _, matrix, folder = cells
    with pytest.raises(ValueError, match="rows do not agree"):
        IvfVectors(folder, matrix[:-1])
    shutil.copytree(folder, tmp_path / "cells")
    (tmp_path / "cells" / "cells.faiss").write_bytes(b"no index")
    with pytest.raises(ValueError, match=r"cells\.faiss"):
        IvfVectors(tmp_path / "cells", matrix)
