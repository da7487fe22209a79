import pytest

from assistant.extracts import extract
from assistant.extracts.acronyms import full_name, spelled_out
from assistant.extracts.reviews import recommending_states, state_under_review
from corpus import Document, Paragraph
from corpus.document import FRONT


def report(*texts: str) -> Document:
    return Document(
        "A/1/1", "T", tuple(Paragraph("A/1/1", f"{n}", text) for n, text in enumerate(texts, 1))
    )


@pytest.mark.parametrize(
    ("text", "acronym", "name"),
    [
        ("The United Nations Children’s Fund (UNICEF) met.", "UNICEF",
         "United Nations Children’s Fund"),
        ("Both UN-Women (UNW) and others met.", "UNW", "UN-Women"),
        ("The Independent Evaluation, Audit and Investigation Services (IEAIS) met.", "IEAIS",
         "Independent Evaluation, Audit and Investigation Services"),
        ("It was led by the Joint Inspection Unit (“JIU”).", "JIU", "Joint Inspection Unit"),
        ("UNDP – United Nations Development Programme", "UNDP",
         "United Nations Development Programme"),
        ("ITC International Trade Centre", "ITC", "International Trade Centre"),
    ],
)  # fmt: skip
def test_a_report_spells_out_its_acronyms(text: str, acronym: str, name: str) -> None:
    assert dict(spelled_out(report(text))) == {acronym: name}


@pytest.mark.parametrize(
    "text", ["They met again (UNDP).", "It was good (see A/79/1).", "UNDP was asked for help."]
)
def test_what_does_not_stand_for_the_letters_is_no_name(text: str) -> None:
    assert not spelled_out(report(text))


def test_the_acronym_and_the_name_are_one_addressee() -> None:
    names = {"UNW": "UN-Women", "UN-Women": "United Nations Entity for Gender Equality"}
    assert full_name("UNW", names) == "UN-Women (UNW)"
    assert full_name("UN-Women", {"UN-Women": names["UN-Women"]}) == "UN-Women"
    assert full_name(names["UN-Women"], names) == "UN-Women"
    texts = ("The Joint Inspection Unit (JIU) met.", "JIU should report.")
    (row,) = extract("recommendations", [document := report(*texts)], [document])
    assert row.values["addressee"] == "Joint Inspection Unit (JIU)"
    other = report("JIU should report.")
    (row,) = extract("recommendations", [other], [other])
    assert row.values["addressee"] == "JIU"


def test_the_language_of_a_review_is_not_the_state_under_review() -> None:
    front = [
        Paragraph("A/HRC/10/82", "", text, FRONT) for text in ("Original: ENGLISH", "Colombia")
    ]
    review = Document("A/HRC/10/82", "Universal periodic review", tuple(front))
    assert state_under_review(review) == "Colombia"
    assert recommending_states("Ratify it (Spain);") == "Spain"
    assert recommending_states("A compilation, under paragraph 15 (A/HRC/WG.6/3/COL/2);") == ""
