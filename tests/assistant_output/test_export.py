"""What is saved of a conversation, through the Markdown in which it was shown."""

import json
from io import BytesIO

import docx
import pytest

from assistant import Answer, Citation
from assistant.answer import Conflict
from assistant.output.export import export
from assistant.output.markdown import to_markdown, why
from assistant.output.shown import Quoted, Turn, turns
from corpus import Document, Paragraph, Span
from index import Hit
from index.trace import Trace

P = Paragraph("A/1/1", "7", "He was an expert. He visited *Qatar* [sic] – “then”. \x01It was late.")
Q = Paragraph("A/1/1", "8", "- He visited it in May.", headings=("A “heading” – [here]",))
DOCUMENT = Document("A/1/1", "Title", (P, Q))
VISITED = "He visited *Qatar* [sic] – “then”."
CITED = Answer(
    "Where?",
    "Where did he go?",
    (Citation(Span(P, 18, 52), 0.9, (Span(P, 0, 17),)),),
    (Hit(Span(P, 18, 52), 0.9), Hit(Span(Q, 0, 23), 0.5)),
    conflicts=(Conflict("visit to Qatar", (Span(P, 18, 52), Span(Q, 0, 23))),),
)
SILENT = Answer("Why?", "Why?", (), (Hit(Span(Q, 0, 23), 0.5),), ("reason",))
FOREIGN = Answer("Pourquoi ?", "Pourquoi ?", (), language="French")
SHOWN = [
    message
    for answer in (CITED, SILENT, FOREIGN)
    for message in (
        ("user", answer.question),
        ("assistant", f"{to_markdown(answer, [DOCUMENT])[0]}\n\n{why(Trace())}"),
    )
]
TALK = turns(SHOWN, [DOCUMENT])


def test_what_was_shown_is_read_back_word_for_word() -> None:
    cited, silent, foreign = TALK
    quoted = Quoted(VISITED, ("He was an expert.",), "A/1/1, para. 7", "A/1/1", "7")
    assert cited == Turn(
        "Where?",
        (
            "Read as: Where did he go?",
            quoted,
            "The report gives different dates for visit to Qatar (A/1/1, para. 7; A/1/1, para. 8).",
            Quoted("- He visited it in May.", (), "A/1/1, para. 8", "A/1/1", "8"),
            "Clear answer",
        ),
    )
    assert silent.parts == (
        "Not in the reports",
        "No sentence in the library answers this. No report here has “reason”.",
        "The nearest paragraphs, which do not answer it:",
        "A/1/1, para. 8: - He visited it in May.",
    )
    assert "install what reads other languages" in str(foreign.parts[0])


def test_every_paragraph_of_the_report_is_read_back_word_for_word(report: Document) -> None:
    for paragraph in report.paragraphs:
        span = Span(paragraph, 0, len(paragraph.text))
        answer = Answer("?", "?", (Citation(span, 1.0),))
        (turn,) = turns([("user", "?"), ("assistant", to_markdown(answer, [report])[0])], [report])
        (quoted,) = turn.parts
        assert isinstance(quoted, Quoted)
        assert (quoted.text, quoted.paragraph) == (paragraph.text, paragraph.label)


def test_markdown_has_questions_quotations_and_references() -> None:
    text = export(TALK, "md").decode()
    assert text.startswith("## Where?\n\n*Read as: Where did he go?*\n\n")
    assert "> *He was an expert. …*" in text
    assert "> He visited \\*Qatar\\* \\[sic\\] – “then”.\n\n> — A/1/1, para. 7" in text
    assert "> \\- He visited it in May.\n\n> — A/1/1, para. 8" in text
    assert "## Why?\n\n*Not in the reports*" in text


def test_word_opens_it_with_the_quotations_verbatim() -> None:
    made = docx.Document(BytesIO(export(TALK, "docx")))
    said = [(p.style.name, p.text) for p in made.paragraphs if p.style]
    assert said[0] == ("Heading 2", "Where?")
    assert ("Quote", VISITED) in said
    assert ("Normal", "A/1/1, para. 7") in said


def test_word_holds_what_xml_cannot() -> None:
    made = docx.Document(BytesIO(export([Turn("What\x00?", ("\x01It was late.",))], "docx")))
    assert [p.text for p in made.paragraphs] == ["What?", "It was late."]


def test_json_has_quotations_and_where_they_stand() -> None:
    first, second, _ = json.loads(export(TALK, "json"))
    assert first["question"] == "Where?"
    assert first["answer"][1] == {
        "text": VISITED,
        "context": ["He was an expert."],
        "reference": "A/1/1, para. 7",
        "document": "A/1/1",
        "paragraph": "7",
    }
    assert second["answer"][0] == {"said": "Not in the reports"}


def test_the_form_of_the_references_is_chosen() -> None:
    oscola = export(turns(SHOWN, [DOCUMENT], "OSCOLA"), "md").decode()
    assert "> — UNGA ‘Title’ UN Doc A/1/1, para 7" in oscola
    assert "```\nTY  - RPRT" in export(turns(SHOWN, [DOCUMENT], "RIS"), "md").decode()


def test_a_report_that_is_gone_or_revised_is_cited_as_it_was_shown() -> None:
    revised = Document("A/1/1", "Title", (Paragraph("A/1/1", "6", "Another."), P))
    for documents in ([], [revised]):
        quoted = turns(SHOWN, documents)[0].parts[1]
        assert quoted == Quoted(VISITED, ("He was an expert.",), "A/1/1, para. 7")


def test_other_kinds_and_forms_are_refused() -> None:
    with pytest.raises(KeyError):
        export(TALK, "pdf")
    with pytest.raises(KeyError):
        turns(SHOWN, [DOCUMENT], "MLA")
