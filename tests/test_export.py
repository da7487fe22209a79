import json
from io import BytesIO

import docx
import pytest

from assistant import Answer, Citation
from assistant.conflict import Conflict
from assistant.export import export
from corpus import Document, Paragraph, Span
from index import Hit

P = Paragraph("A/1/1", "7", "He was an expert. He visited *Qatar*. \x01It was late.")
Q = Paragraph("A/1/1", "8", "He visited it in May.")
DOCUMENT = Document("A/1/1", "Title", (P, Q))
CITED = Answer(
    "Where?",
    "Where did he go?",
    (Citation(Span(P, 18, 37), 0.9, (Span(P, 0, 17),)),),
    conflicts=(Conflict("visit to Qatar", (Span(P, 18, 37), Span(Q, 0, 21))),),
)
SILENT = Answer("Why?", "Why?", (), (Hit(Span(Q, 0, 21), 0.5),), ("reason",))
FOREIGN = Answer("Pourquoi ?", "Pourquoi ?", (), language="French")
TALK = (CITED, SILENT, FOREIGN)


def test_markdown_has_questions_quotations_and_references() -> None:
    text = export(TALK, [DOCUMENT], "md").decode()
    assert text.startswith("## Where?\n\n*Read as: Where did he go?*\n\n")
    assert "> *He was an expert. …*" in text
    assert "> He visited \\*Qatar\\*.\n\n> — A/1/1, para. 7" in text
    assert "different dates for visit to Qatar" in text
    assert "> He visited it in May.\n\n> — A/1/1, para. 8" in text
    assert "## Why?\n\n*Not in the reports. No report here has “reason”.*" in text
    assert text.count("He visited \\*Qatar\\*.") == 1
    assert "install what reads other languages" in text


def test_word_opens_it_with_the_quotations_verbatim() -> None:
    made = docx.Document(BytesIO(export(TALK, [DOCUMENT], "docx")))
    said = [(p.style.name, p.text) for p in made.paragraphs if p.style]
    assert said[0] == ("Heading 2", "Where?")
    assert ("Quote", "He visited *Qatar*.") in said
    assert ("Normal", "A/1/1, para. 7") in said


def test_word_holds_what_xml_cannot() -> None:
    answer = Answer("What\x00?", "What?", (Citation(Span(P, 38, len(P.text)), 1.0),))
    made = docx.Document(BytesIO(export([answer], [DOCUMENT], "docx")))
    assert "It was late." in [p.text for p in made.paragraphs]


def test_json_has_what_a_script_gets() -> None:
    first, second, _ = json.loads(export(TALK, [DOCUMENT], "json"))
    assert first["citations"][0]["text"] == "He visited *Qatar*."
    assert second["abstained"] is True


def test_the_form_of_the_references_is_chosen() -> None:
    assert (
        "> — UNGA ‘Title’ UN Doc A/1/1, para 7"
        in export(TALK, [DOCUMENT], "md", form="OSCOLA").decode()
    )
    assert "```\nTY  - RPRT" in export(TALK, [DOCUMENT], "md", form="RIS").decode()


def test_a_report_that_is_gone_is_cited_all_the_same() -> None:
    assert "> — A/1/1, para. 7" in export(TALK, [], "md").decode()


def test_other_kinds_are_refused() -> None:
    with pytest.raises(KeyError):
        export(TALK, [DOCUMENT], "pdf")
