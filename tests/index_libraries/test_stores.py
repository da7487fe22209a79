"""One contract for every store: a library answers alike in a folder and in Milvus.

The engine is milvus-lite behind its server, and, where PILCROW_TEST_MILVUS names one, a real one of
several processes; PILCROW_TEST_MILVUS_READY is the file in which these are listed.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import requires
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from packaging.requirements import Requirement

from assistant import Assistant
from assistant.answer import Answer
from corpus import Document, Paragraph
from corpus.errors import (
    BadSetting,
    EngineUnreachable,
    LibraryBusy,
    LibraryDamaged,
    LibraryMissing,
    PilcrowError,
)
from index import Index
from index import library as libraries
from index.library import open_store
from index.milvus.client import Engine, open_engine
from index.milvus.records import Records
from index.milvus.store import MilvusStore, tokens_from_text, tokens_to_text
from index.models.encoder import Encoder, open_encoder
from index.models.late_interaction import open_late
from index.storage.location import Location, parse_location, staging_folder
from index.storage.store import EmbeddedStore
from index.types import CountProgress, Matrix
from scripts import pilcrow
from tests.libraries import copy_bundled_library, link_encoder

QUESTIONS = (
    "Which countries did the Independent Expert visit?",
    "vaccine hoarding",
    "What does paragraph 12 say?",
    "climate change and the duty to cooperate",
    "Who scored the most goals at the last World Cup?",
    "What is said of peasants in rural areas?",
)
PIECE = Records.PIECE
# Longer than a piece of a record: see the fixture.
LONG = " ".join(
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


@pytest.fixture(scope="module", params=["lite", pytest.param("cluster", marks=pytest.mark.cluster)])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Give the address of an engine, without a name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setattr(Records, "PIECE", 3_000)
        if request.param == "cluster":
            address = os.environ.get("PILCROW_TEST_MILVUS")
            if not address:
                pytest.skip("PILCROW_TEST_MILVUS names no Milvus: .ci/milvus starts one")
            patch.setenv("PILCROW_MILVUS_COPIES", "2")
            yield address
            return
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
        process = subprocess.Popen(
            [Path(sys.executable).with_name("milvus-lite"), "server", "--host", "127.0.0.1",
             "--port", str(port), "--data-dir", tmp_path_factory.mktemp("milvus")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _wait(port)
            yield f"milvus://127.0.0.1:{port}"
        finally:
            process.kill()
            process.wait()


def _wait(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError


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


@pytest.fixture(scope="module")
def folder(report: Document, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("library")
    update(place, [report, SHORT])
    return place


@pytest.fixture(scope="module")
def address(engine: str, report: Document) -> str:
    """Give an engine's library of the same reports as that in ``folder``."""
    update(f"{engine}/same", [report, SHORT])
    return f"{engine}/same"


@pytest.mark.model
def test_both_have_the_same_reports_and_words(folder: Path, address: str) -> None:
    mine, theirs = open_store(folder), open_store(address)
    assert isinstance(theirs, MilvusStore)
    assert theirs.documents == mine.documents
    assert list(theirs.words.items()) == list(mine.words.items())
    assert (theirs.size, theirs.encoder) == (mine.size, mine.encoder)
    assert theirs.spans(range(theirs.size)) == mine.spans(range(mine.size))


@pytest.mark.model
@pytest.mark.parametrize(
    "symbols", [None, ["A/1/1"], ["A/78/176#English"], ['it\'s "odd"'], []], ids=str
)
def test_both_find_the_same_rows(folder: Path, address: str, symbols: Sequence[str] | None) -> None:
    mine, theirs = open_store(folder), open_store(address)
    encoder, late = open_encoder(), open_late()
    for question in QUESTIONS:
        vector = encoder.encode([question])[0]
        rows, cosines = mine.dense(vector, 20, symbols)
        found, scores = theirs.dense(vector, 20, symbols)
        assert found.tolist() == rows.tolist()
        np.testing.assert_allclose(scores, cosines, atol=1e-6)
        if open_engine(address).finds_words:
            words, weights = mine.lexical(question, 20, symbols)
            found, scores = theirs.lexical(question, 20, symbols)
            assert found.tolist() == words.tolist()
            np.testing.assert_allclose(scores, weights, rtol=1e-5)
        matches = mine.match(late, question, "", rows)
        assert theirs.match(late, question, "", rows) == matches


