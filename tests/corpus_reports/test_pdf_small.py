"""Small type of a PDF: what is text, what is a footnote, and what heads a page."""

from collections.abc import Sequence
from pathlib import Path

from corpus.block import Block
from corpus.readers.pdf import read_pdf
from tests.pdf_files import LEFT, WIDE, Rule, Text, paragraph, write


def blocks(tmp_path: Path, *pages: Sequence[Text | Rule]) -> list[Block]:
    return read_pdf(write(tmp_path / "a.pdf", pages))


def numbered(first: int, last: int) -> list[Text]:
    return [
        line
        for number in range(first, last + 1)
        for line in paragraph(
            100 + 40 * (number - first), f"{number}. {WIDE}", "that nobody was paid for them."
        )
    ]


def test_the_symbol_heads_the_second_of_two_pages(tmp_path: Path) -> None:
    head = [Text(LEFT, 40, "A/80/99", 8), Text(LEFT, 50, "S/2025/12", 8)]
    read = blocks(tmp_path, numbered(1, 12), [*head, *numbered(13, 20)])
    heads = [block.text for block in read if block.label == "running head"]
    assert heads == ["A/80/99", "S/2025/12"]


def test_a_symbol_that_ends_a_page_is_text(tmp_path: Path) -> None:
    last = paragraph(740, f"13. {WIDE} in document", "A/80/99")
    read = blocks(tmp_path, [*numbered(1, 12), *last], numbered(14, 20))
    assert next(block.text for block in read if "document" in block.text).endswith("A/80/99")


def test_the_title_of_a_short_document_is_larger_than_its_text(tmp_path: Path) -> None:
    title = paragraph(100, "Ostra and the Republic of Sarnu: amendment to", "the draft resolution")
    title = [Text(line.left, line.top, line.text, 12, "bold") for line in title]
    text = [Text(LEFT, 160, "In paragraph 1, replace “wells”"), Text(LEFT, 180, "with “pumps”.")]
    assert [block.label for block in blocks(tmp_path, [*title, *text])] == ["", "", ""]


def test_the_head_row_of_a_table_continues_no_footnote(tmp_path: Path) -> None:
    rule = Rule(LEFT, 699, LEFT + 80, 699.5)
    note: list[Text | Rule] = [
        rule,
        Text(LEFT, 709, "1", 5),
        Text(LEFT + 8, 710, "See the records of the Panel.", 8),
    ]
    head: list[Text | Rule] = [Rule(LEFT, 120, 500, 120.5), Text(LEFT + 150, 130, "Approved", 7)]
    table = [
        Text(LEFT + 150 * column, 160 + 20 * line, cell)
        for line in range(4)
        for column, cell in enumerate(("Posts", f"{line}", "252"))
    ]
    text = numbered(1, 12)
    first = [*text[:2], Text(235, 109, "1", 6), *text[2:], *note]
    read = blocks(tmp_path, first, [Text(LEFT, 90, "Wells", 14), *head, *table])
    assert [note.text for block in read for note in block.notes] == [
        "See the records of the Panel."
    ]


def test_small_type_left_of_the_text_is_a_note_only_on_a_page_with_a_table(tmp_path: Path) -> None:
    links = [
        Text(40, 400, "The photographs of the wells that were dry are at these addresses:", 8),
        Text(44, 411, "1. https://wells.example/dry", 8),
        Text(44, 422, "2. https://wells.example/closed", 8),
    ]
    read = blocks(tmp_path, numbered(1, 12), [*numbered(13, 16), *links])
    assert (read[-1].label, read[-1].text) == ("", " ".join(link.text for link in links))


def test_an_asterisk_that_is_not_raised_refers_to_its_footnote(tmp_path: Path) -> None:
    rule = Rule(LEFT, 699, LEFT + 80, 699.5)
    note: list[Text | Rule] = [
        rule,
        Text(LEFT, 710, "* In accordance with rule 72 of the rules of procedure.", 8),
    ]
    states = Text(LEFT, 60, "Brazil, Chile,* Ostra: draft resolution")
    first = blocks(tmp_path, [states, *numbered(1, 12), *note])[0]
    assert [(note.mark, note.text) for note in first.notes] == [
        ("*", "In accordance with rule 72 of the rules of procedure.")
    ]


def test_the_source_of_the_data_of_a_chart_is_no_heading(tmp_path: Path) -> None:
    source = Text(LEFT, 60, "Data source: Audit reports issued in 2024", 10, "italic")
    first = blocks(tmp_path, [source, *numbered(1, 12)])[0]
    assert (first.label, first.level) == ("caption", 0)
