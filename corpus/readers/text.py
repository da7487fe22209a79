"""The reader of plain text, and the detection of its encoding."""

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.block import Block
from corpus.errors import UnreadableReport

# In a file with line breaks inside paragraphs, every line has at most this many characters. In a
# file with one paragraph a line, some lines are longer.
_WRAPPED_AT = 120
# A number or a letter on a line of its own.
_MARK_ALONE = re.compile(r"\d{1,4}(?:\.\d{1,4}){0,3}\.?|\((?:[a-z]|[ivx]{1,5})\)")
# The dots of a table of contents.
_LEADERS = re.compile(r"(?:\. ?){6,}")
# If at least this share of the bytes is not ASCII, the text is in another alphabet.
_FOREIGN = 0.3
# This byte is an apostrophe in Mac Roman. In Windows-1252 it is "Õ", which no English word has
# between these letters.
_MAC_APOSTROPHE = re.compile(rb"[a-z]\xd5(?:[a-z]|\s)")
# Windows-1252 has letters and quotation marks at bytes that ISO 8859-1 leaves undefined.
_SUPERSETS = {"iso-8859-1": "cp1252", "iso8859-1": "cp1252", "ascii": "cp1252"}


def read_text(path: Path) -> list[Block]:
    """Return the blocks of a plain text file.

    A block is a line, or a run of lines if the file has line breaks inside paragraphs.

    Raises: UnreadableReport if the file is empty or is not text.
    """
    return list(_text_blocks(decode(path)))


def decode(path: Path) -> str:
    """Return the text of a file.

    Raises: UnreadableReport if the file is empty or is not text.
    """
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
    """Return bytes that are not UTF-8 or UTF-16 as text, decoded from a detected encoding."""
    import chardet

    encoding = str(chardet.detect(data)["encoding"] or "").lower()
    # Most letters of a text in another alphabet are not ASCII. In a Latin text, only accented
    # letters and quotation marks are not ASCII.
    latin = sum(byte > 127 for byte in data) < _FOREIGN * len(data)
    if latin and encoding not in ("macroman", "mac_roman", "mac-roman"):
        encoding = "cp1252"
    encoding = _SUPERSETS.get(encoding, encoding)
    if encoding in ("cp1252", "windows-1252") and _MAC_APOSTROPHE.search(data):
        encoding = "mac_roman"
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        raise UnreadableReport(f"{name}: not text in any known encoding") from None


def _text_blocks(text: str) -> Iterator[Block]:
    # Two layouts are common: one paragraph a line, or wrapped lines with blank lines between
    # paragraphs.
    lines = [line.strip() for line in re.split(r"\r\n|[\r\n\v\f\x85\u2028\u2029]", text)]
    wrapped = all(len(line) <= _WRAPPED_AT for line in lines)
    mark, text_so_far = "", ""
    for line in [*lines, ""]:
        if wrapped and line and not _LEADERS.search(line):
            text_so_far = f"{text_so_far} {line}"
            continue
        block = " ".join((text_so_far if wrapped else line).split())
        text_so_far = ""
        if not block or _LEADERS.search(block):
            continue
        if _MARK_ALONE.fullmatch(block):
            mark = f"{block} "  # the mark belongs to the next block
            continue
        yield Block(mark + block)
        mark = ""
