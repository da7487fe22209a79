"""PDF files: the lines of their pages with their type, put together into blocks.

A PDF knows only where each letter stands. pdftext (on PDFium) tells lines and fonts, PDFium itself
where rules are drawn.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus import symbol as symbols
from corpus.block import Block, Line, body_size, to_blocks
from corpus.dehyphenate import whole_words
from corpus.errors import UnreadableReport
from corpus.readers.pdf_lines import gather
from corpus.readers.pdf_page import (
    MARK,
    Page,
    Run,
    TextLine,
    drop_running_heads,
    drop_tables,
    merged,
)

_MANY_PAGES = 1200
# Some files scale their type; it is as tall as it is then.
_SCALED = 3.0
_LETTERS_PER_PAGE = 40
# Rules of tables: as thin as this, between the running heads, in more pieces than a frame has.
_THIN, _TOP, _BOTTOM, _FRAME = 3.0, 0.09, 0.94, 2


def read_pdf(path: Path) -> list[Block]:
    """Return the blocks of a PDF.

    Raises UnreadableReport where it is damaged, locked by a password, or a scan without text.
    """
    pages = _pages(path)
    letters = sum(len(row.text.strip()) for page in pages for row in page.rows)
    if letters < _LETTERS_PER_PAGE * len(pages):
        raise UnreadableReport(
            f"{path.name}: a scan without text: its {len(pages)} pages are pictures. Recognize the "
            "text first, with ocrmypdf for instance"
        )
    heads = drop_running_heads(pages)
    rows = [row for page in pages for row in page.rows]
    body = body_size((row.style.size, len(row.text.strip())) for row in rows)
    vocabulary = whole_words(row.text for row in rows)
    lines: list[Line] = []
    going_on = None
    for page in pages:
        going_on = drop_tables(page, body, going_on)
        lines += gather(page, body, vocabulary)
    named = [head for head in heads if symbols.SYMBOL.fullmatch(head.rstrip("*"))]
    return [*(Block(head) for head in named[:1]), *to_blocks(lines, body)]


def _pages(path: Path) -> list[Page]:
    from pdftext.extraction import dictionary_output
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with PdfDocument(str(path)) as document:
            if len(document) > _MANY_PAGES:
                raise UnreadableReport(
                    f"{path.name}: more than {_MANY_PAGES:,} pages. Split it first"
                )
        read = dictionary_output(str(path), sort=False, disable_links=True)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableReport(
                f"{path.name}: locked by a password. Save a copy without one"
            ) from None
        raise UnreadableReport(f"{path.name}: damaged, or no PDF ({error})") from None
    return [
        Page(_rows(page, number), page["bbox"][3] - page["bbox"][1], rules)
        for number, (page, rules) in enumerate(zip(read, _rules(path), strict=True), start=1)
    ]


def _rows(page: Any, number: int) -> list[TextLine]:
    rows: list[TextLine] = []
    for block in page["blocks"]:
        for line in block["lines"]:
            spans = [span for span in line["spans"] if span["text"].strip("\r\n")]
            for run in _runs(spans):
                row = _row(run, number)
                if not row.text.strip():
                    continue
                if rows and _is_mark_of(row, rows[-1]):
                    rows[-1].pieces += row.pieces
                    rows[-1].right = row.right
                else:
                    rows.append(row)
    return rows


def _runs(spans: Sequence[Any]) -> Iterator[list[Any]]:
    """Part what was taken for one line, but goes back to the left."""
    run: list[Any] = []
    for span in spans:
        if run and span["text"].strip() and span["bbox"][0] < run[0]["bbox"][0] - 1:
            yield run
            run = []
        run.append(span)
    if run:
        yield run


def _row(spans: Sequence[Any], number: int) -> TextLine:
    # The boxes of spaces and line ends are not to be relied on.
    shown = [span["bbox"] for span in spans if span["text"].strip()] or [spans[0]["bbox"]]
    lefts, tops, rights, bottoms = zip(*shown, strict=True)
    pieces = [_piece(span) for span in spans]
    return TextLine(pieces, min(lefts), min(tops), max(rights), max(bottoms), number)


def _piece(span: Any) -> Run:
    font = span["font"]
    name = font["name"].lower()
    top, bottom = span["bbox"][1], span["bbox"][3]
    size = font["size"] if font["size"] > _SCALED else bottom - top
    text = span["text"].replace("\r", "").replace("\n", " ").replace("\xa0", " ")
    italic = "italic" in name or "oblique" in name
    return Run(text, round(size * 2) / 2, "bold" in name or "black" in name, italic)


def _is_mark_of(row: TextLine, before: TextLine) -> bool:
    """Whether a line is nothing but the raised mark at the end of the one before."""
    small = row.style.size < 0.8 * before.style.size
    beside = row.left >= before.right - 2 and before.top - 4 <= row.top <= before.bottom
    return small and beside and bool(MARK.fullmatch(row.text.strip()))


def _rules(path: Path) -> Iterator[list[tuple[float, tuple[int, ...]]]]:
    """Yield, for each page, the height of each rule that is drawn in pieces, and where they end."""
    import pypdfium2
    import pypdfium2.raw

    with pypdfium2.PdfDocument(str(path)) as document:
        for page in document:
            height = page.get_height()
            lines: dict[int, set[int]] = {}
            for drawn in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
                left, bottom, right, top = drawn.get_bounds()
                if top - bottom <= _THIN and right - left >= _THIN:
                    middle = round(height - (top + bottom) / 2)
                    if _TOP * height < middle < _BOTTOM * height:
                        lines.setdefault(middle, set()).update((round(left), round(right)))
            page.close()
            yield [
                (middle, tuple(merged(ends)))
                for middle, ends in sorted(lines.items())
                if len(merged(ends)) > _FRAME
            ]
