"""Many readers use a server at once, and get the answers that they would get alone.

The readers ask in each way that the server offers, leave before the answer comes, and send files,
while the library is built again and again. ``pilcrow check --long`` runs this with fifty readers
for ten minutes.
"""

import http.client
import json
import random
import re
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from corpus import Document, Paragraph
from corpus.errors import LibraryBusy
from corpus.read import bundled_reports, read_document
from index import Index
from tests.libraries import make_library
from tests.longer import FIGURES, LONG, at_length
from tests.paths import QUESTIONS
from tests.server import started

pytestmark = pytest.mark.model

READERS, SECONDS = at_length(12, 50), at_length(12, 600)
LEAST = 5  # Each reader does at least this many things, however slow the machine is.
# The readers think between questions, and stay below RATE, but for one greedy reader.
RATE, THINKS = 60, at_length(0.5, 3.0)
WARM = 0.3  # The memory must not grow after this share of the time.
GROWTH = 1.05
SMALL = Document(
    "A/66/6", "A small report", tuple(Paragraph("A/66/6", f"{n}", "Peasants.") for n in (1, 2))
)


class Server(NamedTuple):
    """A server, its process, and its library."""

    port: int
    process: int
    library: Path


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    library = tmp_path_factory.mktemp("soaked")
    make_library(library, [read_document(bundled_reports()[0]), SMALL])
    folder = tmp_path_factory.mktemp("server")
    with started(library, folder, "--rate", str(RATE)) as (url, process):
        yield Server(int(url.rsplit(":", 1)[1].strip("/")), process, library)


class Reader:
    """A client with an address of its own on this machine."""

    def __init__(self, port: int, number: int, known: dict[str, str], config: Any) -> None:
        self.port, self.address, self.known = port, f"127.0.0.{number + 2}", known
        self.chance = random.Random(number)
        self.session = f"reader{number}"
        self.add = next(
            (event["id"], target)
            for event in config["dependencies"]
            for target, kind in event["targets"]
            if kind == "upload"
        )
        self.did: Counter[str] = Counter()
        self.wrong: list[str] = []

    def request(self, path: str, body: Any = None, **headers: str) -> tuple[int, str]:
        line = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=300, source_address=(self.address, 0)
        )
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        kind = {"content-type": "application/json"} | headers
        try:
            line.request("GET" if data is None else "POST", path, data, kind)
            response = line.getresponse()
            return response.status, response.read().decode()
        finally:
            line.close()

    def ask(self, question: str) -> tuple[int, str]:
        """Ask as a script does; return the answer in one form."""
        status, body = self.request("/gradio_api/run/ask", {"data": [question, None]})
        return status, _form(json.loads(body)["data"][0]) if status == 200 else body

    def ask_the_pages_way(self, question: str) -> tuple[int, str]:
        """Join the queue, and hear of the answer."""
        status, body = self.request("/gradio_api/call/ask", {"data": [question, None]})
        if status != 200:
            return status, body
        event = json.loads(body)["event_id"]
        status, told = self.request(f"/gradio_api/call/ask/{event}")
        found = re.search(r"event: complete\ndata: (.*)", told)
        return status, _form(json.loads(found[1])[0]) if found else told

    def leave(self, question: str) -> None:
        """Ask, and be gone before the answer comes."""
        body = json.dumps({"data": [question, None]}).encode()
        head = (
            f"POST /gradio_api/run/ask HTTP/1.1\r\nhost: 127.0.0.1:{self.port}\r\n"
            f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
        )
        with socket.create_connection(
            ("127.0.0.1", self.port), 300, source_address=(self.address, 0)
        ) as line:
            line.sendall(head.encode() + body[: self.chance.choice((5, len(body)))])

    def send_report(self) -> tuple[int, str]:
        """Send a report that is there already, as the page does; return how that ended."""
        text = "\n\n".join(f"{paragraph.number}. Peasants." for paragraph in SMALL.paragraphs)
        file = (
            '--x\r\ncontent-disposition: form-data; name="files"; filename="A_66_6.txt"\r\n'
            f"content-type: text/plain\r\n\r\n{text}\r\n--x--\r\n"
        )
        status, body = self.request(
            "/gradio_api/upload",
            file.encode(),
            **{"content-type": "multipart/form-data; boundary=x"},
        )
        if status != 200:
            return status, body
        sent = {"path": json.loads(body)[0], "meta": {"_type": "gradio.FileData"}}
        session = f"{self.session}{self.chance.random()}"
        event = {"fn_index": self.add[0], "trigger_id": self.add[1], "session_hash": session}
        status, body = self.request(
            "/gradio_api/queue/join", event | {"data": [[sent], [], ["A/78/176#English"], "en"]}
        )
        if status != 200:
            return status, body
        status, told = self.request(f"/gradio_api/queue/data?session_hash={session}")
        done = '"success":true' in told.replace(" ", "")
        return (status, "") if done else (599, told)

    def read(self, until: float, *, greedy: bool) -> None:
        """Do one thing after another; a greedy reader does not think, and exceeds its rate."""
        count = 0
        while time.monotonic() < until or count < LEAST:
            count += 1
            kind = self.chance.choices(
                ("asked", "asked in the queue", "left", "searched", "sent a report"),
                (60, 15, 12, 12, 0 if greedy else 1),
            )[0]
            question = self.chance.choice([*self.known])
            try:
                self._do(kind, question)
            except (OSError, http.client.HTTPException, ValueError) as problem:
                self.wrong.append(f"{kind}: {problem!r}")
            if not greedy:
                time.sleep(self.chance.uniform(0, 2 * THINKS))
        if greedy:
            self._exceed_the_rate()

    def _exceed_the_rate(self) -> None:
        """Send requests that cost the server next to nothing until one is refused.

        A slow machine sends them within a minute too, after which the server forgets them.
        """
        for _ in range(RATE + 1):
            status, _ = self.request("/gradio_api/run/nothing", {"data": []})
            if status == 429:
                self.did["told to wait"] += 1
                return

    def _do(self, kind: str, question: str) -> None:
        if kind == "left":
            self.leave(question)
            self.did[kind] += 1
            return
        if kind == "asked":
            status, told = self.ask(question)
        elif kind == "asked in the queue":
            status, told = self.ask_the_pages_way(question)
        elif kind == "searched":
            body = {"data": ["vaccine hoarding", 5, "hybrid"]}
            status, told = self.request("/gradio_api/run/search", body)
        else:
            status, told = self.send_report()
        if status == 429:
            self.did["told to wait"] += 1
        elif status != 200:
            self.wrong.append(f"{kind}: {status} {told[:300]}")
        elif kind.startswith("asked") and told != self.known[question]:
            self.wrong.append(f"another answer to {question!r}: {told[:300]}")
        else:
            self.did[kind] += 1


def _form(answer: Any) -> str:
    return json.dumps(
        [answer["query"], answer["answer"], answer["citations"], answer["missing"]], sort_keys=True
    )


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
    alone = Reader(quiet.port, 200, {}, {"dependencies": [_NO_EVENT]})
    config = json.loads(alone.request("/config")[1])
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
    readers = [Reader(quiet.port, number, known, config) for number in range(READERS)]
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


_NO_EVENT = {"id": 0, "targets": [(0, "upload")]}


def _median(values: list[int]) -> float:
    return sorted(values)[len(values) // 2]
