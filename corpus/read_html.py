"""HTML pages as blocks; what Markdown becomes goes the same way."""

from pathlib import Path

from corpus.block import Block
from corpus.errors import UnreadableReport
from corpus.markup import walk
from corpus.read_text import decode


def read_html(path: Path) -> list[Block]:
    """Return the blocks of a page; raises UnreadableReport where it has none."""
    return html_blocks(decode(path), path.name)


def html_blocks(text: str, name: str) -> list[Block]:
    """Return the blocks of a page that was read already; ``name`` is for the error."""
    from lxml import etree, html

    # Bytes, so that no declaration in the page is believed over what was decoded.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise UnreadableReport(f"{name}: there is no text in the page") from None
    return walk(root)
