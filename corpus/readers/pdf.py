"""The reader of PDF files.

A PDF stores only the position of each letter. The lines are found first. Then each line that
belongs to no paragraph gets a label: running heads, contents, tables, boxes, charts. The remaining
lines are joined to paragraphs and headings.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from corpus import symbol as symbols
from corpus.block import (
    PAGE_NUMBER,
    PICTURE,
    RUNNING_HEAD,
    Block,
    Line,
    Style,
    body_size,
    to_blocks,
)
from corpus.dehyphenate import count_words
from corpus.errors import UnreadableReport
from corpus.numerals import candidate
from corpus.readers.pdf_columns import Body
from corpus.readers.pdf_drawings import label_boxes, label_captions, label_charts
from corpus.readers.pdf_letters import read_letters
from corpus.readers.pdf_lines import gather
from corpus.readers.pdf_notes import split_notes
from corpus.readers.pdf_page import Page, TextLine, label_contents, label_running_heads
from corpus.readers.pdf_spaces import settle_spaces
from corpus.readers.pdf_tables import Tables
from corpus.readers.pdf_words import text_lines

# A file with fewer letters per page than this is a scan.
_LETTERS_PER_PAGE = 40
# A file is refused if at least this share of its letters has no meaning.
_UNKNOWN = 0.05
# The labels of the lines of a page that is only a picture.
_EDGES = (RUNNING_HEAD, PAGE_NUMBER)
# A line with at least this many letters can be a full line of the body text.
_LONG = 50


def read_pdf(path: Path) -> list[Block]:
    """Return the blocks of a PDF.

    Raises: UnreadableReport if the file is damaged, locked by a password, too long, a scan without
        text, or a file whose fonts do not say which letters they show.
    """
    pages = read_pages(path)
    heads = label_running_heads(pages)
    lines = [line for page in pages for line in page.lines]
    body = _body(lines)
    words = count_words(line.text for line in lines)
    tables, numbered = Tables(), False
    bodies: list[Body] = []
    for page in pages:
        label_contents(page)
        bodies.append(body.on_page(page.flow))
        label_captions(page)
        label_boxes(page, numbered=numbered)
        tables.label(page, bodies[-1])
        label_charts(page, bodies[-1])
        numbered |= any(candidate(line.text.strip()) for line in page.flow)
    notes = split_notes(pages, [page_body.size for page_body in bodies])
    blocks: list[Line] = []
    for number, page in enumerate(pages, start=1):
        blocks += gather(page, bodies[number - 1], words, notes[number - 1])
        if page.pictures and all(line.label in _EDGES for line in page.lines):
            blocks.append(Line("", Style(body.size), True, number, label=PICTURE))
    return _symbol_first(to_blocks(blocks, body.size), heads)


def read_pages(path: Path) -> list[Page]:
    """Return the pages of a PDF, without labels.

    Raises: UnreadableReport as ``read_pdf`` does.
    """
    pages: list[Page] = []
    unknown = 0
    for number, letters in enumerate(read_letters(path), start=1):
        lines = text_lines(letters, number)
        pages.append(Page(lines, letters.height, letters.drawings, letters.pictures))
        unknown += letters.unknown
    settle_spaces([line for page in pages for line in page.lines])
    count = sum(len(line.text.strip()) for page in pages for line in page.lines)
    if unknown > _UNKNOWN * count and unknown > _LETTERS_PER_PAGE:
        raise UnreadableReport(
            f"{path.name}: its letters cannot be told from its fonts. Recognize the text, for "
            "instance with ocrmypdf --force-ocr"
        )
    if count < _LETTERS_PER_PAGE * len(pages):
        raise UnreadableReport(
            f"{path.name}: a scan without text: its {len(pages)} pages are pictures. Recognize the "
            "text first, for instance with ocrmypdf"
        )
    return pages


def _body(lines: Sequence[TextLine]) -> Body:
    """Return the type size and the edges of the body text."""
    # In a short document the title, in bold, can have as many letters as the text.
    plain = [line for line in lines if not line.style.bold] or lines
    size = body_size((line.style.size, len(line.text.strip())) for line in plain)
    lefts: Counter[int] = Counter()
    rights: Counter[int] = Counter()
    for line in lines:
        if line.style.size == size and len(line.text) >= _LONG and not line.label:
            lefts[round(line.left)] += 1
            rights[round(line.right)] += 1
    # The first lines of paragraphs can be indented, and a table can be wider than the text.
    left = lefts.most_common(1)[0][0] if lefts else 0
    right = rights.most_common(1)[0][0] if rights else 0
    return Body(size, float(left), float(right))


def _symbol_first(blocks: list[Block], heads: Sequence[str]) -> list[Block]:
    """Return the blocks, the first running head that is a symbol first."""
    symbol = next((head for head in heads if symbols.SYMBOL.fullmatch(head.rstrip("*"))), None)
    first = next(
        (block for block in blocks if block.label == RUNNING_HEAD and block.text == symbol), None
    )
    if first is None:
        return blocks
    return [first, *(block for block in blocks if block is not first)]