@pytest.mark.model
def test_both_answer_alike(folder: Path, address: str) -> None:
    mine, theirs = Assistant.open(folder), Assistant.open(address)
    for question in QUESTIONS:
        assert _said(theirs.ask(question)) == _said(mine.ask(question))
    one = [assistant.ask(QUESTIONS[5], symbols=["A/1/1"]) for assistant in (mine, theirs)]
    assert _said(one[0]) == _said(one[1])
    assert one[1].citations


def _said(answer: Answer) -> object:
    return [
        (one.quote, one.context, round(one.score, 4)) for one in answer.citations
    ], answer.missing


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
        published, until = asked, time.monotonic() + 300
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
def test_what_is_missing_is_named_with_the_way_out(engine: str, address: str) -> None:
    with pytest.raises(LibraryMissing, match="pilcrow build --library milvus://"):
        open_store(f"{engine}/none")
    store = open_store(address)
    assert isinstance(store, MilvusStore)
    with pytest.raises(LibraryDamaged, match="pilcrow build --fresh --library milvus://"):
        store._records.all(["p/0", "p/999999"])


@pytest.mark.model
def test_commands_take_an_engine_for_a_library(
    engine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--library", f"{engine}/commands"]
    (tmp_path / "A_5_5.txt").write_text(
        "1. Peasants were consulted in Geneva.\n\n2. None objected."
    )
    assert pilcrow.main(["build", *place, str(tmp_path)]) == 0
    assert "1 reports, 2 passages in milvus://" in capsys.readouterr().out
    assert pilcrow.main(["build", *place, "--list"]) == 0
    assert "A/5/5  2 paragraphs" in capsys.readouterr().out
    assert pilcrow.main(["ask", *place, "Who was consulted in Geneva?"]) == 0
    assert "Peasants were consulted in Geneva." in capsys.readouterr().out
    assert pilcrow.main(["doctor", *place]) == 0
    assert "1 reports, 2 passages" in capsys.readouterr().out


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


@pytest.mark.parametrize(
    "wrong", ["milvus://", "milvus://a b", "milvus://host:port", "milvus://host/1x"]
)
def test_an_address_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(BadSetting, match="milvus://HOST:PORT"):
        Engine(wrong)


def test_an_engine_that_does_not_answer_is_an_error() -> None:
    with socket.socket() as one:  # takes the call and says nothing
        one.bind(("127.0.0.1", 0))
        one.listen()
        with pytest.raises(EngineUnreachable, match="does not answer"):
            open_store(f"milvus://127.0.0.1:{one.getsockname()[1]}")


def test_an_address_stays_text_and_all_else_is_a_folder() -> None:
    assert parse_location("milvus://a:1/b") == "milvus://a:1/b"
    assert parse_location("some/folder") == Path("some/folder")


@pytest.mark.parametrize("text", ["", "x" * 200_000, "é\u2028𝄞" * 40_000])
def test_long_texts_are_cut_into_pieces_that_fit(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Records, "PIECE", PIECE)
    pieces = Records.cut("key", text)
    assert "".join(piece["body"] for piece in pieces) == text
    assert all(len(piece["body"].encode()) <= 65_535 for piece in pieces)
    assert {piece["pieces"] for piece in pieces} == {len(pieces)}


@pytest.mark.model
def test_tokens_survive_as_text(library: Path) -> None:
    tokens = EmbeddedStore.open(library).tokens.part(0, 3)
    again = tokens_from_text(tokens_to_text(tokens))
    np.testing.assert_array_equal(again.vectors, tokens.vectors)
    np.testing.assert_array_equal(again.segments, tokens.segments)


def test_the_base_installation_has_none_of_it() -> None:
    """Neither grpc nor ray nor pyarrow comes with what Pilcrow itself needs."""
    seen: set[str] = set()
    left = ["pilcrow"]
    while left:
        for line in requires(left.pop()) or ():
            one = Requirement(line)
            if one.marker and not one.marker.evaluate({"extra": ""}):
                continue
            name = one.name.lower().replace("_", "-")
            if name not in seen:
                seen.add(name)
                left.append(name)
    assert "sentence-transformers" in seen
    assert not seen & {"pymilvus", "grpcio", "ray", "pyarrow", "milvus-lite"}
