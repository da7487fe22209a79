"""Measure speed and size on this machine: start, stages of a question, building, growth.

Pilcrow is compared with two plain peers: sentence-transformers with a flat FAISS index, and bm25s.
Pilcrow and the peers answer the same questions in turn in the same process.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from scripts.command import command_parser, guarded
from scripts.measuring.growth import (
    SIZES,
    format_row,
    measure_copies,
    measure_growth,
    seconds,
)

if TYPE_CHECKING:
    from index.storage.store import EmbeddedStore

# The kinds of question that users ask: short and long questions, bare words, and a question that
# the report does not answer.
QUESTIONS = (
    "Which countries did the Independent Expert visit?",
    "When did he visit Qatar?",
    "vaccine hoarding",
    "How many responses to the questionnaire came from civil society organizations?",
    "What does he say about extraterritorial obligations of States?",
    "Why does the draft declaration on human rights and international solidarity matter?",
    "Who scored the most goals at the last World Cup?",
    "climate change and the duty to cooperate",
    "What did he recommend to States concerning refugees and migrants at sea?",
    "civil society",
    "What is human rights-based international solidarity?",
    "Which reports did he present to the General Assembly?",
)
_ENDINGS = ("", " in the report", " according to the report", " exactly", " please")
_STARTS, _ROUNDS = 5, len(_ENDINGS)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = command_parser("benchmark", __doc__)
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="write all figures as JSON to FILE"
    )
    parser.add_argument(
        "--picture", type=Path, metavar="FILE", help="draw the growth of a search as SVG"
    )
    parser.add_argument(
        "--most",
        type=int,
        default=SIZES[-1],
        metavar="N",
        help="largest number of passages that is measured (1000000)",
    )
    return guarded(_run, parser.parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    from corpus.errors import BadSetting
    from index.storage.store import EmbeddedStore

    if options.most < SIZES[0]:
        raise BadSetting(f"--most {options.most}: the smallest size that is measured is 1,000")
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        figures: dict[str, Any] = {
            "machine": {"processors": os.cpu_count(), "python": platform.python_version()},
            "build": _build(library),
        }
        library = options.library or library
        figures["start"] = _start(library)
        store = EmbeddedStore.open(library)
        figures["memory"] = _memory(store)
        figures["question"] = _questions(library)
        figures["peers"] = _peers(library, store)
        queries = list(_variants())
        figures["copies"] = measure_copies(store, queries)
        figures["growth"] = measure_growth(store, options.most, queries)
    print(_format_figures(figures))
    if options.output:
        options.output.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    if options.picture:
        from scripts.measuring.pictures import draw_growth

        draw_growth(options.picture, figures["growth"], figures["copies"])
    return 0


def _build(library: Path) -> dict[str, float]:
    """Time a build of the bundled reports; loading and exporting the models is not measured."""
    from corpus.read import bundled_reports, read_document
    from index.building.build import build
    from index.models.encoder import open_encoder
    from index.models.exported_encoder import keep_encoder
    from index.models.late_interaction import open_late

    documents = [read_document(path) for path in bundled_reports()]
    encoder, late = open_encoder(), open_late()
    encoder.encode(["warm"])
    library.mkdir()
    keep_encoder(library, encoder)  # happens once for a library, whatever is added later
    start = time.perf_counter()
    manifest = build(library, documents, encoder=encoder, late=late)
    took = time.perf_counter() - start
    size = sum(path.stat().st_size for path in library.glob("builds/*/**/*") if path.is_file())
    return {
        "passages": manifest.passages,
        "seconds": took,
        "passages_per_second": manifest.passages / took,
        "bytes_per_passage_on_disk": size / manifest.passages,
    }


def _start(library: Path) -> dict[str, float]:
    """Return the median seconds of whole processes: --help, the import, a question."""
    commands = {
        "help": ["-m", "scripts.pilcrow", "--help"],
        "import": ["-c", "import assistant"],
        "ask": ["-m", "scripts.pilcrow", "ask", "--library", str(library), QUESTIONS[0]],
    }
    return {
        name: median(seconds(lambda: _process(arguments)) for _ in range(_STARTS))  # noqa: B023
        for name, arguments in commands.items()
    }


def _process(arguments: Sequence[str]) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def _memory(store: "EmbeddedStore") -> dict[str, float]:
    """Return the bytes of memory for each passage: its vector, and its tokens."""
    tokens = store.tokens.vectors.nbytes + store.tokens.segments.nbytes
    passages = len(store.passages)
    return {"vectors": store.vectors.nbytes / passages, "tokens": tokens / passages}


def _questions(library: Path) -> dict[str, dict[str, float]]:
    """Return the times of each stage, in milliseconds, with models loaded and no cached answer."""
    from assistant import Assistant
    from index.trace import Trace

    assistant = Assistant.open(library)
    assistant.ask(QUESTIONS[0])
    stages: dict[str, list[float]] = {}
    for question in _variants():
        trace = Trace(wanted=False)
        start = time.perf_counter()
        assistant.ask(question, trace=trace)
        stages.setdefault("in all", []).append(1000 * (time.perf_counter() - start))
        for stage in trace.stages:
            stages.setdefault(stage.name, []).append(stage.milliseconds)
    return {name: _median_and_p95(times) for name, times in stages.items()}


def _peers(library: Path, store: "EmbeddedStore") -> dict[str, dict[str, float]]:
    """Compare searches without reranking with plain libraries, which get each question in turn."""
    import bm25s

    from index import Index
    from index.models.encoder import open_encoder
    from index.storage.vectors import FlatVectors

    index = Index.open(library)
    model, flat = open_encoder().model, FlatVectors(store.vectors)
    plain = bm25s.BM25()
    texts = [passage.text for passage in store.passages]
    plain.index(bm25s.tokenize(texts, show_progress=False), show_progress=False)

    def peer_dense(question: str) -> None:
        flat.search(model.encode(question, normalize_embeddings=True), 10)

    def peer_words(question: str) -> None:
        tokens = bm25s.tokenize([question], show_progress=False)
        plain.retrieve(tokens, k=10, show_progress=False)

    return {
        "by meaning": _compare(lambda query: index.search(query, mode="dense"), peer_dense),
        "by words": _compare(lambda query: index.search(query, mode="lexical"), peer_words),
    }


def _compare(search: Callable[[str], Any], search_peer: Callable[[str], Any]) -> dict[str, float]:
    """Return the median milliseconds of both searches, and their ratio."""
    times: tuple[list[float], list[float]] = ([], [])
    for question in _variants():
        for run, milliseconds in zip((search, search_peer), times, strict=True):
            milliseconds.append(1000 * seconds(lambda: run(question)))  # noqa: B023
    # The first round warms both up.
    pilcrow, peer = (median(milliseconds[len(QUESTIONS) :]) for milliseconds in times)
    return {"pilcrow_ms": pilcrow, "peer_ms": peer, "ratio": pilcrow / peer}


def _variants() -> Iterator[str]:
    """Yield the questions with another ending in each round, so that no answer is cached."""
    for ending in _ENDINGS[:_ROUNDS]:
        yield from (f"{question.rstrip('?')}{ending}?" for question in QUESTIONS)


def _median_and_p95(times: Sequence[float]) -> dict[str, float]:
    return {"median_ms": median(times), "p95_ms": quantiles(times, n=20)[-1]}


def _format_figures(figures: dict[str, Any]) -> str:
    build, start = figures["build"], figures["start"]
    lines = [
        "Start of a process, seconds",
        *(f"  {name:<26}{seconds:>9.2f}" for name, seconds in start.items()),
        "A warm question, ms                median      p95",
        *(
            f"  {name:<26}{times['median_ms']:>13.1f}{times['p95_ms']:>9.1f}"
            for name, times in figures["question"].items()
        ),
        "Searching without reranking        Pilcrow     peer    ratio",
        *(
            f"  {name:<26}{peer['pilcrow_ms']:>13.1f}{peer['peer_ms']:>9.1f}{peer['ratio']:>9.2f}"
            for name, peer in figures["peers"].items()
        ),
        "Building",
        f"  passages a second         {build['passages_per_second']:>9.1f}",
        f"  bytes a passage on disk   {build['bytes_per_passage_on_disk']:>9,.0f}",
        f"  bytes a vector in memory  {figures['memory']['vectors']:>9,.0f}",
        f"  bytes of its tokens       {figures['memory']['tokens']:>9,.0f}",
        "A library of N       open, s  search  compare   own MB   mapped    exact    limit  recall",
        "  copies of the report",
        *map(format_row, figures["copies"]),
        "  synthetic vectors",
        *map(format_row, figures["growth"]),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
