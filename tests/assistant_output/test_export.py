"""Saved files are made from the data of the answers."""

import json
import re
from io import BytesIO
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import docx
import pytest

from assistant import Answer, Citation
from assistant.answer import Conflict
from assistant.output.export import Turn, export
from assistant.output.shown import shown_data
from corpus import Document, Paragraph, Span
from index import Hit

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
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
TURNS = [
    Turn(answer.question, json.loads(json.dumps(shown_data(answer, [DOCUMENT]))))
    for answer in (CITED, SILENT, FOREIGN)
]


def saved(file_format: str, style: str = "un", language: str = "en") -> str:
    return export(TURNS, file_format, [DOCUMENT], style=style, language=language).decode()


def test_markdown_has_questions_quotations_and_references() -> None:
    text = saved("md")
    assert text.startswith("## Where?\n\n*Read as: Where did he go?*\n\n")
    assert "> *He was an expert. …*" in text
    assert "> He visited \\*Qatar\\* \\[sic\\] – “then”.\n\n> — A/1/1, para. 7" in text
    assert "> \\- He visited it in May.\n\n> — A/1/1, para. 8" in text
    assert "*The report gives different dates for visit to Qatar" in text
    assert "## Why?\n\n*I found no sentence that answers this.*" in text
    assert "*A/1/1, para. 8: “- He visited it in May.”*" in text
    assert "Please ask in English." in text
    assert "pip install" not in text  # a reader cannot install anything


def test_word_opens_it_with_the_quotations_verbatim() -> None:
    file = docx.Document(BytesIO(export(TURNS, "docx", [DOCUMENT])))
    paragraphs = [(p.style.name, p.text) for p in file.paragraphs if p.style]
    assert paragraphs[0] == ("Title", "Answers from United Nations reports")
    assert ("Heading 2", "Where?") in paragraphs
    assert ("Quote", VISITED) in paragraphs
    about = file.core_properties
    assert (about.title, about.author, about.comments) == (paragraphs[0][1], "Pilcrow", "")
    assert about.created is not None
    assert f"Pilcrow, {about.created:%Y-%m-%d}" in paragraphs[1][1]


def test_word_has_true_footnotes_with_links() -> None:
    content = export(TURNS, "docx", [DOCUMENT])
    with ZipFile(BytesIO(content)) as parts:
        notes, body, types, links, styles = (
            parts.read(name).decode()
            for name in (
                "word/footnotes.xml",
                "word/document.xml",
                "[Content_Types].xml",
                "word/_rels/footnotes.xml.rels",
                "word/styles.xml",
            )
        )
    assert "footnotes+xml" in types
    root = fromstring(notes)
    ids = [note.get(f"{W}id") for note in root]
    assert ids[:2] == ["-1", "0"]  # the separators
    # Each note is referred to once, in the order of the text.
    assert re.findall(r'<w:footnoteReference w:id="(\d+)"', body) == ids[2:]
    assert ["".join(note.itertext()) for note in root][2:4] == [
        " A/1/1, para. 7.",
        " A/1/1, para. 8.",
    ]
    targets = {link.get("Id"): link.get("Target") for link in fromstring(links)}
    linked = {targets[link.get(f"{R}id")] for link in root.iter(f"{W}hyperlink")}
    assert linked == {"https://docs.un.org/en/A/1/1"}
    assert 'TargetMode="External"' in links
    raised = re.findall(r'w:styleId="(\w+)"(?:(?!</w:style>).)*superscript', styles, re.DOTALL)
    assert re.findall(r'<w:rStyle w:val="(\w+)"/></w:rPr><w:footnoteRef/>', notes)[0] in raised
    assert docx.Document(BytesIO(content)).paragraphs


@pytest.mark.parametrize(("style", "note"), [("OSCOLA", "UNGA ‘Title’ UN Doc A/1/1, para 7.")])
def test_the_footnotes_have_the_style_that_is_chosen(style: str, note: str) -> None:
    with ZipFile(BytesIO(export(TURNS, "docx", [DOCUMENT], style=style))) as parts:
        notes = fromstring(parts.read("word/footnotes.xml"))
    assert f" {note}" in ["".join(one.itertext()) for one in notes]


def test_entries_for_a_reference_manager_are_paragraphs() -> None:
    file = docx.Document(BytesIO(export(TURNS, "docx", [DOCUMENT], style="BibTeX")))
    assert any(p.text.startswith("@techreport{A_1_1,\n") for p in file.paragraphs)


def test_word_holds_what_xml_cannot() -> None:
    file = docx.Document(BytesIO(export([Turn("What\x00?", None, "\x01It was late.")], "docx")))
    assert [p.text for p in file.paragraphs][2:] == ["What?", "It was late."]


def test_json_has_quotations_and_where_they_stand() -> None:
    first, second, _ = json.loads(saved("json"))
    assert first["question"] == "Where?"
    citation = first["citations"][0]
    assert (citation["text"], citation["document"], citation["paragraph"]) == (
        VISITED,
        "A/1/1",
        "7",
    )
    assert citation["context"][0]["text"] == "He was an expert."
    assert first["references"] == ["A/1/1, para. 7", "A/1/1, para. 8"]
    assert second["abstained"] is True
    assert second["remarks"][0] == "I found no sentence that answers this."


def test_the_style_of_the_references_is_chosen() -> None:
    assert "> — UNGA ‘Title’ UN Doc A/1/1, para 7" in saved("md", "OSCOLA")
    assert "```\nTY  - RPRT" in saved("md", "RIS")


def test_remarks_are_in_the_language_of_the_page() -> None:
    assert "*Lu comme : Where did he go?*" in saved("md", language="fr")


def test_a_report_that_is_gone_or_revised_is_cited_as_it_was_shown() -> None:
    revised = Document("A/1/1", "Title", (Paragraph("A/1/1", "6", "Another."), P))
    french = Document("A/1/1", "Titre", (P, Q), language="French")
    for documents in ([], [revised], [french]):
        text = export(TURNS, "md", documents, style="OSCOLA").decode()
        assert "> — A/1/1, para. 7" in text
        assert "UN Doc" not in text


def test_every_paragraph_of_the_report_is_saved_word_for_word(report: Document) -> None:
    for paragraph in report.paragraphs:
        answer = Answer("?", "?", (Citation(Span(paragraph, 0, len(paragraph.text)), 1.0),))
        (turn,) = json.loads(export([Turn("?", shown_data(answer, [report]))], "json", [report]))
        assert turn["citations"][0]["text"] == paragraph.text
        assert turn["references"] == [paragraph.reference]


def test_other_formats_and_styles_are_refused() -> None:
    with pytest.raises(KeyError):
        export(TURNS, "pdf")
    with pytest.raises(KeyError):
        export(TURNS, "md", [DOCUMENT], style="MLA")
