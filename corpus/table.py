"""The tables of a report: their cells, and their rows as text that can be quoted.

Cells keep the words as printed. A cell that spans several rows is in each of its rows. A cell of
the header that spans several columns is above each of its columns; a cell of another row that spans
several columns is in the first of them, and the others are empty.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

Row = tuple[str, ...]

# A table with more columns is not kept: a file may say that a cell spans a million columns.
_MOST_COLUMNS = 100
# A table with a title in its first row has at least this many rows.
_LEAST_BELOW_TITLE = 3
# What is between the header cells of one column, from the top down.
_HEADER_BREAK = " / "
# What is between the cells of a row, and between the rows, of the text that is quoted.
CELL_SEPARATOR, ROW_SEPARATOR = "; ", "\n"
_SIGNED = re.compile(r"\((?:Signed|Signé|Firmado|Подпись|توقيع|签名)\)", re.IGNORECASE)
# A number, an amount, a share or a year: a cell with nothing else is data, not a header.
_FIGURE = re.compile(r"[^\w]*\d[\d\s.,]*(?:%|per cent)?[^\w]*")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as a reader finds it: its text, and how many columns and rows it spans.

    ``goes_on`` is true if the cell has no text of its own but continues the cell above it.
    """

    text: str
    across: int = 1
    down: int = 1
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table, each with one text for each column; ``header`` is empty without one.

    ``title`` is the text of the first row if it is one cell across the table.
    """

    header: Row
    rows: tuple[Row, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a report.

    ``number`` is the number as printed ("3", "II", "A.1"), and ``title`` the caption without it;
    both are empty if nothing is printed. ``header`` has one text for each column, and is empty if
    the table has no header. ``after`` is the index of the paragraph after which the table stands,
    -1 if it stands before the first. ``label`` is the address in the report: "table 3", "annex I,
    table 2", "table after para. 12". ``heading`` is the last heading between that paragraph and
    the table, "" if there is none.
    """

    number: str
    title: str
    header: Row
    rows: tuple[Row, ...]
    after: int
    label: str
    page: int | None = None
    heading: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The text of each row: its cells that are not empty, each after its header."""
        return tuple(self._line(row) for row in self.rows)

    @property
    def text(self) -> str:
        """The text of all rows, of which quotations are parts: one line for each row."""
        return ROW_SEPARATOR.join(self.lines)

    def _line(self, row: Row) -> str:
        header = self.header or ("",) * len(row)
        cells = [
            f"{above}: {cell}" if above else cell
            for above, cell in zip(header, row, strict=True)
            if cell
        ]
        return CELL_SEPARATOR.join(cells)

    def bounds(self, first: int, last: int) -> tuple[int, int]:
        """Return where the rows from ``first`` up to, not including, ``last`` are in ``text``."""
        lines = self.lines
        start = sum(len(line) + len(ROW_SEPARATOR) for line in lines[:first])
        return start, start + len(ROW_SEPARATOR.join(lines[first:last]))

    def rows_in(self, start: int, end: int) -> range:
        """Return which rows a part of ``text`` touches."""
        text = self.text
        first = text.count(ROW_SEPARATOR, 0, start)
        return range(first, first + text.count(ROW_SEPARATOR, start, end) + 1)

    def to_dict(self) -> dict[str, Any]:
        """Return the table as values that JSON can hold."""
        return asdict(self)

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> Self:
        """Return the table that ``to_dict`` wrote.

        Raises: KeyError or TypeError if a field is missing, unknown or malformed.
        """
        rows = tuple(tuple(row) for row in fields["rows"])
        return cls(**fields | {"header": tuple(fields["header"]), "rows": rows})


def grid_of(rows: Sequence[Sequence[Cell]], headers: int | None) -> Grid | None:
    """Return the grid of a table, or None if it only lays out text.

    A table has at least two columns and two rows with text. The names under a letter or report are
    no table.

    Args:
        rows: the cells of each row, each cell once, in the row in which it begins.
        headers: the number of rows that are marked as the header; None if the file marks none.
            Then the first row is the header if every cell has text, none of them is a figure, and
            a row below has figures.
    """
    texts, origins = _expanded(rows)
    kept: Sequence[int] = [i for i, row in enumerate(texts) if any(row)]
    columns = [c for c in range(len(texts[0]) if texts else 0) if any(row[c] for row in texts)]
    if len(columns) < 2 or len(columns) > _MOST_COLUMNS or len(kept) < 2:
        return None
    if any(_SIGNED.search(text) for row in texts for text in row):
        return None
    title, kept = _title(texts, origins, kept, columns)
    above = sum(i < headers for i in kept) if headers is not None else _is_header(texts, kept)
    if above >= len(kept):
        above = 1
    if all(_FIGURE.fullmatch(texts[i][c]) for i in kept[:above] for c in columns if texts[i][c]):
        above = 0
    header = tuple(
        _HEADER_BREAK.join(dict.fromkeys(filter(None, (texts[i][c] for i in kept[:above]))))
        for c in columns
    )
    body = tuple(
        tuple(texts[i][c] if origins[i][c] == c else "" for c in columns) for i in kept[above:]
    )
    body = tuple(row for row in body if any(row))
    return Grid(header if above else (), body, title) if body else None


def _expanded(rows: Sequence[Sequence[Cell]]) -> tuple[list[list[str]], list[list[int]]]:
    """Return the text of each place, and the column in which the cell of each place begins."""
    places: list[dict[int, tuple[str, int]]] = [{} for _ in rows]
    for i, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in places[i]:
                column += 1
            first = column
            above = places[i - 1].get(column) if i and cell.goes_on else None
            text = above[0] if above else cell.text
            for place in range(first, first + max(1, min(cell.across, _MOST_COLUMNS))):
                for below in range(i, min(i + max(1, cell.down), len(rows))):
                    places[below].setdefault(place, (text, first))
                column = place + 1
    width = max((max(row, default=-1) + 1 for row in places), default=0)
    empty = [[row.get(c, ("", c)) for c in range(width)] for row in places]
    return [[text for text, _ in row] for row in empty], [[at for _, at in row] for row in empty]


def _title(
    texts: Sequence[Sequence[str]],
    origins: Sequence[Sequence[int]],
    kept: Sequence[int],
    columns: Sequence[int],
) -> tuple[str, Sequence[int]]:
    """Return the text of the first row if it is one cell across the table, and the other rows."""
    across = len({origins[kept[0]][column] for column in columns}) == 1
    if not across or len(kept) < _LEAST_BELOW_TITLE:
        return "", kept
    return texts[kept[0]][columns[0]], kept[1:]


def _is_header(texts: Sequence[Sequence[str]], kept: Sequence[int]) -> int:
    """Return 1 if the first row is the header, as the rows below show, else 0."""
    first, below = texts[kept[0]], [texts[i] for i in kept[1:]]
    named = all(first[1:]) and not any(_FIGURE.fullmatch(text) for text in first)
    return int(named and any(_FIGURE.fullmatch(text) for row in below for text in row))
