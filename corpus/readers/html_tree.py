"""The trees of HTML and Akoma Ntoso: parsing, the kinds of elements, and the text inside them.

Akoma Ntoso that was published as HTML has the original element names as classes, for instance
``akn-num``. So both formats are read in the same way, by the kind of an element.
"""

from collections.abc import Container, Iterator
from typing import Any

from corpus.errors import UnreadableReport

# Elements without text of the document.
NO_TEXT = frozenset(("script", "style", "head", "meta", "title", "annotation", "annotation-xml"))
# Elements of HTML and Akoma Ntoso that begin and end a block.
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "header", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "legend", "li", "main", "menu", "nav", "ol",
    "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul", "akomaNtoso", "act", "alinea", "annex", "attachment", "attachments", "blockList",
    "block", "chapter", "clause", "component", "components", "conclusions", "container", "content",
    "coverPage", "crossHeading", "debate", "debateBody", "debateSection", "decision", "division",
    "doc", "formula", "hcontainer", "heading", "intro", "item", "judgment", "list", "longTitle",
    "listIntroduction", "listWrapUp", "mainBody", "num", "officialGazette", "paragraph", "part",
    "point", "portion", "preamble", "preface", "recital", "recitals", "rule", "statement",
    "subchapter", "subclause", "subdivision", "subheading", "sublist", "subpart", "subparagraph",
    "subpoint", "subrule", "subsection", "subtitle", "tblock", "toc", "tocItem", "tome",
    "transitional", "wrapUp",
))  # fmt: skip


EXPONENT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def parse_html(text: str, name: str = "page") -> Any:
    """Return the root element of an HTML page; None if the page contains no element.

    Raises: UnreadableReport if the elements are nested so deeply that text would be lost.
    """
    from lxml import etree, html

    # The text is already decoded. It is passed as UTF-8 bytes, so that an encoding declaration in
    # the page is ignored.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if any("depth" in entry.message for entry in parser.error_log):
        raise UnreadableReport(f"{name}: the elements of this page are nested too deeply")
    return root


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


def events(root: Any) -> Any:
    """Return an iterator over (event, element), which can skip the children of an element.

    The events are "start", "end", "comment" and "pi".
    """
    from lxml import etree

    return etree.iterwalk(root, events=("start", "end", "comment", "pi"))


def is_block(element: Any) -> bool:
    """Return whether an element begins and ends a block."""
    return kind_of(element) in BLOCKS or (element.get("class") or "").startswith("p-")


def block_around(element: Any) -> Any:
    """Return the innermost block that contains an element, or that is the element."""
    while element.getparent() is not None and not is_block(element):
        element = element.getparent()
    return element


def plain_text(element: Any, without: Container[Any] = (), *, exponents: bool = False) -> str:
    """Return the text in an element in one line; the texts of blocks are separated by a space.

    Args:
        element: the element.
        without: elements whose text is left out.
        exponents: whether raised figures stay raised: the mark of a note after a number is not one
            of its digits.
    """
    return " ".join("".join(_pieces(element, without, exponents)).split())


def _pieces(element: Any, without: Container[Any], exponents: bool) -> Iterator[str]:
    walker = events(element)
    skipped = None
    raised = 0  # the number of elements in raised type around the text
    for event, inner in walker:
        if event == "start":
            if kind_of(inner) in NO_TEXT or inner in without:
                skipped = inner
                walker.skip_subtree()
                continue
            yield " " if is_block(inner) or kind_of(inner) == "br" else ""
            raised += exponents and kind_of(inner) == "sup"
            yield _set(inner.text, raised)
        elif inner is skipped:
            skipped = None
        elif event == "end":
            raised -= exponents and kind_of(inner) == "sup"
            yield " " if is_block(inner) else ""
        if event != "start" and inner is not element:
            yield _set(inner.tail, raised)


def _set(text: str | None, raised: int) -> str:
    return (text or "").translate(EXPONENT) if raised else text or ""
