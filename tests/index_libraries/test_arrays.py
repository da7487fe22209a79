from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.arrays import map_array

ARRAYS: list[Any] = [
    np.arange(6, dtype=np.float32).reshape(2, 3),
    np.arange(5, dtype=np.int64),
    np.zeros((0, 64), np.int8),
    np.zeros(0, np.int32),
    np.array([True, False]),
    np.asfortranarray(np.arange(6, dtype=np.int32).reshape(2, 3)),
    np.arange(3, dtype=">i2"),
    np.array(7.0),
    np.ones((1, 2, 3), np.uint8),
]


@pytest.mark.parametrize("array", ARRAYS, ids=lambda array: f"{array.dtype}{array.shape}")
def test_an_array_is_read_as_it_was_saved(tmp_path: Path, array: Any) -> None:
    np.save(tmp_path / "a.npy", array)
    found = map_array(tmp_path / "a.npy")
    np.testing.assert_array_equal(found, array)
    assert (found.dtype, found.shape) == (array.dtype, array.shape)


@pytest.mark.parametrize(
    "array",
    [np.array([{}], object), np.array(["text"]), np.zeros(2, [("a", "i4")]), np.zeros(2, "M8[s]")],
)
def test_what_is_no_array_of_numbers_is_refused(tmp_path: Path, array: Any) -> None:
    np.save(tmp_path / "a.npy", array)
    with pytest.raises(ValueError, match="not an array of numbers"):
        map_array(tmp_path / "a.npy")


def test_a_file_that_was_cut_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.npy"
    np.save(path, ARRAYS[0])
    whole = path.read_bytes()
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        with pytest.raises(ValueError, match=r"a\.npy"):
            map_array(path)


def test_many_threads_read_arrays_at_once(tmp_path: Path) -> None:
    """With numpy.load, this raises SystemError in Python 3.11 after some hundred reads."""
    np.save(tmp_path / "a.npy", ARRAYS[0])
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(map_array, [tmp_path / "a.npy"] * 4_000))
    assert all(array.shape == (2, 3) for array in found)
