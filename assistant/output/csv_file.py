"""Lines as CSV that spreadsheets open as text."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

# The first characters with which a spreadsheet takes a cell for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_file(lines: Iterable[Sequence[str]]) -> bytes:
    """Return lines as CSV in UTF-8 with a byte order mark, without which Excel shows no accents.

    A cell that a spreadsheet would compute begins with an apostrophe.
    """
    output = StringIO()
    csv.writer(output).writerows(
        [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in line] for line in lines
    )
    return output.getvalue().encode("utf-8-sig")
