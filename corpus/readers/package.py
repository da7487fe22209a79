"""Files that are ZIP archives of XML parts: Word documents and OpenDocument texts."""

import posixpath
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from corpus.errors import UnreadableReport
from corpus.readers.html_tree import parse_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MOST_UNPACKED = 300_000_000  # bytes; a file has at most 50 MB, and text compresses to a tenth
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ENCRYPTED = 0x1  # the flag of an entry of a ZIP archive
# "Strict" Word documents use other names for the same elements.
_STRICT_NAMES = b"http://purl.oclc.org/ooxml/"
_USUAL_NAMES = b"http://schemas.openxmlformats.org/"
_STRICT = (
    (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
    (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
    (b"officeDocument/math", b"officeDocument/2006/math"),
    (b"drawingml/main", b"drawingml/2006/main"),
    (b"drawingml/chart", b"drawingml/2006/chart"),
)
LOCKED = "locked by a password. Save a copy without one"


class Package:
    """The parts of a ZIP archive, and the relationships between them."""

    def __init__(self, path: Path) -> None:
        """Open an archive.

        Raises: UnreadableReport if the archive is damaged, locked by a password, or too large when
        it is unpacked.
        """
        self.name = path.name
        try:
            self._archive = ZipFile(path)
        except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableReport(damaged(path)) from error
        entries = self._archive.infolist()
        if sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
            raise UnreadableReport(
                f"{path.name}: unpacks to more than {_MOST_UNPACKED // 1_000_000} MB. Take the "
                "pictures out and save it anew"
            )
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise UnreadableReport(f"{path.name}: {LOCKED}")
        # Some programs write the names of the parts with backslashes.
        self._entries = {entry.filename.replace("\\", "/").lower(): entry for entry in entries}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts in lower case."""
        return tuple(self._entries)

    def data(self, name: str) -> bytes:
        """Return the content of a part; nothing if there is no such part."""
        entry = self._entries.get(name.lower())
        return self._archive.read(entry) if entry is not None else b""

    def xml(self, name: str) -> Any:
        """Return the root element of a part; None if there is no such part.

        Raises: UnreadableReport if the XML is not well-formed.
        """
        data = self.data(name)
        if not data:
            return None
        for strict, usual in _STRICT:
            data = data.replace(
                b"http://purl.oclc.org/ooxml/" + strict,
                b"http://schemas.openxmlformats.org/" + usual,
            )
        return parse_xml(data, name)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the parts that a part refers to: the last word of the type, and the name, by id.

        Args:
            name: the name of the part; "" for the package itself.
        """
        folder, file = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        if root is None:
            return {}
        relations: dict[str, tuple[str, str]] = {}
        for relation in root.iter(_RELATIONSHIP):
            if relation.get("TargetMode") != "External":
                kind = relation.get("Type", "").rsplit("/", 1)[-1]
                target = posixpath.join("/", folder, relation.get("Target", ""))
                relations[relation.get("Id", "")] = kind, posixpath.normpath(target).lstrip("/")
        return relations


def damaged(path: Path) -> str:
    """Return the message that a file which is a ZIP archive cannot be opened."""
    if path.suffix.lower() in (".odt", ".ott"):
        message = "this OpenDocument text is damaged. Open it in LibreOffice and save it anew"
    else:
        message = "this Word document is damaged. Open it in Word or LibreOffice and save it anew"
    return f"{path.name}: {message}"
