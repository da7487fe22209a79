from datetime import date

import pytest

from assistant.output.citation_styles import citation_styles, reference
from corpus import Document, Paragraph

TITLE = "Report of the Independent Expert"
FIFTY = Paragraph("A/78/176", "50", "He visited Qatar.")
REPORT = Document("A/78/176", TITLE, (FIFTY,), issued=date(2023, 7, 7))


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("un", "A/78/176, para. 50"),
        ("plain", f"{TITLE}, A/78/176 (7 July 2023), para. 50"),
        ("OSCOLA", f"UNGA ‘{TITLE}’ (7 July 2023) UN Doc A/78/176, para 50"),
        (
            "Bluebook",
            f"U.N. General Assembly, {TITLE}, ¶ 50, U.N. Doc. A/78/176 (July 7, 2023)",
        ),
        ("Chicago", f"UN General Assembly, {TITLE}, A/78/176 (July 7, 2023), para. 50"),
        ("APA", f"United Nations, General Assembly. (2023). {TITLE} (A/78/176), para. 50"),
    ],
)
def test_a_paragraph_is_cited_in_each_form(form: str, expected: str) -> None:
    assert reference(REPORT, FIFTY, form) == expected


def test_the_first_form_is_that_of_the_united_nations() -> None:
    assert next(iter(citation_styles(REPORT))) == "un"
    assert len(citation_styles(REPORT)) == 8


def test_entries_for_reference_managers() -> None:
    assert reference(REPORT, FIFTY, "BibTeX").splitlines() == [
        "@techreport{A_78_176,",
        "  author = {{United Nations, General Assembly}},",
        f"  title = {{{{{TITLE}}}}},",
        "  number = {A/78/176},",
        "  institution = {United Nations},",
        "  year = {2023},",
        "  month = {7},",
        "  note = {para. 50},",
        "  annote = {}",
        "}",
    ]
    lines = reference(REPORT, FIFTY, "RIS").splitlines()
    assert lines[0] == "TY  - RPRT"
    assert "DA  - 2023/07/07" in lines
    assert "SP  - para. 50" in lines
    assert lines[-1] == "ER  - "


@pytest.mark.parametrize(
    ("symbol", "organ"),
    [
        ("A/HRC/53/32/Add.1", "Human Rights Council"),
        ("A/HRC/WG.6/40/QAT/1", "Human Rights Council"),
        ("S/2023/1", "Security Council"),
        ("E/C.12/QAT/CO/1", "Committee on Economic, Social and Cultural Rights"),
        ("E/2020/1", "Economic and Social Council"),
        ("CRC/C/QAT/CO/1", "Committee on the Rights of the Child"),
    ],
)
def test_the_organ_is_known_by_the_symbol(symbol: str, organ: str) -> None:
    document = Document(symbol, "Title", (Paragraph(symbol, "1", "Text."),))
    assert f"United Nations, {organ}. (n.d.)" in reference(document, document.paragraphs[0], "APA")


def test_an_organ_that_is_not_known_is_not_guessed() -> None:
    document = Document("UNEP/EA.4/1", "Title", (Paragraph("UNEP/EA.4/1", "1", "Text."),))
    cited = reference(document, document.paragraphs[0], "Chicago")
    assert cited == "UN, Title, UNEP/EA.4/1, para. 1"


def test_parts_and_what_has_no_number_are_cited_by_what_they_have() -> None:
    annex = Paragraph("A/78/176", "3", "Text.", "annex I")
    assert reference(REPORT, annex) == "A/78/176, annex I, para. 3"
    assert reference(REPORT, Paragraph("A/78/176", "", "Text.", "summary")) == "A/78/176, summary"
    assert reference(REPORT, Paragraph("A/78/176", "", "Text.")) == "A/78/176"


def test_nothing_in_a_title_means_anything_to_bibtex() -> None:
    document = Document("A/1/1", "50 % of {all} & more_", (FIFTY,))
    entry = reference(document, FIFTY, "BibTeX")
    assert r"title = {{50 \% of \{all\} \& more\_}}" in entry
