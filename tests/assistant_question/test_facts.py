"""Questions that are answered by form: days, abbreviations, lengths, resolutions, symbols."""

import pytest

from assistant.question.dates import Day, find_day, sentences_on
from assistant.question.documents import with_symbols
from assistant.question.lookup import Lookup, asks_what_it_says, look_up
from assistant.question.parts import split_question
from assistant.question.small_talk import small_talk_in
from corpus import Document, Paragraph


def found(question: str, *documents: Document) -> Lookup:
    lookup = look_up(question, documents)
    assert lookup is not None
    return lookup


def of_texts(symbol: str, *texts: str) -> Document:
    paragraphs = (Paragraph(symbol, str(n), text) for n, text in enumerate(texts, start=1))
    return Document(symbol, f"Report {symbol}", tuple(paragraphs))


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("What happened on 23 April 2018?", ["51"]), ("What happened in April 2018?", ["51"]),
        ("What took place on 25 April 2018?", ["51"]),  # within the days of the visit
        ("What does WHO stand for?", ["21"]), ("What is the full form of WHO?", ["21"]),
        ("How many mandate holders have there been?", ["4"]),
        ("What does A/RES/73/262 say?", ["17"]), ("A/HRC/RES/53/5", ["1", "2", "4"]),
        ("General Assembly resolution 73/262", ["17"]),
        ("What comes after paragraph 50?", ["51"]), ("what stands before para. 50", ["49"]),
        ("the next paragraph after 50", ["51"]), ("the paragraph following ¶ 12", ["13"]),
    ],
)  # fmt: skip
def test_what_has_the_form_of_an_answer_is_found(
    report: Document, question: str, numbers: list[str]
) -> None:
    lookup = found(question, report)
    assert [p.number for p in lookup.paragraphs] == numbers
    assert asks_what_it_says(lookup)


@pytest.mark.parametrize(
    "question",
    ["What happened on 23 April 2017?", "What does ILO stand for?", "What happened in 2018?",
     "What did he say on 23 April 2018 about aid?", "How many countries did he visit?"],
)  # fmt: skip
def test_other_questions_are_read(report: Document, question: str) -> None:
    assert look_up(question, [report]) is None


def test_a_resolution_of_another_body_with_the_same_number_is_not_meant(report: Document) -> None:
    lookup = found("What does A/RES/53/5 say?", report)
    assert (lookup.spans, lookup.missing) == ((), ("A/RES/53/5",))


def test_nothing_comes_after_the_last_paragraph(report: Document) -> None:
    assert found("what comes after para 76?", report).missing == ("paragraph after para. 76",)


@pytest.mark.parametrize(
    "question",
    ["how long is it", "How long is the report?", "number of paragraphs",
     "how many paragraphs are there?", "How many pages does it have?"],
)  # fmt: skip
def test_the_paragraphs_of_a_report_are_counted(report: Document, question: str) -> None:
    lookup = found(question, report)
    assert (lookup.reply, lookup.choices, len(lookup.paragraphs)) == ("extent", ("A/78/176",), 76)
    other = of_texts("A/1/1", "One.")
    assert found(question, report, other).reply == "which_report"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When was the report published?", "7 July 2023"), ("date of publication?", "7 July 2023"),
        ("who is the author", "Obiora Chinedu Okafor"), ("which session", "Seventy-eighth"),
    ],
)  # fmt: skip
def test_the_masthead_answers(report: Document, question: str, text: str) -> None:
    lookup = found(question, report)
    assert lookup.kind == "masthead"
    assert any(text in p.text for p in lookup.paragraphs)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("on 23 April 2018", Day(2018, 4, 23)), ("2018-04-23", Day(2018, 4, 23)),
        ("April 23rd, 2018", Day(2018, 4, 23)), ("23/04/2018", Day(2018, 4, 23)),
        ("04/23/2018", Day(2018, 4, 23)), ("the 23rd of Apr. 2018", Day(2018, 4, 23)),
        ("23.4.2018", Day(2018, 4, 23)), ("23 April", Day(0, 4, 23)),
        ("in Sept. 2020", Day(2020, 9, 0)), ("in 2018", None), ("A/HRC/23/4/2018", None),
        ("he may visit 23 States", None),
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_spelling(typed: str, day: Day | None) -> None:
    assert find_day(typed) == day


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("He came from 23 to 27 April 2018.", True), ("from 20 March to 3 May 2018", True),
        ("on 22 and 26 April 2018", False), ("on 25 April 2017", False), ("in April 2018", False),
    ],
)  # fmt: skip
def test_a_range_of_days_has_those_between(text: str, named: bool) -> None:
    spans = list(sentences_on(Day(2018, 4, 25), [Paragraph("A/1/1", "1", text)]))
    assert bool(spans) == named


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("What does para. 29A.5 say?", ["29A.5"]), ("para 29a.5", ["29A.5"]), ("29A.5", ["29A.5"]),
        ("paras 29A.2-29A.4", ["29A.2", "29A.3", "29A.4"]),
        ("A/97/6 para. 29A.5", ["29A.5"]), ("A/97/6 (Sect. 29A), para. 29A.5", ["29A.5"]),
    ],
)  # fmt: skip
def test_numbers_of_a_section_of_the_budget(question: str, numbers: list[str]) -> None:
    symbol = "A/97/6 (Sect. 29A)"
    paragraphs = tuple(Paragraph(symbol, f"29A.{n}", "Text.") for n in range(1, 7))
    lookup = found(question, Document(symbol, "Budget", paragraphs))
    assert [p.number for p in lookup.paragraphs] == numbers


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("What does a-hrc-50-2 say?", "What does A/HRC/50/2 say?"), ("A HRC 50 2", "A/HRC/50/2"),
        ("A_HRC_50_2_Add.1", "A/HRC/50/2/Add.1"), ("a-78-176 para 4", "A/78/176 para 4"),
        ("A 78 176, para 4", "A/78/176, para 4"), ("a 20 30 split", "a 20 30 split"),
        ("A/78/176 50", "A/78/176 50"), ("COVID-19 2020 12", "COVID-19 2020 12"),
    ],
)  # fmt: skip
def test_a_symbol_may_have_other_marks_than_slashes(typed: str, read: str) -> None:
    assert with_symbols(typed, [of_texts("A/78/176", "One.")]) == read


@pytest.mark.parametrize("text", ["What is 2+2?", "12 * 12", "1+1=?", "What is 5 times 7?"])
def test_a_sum_is_no_question(text: str) -> None:
    assert small_talk_in(text) == "help"
    assert small_talk_in("What is resolution 53/5?") == ""


def test_questions_after_question_marks_are_split_also_if_one_is_a_look_up() -> None:
    text = "When did he visit Sweden? What is A/HRC/50/37 about?"
    assert split_question(text, marks_only=True) == tuple(text.replace("? ", "?|").split("|"))
    assert split_question("What is it, and what is that?", marks_only=True) == (
        "What is it, and what is that?",
    )
