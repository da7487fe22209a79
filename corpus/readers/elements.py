"""A tree of HTML or Akoma Ntoso elements as blocks.

Akoma Ntoso that was published as HTML keeps its elements' names in classes, ``akn-num``; so both
are walked alike, by an element's kind.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from corpus.block import Block
from corpus.document import Footnote
from corpus.errors import UnreadableReport
from corpus.numerals import format_number

# What has no text of the document.
_SKIPPED = frozenset(
    [
        *("script", "style", "head", "meta", "nav", "template", "noscript", "svg", "math", "title"),
        *("button", "select", "textarea", "iframe", "object", "toc", "coverPage"),
    ]
)
# HTML's elements that begin and end a block, and those of Akoma Ntoso.
_BLOCKS = frozenset(
    [
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
        ),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "li", "main", "ol", "p", "pre", "section", "summary"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
        *(
            "akomaNtoso",
            "act",
            "alinea",
            "annex",
            "attachment",
            "attachments",
            "blockList",
            "block",
        ),
        *("chapter", "clause", "component", "components", "conclusions", "container", "content"),
        *("crossHeading", "debate", "debateBody", "debateSection", "decision", "division", "doc"),
        *("formula", "hcontainer", "heading", "intro", "item", "judgment", "list", "longTitle"),
        *("listIntroduction", "listWrapUp", "mainBody", "num", "officialGazette", "paragraph"),
        *("part", "point", "portion", "preamble", "preface", "recital", "recitals", "rule"),
        *(
            "statement",
            "subchapter",
            "subclause",
            "subdivision",
            "subheading",
            "sublist",
            "subpart",
        ),
        *("subparagraph", "subpoint", "subrule", "subsection", "subtitle", "tblock", "tome"),
        *("transitional", "wrapUp"),
    ]
)
# How deep a heading of Akoma Ntoso lies in these is its level.
_CONTAINERS = frozenset(
    [
        *("part", "subpart", "chapter", "subchapter", "section", "subsection", "title", "subtitle"),
        *(
            "division",
            "subdivision",
            "book",
            "tome",
            "hcontainer",
            "annex",
            "attachment",
            "article",
        ),
    ]
)
_ITEMS = frozenset(
    ["item", "point", "subpoint", "list", "blockList", "sublist", "recital", "alinea", "indent"]
)
_HEADING_CLASS = re.compile(r"(?:^|[\s-])heading[\s_-]?([1-6])\b", re.IGNORECASE)
_NUMERAL = re.compile(r"[(\"“]*(\d{1,4}(?:\.\d{1,4})*)[.)]*")


def parse_html(text: str) -> Any:
    """Parse a page; None where there is nothing in it."""
    from lxml import etree, html

    # Bytes, so that no declaration in the page is believed over what was decoded.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def parse_xml(data: bytes, name: str) -> Any:
    """Parse XML; raises UnreadableReport where it is not well-formed.

    No entity is expanded and nothing is fetched: a report has no business asking for either.
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
    """Return an element's kind: its name, or the Akoma Ntoso name that its class keeps."""
    if not isinstance(element.tag, str):
        return ""
    for name in (element.get("class") or "").split():
        if name.startswith("akn-"):
            return str(name.removeprefix("akn-"))
    return str(element.tag.rsplit("}", 1)[-1])


def walk(root: Any) -> list[Block]:
    """Return the blocks of a tree, in its order."""
    state = _Walk(_targets(root))
    state.visit(root)
    state.flush()
    return state.blocks


