"""Conversion of a tree of HTML or Akoma Ntoso elements to blocks.

Akoma Ntoso that was published as HTML has the original element names as classes, for instance
``akn-num``. So both formats are read in the same way, by the kind of an element.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from corpus.block import Block
from corpus.document import Footnote
from corpus.errors import UnreadableReport
from corpus.numerals import format_number

# Elements without text of the document.
_SKIPPED = frozenset((
    "script", "style", "head", "meta", "nav", "template", "noscript", "svg", "math", "title",
    "button", "select", "textarea", "iframe", "object", "toc", "coverPage",
))  # fmt: skip
# Elements of HTML and Akoma Ntoso that begin and end a block.
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "h1",
    "h2", "h3", "h4", "h5", "h6", "li", "main", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "akomaNtoso", "act", "alinea", "annex",
    "attachment", "attachments", "blockList", "block", "chapter", "clause", "component",
    "components", "conclusions", "container", "content", "crossHeading", "debate", "debateBody",
    "debateSection", "decision", "division", "doc", "formula", "hcontainer", "heading", "intro",
    "item", "judgment", "list", "longTitle", "listIntroduction", "listWrapUp", "mainBody", "num",
    "officialGazette", "paragraph", "part", "point", "portion", "preamble", "preface", "recital",
    "recitals", "rule", "statement", "subchapter", "subclause", "subdivision", "subheading",
    "sublist", "subpart", "subparagraph", "subpoint", "subrule", "subsection", "subtitle", "tblock",
    "tome", "transitional", "wrapUp",
))  # fmt: skip
# The level of a heading in Akoma Ntoso is the number of these elements around it.
_CONTAINERS = frozenset((
    "part", "subpart", "chapter", "subchapter", "section", "subsection", "title", "subtitle",
    "division", "subdivision", "book", "tome", "hcontainer", "annex", "attachment", "article",
))  # fmt: skip
_ITEMS = frozenset(
    ["item", "point", "subpoint", "list", "blockList", "sublist", "recital", "alinea", "indent"]
)
_HEADING_CLASS = re.compile(r"(?:^|[\s-])heading[\s_-]?([1-6])\b", re.IGNORECASE)
_NUMERAL = re.compile(r"[(\"“]*(\d{1,4}(?:\.\d{1,4})*)[.)]*")


def parse_html(text: str) -> Any:
    """Return the root element of an HTML page; None if the page contains no element."""
    from lxml import etree, html

    # The text is already decoded. It is passed as UTF-8 bytes, so that an encoding declaration in
    # the page is ignored.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def parse_xml(data: bytes, name: str) -> Any:
    """Return the root element of an XML file.

    Entities are not expanded and nothing is downloaded, because no report needs them.

    Raises: UnreadableReport if the XML is not well-formed.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableReport(f"{name}: not well-formed XML ({error.msg})") from None


def kind_of(element: Any) -> str:
    """Return the Akoma Ntoso name in an element's class, else the element's own name.

    The result is "" for comments and processing instructions.
    """
    if not isinstance(element.tag, str):
        return ""
    for name in (element.get("class") or "").split():
        if name.startswith("akn-"):
            return str(name.removeprefix("akn-"))
    return str(element.tag.rsplit("}", 1)[-1])


def walk(root: Any) -> list[Block]:
    """Return the blocks of a tree in document order."""
    state = _Walk(_footnote_elements(root))
    state.visit(root)
    state.flush()
    return state.blocks


