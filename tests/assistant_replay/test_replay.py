"""Saved answers against the library as it is now."""

import json
from dataclasses import replace
from itertools import islice
from typing import Any

import pytest

from assistant import Assistant
from assistant.evaluation.question_file import Question, read_questions
from assistant.output.export import Turn, export
from assistant.output.i18n import LANGUAGES
from assistant.output.json import to_dict
from assistant.output.library_state import library_state
from assistant.output.shown import shown_data
from assistant.replay.asking import ask_again
from assistant.replay.outcome import compared, library_remarks
from assistant.replay.output import to_dict as to_replayed
from assistant.replay.output import to_html, to_text
from assistant.replay.quotes import Shelf, look_up
from assistant.replay.saved import Quote, SavedAnswer, read_saved
from corpus import Document, Footnote, Paragraph
from corpus.errors import BadQuestionFile
from tests.paths import QUESTIONS

FIRST = Quote("A/1/1", "English", "1", "A/1/1, para. 1", "States hoarded the vaccines.")
SECOND = Quote("A/1/1", "English", "2", "A/1/1, para. 2", "Nobody came to the meeting.")
ELSEWHERE = replace(FIRST, paragraph="4", reference="A/1/1, para. 4")
OTHER = replace(FIRST, text="States have hoarded the vaccines.")


def saved(*quotes: Quote, reply: str = "", **library: Any) -> SavedAnswer:
    return SavedAnswer("Who?", quotes, reply, (), (), library)


@pytest.mark.parametrize(
    ("then", "now", "outcome"),
    [
        ((), (), "same"),
        ((FIRST, SECOND), (FIRST, SECOND), "same"),
        ((FIRST,), (replace(FIRST, text="States  hoarded the vaccines."),), "same"),
        ((FIRST,), (ELSEWHERE,), "moved"),
        ((FIRST, SECOND), (SECOND, FIRST), "moved"),
        ((FIRST,), (OTHER,), "changed"),
        ((FIRST,), (FIRST, SECOND), "changed"),
        ((FIRST,), (), "lost"),
        ((), (FIRST,), "found"),
    ],
)
def test_what_became_of_an_answer(
    then: tuple[Quote, ...], now: tuple[Quote, ...], outcome: str
) -> None:
    assert compared(saved(*then), now, "")[0] == outcome


def test_another_reply_is_a_change() -> None:
    assert compared(saved(reply="which_report"), (), "")[0] == "changed"
    assert compared(saved(reply="greeting"), (), "greeting")[0] == "same"


DOCUMENT = Document(
    "A/1/1",
    "Title",
    (
        Paragraph("A/1/1", "1", "It rained. States hoarded all the vaccines."),
        Paragraph("A/1/1", "2", "Nobody came.", footnotes=(Footnote("1", "See para. 5."),)),
        Paragraph("A/1/1", "3", "Nobody came to the meeting. They left."),
    ),
    digest="one",
)


def test_quotations_are_looked_up_without_asking() -> None:
    note = Quote("A/1/1", "English", "para. 2, footnote 1", "", "See para. 5.")
    gone = replace(FIRST, text="Whales sing in the deep.")
    rain = replace(FIRST, text="It rained.")
    answers = [saved(rain, note), saved(FIRST), saved(SECOND), saved(rain, gone), saved()]
    found = list(look_up(answers, Shelf([DOCUMENT])))
    assert [one.outcome for one in found] == ["same", "changed", "moved", "lost", "same"]
    (changed,), (moved,) = found[1].quotes, found[2].quotes
    assert [one and one.text for one in (changed.now,)] == ["States hoarded all the vaccines."]
    assert [one and one.reference for one in (moved.now,)] == ["A/1/1, para. 3"]


