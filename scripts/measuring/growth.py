"""How search grows with the number of passages: copies of reports, and synthetic vectors.

Each library is written as a build would, and opened and searched in a process of its own.
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

# How far synthetic vectors lie from real ones.
_APART, _NOISE = 0.5, 0.04
SIZES = (1_000, 10_000, 100_000, 1_000_000)
COPIES = (1, 10, 100)
_MOST_COPIED = 20_000  # passages with their tokens: less than a gigabyte
_QUERIES = 50


def copies(store: "EmbeddedStore", queries: Sequence[str]) -> list[dict[str, float]]:
    """Open and search libraries of so many copies of the reports, everything real."""
    import numpy as np

    from index.models.late_interaction import Tokens

    found = []
    part = store.tokens
    for count in (count for count in COPIES if count == 1 or count * store.size <= _MOST_COPIED):
        vectors = np.tile(store.vectors, (count, 1))
        tokens = Tokens.join(part.split(store.size) * count)
        found.append(_measure(store, count * store.size, vectors, tokens, queries))
    return found


def grow(store: "EmbeddedStore", most: int, queries: Sequence[str]) -> list[dict[str, float]]:
    """Search libraries whose vectors are like the store's; their texts are copies, without tokens.

    The limit is how fast this machine reads memory. Beyond exact search, in cells: see
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
    nothing = Tokens(np.zeros((0, 384), np.int8), np.zeros((0, 4), np.int32))
    found = []
    for size in (size for size in SIZES if size <= most):
        matrix, others = _like(seeds, size, random), _like(seeds, _QUERIES, random)
        flat = FlatVectors(matrix)
        exact = [flat.search(query, 10)[0] for query in others]
        one = {
            "limit_ms": 1000 * matrix.nbytes / bandwidth,
            "exact_ms": _median_ms(partial(_nearest, flat), others),
        }
        del flat
        found.append(one | _measure(store, size, matrix, nothing, queries, others, exact))
    return found


def _measure(
    store: "EmbeddedStore",
    size: int,
    vectors: Any,
    tokens: Any,
    queries: Sequence[str],
    others: Any = (),
    exact: Any = (),
) -> dict[str, float]:
    """Write a library, and have another process open and search it."""
    import numpy as np

    from index.building.build import publish_build

    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        documents, table = _copied(store, size)
        start = time.perf_counter()
        publish_build(library, documents, table, vectors, tokens, store.encoder)
        took = time.perf_counter() - start
        del documents, table
        arrays = Path(folder) / "queries.npz"
        np.savez(arrays, others=np.array(others), exact=np.array(exact))
        (Path(folder) / "queries.json").write_text(json.dumps(list(queries)), encoding="utf-8")
        told = subprocess.run(
            [sys.executable, "-m", "scripts.measuring.growth", folder],
            check=True,
            capture_output=True,
            text=True,
        )
        figures: dict[str, float] = json.loads(told.stdout)
        bytes_written = sum(path.stat().st_size for path in library.rglob("*") if path.is_file())
    return figures | {"write_seconds": took, "bytes_per_passage": bytes_written / size}


def _copied(store: "EmbeddedStore", size: int) -> tuple[list[Any], list[Any]]:
    """Copy the store's reports, under other symbols, until there are ``size`` passages."""
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


def search_here(folder: Path) -> dict[str, float]:
    """Open the library that was written to a folder, ask its queries, and tell the figures."""
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
        others, exact = arrays["others"], arrays["exact"]
    shared = 0
    for query, rows in zip(others, exact, strict=True):
        shared += len(set(store.dense(query, 10, None)[0].tolist()) & set(rows.tolist()))
    if len(others):
        figures["recall_at_10"] = shared / (10 * len(others))
    after = _memory()
    figures["private_megabytes"] = (after["Private_Dirty"] - before["Private_Dirty"]) / 1000
    figures["shared_megabytes"] = (after["Rss"] - before["Rss"]) / 1000 - figures[
        "private_megabytes"
    ]
    return figures


def retrieve(store: Any, vectors: Any, query: str) -> list[Any]:
    """Search by meaning and by words, and read the ten best: all but the reranking."""
    from index.ranking import fuse

    rows, _ = store.dense(vectors[query], 100, None)
    words, _ = store.lexical(query, 100, None)
    best = [row for row, _ in fuse([rows.tolist(), words.tolist()])[:10]]
    spans: list[Any] = store.spans(best)
    return spans


def _nearest(vectors: Any, query: Any) -> None:
    vectors.search(query, 100)


def _median_ms(run: Callable[[Any], Any], given: Iterable[Any]) -> float:
    return 1000 * median(seconds(partial(run, one)) for one in given)


def _memory() -> dict[str, int]:
    """Return what this process holds, in kB: Rss, and what it shares with no file or process."""
    found = {}
    for line in Path("/proc/self/smaps_rollup").read_text().splitlines()[1:]:
        name, value = line.split(":")
        found[name] = int(value.split()[0])
    return found


def grown(one: dict[str, float]) -> str:
    """Tell of one size in a line."""
    told = f"  {one['passages']:>12,.0f}{one['open_seconds']:>9.2f}{one['search_ms']:>9.1f}"
    told += f"{one['whole_ms']:>9.1f}" if "whole_ms" in one else f"{'':>9}"
    told += f"{one['private_megabytes']:>9,.0f}{one['shared_megabytes']:>9,.0f}"
    if "exact_ms" in one:
        told += f"{one['exact_ms']:>9.2f}{one['limit_ms']:>9.2f}{one['recall_at_10']:>8.3f}"
    return told


def seconds(run: Callable[[], Any]) -> float:
    """Return how long a function takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.stdout.write(json.dumps(search_here(Path(sys.argv[1]))))
