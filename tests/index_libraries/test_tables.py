"""The tables of a build are stored, and a build without tables is read."""

import json
from pathlib import Path

import pytest

from corpus import Document, Paragraph
from corpus.errors import LibraryDamaged
from corpus.table import Table
from index.storage.manifest import LAYOUT, migrated
from index.storage.reports import read_reports, write_reports

TABLE = Table("3", "Visits", ("Country",), (("Sweden",), ("Qatar",)), 0, "table 3")
DOCUMENT = Document("A/1/1", "Title", (Paragraph("A/1/1", "1", "One."),), tables=(TABLE,))
OTHER = Document("A/1/2", "Title", (Paragraph("A/1/2", "1", "Two."),))


def build(library: Path) -> Path:
    folder = library / "builds" / "one"
    folder.mkdir(parents=True)
    write_reports(folder, [DOCUMENT, OTHER])
    return folder


def test_tables_are_read_as_they_were_written(tmp_path: Path) -> None:
    first, second = read_reports(build(tmp_path))[0]
    assert first == DOCUMENT
    assert (len(first.tables), len(second.tables)) == (1, 0)


def test_a_changed_table_is_not_quoted(tmp_path: Path) -> None:
    folder = build(tmp_path)
    path = folder / "tables.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Qatar", b"Chile"))
    (document, _), _ = read_reports(folder)
    with pytest.raises(LibraryDamaged, match=r"tables\.jsonl"):
        document.tables[0]


def test_a_build_of_the_layout_before_has_no_tables(tmp_path: Path) -> None:
    folder = build(tmp_path)
    path = folder / "documents.jsonl"
    headers = [json.loads(line) for line in path.read_text().splitlines()]
    for header in headers:
        del header["tables"]
    path.write_text("".join(f"{json.dumps(header)}\n" for header in headers))
    for name in ("tables.jsonl", "tables.npy"):
        (folder / name).unlink()
    assert [list(document.tables) for document in read_reports(folder)[0]] == [[], []]
    assert migrated({"layout": 3}) == {"layout": LAYOUT}
