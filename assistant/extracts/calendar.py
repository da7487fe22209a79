"""The days of reports as a calendar that other programs read: iCalendar, RFC 5545."""

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta

from assistant.extracts.types import Extract

_LONGEST_LINE = 75  # bytes


def to_ics(rows: Sequence[Extract]) -> bytes:
    """Return the rows whose days are known as events of whole days.

    Months and years are left out: a calendar has no month. DTEND is the day after the last day, as
    RFC 5545 defines it. The same rows make the same file, so an event that is imported again
    replaces itself.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Pilcrow//Dates//EN"]
    seen: set[str] = set()
    for row in rows:
        if row.values["exactness"] == "day" and row.values["begins"]:
            event = _event(row)
            if event[1] not in seen:
                seen.add(event[1])
                lines += event
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _event(row: Extract) -> list[str]:
    first = date.fromisoformat(row.values["begins"])
    after = date.fromisoformat(row.values["ends"]) + timedelta(days=1)
    reference, printed = row.span.paragraph.reference, row.values["printed"]
    named = f"{row.document.key}\n{reference}\n{row.span.start}\n{first}\n{after}\n{printed}"
    remark = " (year inferred)" if row.values["inferred"] else ""
    return [
        "BEGIN:VEVENT",
        f"UID:{hashlib.sha256(named.encode()).hexdigest()[:32]}@pilcrow",
        # The day itself: the time of writing would make each file another one.
        f"DTSTAMP:{first:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}",
        f"SUMMARY:{_escaped(f'{printed}{remark}: {row.span.text}'[:120])}",
        f"DESCRIPTION:{_escaped(f'{row.span.text} ({reference})')}",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> list[str]:
    """Return a line in pieces of at most 75 bytes; each but the first begins with a space."""
    pieces, piece = [], ""
    for character in line:
        if len((piece + character).encode()) > _LONGEST_LINE:
            pieces.append(piece)
            piece = " "
        piece += character
    return [*pieces, piece]
