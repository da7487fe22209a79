"""Whole answers to what people type: addresses, small talk, and libraries of several reports."""

import pytest

from assistant import Answer, Assistant
from assistant.output.terminal import to_text
from corpus import Document, Paragraph
from corpus.errors import BadQuestion
from tests.libraries import make_library

pytestmark = pytest.mark.model


def cited(answer: Answer) -> list[str]:
    return list(dict.fromkeys(str(citation) for citation in answer.citations))


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Return an assistant for twelve reports of six paragraphs."""
    documents = [
        Document(
            f"A/HRC/50/{n}",
            f"Report {n}",
            tuple(
                Paragraph(f"A/HRC/50/{n}", str(i), f"Report {n} says in {i} that water is scarce.")
                for i in range(1, 7)
            ),
        )
        for n in range(1, 13)
    ]
    return Assistant.open(make_library(tmp_path_factory.mktemp("several"), documents))


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("hello", "greeting"), ("hi there", "greeting"), ("thanks", "thanks"),
        ("thank you!", "thanks"),
        ("good morning", "greeting"), ("what can you do?", "help"), ("who are you?", "help"),
        ("help", "help"), ("bye", "goodbye"), ("test", "help"), ("مرحبا", "greeting"),
        ("?", "help"),
    ],
)  # fmt: skip
def test_small_talk_gets_a_reply_and_no_paragraphs(
    assistant: Assistant, question: str, reply: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.reply, answer.citations, answer.hits) == (reply, (), ())


def test_a_question_behind_a_greeting_is_answered(assistant: Assistant) -> None:
    greeted = assistant.ask("hello, which countries did he visit?")
    assert greeted.citations == assistant.ask("which countries did he visit?").citations
    assert cited(greeted) == ["A/78/176, para. 50", "A/78/176, para. 51"]
    first = assistant.ask("When did the Independent Expert visit Sweden?")
    thanked = [first, assistant.ask("thanks", [first])]
    answer = assistant.ask("thanks. and Qatar?", thanked)
    assert cited(answer) == ["A/78/176, para. 61"]


def test_a_summary_is_quoted_whole_although_the_conversation_was_about_a_topic(
    assistant: Assistant, report: Document
) -> None:
    first = assistant.ask("When did he visit Sweden?")
    for history in ([], [first]):
        answer = assistant.ask("tl;dr", history)
        assert [c.quote.text for c in answer.citations] == [
            p.text for p in report.paragraphs if p.part == "summary"
        ]


def test_paragraphs_that_are_not_shown_are_counted(assistant: Assistant) -> None:
    answer = assistant.ask("paragraphs 1 to 76")
    assert (len(answer.citations), answer.omitted) == (20, 56)


@pytest.mark.parametrize("symbols", [None, ["A/78/176"], "a/78/176"])
def test_a_report_that_is_not_in_the_library_is_named(
    assistant: Assistant, symbols: str | list[str] | None
) -> None:
    answer = assistant.ask("What does para. 70 of A/HRC/50/37 say?", symbols=symbols)
    assert (answer.reply, answer.missing) == ("not_in_library", ("A/HRC/50/37",))
    assert (answer.citations, answer.hits) == ((), ())


def test_of_several_reports_it_is_asked_which_is_meant(several: Assistant) -> None:
    answer = several.ask("What does para. 4 say?")
    assert (answer.reply, answer.citations) == ("which_report", ())
    assert answer.choices == tuple(document.symbol for document in several.index.documents)
    chosen = several.ask("a/hrc/50/2", [answer])
    assert cited(chosen) == ["A/HRC/50/2, para. 4"]
    assert cited(several.ask("and para. 5?", [answer, chosen])) == ["A/HRC/50/2, para. 5"]


def test_a_conversation_stays_with_its_report_until_another_is_named(several: Assistant) -> None:
    first = several.ask("What does para. 4 of a/hrc/50/2 say?")
    assert cited(first) == ["A/HRC/50/2, para. 4"]
    second = several.ask("and para. 5?", [first])
    assert cited(second) == ["A/HRC/50/2, para. 5"]
    third = several.ask("and para. 5 of A/HRC/50/3?", [first, second])
    assert cited(third) == ["A/HRC/50/3, para. 5"]
    fourth = several.ask("and the last paragraph?", [first, second, third])
    assert cited(fourth) == ["A/HRC/50/3, para. 6"]
    absent = several.ask("and para. 5 of A/HRC/51/3?", [first])
    assert (absent.citations, absent.missing) == ((), ("A/HRC/51/3",))


def test_a_symbol_may_be_given_as_a_string_in_any_case(several: Assistant) -> None:
    answer = several.ask("What does para. 4 say?", symbols="a/hrc/50/7")
    assert cited(answer) == ["A/HRC/50/7, para. 4"]
    hits = several.index.search("water", symbols="a/hrc/50/7")
    assert {hit.passage.paragraph.symbol for hit in hits} == {"A/HRC/50/7"}


def test_a_symbol_that_the_library_does_not_have_is_said(several: Assistant) -> None:
    answer = several.ask("Where is water scarce?", symbols=["A/9/9"])
    assert (answer.reply, answer.missing, answer.citations) == ("not_in_library", ("A/9/9",), ())
    answer = several.ask("What does para. 4 say?", symbols=["A/9/9", "A/HRC/50/7"])
    assert cited(answer) == ["A/HRC/50/7, para. 4"]
    assert answer.missing == ("A/9/9",)


@pytest.mark.parametrize("mode", ["bm25", "", "Hybrid", None, 3])
def test_an_unknown_mode_is_an_error_that_names_the_modes(assistant: Assistant, mode: str) -> None:
    with pytest.raises(BadQuestion, match="hybrid, dense, lexical"):
        assistant.index.search("vaccines", mode=mode)  # type: ignore[arg-type]


def test_arguments_of_the_wrong_type_are_errors(assistant: Assistant) -> None:
    with pytest.raises(BadQuestion, match="history is a list"):
        assistant.ask("and Qatar?", "abc")
    for question in (None, 7, ["Who?"]):
        with pytest.raises(BadQuestion, match="question is a text"):
            assistant.ask(question)  # type: ignore[arg-type]


def test_each_question_of_a_text_is_answered_although_one_names_a_document(
    assistant: Assistant,
) -> None:
    text = "When did he visit Sweden? Who was his predecessor? What is A/HRC/50/37 about?"
    answer = assistant.ask(text)
    assert {"A/78/176, para. 51", "A/78/176, para. 40"} <= set(cited(answer))
    assert any("A/HRC/50/37" in citation.quote.text for citation in answer.citations)


@pytest.mark.parametrize("question", ["?", "What is 2+2?", "Thank you"])
def test_what_is_no_question_finds_nothing(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.citations, answer.hits) == ((), ())


def test_the_length_of_a_report_and_that_a_list_may_go_on_are_said(assistant: Assistant) -> None:
    assert to_text(assistant.ask("How long is the report?")) == (
        "Numbered paragraphs in A/78/176: 76."
    )
    answer = assistant.ask("Which countries did he visit and when?")
    assert answer.listed == len(set(cited(answer))) >= 4
    last = f"Quoted from {answer.listed} paragraphs. The reports may name more."
    assert to_text(answer).splitlines()[-1] == last
