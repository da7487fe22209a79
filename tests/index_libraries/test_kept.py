"""Judgements that are kept in a file are those that the reader makes, and damage is noticed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus import Paragraph, Span
from index.models import kept
from index.models.kept import NAME, KeptReader
from index.models.reader import Judgement, open_reader

pytestmark = pytest.mark.model
TEXT = "He visited Qatar in 2019. It rained."
PASSAGE = Span(Paragraph("A/1/1", "1", TEXT), 0, len(TEXT))
SENTENCES = [Span(PASSAGE.paragraph, 0, 25), Span(PASSAGE.paragraph, 26, len(TEXT))]


def judge(folder: Path, question: str = "When did he visit Qatar?") -> tuple[Judgement, int, int]:
    """Return a judgement, how many were made for it, and how many were known."""
    reader = KeptReader(open_reader(), folder)
    try:
        found = reader.judge(question, "I. Visits ", PASSAGE, SENTENCES)
        return found, reader.made, reader.known
    finally:
        reader.close()


def test_a_passage_is_read_once_for_a_question(tmp_path: Path) -> None:
    plain = open_reader().judge("When did he visit Qatar?", "I. Visits ", PASSAGE, SENTENCES)
    assert judge(tmp_path) == (plain, 1, 0)
    assert judge(tmp_path) == (plain, 0, 1)
    assert judge(tmp_path, "Who visited Qatar?")[1:] == (1, 0)
    assert judge(tmp_path)[1:] == (0, 1)
    assert TEXT.encode() not in (tmp_path / NAME).read_bytes()


def test_another_reader_reads_it_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    judge(tmp_path)
    monkeypatch.setattr(kept, "reader_version", lambda: "another")
    assert judge(tmp_path)[1:] == (1, 0)


def test_the_code_and_the_weights_are_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = {kept.reader_version()}
    changes = (("digest", lambda path: "changed"), ("version", lambda name: "99"))
    for name, changed in changes:
        with monkeypatch.context() as patch:
            patch.setattr(kept, name, changed)
            versions.add(kept.reader_version.__wrapped__())
    assert len(versions) == 3


@pytest.mark.parametrize("damage", ["a flipped bit", "another file", "an empty value"])
def test_what_is_damaged_is_read_anew(tmp_path: Path, damage: str) -> None:
    plain = judge(tmp_path)[0]
    if damage == "another file":
        (tmp_path / NAME).write_bytes(b"no database " * 1000)
    else:
        with closing(sqlite3.connect(tmp_path / NAME)) as file, file:
            ((value,),) = file.execute("SELECT value FROM judgement")
            changed = b"" if damage == "an empty value" else value[:-1] + bytes([value[-1] ^ 1])
            file.execute("UPDATE judgement SET value = ?", (changed,))
    assert judge(tmp_path) == (plain, 1, 0)
    assert judge(tmp_path) == (plain, 0, 1)


def test_without_a_file_each_passage_is_read(tmp_path: Path) -> None:
    plain = judge(tmp_path)[0]
    assert judge(tmp_path / "none") == (plain, 1, 0)


def test_the_file_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 2)
    for question in ("Who?", "When?", "Where?"):
        judge(tmp_path, question)
    assert [judge(tmp_path, question)[1] for question in ("When?", "Where?")] == [0, 0]
    assert judge(tmp_path, "Who?")[1] == 1
