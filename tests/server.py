"""A running web chat for tests, in a process of its own as a user starts it."""

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from gradio_client import Client

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
    """Start ``pilcrow chat`` on a free port in an empty folder, and yield its address."""
    with started(library, folder, *options) as (url, _):
        yield url


@contextmanager
def started(library: Path, folder: Path, *options: str) -> Iterator[tuple[str, int]]:
    """Do the same, and yield the number of its process besides."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    log = (folder / "log.txt").open("w+")
    command = [sys.executable, "-m", "scripts.chat", "--library", str(library), "--port", str(port)]
    command += options
    environment = os.environ | {"PYTHONPATH": str(ROOT), "GRADIO_TEMP_DIR": str(folder / "tmp")}
    process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=environment)
    try:
        _wait(url, process, folder)
        yield url, process.pid
    finally:
        process.terminate()
        process.wait(300)
        log.close()


def _wait(url: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    until = monotonic() + 600
    while monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=60):
                return
        except urllib.error.HTTPError:
            return  # it asks who we are
        except (urllib.error.URLError, OSError):
            sleep(0.3)
    raise AssertionError((folder / "log.txt").read_text())
