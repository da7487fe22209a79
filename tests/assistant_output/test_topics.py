"""What headings are about, in the words in which one would ask for it."""

import pytest

from assistant.output.suggestions import about_sections, answerable
from assistant.output.topics import topics
from corpus import Document, Paragraph
from tests.paths import UN_DOCUMENTS

TEXT = "In the Special Committee, measures of the special procedures in Sudan were listed."


def report(*headings: str, language: str = "English") -> Document:
    return Document(
        "A/80/1",
        "Title",
        tuple(Paragraph("A/80/1", f"{n}", TEXT, "", (one,)) for n, one in enumerate(headings, 1)),
        language=language,
    )


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("A. Legal framework", "the legal framework"),
        ("II. The legal framework", "the legal framework"),
        ("III. Protection of civilians", "the protection of civilians"),
        ("(b) Human rights defenders", "human rights defenders"),
        ("4. Strengthening the rule of law", "strengthening the rule of law"),
        ("C. Strengthening of institutions", "strengthening of institutions"),
        ("Migration, refugees and international solidarity",
         "migration, refugees and international solidarity"),
        ("Special Committee", "the Special Committee"),
        ("Special measures", "special measures"),
        ("Sudan", "Sudan"),
        ("IV. UNHCR operations", "UNHCR operations"),
        ("Vaccine hoarding", "vaccine hoarding"),
        ("Right to food", "the right to food"),
        ("V. Role of the Security Council", "the role of the Security Council"),
    ],
)  # fmt: skip
def test_a_heading_becomes_what_can_follow_about(heading: str, topic: str) -> None:
    assert list(topics(report(heading))) == [topic]


@pytest.mark.parametrize(
    "heading",
    ["I. Introduction", "VI. Conclusions and recommendations", "B. Mandate", "General background",
     "Annex II", "A. What can be done?", "States must act", "Summary", "UNIVERSAL PERIODIC REVIEW",
     "Other matters", "Letter dated 3 May 2024 from the Secretary-General", "Table 3", "Next steps",
     "Introduction to the report", "2.", "Long " * 30, "How to go on", "Overview of the report"],
)  # fmt: skip
def test_no_question_is_made_of_other_headings(heading: str) -> None:
    assert not list(topics(report(heading)))


def test_a_report_in_another_language_has_no_english_questions() -> None:
    assert not list(topics(report("Marco jurídico", language="Spanish")))


def test_questions_on_real_reports_are_answered() -> None:
    if not UN_DOCUMENTS.is_dir():
        pytest.skip(f"the real documents are not at {UN_DOCUMENTS}")
    from corpus.read import read

    paths = [UN_DOCUMENTS / "docx" / f"A_80_{n}.docx" for n in ("590", "607")]
    documents = [read(path).document for path in paths]
    for document in documents:
        questions = list(about_sections(document, alone=False))
        assert len(questions) >= 4
        assert len(answerable(questions, documents, 99)) >= 0.5 * len(questions)
