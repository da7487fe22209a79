"""HTML pages as blocks; what Markdown becomes goes the same way."""

from pathlib import Path

from corpus.block import Block
from corpus.errors import UnreadableReport
from corpus.markup import parse_html, walk
from corpus.read_text import decode


def read_html(path: Path) -> list[Block]:
    """Return the blocks of a page; raises UnreadableReport where it has none."""
    return html_blocks(decode(path), path.name)


def html_blocks(text: str, name: str) -> list[Block]:
    """Return the blocks of a page that was read already; ``name`` is for the error."""
    root = parse_html(text)
    if root is None:
        raise UnreadableReport(f"{name}: there is no text in the page")
    return walk(root)
