"""The bundled report as files of every kind, as others would make them."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from corpus.read import bundled_reports

_TITLE = "Human rights and international solidarity"
_LARGE = frozenset(["I", "II", "III", "IV", "V"])
_HEADING = re.compile(r"([IVX]+|[A-F])\. ")


def lines() -> Iterator[tuple[int, str]]:
    """Yield the report's lines with the level of heading each is: 0 none, 1 to 3."""
    for line in bundled_reports()[0].read_text("utf-8").splitlines():
        text = re.sub(r"\[([^\]]*)\]\(#\)", r"\1", " ".join(line.split()))
        found = _HEADING.match(text)
        if not text:
            continue
        if text in ("Summary", _TITLE):
            yield 1, text
        elif found and len(text) < 150:
            yield (2 if found[1] in _LARGE else 3), text
        else:
            yield 0, text


def write_markdown(folder: Path) -> Path:
    path = folder / "A_78_176-EN.md"
    marked = [f"{'#' * level} {text}".strip().replace("*", r"\*") for level, text in lines()]
    path.write_text("\n\n".join(marked), encoding="utf-8")
    return path


def write_html(folder: Path) -> Path:
    path = folder / "A_78_176-EN.html"
    tags = [(f"h{level}" if level else "p", text) for level, text in lines()]
    body = "\n".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in tags)
    style = "body {font: 10pt serif} h1 {font-size: 17pt} h2 {font-size: 14pt} h3 {font-size: 12pt}"
    head = f"<head><title>Report</title><meta charset='utf-8'><style>{style}</style></head>"
    path.write_text(f"<!DOCTYPE html><html>{head}<body>{body}</body></html>", encoding="utf-8")
    return path


def write_word(folder: Path) -> Path:
    """Write it as Word does: headings by style, numbers counted by Word itself."""
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = docx.Document()
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element.find(f".//{qn('w:numId')}").get(qn("w:val"))
    assert numbering is not None
    for level, text in lines():
        number = re.match(r"\d+\. ", text)
        if level:
            document.add_heading(text, level)
        elif number:
            paragraph = document.add_paragraph(text[number.end() :])
            properties = OxmlElement("w:numPr")
            for name, value in (("w:ilvl", "0"), ("w:numId", style)):
                child = OxmlElement(name)
                child.set(qn("w:val"), value)
                properties.append(child)
            paragraph._p.get_or_add_pPr().append(properties)
        else:
            document.add_paragraph(text)
    path = folder / "A_78_176-EN.docx"
    document.save(str(path))
    return path


def write_pdf(folder: Path) -> Path:
    """Print the HTML file, with running heads and page numbers."""
    from playwright.sync_api import sync_playwright

    from tests.paths import CHROMIUM

    page_file = write_html(folder)
    path = folder / "A_78_176-EN.pdf"
    small = "font-size: 8pt; width: 100%; padding: 0 20mm"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(page_file.as_uri())
        page.pdf(
            path=str(path),
            format="A4",
            margin={"top": "30mm", "bottom": "35mm", "left": "25mm", "right": "25mm"},
            display_header_footer=True,
            header_template=f"<div style='{small}'>A/78/176</div>",
            footer_template=f"<div style='{small}'><span class='pageNumber'></span>/"
            "<span class='totalPages'></span></div>",
        )
        browser.close()
    return path
