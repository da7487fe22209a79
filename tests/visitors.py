"""Readers who use a server in each way that it offers, each from an address of their own."""

import http.client
import json
import random
import re
import socket
import time
import urllib.parse
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from corpus import Document, Paragraph
from tests.longer import at_length

LEAST = 5  # Each reader does at least this many things, however slow the machine is.
# The readers think between questions, and stay below RATE, but for one greedy reader.
RATE, THINKS = 60, at_length(0.5, 3.0)
SMALL = Document(
    "A/66/6", "A small report", tuple(Paragraph("A/66/6", f"{n}", "Peasants.") for n in (1, 2))
)
# The same as a file: its name and its bytes.
SENT = ("A_66_6.txt", "\n\n".join(f"{p.number}. {p.text}" for p in SMALL.paragraphs).encode())


class Reader:
    """A client with an address of its own on this machine."""

    def __init__(
        self,
        port: int,
        number: int,
        known: dict[str, str],
        reports: Sequence[tuple[str, bytes]] = (SENT,),
    ) -> None:
        self.reports = reports
        self.port, self.address, self.known = port, f"127.0.0.{number + 2}", known
        self.chance = random.Random(number)
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
        name, content = self.chance.choice(self.reports)
        visit = f"/reports?visit={self.chance.getrandbits(128):032x}"
        add = f"{visit}&do=add&name={urllib.parse.quote(name)}"
        status, body = self.request(add, content)
        while status == 200 and json.loads(body)["entries"][0]["busy"]:
            time.sleep(0.2)
            status, body = self.request(visit)
        if status != 200:
            return status, body
        added = json.loads(body)["entries"][0]["state"] in ("added", "replaced", "known")
        return (status, "") if added else (599, body)

    def search(self) -> tuple[int, str]:
        """Search as a script does."""
        return self.request("/gradio_api/run/search", {"data": ["vaccine hoarding", 5, "hybrid"]})

    def replay(self, questions: list[str]) -> tuple[int, str]:
        """Let the server ask again what it answered before; return what changed, or ""."""
        saved = [
            {"question": one, "citations": json.loads(self.known[one])[2], "history": []}
            for one in questions
        ]
        status, body = self.request("/gradio_api/run/replay", {"data": [saved]})
        if status != 200:
            return status, body
        found = json.loads(body)["data"][0]
        return (status, "") if found["same"] else (599, json.dumps(found))

    def read(self, until: float, *, greedy: bool) -> None:
        """Do one thing after another; a greedy reader does not think, and exceeds its rate."""
        count = 0
        while time.monotonic() < until or count < LEAST:
            count += 1
            kind = self.chance.choices(
                ("asked", "asked in the queue", "left", "searched", "sent a report", "replayed"),
                (60, 15, 12, 12, 0 if greedy else 1, 0 if greedy else 1),
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
        works: dict[str, Callable[[], tuple[int, str]]] = {
            "asked": lambda: self.ask(question),
            "asked in the queue": lambda: self.ask_the_pages_way(question),
            "searched": self.search,
            "replayed": lambda: self.replay(self.chance.sample([*self.known], 3)),
            "sent a report": self.send_report,
        }
        status, told = works[kind]()
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
