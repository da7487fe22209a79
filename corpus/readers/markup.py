"""The readers of HTML, Akoma Ntoso and Markdown.

Akoma Ntoso (OASIS LegalDocML) is the XML format in which the United Nations and parliaments mark up
their documents. Markdown is converted to HTML first.
"""

import re
from pathlib import Path

from corpus.block import Block
from corpus.errors import UnreadableReport
from corpus.readers.elements import parse_html, parse_xml, walk
from corpus.readers.text import decode


def read_html(path: Path) -> list[Block]:
    """Return the blocks of an HTML file.

    Raises: UnreadableReport if the file is not text or contains no element.
    """
    return html_blocks(decode(path), path.name)


def html_blocks(text: str, name: str) -> list[Block]:
    """Return the blocks of the source of an HTML page.

    Args:
        text: the source of the page.
        name: the file name for the error message.

    Raises: UnreadableReport if the page contains no element.
    """
    root = parse_html(text)
    if root is None:
        raise UnreadableReport(f"{name}: there is no text in the page")
    return walk(root)


def read_akn(path: Path) -> list[Block]:
    """Return the blocks of an Akoma Ntoso file.

    Raises: UnreadableReport if the XML is not well-formed.
    """
    return walk(parse_xml(path.read_bytes(), path.name))


def read_markdown(path: Path) -> list[Block]:
    """Return the blocks of a Markdown file, which may contain HTML.

    Raises: UnreadableReport if the file is not text.
    """
    from markdown_it import MarkdownIt

    # Remove the YAML front matter of site generators.
    text = re.sub(r"\A---\r?\n.*?\n---\s*\n", "", decode(path), flags=re.DOTALL)
    renderer = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = renderer.parse(text)
    for token in tokens:
        if token.type == "list_item_open" and token.info:
            token.attrSet("value", token.info)  # the number as typed; HTML would count again from 1
    return html_blocks(renderer.renderer.render(tokens, renderer.options, {}), path.name)
