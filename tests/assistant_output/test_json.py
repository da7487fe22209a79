import json
from typing import Any

import pytest

from assistant.answer import Answer, Citation, Conflict
from assistant.output.json import from_dict, hits_to_dicts, to_dict
from assistant.output.shown import is_shown_data, shown_data
from corpus import Document, Footnote, Paragraph, Span
from corpus.document import note_paragraph
from index import Hit

TEXT = "He visited Sweden. He visited Qatar. He left early."
P = Paragraph("A/1/1", "7", TEXT, headings=("I. Visits",))
Q = Paragraph("A/1/1", "8", "It was in May.")
ENGLISH = Document("A/1/1", "Title", (P, Q))
IL = Paragraph("A/1/1", "7", "Il a visité la Suède.")
FRENCH = Document("A/1/1", "Titre", (IL,), language="French")
ANSWER = Answer(
    "and Qatar?",
    "When Qatar?",
    (Citation(Span(P, 19, 36), 0.75, (Span(P, 0, 18),)),),
    (Hit(Span(P, 0, 18), 0.5),),
    ("A/9/9",),
    (Conflict("visit to Qatar", (Span(P, 19, 36), Span(Q, 0, 14))),),
    probability=0.75,
)


def test_json_holds_offsets_that_give_the_text_and_the_key_of_the_document() -> None:
    data = json.loads(json.dumps(to_dict(ANSWER, [ENGLISH])))
    assert data["answer"] == "He visited Qatar."
    (citation,) = data["citations"]
    (context,) = citation.pop("context")
    assert context["text"] == "He visited Sweden."
    assert citation == {
        "document": "A/1/1",
        "language": "English",
        "paragraph": "7",
        "position": 0,
        "reference": "A/1/1, para. 7",
        "start": 19,
        "end": 36,
        "text": TEXT[19:36],
        "score": 0.75,
    }
    hit = {"document": "A/1/1", "language": "English", "paragraph": "7", "score": 0.5}
    assert data["hits"] == [hit]
    assert data["abstained"] is False
    assert data["probability"] == 0.75
    assert to_dict(Answer("?", "?", ()), [])["answer"] == ""


def test_a_paragraph_of_two_languages_is_addressed_by_its_own() -> None:
    documents = [ENGLISH, FRENCH]
    spans = [Span(P, 0, 18), Span(IL, 0, len(IL.text))]
    hits = hits_to_dicts([Hit(span, 1.0) for span in spans], documents)
    assert [hit["language"] for hit in hits] == ["English", "French"]


def test_an_answer_is_read_back_from_its_data() -> None:
    data = json.loads(json.dumps(to_dict(ANSWER, [ENGLISH])))
    read = from_dict(data, [FRENCH, ENGLISH])
    assert read is not None
    assert read.citations == ANSWER.citations
    assert (read.question, read.query, read.missing) == ("and Qatar?", "When Qatar?", ("A/9/9",))
    assert read.conflicts == ANSWER.conflicts
    assert read.probability == 0.75


def test_words_that_the_library_no_longer_has_are_not_read_back() -> None:
    data = to_dict(ANSWER, [ENGLISH])
    revised = Document("A/1/1", "Title", (Paragraph("A/1/1", "7", "Another text, and longer."), Q))
    for documents in ([], [FRENCH], [revised]):
        read = from_dict(data, documents)
        assert read is not None
        assert read.citations == ()


def broken(path: list[Any], value: Any) -> Any:
    data = json.loads(json.dumps(shown_data(ANSWER, [ENGLISH])))
    inner = data
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    return data


@pytest.mark.parametrize(
    "data",
    [
        None, 7, "text", [], {}, {"question": "?"},
        broken(["question"], 7), broken(["citations"], 7), broken(["citations", 0], None),
        broken(["citations", 0, "position"], "0"), broken(["citations", 0, "context"], 7),
        broken(["missing"], [7]), broken(["conflicts"], [{}]), broken(["probability"], "high"),
    ],
)  # fmt: skip
def test_what_a_browser_may_send_in_place_of_data_is_no_answer(data: Any) -> None:
    assert from_dict(data, [ENGLISH]) is None
    assert not is_shown_data(data)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["shown", 0, "kind"], 7), (["shown", 0, "label"], None), (["shown", 0, "context"], [7]),
        (["shown"], {"a": 1}), (["abstained"], True), (["citations", 0, "score"], "high"),
        (["conflicts", 0, "what"], "x"), (["hits"], 3), (["reply"], "x"), (["reply"], 7),
        (["choices"], "A/1/1"), (["choices"], [7]), (["omitted"], "3"),
    ],
)  # fmt: skip
def test_data_that_cannot_be_shown_is_refused(path: list[Any], value: Any) -> None:
    assert is_shown_data(broken(["language"], ""))
    assert not is_shown_data(broken(path, value))


def test_a_reply_is_kept_and_a_conversation_from_before_there_were_replies_is_read() -> None:
    answer = Answer("para. 4", "para. 4", (), reply="which_report", choices=("A/1/1",), omitted=3)
    data = json.loads(json.dumps(to_dict(answer, [])))
    assert (data["reply"], data["choices"], data["omitted"]) == ("which_report", ["A/1/1"], 3)
    assert from_dict(data, []) == answer
    for name in ("reply", "choices", "omitted"):
        del data[name]
    assert from_dict(data, []) == Answer("para. 4", "para. 4", ())
    assert from_dict(data | {"reply": "<script>"}, []) is None


def test_a_footnote_is_read_back() -> None:
    paragraph = Paragraph("A/1/1", "7", TEXT, footnotes=(Footnote("3", "See there."),))
    document = Document("A/1/1", "Title", (P, paragraph))
    note = note_paragraph(paragraph, paragraph.footnotes[0])
    answer = Answer("?", "?", (Citation(Span(note, 0, 10), 1.0),))
    data = to_dict(answer, [document])
    assert data["citations"][0]["position"] == 1
    read = from_dict(data, [document])
    assert read is not None
    assert read.citations == answer.citations
