"""What another program sends as a brief is completed from the library, or refused."""

from typing import Any

import pytest

from assistant.output.brief import to_json
from assistant.output.brief_items import brief_with
from corpus import Document, Footnote, Paragraph
from corpus.errors import BadBrief

FIRST = Paragraph(
    "A/1/1", "7", "He said: “it can’t be” – twice. It rained.", footnotes=(Footnote("1", "Ibid."),)
)
SECOND = Paragraph("A/1/1", "3", "The annex says so.", "annex I")
LIBRARY = [
    Document("A/1/1", "Title", (FIRST, SECOND), digest="one"),
    Document("A/1/1", "Titre", (Paragraph("A/1/1", "7", "Il a plu."),), language="French"),
]


def made(**item: Any) -> dict[str, Any]:
    return brief_with("T", [{"document": "A/1/1"} | item], LIBRARY).items[0]


@pytest.mark.parametrize(
    ("item", "text", "reference"),
    [
        ({"paragraph": "7", "text": "It rained."}, "It rained.", "A/1/1, para. 7"),
        # Another typography: the letters of the report are kept.
        ({"paragraph": "7", "text": '"it can\'t be" - twice'}, "it can’t be” – twice", "para. 7"),
        ({"paragraph": "Annex I, 3"}, "The annex says so.", "A/1/1, annex I, para. 3"),
        ({"paragraph": "7", "language": "French"}, "Il a plu.", "A/1/1, para. 7"),
        ({"paragraph": "para. 7, footnote 1"}, "Ibid.", "footnote 1"),
    ],
)
def test_words_and_their_place_are_enough(item: dict[str, Any], text: str, reference: str) -> None:
    kept = made(**item)
    assert (kept["text"], kept["note"]) == (text, "")
    assert kept["reference"].endswith(reference)
    assert kept["digest"] or kept["language"] == "French"


def test_an_item_of_a_saved_brief_stays_as_it_was_kept() -> None:
    kept = made(paragraph="7", text="It rained.", note="Wet") | {"text": "It snowed."}
    assert brief_with("T", [kept], LIBRARY).items == (kept,)
    assert b"It snowed." in to_json(brief_with("T", [kept], LIBRARY))


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ({"paragraph": "7", "text": "It did not rain."}, "para. 7 does not have these words"),
        ({"paragraph": "7", "text": "“”"}, "does not have these words"),
        ({"paragraph": "8", "text": "It rained."}, "has no paragraph '8'"),
        ({"paragraph": "7", "document": "A/9/9"}, "A/9/9 is not in the library"),
        ({"paragraph": "7", "document": None}, "a document without a symbol"),
        ({"paragraph": "7", "language": "Russian"}, "A/1/1 is not in the library"),
        ({"paragraph": 7}, "paragraph is no text"),
        ({"paragraph": "7", "note": ["Mine"]}, "note is no text"),
        ({"kind": "poem"}, "neither a heading nor a quotation"),
        ({"kind": "heading"}, "text is no text"),
    ],
)
def test_what_the_report_does_not_say_is_refused_by_name(item: dict[str, Any], reason: str) -> None:
    with pytest.raises(BadBrief, match=f"items, item 1.*{reason}"):
        brief_with("T", [{"document": "A/1/1"} | item], LIBRARY, "items")


def test_what_is_no_object_is_refused() -> None:
    with pytest.raises(BadBrief, match="item 2 is neither"):
        brief_with("T", [{"kind": "heading", "text": "A"}, 7], LIBRARY)
