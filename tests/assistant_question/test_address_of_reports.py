"""Addresses as people type them, in the bundled report and in reports with annexes and notes."""

from dataclasses import replace

import pytest

from assistant.question.lookup import look_up
from corpus import Document
from tests.addressed import MADE, OTHERS, labels


@pytest.mark.parametrize(
    ("question", "absent"),
    [
        ("What does para. 70 of A/HRC/50/37 say?", "A/HRC/50/37"),
        ("A/HRC/50/37, para. 12", "A/HRC/50/37"),
        ("What does paragraph 8 of a/hrc/41/44 say?", "A/HRC/41/44"),
        ("resolution 53/5, para. 2", "53/5"),
        ("section II of A/HRC/50/37", "A/HRC/50/37"),
        ("the last paragraph of A/HRC/50/37", "A/HRC/50/37"),
        ("A/78/176/Add.1, § 5", "A/78/176/Add.1"),
        ("footnote 3 of A/HRC/50/37", "A/HRC/50/37"),
    ],
)
def test_no_other_report_answers_for_one_that_is_not_in_the_library(
    report: Document, question: str, absent: str
) -> None:
    found = look_up(question, [report, *OTHERS], discussed="A/78/176")
    assert found is not None
    assert (found.paragraphs, found.missing, found.reply) == ((), (absent,), "not_in_library")


@pytest.mark.parametrize("name", ["A/79/811", "s/2025/138", "A/79/811-S/2025/138"])
def test_either_half_of_a_joint_symbol_addresses_the_report(report: Document, name: str) -> None:
    symbol = "A/79/811-S/2025/138"
    joint = replace(
        report, symbol=symbol, paragraphs=[replace(p, symbol=symbol) for p in report.paragraphs]
    )
    found = look_up(f"What does para. 4 of {name} say?", [*OTHERS, joint])
    assert found is not None
    assert [p.reference for p in found.paragraphs] == [f"{symbol}, para. 4"]


def test_a_document_may_be_what_a_paragraph_is_asked_about(report: Document) -> None:
    found = look_up("What does para. 3 say about A/HRC/53/32?", [report])
    assert labels(found) == ["3"]


@pytest.mark.parametrize(
    "question",
    ["What does para. 4 say?", "the last paragraph", "summary please", "who is the author?",
     "page 1", "footnote 1", "section II", "What are the conclusions?", "annex I",
     "first sentence"],
)  # fmt: skip
def test_of_several_reports_the_question_must_name_one(question: str) -> None:
    found = look_up(question, OTHERS)
    assert found is not None
    assert (found.paragraphs, found.reply) == ((), "which_report")
    assert found.choices == tuple(document.symbol for document in OTHERS)


def test_a_place_that_one_report_has_need_not_be_asked_for(report: Document) -> None:
    assert labels(look_up("para. 70", [report, *OTHERS])) == ["70"]
    assert labels(look_up("the section on Sweden", [report, MADE]))[0] == "51"


@pytest.mark.parametrize("question", ["and para. 5?", "para 5", "last paragraph", "footnote 1"])
def test_a_conversation_stays_with_its_report(question: str) -> None:
    found = look_up(question, OTHERS, discussed="A/79/3", follows=True)
    assert found is not None
    assert {p.symbol for p in found.paragraphs} == {"A/79/3"}
    found = look_up(f"{question} of a/79/5", OTHERS, discussed="A/79/3", follows=True)
    assert found is not None
    assert {p.symbol for p in found.paragraphs} == {"A/79/5"}


@pytest.mark.parametrize(
    "question",
    [
        "What part did civil society play?", "How many pages of notes did he take?",
        "Who wrote the draft declaration?", "When was his first report presented?",
        "What is the date of the visit to Qatar?", "What did he submit to the Council?",
        "What is preventive solidarity about?", "Which countries did he visit first?",
        "Summarise the visit to Qatar", "What are the recommendations to Qatar?",
        "Was a draft attached in an annex?", "Who is the Secretary-General?",
        "What day is it today?",
        "in the light of article 3 of the Charter",
    ],
)  # fmt: skip
def test_a_question_with_a_topic_of_its_own_is_no_look_up(report: Document, question: str) -> None:
    assert look_up(question, [report]) is None
