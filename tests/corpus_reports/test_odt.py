"""OpenDocument texts are read as Word documents are."""

from pathlib import Path

import pytest

from corpus.block import BOX, CONTENTS, HIDDEN, STRUCK, TABLE
from corpus.read import read
from corpus.readers.odt import read_odt
from tests.word_files import TEXTS, write_odt

LIST = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" '
    'style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" '
    'style:num-format="a" style:num-prefix="(" style:num-suffix=")"/></text:list-style>'
)


def p(text: str, style: str = "P") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def listed(*items: str, more: str = "") -> str:
    inner = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f'<text:list text:style-name="L" {more}>{inner}</text:list>'


def found(path: Path) -> list[tuple[str, str]]:
    return [(block.label, block.text) for block in read_odt(path)]


def test_lists_are_counted_as_libreoffice_counts_them(tmp_path: Path) -> None:
    sub = "<text:list><text:list-item><text:p>Sub.</text:p></text:list-item></text:list>"
    body = (
        listed(p("One."), p("Two.") + sub)
        + p("Between.")
        + listed(sub, p("Three."), more='text:continue-numbering="true"')
        + listed(p("New."))
    )
    assert [text for _, text in found(write_odt(tmp_path, body, LIST))] == [
        "1. One.",
        "2. Two.",
        "(a) Sub.",
        "Between.",
        "(b) Sub.",
        "3. Three.",
        "1. New.",
    ]


@pytest.mark.parametrize("suffix", [".", "", ")"])
def test_a_report_has_its_numbers_headings_and_notes(tmp_path: Path, suffix: str) -> None:
    styles = LIST.replace('num-suffix="."', f'num-suffix="{suffix}"') + (
        '<style:style style:name="H" style:family="paragraph"><style:text-properties '
        'fo:font-weight="bold" fo:font-size="14pt"/></style:style>'
    )
    note = (
        "<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>See A/1.</text:p></text:note-body></text:note>"
    )
    body = '<text:h text:style-name="H" text:outline-level="1">I. Wells</text:h>' + listed(
        p(TEXTS[0] + note), *map(p, TEXTS[1:])
    )
    document = read(write_odt(tmp_path, body, styles)).document
    paragraphs = [paragraph for paragraph in document.paragraphs if paragraph.number]
    assert [paragraph.text for paragraph in paragraphs] == list(TEXTS)
    assert [paragraph.number for paragraph in paragraphs] == list("123456")
    assert {paragraph.headings for paragraph in paragraphs} == {("I. Wells",)}
    assert [(note.mark, note.text) for note in paragraphs[0].footnotes] == [("1", "See A/1.")]


def test_what_is_not_text_is_labelled(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="Hid" style:family="text"><style:text-properties '
        'text:display="none"/></style:style><style:style style:name="Out" style:family="text">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c"><text:deletion><text:p>Gone.'
        "</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    )
    spans = "".join(
        f'<text:span text:style-name="{name}">{text}</text:span>'
        for name, text in (("Hid", "secret "), ("Out", "old "))
    )
    cells = "".join(f"<table:table-cell>{p(text)}</table:table-cell>" for text in "ab")
    body = (
        changes
        + "<text:table-of-content><text:index-body><text:p>Wells 3</text:p></text:index-body>"
        + "</text:table-of-content>"
        + p(f'1. A {spans}well<text:change text:change-id="c"/>.')
        + f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
        + p(f"<draw:frame><draw:text-box>{p('Boxed.')}</draw:text-box></draw:frame>")
        + p("Two<text:s/>words<text:tab/>and<text:line-break/>more.")
    )
    assert found(write_odt(tmp_path, body, styles)) == [
        (CONTENTS, "Wells 3"),
        ("", "1. A well."),
        (HIDDEN, "secret"),
        (STRUCK, "old"),
        (HIDDEN, "Gone."),
        (TABLE, "a | b"),
        (BOX, "Boxed."),
        ("", "Two words and more."),
    ]
