"""Conversion of a tree of HTML or Akoma Ntoso elements to blocks."""

import re
from dataclasses import dataclass, field
from typing import Any

from corpus.block import SMALL, STRUCK, Block
from corpus.dehyphenate import join_lines, printed_words
from corpus.document import Footnote
from corpus.numerals import candidate
from corpus.readers.html_labels import Labels
from corpus.readers.html_lists import ListCounter
from corpus.readers.html_notes import Notes, find_notes
from corpus.readers.html_tables import MARK, is_layout, table_blocks
from corpus.readers.html_tree import EXPONENT, NO_TEXT, events, is_block, kind_of, plain_text
from corpus.readers.wrapped import text_blocks

# The level of a heading in Akoma Ntoso is the number of these elements around it.
_CONTAINERS = frozenset((
    "part", "subpart", "chapter", "subchapter", "section", "subsection", "title", "subtitle",
    "division", "subdivision", "book", "tome", "hcontainer", "annex", "attachment", "article",
))  # fmt: skip
_ITEMS = frozenset(
    ["item", "point", "subpoint", "list", "blockList", "sublist", "recital", "alinea", "indent"]
)
_HEADING_CLASS = re.compile(r"(?:^|[\s-])heading[\s_-]?([1-6])\b", re.IGNORECASE)
_NUMBER_CLASS = re.compile(r"(?:^|[\s_-])(?:para)?num(?:ber)?(?:$|[\s_-])", re.IGNORECASE)
_NUMERAL = re.compile(r"[(\"“]*(\d{1,4}(?:\.\d{1,4})*)[.)]*")
# A line break in the page, and the place of a footnote mark, in the text so far.
_BREAK, _PLACE = "\v", re.compile("\0(\\d+)\0")
_CUT_AT_LINE_END = re.compile("(\\S*[-\u00ad\u2010])[ \t]*\r?\n\\s*(\\S+)")
_BETWEEN_CHINESE = re.compile("(?<=[\u3000-\u9fff\uff00-\uffef])\\s*\n\\s*(?=[\u3000-\u9fff])")
_WRITTEN_MARK = re.compile(r"(?:\d{1,4}(?:\.\d{1,4}){0,3}\.|\((?:[a-z]|[ivx]{1,5}|\d{1,2})\))")
_FEW = 9  # pieces of text
# A year, a longer word than the unit "km", or a punctuation mark; before an ordinal, "XIX".
_MARKED_WORD, _LONGEST_ORDINAL = re.compile(r"(?:19|20)\d\d|\w*[^\W\d]{3}|"), 3


def walk(root: Any) -> list[Block]:
    """Return the blocks of a tree in document order."""
    words = printed_words(" ".join(root.itertext("*")))
    state, skipped = _Walk(find_notes(root), Labels(root), words), None
    walker = events(root)
    for event, element in walker:
        if event == "start":
            if not state.enter(element):
                skipped = element
                walker.skip_subtree()
            continue
        if event == "end" and element is not skipped:
            state.leave(element)
        if element is not root:
            state.text.append(element.tail or "")
    state.flush()
    state.end_mark()
    return state.blocks


