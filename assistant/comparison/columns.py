"""A comparison in two columns, as HTML for the page and as a file of its own; text is escaped."""

import html
from collections.abc import Iterable, Sequence

from assistant.comparison.data import names_of, summary
from assistant.output.i18n import say
from corpus import Document
from corpus.diff import Comparison, Pair
from corpus.units import Unit

_STYLE = """
body{font:16px/1.55 system-ui,sans-serif;max-width:1100px;margin:24px auto;padding:0 16px}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:4px 24px;padding:8px 0;
border-top:1px solid #ccc}
.pair>.status{grid-column:1/-1;font-size:13px;color:#555}.pair p{margin:0;white-space:pre-line}
.pair .n{font-weight:700}.heading p{font-weight:700}.footnote,.table{font-size:14px}
del{background:#fbd5d5;color:#7a1010}ins{background:#d3f2da;color:#0b4a1e;text-decoration:none}
body:has(#only:checked) :is(.is-same,.is-renumbered){display:none}
@media (max-width:640px){.pair{grid-template-columns:1fr}}
@media (prefers-color-scheme:dark){body{background:#0f172a;color:#e2e8f0}.pair>.status{color:#aaa}
del{background:#5b1d1d;color:#fff}ins{background:#14532d;color:#fff}}
"""


def to_rows(
    comparison: Comparison, pairs: Iterable[Pair], language: str = "en", *, linked: bool = False
) -> str:
    """Return pairs as HTML, one element for each: its status, the old text and the new text.

    The element has the class ``is-STATUS`` and the kind of the text as a class. If ``linked``, the
    label of a text is a button with ``data-key`` (of the document) and ``data-position`` (of the
    paragraph).
    """
    return "".join(_row(pair, comparison, language, linked=linked) for pair in pairs)


def to_html(comparison: Comparison, _: Sequence[Pair], language: str = "en") -> bytes:
    """Return a comparison as a page: all texts, of which those that are the same can be hidden."""
    title = say("compared_title", language, *names_of(comparison))
    facts = "".join(f"<li>{html.escape(line)}</li>" for line in summary(comparison, language))
    direction = "rtl" if language == "ar" else "ltr"
    return (
        f'<!DOCTYPE html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>{html.escape(title)}</h1><ul>{facts}</ul>"
        f'<p><label><input type="checkbox" id="only" checked> '
        f"{html.escape(say('only_differences', language))}</label></p>"
        f"{to_rows(comparison, comparison.shown, language)}</main></body></html>\n"
    ).encode()


def _row(pair: Pair, comparison: Comparison, language: str, *, linked: bool) -> str:
    status = html.escape(say(f"compared_{pair.status}", language))
    old = _side(pair.old, comparison.old, _words(pair, "old"), linked=linked)
    arrived = _words(pair, "new") if pair.status != "moved_away" else ""
    new = _side(pair.new, comparison.new, arrived, linked=linked)
    return (
        f'<div class="pair is-{pair.status} {pair.unit.kind}"><span class="status">{status}</span>'
        f"{old}{new}</div>"
    )


def _side(unit: Unit | None, document: Document, words: str, *, linked: bool) -> str:
    if unit is None:
        return '<div class="side"></div>'
    label = html.escape(unit.label)
    if linked:
        reference = html.escape(f"{document.symbol}, {unit.label}")
        label = (
            f'<button type="button" class="n" data-key="{html.escape(document.key)}" '
            f'data-position="{unit.position}" title="{reference}">{label}</button>'
        )
    else:
        label = f'<span class="n">{label}</span>'
    return f'<div class="side">{label}<p dir="auto">{words}</p></div>'


def _words(pair: Pair, side: str) -> str:
    """Return the words of one side: what the other side does not have is marked."""
    unit = pair.old if side == "old" else pair.new
    if unit is None:
        return ""
    tag = "del" if side == "old" else "ins"
    if not pair.pieces:
        words = html.escape(unit.text)
        only = pair.status in ("added", "removed")
        return f"<{tag}>{words}</{tag}>" if only else words
    runs = ((piece.status, piece.old if side == "old" else piece.new) for piece in pair.pieces)
    return "".join(
        html.escape(text) if status == "same" else _marked(text, tag)
        for status, text in runs
        if text
    )


def _marked(text: str, tag: str) -> str:
    core = text.rstrip()
    return f"<{tag}>{html.escape(core)}</{tag}>{html.escape(text[len(core) :])}"
