"""Names that a question asks about: what no report mentions is not answered as if it did."""

import pytest

from assistant import Assistant
from corpus import Document, Paragraph
from tests.libraries import make_library

pytestmark = pytest.mark.model

UNKNOWN = (
    "Norway", "Japan", "Kenya", "Brazil", "Canada", "Peru", "Ghana", "Nepal", "Chile", "Fiji",
    "Egypt", "Spain", "Malta", "Samoa", "Togo", "Iceland", "Latvia", "Oman", "Palau", "Benin",
)  # fmt: skip


@pytest.mark.parametrize("state", UNKNOWN)
def test_a_visit_to_a_state_that_the_report_does_not_know(assistant: Assistant, state: str) -> None:
    answers = [
        assistant.ask(f"When did he visit {state}?"),
        assistant.ask(f"What did he recommend to {state}?"),
        assistant.ask(f"and {state}?", [assistant.ask("When did he visit Sweden?")]),
    ]
    for answer in answers:
        assert answer.abstained
        assert answer.missing == (state,)


@pytest.mark.parametrize(
    ("question", "paragraph"),
    [
        ("When did he visit Qatar?", "61"),
        ("What did he say of Qatari migrant workers?", "63"),
        ("When did he visit the Netherlands?", "56"),
        ("On the Dutch visit, when was it?", "56"),
        ("When did he visit Sweden?", "51"),
    ],
)
def test_a_name_that_the_report_has_in_another_form_is_answered(
    assistant: Assistant, question: str, paragraph: str
) -> None:
    answer = assistant.ask(question)
    assert paragraph in {citation.quote.paragraph.number for citation in answer.citations}
    assert answer.missing == ()


def test_countries_and_dates_are_quoted_for_each_visit(assistant: Assistant) -> None:
    answer = assistant.ask("Which countries did he visit and when?")
    assert [c.quote.paragraph.number for c in answer.citations] == ["51", "56", "61", "67"]


def test_two_questions_are_answered_one_after_the_other(assistant: Assistant) -> None:
    answer = assistant.ask("When did he visit Sweden? When did he visit Qatar?")
    assert [c.quote.paragraph.number for c in answer.citations][:1] == ["51"]
    assert "61" in {c.quote.paragraph.number for c in answer.citations}
    assert answer.unanswered == ()
    half = assistant.ask("When did he visit Sweden? When did he visit Norway?")
    assert half.unanswered == ("When did he visit Norway?",)
    assert "Norway" in half.missing


@pytest.fixture(scope="module")
def two_reports(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    def report(symbol: str, place: str, migrants: str, health: str) -> Document:
        texts = (
            f"The Special Rapporteur visited {place} in May 2020.",
            f"On migrants, the Special Rapporteur found that {migrants}.",
            f"On health care, the Special Rapporteur found that {health}.",
            "The Special Rapporteur thanks everybody who helped to prepare the report.",
        )
        paragraphs = [Paragraph(symbol, str(n), text) for n, text in enumerate(texts, start=1)]
        return Document(symbol, f"Visit to {place}", tuple(paragraphs))

    documents = [
        report("A/HRC/50/2", "Peru", "migrants wait for papers for years", "clinics are far away"),
        report("A/HRC/50/3", "Ghana", "migrants send money home", "health care costs too much"),
    ]
    return Assistant.open(make_library(tmp_path_factory.mktemp("two"), documents))


def test_a_follow_up_stays_with_its_report_and_leaves_it_for_another(
    two_reports: Assistant,
) -> None:
    first = two_reports.ask("What does A/HRC/50/2 say about migrants?")
    second = two_reports.ask("and health care?", [first])
    assert {hit.passage.paragraph.symbol for hit in second.hits} == {"A/HRC/50/2"}
    third = two_reports.ask("and what does A/HRC/50/3 say about it?", [first, second])
    assert {hit.passage.paragraph.symbol for hit in third.hits} == {"A/HRC/50/3"}


def test_the_title_of_the_report_covers_what_its_paragraphs_leave_out(
    two_reports: Assistant,
) -> None:
    answer = two_reports.ask("What did the Special Rapporteur find on migrants in Peru?")
    assert answer.uncovered == ()
    assert not answer.abstained
    assert answer.hits[0].passage.paragraph.symbol == "A/HRC/50/2"
