"""Plain text, in whatever encoding."""

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.block import Block
from corpus.errors import UnreadableReport

# Lines of a file that was wrapped by hand stay below this; a paragraph on one line goes beyond it.
_WRAPPED_AT = 120
# A number or a letter on a line of its own; the dots of a table of contents.
_MARK_ALONE = re.compile(r"\d{1,4}(?:\.\d{1,4}){0,3}\.?|\((?:[a-z]|[ivx]{1,5})\)")
_LEADERS = re.compile(r"(?:\. ?){6,}")
# Windows has letters and quotation marks where ISO 8859-1 has nothing.
_FOREIGN = 0.3
# Where the Macintosh has an apostrophe, Windows has a letter that no word has there.
_MAC_APOSTROPHE = re.compile(rb"[a-z]\xd5(?:[a-z]|\s)")
_SUPERSETS = {"iso-8859-1": "cp1252", "iso8859-1": "cp1252", "ascii": "cp1252"}


def read_text(path: Path) -> list[Block]:
    """Return the blocks of plain text: lines, or runs of lines where it was wrapped by hand."""
    return list(_text_blocks(decode(path)))


def decode(path: Path) -> str:
    """Return a text file's text; raises UnreadableReport where it is none."""
    data = path.read_bytes()
    if not data.strip():
        raise UnreadableReport(f"{path.name}: the file is empty")
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = _detect(data, path.name)
    if "\0" in text:
        raise UnreadableReport(f"{path.name}: not a text file. Save it as plain text or Markdown")
    return text


def _detect(data: bytes, name: str) -> str:
    """Decode bytes that are no UTF: in an old encoding of Windows or of the Macintosh."""
    import chardet

    encoding = str(chardet.detect(data)["encoding"] or "").lower()
    # A text in another alphabet is mostly in it; a few letters beyond ASCII are accents.
    few = sum(byte > 127 for byte in data) < _FOREIGN * len(data)
    if few and encoding not in ("macroman", "mac_roman", "mac-roman"):
        encoding = "cp1252"
    encoding = _SUPERSETS.get(encoding, encoding)
    if encoding in ("cp1252", "windows-1252") and _MAC_APOSTROPHE.search(data):
        encoding = "mac_roman"
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        raise UnreadableReport(f"{name}: not text in any known encoding") from None


def _text_blocks(text: str) -> Iterator[Block]:
    # Two shapes are common: a paragraph a line, or lines wrapped by hand with blank lines between.
    lines = [line.strip() for line in re.split(r"\r\n|[\r\n\v\f\x85\u2028\u2029]", text)]
    wrapped = all(len(line) <= _WRAPPED_AT for line in lines)
    mark, piece = "", ""
    for line in [*lines, ""]:
        if wrapped and line and not _LEADERS.search(line):
            piece = f"{piece} {line}"
            continue
        found = " ".join((piece if wrapped else line).split())
        piece = ""
        if not found or _LEADERS.search(found):
            continue
        if _MARK_ALONE.fullmatch(found):
            mark = f"{found} "  # of what the next line says
            continue
        yield Block(mark + found)
        mark = ""