@dataclass
class _Walk:
    notes_by_id: dict[str, Any]
    blocks: list[Block] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    notes: list[Footnote] = field(default_factory=list)
    number: str = ""
    level: int = 0
    depth: int = 0

    def flush(self) -> None:
        """End the block that is being read."""
        text = " ".join("".join(self.text).split())
        if text:
            text = f"{self.number} {text.removeprefix('. ')}" if self.number else text
            self.blocks.append(Block(text, self.level, notes=tuple(self.notes)))
            self.number = ""
            self.notes = []
        self.text = []

    def visit(self, element: Any) -> None:
        """Read an element and what is in it; its tail is its parent's."""
        kind = kind_of(element)
        if not kind or kind in _SKIPPED or element.get("hidden") is not None:
            return
        if element in self.notes_by_id.values():
            return  # shown where it is pointed to
        if kind == "authorialNote":
            self._note(element.get("marker") or "", element)
        elif kind == "num":
            self._number(element)
        elif kind == "table" and _columns(element) > 1:
            self.flush()
        elif kind == "br":
            self.text.append(" ")
        elif mark := self._points_to(element):
            self._note(*mark)
        else:
            self._inside(element, kind)

    def _inside(self, element: Any, kind: str) -> None:
        is_block = kind in _BLOCKS or (element.get("class") or "").startswith("p-")
        before, holds = self.level, kind in _CONTAINERS
        if is_block:
            self.flush()
            self.level = self._level(element, kind) or (self.level if kind == "p" else 0)
        self.depth += holds
        if kind == "li":
            self.number = _item_label(element) or self.number
        self.text.append(element.text or "")
        for child in element:
            self.visit(child)
            self.text.append(child.tail or "")
        self.depth -= holds
        if is_block:
            self.flush()
            self.level = before

    def _level(self, element: Any, kind: str) -> int:
        if re.fullmatch(r"h[1-6]", kind):
            return int(kind[1])
        if kind in ("heading", "crossHeading"):
            return max(1, min(self.depth, 9))
        named = _HEADING_CLASS.search(element.get("class") or "")
        return int(named[1]) if named else 0

    def _number(self, element: Any) -> None:
        """Keep a number for the text that it stands before."""
        self.flush()
        written = " ".join("".join(element.itertext()).split())
        numeral = _NUMERAL.fullmatch(written)
        parent = element.getparent()
        if numeral and (parent is None or kind_of(parent) not in _ITEMS):
            written = f"{numeral[1]}."
        elif re.fullmatch(r"[IVXLC]+|[A-Z]", written):
            written = f"{written}."
        self.number = written

    def _points_to(self, element: Any) -> tuple[str, Any] | None:
        """Return mark and note, where an element is a link to a footnote of this document."""
        target = (element.get("href") or "").removeprefix("#")
        if kind_of(element) in ("a", "ref", "noteRef") and target in self.notes_by_id:
            mark = re.sub(r"\W", "", "".join(element.itertext()))
            return mark, self.notes_by_id[target]
        return None

    def _note(self, mark: str, note: Any) -> None:
        text = " ".join("".join(note.itertext()).split())
        text = re.sub(rf"^\W*{re.escape(mark)}\W*\s", "", text) if mark else text
        self.notes.append(Footnote(mark, text))


def _targets(root: Any) -> dict[str, Any]:
    """Find the footnotes: what a mark like [1] or a superscript 1 links to, and that links back."""
    found: dict[str, Any] = {}
    by_id = {
        one.get("id"): one for one in root.iter() if isinstance(one.tag, str) and one.get("id")
    }
    for link in root.iter():
        if not isinstance(link.tag, str) or kind_of(link) != "a":
            continue
        target = (link.get("href") or "").removeprefix("#")
        mark = re.sub(r"\W", "", "".join(link.itertext()))
        note = by_id.get(target)
        if note is None or not re.fullmatch(r"\d{1,3}|[a-z]", mark):
            continue
        # A backlink has no note of its own: what it leads to is a mark.
        if len("".join(note.itertext()).split()) > 1:
            found[target] = note
    return found


def _columns(table: Any) -> int:
    rows = [row for row in table.iter() if kind_of(row) == "tr"]
    return max(
        (sum(kind_of(cell) in ("td", "th") for cell in row) for row in rows),
        default=1,
    )


def _item_label(item: Any) -> str:
    """Return what stands before an item of a numbered list; empty for a bullet."""
    parent = item.getparent()
    if parent is None or kind_of(parent) != "ol":
        return ""
    count = int(parent.get("start") or 1) - 1
    for one in parent:
        if kind_of(one) == "li":
            count = _whole(one.get("value"), count + 1)
        if one is item:
            break
    form = parent.get("type") or "1"
    label = format_number(count, form)
    return f"{label}." if label.isdigit() else f"({label})"


def _whole(written: str | None, otherwise: int) -> int:
    return int(written) if written and written.lstrip("-").isdigit() else otherwise
