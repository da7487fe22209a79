"""The guide to a report is copied from it, and its questions have answers."""

from datetime import date
from pathlib import Path

import pytest

from assistant.evidence.quote import quote_lookup
from assistant.output.bodies import body_key, official_address
from assistant.output.guide import guide
from assistant.output.i18n import words
from assistant.question.lookup import look_up
from assistant.web.arrivals import Arrivals
from corpus import Document, Paragraph
from corpus.document import FRONT, SUMMARY

KRILL = "A/HRC/99/1"
REPORT = Document(
    KRILL,
    "Krill",
    (
        Paragraph(KRILL, "", "Note by the Secretariat", FRONT),
        Paragraph(KRILL, "", "Report of the Special Rapporteur on krill", FRONT),
        Paragraph(KRILL, "", "The report is about krill.", SUMMARY),
        Paragraph(KRILL, "", "25 461.2", SUMMARY),
        Paragraph(KRILL, "1", "It begins.", "", ("I. Introduction",)),
        Paragraph(KRILL, "2", "It swims.", "", ("II. Life",)),
        Paragraph(KRILL, "3", "States should fish less.", "", ("III. Recommendations",)),
    ),
    issued=date(2024, 5, 6),
)
LETTER = Document(
    "S/2025/500", "Letter", (Paragraph("S/2025/500", "", "Sir.", page=1, position=1),)
)


def test_a_guide_has_what_the_report_says_of_itself() -> None:
    made = guide(REPORT, [REPORT, LETTER])
    assert (made["issued"], made["author"]) == (
        "2024-05-06",
        "Report of the Special Rapporteur on krill",
    )
    assert made["body"] == "body_rights_council"
    assert made["summary"] == ["The report is about krill."]  # without cells of tables


@pytest.mark.parametrize("documents", [[REPORT], [REPORT, LETTER]])
def test_each_of_its_four_questions_is_answered(documents: list[Document]) -> None:
    questions = guide(REPORT, documents)["questions"]
    assert len(set(questions)) == 4
    for question in questions:
        lookup = look_up(question, documents)
        assert lookup is not None
        assert {citation.quote.paragraph.symbol for citation in quote_lookup(lookup)} == {KRILL}
        assert (KRILL in question) == (len(documents) > 1)


def test_a_letter_without_numbers_is_asked_for_by_its_pages() -> None:
    assert guide(LETTER, [REPORT, LETTER])["questions"] == ["What does page 1 of S/2025/500 say?"]


@pytest.mark.parametrize(
    ("symbol", "key"),
    [
        ("A/78/176", "body_assembly"),
        ("A/C.3/79/L.1", "body_assembly"),
        ("A/HRC/53/32/Add.1", "body_rights_council"),
        ("A/HRC/WG.6/1/2", "body_rights_council"),
        ("S/RES/2202 (2015)", "body_security"),
        ("CEDAW/C/CAF/CO/6", "body_cedaw"),
        ("IMO/1", "IMO"),
    ],
)
def test_bodies_are_named_in_words(symbol: str, key: str) -> None:
    assert body_key(symbol) == key
    assert key in words() or key == "IMO"


@pytest.mark.parametrize(
    ("symbol", "language", "address"),
    [
        ("A/78/176", "English", "https://docs.un.org/en/A/78/176"),
        ("S/RES/2202 (2015)", "Chinese", "https://docs.un.org/zh/S/RES/2202(2015)"),
        ("A/79/845-S/2025/203", "French", "https://docs.un.org/fr/A/79/845"),
        ("A/81/6 (Sect. 9)", "English", "https://docs.un.org/en/A/81/6(Sect.9)"),
        ("My own notes", "English", ""),
    ],
)
def test_the_official_document_has_an_address(symbol: str, language: str, address: str) -> None:
    assert official_address(symbol, language) == address


def test_a_new_version_arrives_anew_and_what_was_there_is_remembered(tmp_path: Path) -> None:
    first = Arrivals(tmp_path).times([REPORT])
    later = Arrivals(tmp_path).times([REPORT, LETTER])
    assert later[REPORT.key] == first[REPORT.key] < later[LETTER.key]
    new = Document(KRILL, "Krill", REPORT.paragraphs, digest="another")
    assert Arrivals(tmp_path).times([new])[new.key] > later[LETTER.key]
    (tmp_path / "added.json").write_text("{")
    assert Arrivals(tmp_path).times([new])  # a damaged file is begun again
