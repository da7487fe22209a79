"""The masthead: which symbol, title and date are the document's own."""

from datetime import date
from pathlib import Path

import pytest

from corpus import Document
from corpus.block import RUNNING_HEAD, Block
from corpus.language import document_language
from corpus.read import read_document
from corpus.select import Filter, select_documents
from corpus.structure import masthead

TEXT = Block("1. The Panel visited the wells.", page=2)


def symbol_of(*blocks: Block, name: str = "report.pdf") -> str:
    return masthead.find_symbol(Path(name), [*blocks, TEXT], None)[0]


def test_the_first_page_outweighs_a_running_head_and_a_cited_symbol() -> None:
    own, head, cited = (f"A/HRC/50/{number}" for number in (37, 73, 12))
    misprinted = Block(head, page=1, label=RUNNING_HEAD)
    assert symbol_of(misprinted, Block(own, page=1), Block(cited, page=2)) == own
    assert symbol_of(Block(head), Block(own, page=1)) == own
    assert symbol_of(misprinted, Block(cited, page=2)) == head
    assert symbol_of(Block(cited, page=1), Block(own, page=1), name="A_HRC_50_37.pdf") != cited


@pytest.mark.parametrize(
    "lines",
    [
        ["United Nations A/79/811–S/2025/138"],
        ["A/79/811-S/2025/138 Distr.: General"],
        ["A/79/811 S/2025/138 17 March 2025"],
        ["A/79/811*", "S/2025/138"],
    ],
)
def test_a_joint_document_has_one_symbol(lines: list[str]) -> None:
    blocks = [Block(line, page=1) for line in lines]
    assert symbol_of(*blocks).rstrip("*") == "A/79/811-S/2025/138"


def test_a_joint_document_is_found_under_both_symbols(tmp_path: Path) -> None:
    path = tmp_path / "joint.txt"
    path.write_text("A/79/811–S/2025/138\n\nReport on wells\n\n1. The well is dry.\n\n2. So.")
    document: Document = read_document(path)
    for wanted in (Filter(("a/79/811",)), Filter(("S/2025/138",)), Filter(body="S")):
        assert select_documents([document], wanted) == (document,)


def masthead_of(*lines: tuple[str, int]) -> masthead.Masthead:
    blocks = [Block(text, level, page=1) for text, level in lines]
    return masthead.read(blocks, [block.text for block in blocks])


BOARD = [
    ("United Nations DP/2025/12", 3),
    ("Executive Board of the – United Nations Development", 1),
    ("Programme, the United Nations Population Fund and the", 1),
    ("Distr.: General 7 April 2025", 0),
    ("Original: English", 0),
]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ([*BOARD, ("Annual session 2025", 5), ("UNFPA – Ethics of the Fund", 5),
          ("United Nations Population Fund", 2), ("Report of the Ethics Office 2024", 4)],
         "Report of the Ethics Office 2024"),
        ([("Progress on the response plan", 2), *BOARD, ("Summary", 9)],
         "Progress on the response plan"),
        ([("United Nations", 2), ("Committee for – Development Policy", 1),
          ("Report on the tenth session – (3 March 2025) – Economic and Social Council", 2)],
         "Committee for Development Policy: Report on the tenth session (3 March 2025)"),
        ([*BOARD, ("Progress report on accountability", 2),
          ("Report of the Advisory Committee on Administrative and Budgetary Questions", 4)],
         "Progress report on accountability"),
        ([*BOARD, ("Rights and climate", 2), ("Note by the Secretary-General", 4),
          ("Report of the Special Rapporteur on rights and climate", 2)],
         "Report of the Special Rapporteur on rights and climate"),
        ([*BOARD, ("Letter dated 9 June 2025 from the Panel addressed to the President", 3),
          ("Annex – Report of the Panel on wells", 4)],
         "Report of the Panel on wells"),
        ([("UNITED NATIONS", 2), ("Original : ENGLISH", 0), ("REVIEW OF THE SHIPPING SECTOR", 3)],
         "REVIEW OF THE SHIPPING SECTOR"),
    ],
)  # fmt: skip
def test_the_title_is_the_reports_not_the_organs(lines: list[tuple[str, int]], title: str) -> None:
    assert masthead_of(*lines).title == title


@pytest.mark.parametrize(
    "line",
    [
        "1 January 2024",
        "Distr.: General 1 January 2024 English Original: French",
        "A/52/613 1 January 2024",
        "[1 January 2024]",
        "January 1, 2024",
        "1er janvier 2024",
        "1 de enero de 2024",
        "1 января 2024 года",
        "2024年1月1日",
        "١ كانون الثاني/يناير ٢٠٢٤",
        "1 يناير 2024",
        "2024-01-01",
    ],
)
def test_the_date_is_read_in_six_languages(line: str) -> None:
    assert masthead_of((line, 0)).issued == date(2024, 1, 1)


@pytest.mark.parametrize(
    "line", ["27 to 31 January 2025, New York", "1 January 2024 was a holiday", "31 February 2024"]
)
def test_other_dates_are_not_the_documents(line: str) -> None:
    assert masthead_of((line, 0)).issued is None


def test_the_language_is_that_of_the_text_not_of_its_addresses() -> None:
    address = "https://www.example.org/the-united-nations-report-on-the-human-rights-council " * 9
    assert document_language([address, "Le Comité a noté avec préoccupation."]) == "French"


def test_a_short_chinese_title_is_a_title(tmp_path: Path) -> None:
    path = tmp_path / "A_HRC_99_1.txt"
    path.write_text("A/HRC/99/1\n\n专家组关于水井的报告\n\n1. 水井已经干涸。\n", encoding="utf-8")
    assert read_document(path).title == "专家组关于水井的报告"
