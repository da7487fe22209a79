"""Small libraries for tests of what breaks, and changes of the disk that fail."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus import Document, Paragraph
from index import Index
from index.models.encoder import open_encoder
from index.models.late_interaction import open_late
from index.storage.store import EmbeddedStore
from tests.libraries import make_library

# What a build changes on the disk, by the functions that do it.
WRITES: tuple[tuple[Any, str], ...] = (
    (os, "fsync"), (os, "rename"), (os, "replace"), (os, "mkdir"), (os, "unlink"),
    (np, "save"), (np, "savez"), (Path, "write_text"), (Path, "open"), (shutil, "rmtree"),
)  # fmt: skip


class Killed(BaseException):
    """Nobody catches it, as nobody survives a kill."""


def document(*texts: str) -> Document:
    paragraphs = (Paragraph("A/1/1", str(n), text) for n, text in enumerate(texts, start=1))
    return Document("A/1/1", "Report", tuple(paragraphs))


def make(library: Path, *texts: str) -> None:
    make_library(library, [document(*texts)])


def texts_of(library: Path) -> list[str]:
    """Read a library from its files, every one of them checked."""
    store = EmbeddedStore.open(library, fully=True)
    hits = Index(store, open_encoder(), open_late()).search("Peasants of the area", 5)
    assert {hit.passage.paragraph.text for hit in hits} == {p.text for p in store.passages}
    return [paragraph.text for paragraph in store.documents[0].paragraphs]


def strike(patch: pytest.MonkeyPatch, at: int, problem: Callable[[], BaseException]) -> list[int]:
    """Let the ``at``-th change of the disk fail; return the list that counts them."""
    count = [0]

    def failing(name: str, stock: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            if name == "open" and not {*named.get("mode", (*arguments, "r")[1])} & {*"wax"}:
                return stock(*arguments, **named)
            count[0] += 1
            if count[0] == at:
                raise problem()
            return stock(*arguments, **named)

        return run

    for owner, name in WRITES:
        patch.setattr(owner, name, failing(name, getattr(owner, name)))
    return count
