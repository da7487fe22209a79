"""The same report reads the same from every kind of file."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from corpus import Document, Paragraph
from corpus.block import TABLE
from corpus.errors import UnreadableReport, UnsupportedFormat
from corpus.read import read, read_document
from corpus.readers.formats import read_blocks
from tests.paths import CHROMIUM
from tests.report_files import write_html, write_markdown, write_pdf, write_word
from tests.word_files import TEXTS, item, write_docx

OLD_OFFICE = b"\xd0\xcf\x11\xe0" + b"\0" * 40


def stream(name: str) -> bytes:
    """Return the name of a stream as old Office files have it."""
    return name.encode("utf-16-le")


def packed(*names: str) -> bytes:
    """Return a ZIP archive with parts of one word each."""
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "Text")
    return file.getvalue()


needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium found, which prints the PDF; set CHROMIUM"
)


def unpaged(document: Document) -> list[Paragraph]:
    return [replace(p, page=None) for p in document.paragraphs if p.part != "front matter"]


@pytest.mark.parametrize(
    "write",
    [
        write_markdown,
        write_html,
        write_word,
        pytest.param(write_pdf, marks=[needs_chromium, pytest.mark.browser]),
    ],
)
def test_the_report_reads_the_same_from_every_kind_of_file(
    write: Callable[[Path], Path], report: Document, tmp_path: Path
) -> None:
    found = read(write(tmp_path))
    assert unpaged(found.document) == unpaged(report)
    assert found.document.symbol == report.symbol
    assert found.document.issued == report.issued
    assert not found.certificate.broken


@pytest.mark.browser
@needs_chromium
def test_a_pdf_knows_its_pages_and_forgets_running_heads(tmp_path: Path) -> None:
    document = read_document(write_pdf(tmp_path))
    pages = [p.page for p in document.paragraphs if p.number]
    assert pages == sorted(page for page in pages if page)
    assert max(page for page in pages if page) > 10
    assert not any("A/78/176 " in p.text[:9] for p in document.paragraphs)


def test_the_kind_is_told_by_content_not_by_name(tmp_path: Path) -> None:
    word = write_word(tmp_path)
    lying = word.rename(tmp_path / "A_78_176.pdf")
    assert len([p for p in read_document(lying).paragraphs if p.number]) == 76


def test_word_numbers_restart_and_go_down_a_level(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    for style in ("List Number", "List Number", "Normal", "List Number"):
        document.add_paragraph("Some text.", style=style)
    path = tmp_path / "A_1_2.docx"
    document.save(str(path))
    assert [block.text for block in read_blocks(path)] == [
        "1. Some text.",
        "2. Some text.",
        "Some text.",
        "3. Some text.",
    ]


def test_every_kind_of_word_document_is_read(tmp_path: Path) -> None:
    body = "".join(map(item, TEXTS))
    path = write_docx(tmp_path, body, strict=True)
    for suffix in (".docx", ".docm", ".dotx"):
        path = path.rename(path.with_suffix(suffix))
        assert len([p for p in read_document(path).paragraphs if p.number]) == len(TEXTS)


def test_a_word_footnote_belongs_to_its_paragraph_and_not_to_its_text(tmp_path: Path) -> None:
    page = (
        "<html><body><p>1. The Council<a href='#n1'><sup>1</sup></a> decided.</p><p>2. Next.</p>"
        "<p id='n1'><a href='#r1'>1</a> See resolution 26/6.</p></body></html>"
    )
    path = tmp_path / "A_1_2.html"
    path.write_text(page)
    first = read_document(path).paragraphs[0]
    assert first.text == "The Council decided."
    assert [(note.mark, note.text) for note in first.footnotes] == [("1", "See resolution 26/6.")]


def test_lists_of_a_page_are_counted_as_browsers_count_them(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<html><body><ol start='4'><li>Four<ol type='a'><li>Sub</li></ol></li>"
        "<li value='9'>Nine</li></ol><ul><li>Bullet</li></ul></body></html>"
    )
    assert [block.text for block in read_blocks(path)] == [
        "4. Four",
        "(a) Sub",
        "9. Nine",
        "Bullet",
    ]


def test_tables_of_several_columns_are_labelled_and_frames_are_text(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<html><body><p>1. Text.</p><table><tr><td>a</td><td>b</td></tr></table>"
        "<table><tr><td>In a frame.</td></tr></table></body></html>"
    )
    assert [(block.text, block.label) for block in read_blocks(path)] == [
        ("1. Text.", ""),
        ("a | b", TABLE),
        ("In a frame.", ""),
    ]


def test_akoma_ntoso_gives_numbers_headings_and_notes(tmp_path: Path) -> None:
    path = tmp_path / "A_1_2.xml"
    path.write_text(
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement><mainBody>'
        "<division><num>A.</num><heading>Cooperation</heading><paragraph><num>1.</num><content>"
        '<p>Welcomes<authorialNote marker="1"><p>CBD/12.</p></authorialNote> it;</p></content>'
        "</paragraph><paragraph><num>2.</num><content><p>Invites:</p></content><list><point>"
        "<num>(a)</num><content><p>All.</p></content></point></list></paragraph></division>"
        "</mainBody></statement></akomaNtoso>"
    )
    read = read_document(path).paragraphs
    assert [(p.number, p.text, p.headings) for p in read] == [
        ("1", "Welcomes it;", ("A. Cooperation",)),
        ("2", "Invites: (a) All.", ("A. Cooperation",)),
    ]
    assert read[0].footnotes[0].text == "CBD/12."


@pytest.mark.parametrize(
    ("name", "content", "error", "says"),
    [
        ("a.pdf", b"%PDF-1.7\nnothing more", UnreadableReport, "damaged"),
        ("a.docx", b"PK\x03\x04" + b"\0" * 40, UnreadableReport, "damaged"),
        ("a.odt", b"PK\x03\x04" + b"\0" * 40, UnreadableReport, "OpenDocument text is damaged"),
        ("a.doc", OLD_OFFICE, UnsupportedFormat, r"\.docx"),
        ("a.doc", OLD_OFFICE + stream("WordDocument"), UnsupportedFormat, "old Word file"),
        ("a.docx", OLD_OFFICE + stream("EncryptedPackage"), UnreadableReport, "by a password"),
        ("a.xls", OLD_OFFICE + stream("Workbook"), UnsupportedFormat, "old Excel file"),
        ("a.doc", b"{\\rtf1 1. Text.}", UnsupportedFormat, "Rich Text Format"),
        ("a.xlsx", packed("[Content_Types].xml", "xl/workbook.xml"), UnsupportedFormat, "Excel"),
        ("a.docx", packed("[Content_Types].xml", "ppt/a.xml"), UnsupportedFormat, "PowerPoint"),
        ("a.zip", packed("A_1_2.pdf"), UnsupportedFormat, "ZIP archive. Unpack it"),
        ("a.epub", packed("mimetype", "META-INF/container.xml"), UnsupportedFormat, "e-book"),
        ("a.docx", packed("word/document.xml"), UnreadableReport, "damaged"),
        ("a.xml", b"<?xml version='1.0'?><w:wordDocument/>", UnsupportedFormat, "Save it as .docx"),
        ("a.xml", b"<?xml version='1.0'?><feed/>", UnsupportedFormat, "Akoma Ntoso"),
        ("a.xml", b"<akomaNtoso><p>", UnreadableReport, "well-formed"),
        ("a.html", b"<html><script>1. x</script></html>", UnreadableReport, "no text"),
        ("a.png", b"\x89PNG", UnsupportedFormat, "PDF, Word"),
    ],
)
def test_what_cannot_be_read_says_so_in_a_sentence(
    tmp_path: Path, name: str, content: bytes, error: type[Exception], says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(error, match=says):
        read_blocks(path)


def test_an_entity_is_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    path = tmp_path / "a.xml"
    entity = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    path.write_text(f"{entity}<akomaNtoso><p>1. &x;</p></akomaNtoso>")
    assert not any("SECRET" in block.text for block in read_blocks(path))
