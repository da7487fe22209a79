"""The words of Word paragraphs: symbols, fields, equations, raised figures."""

from pathlib import Path

import pytest

from corpus.readers.docx import read_docx
from tests.word_files import p, run, write_docx


def text_of(path: Path) -> str:
    (block,) = (block for block in read_docx(path) if not block.label)
    return block.text


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "≥"),
        ('<w:r><w:sym w:font="Symbol" w:char="B0"/></w:r>', "°"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>', "→"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        (run("m", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>') + run("g"), "µg"),
        (run("CO") + run("2", '<w:vertAlign w:val="subscript"/>'), "CO2"),
        (run("10") + run("6", '<w:vertAlign w:val="superscript"/>'), "10⁶"),
        (run("4 km") + run("2", '<w:vertAlign w:val="superscript"/>'), "4 km2"),
        (run("the 1") + run("st", '<w:vertAlign w:val="superscript"/>'), "the 1st"),
        (run("ofﬁ\u00adcial ﬂow"), "official flow"),
        ("<w:r><w:t>two</w:t><w:noBreakHyphen/><w:t>year</w:t></w:r>", "two-year"),
        ("<w:r><w:t>co</w:t><w:softHyphen/><w:t>operate</w:t></w:r>", "cooperate"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a b c"),
        (f'<w:hyperlink r:id="x">{run("a link")}</w:hyperlink>', "a link"),
        (f'<w:fldSimple w:instr=" DATE ">{run("1 May 2024")}</w:fldSimple>', "1 May 2024"),
        (f"<w:smartTag>{run('Ghor')}</w:smartTag><w:ins>{run(' now')}</w:ins>", "Ghor now"),
        (f"<w:sdt><w:sdtContent>{run('chosen')}</w:sdtContent></w:sdt>", "chosen"),
    ],
)
def test_every_kind_of_word_is_kept(tmp_path: Path, content: str, expected: str) -> None:
    assert text_of(write_docx(tmp_path, p(content))) == expected


def field(code: str, result: str = "", data: str = "") -> str:
    begin, middle, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'
        for kind, inner in (("begin", data), ("separate", ""), ("end", ""))
    )
    shown = f"{middle}{run(result)}" if result else ""
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{shown}{end}"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (field(" HYPERLINK x ", "see here"), "see here"),
        (field(f" IF {field('MERGEFIELD y', 'no')} = 1 ", "yes"), "yes"),
        (field(' SYMBOL 179 \\f "Symbol" '), "≥"),
        (
            field(
                " FORMDROPDOWN ",
                data='<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="no"/>'
                '<w:listEntry w:val="yes"/></w:ddList></w:ffData>',
            ),
            "yes",
        ),
        (
            field(
                " FORMCHECKBOX ", data="<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"
            ),
            "☒",
        ),
        (field(" EQ \\f(1,2) "), "1/2"),
    ],
)
def test_fields_show_their_results(tmp_path: Path, content: str, expected: str) -> None:
    assert text_of(write_docx(tmp_path, p(run("It is ") + content))) == f"It is {expected}"


def maths(content: str) -> str:
    return f"<m:oMath>{content}</m:oMath>"


def sign(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (sign("W=0.3D") + sign("+0.7P"), "W=0.3D+0.7P"),
        (f"<m:f><m:num>{sign('a+b')}</m:num><m:den>{sign('2')}</m:den></m:f>", "(a+b)/2"),
        (f"<m:sSup><m:e>{sign('x')}</m:e><m:sup>{sign('2')}</m:sup></m:sSup>", "x^2"),
        (f"<m:rad><m:deg/><m:e>{sign('y')}</m:e></m:rad>", "√(y)"),
        (f"<m:d><m:e>{sign('a')}</m:e></m:d>", "(a)"),
        (
            f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{sign("i=1")}</m:sub>'
            f"<m:sup>{sign('n')}</m:sup><m:e>{sign('x')}</m:e></m:nary>",
            "∑_(i=1)^n x",
        ),
    ],
)
def test_equations_are_one_line_of_text(tmp_path: Path, content: str, expected: str) -> None:
    path = write_docx(tmp_path, p(run("computed as ") + maths(content) + run(" here")))
    assert text_of(path) == f"computed as {expected} here"


def test_a_large_first_letter_is_part_of_its_word(tmp_path: Path) -> None:
    drop = p("T", '<w:framePr w:dropCap="drop"/>')
    assert text_of(write_docx(tmp_path, drop + p("he wells."))) == "The wells."
