import dataclasses
import json
from datetime import date

import pytest

from corpus import Document, Footnote, Paragraph, Span
from corpus import errors as errors_module


def test_a_document_survives_json() -> None:
    paragraph = Paragraph("A/1", "1", "x", "annex I", ("I. A",), (Footnote("1", "See."),), 3)
    fields = json.loads(json.dumps(dataclasses.asdict(paragraph)))
    assert Paragraph.from_dict(fields) == paragraph
    whole = Document("A/1", "Report", (paragraph,), date(2023, 7, 7), "a.txt", "00", "French")
    assert Document.from_dict(json.loads(json.dumps(whole.to_dict())), (paragraph,)) == whole


@pytest.mark.parametrize(
    ("part", "number", "reference", "label"),
    [
        ("", "14", "A/78/176, para. 14", "14"),
        ("", "101.13", "A/78/176, para. 101.13", "101.13"),
        ("summary", "", "A/78/176, summary", "summary"),
        ("annex I", "3", "A/78/176, annex I, para. 3", "annex I, 3"),
    ],
)
def test_cites_as_the_united_nations_do(part: str, number: str, reference: str, label: str) -> None:
    paragraph = Paragraph("A/78/176", number, "Text.", part)
    assert (paragraph.reference, paragraph.label) == (reference, label)


def test_a_span_is_the_paragraphs_own_words() -> None:
    assert Span(Paragraph("A/1", "1", "One two three."), 4, 7).text == "two"


def test_every_error_is_in_the_tree_that_its_module_draws() -> None:
    drawn = errors_module.__doc__ or ""
    classes = [
        value
        for value in vars(errors_module).values()
        if isinstance(value, type) and issubclass(value, Exception)
    ]
    assert all(issubclass(found, errors_module.PilcrowError) for found in classes)
    assert all(found.__name__ in drawn for found in classes)
    assert drawn.count("──") == len(classes) - 1
