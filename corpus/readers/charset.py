"""The encoding of a file of text: what the file declares, else what its bytes look like."""

import codecs
import re
from pathlib import Path

from corpus.errors import UnreadableReport

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Browsers search the declaration in the first 1,024 bytes; some pages have long comments before it.
_SEARCHED = 65_536  # bytes
_DECLARED = re.compile(
    rb"<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
# Browsers read these names as a larger encoding.
_AS_IN_BROWSERS = {
    "iso8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030",
    "gbk": "gb18030", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "big5": "big5hkscs", "shift_jis": "cp932", "euc_kr": "cp949", "utf-16": "utf-8",
    "utf-16-le": "utf-8", "utf-16-be": "utf-8",
}  # fmt: skip
_OTHER_NAMES = {
    "x-sjis": "cp932", "x-gbk": "gb18030", "x-mac-roman": "mac_roman", "ansi": "cp1252",
    "x-mac-cyrillic": "mac_cyrillic", "iso-8859-8-i": "iso8859_8", "x-x-big5": "big5hkscs",
    "unicode": "utf-8", "windows-874": "cp874", "iso-8859-6-i": "iso8859_6",
}  # fmt: skip
# A file that has this many characters in UTF-8 and no error is UTF-8, whatever it declares.
_ENOUGH = 12
_MOST_DAMAGED = 0.001  # of the characters
# If at least this share of the letters is not ASCII, the text is in another alphabet.
_FOREIGN = 0.3
# This byte is an apostrophe in Mac Roman. In Windows-1252 it is "Õ", which no English word has
# between these letters.
_MAC_APOSTROPHE = re.compile(rb"[a-z]\xd5(?:[a-z]|\s)")
# Windows-1252 has letters and quotation marks at bytes that ISO 8859-1 leaves undefined.
_SUPERSETS = {"iso-8859-1": "cp1252", "iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030"}
_TAG = re.compile(rb"<[^<>]*>|&\w+;")


def decode(path: Path) -> str:
    """Return the text of a file.

    A byte order mark has priority, then an encoding that the file declares as HTML or XML does,
    then UTF-8, then an encoding that fits the bytes.

    Raises: UnreadableReport if the file is empty or is not text.
    """
    data = path.read_bytes()
    if not data.strip():
        raise UnreadableReport(f"{path.name}: the file is empty")
    text = _decode(data, path.name)
    if "\0" in text:
        raise UnreadableReport(f"{path.name}: not a text file. Save it as plain text or Markdown")
    return text


def _decode(data: bytes, name: str) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    declared = _declared(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    foreign = len(text) - sum(byte < 128 for byte in data)
    if text and (declared in ("", "utf-8") or not foreign or foreign >= _ENOUGH):
        return text
    if declared and declared != "utf-8":
        text = data.decode(declared, "replace")
        if text.count("\ufffd") <= _MOST_DAMAGED * len(text) + 1:
            return text
    return _detect(data, name)


def _declared(data: bytes) -> str:
    """Return the declared encoding as Python names it; "" if it is missing or unknown."""
    match = _DECLARED.search(data[:_SEARCHED])
    label = match[1].decode("ascii").lower() if match else ""
    try:
        name = codecs.lookup(_OTHER_NAMES.get(label, label)).name
    except LookupError:
        return ""
    return _AS_IN_BROWSERS.get(name, name)


def _detect(data: bytes, name: str) -> str:
    """Return bytes that are not UTF-8 or UTF-16 as text, decoded from a detected encoding."""
    import chardet

    # The names of elements are ASCII in every language.
    words = _TAG.sub(b" ", data)
    encoding = str(chardet.detect(words)["encoding"] or "").lower()
    # Most letters of a text in another alphabet are not ASCII. In a Latin text, only accented
    # letters and quotation marks are not ASCII.
    foreign = sum(byte > 127 for byte in words)
    letters = foreign + sum(97 <= byte | 32 <= 122 for byte in words if byte < 128)
    latin = foreign < _FOREIGN * letters
    if latin and encoding not in ("macroman", "mac_roman", "mac-roman"):
        encoding = "cp1252"
    encoding = _SUPERSETS.get(encoding, encoding)
    if encoding in ("cp1252", "windows-1252") and _MAC_APOSTROPHE.search(data):
        encoding = "mac_roman"
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        raise UnreadableReport(f"{name}: not text in any known encoding") from None
