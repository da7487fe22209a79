"""Word documents as drafts, and the comments that are written into them."""

from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from assistant.verify.attribution import attributed
from assistant.verify.draft import draft_of_text, with_note_blocks
from assistant.verify.word import WordDraft
from corpus.errors import UnreadableReport

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NOTES = (
    f'<w:{{kind}}s xmlns:w="{_W}"><w:{{kind}} w:id="2"><w:p><w:r><w:{{kind}}Ref/></w:r><w:r>'
    "<w:t>A/1/2, para. 3: “quoted below”.</w:t></w:r></w:p></w:{kind}></w:{kind}s>"
)


def element(name: str, **attributes: str) -> Any:
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def write(path: Path, kind: str = "footnote") -> Path:
    """Write a draft with a quotation in several runs, a note, a table, and words withdrawn."""
    document = docx.Document()
    paragraph = document.add_paragraph("He says “one ")
    paragraph.add_run("two").bold = True
    paragraph.add_run(" three”")
    reference = paragraph.add_run()
    reference._r.append(element(f"{kind}Reference", id="2"))
    paragraph.add_run(" and so on.")
    hidden = paragraph.add_run("“hidden words”")
    hidden.font.hidden = True
    deleted = element("del", id="1", author="a")
    deleted.append(paragraph.add_run("“deleted words”")._r)
    paragraph._p.append(deleted)
    document.add_paragraph("Set apart (A/1/4, para. 5)", style="Quote")
    document.add_table(1, 1).cell(0, 0).text = "“in a table” (A/1/6)"
    part = Part(
        PackURI(f"/word/{kind}s.xml"),
        f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml",
        _NOTES.format(kind=kind).encode(),
        document.part.package,
    )
    document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, f"{kind.upper()}S"))
    document.save(str(path))
    return path


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_quotations_and_notes_of_a_word_document(tmp_path: Path, kind: str) -> None:
    blocks = WordDraft.open(write(tmp_path / "a.docx", kind)).blocks
    found = [
        (one.quotation.text, [f"{source.symbol} {source.address}" for source in one.sources])
        for one in attributed(with_note_blocks(blocks))
    ]
    assert found == [
        ("one two three", ["A/1/2 para. 3"]),
        ("quoted below", ["A/1/2 para. 3"]),
        ("Set apart", ["A/1/4 para. 5"]),
        ("in a table", ["A/1/6 "]),
    ]


def test_comments_are_on_the_words_of_the_quotations(tmp_path: Path) -> None:
    path = write(tmp_path / "a.docx")
    draft = WordDraft.open(path)
    blocks = with_note_blocks(draft.blocks)
    comments = [(one.quotation, f"on {one.quotation.text}") for one in attributed(blocks)]
    written = docx.Document(BytesIO(draft.with_comments(blocks, comments)))
    assert [comment.text for comment in written.comments] == [text for _, text in comments]
    assert [comment.author for comment in written.comments] == ["Pilcrow"] * 4
    marked = [text_between(written, str(n)) for n in range(4)]
    assert marked == ["one two three", "", "Set apart", "in a table"]
    before = [p.text for p in docx.Document(str(path)).paragraphs]
    assert [p.text for p in written.paragraphs] == before


def text_between(document: Any, number: str) -> str:
    """Return the text that a comment is on."""
    inside, text = False, ""
    for one in document.element.body.iter():
        if one.get(qn("w:id")) == number and one.tag.endswith(("commentRangeStart", "RangeEnd")):
            inside = one.tag.endswith("Start")
        elif inside and one.tag == qn("w:t"):
            text += one.text
    return text


def test_a_draft_of_another_format_becomes_a_word_document() -> None:
    text = "# Head\n\nHe says “one\ntwo” (A/1/2).[^a]\n\n> Set apart\n\n[^a]: See “a note”."
    blocks = with_note_blocks(draft_of_text(text))
    made = WordDraft.of_blocks(blocks)
    comments = [(one.quotation, one.quotation.text) for one in attributed(blocks)]
    written = docx.Document(BytesIO(made.with_comments(made.blocks, comments)))
    texts = [text_between(written, str(n)).strip() for n in range(3)]
    assert texts == ["one two", "a note", "Set apart"]


def test_what_is_no_word_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\x03\x04 damaged")
    with pytest.raises(UnreadableReport, match=r"a\.docx"):
        WordDraft.open(path)
