"""Replayed answers as data, as text for a terminal and as HTML for the page."""

import html
from collections.abc import Sequence
from typing import Any

from assistant.output.i18n import say
from assistant.replay.outcome import OUTCOMES, Both, Replayed, all_same, counts
from assistant.replay.saved import Quote


def to_dict(replayed: Sequence[Replayed]) -> dict[str, Any]:
    """Return replayed answers as values that JSON supports.

    Returns:
        ``same``, whether every answer is the same; ``counts`` of the outcomes; ``answers``:
        ``question``, ``outcome`` (same, moved, changed, lost, found, failed), ``quotes``: ``then``
        and ``now`` (document, language, paragraph, reference, text; or null), ``pieces`` (status:
        same, gone, new; old; new); ``remarks`` about the library; ``problem``.
    """
    return {
        "same": all_same(replayed),
        "counts": counts(replayed),
        "answers": [
            {
                "question": one.question,
                "outcome": one.outcome,
                "quotes": [_both(both) for both in one.quotes],
                "remarks": _remarks(one, "en"),
                "problem": one.problem,
            }
            for one in replayed
        ],
    }


def _both(both: Both) -> dict[str, Any]:
    pieces = [{"status": p.status, "old": p.old, "new": p.new} for p in both.pieces]
    return {"then": _quote(both.then), "now": _quote(both.now), "pieces": pieces}


def _quote(quote: Quote | None) -> dict[str, str] | None:
    if quote is None:
        return None
    return {
        "document": quote.document,
        "language": quote.language,
        "paragraph": quote.paragraph,
        "reference": quote.reference,
        "text": quote.text,
    }


def _remarks(one: Replayed, language: str) -> list[str]:
    return [say(remark.key, language, *remark.values) for remark in one.remarks]


def summary(replayed: Sequence[Replayed], language: str = "en") -> str:
    """Return how many answers have each outcome: ``8 same, 1 changed, 1 has no answer now``."""
    found = counts(replayed)
    parts = [f"{found[one]} {say(f'replay_{one}', language)}" for one in OUTCOMES if found[one]]
    return ", ".join(parts)


def to_text(replayed: Sequence[Replayed]) -> str:
    """Return the answers that are not the same, then the count of each outcome."""
    lines: list[str] = []
    said: set[str] = set()
    for one in replayed:
        if one.outcome == "same":
            continue
        lines.append(f"{one.outcome.upper()}  {one.question}")
        lines += [f"    {line}" for both in one.quotes for line in _lines(both)]
        if one.problem:
            lines.append(f"    {one.problem}")
        new = [remark for remark in _remarks(one, "en") if remark not in said]
        said.update(new)
        lines += [f"    {remark}" for remark in new]
    return "\n".join([*lines, summary(replayed)])


def _lines(both: Both) -> list[str]:
    then, now = both.then, both.now
    if then and now and then.address == now.address and then.text == now.text:
        return [f"same:  “{now.text}” ({now.reference})"]
    sides = ((say("answer_then"), then), (say("answer_now"), now))
    return [f"{name}:  “{one.text}” ({one.reference})" for name, one in sides if one]


def to_html(replayed: Sequence[Replayed], language: str = "en") -> str:
    """Return replayed answers as HTML for the page; all text is escaped."""
    shared = _remarks(replayed[0], language) if replayed else []
    parts = [f"<p><b>{html.escape(summary(replayed, language))}</b></p>"]
    parts += [f"<p>{html.escape(remark)}</p>" for remark in shared]
    for one in replayed:
        outcome = html.escape(say(f"replay_{one.outcome}", language))
        rows = "".join(_rows(both, language) for both in one.quotes)
        if not one.quotes and one.outcome != "failed":
            rows = f"<p>{html.escape(say('no_answer', language))}</p>"
        own = [remark for remark in _remarks(one, language) if remark not in shared]
        rows += "".join(f"<p>{html.escape(text)}</p>" for text in (one.problem, *own) if text)
        is_open = "" if one.outcome == "same" else " open"
        parts.append(
            f'<details class="turn is-{one.outcome}"{is_open}><summary dir="auto"><b>{outcome}</b> '
            f"{html.escape(one.question)}</summary>{rows}</details>"
        )
    return "".join(parts)


def _rows(both: Both, language: str) -> str:
    sides = ((both.then, "answer_then", "del"), (both.now, "answer_now", "ins"))
    cells = "".join(_cell(one, say(name, language), tag, both) for one, name, tag in sides)
    return f'<div class="pair">{cells}</div>'


def _cell(quote: Quote | None, name: str, tag: str, both: Both) -> str:
    if quote is None:
        return '<div class="side"></div>'
    words = html.escape(quote.text)
    if not (both.then and both.now):
        words = f"<{tag}>{words}</{tag}>"
    elif both.pieces:
        runs = ((p.status, p.old if tag == "del" else p.new) for p in both.pieces)
        words = "".join(
            html.escape(text) if status == "same" else f"<{tag}>{html.escape(text)}</{tag}>"
            for status, text in runs
            if text
        )
    head = html.escape(f"{name}: {quote.reference}")
    return f'<div class="side"><span class="n">{head}</span><p dir="auto">{words}</p></div>'
