"""Verdicts as text for a terminal, as comments in Word, and as data for other programs."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from assistant.verify.draft import Block
from assistant.verify.types import Difference, Outcome, Quoted, Verdict
from corpus import Document, Span, locate

NAMES: dict[Outcome, str] = {
    "found": "FOUND",
    "elsewhere": "FOUND ELSEWHERE",
    "drift": "DRIFT",
    "absent": "ABSENT",
    "not_checked": "NOT CHECKED",
    "too_short": "TOO SHORT",
}
_MEANINGS: dict[Outcome, str] = {
    "absent": "No report of the library has these or similar words.",
    "too_short": "The quotation is too short to be checked without a citation beside it.",
}
# Of the terminal: green, red, yellow, and nothing.
_COLOURS: dict[Outcome, str] = {
    "found": "32",
    "elsewhere": "31",
    "drift": "31",
    "absent": "31",
    "not_checked": "33",
    "too_short": "33",
}
_MOST_PLACES = 5
_LONGEST = 300  # characters of a quotation that are shown


def to_dicts(
    verdicts: Sequence[Verdict], documents: Sequence[Document], draft: Sequence[Block]
) -> list[dict[str, Any]]:
    """Return verdicts as values that JSON supports.

    Args:
        verdicts: the verdicts.
        documents: the reports of the library.
        draft: the blocks of the draft.

    Returns:
        For each: ``quotation``; ``start`` and ``end``, its characters in the text of the draft, or
        None in a note and in a file that is no text;
        ``verdict``, a name of ``assistant.verify.types.Outcome``; ``cited``: ``text``,
        ``document``, ``address``; ``places``, the cited one first: ``document``, ``language``,
        ``paragraph``, ``position`` (in the document, -1 if unknown), ``reference``, ``start``,
        ``end``, ``text``; ``differences``: ``change``, ``quoted``, ``report``, ``weight``,
        ``start``, ``end`` (characters of the quotation); ``remarks``.
    """
    return [
        {
            "quotation": verdict.quotation.text,
            "start": _in_draft(verdict.quotation.start, draft[verdict.quotation.block]),
            "end": _in_draft(verdict.quotation.end, draft[verdict.quotation.block]),
            "verdict": verdict.outcome,
            "cited": [
                {"text": source.text, "document": source.symbol, "address": source.address}
                for source in verdict.sources
            ],
            "places": [_place(span, documents) for span in verdict.places],
            "differences": [
                {
                    "change": one.change,
                    "quoted": one.quoted,
                    "report": one.report,
                    "weight": one.weight,
                    "start": one.start,
                    "end": one.end,
                }
                for one in verdict.differences
            ],
            "remarks": list(verdict.remarks),
        }
        for verdict in verdicts
    ]


def to_text(verdicts: Sequence[Verdict], *, colour: bool = False) -> str:
    """Return verdicts for a terminal, with a line of totals at the end."""
    lines: list[str] = []
    for verdict in verdicts:
        name = NAMES[verdict.outcome]
        name = f"\033[{_COLOURS[verdict.outcome]}m{name}\033[0m" if colour else name
        lines += [f"{name}  “{_marked(verdict)}”", *(f"    {one}" for one in _said(verdict)), ""]
    return "\n".join([*lines, _totals(verdicts)])


def comments(verdicts: Sequence[Verdict]) -> list[tuple[Quoted, str]]:
    """Return what is said of each quotation in a comment."""
    return [
        (verdict.quotation, "\n".join([NAMES[verdict.outcome], *_said(verdict)]))
        for verdict in verdicts
    ]


def all_found(verdicts: Sequence[Verdict]) -> bool:
    """Return whether all quotations are where the draft says."""
    return all(verdict.outcome == "found" for verdict in verdicts)


def _said(verdict: Verdict) -> Iterator[str]:
    """Yield what is said of a quotation, line by line."""
    cited = "; ".join(dict.fromkeys(source.text for source in verdict.sources))
    if cited and verdict.outcome != "found":
        yield f"The draft says: {cited}"
    if verdict.outcome in _MEANINGS:
        yield _MEANINGS[verdict.outcome]
    yield from verdict.remarks
    yield from (_difference(one) for one in verdict.differences)
    references = [span.paragraph.reference for span in verdict.places]
    yield from references[:_MOST_PLACES]
    if len(references) > _MOST_PLACES:
        yield f"and {len(references) - _MOST_PLACES} other places"
    if verdict.outcome == "drift" and verdict.places:
        yield f"The report says: “{' '.join(span.text for span in verdict.places)}”"


def _difference(one: Difference) -> str:
    weight = f" ({one.weight})" if one.weight else ""
    if one.change == "added":
        return f"Not in the report: “{one.quoted}”{weight}"
    if one.change == "left out":
        return f"Left out: “{one.report}”{weight}"
    return f"The draft has “{one.quoted}”, the report “{one.report}”{weight}"


def _marked(verdict: Verdict) -> str:
    """Return a quotation on one line, with [-words-] that the report does not have there."""
    text = verdict.quotation.text
    for one in sorted(verdict.differences, key=lambda one: -one.start):
        if one.end > one.start:
            text = f"{text[: one.start]}[-{text[one.start : one.end]}-]{text[one.end :]}"
        elif one.change == "left out":
            text = f"{text[: one.start]}[+{one.report}+] {text[one.start :]}"
    text = " ".join(text.replace("\u00ad", "").split())
    return text if len(text) <= _LONGEST or verdict.differences else f"{text[:_LONGEST]}…"


def _totals(verdicts: Sequence[Verdict]) -> str:
    counts = Counter(verdict.outcome for verdict in verdicts)
    each = (f"{counts[name]} {title.lower()}" for name, title in NAMES.items() if counts[name])
    many = "quotation" if len(verdicts) == 1 else "quotations"
    return f"{len(verdicts)} {many}: {', '.join(each)}" if verdicts else "There is no quotation."


def _in_draft(place: int, block: Block) -> int | None:
    return None if block.offset is None else block.offset + place


def _place(span: Span, documents: Sequence[Document]) -> dict[str, Any]:
    found = locate(span.paragraph, documents)
    return {
        "document": span.paragraph.symbol,
        "language": found[0].language if found else "",
        "paragraph": span.paragraph.label,
        "position": found[1] if found else -1,
        "reference": span.paragraph.reference,
        "start": span.start,
        "end": span.end,
        "text": span.text,
    }
