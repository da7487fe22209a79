"""The bundled report is read whole, wherever a page break cuts its paragraphs."""

import json
import re
from datetime import date
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from corpus import Document
from corpus.block import Block
from corpus.read import bundled_reports, read, read_document
from corpus.readers.formats import read_blocks
from corpus.structure.parse import parse_blocks

GOLDEN = json.loads(
    (Path(__file__).parent.parent / "data" / "A_78_176.golden.json").read_text("utf-8")
)
BLOCKS = read_blocks(bundled_reports()[0])


def test_reads_all_76_paragraphs_with_their_headings(report: Document) -> None:
    read = [
        {"number": p.number, "headings": list(p.headings), "text": p.text}
        for p in report.paragraphs
        if p.number
    ]
    assert len(read) == 76
    assert read == GOLDEN


def test_knows_what_report_it_is(report: Document) -> None:
    assert report.symbol == "A/78/176"
    assert report.title == (
        "Report of the Independent Expert on human rights and international solidarity, "
        "Obiora Chinedu Okafor"
    )
    assert report.issued == date(2023, 7, 7)
    assert report.source == "A_78_176-EN.txt"


def test_keeps_the_summary_apart_and_unnumbered(report: Document) -> None:
    summary = [p for p in report.paragraphs if p.part == "summary"]
    assert [p.reference for p in summary] == ["A/78/176, summary"]
    assert summary[0].text.startswith("The Secretary-General has the honour")
    assert summary[0].text.endswith("undertaken by the outgoing mandate holder.")


def test_loses_no_word_of_the_file(report: Document) -> None:
    source = bundled_reports()[0].read_text("utf-8")
    words = re.sub(r"\[([^\]]*)\]\(#\)", r"\1", source).split()
    kept = [word for p in report.paragraphs for word in p.text.split()]
    headings = dict.fromkeys(h for p in report.paragraphs for h in p.headings)
    numbers = [f"{p.number}." for p in report.paragraphs if p.number]
    read = sorted([*kept, *numbers, *" ".join(headings).split(), "Summary"])
    assert read == sorted(words)


@pytest.mark.parametrize("number", ["14", "23", "33", "37", "53", "58", "63", "68", "74"])
def test_joins_a_paragraph_that_a_page_break_cut(report: Document, number: str) -> None:
    paragraph = next(p for p in report.paragraphs if p.number == number)
    assert paragraph.text.endswith(".")
    assert "  " not in paragraph.text


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_breaking_any_paragraph_at_any_word_changes_nothing(data: st.DataObject) -> None:
    broken: list[Block] = []
    for block in BLOCKS:
        words = block.text.split()
        is_body = len(words) > 12 and words[0].rstrip(".").isdigit()
        if is_body and data.draw(st.booleans()):
            # The number stays with the first word, as it does on paper.
            at = data.draw(st.integers(2, len(words) - 1))
            broken += [Block(" ".join(words[:at])), Block(" ".join(words[at:]))]
        else:
            broken.append(block)
    assert parse_blocks(broken, "A/78/176", "x") == parse_blocks(BLOCKS, "A/78/176", "x")


@pytest.mark.parametrize("part", GOLDEN, ids=lambda part: part["number"])
def test_breaking_at_every_single_word_changes_nothing(part: dict[str, str]) -> None:
    headings = [Block("I. Introduction")]
    before = [Block(f"{n}. Before.") for n in range(1, int(part["number"]))]
    words = part["text"].split()
    for at in range(1, len(words)):
        pieces = [f"{part['number']}. {' '.join(words[:at])}", " ".join(words[at:])]
        read = parse_blocks([*headings, *before, *map(Block, pieces)], "A/78/176", "x")
        assert read[-1].text == part["text"]
        assert read[-1].number == part["number"]


def test_markdown_and_text_read_alike(report: Document, tmp_path: Path) -> None:
    lines = []
    levels = {"I", "II", "III", "IV", "V"}
    for block in BLOCKS:
        mark = block.text.split(".", 1)[0]
        is_heading = len(block.text) < 150 and re.match(r"[IVXA-F]+\. ", block.text)
        prefix = ("## " if mark in levels else "### ") if is_heading else ""
        if block.text in ("Summary", "Human rights and international solidarity"):
            prefix = "# "
        lines.append(prefix + block.text.replace("*", r"\*"))
    path = tmp_path / "A_78_176-EN.md"
    path.write_text("\n\n".join(lines), encoding="utf-8")
    assert read_document(path).paragraphs == report.paragraphs


def test_the_certificate_counts_what_a_reader_would(report: Document) -> None:
    certificate = read(bundled_reports()[0]).certificate
    assert str(certificate) == (
        "76 paragraphs, 1-76, no gap, no duplicate; 9 rejoined across pages; 18 headings; "
        "0 footnotes; 0 orphan blocks; 17 symbols cited"
    )
