"""Numbers, headings, annexes and parts are recognized in the blocks of a report."""

import hypothesis.strategies as st
import pytest
from hypothesis import example, given

from corpus import Paragraph
from corpus.block import Block
from corpus.errors import UnreadableReport
from corpus.structure.parse import parse_blocks


def texts(*blocks: str) -> tuple[Paragraph, ...]:
    return parse_blocks([Block(block) for block in blocks], "A/1/1", "a.txt")


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
