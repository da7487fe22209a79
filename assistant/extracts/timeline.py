"""A picture of the dates of reports: a lane for each report, as SVG."""

from collections.abc import Sequence
from datetime import date
from html import escape

from assistant.extracts.types import Extract

_WIDTH, _LEFT, _RIGHT, _TOP = 1000, 190, 20, 40  # pixels
_BAR, _STEP, _GAP = 8, 11, 10  # height of a mark, of a row of marks, and between lanes
_LEAST = 6  # pixels: the width of a day
_MOST_SENTENCES = 8  # in the title of a mark
_MOST_YEARS = 12  # lines of years with a label
_STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#333}.lane{stroke:#ddd}.year{stroke:#e8e8e8}"
    ".day{fill:#1f5fa8;stroke:#1f5fa8}.less{fill:#fff;stroke:#1f5fa8;stroke-width:1.2}"
    ".inferred{stroke-dasharray:2 2}.far{fill:#ccc;stroke:#999}"
)


def to_svg(rows: Sequence[Extract], title: str) -> bytes:
    """Return a picture of the rows of the table of dates.

    A report has a lane, in which a date or range is a mark, however often the report has it: filled
    if its days are known, hollow if only months or years are, with a broken line if its year is
    inferred, grey if it is outside the years of the picture. The sentences of a mark are its title.
    Rows without a year are left out. The same rows make the same picture.
    """
    dated = sorted((row for row in rows if row.values["begins"]), key=_order)
    lanes: dict[str, dict[tuple[str, ...], list[Extract]]] = {row.document.key: {} for row in rows}
    for row in dated:
        same = tuple(row.values[name] for name in ("begins", "ends", "exactness", "inferred"))
        lanes[row.document.key].setdefault(same, []).append(row)
    days = [day for row in dated for day in _days(row)] or [date(2000, 1, 1).toordinal()]
    # A few dates that are far from the others would press them together: they stand at the edge.
    low, high = _range(days)
    parts: list[str] = []
    top = _TOP
    for marks in lanes.values():
        if marks:
            lane, height = _lane([*marks.values()], top, low, high)
            parts.append(lane)
            top += height
    parts.insert(0, _years(low, high, top))
    name = escape(title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top + 10}" '
        f'width="{_WIDTH}" height="{top + 10}" role="img" aria-label="{name}"><title>{name}</title>'
        f'<style>{_STYLE}</style><rect width="100%" height="100%" fill="#fff"/>'
        f"{''.join(parts)}</svg>\n"
    ).encode()


def _order(row: Extract) -> tuple[str, str, int, int]:
    return row.values["begins"], row.values["ends"], row.position, row.span.start


def _range(days: Sequence[int]) -> tuple[int, int]:
    """Return the first and the last day of the picture: those of all but the furthest dates."""
    ordered = sorted(days)
    cut = len(ordered) // 50
    low, high = ordered[cut], ordered[-1 - cut]
    first = date.fromordinal(low).replace(month=1, day=1).toordinal()
    return first, max(high, first + 365)


def _days(row: Extract) -> tuple[int, int]:
    """Return the first and the last day of a row, as ordinal numbers."""
    return first_day(row.values["begins"]).toordinal(), last_day(row.values["ends"]).toordinal()


def first_day(moment: str) -> date:
    """Return the first day of a day, a month or a year in ISO 8601."""
    year, month, day = (*map(int, moment.split("-")), 1, 1)[:3]
    return date(year, month, day)


def last_day(moment: str) -> date:
    """Return the last day of a day, a month or a year in ISO 8601."""
    parts = [*map(int, moment.split("-"))]
    if len(parts) == 3:
        return date(*parts)
    year, month = (parts[0], parts[1] + 1) if len(parts) == 2 else (parts[0] + 1, 1)
    following = date(year + month // 13, 1 if month == 13 else month, 1)
    return date.fromordinal(following.toordinal() - 1)


def _lane(marks: Sequence[Sequence[Extract]], top: int, low: int, high: int) -> tuple[str, int]:
    """Return a lane and its height; marks that would overlap stand below each other."""
    ends: list[float] = []
    parts = []
    for rows in marks:
        first, last = _days(rows[0])
        left, right = _x(first, low, high), _x(last, low, high)
        right = min(max(right, left + _LEAST), _WIDTH - _RIGHT)
        left = min(left, right - _LEAST)
        level = next((i for i, end in enumerate(ends) if end < left - 1), len(ends))
        ends[level : level + 1] = [right]
        far = last < low or first > high
        parts.append(_mark(rows, left, right - left, top + _GAP + level * _STEP, far))
    height = 2 * _GAP + len(ends) * _STEP
    document = marks[0][0].document
    label = document.symbol
    shown = label if len(label) <= 27 else f"{label[:26]}…"
    head = (
        f'<line class="lane" x1="0" x2="{_WIDTH}" y1="{top}" y2="{top}"/>'
        f'<text x="8" y="{top + _GAP + 9}"><title>{escape(document.title or label)}</title>'
        f"{escape(shown)}</text>"
    )
    return f"<g>{head}{''.join(parts)}</g>", height


def _mark(rows: Sequence[Extract], left: float, width: float, top: int, far: bool) -> str:
    values = rows[0].values
    classes = "day" if values["exactness"] == "day" else "less"
    classes += (" inferred" if values["inferred"] else "") + (" far" if far else "")
    period = " – ".join(dict.fromkeys((values["begins"], values["ends"])))
    said = [period, *(f"{row.span.paragraph.reference}: {row.span.text}" for row in rows)]
    more = [f"… ({len(rows) - _MOST_SENTENCES})"] if len(rows) > _MOST_SENTENCES else []
    title = "\n".join([*said[: _MOST_SENTENCES + 1], *more])
    return (
        f'<rect class="{classes}" x="{left:.1f}" y="{top}" width="{width:.1f}" height="{_BAR}" '
        f'rx="2"><title>{escape(title)}</title></rect>'
    )


def _years(low: int, high: int, bottom: int) -> str:
    first, last = date.fromordinal(low).year, date.fromordinal(high).year
    step = max(1, -(-(last - first + 1) // _MOST_YEARS))
    parts = []
    for year in range(first, last + 1, step):
        x = _x(date(year, 1, 1).toordinal(), low, high)
        parts.append(
            f'<line class="year" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP - 8}" y2="{bottom}"/>'
            f'<text x="{x:.1f}" y="{_TOP - 14}">{year}</text>'
        )
    return f"<g>{''.join(parts)}</g>"


def _x(day: int, low: int, high: int) -> float:
    share = (min(max(day, low), high) - low) / (high - low)
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)
