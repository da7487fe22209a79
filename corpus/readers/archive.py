"""What a ZIP archive, an old Office file or a text is that no reader supports."""

from pathlib import Path

from corpus.errors import UnreadableReport, UnsupportedFormat
from corpus.readers.package import LOCKED, Package

# The names of the streams in an old Office file, and what the file is. A file that is locked by a
# password is packed into such a file, whatever its own format.
_OLD_KINDS = (
    ("EncryptedPackage", LOCKED),
    ("WordDocument", "this is an old Word file (.doc). Save it as .docx in Word or LibreOffice"),
    ("Workbook", "this is an old Excel file. Save its text as .docx or .txt"),
    ("PowerPoint Document", "this is an old PowerPoint file. Save its text as .docx or .txt"),
    ("__properties_version1.0", "this is an e-mail of Outlook. Save the report in it as a file"),
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


def old_office(path: Path) -> UnsupportedFormat | UnreadableReport:
    """Return the error for a file in the format of Office before 2007."""
    data = path.read_bytes()
    for stream, message in _OLD_KINDS:
        if stream.encode("utf-16-le") in data:
            error = UnreadableReport if message == LOCKED else UnsupportedFormat
            return error(f"{path.name}: {message}")
    return UnsupportedFormat(
        f"{path.name}: this is an old Word or Excel file. Save it as .docx in Word or LibreOffice"
    )


def kind_of_archive(path: Path) -> str:
    """Return the suffix of the format that a ZIP archive has: ".docx" or ".odt".

    Raises: UnsupportedFormat if the archive is no Word document and no OpenDocument text.
    """
    package = Package(path)
    kind = package.data("mimetype").strip()
    if b"opendocument.text" in kind:
        return ".odt"
    for end, message in _OPEN_KINDS.items():
        if kind.endswith((end, end + b"-template")):
            raise UnsupportedFormat(f"{path.name}: {message}")
    if any(name.startswith("word/") for name in package.names):
        return ".docx"
    for part, message in _ZIP_KINDS:
        if any(name.startswith(part) for name in package.names):
            raise UnsupportedFormat(f"{path.name}: {message}")
    if any(name == "[content_types].xml" for name in package.names):
        return ".docx"
    raise UnsupportedFormat(
        f"{path.name}: this is a ZIP archive. Unpack it, and add the reports that are in it"
    )


def refuse_other_text(path: Path, start: bytes, readable: str) -> None:
    """Raise UnsupportedFormat if a file is text in a format that no reader supports.

    Args:
        path: the file.
        start: its first bytes, in lower case.
        readable: the formats that are read, for the message.
    """
    if start.startswith(b"{\\rtf"):
        message = "this is Rich Text Format. Save it as .docx in Word or LibreOffice"
    elif b"<w:worddocument" in start or b"<pkg:package" in start:
        message = "this is a Word document as a single XML file. Save it as .docx in Word"
    elif b"<office:document " in start:
        message = "this is an OpenDocument text as a single XML file. Save it as .odt"
    elif start.startswith(b"<?xml"):
        message = f"this XML is not Akoma Ntoso. Readable are {readable}"
    else:
        return
    raise UnsupportedFormat(f"{path.name}: {message}")
