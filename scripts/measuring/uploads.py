"""Measure the memory of a web chat before and after users add reports in the page.

    python -m scripts.measuring.uploads --number 20
    python -m scripts.measuring.uploads --number 50 --files FOLDER    # PDFs, the smallest first

A server is started on a new library in a temporary folder. Reports are sent to it as the page sends
them, with a question after each. The script prints the memory of the server that is not of mapped
files (``RssAnon``), and the largest memory of the processes that the server started. Linux only.
"""

import argparse
import http.client
import json
import os
import re
import secrets
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from corpus.read import bundled_reports, read_document

_PARAGRAPHS = 20  # of each report


def main(argv: Sequence[str] | None = None) -> int:
    """Send reports to a server and print its memory; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--number", type=int, default=20, help="number of reports that are sent")
    parser.add_argument("--files", type=Path, metavar="FOLDER", help="send the PDFs of a folder")
    options = parser.parse_args(argv)
    reports = list(_reports(options.files, options.number))
    with tempfile.TemporaryDirectory() as folder, server(Path(folder)) as (port, process):
        page = Page(port)
        page.ask()
        figures = [_memory(process)]
        peak = _Peak(process)
        for number, (name, content) in enumerate(reports):
            page.send(name, content)
            page.ask()
            figures.append(_memory(process))
            print(f"{number + 1:>3} reports: {figures[-1]:>6} MB", file=sys.stderr, flush=True)
        held = len(page.documents())
        peak.stop()
    print(f"before the first report: {figures[0]} MB")
    print(f"reports in the library at the end: {held}")
    print(f"after {len(reports)} reports: {figures[-1]} MB")
    half = figures[len(figures) // 2]
    print(f"growth in the second half: {100 * (figures[-1] - half) / half:.1f} %")
    print(f"largest process that the server started: {peak.largest} MB")
    return 0


def _reports(folder: Path | None, number: int) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each report that is sent."""
    if folder is None:
        yield from ((f"A_79_{n + 1}.txt", _report(n).encode()) for n in range(number))
        return
    found = sorted(folder.rglob("*.pdf"), key=lambda path: (path.stat().st_size, path.name))
    yield from ((path.name, path.read_bytes()) for path in found[:number])


def _report(number: int) -> str:
    """Return a report whose paragraphs no other report has."""
    texts = [p.text for p in read_document(bundled_reports()[0]).paragraphs if p.number]
    chosen = texts[number:][:_PARAGRAPHS]
    return "\n\n".join(f"{n}. In region {number}, {text}" for n, text in enumerate(chosen, 1))


@contextmanager
def server(folder: Path) -> Iterator[tuple[int, int]]:
    """Start ``pilcrow chat`` in a folder; yield its port and the number of its process."""
    command = [sys.executable, "-m", "scripts.chat", "--library", str(folder / "library")]
    command += ["--create", "--port", "0", "--rate", "1000000"]
    environment = os.environ | {"GRADIO_TEMP_DIR": str(folder / "uploads")}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stdout is not None
        found = next(filter(None, (re.search(r"http://[^/]+:(\d+)", s) for s in process.stdout)))
        yield int(found[1]), process.pid
    finally:
        process.terminate()
        process.communicate()


class Page:
    """What the page sends to a server."""

    def __init__(self, port: int) -> None:
        self._port = port

    def ask(self) -> None:
        """Ask a question."""
        body = {"data": ["Which countries did the Independent Expert visit?", None]}
        self._request("/gradio_api/run/ask", json.dumps(body).encode())

    def send(self, name: str, content: bytes) -> None:
        """Send a report and wait until it is in the library, or is refused."""
        visit = secrets.token_hex(16)
        (entry,) = self.list(visit, content, do="add", name=name)
        while entry["busy"]:
            time.sleep(0.2)
            (entry,) = self.list(visit)

    def list(self, visit: str, body: bytes | None = None, **query: str) -> list[dict[str, Any]]:
        """Do what ``query`` says, and return the list of a visit: see ``intake_route``."""
        path = f"/reports?{urllib.parse.urlencode({'visit': visit} | query)}"
        sent = body if body is not None or not query else b""
        answer = self._request(path, sent, "application/octet-stream")
        entries: list[dict[str, Any]] = json.loads(answer)["entries"]
        return entries

    def documents(self) -> dict[str, int]:
        """Return the keys of the reports of the library, with their numbers of paragraphs."""
        answer = json.loads(self._request("/gradio_api/run/documents", b'{"data": []}'))
        listed = answer["data"][0]["documents"]
        return {f"{one['document']}#{one['language']}": one["paragraphs"] for one in listed}

    def _request(self, path: str, body: bytes | None = None, kind: str = "application/json") -> str:
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=600)
        try:
            method = "GET" if body is None else "POST"
            line.request(method, path, body, {"content-type": kind})
            response = line.getresponse()
            text = response.read().decode()
        finally:
            line.close()
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status} {text[:200]}")
        return text


class _Peak:
    """Watches the processes that a process started."""

    def __init__(self, process: int) -> None:
        self.largest = 0
        self._process, self._ended = process, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def stop(self) -> None:
        """Stop watching."""
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        tasks = Path(f"/proc/{self._process}/task")
        while not self._ended.is_set():
            for task in tasks.iterdir():
                with suppress(OSError, AttributeError):  # processes and threads end meanwhile
                    for child in (task / "children").read_text().split():
                        self.largest = max(self.largest, _memory(int(child)))
            time.sleep(0.2)


def _memory(process: int) -> int:
    """Return the megabytes of a process that are not of mapped files."""
    status = Path(f"/proc/{process}/status").read_text()
    kilobytes = re.search(r"RssAnon:\s+(\d+)", status)
    return int(kilobytes[1]) // 1000 if kilobytes else 0


if __name__ == "__main__":
    raise SystemExit(main())