@dataclass
class _Walk:
    """The blocks so far, and the text, notes, number and level of the current block."""

    notes: Notes
    labels: Labels
    words: frozenset[str]
    blocks: list[Block] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    placed: list[Footnote] = field(default_factory=list)
    aside: list[Block] = field(default_factory=list)  # labelled words within the current block
    lists: list[ListCounter] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)  # of the blocks around the current block
    number: str = ""
    counted: bool = False  # the number is that of a list item
    level: int = 0
    depth: int = 0
    layout: int = 0  # the number of layout tables around the current block

    def enter(self, element: Any) -> bool:
        """Begin an element; return whether its children are still to be read."""
        kind = kind_of(element)
        if kind in NO_TEXT or element in self.notes.elements or self._read_whole(element, kind):
            return False
        self._begin(element, kind)
        return True

    def _read_whole(self, element: Any, kind: str) -> bool:
        """Read an element with its children; return false if it is to be read piece by piece."""
        label = SMALL if element in self.notes.loose else self.labels.of(element)
        if label:
            self._add_labelled(element, kind, label)
        elif kind == "authorialNote":
            text = plain_text(element)
            mark = element.get("marker") or ""
            self._place(Footnote(mark, text.removeprefix(f"{mark} ") if mark else text))
        elif element in self.notes.of:
            self._place(self.notes.of[element])
        elif kind == "num" or self._is_number(element):
            self._read_number(element)
        elif kind == "table" and not is_layout(element):
            self._add_table(element)
        elif kind == "pre":
            self.flush()
            self.blocks += text_blocks("".join(element.itertext()))
        elif kind == "sup" and self._is_lone_mark(element):
            self._read_superscript(plain_text(element))
        else:
            return False
        return True

    def _begin(self, element: Any, kind: str) -> None:
        if is_block(element):
            self.flush()
            self.levels.append(self.level)
            self.level = self._level(element, kind) or (self.level if kind == "p" else 0)
        self.depth += kind in _CONTAINERS
        self.layout += kind == "table"
        if kind in ("ol", "ul", "menu", "dir"):
            self.lists.append(ListCounter(element))
        elif kind == "li" and self.lists:
            self.end_mark()
            self.number, self.counted = self.lists[-1].label(element), True
        self.text.append({"br": _BREAK, "q": "“"}.get(kind, "") + (element.text or ""))

    def leave(self, element: Any) -> None:
        """End an element whose children were read."""
        kind = kind_of(element)
        if is_block(element):
            self.flush()
            self.level = self.levels.pop()
        elif kind == "q":
            self.text.append("”")
        elif len(self.text) < _FEW and _WRITTEN_MARK.fullmatch("".join(self.text).strip()):
            self.text.append(" ")  # a style separates the number from the text
        self.depth -= kind in _CONTAINERS
        self.layout -= kind == "table"
        if kind in ("ol", "ul", "menu", "dir"):
            self.lists.pop()
        elif kind == "li":
            self.end_mark()

    def flush(self) -> None:
        """End the current block."""
        raw = "".join(self.text)
        self.text = []
        lines = [" ".join(self._whole_words(line).split()) for line in raw.split(_BREAK)]
        text = lines[0]
        for line in lines[1:]:
            if self.level or (line and text and not _starts_block(line)):
                text = join_lines(text, line, self.words) if text else line
            else:
                self._add(text)
                text = line
        self._add(text)
        self.blocks += self.aside
        self.aside = []

    def _add(self, text: str) -> None:
        notes = tuple(self.placed[int(index)] for index in _PLACE.findall(text))
        text = " ".join(_PLACE.sub("", text).split())
        if not text:
            return
        mark = _WRITTEN_MARK.fullmatch(text) or (self.layout and MARK.fullmatch(text))
        if mark and not self.level:
            self.end_mark()
            if any(block.label == STRUCK for block in self.aside):  # the paragraph is withdrawn
                self.blocks.append(Block(text, label=STRUCK))
            else:
                self.number, self.counted = f"{text}." if text.isdigit() else text, False
            return
        if self.number and _starts_block(text) and (text[0] == "(") == (self.number[0] == "("):
            if not self.counted:
                self.end_mark()  # else the text has its own number in place of the list's
        elif self.number:
            text = f"{self.number} {text.removeprefix('. ')}"
        self.number = ""
        self.blocks.append(Block(text, self.level, notes=notes))

    def end_mark(self) -> None:
        """Add a number to which no text belongs."""
        self.blocks += [Block(self.number)] if self.number else []
        self.number = ""

    def _whole_words(self, line: str) -> str:
        if "\n" not in line:
            return line
        line = _BETWEEN_CHINESE.sub("", line)
        return _CUT_AT_LINE_END.sub(lambda m: join_lines(m[1], m[2], self.words), line)

    def _add_labelled(self, element: Any, kind: str, label: str) -> None:
        text = plain_text(element, self.notes.elements)
        if is_block(element):
            self.flush()
        if text:
            (self.blocks if is_block(element) else self.aside).append(Block(text, label=label))

    def _add_table(self, table: Any) -> None:
        self.flush()
        self.blocks += table_blocks(table, self.notes.elements)

    def _level(self, element: Any, kind: str) -> int:
        if kind[:1] == "h" and kind[1:].isdigit():
            return int(kind[1:])
        if kind in ("heading", "crossHeading"):
            return max(1, min(self.depth, 9))
        named = _HEADING_CLASS.search(element.get("class") or "")
        return int(named[1]) if named else 0

    def _is_number(self, element: Any) -> bool:
        return bool(
            _NUMBER_CLASS.search(element.get("class") or "")
            and not "".join(self.text).strip()
            and _NUMERAL.fullmatch(plain_text(element))
        )

    def _read_number(self, element: Any) -> None:
        """Store a number; it is put before the next text."""
        self.flush()
        written = plain_text(element)
        numeral = _NUMERAL.fullmatch(written)
        parent = element.getparent()
        if numeral and (parent is None or kind_of(parent) not in _ITEMS):
            written = f"{numeral[1]}."
        elif re.fullmatch(r"[IVXLC]+|[A-Z]", written):
            written = f"{written}."
        self.end_mark()
        self.number, self.counted = written, False

    def _is_lone_mark(self, element: Any) -> bool:
        mark = bool(re.fullmatch(r"\d+|[a-z]", plain_text(element)))
        return mark and self.notes.of.keys().isdisjoint(element.iter())

    def _read_superscript(self, mark: str) -> None:
        """Add an exponent to the text; a mark whose note is not in the page is set aside."""
        word = re.findall(r"(\w*)\s*$", "".join(self.text[-_FEW:]))[0]
        if _MARKED_WORD.fullmatch(word) and (mark.isdigit() or len(word) > _LONGEST_ORDINAL):
            self.aside.append(Block(mark, label=SMALL))
        else:
            self.text.append(mark.translate(EXPONENT))

    def _place(self, note: Footnote) -> None:
        self.text.append(f"\0{len(self.placed)}\0")
        self.placed.append(note)


def _starts_block(line: str) -> bool:
    return bool(candidate(line) or _WRITTEN_MARK.match(line))
