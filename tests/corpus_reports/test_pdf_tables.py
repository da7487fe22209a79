"""The rows of tables on the pages of a PDF: one cell across, lists of documents, years."""

from pathlib import Path

from corpus.document import Document
from corpus.read import read
from corpus.table import Table
from tests.pdf_files import LEFT, WIDE, Text, paragraph, write

SMALL = 8.0


def document(folder: Path, *items: Text) -> Document:
    """Return the document with two paragraphs, and what is between them."""
    page = [
        *paragraph(60, f"1. {WIDE}", "that nobody was paid for them."),
        *items,
        *paragraph(700, f"2. {WIDE}", "that nobody was paid for them."),
    ]
    return read(write(folder / "A_78_99.pdf", [page])).document


def row(top: float, *cells: tuple[float, str], font: str = "plain") -> list[Text]:
    return [Text(left, top, text, SMALL, font) for left, text in cells]


def caption(top: float) -> list[Text]:
    return [
        Text(LEFT, top, "Table 3", font="bold"),
        Text(LEFT, top + 12, "Deliverables of the wells", font="bold"),
    ]


def only(found: Document) -> Table:
    (table,) = found.tables
    return table


FIGURES = (400.0, "3"), (450.0, "4"), (500.0, "5")


def test_a_heading_and_a_long_cell_across_the_table_are_rows_of_it(tmp_path: Path) -> None:
    long = [
        "Advisory services: wells of the northern districts, pumps of the southern districts, and"
        " the payment of",
        "the owners of the wells in all of the eleven districts of the highlands and the valleys,"
        " who were not",
        "paid before.",
    ]
    found = document(
        tmp_path,
        *caption(120),
        *row(150, (LEFT, "Category"), (395, "2025"), (445, "2026"), (495, "2027"), font="italic"),
        *row(165, (LEFT, "A. Documents of the session"), font="bold"),
        *row(180, (LEFT, "1. Reports"), *FIGURES),
        *row(195, (LEFT, "2. Meetings"), *FIGURES),
        *row(210, (LEFT, "3. Publications"), *FIGURES),
        *row(225, (LEFT, "B. Services"), font="bold"),
        *(one for i, line in enumerate(long) for one in row(240 + 10 * i, (LEFT, line))),
        *row(285, (LEFT, "Source: The Panel.")),
    )
    table = only(found)
    assert [row[0] for row in table.rows] == [
        "A. Documents of the session",
        "1. Reports",
        "2. Meetings",
        "3. Publications",
        "B. Services",
        " ".join(long),
    ]
    assert table.rows[1][1:] == ("3", "4", "5")
    assert (table.number, table.title) == ("3", "Deliverables of the wells")
    assert not any("Source" in line for line in table.lines)


def test_a_table_of_one_column_below_its_caption_is_kept(tmp_path: Path) -> None:
    lines = ["30 wells of the northern districts, and the pumps that were bought for them in 2025"]
    found = document(
        tmp_path,
        *caption(120),
        *row(152, (LEFT, "D. Outreach"), font="bold"),
        *row(166, (LEFT, lines[0])),
        *row(176, (LEFT, "and before.")),
        *row(190, (LEFT, "E. Services"), font="bold"),
        *row(204, (LEFT, "Payment of the owners.")),
    )
    assert only(found).rows == (
        ("D. Outreach",),
        (f"{lines[0]} and before.",),
        ("E. Services",),
        ("Payment of the owners.",),
    )


def test_small_type_below_a_figure_is_no_table(tmp_path: Path) -> None:
    found = document(
        tmp_path,
        Text(LEFT, 120, "Figure II", font="bold"),
        Text(LEFT, 132, "Wells of the districts", font="bold"),
        *row(152, (LEFT, "wells that were dry")),
        *row(164, (LEFT, "wells that were not")),
    )
    assert found.tables == ()


LEFT_LIST = [
    [(60.0, "58/278"), (150.0, "Report of the Joint Inspection Unit on")],
    [(150.0, "common services")],
    [(60.0, "TD/519/Add.2 and"), (150.0, "Nairobi consensus")],
    [(60.0, "TD/541/Add.2")],
]
RIGHT_LIST = [
    [(350.0, "415 (V)"), (400.0, "Transfer of functions of the Panel and")],
    [(400.0, "of the wells of the eleven districts of the")],
    [(400.0, "highlands")],
    [(350.0, "S-20/3"), (400.0, "Guiding principles")],
]


def test_two_lists_of_documents_side_by_side_are_read_one_after_the_other(tmp_path: Path) -> None:
    lines = [
        one
        for i, (left, right) in enumerate(zip(LEFT_LIST, RIGHT_LIST, strict=True))
        for one in row(150 + 10 * i, *left, *right)
    ]
    assert only(document(tmp_path, *lines)).rows == (
        ("58/278", "Report of the Joint Inspection Unit on common services"),
        ("TD/519/Add.2 and TD/541/Add.2", "Nairobi consensus"),
        ("415 (V)", "Transfer of functions of the Panel and of the wells of the eleven districts "
         "of the highlands"),
        ("S-20/3", "Guiding principles"),
    )  # fmt: skip


def test_what_is_reached_in_each_year_is_one_row(tmp_path: Path) -> None:
    cells = [
        ["Capacity gaps were", "The Panel has", "–"],
        ["identified in", "a register of wells", ""],
        ["two districts", "", ""],
        ["", "It is open to all", ""],
    ]
    lefts = 100.0, 230.0, 360.0
    years = ["2025 (actual)", "2026 (planned)", "2027 (planned)"]
    lines = [
        one
        for i, texts in enumerate(cells)
        for one in row(166 + 10 * i, *((at, t) for at, t in zip(lefts, texts, strict=True) if t))
    ]
    head = row(150, *zip(lefts, years, strict=True), font="italic")
    table = only(document(tmp_path, *head, *lines))
    assert table.header == tuple(years)
    assert table.rows == (
        ("Capacity gaps were identified in two districts",
         "The Panel has a register of wells It is open to all", "–"),
    )  # fmt: skip


def test_a_word_divided_in_a_cell_is_whole(tmp_path: Path) -> None:
    table = only(
        document(
            tmp_path,
            Text(LEFT, 110, "International and national staff of the wells were counted."),
            *row(150, (LEFT, "Staff"), (200, "Inter-"), (300, "Wells"), font="bold"),
            *row(160, (200, "national"), font="bold"),
            *row(176, (LEFT, "Sarnu"), (200, "4"), (300, "5")),
            *row(192, (LEFT, "Ghor"), (200, "6"), (300, "7")),
            *row(208, (LEFT, "Tevin"), (200, "8"), (300, "9")),
        )
    )
    assert "International" in table.header


def test_a_figure_in_brackets_is_no_mark_of_the_figure_beside_it(tmp_path: Path) -> None:
    figures = (300, "(1)"), (325, "4"), (345, "5")
    rows = [one for i in range(3) for one in row(166 + 14 * i, (LEFT, "Net change"), *figures)]
    head = row(150, (LEFT, "Posts"), (300, "D-1"), (325, "P-5"), (345, "P-4"), font="italic")
    found = only(document(tmp_path, *head, *rows))
    assert found.rows == (("Net change", "(1)", "4", "5"),) * 3
