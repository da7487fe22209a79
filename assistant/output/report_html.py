"""A report as HTML for the source panel; all of its text is escaped."""

import html
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from assistant.output.citation_styles import citation_styles
from corpus import Document, Paragraph
from corpus.document import FRONT
from corpus.split import sentences
from corpus.table import Table

_RIGHT_TO_LEFT = ("Arabic", "Hebrew", "Persian", "Urdu")


class Link(NamedTuple):
    """A document that a paragraph names: its symbol, its address at docs.un.org or "", and its key.

    The key is "" if the document is not in the library.
    """

    symbol: str
    address: str
    key: str


def to_html(
    document: Document, links: Mapping[int, Sequence[Link]] | None = None
) -> dict[str, Any]:
    """Return one report for the source panel.

    Args:
        document: the report.
        links: the documents that paragraphs name, by the index of the paragraph. They stand below
            the text, which stays whole: quotations are marked in it by their offsets.

    Returns:
        ``key``, ``symbol``, ``language``, ``title``; ``direction`` of the text, "ltr" or "rtl";
        ``html``, in which paragraph ``i`` has the id ``p-i`` and table ``i`` the id ``t-i``;
        ``outline``, a list of headings:
        level, text, position of the first paragraph below; ``styles``, the citation styles by name.
    """
    parts: list[str] = []
    outline: list[tuple[int, str, int]] = []
    above: tuple[str, ...] = ()
    tables = _tables(document)
    for index, paragraph in enumerate(document.paragraphs):
        path = paragraph.headings or ((paragraph.part.capitalize(),) if paragraph.part else ())
        shared = next(
            (i for i, pair in enumerate(zip(above, path, strict=False)) if pair[0] != pair[1]),
            min(len(above), len(path)),
        )
        if paragraph.part != FRONT:
            for level, heading in enumerate(path[shared:], start=shared + 3):
                tag = f"h{min(level, 5)}"
                parts.append(f'<{tag} dir="auto">{html.escape(heading)}</{tag}>')
                outline.append((level - 3, heading, index))
        above = path
        # A table below the headings that follow a paragraph stands below them.
        parts += tables[index - 1, True]
        named = _links((links or {}).get(index, ()))
        parts += [_paragraph(index, paragraph, path, named), *tables[index, False]]
    parts += tables[len(document.paragraphs) - 1, True]
    return {
        "key": document.key,
        "symbol": document.symbol,
        "language": document.language,
        "title": document.title,
        "direction": "rtl" if document.language in _RIGHT_TO_LEFT else "ltr",
        "html": "".join(parts),
        "outline": outline,
        "styles": {name: asdict(style) for name, style in citation_styles(document).items()},
    }


def _tables(document: Document) -> dict[tuple[int, bool], list[str]]:
    """Return the tables after each paragraph, and those that headings separate from it."""
    found: dict[tuple[int, bool], list[str]] = defaultdict(list)
    for index, table in enumerate(document.tables):
        found[max(table.after, 0), bool(table.heading)].append(_table(index, table))
    return found


def _table(index: int, table: Table) -> str:
    """Return a table in a box that scrolls sideways: table ``i`` has the id ``t-i``."""
    caption = " – ".join(filter(None, (table.label.capitalize(), table.title)))
    head = "".join(f'<th scope="col" dir="auto">{html.escape(text)}</th>' for text in table.header)
    rows = "".join(
        "<tr>" + "".join(f'<td dir="auto">{html.escape(text)}</td>' for text in row) + "</tr>"
        for row in table.rows
    )
    return (
        f'<div class="table" id="t-{index}" tabindex="0" role="region" '
        f'aria-labelledby="tc-{index}"><table><caption id="tc-{index}" dir="auto">'
        f"{html.escape(caption)}</caption>{f'<thead><tr>{head}</tr></thead>' if head else ''}"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _links(links: Sequence[Link]) -> str:
    if not links:
        return ""
    shown = []
    for link in links:
        where = (
            f'data-key="{html.escape(link.key)}" href="#"'
            if link.key
            else (f'href="{html.escape(link.address)}" target="_blank" rel="noopener noreferrer"')
        )
        shown.append(f'<a dir="ltr" {where}>{html.escape(link.symbol)}</a>')
    return f'<div class="names">{" ".join(shown)}</div>'


def _paragraph(index: int, paragraph: Paragraph, path: Sequence[str], named: str) -> str:
    number = f"{paragraph.number}." if paragraph.number else ""
    spans = " ".join(f"{span.start}-{span.end}" for span in sentences(paragraph))
    fields = {
        "where": " › ".join(path),
        "reference": paragraph.reference,
        "label": paragraph.label,
        "part": paragraph.part,
        "number": paragraph.number,
        "sentences": spans,
    }
    data = " ".join(f'data-{name}="{html.escape(value)}"' for name, value in fields.items())
    footnotes = "".join(
        f'<span class="note"><button type="button" aria-describedby="n-{index}-{i}">'
        f'{html.escape(note.mark)}</button><span role="tooltip" id="n-{index}-{i}" dir="auto">'
        f"{html.escape(note.text)}</span></span>"
        for i, note in enumerate(paragraph.footnotes)
    )
    return (
        f'<div class="p{" front" if paragraph.part == FRONT else ""}" id="p-{index}" {data}>'
        f'<span class="n">{html.escape(number)}</span><div class="words">'
        f'<p dir="auto">{html.escape(paragraph.text)}</p>{footnotes}{named}</div></div>'
    )
