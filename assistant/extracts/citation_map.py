"""A picture of which report of a library cites which: a table of squares, as SVG."""

import re
from collections.abc import Sequence
from html import escape

from assistant.extracts.cited import cited_in
from assistant.extracts.types import Extract
from corpus.symbol import names

_WIDTH, _LABELS = 1000, 190  # pixels
_LEAST, _MOST = 10, 26  # pixels of the side of a square
_STYLE = (
    "text{font-family:system-ui,sans-serif;fill:#333}.grid{stroke:#e4e4e4}.own{fill:#f2f2f2}"
    ".cell{fill:#1f5fa8}.note{fill:#666}"
)


def to_svg(rows: Sequence[Extract], title: str) -> bytes:
    """Return a picture of the rows of the table of references.

    A line is a report that cites, a column a document of the library that is cited, and a square
    says that the one cites the other: the darker, the more paragraphs. Its title has the
    paragraphs. Documents that are not in the library are left out. The same rows make the same
    picture.
    """
    cells = _cells(rows)
    lines = sorted({citing for citing, _ in cells}, key=_natural)
    columns = sorted({cited for _, cited in cells}, key=_natural)
    side = min(_MOST, max(_LEAST, (_WIDTH - _LABELS) // max(len(columns), len(lines), 1)))
    right, bottom = _LABELS + side * len(columns), _LABELS + side * len(lines)
    parts = [_grid(lines, columns, side, right, bottom)]
    most = max(map(len, cells.values()), default=1)
    for (citing, cited), found in sorted(cells.items()):
        x, y = _LABELS + side * columns.index(cited), _LABELS + side * lines.index(citing)
        parts.append(_cell(x, y, side, found, most, cited))
    if not cells:
        parts.append(f'<text class="note" x="8" y="{_LABELS + 20}" font-size="13">0</text>')
    width, height = max(_WIDTH, right + 10), bottom + 30
    name = escape(title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-label="{name}"><title>{name}</title>'
        f'<style>{_STYLE}</style><rect width="100%" height="100%" fill="#fff"/>'
        f"{''.join(parts)}</svg>\n"
    ).encode()


def _cells(rows: Sequence[Extract]) -> dict[tuple[str, str], list[Extract]]:
    """Return the rows by the report that cites and the document that is cited.

    Either half of a joint symbol is the document, if it cites too.
    """
    own = {name: row.document.symbol for row in rows for name in names(row.document.symbol)}
    cells: dict[tuple[str, str], list[Extract]] = {}
    for row in rows:
        cited = own.get(row.values["cited"], row.values["cited"])
        if row.values["in_library"] == "yes" and cited != row.document.symbol:
            cells.setdefault((row.document.symbol, cited), []).append(row)
    return cells


def _grid(lines: Sequence[str], columns: Sequence[str], side: int, right: int, bottom: int) -> str:
    size = min(12, side - 1)
    parts = []
    for index, symbol in enumerate(lines):
        y = _LABELS + side * index
        parts.append(
            f'<line class="grid" x1="8" x2="{right}" y1="{y}" y2="{y}"/><text x="{_LABELS - 6}" '
            f'y="{y + side // 2}" font-size="{size}" text-anchor="end" '
            f'dominant-baseline="central">{_label(symbol)}</text>'
        )
    for index, symbol in enumerate(columns):
        x = _LABELS + side * index
        if symbol in lines:
            y = _LABELS + side * lines.index(symbol)
            parts.append(f'<rect class="own" x="{x}" y="{y}" width="{side}" height="{side}"/>')
        parts.append(
            f'<line class="grid" x1="{x}" x2="{x}" y1="8" y2="{bottom}"/><text font-size="{size}" '
            f'transform="translate({x + side // 2} {_LABELS - 6}) rotate(-90)" '
            f'dominant-baseline="central">{_label(symbol)}</text>'
        )
    return "".join(parts)


def _cell(x: int, y: int, side: int, found: Sequence[Extract], most: int, cited: str) -> str:
    shade = 0.35 + 0.65 * len(found) / most
    places = "; ".join(dict.fromkeys(cited_in(found).values()))
    return (
        f'<rect class="cell" x="{x + 1}" y="{y + 1}" width="{side - 2}" height="{side - 2}" '
        f'fill-opacity="{shade:.2f}"><title>{escape(places)} → {escape(cited)}</title></rect>'
    )


def _label(symbol: str) -> str:
    shown = symbol if len(symbol) <= 26 else f"{symbol[:25]}…"
    return f"<title>{escape(symbol)}</title>{escape(shown)}"


def _natural(symbol: str) -> list[tuple[int, str]]:
    """Return a key that sorts "A/79/9" before "A/79/10"."""
    return [(int(one), "") if one.isdecimal() else (0, one) for one in re.split(r"(\d+)", symbol)]
