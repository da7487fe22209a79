"""Recommendations: which sentences are rows, who is asked, by whom, how strongly, until when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.extracts import Extract, extract
from assistant.extracts.output import to_csv
from assistant.extracts.recommendations import KIND
from assistant.extracts.urging import PHRASES, STRENGTHS, Phrase
from corpus import Document, Paragraph

SYMBOL = "A/80/1"
TITLE = "Report of the Special Rapporteur on adequate housing"


def document_of(
    *texts: str, title: str = TITLE, symbol: str = SYMBOL, headings: Sequence[str] = ()
) -> Document:
    """Return a report with numbered paragraphs of these texts."""
    paragraphs = [
        Paragraph(symbol, str(number), text, headings=tuple(headings))
        for number, text in enumerate(texts, 1)
    ]
    return Document(symbol, title, paragraphs, issued=date(2025, 7, 1))


def rows(*texts: str, title: str = TITLE, headings: Sequence[str] = ()) -> list[Extract]:
    return extract("recommendations", [document_of(*texts, title=title, headings=headings)])


def value(text: str, column: str, *, headings: Sequence[str] = ()) -> str:
    """Return a column of the only row of a text."""
    (row,) = rows(text, headings=headings)
    return row.values[column]


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.name + phrase.example[:12])
def test_each_phrase_finds_its_example_only(phrase: Phrase) -> None:
    found = rows(phrase.example, title="Report")
    assert [row.values["strength"] for row in found] == [phrase.strength]
    assert found[0].values["verb"] in phrase.example
    assert not rows(phrase.counterexample, title="Report")


def test_the_strengths_are_those_of_the_scale() -> None:
    assert {phrase.strength for phrase in PHRASES} == set(STRENGTHS)


@pytest.mark.parametrize(
    "text",
    [
        "The request of the Government was granted.",
        "Services on demand are cheap.",
        "The Assembly requested the Secretary-General to submit a report.",
        "The Committee has recommended that Fiji act.",
        "In 2020, the Special Rapporteur recommended that Fiji act.",
        "Should a State refuse, the Committee can act.",
        "Prices could rise, should financial constraints continue.",
        "The question is whether States should act.",
        "What should States do?",
        "It should be noted that prices fell.",
        "I should be grateful if you would circulate the present letter.",
        "Article 5 provides that “States must act”.",
        "Under article 4, States must report each year.",
        "The data that States need to plan are missing.",
        "The Board discussed the role that States must play.",
        "Some delegations said that States should act. The law must be changed.",
        "Stressing that all States should cooperate,",
    ],
)
def test_what_only_looks_like_a_recommendation_is_no_row(text: str) -> None:
    assert not rows(text)


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("I call upon all parties to the conflict to stop.", "all parties to the conflict"),
        ("She calls on Chad, Mali and Niger to act.", "Chad, Mali and Niger"),
        ("We urge the parties, in particular the armed groups, to stop.", "parties"),
        ("The Panel recommends that the Committee write to States.", "Committee"),
        ("States, in cooperation with civil society, should act.", "States"),
        ("Members of the community should have a seat.", "Members of the community"),
        ("Measures should be taken by States to end this.", "States"),
        ("Measures should be taken to end this.", ""),
        ("The Council should be invited to consider it.", "Council"),
        ("It is essential that the international community act.", "international community"),
        ("It is vital for donors to give more.", "donors"),
        ("I thank the authorities and urge them to continue.", "authorities"),
        ("The private sector must pay.", "private sector"),
        ("Israeli security forces must exercise restraint.", "Israeli security forces"),
        ("Violence must end.", ""),
    ],
)
def test_the_addressee_is_the_one_who_is_to_act(text: str, addressee: str) -> None:
    assert value(text, "addressee") == addressee


@pytest.mark.parametrize(
    ("headings", "addressee"),
    [
        (["V. Recommendations", "A. To Member States"], "Member States"),
        (["V. Recommendations", "A. Member States"], "Member States"),
        (["V. Recommendations to the Security Council"], "Security Council"),
        (["V. Member States"], ""),
        (["V. Recommendations", "A. Housing"], ""),
    ],
)
def test_a_heading_names_the_addressee_if_the_sentence_does_not(
    headings: list[str], addressee: str
) -> None:
    assert value("The law should be repealed.", "addressee", headings=headings) == addressee
    assert value("Chad should act.", "addressee", headings=headings) == "Chad"


def test_the_items_of_a_list_are_rows_with_the_words_of_their_introduction() -> None:
    found = rows(
        "The Special Rapporteur recommends that States: (a) Ratify article 2 (c) of it. This "
        "helps; (b) Take steps to: (i) Train judges; (ii) Train the police by 2030. The end."
    )
    assert [row.span.text for row in found] == [
        "(a) Ratify article 2 (c) of it.",
        "(i) Train judges;",
        "(ii) Train the police by 2030.",
    ]
    assert {row.values["addressee"] for row in found} == {"States"}
    assert {row.values["verb"] for row in found} == {"recommends"}
    assert {row.values["by"] for row in found} == {"Special Rapporteur"}


def test_the_items_of_a_list_of_things_are_no_rows() -> None:
    assert [row.span.text for row in rows("The plan should include: (a) A budget; (b) A map.")] == [
        "The plan should include:"
    ]


def test_paragraphs_can_be_the_items_of_a_list() -> None:
    document = document_of("Recommendations to Member States:", "• End evictions;", "The end.")
    paragraphs = [
        document.paragraphs[0],
        Paragraph(SYMBOL, "", "• End evictions;", position=1),
        document.paragraphs[2],
    ]
    (row,) = extract("recommendations", [Document(SYMBOL, TITLE, paragraphs)])
    assert (row.span.text, row.values["addressee"]) == ("• End evictions;", "Member States")


def test_a_review_names_who_recommends_to_the_state_under_review() -> None:
    title = "Report of the Working Group on the Universal Periodic Review: Gabon"
    texts = [
        ("101", "The recommendations listed below enjoy the support of Gabon:"),
        ("101.1", "Ratify the Convention (Spain);"),
        ("101.2", "Free them (Venezuela (Bolivarian Republic of));"),
        ("102", "Spain recommended that Gabon ratify the Convention."),
    ]
    paragraphs = [Paragraph("A/HRC/22/5", number, text) for number, text in texts]
    found = extract("recommendations", [Document("A/HRC/22/5", title, paragraphs)])
    assert [(row.values["by"], row.values["addressee"]) for row in found] == [
        ("Spain", "Gabon"),
        ("Venezuela (Bolivarian Republic of)", "Gabon"),
    ]


def test_a_resolution_is_said_by_its_body() -> None:
    texts = [
        ("", "The Security Council,"),
        ("", "Recalling that it requested the Secretary-General to report,"),
        ("1", "Welcomes the report, and requests the Secretary-General to continue;"),
        ("2", "Decides to remain seized of the matter."),
    ]
    paragraphs = [Paragraph("S/RES/1", number, text) for number, text in texts]
    (row,) = extract("recommendations", [Document("S/RES/1", "Resolution 1", paragraphs)])
    assert (row.values["by"], row.values["addressee"]) == ("Security Council", "Secretary-General")


def test_authors_can_tell_in_the_past_what_they_ask_for() -> None:
    assert value("The Special Rapporteur urged Chad to act.", "by") == "Special Rapporteur"
    assert value("He stressed that Qatar should act.", "by") == "Special Rapporteur"
    assert not rows("The Minister urged Chad to act.")
    assert not rows("He urged Chad to act.", title="Report of the Board")


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("by 31 December 2026", "2026-12-31"),
        ("no later than March 2027", "2027-03"),
        ("before the end of 2025", "2025"),
        ("by resolution 2025/3", ""),
        ("in 2025", ""),
    ],
)
def test_a_deadline_is_as_exact_as_it_is_printed(words: str, deadline: str) -> None:
    assert value(f"States should adopt the law {words}.", "deadline") == deadline


@pytest.mark.parametrize(
    ("headings", "theme"),
    [
        (["IV. Housing", "B. Conclusions and recommendations"], "Housing"),
        (["V. Recommendations", "A. Forced evictions"], "Forced evictions"),
        (["V. Observations"], ""),
        (["Letter dated 3 May 2025 from the Secretary-General"], ""),
    ],
)
def test_the_theme_is_the_nearest_heading_that_names_one(headings: list[str], theme: str) -> None:
    assert value("States should act.", "theme", headings=headings) == theme


def test_the_recommendations_of_the_bundled_report(report: Document) -> None:
    found = extract("recommendations", [report])
    asked = {(row.span.paragraph.number, row.values["addressee"]) for row in found}
    assert {("63", "Government"), ("65", "Qatar"), ("66", "Qatar")} <= asked
    assert all(row.values["by"] in ("Independent Expert", "") for row in found)
    table = to_csv(KIND, found).decode("utf-8-sig")
    assert "Addressee,Verb,Strength,By,Theme,Deadline" in table.splitlines()[0]


@given(
    st.lists(
        st.sampled_from(
            ["States should act.", "The end.", "(a) Do it;", "(b) Stop.", "He urges Chad to:", "\n"]
        ),
        max_size=8,
    ).map(" ".join)
)
def test_each_row_is_verbatim_of_its_paragraph(text: str) -> None:
    document = document_of(text or "-")
    spans = [row.span for row in extract("recommendations", [document])]
    for span in spans:
        assert span.paragraph is document.paragraphs[0]
        assert 0 <= span.start < span.end <= len(text)
        assert span.text == span.text.strip()
    # Rows are of one sentence, which urges twice, or of sentences in order.
    assert all(one == other or one.end <= other.start for one, other in pairwise(spans))


def test_a_report_in_another_language_has_no_rows() -> None:
    document = replace(document_of("States should act."), language="French")
    assert not extract("recommendations", [document])
