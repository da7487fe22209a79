"""Tables are looked up by number and by title."""

import pytest

from assistant.evidence.quote import omitted, quote_lookup
from assistant.question.lookup import Lookup, look_up
from corpus import Document, Paragraph
from corpus.table import Table

BODY = (Paragraph("A/1/1", "1", "The expert visited two States."),)
VISITS = Table(
    "3",
    "Visits by country",
    ("Country", "Visit"),
    (("Sweden", "2018"), ("Qatar", "2019")),
    0,
    "table 3",
)
BUDGET = Table(
    "", "", ("Year", "Sum"), (("2024", "5"),), 0, "table after para. 1", heading="B. Budget"
)
LONG = Table("II", "Wells", (), tuple((str(i), "dry") for i in range(25)), 0, "table II")
DOCUMENT = Document("A/1/1", "Title", BODY, tables=(VISITS, BUDGET, LONG))
OTHER = Document("A/1/2", "Title", (Paragraph("A/1/2", "1", "One."),), tables=(VISITS,))
SWEDEN, QATAR = "Country: Sweden; Visit: 2018", "Country: Qatar; Visit: 2019"


def found(question: str, *documents: Document) -> Lookup:
    lookup = look_up(question, documents or [DOCUMENT])
    assert lookup is not None
    return lookup


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("table 3", [SWEDEN, QATAR]),
        ("What does Table 3 of A/1/1 show?", [SWEDEN, QATAR]),
        ("What does table 3 say about Qatar?", [QATAR]),
        ("show the table on visits", [SWEDEN, QATAR]),
        ("Show me the table on the budget", ["Year: 2024; Sum: 5"]),
        ("Que montre le tableau 3 ?", [SWEDEN, QATAR]),
        ("表3", [SWEDEN, QATAR]),
    ],
)
def test_a_table_is_quoted_by_its_rows(question: str, rows: list[str]) -> None:
    lookup = found(question)
    assert lookup.kind == "table"
    assert [citation.quote.text for citation in quote_lookup(lookup)] == rows


def test_of_a_long_table_the_first_rows_are_quoted() -> None:
    lookup = found("table II")
    assert (len(quote_lookup(lookup)), omitted(lookup)) == (20, 5)


def test_a_table_that_is_in_no_report_is_missing() -> None:
    lookup = found("What does table 9 show?")
    assert (lookup.spans, lookup.missing) == ((), ("table 9",))


def test_a_table_that_several_reports_have_needs_a_report() -> None:
    lookup = found("table 3", DOCUMENT, OTHER)
    assert (lookup.reply, lookup.choices) == ("which_report", ("A/1/1", "A/1/2"))
    assert found("table 3 of A/1/2", DOCUMENT, OTHER).spans[0].paragraph.symbol == "A/1/2"


@pytest.mark.parametrize("question", ["Which options are on the table?", "the table on oil prices"])
def test_other_tables_are_no_look_up(question: str) -> None:
    lookup = look_up(question, [DOCUMENT])
    assert lookup is None or lookup.kind != "table"
