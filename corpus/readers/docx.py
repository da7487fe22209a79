"""The reader of Word documents.

Tracked changes are treated as accepted. Tables of more than one column and text boxes are left out.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from corpus.block import Block, Line, Style, body_size, to_blocks
from corpus.document import Footnote
from corpus.errors import UnreadableReport
from corpus.readers.docx_numbering import Numbering
from corpus.readers.docx_numbering import W as _W
from corpus.readers.html_tree import parse_xml

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset(
    [f"{_W}{name}" for name in ("del", "moveFrom", "txbxContent", "instrText", "pPr", "rPr")]
    + [_FALLBACK]
)
_CHARACTERS = {
    f"{_W}tab": "\t",
    f"{_W}br": " ",
    f"{_W}cr": " ",
    f"{_W}noBreakHyphen": "-",
    f"{_W}softHyphen": "",
}
_DEFAULT_SIZE = 20  # half-points
_MOST_UNPACKED = 300_000_000  # bytes; a file has at most 50 MB, and text compresses to a tenth


def read_docx(path: Path) -> list[Block]:
    """Return the blocks of a Word document.

    Raises: UnreadableReport if the file is damaged, or too large when it is unpacked.
    """
    import docx

    try:
        unpacked = sum(part.file_size for part in ZipFile(path).infolist())
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        unpacked = 0  # python-docx reports the error below
    if unpacked > _MOST_UNPACKED:
        raise UnreadableReport(
            f"{path.name}: unpacks to more than {_MOST_UNPACKED // 1_000_000} MB. Take the "
            "pictures out and save it anew"
        )
    try:
        document = docx.Document(str(path))
        word = _Word(document)
        lines = list(word.lines())
    except Exception as error:  # python-docx does not document its errors
        raise UnreadableReport(
            f"{path.name}: this Word document is damaged. Open it in Word or "
            "LibreOffice and save it anew"
        ) from error
    body = body_size((line.style.size, len(line.text)) for line in lines)
    # Captions and notes of tables are smaller than the body text.
    lines = [replace(line, small=line.small or line.style.size < body - 1) for line in lines]
    return [*word.masthead(), *to_blocks(lines, body)]


class _Word:
    """A Word document with its styles, footnotes and numbered lists."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.styles = {
            style.get(f"{_W}styleId"): style for style in document.styles.element.iter(f"{_W}style")
        }
        self.notes = self._footnotes()
        self.numbering = Numbering(document)
        self.marks = count(1)

    def masthead(self) -> Iterator[Block]:
        """Yield the texts in the header of the first page: organ, symbol, date."""
        section = self.document.sections[0]
        header = section.first_page_header
        element = (section.header if header.is_linked_to_previous else header)._element
        for paragraph in element.iter(f"{_W}p"):
            text, _ = self._text(paragraph)
            for column in text.split("\t"):
                if column.strip():
                    yield Block(" ".join(column.split()))

    def lines(self) -> Iterator[Line]:
        """Yield the paragraphs of the body, with automatic numbers and footnotes."""
        space_above = True
        for paragraph in self._paragraphs(self.document.element.body):
            text, ids = self._text(paragraph)
            label = self.numbering.label(paragraph, self._style_chain(paragraph))
            text = " ".join(f"{label} {text}".split())
            if not text:
                space_above = True
                continue
            notes = tuple(
                Footnote(str(next(self.marks)), self.notes[i]) for i in ids if i in self.notes
            )
            small = self._is_note(paragraph)
            yield Line(text, self._style(paragraph), space_above, notes=notes, small=small)
            space_above = False

    def _paragraphs(self, parent: Any) -> Iterator[Any]:
        for child in parent:
            if child.tag == f"{_W}p":
                yield child
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
                yield from self._paragraphs(child)
            elif child.tag == f"{_W}tbl":
                rows = child.findall(f"{_W}tr")
                # A frame around a text, for instance around a summary, is a table of one column.
                if all(len(row.findall(f"{_W}tc")) == 1 for row in rows):
                    for row in rows:
                        yield from self._paragraphs(row.find(f"{_W}tc"))
                else:
                    yield child.makeelement(
                        f"{_W}p"
                    )  # an empty paragraph separates the text above and below a table

    def _text(self, element: Any) -> tuple[str, list[str]]:
        """Return the text of an element and the ids of its footnotes."""
        parts: list[str] = []
        notes: list[str] = []
        for child in element:
            if child.tag in _SKIPPED:
                continue
            if child.tag == f"{_W}t":
                parts.append(child.text or "")
            elif child.tag in _CHARACTERS:
                parts.append(_CHARACTERS[child.tag])
            elif child.tag == f"{_W}footnoteReference":
                notes.append(child.get(f"{_W}id"))
            else:
                text, inner = self._text(child)
                parts.append(text)
                notes += inner
        return "".join(parts), notes

    def _footnotes(self) -> dict[str, str]:
        """Return the text of each footnote by the footnote's id."""
        for relation in self.document.part.rels.values():
            if relation.reltype.endswith("/footnotes"):
                root = parse_xml(relation.target_part.blob, "footnotes")
                return {
                    note.get(f"{_W}id"): " ".join(
                        " ".join(self._text(p)[0] for p in note.iter(f"{_W}p")).split()
                    )
                    for note in root.iter(f"{_W}footnote")
                }
        return {}

    def _style_chain(self, paragraph: Any) -> list[Any]:
        """Return the paragraph's style and its base styles, innermost first."""
        style_name = paragraph.find(f"{_W}pPr/{_W}pStyle")
        key = style_name.get(f"{_W}val") if style_name is not None else self._default_style()
        chain: list[Any] = []
        while key in self.styles and self.styles[key] not in chain:
            chain.append(self.styles[key])
            based = self.styles[key].find(f"{_W}basedOn")
            key = based.get(f"{_W}val") if based is not None else None
        return chain

    def _default_style(self) -> str | None:
        for key, style in self.styles.items():
            if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") == "1":
                return str(key)
        return None

    def _is_note(self, paragraph: Any) -> bool:
        """Return whether a paragraph's style is that of a note, caption, contents or header."""
        chain = self._style_chain(paragraph)
        name = chain[0].find(f"{_W}name").get(f"{_W}val").lower() if chain else ""
        return name.startswith(("footnote", "endnote", "caption", "toc ", "header", "footer"))

    def _style(self, paragraph: Any) -> Style:
        """Return the most frequent size of the runs, and whether all are bold or italic."""
        chain = [style.find(f"{_W}rPr") for style in self._style_chain(paragraph)]
        sizes, bold, italic = [], True, True
        for run in paragraph.iter(f"{_W}r"):
            if not "".join(text.text or "" for text in run.iter(f"{_W}t")).strip():
                continue
            styles = [run.find(f"{_W}rPr"), *chain]
            sizes.append(int(_value(styles, "sz") or _DEFAULT_SIZE))
            bold = bold and _is_on(_value(styles, "b"))
            italic = italic and _is_on(_value(styles, "i"))
        size = max(sizes, key=sizes.count) if sizes else _DEFAULT_SIZE
        return Style(size / 2, bold, italic)


def _value(styles: list[Any], name: str) -> str | None:
    """Return a property from the innermost style that has it; "on" if it has no value."""
    for style in styles:
        setting = style.find(f"{_W}{name}") if style is not None else None
        if setting is not None:
            return str(setting.get(f"{_W}val", "on"))
    return None


def _is_on(value: str | None) -> bool:
    return value is not None and value not in ("0", "false", "off", "none")
