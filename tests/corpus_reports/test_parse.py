import json
import re
from datetime import date
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, example, given, settings

from corpus import Document, Paragraph
from corpus.block import Block
from corpus.errors import UnknownSymbol, UnreadableReport, UnsupportedFormat
from corpus.read import bundled_reports, read, read_document
from corpus.readers.formats import read_blocks
from corpus.structure.parse import parse_blocks

GOLDEN = json.loads(
    (Path(__file__).parent.parent / "data" / "A_78_176.golden.json").read_text("utf-8")
)
BLOCKS = read_blocks(bundled_reports()[0])


def texts(*blocks: str) -> tuple[Paragraph, ...]:
    return parse_blocks([Block(block) for block in blocks], "A/1/1", "a.txt")


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


def test_a_letter_that_is_a_numeral_is_read_by_what_can_come_next() -> None:
    letters = [f"{letter}. Heading {letter}" for letter in "ABCDEFGHI"]
    blocks = ["I. First"]
    for number, heading in enumerate(letters, start=1):
        blocks += [heading, f"{number}. Text."]
    read = texts(*blocks, "II. Second", "10. Text.")
    assert read[2].headings == ("I. First", "C. Heading C")
    assert read[8].headings == ("I. First", "I. Heading I")
    assert read[9].headings == ("II. Second",)


def test_a_name_with_an_initial_at_a_page_break_is_no_heading() -> None:
    read = texts("I. One", "1. It was Obiora", "C. Okafor who said so")
    assert [p.text for p in read] == ["It was Obiora C. Okafor who said so"]


def test_a_number_counts_only_where_it_is_the_next() -> None:
    read = texts("1. See resolution", "44. It says so.", "2. Next.")
    assert [(p.number, p.text) for p in read] == [
        ("1", "See resolution 44. It says so."),
        ("2", "Next."),
    ]


def test_numbers_start_anew_in_an_annex() -> None:
    read = texts("1. One.", "2. Two.", "Annex I", "1. First.", "2. Second.", "Annex II", "1. Last.")
    assert [p.reference for p in read] == [
        "A/1/1, para. 1",
        "A/1/1, para. 2",
        "A/1/1, annex I, para. 1",
        "A/1/1, annex I, para. 2",
        "A/1/1, annex II, para. 1",
    ]


def test_figures_below_a_letter_are_headings_and_paragraphs_stay_paragraphs() -> None:
    read = texts("I. One", "A. Two", "1. Para.", "1. Third level", "2. Para.", "3. Para.")
    assert [(p.number, p.headings[-1]) for p in read] == [
        ("1", "A. Two"),
        ("2", "1. Third level"),
        ("3", "1. Third level"),
    ]


def test_sub_paragraphs_stay_in_their_paragraph() -> None:
    read = texts("1. States should:", "(a) Act;", "(b) Report.", "2. Next.")
    assert read[0].text == "States should: (a) Act; (b) Report."


def test_refuses_a_report_in_which_a_number_is_missing() -> None:
    with pytest.raises(UnreadableReport, match="after paragraph 2 comes 4"):
        texts("1. One.", "2. Two.", "4. Four.", "5. Five.")


def test_refuses_text_without_numbered_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "A_1_2.txt"
    path.write_text("Only prose.\n\nMore of it.")
    with pytest.raises(UnreadableReport, match="no numbered paragraphs"):
        read_document(path)


def test_a_symbol_is_asked_for_rather_than_guessed(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("1. As A/78/150 says, this is a paragraph.")
    with pytest.raises(UnknownSymbol, match="--symbol"):
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


@example("[53/5](#)", "53/5")
@example("see [A/HRC/38/40](#), [26/6](#)", "see A/HRC/38/40, 26/6")
@given(st.just(""), st.just(""))
def test_link_marks_are_reduced_to_their_text(marked: str, plain: str) -> None:
    read = texts(f"1. Resolution {marked}.")
    assert read[0].text == f"Resolution {plain}."


def test_numbers_by_section_and_below_a_paragraph() -> None:
    read = texts("17.1 One.", "17.2 Two.", "17.3 Three.")
    assert [p.number for p in read] == ["17.1", "17.2", "17.3"]
    read = texts("1. They are:", "1.1. Sign;", "1.2. Ratify.", "2. Next.", "3.I.1 Not this.")
    assert [p.number for p in read] == ["1", "1.1", "1.2", "2"]
    read = texts("29A.1 One.", "29A.2 Two.")
    assert [p.number for p in read] == ["29A.1", "29A.2"]


def test_a_percentage_at_a_page_break_is_no_number() -> None:
    read = texts("14.1 The share was", "14.2 per cent of all.", "14.2 Next.")
    assert [p.text for p in read] == ["The share was 14.2 per cent of all.", "Next."]


def test_a_list_within_a_paragraph_may_reach_the_next_number() -> None:
    items = [f"{number}. Item {number};" for number in range(1, 6)]
    read = texts("1. One.", "2. Two.", "3. These are:", *items, "4. Four.", "5. Five.")
    assert [p.number for p in read] == ["1", "2", "3", "4", "5"]
    assert read[2].text == "These are: " + " ".join(items)


def test_headings_of_a_type_are_ordered_by_their_marks() -> None:
    blocks = [
        Block("I. One", 1),
        Block("A. Two", 1),
        Block("Overview", 1),
        Block("1. First."),
        Block("Details", 1),
        Block("2. Second."),
        Block("B. Three", 1),
        Block("Subprogramme 1", 2),
        Block("3. Third."),
        Block("Strategy", 2),
        Block("4. Fourth."),
        Block("Subprogramme 2", 2),
        Block("5. Fifth."),
    ]
    paths = [p.headings for p in parse_blocks(blocks, "A/1/1", "x") if p.number]
    assert paths == [
        ("I. One", "A. Two", "Overview"),
        ("I. One", "A. Two", "Details"),
        ("I. One", "B. Three", "Subprogramme 1"),
        ("I. One", "B. Three", "Subprogramme 1", "Strategy"),
        ("I. One", "B. Three", "Subprogramme 2"),
    ]


def test_a_contents_table_is_no_body() -> None:
    read = texts(
        "CONTENTS",
        "I. SUMMARY 5 - 9 3",
        "Annex",
        "Introduction",
        "1. One.",
        "I. SUMMARY",
        "2. Two.",
    )
    assert [(p.part, p.number, p.headings) for p in read if p.number] == [
        ("", "1", ()),
        ("", "2", ("I. SUMMARY",)),
    ]


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


def test_the_certificate_counts_what_a_reader_would(report: Document) -> None:
    certificate = read(bundled_reports()[0]).certificate
    assert str(certificate) == (
        "76 paragraphs, 1-76, no gap, no duplicate; 9 rejoined across pages; 18 headings; "
        "0 footnotes; 0 orphan blocks; 17 symbols cited"
    )


def test_text_and_name_that_disagree_are_told(tmp_path: Path) -> None:
    path = tmp_path / "S_2024_145.txt"
    path.write_text("CEDAW/C/CAF/CO/6\n\n1. Первый пункт доклада Комитета о положении женщин.")
    reading = read(path)
    assert reading.document.symbol == "CEDAW/C/CAF/CO/6"
    assert reading.document.language == "Russian"
    assert len(reading.certificate.remarks) == 2
