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
from corpus.readers.odt import read_odt
from corpus.readers.package import LOCKED, Package
from corpus.readers.pdf import read_pdf
from corpus.readers.text import read_text

# The suffixes of readable files. The content of a file decides which reader is used.
SUFFIXES = frozenset((
    ".pdf", ".docx", ".docm", ".dotx", ".dotm", ".odt", ".ott", ".html", ".htm", ".xhtml", ".xml",
    ".akn", ".txt", ".md", ".markdown",
))  # fmt: skip
_KINDS = "PDF, Word (.docx), OpenDocument (.odt), HTML, Akoma Ntoso, Markdown and plain text"
_LARGEST = 50_000_000  # bytes
_START = 4096  # bytes
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
# The names of the streams in an old Office file, and what the file is. A file that is locked by a
# password is packed into such a file, whatever its own format.
_OLD_KINDS = (
    ("EncryptedPackage", LOCKED),
    ("WordDocument", "this is an old Word file (.doc). Save it as .docx in Word or LibreOffice"),
    ("Workbook", "this is an old Excel file. Save its text as .docx or .txt"),
    ("PowerPoint Document", "this is an old PowerPoint file. Save its text as .docx or .txt"),
    ("__properties_version1.0", "this is an e-mail of Outlook. Save the report in it as a file"),
)
_READERS_BY_MARK: tuple[tuple[tuple[bytes, ...], Callable[[Path], list[Block]]], ...] = (
    ((b"%pdf-",), read_pdf),
    ((b"<akomantoso",), read_akn),
    ((b"<html", b"<!doctype html"), read_html),
)
# What files are that are ZIP archives, by the beginning of the name of a part.
_ZIP_KINDS = (
    ("xl/", "this is an Excel workbook. Save its text as .docx or .txt"),
    ("ppt/", "this is a PowerPoint presentation. Save its text as .docx or .txt"),
    ("visio/", "this is a Visio drawing. Save it as .pdf"),
    ("index/document.iwa", "this is a Pages document. Export it to Word"),
    ("meta-inf/container.xml", "this is an e-book (EPUB). Save its text as .html"),
)
# What files of OpenDocument are, by the end of the type that they name.
_OPEN_KINDS = {
    b"spreadsheet": "this is an OpenDocument spreadsheet. Save its text as .odt or .txt",
    b"presentation": "this is an OpenDocument presentation. Save its text as .odt or .txt",
    b"graphics": "this is an OpenDocument drawing. Save it as .pdf",
}
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
        raise _old_office(path)
    if start.startswith(_ZIP):
        return _zip_reader(path)
    lower = start.lower().replace(b"\0", b"")
    for marks, read in _READERS_BY_MARK:
        if any(mark in lower for mark in marks):
            return read
    _refuse_other_text(path, lower.lstrip(b"\xef\xbb\xbf \r\n\t"))
    if not readable(path):
        raise UnsupportedFormat(
            f"{path.name}: no reader for this kind of file. Readable are {_KINDS}; the names of "
            "plain text and Markdown end with .txt, .md"
        )
    return read_markdown if path.suffix.lower() in _MARKDOWN else read_text


def _old_office(path: Path) -> UnsupportedFormat | UnreadableReport:
    """Return the error for a file in the format of Office before 2007."""
    data = path.read_bytes()
    for stream, message in _OLD_KINDS:
        if stream.encode("utf-16-le") in data:
            error = UnreadableReport if message == LOCKED else UnsupportedFormat
            return error(f"{path.name}: {message}")
    return UnsupportedFormat(
        f"{path.name}: this is an old Word or Excel file. Save it as .docx in Word or LibreOffice"
    )


def _zip_reader(path: Path) -> Callable[[Path], list[Block]]:
    """Return the reader for a ZIP archive.

    Raises: UnsupportedFormat if the archive is no Word document and no OpenDocument text.
    """
    package = Package(path)
    kind = package.data("mimetype").strip()
    if b"opendocument.text" in kind:
        return read_odt
    for end, message in _OPEN_KINDS.items():
        if kind.endswith((end, end + b"-template")):
            raise UnsupportedFormat(f"{path.name}: {message}")
    if any(name.startswith("word/") for name in package.names):
        return read_docx
    for part, message in _ZIP_KINDS:
        if any(name.startswith(part) for name in package.names):
            raise UnsupportedFormat(f"{path.name}: {message}")
    if any(name == "[content_types].xml" for name in package.names):
        return read_docx
    raise UnsupportedFormat(
        f"{path.name}: this is a ZIP archive. Unpack it, and add the reports that are in it"
    )


def _refuse_other_text(path: Path, start: bytes) -> None:
    """Raise UnsupportedFormat if a file is text in a format that no reader supports."""
    if start.startswith(b"{\\rtf"):
        message = "this is Rich Text Format. Save it as .docx in Word or LibreOffice"
    elif b"<w:worddocument" in start or b"<pkg:package" in start:
        message = "this is a Word document as a single XML file. Save it as .docx in Word"
    elif b"<office:document " in start:
        message = "this is an OpenDocument text as a single XML file. Save it as .odt"
    elif start.startswith(b"<?xml"):
        message = f"this XML is not Akoma Ntoso. Readable are {_KINDS}"
    else:
        return
    raise UnsupportedFormat(f"{path.name}: {message}")
