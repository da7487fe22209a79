import numpy as np
import pytest

from index.encode import Matrix
from index.vectors import FlatVectors


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
