"""HTML pages, Akoma Ntoso and Markdown as blocks.

Akoma Ntoso (OASIS LegalDocML) is the XML that the United Nations and parliaments mark up in;
Markdown is turned into HTML first.
"""

import re
from pathlib import Path

from corpus.block import Block
from corpus.errors import UnreadableReport
from corpus.readers.elements import parse_html, parse_xml, walk
from corpus.readers.text import decode


def read_html(path: Path) -> list[Block]:
    """Return the blocks of a page; raises UnreadableReport where it has none."""
    return html_blocks(decode(path), path.name)


def html_blocks(text: str, name: str) -> list[Block]:
    """Return the blocks of a page that was read already; ``name`` is for the error."""
    root = parse_html(text)
    if root is None:
        raise UnreadableReport(f"{name}: there is no text in the page")
    return walk(root)


def read_akn(path: Path) -> list[Block]:
    """Return the blocks of a document; raises UnreadableReport where it is not well-formed."""
    return walk(parse_xml(path.read_bytes(), path.name))


def read_markdown(path: Path) -> list[Block]:
    """Return the blocks of Markdown, which may have HTML inside."""
    from markdown_it import MarkdownIt

    # What site builders put in front.
    text = re.sub(r"\A---\r?\n.*?\n---\s*\n", "", decode(path), flags=re.DOTALL)
    renderer = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = renderer.parse(text)
    for token in tokens:
        if token.type == "list_item_open" and token.info:
            token.attrSet("value", token.info)  # as written: HTML would count them anew
    return html_blocks(renderer.renderer.render(tokens, renderer.options, {}), path.name)
