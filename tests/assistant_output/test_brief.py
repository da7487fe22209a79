"""A brief is checked when it is read, and each of its files can be read back."""

import json
import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import docx
import pytest
from jsonschema import validate

from assistant.output.anchors import anchor
from assistant.output.brief import Brief, brief_file, brief_of, checked, read_brief, to_json
from assistant.output.json import span_to_dict
from corpus import Document, Paragraph, Span
from corpus.errors import BadBrief

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FIRST = Paragraph("A/1/1", "7", "He *visited* Qatar & paid 5 % – “then”.\x01 It was late.")
SECOND = Paragraph("A/1/1", "3", "The annex says so.", "annex I")
CESCR = Paragraph("E/C.12/1", "2", "The Committee thanks {all} of_them.")
REPORTS = [
    Document("A/1/1", "Title: 50 % & more", (FIRST, SECOND), date(2020, 2, 3), digest="one"),
    Document("E/C.12/1", "Concluding\nobservations", (CESCR,), language="French"),
]
# The fields of the schema of CSL-JSON that are used here; it allows no others.
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type"],
        "additionalProperties": False,
        "properties": {
            "id": {"type": "string", "pattern": r"^\w+$"},
            "type": {"const": "report"},
            **{name: {"type": "string"} for name in (
                "title", "number", "publisher", "language", "URL", "note")},
            "author": {"type": "array", "items": {
                "type": "object", "required": ["literal"], "additionalProperties": False,
                "properties": {"literal": {"type": "string"}}}},
            "issued": {"type": "object", "additionalProperties": False, "properties": {
                "date-parts": {"type": "array", "maxItems": 2, "items": {
                    "type": "array", "minItems": 1, "maxItems": 3,
                    "items": {"type": "integer"}}}}},
        },
    },
}  # fmt: skip


def quoted(paragraph: Paragraph, note: str = "") -> dict[str, object]:
    span = span_to_dict(Span(paragraph, 0, len(paragraph.text)), REPORTS)
    return anchor(span, REPORTS) | {"kind": "quotation", "note": note}


BRIEF = Brief(
    "My *brief*",
    (
        {"kind": "heading", "text": "Visits"},
        quoted(FIRST, "Say this first.\nAnd slowly."),
        quoted(CESCR),
        quoted(SECOND),
    ),
)


def written(file_format: str, brief: Brief = BRIEF, **options: str) -> str:
    return brief_file(brief, file_format, REPORTS, **options).decode()


def test_a_brief_is_read_as_it_was_written() -> None:
    assert read_brief(to_json(BRIEF)) == BRIEF
    assert read_brief(b"\xef\xbb\xbf" + to_json(BRIEF)) == BRIEF


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("not JSON", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is not a brief of Pilcrow"),
        ('{"question": "Who?"}', "is not a brief of Pilcrow"),
        ('{"pilcrow_brief": 2, "title": "", "items": []}', "of another version"),
        ('{"pilcrow_brief": 1, "title": ""}', "list of items is missing"),
        ('{"pilcrow_brief": 1, "title": "", "items": [7]}', "item 1 is neither"),
        ('{"pilcrow_brief": 1, "title": "", "items": [{"kind": "heading"}]}', "text is no text"),
        ('{"pilcrow_brief": 1, "title": "\\ud800", "items": []}', "title"),
    ],
)
def test_a_malformed_file_is_refused_with_the_reason(content: str, message: str) -> None:
    with pytest.raises(BadBrief, match=message):
        read_brief(content)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("text", None, "item 2: text is no text"),
        ("text", " ", "item 2 has no quotation"),
        ("position", "0", "item 2: position is no whole number"),
        ("start", True, "item 2: start is no whole number"),
        ("issued", "yesterday", "item 2: 'yesterday' is no date"),
        ("note", 5, "item 2: note is no text"),
        ("title", "x" * 60_000, "too long"),
    ],
)
def test_a_malformed_item_is_named(name: str, value: object, message: str) -> None:
    data = json.loads(to_json(BRIEF))
    data["items"][1][name] = value
    with pytest.raises(BadBrief, match=message):
        brief_of(data)


def test_word_reads_it_back_with_headings_notes_and_true_footnotes() -> None:
    content = brief_file(BRIEF, "docx", REPORTS)
    file = docx.Document(BytesIO(content))
    paragraphs = [(p.style.name, p.text) for p in file.paragraphs if p.style]
    assert paragraphs[0] == ("Title", "My *brief*")
    assert ("Heading 1", "Visits") in paragraphs
    quotes = [text for style, text in paragraphs if style == "Quote"]
    assert quotes == [p.text.replace("\x01", "") for p in (FIRST, CESCR, SECOND)]
    assert [t for s, t in paragraphs if s == "Normal"][1:] == ["Say this first.", "And slowly."]
    with ZipFile(BytesIO(content)) as archive:
        notes = fromstring(archive.read("word/footnotes.xml"))
    texts = ["".join(t.text or "" for t in note.iter(f"{W}t")) for note in notes]
    assert texts[2:] == [" A/1/1, para. 7.", " E/C.12/1, para. 2.", " A/1/1, annex I, para. 3."]
    marks = file.element.body.iter(f"{W}footnoteReference")
    assert [mark.get(f"{W}id") for mark in marks] == ["1", "2", "3"]


