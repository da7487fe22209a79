"""The reader of PDF files.

A PDF stores only the position of each letter. pdftext (on PDFium) finds the lines and their fonts.
PDFium itself finds the positions of drawn rules.
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
    Columns,
    Page,
    Run,
    TextLine,
    drop_running_heads,
    drop_tables,
    merged,
)

_MANY_PAGES = 1200
# Some files scale their type and state a size of at most this many points. Then the height of the
# letters is the size.
_SCALED = 3.0
# A file with fewer letters per page than this is a scan.
_LETTERS_PER_PAGE = 40
# A rule of a table is at most this thin, in points. It lies between these shares of the page
# height, which exclude the running heads, and has more edges than the rule of a frame.
_THIN, _TOP, _BOTTOM, _FRAME_EDGES = 3.0, 0.09, 0.94, 2


def read_pdf(path: Path) -> list[Block]:
    """Return the blocks of a PDF.

    Raises: UnreadableReport if the file is damaged, locked by a password, too long, or a scan
        without text.
    """
    pages = _pages(path)
    letters = sum(len(line.text.strip()) for page in pages for line in page.lines)
    if letters < _LETTERS_PER_PAGE * len(pages):
        raise UnreadableReport(
            f"{path.name}: a scan without text: its {len(pages)} pages are pictures. Recognize the "
            "text first, for instance with ocrmypdf"
        )
    heads = drop_running_heads(pages)
    text_lines = [line for page in pages for line in page.lines]
    body = body_size((line.style.size, len(line.text.strip())) for line in text_lines)
    vocabulary = whole_words(line.text for line in text_lines)
    lines: list[Line] = []
    open_table = None
    for page in pages:
        open_table = drop_tables(page, body, open_table)
        lines += gather(page, body, vocabulary)
    symbol_heads = [head for head in heads if symbols.SYMBOL.fullmatch(head.rstrip("*"))]
    return [*(Block(head) for head in symbol_heads[:1]), *to_blocks(lines, body)]


def _pages(path: Path) -> list[Page]:
    from pdftext.extraction import dictionary_output
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with PdfDocument(str(path)) as document:
            if len(document) > _MANY_PAGES:
                raise UnreadableReport(
                    f"{path.name}: more than {_MANY_PAGES:,} pages. Split it first"
                )
        page_dicts = dictionary_output(str(path), sort=False, disable_links=True)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableReport(
                f"{path.name}: locked by a password. Save a copy without one"
            ) from None
        raise UnreadableReport(f"{path.name}: this PDF is damaged ({error})") from None
    return [
        Page(_text_lines(page, number), page["bbox"][3] - page["bbox"][1], rules)
        for number, (page, rules) in enumerate(zip(page_dicts, _rules(path), strict=True), start=1)
    ]


def _text_lines(page: Any, number: int) -> list[TextLine]:
    """Return the lines of a page of pdftext; ``number`` is the page number, from 1."""
    lines: list[TextLine] = []
    for block in page["blocks"]:
        for block_line in block["lines"]:
            spans = [span for span in block_line["spans"] if span["text"].strip("\r\n")]
            for group in _split_line(spans):
                line = _text_line(group, number)
                if not line.text.strip():
                    continue
                if lines and _is_mark_of(line, lines[-1]):
                    lines[-1].runs += line.runs
                    lines[-1].right = line.right
                else:
                    lines.append(line)
    return lines


def _split_line(spans: Sequence[Any]) -> Iterator[list[Any]]:
    """Yield the spans of a line, split before each span that goes back to the left edge."""
    group: list[Any] = []
    for span in spans:
        if group and span["text"].strip() and span["bbox"][0] < group[0]["bbox"][0] - 1:
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _text_line(spans: Sequence[Any], number: int) -> TextLine:
    # The boxes of spaces and line ends are unreliable.
    boxes = [span["bbox"] for span in spans if span["text"].strip()] or [spans[0]["bbox"]]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    runs = [_run(span) for span in spans]
    return TextLine(runs, min(lefts), min(tops), max(rights), max(bottoms), number)


def _run(span: Any) -> Run:
    font = span["font"]
    name = font["name"].lower()
    top, bottom = span["bbox"][1], span["bbox"][3]
    size = font["size"] if font["size"] > _SCALED else bottom - top
    text = span["text"].replace("\r", "").replace("\n", " ").replace("\xa0", " ")
    italic = "italic" in name or "oblique" in name
    return Run(text, round(size * 2) / 2, "bold" in name or "black" in name, italic)


def _is_mark_of(line: TextLine, before: TextLine) -> bool:
    """Return whether a line is only the raised footnote mark at the end of the line before."""
    small = line.style.size < 0.8 * before.style.size
    beside = line.left >= before.right - 2 and before.top - 4 <= line.top <= before.bottom
    return small and beside and bool(MARK.fullmatch(line.text.strip()))


def _rules(path: Path) -> Iterator[list[tuple[float, Columns]]]:
    """Yield the height and the columns of each rule that is drawn in pieces, for each page."""
    import pypdfium2
    import pypdfium2.raw

    with pypdfium2.PdfDocument(str(path)) as document:
        for page in document:
            height = page.get_height()
            edges_by_height: dict[int, set[int]] = {}
            for drawn in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
                left, bottom, right, top = drawn.get_bounds()
                if top - bottom <= _THIN and right - left >= _THIN:
                    middle = round(height - (top + bottom) / 2)
                    if _TOP * height < middle < _BOTTOM * height:
                        edges_by_height.setdefault(middle, set()).update(
                            (round(left), round(right))
                        )
            page.close()
            yield [
                (middle, tuple(merged(edges)))
                for middle, edges in sorted(edges_by_height.items())
                if len(merged(edges)) > _FRAME_EDGES
            ]
