"""Many readers use a server at once, and get the answers that they would get alone.

The readers ask in each way that the server offers, leave before the answer comes, and send files,
while the library is built again and again. ``pilcrow check --long`` runs this with fifty readers
for ten minutes.
"""

import json
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from corpus.errors import LibraryBusy
from corpus.read import read_document
from index import Index
from tests.libraries import copy_bundled_library, make_library
from tests.longer import FIGURES, LONG, at_length
from tests.paths import QUESTIONS, UN_DOCUMENTS
from tests.server import started
from tests.visitors import RATE, SENT, SMALL, Reader

pytestmark = pytest.mark.model
READERS, SECONDS = at_length(12, 50), at_length(12, 600)
WARM = 0.3  # The memory must not grow after this share of the time.
GROWTH = 1.05
# Of the real documents, those that readers send besides the small report: two of a few pages.
REAL = [
    path
    for name in ("upr/pdf/tuvalu2009.pdf", "reports/pdf/A_52_826.pdf")
    if LONG and (path := UN_DOCUMENTS / name).is_file()
]


class Server(NamedTuple):
    """A server, its process, and its library."""

    port: int
    process: int
    library: Path


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    library = tmp_path_factory.mktemp("soaked")
    copy_bundled_library(library)
    make_library(library, [SMALL, *(read_document(path) for path in REAL)])
    folder = tmp_path_factory.mktemp("server")
    with started(library, folder, "--rate", str(RATE)) as (url, process):
        yield Server(int(url.rsplit(":", 1)[1].strip("/")), process, library)


def _own_memory(process: int) -> int:
    """Return the kilobytes that a process has for itself, not those of files that it maps."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(re.findall(r"RssAnon:\s+(\d+)", status)[0])


def _rebuild(library: Path, until: float, built: list[str]) -> None:
    attempts = 0
    while time.monotonic() < until or (not built and attempts < 100):
        attempts += 1
        # The library is busy while the server adds the report of a reader.
        with suppress(LibraryBusy):
            make_library(library, [SMALL])
            built.append(Index.open(library).version)
        time.sleep(at_length(1.0, 5.0))


def test_many_readers_at_once_get_the_answers_of_a_quiet_server(quiet: Server) -> None:
    lines = map(json.loads, QUESTIONS.read_text("utf-8").splitlines())
    questions = [line["question"] for line in lines if not line.get("history")]
    questions = questions[: at_length(12, 80)]
    alone = Reader(quiet.port, 200, {})
    known = {}
    for question in questions:
        status, known[question] = alone.ask(question)
        while status == 429:
            time.sleep(5)
            status, known[question] = alone.ask(question)
        assert status == 200
    begins = time.monotonic()
    until = begins + SECONDS
    built: list[str] = []
    memory: list[int] = []
    reports = [SENT, *((path.name, path.read_bytes()) for path in REAL)]
    readers = [Reader(quiet.port, number, known, reports) for number in range(READERS)]
    threads = [
        threading.Thread(target=reader.read, args=(until,), kwargs={"greedy": number == 0})
        for number, reader in enumerate(readers)
    ]
    threads.append(threading.Thread(target=_rebuild, args=(quiet.library, until, built)))
    for thread in threads:
        thread.start()
    while time.monotonic() < until:
        time.sleep(1)
        if time.monotonic() > begins + WARM * SECONDS:
            memory.append(_own_memory(quiet.process))
    for thread in threads:
        thread.join()
    wrong = [problem for reader in readers for problem in reader.wrong]
    did = sum((reader.did for reader in readers), Counter())
    assert not wrong, wrong[:5]
    assert did["asked"] > READERS
    assert did["asked in the queue"]
    assert did["left"]
    assert built
    assert readers[0].did["told to wait"]
    assert not sum(reader.did["told to wait"] for reader in readers[1:])
    # The server has ended all that it began, and answers.
    assert alone.ask(questions[0]) == (200, known[questions[0]])
    early, late = (
        _median(part) for part in (memory[: len(memory) // 4], memory[-len(memory) // 4 :])
    )
    for kind, count in did.items():
        FIGURES[f"soak: {kind}"] += count
    FIGURES["soak: readers"], FIGURES["soak: seconds"] = READERS, SECONDS
    FIGURES["soak: libraries published"] += len(built)
    FIGURES["soak: memory at the end, per mille of that before"] = round(1000 * late / early)
    assert not LONG or late <= GROWTH * early, memory[::20]


def _median(values: list[int]) -> float:
    return sorted(values)[len(values) // 2]
