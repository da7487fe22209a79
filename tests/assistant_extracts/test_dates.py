"""The table of dates: what is a date, how exact it is, and what year it has."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest

from assistant.extracts import extract
from assistant.extracts.catalogue import kind_named
from assistant.extracts.output import formats_of, write
from assistant.extracts.types import Extract
from corpus import Document, Paragraph
from corpus.dates import dates_in
from corpus.document import FRONT

DATES = kind_named("dates")


def report(*texts: str, issued: date | None = None, symbol: str = "A/1/1") -> Document:
    paragraphs = [Paragraph(symbol, str(i), text) for i, text in enumerate(texts, 1)]
    return Document(symbol, "Title", paragraphs, issued)


def rows_of(*texts: str, issued: date | None = None) -> list[Extract]:
    return extract("dates", [report(*texts, issued=issued)])


def read(text: str) -> list[str]:
    """Return the dates of a text as "first/last", or as one if they are the same."""
    return ["/".join(dict.fromkeys((str(one.first), str(one.last)))) for one in dates_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 23 April 2018", ["2018-04-23"]),
        ("from 23 to 27 April 2018", ["2018-04-23/2018-04-27"]),
        ("23–27 April 2018", ["2018-04-23/2018-04-27"]),
        ("23 April–2 May 2018", ["2018-04-23/2018-05-02"]),
        ("from 1 July 2024 to 30 June 2025", ["2024-07-01/2025-06-30"]),
        ("between 12 and 14 May 2020", ["2020-05-12/2020-05-14"]),
        ("2 and 5 May 2018", ["2018-05-02", "2018-05-05"]),
        ("6, 7 and 12 May 2025", ["2025-05-06", "2025-05-07", "2025-05-12"]),
        ("13–17 and 20–24 April 2026", ["2026-04-13/2026-04-17", "2026-04-20/2026-04-24"]),
        ("on 12 May and on 3 June 2025", ["2025-05-12", "2025-06-03"]),
        ("12 December to 3 January 2025", ["2024-12-12/2025-01-03"]),
        ("May 3, 2020", ["2020-05-03"]),
        ("June 12–July 3, 2024", ["2024-06-12/2024-07-03"]),
        ("5 Nov. 2020", ["2020-11-05"]),
        ("2018-04-23", ["2018-04-23"]),
        ("in April 2018", ["2018-04"]),
        ("January to March 2025", ["2025-01/2025-03"]),
        ("April and May 2025", ["2025-04", "2025-05"]),
        ("in 2025", ["2025"]),
        ("the 2025 budget", ["2025"]),
        ("2022–2025", ["2022/2025"]),
        ("between 2020 and 2025", ["2020/2025"]),
        ("2022, 2023 and 2024", ["2022", "2023", "2024"]),
        ("the Strategic Plan 2026–2029", ["2026/2029"]),
        ("the 2024/25 financial period", ["2024/2025"]),
        ("from 2.98 in 2025/26 to 2.87 in 2026/27", ["2025/2026", "2026/2027"]),
        ("mid-2025", ["2025"]),
        ("the first quarter of 2024", ["2024-01/2024-03"]),
        ("the first and second quarters of 2024", ["2024-01/2024-06"]),
        ("Q3 2024", ["2024-07/2024-09"]),
        ("the second half of 2024", ["2024-07/2024-12"]),
        ("the 1990s", ["1990/1999"]),
        ("in 1865", ["1865"]),
    ],
)
def test_dates_are_read_in_every_form_as_exact_as_printed(text: str, expected: list[str]) -> None:
    assert read(f"He came {text}, it is said.") == expected


@pytest.mark.parametrize(
    "text",
    [
        "see A/78/176 and S/2025/138", "resolution 2719 (2023)",
        "resolutions 1267 (1999), 1989 (2011) and 2253 (2015)", "resolution 1999 (XX)",
        "resolution 2018/12", "2018/12", "in its resolution 2025/26", "some 2,000 people",
        "some 2000 people", "$2000",
        "p. 2010", "vol. 1577, No. 2024", "the 2030 Agenda", "Agenda 2030", "Vision 2030",
        "he may visit 23 States", "ISO 27001:2013", "COP-2025", "post-2015", "31 June 2020",
        "29 February 2023", "2025–2021", "its 2089th meeting", "the Women’s March",
        "of April Smith", "in paragraphs 3 to 5", "a 2018-based series", "2018-04",
    ],
)  # fmt: skip
def test_other_numbers_are_no_dates(text: str) -> None:
    assert read(f"He saw {text}, it is said.") == []


def test_a_row_is_a_sentence_with_the_words_of_its_date() -> None:
    (first, second) = rows_of("It met. It sat on 2 and 5 May 2018. It left.")
    assert first.span.text == second.span.text == "It sat on 2 and 5 May 2018."
    assert first.values == {
        "begins": "2018-05-02", "ends": "2018-05-02", "printed": "2 and 5 May 2018",
        "exactness": "day", "inferred": "",
    }  # fmt: skip
    assert second.values["printed"] == "5 May 2018"


@pytest.mark.parametrize(
    ("text", "issued", "begins"),
    [
        # The nearest date before in the paragraph, or the next one of the sentence.
        ("On 3 May 2024, he came. He left on 5 June.", date(2024, 9, 1), "2024-06-05"),
        ("On 20 December 2023, he came. He left on 5 January.", date(2024, 9, 1), "2024-01-05"),
        ("One in January and one in March 2026.", date(2026, 2, 1), "2026-01"),
        # The report's year: the day is before the issue, or, if it is to come, after it.
        ("He came on 7 December.", date(2025, 3, 12), "2024-12-07"),
        ("It will be held on 7 December.", date(2025, 3, 12), "2025-12-07"),
        ("It will be held on 7 January.", date(2025, 3, 12), "2026-01-07"),
        # What is told was before the issue, whatever is planned for later.
        ("Polls are due in December 2025. On 25 May, he left.", date(2025, 8, 8), "2025-05-25"),
        # The day of the week.
        ("It meets on Monday, 9 June.", date(2025, 5, 6), "2025-06-09"),
        # A date of long ago says nothing of the year of the report.
        ("Under the law of 3 May 1975, he came on 5 June.", date(2024, 9, 1), "2024-06-05"),
    ],
)
def test_a_year_that_is_not_printed_is_inferred_and_said_to_be(
    text: str, issued: date, begins: str
) -> None:
    (inferred,) = [row for row in rows_of(text, issued=issued) if row.values["inferred"]]
    assert (inferred.values["begins"], inferred.values["inferred"]) == (begins, "year")


@pytest.mark.parametrize(
    "text", ["He came on 7 December.", "by 1 April of each year", "Each year, on 1 April."]
)
def test_no_year_is_made_up(text: str) -> None:
    issued = date(2025, 3, 12) if "ach year" in text else None
    (row,) = rows_of(text, issued=issued)
    assert (row.values["begins"], row.values["inferred"]) == ("", "")


@pytest.mark.parametrize(
    ("text", "issued"),
    [
        # It may be four days after the issue as well as a year before it.
        ("The agreement, on 27 June, was welcomed.", date(2025, 6, 23)),
        # A year that stands alone, or a date of another sentence, is not that of what is told next.
        ("It was the worst in 2024. The group took the town on 5 May.", date(2025, 6, 23)),
        ("It was frozen on 30 June 2024. On 15 April, the bank spoke.", date(2025, 8, 8)),
        ("On 28 May, the Court annulled the decision of 19 December 2024.", date(2025, 8, 8)),
    ],
)
def test_a_doubtful_year_is_left_open(text: str, issued: date) -> None:
    rows = [row for row in rows_of(text, issued=issued) if not row.values["begins"]]
    assert len(rows) == 1
    assert not any(row.values["inferred"] for row in rows_of(text, issued=issued))


def test_what_was_to_be_held_is_over() -> None:
    (row,) = rows_of(
        "Talks that were to be held on 24 April were put off.", issued=date(2025, 8, 8)
    )
    assert row.values["begins"] == "2025-04-24"


def test_the_masthead_and_reports_in_other_languages_have_no_rows() -> None:
    masthead = Paragraph("A/1/1", "", "23 April 2018", FRONT)
    assert extract("dates", [Document("A/1/1", "Title", [masthead])]) == []
    foreign = Document("A/1/1", "T", [Paragraph("A/1/1", "1", "en 2018")], language="French")
    assert extract("dates", [foreign]) == []


def test_the_timeline_has_a_lane_for_each_report_and_is_the_same_each_time() -> None:
    texts = ("On 2 May 2018 <he> came.", "In 2019 he left.", "In 2019 he was away.")
    documents = [report(*texts), report("From 2 to 9 May 2020.", symbol="A/2/2")]
    rows = extract("dates", documents)
    drawn = write(DATES, rows, "svg")
    assert drawn == write(DATES, rows, "svg")
    root = ET.fromstring(drawn)
    named = "{http://www.w3.org/2000/svg}"
    labels = [text.text or text[0].tail for text in root.iter(f"{named}text")]
    assert "A/1/1" in labels
    assert "A/2/2" in labels
    marks = [one for one in root.iter(f"{named}rect") if one.get("class")]
    assert sorted(one.get("class", "").split()[0] for one in marks) == ["day", "day", "less"]
    titles = [mark[0].text or "" for mark in marks]
    assert "2019\nA/1/1, para. 2: In 2019 he left.\nA/1/1, para. 3: In 2019 he was away." in titles
    assert ET.fromstring(write(DATES, [], "svg")).tag == f"{named}svg"


def test_a_calendar_has_whole_days_and_ends_the_day_after() -> None:
    text = "He came from 30 to 31 December 2018, é; " + "and stayed on " * 20 + "in 2019."
    written = write(DATES, rows_of(text), "ics").decode()
    assert written.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20181230\r\nDTEND;VALUE=DATE:20190101\r\n" in written
    assert "2018\\, é\\;" in written
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    unfolded = written.replace("\r\n ", "")
    assert "(A/1/1\\, para. 1)" in unfolded


def test_only_dates_can_be_a_calendar() -> None:
    assert {"svg", "ics", "csv"} <= set(formats_of(DATES))
    assert "ics" not in formats_of(kind_named("references"))
