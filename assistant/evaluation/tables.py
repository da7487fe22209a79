"""Print measures as tables of plain text."""

from collections.abc import Mapping, Sequence
from typing import Any

# A column: its title, the attribute that it shows, and the format of a value.
Column = tuple[str, str, str]


def table(first: str, columns: Sequence[Column], rows: Mapping[str, Any]) -> str:
    """Return a table of one line for each row, below a line of titles.

    Args:
        first: the title of the first column, which has the names of the rows.
        columns: the other columns, which are aligned on the right.
        rows: an object for each name, with the attributes of the columns. None is shown as "-".
    """
    lines = [[first, *(title for title, _, _ in columns)]]
    for name, row in rows.items():
        lines.append([name, *(_cell(getattr(row, field), form) for _, field, form in columns)])
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(_line(cells, widths) for cells in lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
    return "  ".join([cells[0].ljust(widths[0]), *padded])


def _cell(value: float | None, form: str) -> str:
    return "-" if value is None else format(value, form)
