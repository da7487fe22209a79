"""The choice of the reader for a file, by the file's format.

The format is detected from the first bytes of the file. The file name only distinguishes Markdown
from other text.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from corpus.block import Block
from corpus.characters import normalise_characters
from corpus.document import Footnote
from corpus.errors import UnreadableReport, UnsupportedFormat
from corpus.readers.archive import kind_of_archive, old_office, refuse_other_text
from corpus.readers.docx import read_docx
from corpus.readers.markup import read_akn, read_html, read_markdown
from corpus.readers.odt import read_odt
from corpus.readers.pdf import read_pdf
from corpus.readers.text import read_text

# The suffixes of readable files. The content of a file decides which reader is used.
SUFFIXES = frozenset((
    ".pdf", ".docx", ".docm", ".dotx", ".dotm", ".odt", ".ott", ".html", ".htm", ".xhtml", ".xml",
    ".akn", ".txt", ".md", ".markdown",
))  # fmt: skip
_KINDS = "PDF, Word (.docx), OpenDocument (.odt), HTML, Akoma Ntoso, Markdown and plain text"
_LARGEST = 50_000_000  # bytes
_START = 65_536  # bytes
_SIGNATURE = 4096  # bytes in which the signature of a PDF file begins
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_PDF = b"%pdf-"
_AKOMA_NTOSO = re.compile(rb"<(?:\w+:)?akomantoso[\s>]")
# A page may begin with comments, and a part of a page may begin with any of these elements.
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:(?:<!--.*?-->|<\?.*?\?>)\s*)*"
    rb"<(?:!doctype\s+html|(?:html|head|body|title|meta|style|script|link|base|h[1-6]|p|div|section|"
    rb"article|main|header|nav|table|ol|ul|dl|center|font|span|blockquote|pre|hr|br)[\s/>])",
    re.DOTALL,
)
_WHOLE_PAGE = re.compile(rb"<(?:!doctype\s+html|html[\s>])")
_ELEMENT = re.compile(rb"<[a-z]")
_MARKDOWN = (".md", ".markdown")
_HTML_NAMES = (".html", ".htm", ".xhtml")


def read_blocks(path: Path) -> list[Block]:
    """Return the blocks of a file in reading order.

    Raises:
        UnsupportedFormat: no reader supports the format of the file.
        UnreadableReport: the file is empty, too large or damaged, or it has no text.
    """
    size = path.stat().st_size
    if size > _LARGEST:
        raise UnreadableReport(
            f"{path.name}: larger than {_LARGEST // 1_000_000} MB. Split it first"
        )
    with path.open("rb") as file:
        start = file.read(_START)
    if not start.strip():
        raise UnreadableReport(f"{path.name}: the file is empty")
    blocks = [_normalised(block) for block in _reader(path, start)(path)]
    if not any(block.text.strip() for block in blocks):
        raise UnreadableReport(f"{path.name}: there is no text in the file")
    return blocks


def readable(path: Path) -> bool:
    """Return whether a file's suffix is that of a supported format."""
    return path.suffix.lower() in SUFFIXES


def _reader(path: Path, start: bytes) -> Callable[[Path], list[Block]]:
    if start.startswith(_OLD_OFFICE):
        raise old_office(path)
    if start.startswith(_ZIP):
        return read_docx if kind_of_archive(path) == ".docx" else read_odt
    lower = start.lower().replace(b"\0", b"")
    if _PDF in lower[:_SIGNATURE]:
        return read_pdf
    if _AKOMA_NTOSO.search(lower):
        return read_akn
    if _is_html(path.suffix.lower(), lower):
        return read_html
    refuse_other_text(path, lower.lstrip(b"\xef\xbb\xbf \r\n\t"), _KINDS)
    if not readable(path):
        raise UnsupportedFormat(
            f"{path.name}: no reader for this kind of file. Readable are {_KINDS}; the names of "
            "plain text and Markdown end with .txt, .md"
        )
    return read_markdown if path.suffix.lower() in _MARKDOWN else read_text


def _normalised(block: Block) -> Block:
    """Return a block with its characters in one form, whatever the format of the file."""
    notes = tuple(Footnote(note.mark, normalise_characters(note.text)) for note in block.notes)
    return replace(block, text=normalise_characters(block.text), notes=notes)


def _is_html(suffix: str, start: bytes) -> bool:
    """Return whether a file is an HTML page or a part of one.

    A Markdown file may begin with an element, so it is a page only if it says so.
    """
    if suffix in _MARKDOWN:
        begin = _HTML.match(start)
        return bool(begin and _WHOLE_PAGE.match(begin[0][begin[0].rfind(b"<") :]))
    other_xml = start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml")
    whole_page = _WHOLE_PAGE.search(start) and b"<body" in start
    return bool(_HTML.match(start) or whole_page) or (
        suffix in _HTML_NAMES and not other_xml and bool(_ELEMENT.search(start))
    )