@dataclass
class _Walk:
    """The blocks so far, and the text, notes, number and level of the current block."""

    notes_by_id: dict[str, Any]
    blocks: list[Block] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    notes: list[Footnote] = field(default_factory=list)
    number: str = ""
    level: int = 0
    depth: int = 0

    def flush(self) -> None:
        """End the current block."""
        text = " ".join("".join(self.text).split())
        if text:
            text = f"{self.number} {text.removeprefix('. ')}" if self.number else text
            self.blocks.append(Block(text, self.level, notes=tuple(self.notes)))
            self.number = ""
            self.notes = []
        self.text = []

    def visit(self, element: Any) -> None:
        """Read an element and its children; the element's tail belongs to its parent."""
        kind = kind_of(element)
        if not kind or kind in _SKIPPED or element.get("hidden") is not None:
            return
        if element in self.notes_by_id.values():
            return  # the footnote is read at the link to it
        if kind == "authorialNote":
            self._add_note(element.get("marker") or "", element)
        elif kind == "num":
            self._read_number(element)
        elif kind == "table" and _count_columns(element) > 1:
            self.flush()
        elif kind == "br":
            self.text.append(" ")
        elif link := self._footnote_link(element):
            self._add_note(*link)
        else:
            self._read_children(element, kind)

    def _read_children(self, element: Any, kind: str) -> None:
        is_block = kind in _BLOCKS or (element.get("class") or "").startswith("p-")
        outer_level, is_container = self.level, kind in _CONTAINERS
        if is_block:
            self.flush()
            self.level = self._level(element, kind) or (self.level if kind == "p" else 0)
        self.depth += is_container
        if kind == "li":
            self.number = _item_label(element) or self.number
        self.text.append(element.text or "")
        for child in element:
            self.visit(child)
            self.text.append(child.tail or "")
        self.depth -= is_container
        if is_block:
            self.flush()
            self.level = outer_level

    def _level(self, element: Any, kind: str) -> int:
        if re.fullmatch(r"h[1-6]", kind):
            return int(kind[1])
        if kind in ("heading", "crossHeading"):
            return max(1, min(self.depth, 9))
        heading_class = _HEADING_CLASS.search(element.get("class") or "")
        return int(heading_class[1]) if heading_class else 0

    def _read_number(self, element: Any) -> None:
        """Store a number; it is put before the next text."""
        self.flush()
        written = " ".join("".join(element.itertext()).split())
        numeral = _NUMERAL.fullmatch(written)
        parent = element.getparent()
        if numeral and (parent is None or kind_of(parent) not in _ITEMS):
            written = f"{numeral[1]}."
        elif re.fullmatch(r"[IVXLC]+|[A-Z]", written):
            written = f"{written}."
        self.number = written

    def _footnote_link(self, element: Any) -> tuple[str, Any] | None:
        """Return the mark and the note if an element links to a footnote of this document."""
        target = (element.get("href") or "").removeprefix("#")
        if kind_of(element) in ("a", "ref", "noteRef") and target in self.notes_by_id:
            mark = re.sub(r"\W", "", "".join(element.itertext()))
            return mark, self.notes_by_id[target]
        return None

    def _add_note(self, mark: str, note: Any) -> None:
        text = " ".join("".join(note.itertext()).split())
        text = re.sub(rf"^\W*{re.escape(mark)}\W*\s", "", text) if mark else text
        self.notes.append(Footnote(mark, text))


def _footnote_elements(root: Any) -> dict[str, Any]:
    """Return the footnotes by id: the elements to which a mark, such as [1], links."""
    notes: dict[str, Any] = {}
    elements = (element for element in root.iter() if isinstance(element.tag, str))
    by_id = {element.get("id"): element for element in elements if element.get("id")}
    for link in root.iter():
        if not isinstance(link.tag, str) or kind_of(link) != "a":
            continue
        target = (link.get("href") or "").removeprefix("#")
        mark = re.sub(r"\W", "", "".join(link.itertext()))
        note = by_id.get(target)
        if note is None or not re.fullmatch(r"\d{1,3}|[a-z]", mark):
            continue
        # A link back from a note leads to a mark, which is a single word.
        if len("".join(note.itertext()).split()) > 1:
            notes[target] = note
    return notes


def _count_columns(table: Any) -> int:
    rows = [row for row in table.iter() if kind_of(row) == "tr"]
    return max(
        (sum(kind_of(cell) in ("td", "th") for cell in row) for row in rows),
        default=1,
    )


def _item_label(item: Any) -> str:
    """Return the label of a numbered list's item; "" for a bullet."""
    parent = item.getparent()
    if parent is None or kind_of(parent) != "ol":
        return ""
    count = int(parent.get("start") or 1) - 1
    for sibling in parent:
        if kind_of(sibling) == "li":
            count = _parse_integer(sibling.get("value"), count + 1)
        if sibling is item:
            break
    form = parent.get("type") or "1"
    label = format_number(count, form)
    return f"{label}." if label.isdigit() else f"({label})"


def _parse_integer(written: str | None, default: int) -> int:
    return int(written) if written and written.lstrip("-").isdigit() else default
