"""The tables of a report: their cells, captions and addresses, in each format."""

from pathlib import Path

import pytest

from corpus.document import Document, find_table, locate, table_paragraph
from corpus.read import read
from corpus.structure.tables import read_caption
from corpus.table import Cell, Table, grid_of
from tests.pdf_files import Rule, Text, paragraph, write
from tests.word_files import TEXTS, p, table, write_docx, write_odt

HEADER = ("Country", "Visit")
ROWS = (("Sweden", "23 to 27 April 2018"), ("Qatar", "2 to 10 September 2019"))


def markdown(folder: Path, above: str, below: str = "") -> Document:
    """Return a report of two paragraphs with a table between them."""
    rows = "\n".join(f"| {' | '.join(row)} |" for row in (HEADER, ("---", "---"), *ROWS))
    path = folder / "A_78_99.md"
    path.write_text(f"1. {TEXTS[0]}\n\n{above}\n\n{rows}\n\n{below}\n\n2. {TEXTS[1]}\n")
    return read(path).document


@pytest.mark.parametrize(
    ("above", "below", "number", "title"),
    [
        ("Table 3\n\nVisits by country", "", "3", "Visits by country"),
        ("Table II. Visits by country", "", "II", "Visits by country"),
        ("**Table A.1: Visits**", "", "A.1", "Visits"),
        ("Table 29A.21 Visits", "", "29A.21", "Visits"),
        ("Tableau 1 – Visites", "", "1", "Visites"),
        ("Cuadro 2\n\nVisitas", "", "2", "Visitas"),
        ("Таблица 4. Поездки", "", "4", "Поездки"),
        ("表2 访问", "", "2", "访问"),
        ("جدول 1: الزيارات", "", "1", "الزيارات"),
        ("", "Table 5. Visits", "5", "Visits"),
        ("", "", "", ""),
    ],
)
def test_a_caption_belongs_to_its_table(
    tmp_path: Path, above: str, below: str, number: str, title: str
) -> None:
    document = markdown(tmp_path, above, below)
    (found,) = document.tables
    assert (found.number, found.title, found.header, found.rows) == (number, title, HEADER, ROWS)
    assert found.label == (f"table {number}" if number else "table after para. 1")
    assert [p.text for p in document.paragraphs if p.number] == list(TEXTS[:2])


def test_a_sentence_about_a_table_is_no_caption() -> None:
    assert read_caption("Table 3 shows that wells are dry") is None
    assert read_caption("Table of contents") is None


def test_merged_cells_repeat_downwards_and_in_the_header_only() -> None:
    grid = grid_of(
        [
            [Cell("Post", down=2), Cell("Amount", across=2)],
            [Cell("2024"), Cell("2025")],
            [Cell("Pilot", down=2), Cell("1"), Cell("2")],
            [Cell("none", across=2)],
        ],
        2,
    )
    assert grid is not None
    assert grid.header == ("Post", "Amount / 2024", "Amount / 2025")
    assert grid.rows == (("Pilot", "1", "2"), ("Pilot", "none", ""))


@pytest.mark.parametrize(
    "rows",
    [
        [["Only one column"], ["of text"]],
        [["Distr.: General", "12 May 2023"]],
        [["(Signed) A. Person", "(Signed) B. Person"], ["Chair", "Rapporteur"]],
        [["", ""], ["", ""]],
    ],
)
def test_a_table_that_only_lays_out_text_is_no_table(rows: list[list[str]]) -> None:
    assert grid_of([[Cell(text) for text in row] for row in rows], None) is None


def test_raised_figures_of_a_cell_are_no_digits_of_it(tmp_path: Path) -> None:
    path = tmp_path / "A_78_99.html"
    path.write_text(
        f"<body><p>1. {TEXTS[0]}</p><table><tr><th>Year<th>Sum</tr><tr><td>2024"
        f"<td>5<sup>1</sup></tr></table><p>2. {TEXTS[1]}</p></body>"
    )
    assert read(path).document.tables[0].rows == (("2024", "5¹"),)


def test_tables_of_word_have_their_header_in_bold(tmp_path: Path) -> None:
    bold = tuple(p(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>") for text in HEADER)
    first, second = (p(f"{number}. {text}") for number, text in enumerate(TEXTS[:2], start=1))
    body = first + p("Table 3") + p("Visits") + table(bold, *ROWS) + second
    (found,) = read(write_docx(tmp_path, body), "A/78/99").document.tables
    assert (found.number, found.header, found.rows) == ("3", HEADER, ROWS)


def test_tables_of_opendocument_mark_their_header(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        inside = "".join(
            f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in cells
        )
        return f"<table:table-row>{inside}</table:table-row>"

    head = f"<table:table-header-rows>{row(*HEADER)}</table:table-header-rows>"
    body = (
        f"<text:p>1. {TEXTS[0]}</text:p><table:table>{head}{''.join(row(*r) for r in ROWS)}"
        f"</table:table><text:p>Table 3</text:p><text:p>2. {TEXTS[1]}</text:p>"
    )
    (found,) = read(write_odt(tmp_path, body), "A/78/99").document.tables
    assert (found.number, found.header, found.rows) == ("3", HEADER, ROWS)


def test_tables_of_a_pdf_have_the_cells_that_stand_in_columns(tmp_path: Path) -> None:
    cells = [
        Text(left, 200 + 18 * i, text)
        for i, row in enumerate((HEADER, *ROWS, ("Chile", "none")))
        for left, text in zip((100, 300), row, strict=True)
    ]
    cells[:2] = [Text(one.left, one.top, one.text, font="bold") for one in cells[:2]]
    rules = [
        Rule(left, top, left + 190, top + 0.5) for top in (196, 214, 268) for left in (100, 300)
    ]
    page: list[Text | Rule] = [
        *paragraph(100, f"1. {TEXTS[0]}"),
        *cells,
        *rules,
        *paragraph(300, f"2. {TEXTS[1]}"),
    ]
    (found,) = read(write(tmp_path / "A_78_99.pdf", [page])).document.tables
    assert (found.header, found.rows) == (HEADER, (*ROWS, ("Chile", "none")))
    assert (found.page, found.label) == (1, "table after para. 1")


def test_quotations_are_parts_of_the_text_of_a_table(tmp_path: Path) -> None:
    document = markdown(tmp_path, "Table 3")
    (found,) = document.tables
    text = table_paragraph(document, found)
    start, end = found.bounds(1, 2)
    assert text.text[start:end] == "Country: Qatar; Visit: 2 to 10 September 2019"
    assert list(found.rows_in(start, end)) == [1]
    assert text.reference == "A/78/99, table 3"
    assert locate(text, [document]) == (document, found.after)
    assert find_table(document, text) == 0


def test_a_table_survives_json() -> None:
    one = Table("3", "Visits", HEADER, ROWS, 4, "table 3", 2, "Visits")
    assert Table.from_dict(one.to_dict()) == one
