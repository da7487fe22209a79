"""Turn a file into blocks: stretches of text in reading order, one reader for each kind of file."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import UnreadableReport, UnsupportedFormat

# Lines of a file that was wrapped by hand stay below this; a paragraph on one line goes beyond it.
_WRAPPED_AT = 120
_LARGEST = 50_000_000
# Old encodings of the six official languages, on Windows and on the Macintosh.
_ENCODINGS = ("cp1252", "mac_roman", "cp1251", "cp1256", "gb18030")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a piece of one; ``level`` is a heading's, else 0."""

    text: str
    level: int = 0


def read_blocks(path: Path) -> list[Block]:
    """Read a report's blocks.

    Raises:
        UnsupportedFormat: there is no reader for this kind of file.
        UnreadableReport: the file is empty, too large, or no text.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        kinds = ", ".join(sorted(_READERS))
        raise UnsupportedFormat(f"{path.name}: no reader for this kind of file. Readable: {kinds}")
    if path.stat().st_size > _LARGEST:
        raise UnreadableReport(
            f"{path.name}: larger than {_LARGEST // 1_000_000} MB. Split it first"
        )
    return list(reader(_decode(path)))


def bundled_reports() -> tuple[Path, ...]:
    """Return the files of the reports that come with Pilcrow."""
    folder = Path(__file__).parent / "reports"
    return tuple(sorted(path for path in folder.iterdir() if readable(path)))


def readable(path: Path) -> bool:
    """Whether there is a reader for this file, going by its name."""
    return path.suffix.lower() in _READERS


def _decode(path: Path) -> str:
    data = path.read_bytes()
    if not data.strip():
        raise UnreadableReport(f"{path.name}: the file is empty")
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(data, cp_isolation=list(_ENCODINGS)).best()
        if best is None:
            raise UnreadableReport(f"{path.name}: not text in any known encoding") from None
        text = str(best)
    if "\0" in text:
        raise UnreadableReport(f"{path.name}: not a text file. Save it as plain text or Markdown")
    return text


def _read_text(text: str) -> Iterator[Block]:
    # Two shapes are common: a paragraph a line, or lines wrapped by hand with blank lines between.
    wrapped = all(len(line) <= _WRAPPED_AT for line in text.splitlines())
    for piece in re.split(r"\n\s*\n" if wrapped else r"\n", text.replace("\r\n", "\n")):
        if piece.strip():
            yield Block(" ".join(piece.split()))


def _read_markdown(text: str) -> Iterator[Block]:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    def words(inline: Token) -> str:
        breaks = {"softbreak": " ", "hardbreak": " "}
        children = inline.children or []
        return "".join(breaks.get(child.type, child.content) for child in children if _shown(child))

    def _shown(child: Token) -> bool:
        return child.type != "html_inline"

    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)  # front matter for site builders
    level, number = 0, ""
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "list_item_open" and token.info:
            number = f"{token.info}. "
        elif token.type == "inline" and (found := " ".join(words(token).split())):
            yield Block(number + found, level)
            level, number = 0, ""


_READERS: dict[str, Callable[[str], Iterator[Block]]] = {
    ".txt": _read_text,
    ".md": _read_markdown,
    ".markdown": _read_markdown,
}
