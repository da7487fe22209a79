"""Builds in an engine follow each other while it is asked, from several machines, and nodes die.

PILCROW_TEST_MILVUS_READY is the file that lists the processes of the engine.
"""

import os
import signal
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Document, Paragraph
from corpus.errors import (
    LibraryBusy,
    PilcrowError,
)
from index import Index
from index.library import open_store
from index.milvus.client import Engine, open_engine
from index.models.encoder import Encoder, open_encoder
from index.models.late_interaction import open_late
from index.storage.location import staging_folder
from index.storage.store import EmbeddedStore
from index.types import CountProgress, Matrix
from tests.engines import SHORT, update


@pytest.mark.model
def test_a_new_build_takes_the_place_of_the_old_while_questions_are_asked(
    engine: str, report: Document
) -> None:
    place = f"{engine}/swapped"
    update(place, [report])
    index = Index.open(place)
    first, stop = index.version, threading.Event()
    problems: list[Exception] = []
    asked = 0

    def ask() -> None:
        nonlocal asked
        while not stop.is_set():
            try:
                assert index.search("vaccine hoarding", 3)
            except (AssertionError, PilcrowError) as problem:
                problems.append(problem)
            asked += 1

    reader = threading.Thread(target=ask)
    reader.start()
    try:
        update(place, [SHORT])
        published, until = asked, time.monotonic() + 900
        while asked < published + 20 and not problems and time.monotonic() < until:
            time.sleep(0.01)
    finally:
        stop.set()
        reader.join()
    assert not problems
    assert asked > 20
    assert index.version != first
    assert [document.symbol for document in index.documents] == ["A/1/1", "A/78/176"]
    update(place, [], remove=["A/1/1"])
    assert [document.symbol for document in index.documents] == ["A/78/176"]
    assert len(open_engine(place).builds()) == 2  # the current one, and that before it


class Counting:
    """An encoder that counts what it encodes."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder, self.name, self.texts = encoder, encoder.name, 0
        self.digest = encoder.digest

    def encode(self, texts: Sequence[str], progress: CountProgress | None = None, /) -> Matrix:
        self.texts += len(texts)
        return self.encoder.encode(texts)


@pytest.mark.model
def test_another_machine_encodes_only_what_is_new(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, report: Document
) -> None:
    before = open_store(address)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    counting = Counting(open_encoder())
    new = Document("A/3/3", "New", (Paragraph("A/3/3", "1", "A new paragraph."),))
    update(address, [new], encoder=counting)
    after = open_store(address)
    assert counting.texts == 1
    assert after.documents == (*before.documents[:1], new, *before.documents[1:])
    assert EmbeddedStore.open(staging_folder(address)).size == after.size == before.size + 1
    # The first machine does not bring back what the second took out.
    update(address, [], remove=["A/3/3"])
    monkeypatch.undo()
    assert "A/3/3" not in {
        one.symbol for one in EmbeddedStore.open(staging_folder(address)).documents
    }
    update(address, [new])
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    update(address, [], remove=["A/3/3"])
    monkeypatch.undo()
    update(address, [report])
    assert [one.symbol for one in open_store(address).documents] == ["A/1/1", "A/78/176"]


@pytest.mark.model
def test_a_build_upon_an_older_one_than_the_current_is_not_published(
    engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = f"{engine}/busy"
    update(place, [SHORT])
    version = open_engine(place).current()
    update(place, [SHORT])
    before = open_engine(place).builds()
    finish = Engine.finish

    def finish_late(self: Engine, collection: str, rows: int, *fields: str) -> None:
        finish(self, collection, rows, *fields)
        monkeypatch.setattr(Engine, "current", lambda self: "another")

    monkeypatch.setattr(Engine, "finish", finish_late)
    with pytest.raises(LibraryBusy, match="in the meantime"):
        update(place, [replace(SHORT, title="Another")])
    monkeypatch.undo()
    assert open_engine(place).builds() == before
    assert open_engine(place).current() != version
    assert open_store(place).documents[0].title == SHORT.title


@pytest.mark.model
@pytest.mark.cluster
@pytest.mark.parametrize("engine", ["cluster"], indirect=True)
def test_a_query_node_that_is_killed_loses_no_question(
    address: str, request: pytest.FixtureRequest
) -> None:
    ready = os.environ.get("PILCROW_TEST_MILVUS_READY")
    if not ready:
        pytest.skip("PILCROW_TEST_MILVUS_READY lists no processes of this engine")
    nodes = [line.split() for line in Path(ready).read_text().splitlines()]
    victim = next(int(number) for name, number in nodes if name.startswith("querynode"))
    index = Index.open(address)
    wanted = [hit.passage for hit in index.search("vaccine hoarding", 5)]
    longest, asked, until = 0.0, 0, time.monotonic() + 30
    while time.monotonic() < until or asked < 150:
        if asked == 50:
            os.kill(victim, signal.SIGKILL)
        start = time.monotonic()
        store = open_store(address)  # nothing of it is in memory
        found = Index(store, open_encoder(), open_late()).search("vaccine hoarding", 5)
        longest = max(longest, time.monotonic() - start)
        assert [hit.passage for hit in found] == wanted
        asked += 1
    summary = f"{asked} questions, none lost; the longest took {longest:.2f} s"
    request.config.get_terminal_writer().line(summary)
