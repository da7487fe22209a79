"""Sentences that urge several times: each urging is a row, with its own addressee and strength."""

import pytest

from assistant.extracts import Extract, extract
from corpus import Document, Paragraph

TITLE = "Report of the Special Rapporteur on adequate housing"


def rows(text: str) -> list[Extract]:
    document = Document("A/80/1", TITLE, (Paragraph("A/80/1", "1", text),))
    return extract("recommendations", [document])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The Committee encourages States to sign the Treaty by 2030 and urges Chad to pay.",
            [("encourages", "encourage", "States", "2030"), ("urges", "urge", "Chad", "")],
        ),
        (
            "Calls upon States to sign it, encourages donors to give more, and requests the "
            "Secretary-General to report by 30 June 2027;",
            [
                ("Calls upon", "urge", "States", ""),
                ("encourages", "encourage", "donors", ""),
                ("requests", "request", "Secretary-General", "2027-06-30"),
            ],
        ),
        (
            "I call on the parties to stop, and I encourage the neighbours to help.",
            [("call on", "urge", "parties", ""), ("encourage", "encourage", "neighbours", "")],
        ),
        (
            "The Board invites donors to give; urges Mali to pay.",
            [("invites", "encourage", "donors", ""), ("urges", "urge", "Mali", "")],
        ),
        (
            "States should sign the Treaty, and the Council must meet by 2027.",
            [("should", "recommend", "States", ""), ("must", "demand", "Council", "2027")],
        ),
        (
            "Calls upon Chad to free all prisoners, including the leaders with whom it must talk;",
            [("Calls upon", "urge", "Chad", "")],
        ),
        # One urging by two verbs; what is asked has verbs of its own.
        (
            "The Committee urges and encourages all States to act.",
            [("urges", "urge", "all States", "")],
        ),
        (
            "I call on States to adopt a law and encourage employers to hire women.",
            [("call on", "urge", "States", "")],
        ),
        (
            "The Committee recommends that States ensure that the police must be trained.",
            [("recommends", "recommend", "States", "")],
        ),
    ],
)
def test_each_urging_of_a_sentence_is_a_row(text: str, found: list[tuple[str, ...]]) -> None:
    columns = ("verb", "strength", "addressee", "deadline")
    assert [tuple(row.values[name] for name in columns) for row in rows(text)] == found
    assert {row.span.text for row in rows(text)} == {text}


def test_the_last_urging_of_an_introduction_is_that_of_its_items() -> None:
    found = rows(
        "The Special Rapporteur encourages Chad to sign, and urges States: (a) To pay; (b) To "
        "report."
    )
    assert [(row.values["addressee"], row.values["strength"]) for row in found] == [
        ("Chad", "encourage"),
        ("States", "urge"),
        ("States", "urge"),
    ]
