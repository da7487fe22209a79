"""A file is read as a document: its symbol, language and certificate, or why it is refused."""

from pathlib import Path

import pytest

from corpus.errors import UnknownSymbol, UnreadableReport, UnsupportedFormat
from corpus.read import read, read_document


def test_refuses_a_file_that_has_titles_only(tmp_path: Path) -> None:
    path = tmp_path / "A_1_2.txt"
    path.write_text("Report of the Panel\n\nContents")
    with pytest.raises(UnreadableReport, match="no paragraph of running text"):
        read_document(path)


def test_a_symbol_is_asked_for_rather_than_guessed(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("1. As A/78/150 says, this is a paragraph.")
    with pytest.raises(UnknownSymbol, match="Name the file after its symbol"):
        read_document(path)
    assert read_document(path, "a/hrc/50/37").symbol == "A/HRC/50/37"


def test_a_symbol_on_a_line_of_its_own_is_the_documents(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("A/HRC/50/37\n\nGeneral Assembly\n\n1. A paragraph.")
    assert read_document(path).symbol == "A/HRC/50/37"


def test_refuses_a_kind_of_file_it_cannot_read(tmp_path: Path) -> None:
    path = tmp_path / "A_1_2.xyz"
    path.write_text("1. One.")
    with pytest.raises(UnsupportedFormat, match=r"PDF, Word .* end with \.txt, \.md"):
        read_document(path)


def test_a_resolution_has_preambular_and_operative_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "S_RES_502_1982.txt"
    path.write_text(
        "Resolution 502 (1982)\n\nThe Security Council,\n\nRecalling its statement,\n\n"
        "Deeply disturbed at reports,\n\n1. Demands a cessation;\n\n2. Calls on all.\n\n"
        "Adopted at the 2350th meeting by 10 votes."
    )
    document = read_document(path)
    assert document.symbol == "S/RES/502 (1982)"
    assert [p.reference.removeprefix("S/RES/502 (1982), ") for p in document.paragraphs[2:6]] == [
        "preambular para. 1",
        "preambular para. 2",
        "para. 1",
        "para. 2",
    ]
    assert document.paragraphs[5].text == "Calls on all."


def test_broken_numbering_is_refused_until_it_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "A_1_2.txt"
    path.write_text("1. One.\n\n2. Two.\n\n5. Five.\n\n6. Six.\n\n6. Again.\n\n7. Seven.")
    with pytest.raises(UnreadableReport, match=r"after paragraph 2 comes 5; .* --accept"):
        read_document(path)
    assert [p.number for p in read_document(path, accept=True).paragraphs] == [
        *("1", "2", "5", "6"),
        *("6", "7"),
    ]


def test_text_and_name_that_disagree_are_told(tmp_path: Path) -> None:
    path = tmp_path / "S_2024_145.txt"
    path.write_text("CEDAW/C/CAF/CO/6\n\n1. Первый пункт доклада Комитета о положении женщин.")
    reading = read(path)
    assert reading.document.symbol == "CEDAW/C/CAF/CO/6"
    assert reading.document.language == "Russian"
    assert len(reading.certificate.remarks) == 2
