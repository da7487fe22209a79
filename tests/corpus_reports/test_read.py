from pathlib import Path

import pytest

from corpus.block import Block
from corpus.errors import UnreadableReport
from corpus.readers.formats import read_blocks

TEXT = "1. Café, “déjà vu” – 2–10 September.\n\n2. Next."
READ = [Block("1. Café, “déjà vu” – 2–10 September."), Block("2. Next.")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_reads_text_in_common_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert read_blocks(path) == READ


def test_tells_old_encodings_apart(tmp_path: Path) -> None:
    english = "1. The Council’s “déjà vu” – noted.\n\n2. Its members’ views differ.\n\n"
    russian = "1. Совет по правам человека принял резолюцию о международной солидарности.\n\n"
    for text, encoding in ((english, "mac_roman"), (english, "cp1252"), (russian, "cp1251")):
        path = tmp_path / "a.txt"
        path.write_bytes((text * 9).encode(encoding))
        assert read_blocks(path)[0].text == text.split("\n")[0]


def test_a_number_on_a_line_of_its_own_is_of_the_next(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"1. \rThe Council met.\r\r(a) \rIn Geneva;\r2.\rIt closed." + b" x" * 90)
    texts = [block.text.split(" x")[0] for block in read_blocks(path)]
    assert texts == ["1. The Council met.", "(a) In Geneva;", "2. It closed."]


def test_joins_lines_that_were_wrapped_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("1. A paragraph on\ntwo lines.\n\n2. Another\r\none.\r\n")
    assert read_blocks(path) == [Block("1. A paragraph on two lines."), Block("2. Another one.")]


def test_a_line_is_a_paragraph_where_lines_are_long(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"1. {'word ' * 40}end.\n2. Next.\n")
    assert [block.text[:2] for block in read_blocks(path)] == ["1.", "2."]


def test_markdown_gives_headings_lists_and_links_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: x\n---\n# Title\n\n## I. *First*\n\n3. Under [the law](https://un.org/x)\n"
        "   goes **on**.\n4. Next <b>bold</b> `53/5`\n"
    )
    assert read_blocks(path) == [
        Block("Title", 1),
        Block("I. First", 2),
        Block("3. Under the law goes on."),
        Block("4. Next bold 53/5"),
    ]


def test_refuses_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b" \n\t")
    with pytest.raises(UnreadableReport, match="empty"):
        read_blocks(path)


def test_refuses_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"PK\x03\x04\x00\x00\x00\x00" * 20)
    with pytest.raises(UnreadableReport, match="damaged"):
        read_blocks(path)
