import pytest

from assistant.evaluation.placing import place
from assistant.evaluation.question_file import Question
from corpus import Document, Paragraph
from corpus.errors import NoSuchReport

ONE = Document("A/1/1", "One", (), source="A_1_1.pdf")
# Its symbol was read with a fault.
TWO = Document("S/2", "Two", (), source="S_2025_2.pdf")


def about(document: str, symbol: str = "") -> Question:
    return Question("q", "?", document=document, symbol=symbol)


def test_a_report_is_found_by_its_file_or_by_its_symbol() -> None:
    questions = [about("A_1_1"), about("S_2025_2", "S/2025/2"), about("other", "A/1/1"), about("")]
    placed = place(questions, [ONE, TWO])
    assert [question.symbol for question in placed] == ["A/1/1", "S/2", "A/1/1", ""]


def test_reports_that_are_not_in_the_library_are_named_or_left_out() -> None:
    questions = [about("A_1_1"), about("A_9_9"), about("", "A/7/7"), about("A_9_9")]
    with pytest.raises(NoSuchReport, match=r"2 of the reports .*: A_9_9, A/7/7\. Add them"):
        place(questions, [ONE])
    placed = place(questions, [ONE], skip_missing=True)
    assert [question.symbol for question in placed] == ["A/1/1"]


def test_a_number_that_only_an_annex_has_is_that_of_the_annex() -> None:
    paragraphs = (
        Paragraph("S/2025/1", "", "Letter.", position=1),
        Paragraph("S/2025/1", "1", "One.", "annex"),
        Paragraph("S/2025/1", "2", "Two.", "annex"),
    )
    letter = Document("S/2025/1", "Letter", paragraphs)
    asked = Question("a", "What?", gold=frozenset("2"), symbol="S/2025/1")
    (placed,) = place([asked], [letter])
    assert placed.gold == {"annex, 2"}
