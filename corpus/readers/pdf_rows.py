"""The rows of a table on a PDF page.

A row ends at a rule, at white space, or where the next words had room on the line. Positions are in
points from the top left corner of the page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus import symbol as symbols
from corpus.readers.pdf_bands import Band, Strip, Words, column_of
from corpus.readers.pdf_letters import Rectangle
from corpus.table import Cell

# The tops of two rows are further apart than this many type sizes, those of two lines of a cell are
# not.
ROW = 1.36
# The symbol of a document in the first column begins a row: "63/262", "S/RES/1244 (1999)".
_SYMBOL = re.compile(
    r"(?:Decision|Resolution)s?\b|"
    r"(?:[A-Z]{1,6}[/-])?[\w./]*\d/[\d.]+\w*(?: (?:[A-Z]{1,2}|\(\d{4}\)|\([XVI]+\)))?,?(?!\w)|"
    r"\d{1,4}(?: [A-Z])? \((?:[XVIL]+|S-[XVI]+|\d{4})\),?(?!\w)"
)
_OPEN = re.compile(r"(?:\band|Decision|Resolution|,)$")  # a symbol goes on on the next line


def rows_of(
    bands: Sequence[Band], rules: Sequence[Rectangle], columns: Sequence[Strip]
) -> Iterator[list[Cell] | None]:
    """Yield the cells of each row; None if it cannot be told whether a line begins a row.

    A line continues a row if it is close below and its words had no room on the line above. Where
    they had room, it begins a row.
    """
    heights = [(top + bottom) / 2 for _, top, _, bottom in rules]
    rights = [
        max(
            (w.right for band in bands for w in band.words if column_of(w, columns) == i), default=0
        )
        for i in range(len(columns))
    ]
    across = (one for band in bands if (one := _alone(band)) and column_of(one, columns) is None)
    limit = max((words.right for words in across), default=0.0)
    row: list[Band] = []
    for band in bands:
        if row:
            above = row[-1]
            ruled = any(above.top < height < band.bottom for height in heights)
            apart = band.top - above.top > ROW * above.size
            begins = _begins_row(band, columns)
            if begins and not (ruled or apart):
                rest = replace(band, words=band.words[1:])
                if _is_wrapped(row, rest, columns, rights, limit):
                    yield None
            if begins or ruled or apart or not _is_wrapped(row, band, columns, rights, limit):
                if not ruled and not apart and column_of(band.words[0], columns) != 0:
                    yield None
                yield cells_of(row, columns)
                row = []
        row.append(band)
    if row:
        yield cells_of(row, columns)


def rows_of_lists(
    bands: Sequence[Band], columns: Sequence[Strip]
) -> tuple[tuple[str, str], ...] | None:
    """Return the rows of a list of documents, or of two lists side by side, the left list first.

    A row is the symbol and the title of a document. The rows of one list begin where its documents
    are named, at other heights than those of the other list. Returns None if the columns are no
    such lists, and no rows if they cannot be told.
    """
    placed = [[(column_of(words, columns), words) for words in band.words] for band in bands]
    firsts = [
        next((words.text for band in placed for place, words in band if place == column), "")
        for column in range(len(columns))
    ]
    if list(map(_is_symbol, firsts)) not in ([True, False], [True, False] * 2):
        return None
    if any(column is None for band in placed for column, _ in band):
        return ()
    rows: list[list[str]] = []
    for names in range(0, len(columns), 2):
        begins = len(rows)
        for column, words in (one for band in placed for one in band):
            goes_on = len(rows) > begins and _OPEN.search(rows[-1][0])
            if column == names and _is_symbol(words.text) and not goes_on:
                rows.append([words.text, ""])
            elif column in (names, names + 1):
                if len(rows) == begins:
                    return ()
                place = column - names
                rows[-1][place] = joined(rows[-1][place], words.text)
    return tuple((name, title) for name, title in rows) if all(map(all, rows)) else ()


def _is_symbol(text: str) -> bool:
    return bool(_SYMBOL.match(text) or symbols.SYMBOL.match(text))


def _begins_row(band: Band, columns: Sequence[Strip]) -> bool:
    first = band.words[0]
    return column_of(first, columns) == 0 and bool(_is_symbol(first.text))


def _is_wrapped(
    row: Sequence[Band],
    band: Band,
    columns: Sequence[Strip],
    rights: Sequence[float],
    limit: float,
) -> bool:
    """Return whether a line has the rest of a cell: its first word had no room on the line above.

    A line below the last line of the other cells of its row is the rest of a cell too.
    """
    across = _alone(row[-1])
    if across and column_of(across, columns) is None:
        below = _alone(band)
        return below is not None and across.right + _first_word(below) > limit - across.size
    for words in band.words:
        column = column_of(words, columns)
        if column is None:
            continue
        above = [w for w in row[-1].words if column_of(w, columns) == column]
        if above and above[-1].right + _first_word(words) > rights[column]:
            return True
    return False


def _alone(band: Band) -> Words | None:
    return band.words[0] if len(band.words) == 1 else None


def _first_word(words: Words) -> float:
    """Return the width of the first word and a space."""
    width = (words.right - words.left) / max(len(words.text), 1)
    return width * (len(words.text.split()[0]) + 1)


def cells_of(
    row: Sequence[Band], columns: Sequence[Strip], *, strict: bool = True
) -> list[Cell] | None:
    """Return the cells of a row; None if words stand across columns, unless they stand alone."""
    texts = [""] * len(columns)
    alone = not strict or all(len(band.words) == 1 for band in row)
    for band in row:
        for words in band.words:
            column = column_of(words, columns)
            if column is None and not alone:
                return None
            # Alone is the heading of a group of rows.
            place = _first(words, columns) if column is None else column
            texts[place] = joined(texts[place], words.text)
    return list(map(Cell, texts))


def _first(words: Words, columns: Sequence[Strip]) -> int:
    return next(i for i, (_, right) in enumerate(columns) if words.left < right)


def joined(text: str, more: str) -> str:
    """Return the text of a cell and of its next line, joined."""
    close = text.endswith("/") or (text[-2:-1].isdigit() and text.endswith("–"))
    return more if not text else text + more if close else f"{text} {more}"
