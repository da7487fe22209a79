"""Tables in answers: on the page, in files, in the terminal, as data."""

import json
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx

from assistant import Answer, Citation
from assistant.output.export import Turn, export
from assistant.output.i18n import say
from assistant.output.json import from_dict, to_dict
from assistant.output.markdown import to_markdown
from assistant.output.report_html import to_html
from assistant.output.shown import is_shown_data, shown_data
from assistant.output.terminal import to_text
from corpus import Document, Paragraph, Span
from corpus.document import table_paragraph
from corpus.table import Table

TABLE = Table("3", "Visits", ("State", "Date"), (("<b>A|B", "2018"), ("Qatar", "")), 0, "table 3")
HEADED = replace(TABLE, number="", header=(), label="table after para. 1", heading="II. Costs")
BODY = (
    Paragraph("A/1/1", "1", "One.", headings=("I. Visits",)),
    Paragraph("A/1/1", "2", "Two.", headings=("II. Costs",)),
)
DOCUMENT = Document("A/1/1", "Title", BODY, tables=(TABLE, HEADED))
TEXT = table_paragraph(DOCUMENT, TABLE)
ROWS = tuple(Citation(Span(TEXT, *TABLE.bounds(i, i + 1)), 1.0) for i in range(2))
ANSWER = Answer("table 3", "table 3", ROWS, probability=1.0, omitted_rows=4)
DATA = json.loads(json.dumps(shown_data(ANSWER, [DOCUMENT])))
GRID = "| State | Date |\n| --- | --- |\n| \\<b\\>A\\|B | 2018 |\n| Qatar |  |"


def test_rows_that_follow_one_another_are_one_table_on_the_page() -> None:
    assert is_shown_data(DATA)
    text = to_markdown(DATA)
    assert text.startswith('**Visits** [table 3](#c/0.0 "A/1/1, table 3 – Visits")\n\n' + GRID)
    assert say("omitted_rows", "en", 4).replace(".", "") in text.replace(".", "")


def test_one_row_is_a_quotation() -> None:
    data = shown_data(replace(ANSWER, citations=ROWS[:1]), [DOCUMENT])
    assert to_markdown(data).startswith("> State: \\<b\\>A\\|B; Date: 2018 [table 3]")


def test_files_have_tables() -> None:
    turns = [Turn("table 3", DATA)]
    assert GRID in export(turns, "md", [DOCUMENT]).decode()
    (table,) = docx.Document(BytesIO(export(turns, "docx", [DOCUMENT]))).tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells == [["State", "Date"], ["<b>A|B", "2018"], ["Qatar", ""]]


def test_the_terminal_prints_a_line_for_each_row() -> None:
    assert to_text(ANSWER).splitlines()[:3] == [
        '"State: <b>A|B; Date: 2018"',
        '"State: Qatar"',
        "    A/1/1, table 3",
    ]


def test_an_answer_with_rows_is_read_back() -> None:
    data = to_dict(ANSWER, [DOCUMENT])
    assert data["citations"][1]["table"]["rows"] == [["Qatar", ""]]
    again = from_dict(data, [DOCUMENT])
    assert again is not None
    assert (again.citations, again.omitted_rows) == (ROWS, 4)


def test_data_of_a_table_that_a_browser_changed_is_refused() -> None:
    changes: list[dict[str, Any]] = [
        {"rows": []},
        {"header": ["one"]},
        {"first": "0"},
        {"title": None},
    ]
    for change in changes:
        shown = [DATA["shown"][0] | {"table": DATA["shown"][0]["table"] | change}]
        assert not is_shown_data(DATA | {"shown": shown}), change


def test_the_source_panel_shows_tables_in_place() -> None:
    page = to_html(DOCUMENT)["html"]
    assert '<caption id="tc-0" dir="auto">Table 3 – Visits</caption>' in page
    assert '<th scope="col" dir="auto">State</th>' in page
    assert '<td dir="auto">&lt;b&gt;A|B</td>' in page
    places = [page.index(f'id="{name}"') for name in ("p-0", "t-0", "t-1", "p-1")]
    assert places == sorted(places)
    assert page.index(">II. Costs<") < page.index('id="t-1"')
