"""What stands above a table: the timeline of its dates, and what its reports cite most."""

from collections.abc import Sequence
from typing import Any

from assistant.extracts.missing import counted
from assistant.extracts.types import Extract, Kind

_MOST_MARKS, _MOST_CITED = 2000, 8


def overview(kind: Kind, rows: Sequence[Extract]) -> dict[str, Any]:
    """Return what stands above the rows of a table, as values that JSON supports.

    Returns:
        For dates ``timeline``, for references ``missing``: see below. Nothing for other kinds.
    """
    if kind.name == "dates":
        return {"timeline": timeline(rows)}
    if kind.name == "references":
        return {"missing": most_cited_missing(rows)}
    return {}


def timeline(rows: Sequence[Extract]) -> dict[str, Any]:
    """Return the dates of rows as marks in lanes, one lane for each document.

    Rows of one document with the same dates share a mark.

    Returns:
        ``lanes``: the symbols of the documents, in the order of the rows; ``marks``, at most 2,000:
        ``lane``, ``start`` and ``end`` (ISO 8601), ``inferred``, whether its year is
        not printed; ``row`` (the index of its first row) and
        ``count`` of rows; ``left_out``, the number of further marks.
    """
    marks: dict[tuple[str, str, str], dict[str, Any]] = {}
    lanes: dict[str, int] = {}
    for index, row in enumerate(rows):
        start = row.values["begins"]
        if not start:
            continue
        key, end = row.document.key, row.values["ends"] or start
        lane = lanes.setdefault(key, len(lanes))
        inferred = bool(row.values.get("inferred"))
        mark = {"lane": lane, "start": start, "end": end, "inferred": inferred, "row": index}
        mark["count"] = 0
        marks.setdefault((key, start, end), mark)["count"] += 1
    names = [key.partition("#")[0] for key in lanes]
    shown = list(marks.values())[:_MOST_MARKS]
    return {"lanes": names, "marks": shown, "left_out": len(marks) - len(shown)}


def most_cited_missing(rows: Sequence[Extract]) -> list[dict[str, Any]]:
    """Return the documents that rows cite most and the library does not have, at most 8.

    Returns:
        ``cited``, ``count`` of paragraphs and ``address`` at docs.un.org or "", most first.
    """
    missing = counted([row for row in rows if row.values["in_library"] == "no"])[:_MOST_CITED]
    return [
        {
            "cited": row.values["cited"],
            "count": int(row.values["count"]),
            "address": row.values["address"],
        }
        for row in missing
    ]
