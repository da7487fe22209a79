"""What the page asks of a table: words, filters, order, counts, and what stands above it."""

import pytest

from assistant.extracts.overview import most_cited_missing, timeline
from assistant.extracts.query import Query, find_rows
from assistant.extracts.types import Column, Extract, Kind
from corpus import Document, Paragraph, Span

KIND = Kind("visits", (Column("begins", "date"), Column("state", "choice")), lambda _, __: iter(()))
VISITS = (
    ("A/9/1", "Sweden was visited.", "2018-04-23", "Sweden"),
    ("A/9/1", "Qatar was seen in spring.", "2018-04", "Qatar"),
    ("A/9/1", "Sweden again.", "", "Sweden"),
    ("A/10/1", "Qatar, that year.", "2018", "Qatar"),
)


def table(visits: tuple[tuple[str, str, str, str], ...] = VISITS) -> list[Extract]:
    documents: dict[str, Document] = {}
    rows = []
    for position, (symbol, text, start, state) in enumerate(visits):
        paragraph = Paragraph(symbol, str(position + 1), text)
        document = documents.setdefault(symbol, Document(symbol, "Visits", (paragraph,)))
        values = {"begins": start, "ends": start, "state": state}
        rows.append(Extract(document, position, Span(paragraph, 0, len(text)), values))
    return rows


def numbers(query: Query) -> str:
    """Return the paragraphs that a query finds, in its order."""
    return "".join(row.span.paragraph.number for row in find_rows(KIND, table(), query).rows)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(), "1234"),
        (Query("QATAR year"), "4"),  # each word, somewhere
        (Query("2018-04"), "12"),  # also in a column
        (Query("A/10/1"), "4"),  # also in the reference
        (Query(chosen=(("state", "Sweden"),)), "13"),
        (Query("again", (("state", "Qatar"),)), ""),
        (Query(chosen=(("document", "A/10/1"),)), "4"),
        (Query(chosen=(("no such column", "x"),)), ""),
        (Query(descending=True), "4321"),
        (Query(sort="begins"), "4213"),  # a year, then its month, then a day; empty ones last
        (Query(sort="begins", descending=True), "1243"),
        (Query(sort="state"), "2413"),  # equal ones in order
        (Query(sort="document"), "1234"),  # A/9 before A/10
        (Query(sort="text"), "2431"),
    ],
)
def test_rows_are_found_and_sorted(query: Query, found: str) -> None:
    assert numbers(query) == found


def test_counts_say_what_could_be_chosen_instead() -> None:
    found = find_rows(KIND, table(), Query("2018", (("state", "Sweden"),)))
    assert found.counts["state"] == {"Qatar": 2, "Sweden": 1}  # the most frequent first
    assert found.counts["document"] == {"A/9/1": 1}  # of those that are chosen
    both = find_rows(KIND, table(), Query("", (("state", "Sweden"), ("document", "A/10/1"))))
    assert both.rows == []
    assert both.counts == {"state": {"Qatar": 1}, "document": {"A/9/1": 2}}


def test_a_timeline_has_a_lane_for_each_document_and_one_mark_for_equal_dates() -> None:
    again = ("A/9/1", "The same day.", "2018-04-23", "")
    made = timeline(table((*VISITS, again)))
    assert made["lanes"] == ["A/9/1", "A/10/1"]
    day, month, year = made["marks"]
    dated = {"lane": 0, "start": "2018-04-23", "end": "2018-04-23", "inferred": False}
    assert day == dated | {"row": 0, "count": 2}
    assert (month["start"], month["row"]) == ("2018-04", 1)
    assert (year["lane"], year["row"]) == (1, 3)
    assert made["left_out"] == 0


def test_what_is_cited_most_and_missing_is_counted() -> None:
    cited = [("A/1/1", "no"), ("A/2/2", "yes"), ("A/3/3", "no"), ("A/2/2", "yes"), ("A/3/3", "no")]
    texts = tuple(Paragraph("A/9/1", str(number), "It cites.") for number in range(1, 6))
    citing = Document("A/9/1", "Visits", texts)
    rows = [
        Extract(
            citing,
            place,
            Span(text, 0, 9),
            {"cited": one, "in_library": has, "address": f"to {one}"},
        )
        for place, (text, (one, has)) in enumerate(zip(texts, cited, strict=True))
    ]
    assert most_cited_missing(rows) == [
        {"cited": "A/3/3", "count": 2, "address": "to A/3/3"},
        {"cited": "A/1/1", "count": 1, "address": "to A/1/1"},
    ]
