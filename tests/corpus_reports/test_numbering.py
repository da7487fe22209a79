"""The numbering is read as a whole: forms of numbers, lists, boxes, parts, gaps."""

import pytest

from corpus import Paragraph
from corpus.block import TABLE, Block
from corpus.numerals import any_candidate
from corpus.structure.parse import assemble
from corpus.structure.state import State


def read(*texts: str) -> State:
    return assemble([Block(text) for text in texts], "A/1/1")


def labels(state: State) -> list[str]:
    return [p.label for p in state.paragraphs if p.number]


def body(first: int, last: int) -> list[str]:
    return [f"{n}. The Panel visited well {n} and found it dry." for n in range(first, last + 1)]


@pytest.mark.parametrize(
    ("text", "written", "number"),
    [
        ("10.The Panel", "10", (10,)),
        ("2 bis. The", "2 bis", (2, -1)),
        ("2-bis. The", "2-bis", (2, -1)),
        ("2.bis The", "2.bis", (2, -1)),
        ("2 (ter). The", "2 (ter)", (2, -2)),
        ("2 BIS The", "2 BIS", (2, -1)),
        ("2 bis) The", "2 bis", (2, -1)),
        ("2b. The", "2b", (2, -2)),
        ("3.- The", "3", (3,)),
        ("3. – The", "3", (3,)),
        ("§ 3. The", "3", (3,)),
        ("2B. The", "2B", (2, -2)),
        ("29A.1 The", "29A.1", (29 + 10_000 * ord("A"), 1)),
        ("١ - زار الفريق", "1", (1,)),
        ("１．专家组", "1", (1,)),
        ("3、专家组", "3", (3,)),
        ("7 - The Panel", "7", (7,)),
        ("5.В докладе", "5", (5,)),
        ("4) The Panel", "4", (4,)),
    ],
)
def test_a_number_is_recognized_in_every_form(text: str, written: str, number: object) -> None:
    found = any_candidate(text)
    assert found is not None
    assert (found.written, found.number) == (written, number)
    assert text[found.end :].strip()


@pytest.mark.parametrize("text", ["3.5 million dollars", "12 people", "2020-2021", "3-year plan"])
def test_a_quantity_is_no_number(text: str) -> None:
    assert any_candidate(text) is None


def test_inserted_paragraphs_come_between() -> None:
    state = read(*body(1, 2), "2 bis. Pumps are few.", "2 ter. Schools closed.", *body(3, 4))
    assert labels(state) == ["1", "2", "2 bis", "2 ter", "3", "4"]
    assert not state.faults


def test_a_document_may_number_with_a_bracket_or_nothing() -> None:
    texts = ["The Panel saw the wells.", "They were dry.", "Pumps are few.", "Schools closed."]
    for form in ("{}) ", "{} "):
        state = read(*(form.format(n) + text for n, text in enumerate(texts, start=1)))
        assert labels(state) == ["1", "2", "3", "4"]
    state = read(*body(1, 3), "12 States agreed.", "3) Others did not.", *body(4, 5))
    assert labels(state) == ["1", "2", "3", "4", "5"]


def test_the_list_of_a_box_is_no_part() -> None:
    state = read("I. Wells", *body(1, 3), "A. Good practice", "1. Ask.", "2. Dig.", *body(4, 6))
    assert labels(state) == ["1", "2", "3", "4", "5", "6"]
    assert state.doubts == ["the numbers below “A. Good practice” were taken for a list"]


def test_a_part_after_an_annex_begins_anew_and_the_body_may_go_on() -> None:
    state = read(*body(1, 3), "Annex", *body(1, 2), "Part Two", *body(1, 2))
    assert labels(state)[3:] == ["annex, 1", "annex, 2", "part two, 1", "part two, 2"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Second part", "second part"),
        ("SECTION TWO", "section two"),
        ("Volume II", "volume II"),
        ("Deuxième partie – Puits", "deuxième partie"),
        ("Segunda parte", "segunda parte"),
        ("Часть вторая", "часть вторая"),
        ("第二部分", "第二部分"),
    ],
)
def test_a_part_has_its_own_numbers_however_it_is_named(title: str, name: str) -> None:
    state = read(*body(1, 3), "Annex", *body(1, 2), title, *body(1, 2))
    assert labels(state)[5:] == [f"{name}, 1", f"{name}, 2"]


def test_the_headings_of_a_part_go_on_after_an_annex() -> None:
    state = read(
        "I. Wells", *body(1, 3), "Annex", *body(1, 2), "Part Two", "II. Pumps", *body(1, 2)
    )
    assert state.paragraphs[-1].headings == ("II. Pumps",)
    state = read(*body(1, 3), "Enclosure 1", *body(1, 2), *body(4, 5))
    assert labels(state)[3:] == ["enclosure 1, 1", "enclosure 1, 2", "4", "5"]
    assert not state.faults


