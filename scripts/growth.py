"""How search grows with the number of passages: synthetic vectors, up to a million."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

# How far synthetic vectors lie from real ones.
_APART, _NOISE = 0.5, 0.04
SIZES = (1_000, 10_000, 100_000, 1_000_000)


def grow(seeds: Any, most: int) -> list[dict[str, float]]:
    """Search vectors that are like ``seeds``; the limit is how fast this machine reads memory.

    Beyond exact search, in cells: see ``index.vectors``.
    """
    import numpy as np

    from index.vectors import EXACT, CellVectors, FlatVectors

    random = np.random.default_rng(0)
    block = np.ones(64_000_000, np.float32)
    bandwidth = block.nbytes / min(seconds(block.sum) for _ in range(5))
    del block
    found = []
    for size in (size for size in SIZES if size <= most):
        matrix, queries = _like(seeds, size, random), _like(seeds, 50, random)
        vectors: Any = FlatVectors(matrix)
        one = {"passages": size, "exact_ms": _search_ms(vectors, queries)}
        if size > EXACT:
            exact = [set(vectors.search(query, 10)[0].tolist()) for query in queries]
            del vectors
            with tempfile.TemporaryDirectory() as folder:
                one["build_seconds"] = seconds(lambda: CellVectors.build(matrix, Path(folder)))  # noqa: B023
                one["open_seconds"] = seconds(lambda: CellVectors(Path(folder), matrix))  # noqa: B023
                cells = CellVectors(Path(folder), matrix)
                one["cells_ms"] = _search_ms(cells, queries)
                rows = [set(cells.search(query, 10)[0].tolist()) for query in queries]
                shared = sum(len(a & b) for a, b in zip(exact, rows, strict=True))
                one["recall_at_10"] = shared / (10 * len(queries))
        one["limit_ms"] = 1000 * matrix.nbytes / bandwidth
        one["megabytes"] = matrix.nbytes / 1e6
        found.append(one)
    return found


def _like(seeds: Any, size: int, random: Any) -> Any:
    """Return unit vectors: real ones, each moved by the difference of two others and a little."""
    import numpy as np

    made = np.empty((size, seeds.shape[1]), np.float32)
    for start in range(0, size, 50_000):
        part = made[start : start + 50_000]
        one, two, three = (seeds[random.integers(0, len(seeds), len(part))] for _ in range(3))
        part[:] = one + _APART * (two - three)
        part += _NOISE * random.standard_normal(part.shape, np.float32)
        part /= np.linalg.norm(part, axis=1, keepdims=True)
    return made


def _search_ms(vectors: Any, queries: Any) -> float:
    vectors.search(queries[0], 100)
    return 1000 * median(seconds(lambda: vectors.search(query, 100)) for query in queries)  # noqa: B023


def grown(one: dict[str, float]) -> str:
    """Tell of one size in a line."""
    told = f"  {one['passages']:>12,}{one['exact_ms']:>14.2f}{one['limit_ms']:>9.2f}"
    told += f"{one['megabytes']:>9,.0f}"
    if "cells_ms" in one:
        told += f"{one['cells_ms']:>9.2f}{one['recall_at_10']:>8.3f}{one['open_seconds']:>12.2f}"
    return told


def seconds(run: Callable[[], Any]) -> float:
    """Return how long a function takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
