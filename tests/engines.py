"""Engines, and libraries in them, for the tests of the stores."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus import Document, Paragraph
from index import library as libraries
from index.storage.location import Location, staging_folder
from tests.libraries import copy_bundled_library, link_encoder

PIECE = 3_000  # characters of a piece of a record in these tests
LONG = " ".join(  # longer than a piece
    f"Peasants of rural area {n} were consulted on matter {n * 7919} in year {1000 + n}."
    for n in range(60)
)
SHORT = Document(
    "A/1/1",
    "A short report",
    (
        Paragraph("A/1/1", "1", "The Council adopted a resolution on the rights of peasants."),
        Paragraph("A/1/1", "2", LONG),
        Paragraph("A/1/1", "3", "And of the"),  # no word that says anything
    ),
)


@contextmanager
def serving_lite(folder: Path) -> Iterator[str]:
    """Start milvus-lite behind its server, and yield its address, without a name."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [Path(sys.executable).with_name("milvus-lite"), "server", "--host", "127.0.0.1",
         "--port", str(port), "--data-dir", folder],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(port, process)
        yield f"milvus://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 600
    while process.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"milvus-lite does not listen; its status is {process.poll()}")


def update(place: Location, documents: Iterable[Document], **options: Any) -> None:
    """Build a library, in a folder or in an engine.

    What is in the library of the bundled report is not encoded again, but for an encoder of a test.
    """
    folder = place if isinstance(place, Path) else staging_folder(place)
    if "encoder" in options:
        link_encoder(folder)
    elif not (folder / "CURRENT").exists():
        copy_bundled_library(folder)
    libraries.update(place, documents, **options)