def test_references_are_in_the_style_that_is_chosen() -> None:
    assert "    UNGA ‘Title: 50 % & more’ (3 February 2020) UN Doc A/1/1, para 7\n" in written(
        "txt", style="OSCOLA"
    )
    # An entry for a reference manager is no reference under a quotation.
    assert "    A/1/1, para. 7\n" in written("txt", style="BibTeX")


def test_markdown_and_text() -> None:
    markdown = written("md")
    assert markdown.startswith("# My \\*brief\\*\n\n## Visits\n\n> He \\*visited\\* Qatar \\& ")
    assert "\n>\n> — A/1/1, para. 7\n\nSay this first.\n\nAnd slowly.\n" in markdown
    text = written("txt")
    assert text.startswith("My *brief*\n==========\n\nVisits\n------\n\n“He *visited* Qatar & ")


def test_ris_has_one_record_for_each_document_and_ends_it() -> None:
    records = written("ris").split("ER  - \r\n")
    assert [len(records), records[-1]] == [3, ""]
    for record in records[:-1]:
        assert record.startswith("TY  - RPRT\r\n")
        assert all(re.match(r"[A-Z][A-Z0-9]  - .", line) for line in record.splitlines())
    assert "N1  - para. 7: “He" in records[0]
    assert "N1  - annex I, para. 3: “The annex says so.”\r\n" in records[0]
    assert "– Say this first. And slowly." in records[0]
    # A comma would make a person of the Committee on Economic, Social and Cultural Rights.
    assert "AU  - United Nations\r\n" in records[1]
    assert "PB  - United Nations, Committee on Economic, Social and Cultural" in records[1]
    assert "TI  - Concluding observations\r\n" in records[1]
    assert "LA  - fr\r\n" in records[1]


def test_bibtex_escapes_all_that_means_something_to_it() -> None:
    twin = replace(REPORTS[0], symbol="A-1-1")
    other = quoted(FIRST) | {"document": twin.symbol, "text": "~ ^ \\ $ #"}
    entries = written("bib", Brief("", (*BRIEF.items, other))).split("\n\n")
    assert [entry.split("{")[1].split(",")[0] for entry in entries] == [
        "A_1_1", "E_C_12_1_fr", "A_1_1_2",
    ]  # fmt: skip
    assert r"title = {{Title: 50 \% \& more}}" in entries[0]
    assert "note = {para. 7; annex I, para. 3}" in entries[0]
    assert r"thanks \{all\} of\_them." in entries[1]
    assert r"\textasciitilde{} \textasciicircum{} \textbackslash{} \$ \#" in entries[2]
    for entry in entries:
        plain = re.sub(r"\\[{}]", "", entry)
        assert plain.count("{") == plain.count("}")


def test_csl_json_has_the_shape_of_its_schema() -> None:
    items = json.loads(written("csl.json"))
    validate(items, CSL)
    assert [item["number"] for item in items] == ["A/1/1", "E/C.12/1"]
    assert items[0]["issued"] == {"date-parts": [[2020, 2, 3]]}
    assert items[1]["author"] == [
        {"literal": "United Nations, Committee on Economic, Social and Cultural Rights"}
    ]
    assert items[0]["note"].split("\n")[1] == "annex I, para. 3: “The annex says so.”"


def test_what_the_report_says_now_is_told_in_the_file() -> None:
    moved = replace(REPORTS[0], paragraphs=(replace(FIRST, number="15"),))
    lines = brief_file(BRIEF, "txt", [moved]).decode()
    assert "    A/1/1, para. 15\n" in lines
    changed = replace(FIRST, text="He *visited* Qatar & paid 6 % – “then”. It was late.")
    now = replace(REPORTS[0], paragraphs=(changed,))
    text = brief_file(BRIEF, "txt", [now], language="fr").decode()
    assert "paid 5 %" in text
    assert "[Le rapport a changé depuis. Il dit maintenant : A/1/1, para. 7: “He" in text
    states = [one and one["state"] for one in checked(BRIEF, [now])]
    assert states == [None, "changed", "no_report", "gone"]
    # Without the report, the reference is made of what was kept with the words.
    assert checked(BRIEF, [], "OSCOLA")[1]["cited"].endswith("UN Doc A/1/1, para 7")  # type: ignore[index]
