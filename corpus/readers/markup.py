"""The readers of HTML, Akoma Ntoso and Markdown.

Akoma Ntoso (OASIS LegalDocML) is the XML format in which the United Nations and parliaments mark up
their documents. Markdown is converted to HTML first.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from corpus.block import Block
from corpus.errors import UnreadableReport
from corpus.readers.charset import decode
from corpus.readers.elements import walk
from corpus.readers.html_tree import parse_html, parse_xml
from corpus.symbol import normalise

# The head of a Markdown file in YAML, and the entries of it that a masthead has.
# A rule, "---", may also begin a text.
_YAML = re.compile(
    r"\A---[ \t]*\r?\n(\s*(?:#.*\n\s*)*[\w-]+[ \t]*:.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)",
    re.M | re.S,
)
_ENTRY = re.compile(
    r"^(?:document[_-])?(symbol|title|date)[ \t]*:[ \t]*(\S.*?)[ \t]*(?:[ \t]#.*)?\r?$", re.I | re.M
)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
# A footnote of GitHub's Markdown: its text goes on in indented lines.
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*)$")
_NOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]")


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
    root = parse_html(text, name)
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

    text = decode(path)
    head = _YAML.match(text)
    entries = dict(_ENTRY.findall(head[1]) if head else ())
    entries = {name.lower(): value.strip("\"'") for name, value in entries.items()}
    body, notes = _take_notes(text[head.end() :] if head else text)
    # Indented lines are text in a report, not the source of a program.
    renderer = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    renderer.disable("code")
    tokens = renderer.parse(body)
    _number_items(tokens)
    _link_notes(tokens, notes)
    page = renderer.renderer.render(tokens, renderer.options, {})
    listed = "".join(
        f'<p id="fn-{escape(name)}">{renderer.renderInline(note)}</p>'
        for name, note in notes.items()
    )
    if not page.strip():
        raise UnreadableReport(f"{path.name}: there is no text in the file")
    blocks = html_blocks(f"<body>{page}{listed}</body>", path.name)
    masthead = [Block(normalise(entries["symbol"]))] if "symbol" in entries else []
    masthead += [Block(entries["date"])] if "date" in entries else []
    if "title" in entries and not any(block.level == 1 for block in blocks):
        masthead.append(Block(entries["title"], level=1))
    return [*masthead, *blocks]


def _take_notes(text: str) -> tuple[str, dict[str, str]]:
    """Return a text without its footnotes, and the footnotes by name."""
    lines: list[str] = []
    notes: dict[str, str] = {}
    name, fence = "", ""
    for line in text.splitlines():
        opened = _FENCE.match(line)
        if opened and (not fence or opened[1].startswith(fence)):
            fence = "" if fence else opened[1]
        note = None if fence else _NOTE.match(line)
        if note:
            name = note[1]
            notes.setdefault(name, note[2])
        elif name and line.startswith(("  ", "\t")):
            notes[name] += f" {line.strip()}"
        elif not name or line.strip():
            name = name if not line.strip() else ""
            lines.append(line)
    return "\n".join(lines), notes


def _number_items(tokens: Sequence[Any]) -> None:
    """Give each list item its number as typed; in a list of equal numbers, count up."""
    open_lists: list[list[Any]] = []
    for token in tokens:
        if token.type == "ordered_list_open":
            open_lists.append([])
        elif token.type == "list_item_open" and token.info:
            open_lists[-1].append(token)
        elif token.type == "ordered_list_close":
            items = open_lists.pop()
            typed = [int(item.info) for item in items]
            lazy = len(set(typed)) == 1
            for index, item in enumerate(items):
                item.attrSet("value", str(typed[0] + index if lazy else typed[index]))


def _link_notes(tokens: Sequence[Any], notes: dict[str, str]) -> None:
    """Turn the marks of footnotes in running text into links to them."""
    marks: dict[str, int] = {}
    for text in _running_text(tokens):
        pieces = _NOTE_MARK.split(text.content)
        if len(pieces) > 1:
            for index in range(1, len(pieces), 2):
                name = pieces[index]
                if name in notes:
                    mark = marks.setdefault(name, len(marks) + 1)
                    target = escape(name)
                    pieces[index] = f'<sup><a href="#fn-{target}">{mark}</a></sup>'
                else:
                    pieces[index] = f"[^{escape(name)}]"
            pieces[::2] = [escape(piece, quote=False) for piece in pieces[::2]]
            text.type, text.content = "html_inline", "".join(pieces)


def _running_text(tokens: Sequence[Any]) -> Iterator[Any]:
    for token in tokens:
        yield from (child for child in token.children or () if child.type == "text")
