"""Reports that stay on the disk: read back letter for letter, checked, known by identity."""

import gc
from pathlib import Path

import numpy as np
import pytest

from corpus import Document, Footnote, Paragraph, Span, locate
from corpus.errors import LibraryDamaged
from index.storage.passages import StoredPassages
from index.storage.reports import read_reports, write_reports

ODD = "A line\u2028separator, half a \ud83d character, \x00 and \u202e."


def documents() -> list[Document]:
    note = Footnote("1", "See above.")
    one = [Paragraph("A/1/1", str(n), f"Number {n}.", headings=("I. A",)) for n in range(1, 6)]
    two = [Paragraph("A/2/2", "1", ODD, "annex", (), (note,), 4)]
    return [Document("A/1/1", "One", tuple(one)), Document("A/2/2", "Two", tuple(two))]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_reports(tmp_path, documents())
    return tmp_path


def test_reports_are_read_as_they_were_written(folder: Path) -> None:
    read, _ = read_reports(folder)
    assert list(read) == documents()
    assert hash(read[0].paragraphs) == hash(documents()[0].paragraphs)
    assert read[0].paragraphs[-1].text == "Number 5."
    assert [p.number for p in read[0].paragraphs[1:3]] == ["2", "3"]
    with pytest.raises(IndexError):
        read[0].paragraphs[5]


def test_a_paragraph_is_the_same_object_as_long_as_anybody_holds_it(folder: Path) -> None:
    read, _ = read_reports(folder)
    held = read[0].paragraphs[2]
    read[0].paragraphs._paragraphs._recent.clear()  # type: ignore[attr-defined]
    gc.collect()
    assert read[0].paragraphs[2] is held
    assert locate(held, read) == (read[0], 2)
    # The same one of a library that was opened before is found, another is not.
    assert locate(Paragraph("A/1/1", "3", "Number 3.", headings=("I. A",)), read) == (read[0], 2)
    assert locate(Paragraph("A/1/1", "3", "Number 4.", headings=("I. A",)), read) is None


def test_passages_are_cut_out_of_paragraphs(folder: Path) -> None:
    table = np.array([[0, 1, 0, 6], [1, 0, 2, 6]], np.int32)
    passages = StoredPassages(*read_reports(folder), table)
    assert [passage.text for passage in passages] == ["Number", "line"]
    assert passages[1:] == (Span(documents()[1].paragraphs[0], 2, 6),)


def test_a_paragraph_that_is_not_what_was_written_is_not_quoted(folder: Path) -> None:
    path = folder / "paragraphs.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Number 3.", b"Number 8."))
    paragraphs = read_reports(folder)[0][0].paragraphs
    assert paragraphs[1].text == "Number 2."
    with pytest.raises(LibraryDamaged, match=r"paragraphs\.jsonl.*pilcrow build --fresh"):
        paragraphs[2]


def test_files_that_do_not_agree_are_refused(folder: Path) -> None:
    path = folder / "paragraphs.jsonl"
    path.write_bytes(path.read_bytes() + b"{}\n")
    with pytest.raises(ValueError, match="do not agree"):
        read_reports(folder)
    path = folder / "documents.jsonl"
    path.write_bytes(path.read_bytes().splitlines()[0])
    with pytest.raises(ValueError, match="do not agree"):
        read_reports(folder)