def test_the_change_of_the_library_is_said() -> None:
    state = library_state([DOCUMENT], [DOCUMENT.key])
    answer = saved(FIRST, **state)

    def said(*documents: Document) -> list[str]:
        return [remark.key for remark in library_remarks(answer, documents)]

    assert said(DOCUMENT) == ["library_same"]
    assert said(replace(DOCUMENT, digest="two")) == ["library_other", "report_other"]
    assert said() == ["library_other", "report_gone"]
    assert [remark.key for remark in library_remarks(saved(FIRST), [])] == ["library_unknown"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("\n \n", "is empty"),
        ("{", "line 1 is not JSON"),
        ('{"question": "Who?"}\nnot', "line 2 is not JSON"),
        ("[]", "has no questions"),
        ("7", "the form of answer 1"),
        ('[{"question": "Who?"}, {"answer": "He."}]', "the question of answer 2"),
        ('{"question": "Who?", "citations": 5}', "the citations of answer 1"),
        ('{"question": "Who?", "citations": [{"text": "x"}]}', "the document of answer 1"),
        ("[" * 100_000, "is not JSON"),
    ],
)
def test_what_is_no_saved_conversation_is_refused(text: str, reason: str) -> None:
    with pytest.raises(BadQuestionFile, match=reason):
        read_saved(text, "a.json")


def test_a_list_is_a_conversation_and_lines_are_answers_of_their_own() -> None:
    turns = [{"question": "Who?"}, {"question": "Why?"}]
    (talk,) = read_saved(json.dumps(turns), "a.json")
    assert [one.history for one in talk] == [(), ("Who?",)]
    lines = "\n".join(json.dumps(turn | {"history": ["When?"]}) for turn in turns)
    assert [one.history for talk in read_saved(lines, "a") for one in talk] == [("When?",)] * 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_both_answers_escaped(language: str) -> None:
    (found,) = look_up(
        [saved(replace(FIRST, text="States <b>hoarded</b> all vaccines."))], Shelf([DOCUMENT])
    )
    shown = to_html([found], language)
    assert "&lt;b&gt;" in shown
    assert "<b>hoarded" not in shown
    assert '<details class="turn is-changed" open>' in shown


@pytest.mark.model
def test_ten_answers_are_the_same_when_they_are_asked_again(assistant: Assistant) -> None:
    asked = [q for q in islice(read_questions(QUESTIONS), 10) if isinstance(q, Question)]
    documents = assistant.index.documents
    answers = [assistant.ask(one.question, one.history) for one in asked]
    lines = [
        json.dumps(to_dict(answer, documents) | {"history": list(one.history)})
        for one, answer in zip(asked, answers, strict=True)
    ]
    talks = read_saved("\n".join(lines), "a.jsonl")
    found = [one for talk in talks for one in ask_again(talk, assistant)]
    assert [(one.outcome, one.question) for one in found] == [("same", q.question) for q in asked]
    assert {remark.key for one in found for remark in one.remarks} == {"library_same"}
    assert to_text(found) == "10 same"


@pytest.mark.model
def test_a_conversation_of_the_page_is_asked_again_turn_by_turn(assistant: Assistant) -> None:
    documents = assistant.index.documents
    first = assistant.ask("When did he visit Sweden?")
    second = assistant.ask("and Qatar?", history=[first])
    turns = [
        Turn(one.question, shown_data(one, documents, only=["A/78/176#English"]))
        for one in (first, second)
    ]
    content = json.loads(export(turns, "json", documents))
    content[1]["citations"][0]["text"] = "The Independent Expert visited Qatar in 2018."
    content.append({"question": "x" * 1001})
    content.append({"question": "What is the price of oil?", "citations": content[0]["citations"]})
    (talk,) = read_saved(json.dumps(content), "talk.json")
    assert talk[1].only == ("A/78/176#English",)
    found = list(ask_again(talk, assistant))
    assert [one.outcome for one in found] == ["same", "changed", "failed", "lost"]
    assert to_replayed(found)["counts"]["same"] == 1
    assert "visited Qatar from 2 to 10 September 2019" in to_text(found)
    assert "1,001 characters" in found[2].problem
