"""Text of a PDF that belongs to no paragraph is labelled, and paragraphs and headings are whole."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.block import pages_without_text
from corpus.readers.pdf import read_pdf
from tests.pdf_files import LEFT, PITCH, WIDE, Picture, Rule, Text, paragraph, write


def numbered(first: int, last: int, top: float = 140) -> list[Text]:
    """Return paragraphs of two lines, one below the other."""
    return [
        line
        for number in range(first, last + 1)
        for line in paragraph(
            top + 40 * (number - first), f"{number}. {WIDE}", "that nobody was paid for them."
        )
    ]


def row(top: float, *cells: str, size: float = 10, left: float = LEFT) -> list[Text]:
    return [Text(left + 150 * column, top, cell, size) for column, cell in enumerate(cells)]


def labels(tmp_path: Path, *pages: Sequence[Text | Rule | Picture]) -> list[tuple[str, str]]:
    """Return the label and the beginning of the text of each block that is no full paragraph."""
    blocks = read_pdf(write(tmp_path / "a.pdf", pages))
    return [
        (block.label, block.text)
        for block in blocks
        if not block.text.endswith(f"{WIDE} that nobody was paid for them.")
    ]


def test_running_heads_and_page_numbers_keep_their_place(tmp_path: Path) -> None:
    pages = [
        [
            Text(LEFT, 50, "A/80/99"),
            *numbered(page * 2 + 1, page * 2 + 2),
            Text(300, 760, f"{page}"),
        ]
        for page in range(3)
    ]
    found = labels(tmp_path, *pages)
    assert [label for label, _ in found] == ["running head", "page number"] * 3


def test_a_table_without_rules_opens_no_paragraph(tmp_path: Path) -> None:
    table = [
        cell
        for number in range(3)
        for cell in row(300 + 20 * number, f"2.{number}", f"2.{number}.1 Wells", "Dry")
    ]
    found = labels(tmp_path, [*numbered(1, 3), *table, *numbered(4, 6, 400)])
    assert found == [
        ("table", "2.0 | 2.0.1 Wells | Dry ‖ 2.1 | 2.1.1 Wells | Dry ‖ 2.2 | 2.2.1 Wells | Dry")
    ]


def test_a_table_goes_on_on_the_next_page(tmp_path: Path) -> None:
    table = [
        cell for number in range(3) for cell in row(680 + 20 * number, "Sarnu", "1.1 Wells", "Dry")
    ]
    rest = Text(LEFT + 150, 80, "1.2 Springs")
    found = labels(tmp_path, [*numbered(1, 3), *table], [rest, *numbered(4, 6)])
    assert [label for label, _ in found] == ["table", "table"]


@pytest.mark.parametrize("number", ["29A.13", "3.I.30", "16.107", "7."])
def test_a_number_in_the_margin_begins_a_paragraph(number: str, tmp_path: Path) -> None:
    short = [Text(LEFT - 70, 300, number), Text(LEFT, 300, "The wells are in the table below.")]
    table = [cell for line in range(3) for cell in row(330 + 20 * line, "Sarnu", "Dry", left=30)]
    found = labels(tmp_path, [*numbered(1, 3), *short, *table, *numbered(4, 6, 420)])
    assert found[0] == ("", f"{number} The wells are in the table below.")
    assert [label for label, _ in found[1:]] == ["table"]


@pytest.mark.parametrize("title", ["Table 3", "Figure 2.1", "Tableau 4", "Cuadro 1"])
def test_a_caption_and_its_title_are_no_text(title: str, tmp_path: Path) -> None:
    caption = paragraph(300, title, "Wells of the highlands, by district and by year of the survey")
    found = labels(tmp_path, [*numbered(1, 3), *caption, *numbered(4, 6, 400)])
    assert [label for label, _ in found] == ["caption"]


def test_a_sentence_that_begins_with_a_table_is_text(tmp_path: Path) -> None:
    sentence = Text(LEFT, 300, "Table 3 shows the wells that are dry.")
    found = labels(tmp_path, [*numbered(1, 3), sentence, *numbered(4, 6, 400)])
    assert found == [("", sentence.text)]


def test_letters_in_a_chart_are_no_text(tmp_path: Path) -> None:
    bars = [Rule(LEFT + 60 * bar, 320, LEFT + 60 * bar + 40, 400) for bar in range(6)]
    names = [Text(LEFT + 120, 360, "Wells"), Text(LEFT - 20, 400, "Districts", turn="0 1 -1 0")]
    found = labels(tmp_path, [*numbered(1, 3), *bars, *names, *numbered(4, 6, 450)])
    assert found == [("chart", "Wells Districts")]


def test_a_box_that_counts_from_one_opens_no_paragraph(tmp_path: Path) -> None:
    frame = [
        Rule(LEFT - 5, 290, 500, 291),
        Rule(LEFT - 5, 350, 500, 351),
        Rule(LEFT - 5, 290, LEFT - 4, 351),
        Rule(500, 290, 501, 351),
    ]
    box = paragraph(300, "The wells of Ghor", "1. The first is sweet.", "2. The second is salt.")
    found = labels(tmp_path, [*numbered(1, 3), *frame, *box, *numbered(4, 6, 400)])
    assert [label for label, _ in found] == ["box"]


def test_a_quotation_in_smaller_type_is_text(tmp_path: Path) -> None:
    quotation = Text(
        LEFT + 20, 300, "“No one shall be denied water for the reason that they cannot pay.”", 8
    )
    found = labels(tmp_path, [*numbered(1, 3), quotation, *numbered(4, 6, 400)])
    assert found == [("", quotation.text)]


def test_an_annex_in_smaller_type_is_text(tmp_path: Path) -> None:
    small = [
        line
        for number in range(8)
        for line in paragraph(
            100 + 40 * number, f"{number + 1}. {WIDE} {WIDE[:20]}", "that it ended.", size=8
        )
    ]
    pages = [numbered(1, 12, 100), numbered(13, 24, 100), [Text(LEFT, 60, "Annex", 14), *small]]
    assert [text for _, text in labels(tmp_path, *pages)][1:] == [
        f"{number + 1}. {WIDE} {WIDE[:20]} that it ended." for number in range(8)
    ]


def test_the_notes_of_a_table_are_no_text(tmp_path: Path) -> None:
    table = [cell for number in range(3) for cell in row(300 + 20 * number, "Sarnu", "Dry")]
    notes = [
        Text(
            LEFT,
            365,
            "(a) The wells that were dry in the years before the war of the districts.",
            8,
        ),
        Text(
            LEFT, 385, "(b) The wells that were dry in the years after the war of the districts.", 8
        ),
    ]
    found = labels(tmp_path, [*numbered(1, 3), *table, *notes, *numbered(4, 6, 420)])
    assert [label for label, _ in found] == ["table", "small type", "small type"]


def test_a_long_entry_of_the_contents_is_an_entry(tmp_path: Path) -> None:
    contents = [
        Text(LEFT, 100, "Contents", 14, "bold"),
        Text(LEFT, 130, "I. Wells ............................ 2"),
        Text(LEFT, 150, "II. Follow-up to the decisions of the Assembly and to"),
        Text(LEFT, 162, "the recommendations ............................ 3"),
        Text(LEFT, 182, "III. Springs ............................ 4"),
        Text(LEFT, 202, "1. The wells of Ghor"),
    ]
    found = labels(tmp_path, contents, numbered(1, 12, 100))
    assert [label for label, _ in found] == ["", "contents"]


def test_the_lines_of_a_heading_are_joined(tmp_path: Path) -> None:
    heading = [
        Text(LEFT, 100, "II. Follow-up to the decisions of the", 14, "bold"),
        Text(LEFT, 116, "General Assembly on the wells", 14, "bold"),
    ]
    found = labels(tmp_path, [*heading, *numbered(1, 6)])
    assert found == [("", "II. Follow-up to the decisions of the General Assembly on the wells")]


def test_a_heading_is_not_glued_to_the_paragraph_above(tmp_path: Path) -> None:
    heading = Text(
        LEFT, 140 + 40 * 2 + 2 * PITCH * 10, "2. Scaling circular solutions", font="bold"
    )
    found = labels(tmp_path, [*numbered(1, 3), heading, *numbered(4, 6, 290)])
    assert found == [("", "2. Scaling circular solutions")]


def test_a_page_that_is_a_picture_is_counted(tmp_path: Path) -> None:
    pages: list[list[Text | Rule]] = [
        [*numbered(1, 6)],
        [Picture(LEFT, 100, 500, 600)],
        [],
        [*numbered(7, 12)],
    ]
    assert pages_without_text(read_pdf(write(tmp_path / "a.pdf", pages))) == (2,)
