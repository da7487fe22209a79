"""The share of the text of a file that can be cited."""

from pathlib import Path

import pytest

from corpus.block import CAPTION, TABLE
from corpus.document import FRONT
from scripts.measuring.citable import Share, cited_share, main, measure, report

SENTENCE = "The Panel visited the northern wells in March and found eleven of them to be dry."


def test_titles_and_running_heads_are_no_body() -> None:
    counts = {"numbered": 90, "notes": 5, TABLE: 5, FRONT: 40, "running head": 10}
    assert cited_share(counts) == 0.95


def test_a_long_sentence_before_the_body_is_text_that_cannot_be_cited(tmp_path: Path) -> None:
    path = tmp_path / "A_80_99.txt"
    path.write_text(
        f"Report of the Panel on wells\n\n{SENTENCE}\n\n1. {SENTENCE}\n\n2. {SENTENCE}\n",
        encoding="utf-8",
    )
    share = measure(path)
    assert share.name == "A/80/99"
    assert share.cited == pytest.approx(2 / 3)
    assert [kind for kind, _ in share.left_out] == ["sentences before the body"]
    assert share.read > 0.95
    assert share.megabytes > 0


def test_the_report_names_the_documents_of_which_least_can_be_cited() -> None:
    shares = [
        Share("A/1/1", 0.4, 0.98, 1.0, ((TABLE, 1200), (CAPTION, 30)), seconds=1, megabytes=60),
        Share("A/1/2", 0.9, 0.90, 1.0, seconds=11, megabytes=1200),
        Share("A_1_3.pdf", refusal="A_1_3.pdf: damaged"),
    ]
    lines = list(report(shares))
    assert "2 files read, 1 refused" in lines
    assert "files of which at least 0.97 can be cited: 0" in lines
    assert "files the same, tables and charts aside: 1" in lines
    assert "files read within 10 s: 1" in lines
    assert [line.split(" | ")[0] for line in lines[-2:]] == ["| A/1/1", "| A/1/2"]
    assert lines[-2].endswith("| table 1,200, caption 30 |")


def test_each_file_is_measured_in_a_process_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "A_80_99.txt"
    path.write_text(f"1. {SENTENCE}\n\n2. {SENTENCE}\n", encoding="utf-8")
    (tmp_path / "A_80_98.pdf").write_bytes(b"%PDF-1.7 damaged")
    assert main([str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "1 files read, 1 refused" in printed
    assert "| A/80/99 | 1.000 |" in printed
