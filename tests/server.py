"""A running web chat for tests, in a process of its own."""

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from gradio_client import Client

from tests.browsing import leave
from tests.forked import start_server
from tests.paths import ROOT


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("", 0))  # free on all addresses
        port: int = probe.getsockname()[1]
        return port


def connect(url: str, **options: Any) -> Client:
    """Connect a script to a server; waits long, as the machine may be slow or busy."""
    return Client(
        url, verbose=False, analytics_enabled=False, httpx_kwargs={"timeout": 600} | options
    )


@contextmanager
def serving(library: Path, folder: Path, *options: str) -> Iterator[str]:
    """Serve a library with the command ``pilcrow chat``, and yield its address.

    The server is on a free port, and in an empty folder. Its process begins with the libraries of
    Python loaded, which take most of the time of a start: see ``tests.forked``.
    """
    port, log = free_port(), folder / "log.txt"
    arguments = ["chat", *_arguments(library, port, options)]
    process = start_server(arguments, log, folder, _environment(folder))
    try:
        yield _wait(port, log, process.is_alive)
    finally:
        try:
            leave(f"http://127.0.0.1:{port}/")
        finally:
            process.terminate()
            process.join(300)


@contextmanager
def started(library: Path, folder: Path, *options: str) -> Iterator[tuple[str, int]]:
    """Do the same as a user does it, and yield the number of the process besides."""
    port, log = free_port(), folder / "log.txt"
    command = [sys.executable, "-m", "scripts.chat", *_arguments(library, port, options)]
    with log.open("w") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=output, cwd=folder, env=_environment(folder)
        )
    try:
        yield _wait(port, log, lambda: process.poll() is None), process.pid
    finally:
        try:
            leave(f"http://127.0.0.1:{port}/")
        finally:
            process.terminate()
            process.wait(300)


def _arguments(library: Path, port: int, options: Iterable[str]) -> list[str]:
    return ["--library", str(library), "--port", str(port), *options]


def _environment(folder: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "GRADIO_TEMP_DIR": str(folder / "tmp")}


def _wait(port: int, log: Path, is_alive: Callable[[], bool]) -> str:
    """Wait until the server answers, and return its address."""
    url = f"http://127.0.0.1:{port}/"
    until = monotonic() + 600
    while monotonic() < until and is_alive():
        try:
            with urllib.request.urlopen(url, timeout=60):
                return url
        except urllib.error.HTTPError:
            return url  # it asks who we are
        except (urllib.error.URLError, OSError):
            sleep(0.1)
    raise AssertionError(log.read_text())