def test_numbers_may_count_down() -> None:
    state = read(*reversed(body(1, 4)))
    assert labels(state) == ["4", "3", "2", "1"]
    assert not state.faults


def test_numbers_that_are_in_a_table_are_no_gap() -> None:
    table = Block("3. Wells | 12 ‖ 4. Pumps | 7", label=TABLE)
    blocks = [*map(Block, body(1, 2)), table, *map(Block, body(5, 6))]
    state = assemble(blocks, "A/1/1")
    assert labels(state) == ["1", "2", "5", "6"]
    assert not state.faults
    assert state.doubts == ["the numbers between 2 and 5 are in a table"]


def test_headings_go_on_in_the_next_part() -> None:
    state = read("Part One", "I. Wells", *body(1, 2), "Part Two", "II. Pumps", *body(1, 2))
    assert [p.headings for p in state.paragraphs if p.number][2] == ("II. Pumps",)


def test_what_each_block_was_taken_for_is_explained() -> None:
    state = read("Contents", "I. Wells 3", "I. Wells", *body(1, 2), "They were dry.")
    assert [str(line)[8:48].strip() for line in state.explanation] == [
        "left out: contents",
        "left out: contents",
        "heading, level 1",
        "1 (next)",
        "2 (next)",
        "2 (text)",
    ]


def test_numbers_of_a_table_of_results_are_text() -> None:
    rows = ["2.1.1 Wells repaired by districts.", "2.1.2 Pumps delivered to districts."]
    state = read(*body(1, 12), *rows, *body(13, 14))
    assert labels(state) == [str(n) for n in range(1, 15)]


def test_entries_of_the_contents_are_left_out() -> None:
    entries = ["Contents", "I. Introduction 3", "II. Findings 5", "Annexes", "1. Dates of visits"]
    state = read("Report", *entries, "I. Introduction", *body(1, 3), "II. Findings", *body(4, 5))
    assert labels(state) == ["1", "2", "3", "4", "5"]
    assert [block.text for block in state.remainder] == entries


def test_a_list_on_the_title_page_is_not_the_body() -> None:
    listed = ["1. Charter of the Panel on wells.", "2. Dates of the visits to the wells."]
    state = read("Report", *listed, "I. Introduction", *body(1, 20))
    assert labels(state) == [str(n) for n in range(1, 21)]
    assert not state.faults


def test_a_chapter_of_few_long_paragraphs_is_not_the_title_page() -> None:
    decided = "The Commission decides. " + "The wells are dry. " * 200
    chapter = [f"{n}. {decided}" for n in (1, 2)]
    state = read("Report", *chapter, "I. Introduction", *body(1, 20))
    assert [p.label for p in state.paragraphs if p.text == decided.strip()] == ["1", "2"]


def test_a_gap_a_repeat_and_a_late_beginning_are_faults() -> None:
    assert read(*body(1, 2), *body(4, 5)).faults == ["after paragraph 2 comes 4"]
    assert read(*body(1, 3), *body(3, 5)).faults == ["paragraph 3 appears twice"]
    assert read(*body(3, 9)).faults == ["the first paragraph is 3, not 1"]


def test_a_number_that_is_not_used_is_said() -> None:
    state = read(*body(1, 3), "8. The Panel returned to it.", *body(4, 5))
    assert labels(state) == ["1", "2", "3", "4", "5"]
    assert state.doubts == ["the number 8 at the start of a line in paragraph 3 was taken for text"]


def test_a_heading_holds_until_the_next_of_its_level() -> None:
    side = [Block("Wells", 9), Block(body(1, 1)[0]), Block(body(2, 2)[0]), Block("Pumps", 9)]
    blocks = [Block("I. One", 1), *side, Block(body(3, 3)[0])]
    paths = [p.headings for p in assemble(blocks, "A/1/1").paragraphs if p.number]
    assert paths == [("I. One", "Wells"), ("I. One", "Wells"), ("I. One", "Pumps")]


def numbered_text(paragraphs: list[Paragraph]) -> str:
    return " ".join(p.text for p in paragraphs if p.number)


def test_a_draft_resolution_in_a_report_has_a_numbering_of_its_own() -> None:
    operative = [f"{n}. Requests States to repair well {n};" for n in range(1, 30)]
    state = read(
        *body(1, 9),
        "A. Draft resolution on wells",
        "The General Assembly,",
        "Recalling its resolution 77/1,",
        *operative,
    )
    assert labels(state)[9] == "A. Draft resolution on wells, 1"
    assert state.doubts == ["the numbering begins again at “A. Draft resolution on wells”"]
