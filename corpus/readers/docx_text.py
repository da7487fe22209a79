"""The text of a Word paragraph: what belongs to it, and what is withdrawn from it.

Tracked changes are treated as accepted. Deleted, hidden and struck-out words are kept apart from
the words that the paragraph says.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from corpus.block import HIDDEN, STRUCK
from corpus.document import Footnote
from corpus.readers.docx_fields import Field, Results, computed
from corpus.readers.docx_numbering import Label
from corpus.readers.docx_styles import Run, Styles, child_of
from corpus.readers.omml import M, linear
from corpus.readers.package import R, W
from corpus.readers.symbols import plain, symbol

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE, FALLBACK = f"{_MC}AlternateContent", f"{_MC}Fallback"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
BOX_CONTENT = f"{W}txbxContent"
_DELETED = (f"{W}del", f"{W}moveFrom")
_NOT_TEXT = frozenset(
    f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "sectPr", "rt", "tblPr", "trPr")
)
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": " ",
    f"{W}cr": " ",
    f"{W}noBreakHyphen": "-",
}
_GRAPHICS = (f"{W}drawing", f"{W}pict", f"{W}object")


@dataclass
class Content:
    """The content of a paragraph.

    ``pieces`` are texts with the properties of their runs. ``withdrawn`` are texts with the label
    that says why they are not the paragraph's text. ``label`` is the number that a field at the
    start shows. ``boxes`` are the elements of text boxes, ``graphics`` the ids of charts and
    diagrams. ``contents`` is the field of the table of contents if the paragraph is in one.
    """

    pieces: list[tuple[str, Run]] = field(default_factory=list)
    withdrawn: list[tuple[str, str]] = field(default_factory=list)
    notes: list[Footnote] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    graphics: list[str] = field(default_factory=list)
    label: Label | None = None
    contents: Field | None = None
    pictured: bool = False

    @property
    def text(self) -> str:
        """The text of the paragraph; tabs are kept."""
        return "".join(text for text, _ in self.pieces)


@dataclass
class TextReader:
    """The reader of paragraphs, one after the other in the order of the document.

    ``note`` returns the footnote of a reference: it gets the kind ("footnote" or "endnote"), the id
    and the printed mark, which is "" if Word counts the notes.
    """

    styles: Styles
    note: Callable[[str, str, str], Footnote | None]
    results: Results = field(default_factory=Results)
    _fields: list[Field] = field(default_factory=list)
    _style: str | None = None
    _content: Content = field(default_factory=Content)

    def read(self, paragraph: Any, style: str | None) -> Content:
        """Return the content of a paragraph; ``style`` is the id of its style."""
        self._content, self._style = Content(), style
        self._note_contents()
        self._walk(paragraph, "")
        while self._fields and self._fields[-1].in_code:
            self._fields.pop()  # the code of a field ends with the paragraph
        return self._content

    def _walk(self, element: Any, label: str) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{W}r":
                self._read_run(child, label)
            elif tag in _DELETED:
                self._walk(child, HIDDEN)
            elif tag == f"{W}fldSimple":
                self._read_simple_field(child, label)
            elif tag == f"{M}oMath":
                self._add(linear(child), label, self.styles.run(None, self._style))
            elif tag == ALTERNATE:
                self._walk(shown_alternative(child), label)
            elif isinstance(tag, str) and tag not in _NOT_TEXT:
                self._walk(child, HIDDEN if is_placeholder(child) else label)

    def _read_run(self, run: Any, label: str) -> None:
        look = self.styles.run(child_of(run, "rPr"), self._style)
        label = label or (HIDDEN if look.hidden else STRUCK if look.struck else "")
        marked: list[str] | None = None  # the mark of a note that the author wrote
        reference: tuple[str, str] = ("", "")
        for child in run:
            name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
            if name in ("footnoteReference", "endnoteReference"):
                reference = name.removesuffix("Reference"), child.get(f"{W}id", "")
                if child.get(f"{W}customMarkFollows") in (None, "0", "false", "off"):
                    self._add_note(*reference, "", label)
                else:
                    marked = []
            elif marked is not None:
                marked.append(_text_of(child, look))
            else:
                self._read_child(child, look, label)
        if marked is not None:
            self._add_note(*reference, "".join(marked).strip(), label)

    def _read_child(self, child: Any, look: Run, label: str) -> None:
        tag = child.tag
        if tag == f"{W}fldChar":
            self._read_field(child, label, look)
        elif tag in (f"{W}instrText", f"{W}delInstrText"):
            if self._fields and self._fields[-1].in_code and tag == f"{W}instrText":
                self._fields[-1].code += child.text or ""
        elif tag in _GRAPHICS:
            self._read_graphic(child)
        elif tag == ALTERNATE:
            for inner in shown_alternative(child):
                self._read_child(inner, look, label)
        elif tag == f"{W}ruby":
            self._walk(child, label)
        else:
            self._add(_text_of(child, look), label, look)

    def _add(self, text: str, label: str, look: Run) -> None:
        if not text or any(open_field.in_code for open_field in self._fields):
            return
        if not label:
            self._content.pieces.append((text, look))
            return
        withdrawn = self._content.withdrawn
        if withdrawn and withdrawn[-1][0] == label:
            withdrawn[-1] = label, withdrawn[-1][1] + text
        else:
            withdrawn.append((label, text))

    def _add_note(self, kind: str, key: str, mark: str, label: str) -> None:
        if not label and (note := self.note(kind, key, mark)):
            self._content.notes.append(note)

    def _read_field(self, element: Any, label: str, look: Run) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._begin(Field(element))
        elif kind == "separate" and self._fields:
            self._fields[-1].in_code = False
            self._note_contents()
        elif kind == "end" and self._fields:
            ended = self._end()
            if ended.in_code:
                self._add_result(ended, label, look)

    def _read_simple_field(self, element: Any, label: str) -> None:
        opened = Field(element, element.get(f"{W}instr", ""), in_code=False)
        self._begin(opened)
        self._walk(element, label)
        self._end()
        if next(element.iter(f"{W}t", f"{W}sym", f"{W}delText"), None) is None:
            self._add_result(opened, label, self.styles.run(None, self._style))

    def _add_result(self, ended: Field, label: str, look: Run) -> None:
        """Add the result of a field that stores none; a number at the start is the label."""
        outline = self.styles.outline_level(self._style)
        number = None if label else self.results.label(ended.code, outline)
        if number and not self._content.text.strip() and not self._content.label:
            self._content.label = number
        else:
            self._add(number.text if number else computed(ended), label, look)

    def _begin(self, opened: Field) -> None:
        self._fields.append(opened)
        self._note_contents()

    def _end(self) -> Field:
        ended = self._fields.pop()
        ended.closed = True
        return ended

    def _note_contents(self) -> None:
        for open_field in self._fields:
            if open_field.name == "TOC" and not open_field.in_code:
                self._content.contents = open_field

    def _read_graphic(self, graphic: Any) -> None:
        self._content.pictured = True
        for element in graphic.iter(BOX_CONTENT, _CHART, _DIAGRAM):
            if element.tag == _CHART:
                self._content.graphics.append(element.get(f"{R}id", ""))
            elif element.tag == _DIAGRAM:
                self._content.graphics.append(element.get(f"{R}dm", ""))
            elif not _is_within(element, graphic):
                self._content.boxes.append(element)


def _text_of(child: Any, look: Run) -> str:
    """Return the text that an element of a run shows."""
    if child.tag in (f"{W}t", f"{W}delText"):
        return plain(child.text or "", look.font)
    if child.tag == f"{W}sym":
        try:
            return symbol(int(child.get(f"{W}char", ""), 16), child.get(f"{W}font", "").lower())
        except ValueError:
            return ""
    return _CHARACTERS.get(child.tag, "")


def is_placeholder(element: Any) -> bool:
    """Return whether an element asks for text that nobody has entered."""
    properties = child_of(element, "sdtPr") if element.tag == f"{W}sdt" else None
    return child_of(properties, "showingPlcHdr") is not None


def shown_alternative(element: Any) -> Any:
    """Return the choice that shows text, of the same content in two forms."""
    choice, fallback = element.find(f"{_MC}Choice"), element.find(FALLBACK)
    if choice is None:
        return fallback if fallback is not None else ()
    shown = (f"{W}t", _CHART, _DIAGRAM)
    if fallback is not None and next(choice.iter(*shown), None) is None:
        return fallback
    return choice


def _is_within(element: Any, graphic: Any) -> bool:
    """Return whether a text box is in another one, or repeats another one in an older form."""
    for above in element.iterancestors():
        if above is graphic:
            return False
        if above.tag in (BOX_CONTENT, FALLBACK):
            return True
    return False
