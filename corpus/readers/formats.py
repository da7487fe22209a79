"""The choice of the reader for a file, by the file's format.

The format is detected from the first bytes of the file. The file name only distinguishes Markdown
from other text.
"""

from collections.abc import Callable
from pathlib import Path

from corpus.block import Block
from corpus.errors import UnreadableReport, UnsupportedFormat
from corpus.readers.docx import read_docx
from corpus.readers.markup import read_akn, read_html, read_markdown
from corpus.readers.pdf import read_pdf
from corpus.readers.text import read_text

# The suffixes of readable files. The content of a file decides which reader is used.
SUFFIXES = frozenset(
    [".pdf", ".docx", ".html", ".htm", ".xhtml", ".xml", ".akn", ".txt", ".md", ".markdown"]
)
_KINDS = "PDF, Word (.docx), HTML, Akoma Ntoso, Markdown and plain text"
_LARGEST = 50_000_000  # bytes
_START = 4096  # bytes
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_READERS_BY_MARK: tuple[tuple[tuple[bytes, ...], Callable[[Path], list[Block]]], ...] = (
    ((b"%pdf-",), read_pdf),
    ((b"pk\x03\x04",), read_docx),
    ((b"<akomantoso",), read_akn),
    ((b"<html", b"<!doctype html"), read_html),
)
_MARKDOWN = (".md", ".markdown")


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
    blocks = _reader(path, start)(path)
    if not any(block.text.strip() for block in blocks):
        raise UnreadableReport(f"{path.name}: there is no text in the file")
    return blocks


def readable(path: Path) -> bool:
    """Return whether a file's suffix is that of a supported format."""
    return path.suffix.lower() in SUFFIXES


def _reader(path: Path, start: bytes) -> Callable[[Path], list[Block]]:
    if start.startswith(_OLD_OFFICE):
        raise UnsupportedFormat(
            f"{path.name}: this is an old Word or Excel file. Save it as .docx in Word or "
            "LibreOffice"
        )
    lower = start.lower().replace(b"\0", b"")
    for marks, read in _READERS_BY_MARK:
        if any(mark in lower for mark in marks):
            return read
    if lower.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml"):
        raise UnsupportedFormat(f"{path.name}: this XML is not Akoma Ntoso. Readable are {_KINDS}")
    if not readable(path):
        raise UnsupportedFormat(
            f"{path.name}: no reader for this kind of file. Readable are {_KINDS}; the names of "
            "plain text and Markdown end with .txt, .md"
        )
    return read_markdown if path.suffix.lower() in _MARKDOWN else read_text
