import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from assistant.web.config import Access
from assistant.web.records import NAME, read_records, write_record
from corpus.errors import BadQuestionFile, BadSetting, LibraryUnwritable


def fields(question: str = "Why?", **others: Any) -> dict[str, Any]:
    plain = {"time": "2026-01-31T00:00:00+00:00", "question": question, "history": []}
    return plain | {"abstained": True, "citations": []} | others


def test_what_is_written_is_read_back_in_order(tmp_path: Path) -> None:
    path = tmp_path / NAME
    cited = [{"document": "A/1/1", "paragraph": "7"}]
    first = fields("Où ? \U0001f54a", history=["和平?"], citations=cited, abstained=False)
    write_record(path, "question", first)
    write_record(path, "question", fields("half a pair: \ud800"))
    write_record(path, "feedback", {"opinion": "Like"} | first)
    assert list(read_records(path, "feedback")) == [{"opinion": "Like"} | first]
    questions = list(read_records(path, "question"))
    assert questions == [first, fields("half a pair: ?")]


def test_one_record_is_small_whatever_a_browser_sends(tmp_path: Path) -> None:
    path = tmp_path / NAME
    long = "x" * 2_000_000
    sent = fields(long, history=[long] * 30, citations=[{"document": long}] * 1_000)
    write_record(path, "feedback", {"opinion": "Like"} | sent)
    assert path.stat().st_size < 120_000
    (record,) = read_records(path, "feedback")
    assert (len(record["question"]), len(record["history"])) == (1_000, 20)


def test_a_full_file_keeps_its_size_and_the_latest_records(tmp_path: Path) -> None:
    path = tmp_path / NAME
    for number in range(300):
        write_record(path, "question", fields(f"{number} {'x' * 900}"), most_pages=30)
    assert path.stat().st_size <= 30 * 4_096
    kept = [int(record["question"].split()[0]) for record in read_records(path, "question")]
    assert 20 < len(kept) < 150
    assert kept == list(range(300 - len(kept), 300))


def test_many_threads_write_one_file(tmp_path: Path) -> None:
    def write() -> None:
        for _ in range(10):
            write_record(tmp_path / NAME, "question", fields())

    threads = [Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(read_records(tmp_path / NAME, "question"))) == 60


def other_version(path: Path) -> None:
    write_record(path, "question", fields())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA user_version = 2")


def another_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE mine (a)")


@pytest.mark.parametrize(
    "make", [other_version, another_database, lambda path: path.write_text('{"question": "Why?"}')]
)
def test_another_file_is_not_written_to(tmp_path: Path, make: Any) -> None:
    path = tmp_path / "other"
    make(path)
    before = path.read_bytes()
    with pytest.raises(LibraryUnwritable, match="other cannot be written"):
        write_record(path, "question", fields())
    with pytest.raises(BadSetting, match="--log"):
        Access(port=0, log=path).check()
    with pytest.raises(BadQuestionFile, match="cannot be read"):
        list(read_records(path, "question"))
    assert path.read_bytes() == before
