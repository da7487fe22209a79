"""All text of a Word document is in a block; what belongs to no paragraph has a label."""

from pathlib import Path

import pytest

from corpus.block import (
    BOX,
    CAPTION,
    CONTENTS,
    FURNITURE,
    HIDDEN,
    RUNNING_HEAD,
    SMALL,
    STRUCK,
    TABLE,
)
from corpus.read import read
from corpus.readers.docx import read_docx
from tests.word_files import TEXTS, item, p, run, table, write_docx

SMALL_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:styleId="Small"><w:name w:val="Small"/><w:rPr>'
    '<w:sz w:val="18"/></w:rPr></w:style>'
)
SMALL_STYLE = '<w:pStyle w:val="Small"/>'


def text_of(path: Path) -> str:
    (block,) = (block for block in read_docx(path) if not block.label)
    return block.text


def labels(path: Path) -> list[tuple[str, str]]:
    return [(block.label, block.text) for block in read_docx(path) if block.label]


@pytest.mark.parametrize(
    ("withdrawn", "label"),
    [
        (run("four million", "<w:vanish/>"), HIDDEN),
        (run("four million", "<w:strike/>"), STRUCK),
        (run("four million", "<w:dstrike/>"), STRUCK),
        (run("four million", '<w:rStyle w:val="Gone"/>'), HIDDEN),
        ("<w:del><w:r><w:delText>four million</w:delText></w:r></w:del>", HIDDEN),
        (f"<w:moveFrom>{run('four million')}</w:moveFrom>", HIDDEN),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            f"{run('four million')}</w:sdtContent></w:sdt>",
            HIDDEN,
        ),
    ],
)
def test_withdrawn_words_are_labelled_and_not_text(
    tmp_path: Path, withdrawn: str, label: str
) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>"
    )
    body = p(run("Donors gave ") + withdrawn + run(" seven million dollars."))
    path = write_docx(tmp_path, body, styles=styles)
    assert text_of(path) == "Donors gave seven million dollars."
    assert labels(path) == [(label, "four million")]


def test_a_property_that_is_off_does_not_withdraw(tmp_path: Path) -> None:
    path = write_docx(tmp_path, p(run("Shown.", '<w:vanish w:val="0"/><w:strike w:val="false"/>')))
    assert text_of(path) == "Shown."


def test_footnotes_endnotes_and_typed_notes_belong_to_their_paragraphs(tmp_path: Path) -> None:
    def reference(kind: str, key: int, custom: str = "") -> str:
        mark = f'w:customMarkFollows="1"/><w:t>{custom}</w:t>' if custom else "/>"
        return f'<w:r><w:{kind}Reference w:id="{key}" {mark}</w:r>'

    raised = '<w:vertAlign w:val="superscript"/>'
    body = (
        item(run("One.") + reference("footnote", 2))
        + item(run("Two.") + reference("endnote", 2))
        + table(("a", p(run("b") + reference("footnote", 4))))
        + item(run("Three") + reference("footnote", 3, "*") + run("."))
        + item(run("Four.") + run("7", raised) + run(" And more.") + reference("footnote", 2))
        + p(run("7", raised) + run(" Typed note."))
    )
    notes = {
        f"{kind}s": "".join(
            f'<w:{kind} w:id="{n}">{p(f"The {kind} {n}.")}</w:{kind}>' for n in (2, 3, 4)
        )
        for kind in ("footnote", "endnote")
    }
    document = read(write_docx(tmp_path, body, parts=notes)).document
    assert [(p.text, [(n.mark, n.text) for n in p.footnotes]) for p in document.paragraphs] == [
        ("One.", [("1", "The footnote 2.")]),
        ("Two.", [("i", "The endnote 2.")]),
        ("Three.", [("*", "The footnote 3.")]),
        ("Four. And more.", [("3", "The footnote 2."), ("7", "Typed note.")]),
    ]


def test_small_text_is_text_unless_it_is_beside_a_table(tmp_path: Path) -> None:
    wells = table(("Well", "State"), ("Ghor", "dry"))
    body = (
        item(TEXTS[0])
        + p("No one shall be denied water.", SMALL_STYLE)
        + p("(a) Repair every pump;", SMALL_STYLE)
        + item(TEXTS[1])
        + p("Table 1")
        + p("(In litres a day)", SMALL_STYLE)
        + wells
        + p("a Not measured.", SMALL_STYLE)
        + item(TEXTS[2])
    )
    path = write_docx(tmp_path, body, styles=SMALL_STYLES)
    first = read(path).document.paragraphs[0].text
    assert first == f"{TEXTS[0]} No one shall be denied water. (a) Repair every pump;"
    assert labels(path) == [
        (CAPTION, "Table 1"),
        (SMALL, "(In litres a day)"),
        (TABLE, "Well | State ‖ Ghor | dry"),
        (SMALL, "a Not measured."),
    ]


def test_an_annex_in_small_type_keeps_its_paragraphs_and_headings(tmp_path: Path) -> None:
    annex = (
        p(run("Annex", "<w:b/>"))
        + p(run("A. Keepers", '<w:b/><w:sz w:val="18"/>'))
        + "".join(p(f"{n}. {text}", SMALL_STYLE) for n, text in enumerate(TEXTS[:3], start=1))
    )
    heading = p(run("I. Wells", "<w:b/>")) + p(run("A. Pumps", "<w:b/>"))
    body = heading + "".join(map(item, TEXTS * 3)) + annex
    path = write_docx(tmp_path, body, styles=SMALL_STYLES)
    found = [p for p in read(path).document.paragraphs if p.part == "annex"]
    assert [p.text for p in found] == list(TEXTS[:3])
    assert all("A. Keepers" in p.headings for p in found)


def test_nothing_of_the_document_is_lost(tmp_path: Path) -> None:
    toc = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    box = f"<w:r><w:pict><w:txbxContent>{p('In a box.')}</w:txbxContent></w:pict></w:r>"
    section = (
        '<w:sectPr><w:headerReference w:type="first" r:id="hdr1"/>'
        '<w:headerReference w:type="default" r:id="hdr2"/></w:sectPr>'
    )
    body = (
        p(toc + run("Wells 3"))
        + p(run("Pumps 4") + end)
        + item(TEXTS[0])
        + item("")
        + p(box)
        + table(("a", "b"))
        + section
    )
    path = write_docx(tmp_path, body, parts={"hdr1": p("A/HRC/99/1"), "hdr2": p("Running head")})
    blocks = [(block.label, block.text) for block in read_docx(path)]
    assert blocks == [
        ("", "A/HRC/99/1"),
        (CONTENTS, "Wells 3"),
        (CONTENTS, "Pumps 4"),
        ("", f"1. {TEXTS[0]}"),
        (FURNITURE, "2."),
        (BOX, "In a box."),
        (TABLE, "a | b"),
        (RUNNING_HEAD, "Running head"),
    ]


def test_a_drawing_in_two_forms_is_read_once(tmp_path: Path) -> None:
    def shape(kind: str) -> str:
        return f"<w:{kind}><w:txbxContent>{p('Once.')}</w:txbxContent></w:{kind}>"

    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{shape("drawing")}</mc:Choice>'
        f"<mc:Fallback>{shape('pict')}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert labels(write_docx(tmp_path, p(both + run("Text.")))) == [(BOX, "Once.")]
