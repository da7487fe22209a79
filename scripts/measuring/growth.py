"""Measure a search against the number of passages: copies of reports, and synthetic vectors.

Each library is written in the format of a build. A separate process opens and searches it.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.storage.store import EmbeddedStore

# A synthetic vector is a real vector, plus this share of the difference of two other vectors, plus
# noise of this standard deviation.
_SHIFT, _NOISE = 0.5, 0.04
SIZES = (1_000, 10_000, 100_000, 1_000_000)
COPIES = (1, 10, 100)
_MAX_COPIED = 20_000  # passages; their tokens take less than a gigabyte
_QUERIES = 50


def measure_copies(store: "EmbeddedStore", queries: Sequence[str]) -> list[dict[str, float]]:
    """Return the figures of libraries that contain COPIES copies of the reports, with tokens."""
    import numpy as np

    from index.models.late_interaction import Tokens

    figures = []
    part = store.tokens
    for count in (count for count in COPIES if count == 1 or count * store.size <= _MAX_COPIED):
        vectors = np.tile(store.vectors, (count, 1))
        tokens = Tokens.join(part.split(store.size) * count)
        figures.append(_measure(store, count * store.size, vectors, tokens, queries))
    return figures


def measure_growth(
    store: "EmbeddedStore", most: int, queries: Sequence[str]
) -> list[dict[str, float]]:
    """Return the figures of libraries of SIZES synthetic vectors, up to ``most``.

    The texts are copies of the reports; there are no tokens. ``limit_ms`` is the time in which this
    machine reads all vectors from memory once. Large libraries are searched in cells: see
    ``index.storage.vectors``.
    """
    import numpy as np

    from index.models.late_interaction import Tokens
    from index.storage.vectors import FlatVectors

    random = np.random.default_rng(0)
    block = np.ones(64_000_000, np.float32)
    bandwidth = block.nbytes / min(seconds(block.sum) for _ in range(5))
    del block
    seeds = np.asarray(store.vectors)
    no_tokens = Tokens(np.zeros((0, 384), np.int8), np.zeros((0, 4), np.int32))
    figures = []
    for size in (size for size in SIZES if size <= most):
        matrix = _synthetic_vectors(seeds, size, random)
        vector_queries = _synthetic_vectors(seeds, _QUERIES, random)
        flat = FlatVectors(matrix)
        exact = [flat.search(query, 10)[0] for query in vector_queries]
        times = {
            "limit_ms": 1000 * matrix.nbytes / bandwidth,
            "exact_ms": _median_ms(partial(_nearest, flat), vector_queries),
        }
        del flat
        figures.append(
            times | _measure(store, size, matrix, no_tokens, queries, vector_queries, exact)
        )
    return figures


def _measure(
    store: "EmbeddedStore",
    size: int,
    vectors: Any,
    tokens: Any,
    queries: Sequence[str],
    vector_queries: Any = (),
    exact: Any = (),
) -> dict[str, float]:
    """Write a library, and return the figures of another process that opens and searches it.

    ``exact`` has the rows of the ten nearest vectors of each of ``vector_queries``.
    """
    import numpy as np

    from index.building.build import publish_build

    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        documents, table = _copy_reports(store, size)
        start = time.perf_counter()
        publish_build(library, documents, table, vectors, tokens, store.encoder)
        write_seconds = time.perf_counter() - start
        del documents, table
        arrays = Path(folder) / "queries.npz"
        np.savez(arrays, others=np.array(vector_queries), exact=np.array(exact))
        (Path(folder) / "queries.json").write_text(json.dumps(list(queries)), encoding="utf-8")
        completed = subprocess.run(
            [sys.executable, "-m", "scripts.measuring.growth", folder],
            check=True,
            capture_output=True,
            text=True,
        )
        figures: dict[str, float] = json.loads(completed.stdout)
        bytes_written = sum(path.stat().st_size for path in library.rglob("*") if path.is_file())
    return figures | {"write_seconds": write_seconds, "bytes_per_passage": bytes_written / size}


def _copy_reports(store: "EmbeddedStore", size: int) -> tuple[list[Any], list[Any]]:
    """Return documents and passages: copies of the store's reports, under other symbols.

    There are ``size`` passages.
    """
    from corpus import Span
    from index.building.embed import Passage

    documents: list[Any] = []
    table: list[Any] = []
    rows = store.table.tolist()
    while len(table) < size:
        first = len(documents)
        for document in store.documents:
            symbol = f"{document.symbol}/{first}"
            paragraphs = tuple(replace(p, symbol=symbol) for p in document.paragraphs)
            documents.append(replace(document, symbol=symbol, paragraphs=paragraphs))
        for document, paragraph, start, end in rows[: size - len(table)]:
            span = Span(documents[first + document].paragraphs[paragraph], start, end)
            table.append(Passage(first + document, paragraph, span))
    return documents, table


def _synthetic_vectors(seeds: Any, size: int, random: Any) -> Any:
    """Return unit vectors of shape (size, dimensions), float32.

    Each is a vector of ``seeds``, moved by the difference of two others and by noise.
    """
    import numpy as np

    vectors = np.empty((size, seeds.shape[1]), np.float32)
    for start in range(0, size, 50_000):
        part = vectors[start : start + 50_000]
        first, second, third = (seeds[random.integers(0, len(seeds), len(part))] for _ in range(3))
        part[:] = first + _SHIFT * (second - third)
        part += _NOISE * random.standard_normal(part.shape, np.float32)
        part /= np.linalg.norm(part, axis=1, keepdims=True)
    return vectors


def search_here(folder: Path) -> dict[str, float]:
    """Open the library that was written to a folder, search it, and return the figures."""
    import numpy as np

    from index.models.encoder import open_encoder
    from index.models.late_interaction import open_late
    from index.search import Index
    from index.storage.store import EmbeddedStore

    encoder, late = open_encoder(), open_late()
    encoder.encode(["warm"])
    before = _memory()
    start = time.perf_counter()
    store = EmbeddedStore.open(folder / "library")
    figures = {"passages": store.size, "open_seconds": time.perf_counter() - start}
    queries = json.loads((folder / "queries.json").read_text(encoding="utf-8"))
    index = Index(store, encoder, late)
    vectors = {query: encoder.encode([query])[0] for query in queries}
    retrieve(store, vectors, queries[0])
    figures["search_ms"] = _median_ms(partial(retrieve, store, vectors), queries)
    if len(store.tokens.vectors):
        index.search(queries[0])
        figures["whole_ms"] = _median_ms(index.search, queries)
    with np.load(folder / "queries.npz") as arrays:
        vector_queries, exact = arrays["others"], arrays["exact"]
    shared = 0
    for query, rows in zip(vector_queries, exact, strict=True):
        shared += len(set(store.dense(query, 10, None)[0].tolist()) & set(rows.tolist()))
    if len(vector_queries):
        figures["recall_at_10"] = shared / (10 * len(vector_queries))
    after = _memory()
    figures["private_megabytes"] = (after["Private_Dirty"] - before["Private_Dirty"]) / 1000
    figures["shared_megabytes"] = (after["Rss"] - before["Rss"]) / 1000 - figures[
        "private_megabytes"
    ]
    return figures


def retrieve(store: Any, vectors: Any, query: str) -> list[Any]:
    """Search by meaning and by words, and read the ten best passages, without reranking."""
    from index.ranking import fuse

    rows, _ = store.dense(vectors[query], 100, None)
    words, _ = store.lexical(query, 100, None)
    best = [row for row, _ in fuse([rows.tolist(), words.tolist()])[:10]]
    spans: list[Any] = store.spans(best)
    return spans


def _nearest(vectors: Any, query: Any) -> None:
    vectors.search(query, 100)


def _median_ms(run: Callable[[Any], Any], arguments: Iterable[Any]) -> float:
    return 1000 * median(seconds(partial(run, argument)) for argument in arguments)


def _memory() -> dict[str, int]:
    """Return the memory of this process in kB, by the names of Linux (Rss, Private_Dirty)."""
    kilobytes = {}
    for line in Path("/proc/self/smaps_rollup").read_text().splitlines()[1:]:
        name, value = line.split(":")
        kilobytes[name] = int(value.split()[0])
    return kilobytes


def format_row(size: dict[str, float]) -> str:
    """Return the figures of one library size as a row of the table."""
    row = f"  {size['passages']:>12,.0f}{size['open_seconds']:>9.2f}{size['search_ms']:>9.1f}"
    row += f"{size['whole_ms']:>9.1f}" if "whole_ms" in size else f"{'':>9}"
    row += f"{size['private_megabytes']:>9,.0f}{size['shared_megabytes']:>9,.0f}"
    if "exact_ms" in size:
        row += f"{size['exact_ms']:>9.2f}{size['limit_ms']:>9.2f}{size['recall_at_10']:>8.3f}"
    return row


def seconds(run: Callable[[], Any]) -> float:
    """Return how many seconds a call of ``run`` takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.stdout.write(json.dumps(search_here(Path(sys.argv[1]))))
