"""Tables of extracts as data, text and files.

Every format has the same columns: those that say where the words are, the words, and the columns of
the kind.
"""

import json
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from assistant.extracts.types import Column, Extract, Kind
from assistant.output.bodies import official_address
from assistant.output.csv_file import csv_file
from assistant.output.i18n import say
from assistant.output.word import word_table

_BEFORE = (Column("document", "choice"), Column("reference"))
_TEXT = Column("text")
_AFTER = (Column("official", "address"),)
_WIDTHS = {"text": 80, "reference": 24, "official": 40}  # characters; other columns: 20


def columns_of(kind: Kind) -> list[Column]:
    """Return all columns of a table, in order."""
    return [*_BEFORE, _TEXT, *kind.columns, *_AFTER]


def to_dict(kind: Kind, rows: Sequence[Extract]) -> dict[str, Any]:
    """Return a table as values that JSON supports.

    Returns:
        ``kind``; ``columns``: ``name`` and ``kind`` of each; ``rows``: ``document`` (symbol),
        ``language``, ``paragraph`` (label), ``position`` (in the document), ``reference``,
        ``start``, ``end`` (characters of the paragraph), ``text``, ``official`` (the address at
        docs.un.org, or ""), and the columns of the kind.
    """
    columns = [{"name": column.name, "kind": column.kind} for column in columns_of(kind)]
    return {"kind": kind.name, "columns": columns, "rows": [_row(row) for row in rows]}


def _row(row: Extract) -> dict[str, Any]:
    document, span = row.document, row.span
    return {
        "document": document.symbol,
        "language": document.language,
        "paragraph": span.paragraph.label,
        "position": row.position,
        "reference": span.paragraph.reference,
        "start": span.start,
        "end": span.end,
        "text": span.text,
        "official": official_address(document.symbol, document.language),
        **row.values,
    }


def to_text(kind: Kind, rows: Sequence[Extract]) -> str:
    """Return a table for a terminal: for each row its text, its values and its reference."""
    if kind.line:
        return "\n".join(map(kind.line, rows)) or "Nothing was found."
    parts = []
    for row in rows:
        values = [f"{c.name}: {row.values[c.name]}" for c in kind.columns if row.values[c.name]]
        reference = row.span.paragraph.reference
        parts.append(
            "\n".join([f'"{row.span.text}"', *(f"    {v}" for v in values), f"    {reference}"])
        )
    return "\n".join(parts) or "Nothing was found."


def to_csv(kind: Kind, rows: Sequence[Extract], language: str = "en") -> bytes:
    """Return a table as CSV: see ``csv_file``."""
    return csv_file(_lines(kind, rows, language))


def to_xlsx(kind: Kind, rows: Sequence[Extract], language: str = "en") -> bytes:
    """Return a table as an Excel workbook with a filter and a header that stays in sight."""
    import xlsxwriter

    output, columns = BytesIO(), columns_of(kind)
    # Texts stay texts: "=1+1" is no formula, and "00123" no number.
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(output, settings | {"strings_to_urls": False}) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(_title(kind, language)[:31])
        lines = _lines(kind, rows, language)
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line, wrap if number else head)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, _WIDTHS.get(column.name, 20))
            if column.kind == "address":
                for place, cells in enumerate(lines[1:], 1):
                    if cells[number]:
                        sheet.write_url(place, number, cells[number], wrap)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    return output.getvalue()


def to_docx(kind: Kind, rows: Sequence[Extract], language: str = "en") -> bytes:
    """Return a table as a Word document across the page."""
    header, *lines = _lines(kind, rows, language)
    return word_table(_title(kind, language), header, lines, language)


def to_markdown(kind: Kind, rows: Sequence[Extract], language: str = "en") -> bytes:
    """Return a table in Markdown."""
    header, *lines = _lines(kind, rows, language)
    text = [header, ["---"] * len(header), *lines]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in text).encode()


def to_json(kind: Kind, rows: Sequence[Extract], _: str = "en") -> bytes:
    """Return ``to_dict`` as JSON."""
    return json.dumps(to_dict(kind, rows), ensure_ascii=False, indent=1).encode()


def _cell(text: str) -> str:
    return " ".join(text.replace("\\", "\\\\").replace("|", "\\|").split())


def _lines(kind: Kind, rows: Sequence[Extract], language: str) -> list[list[str]]:
    columns = columns_of(kind)
    header = [say(f"column_{column.name}", language) for column in columns]
    names = [column.name for column in columns]
    return [header, *([str(values[name]) for name in names] for values in map(_row, rows))]


def _title(kind: Kind, language: str) -> str:
    return say(f"extract_{kind.name}", language)


_WRITERS: dict[str, Callable[[Kind, Sequence[Extract], str], bytes]] = {
    "csv": to_csv,
    "xlsx": to_xlsx,
    "docx": to_docx,
    "md": to_markdown,
    "json": to_json,
}


def formats_of(kind: Kind) -> tuple[str, ...]:
    """Return the endings of the files that a table can be written into."""
    return (*_WRITERS, *kind.writers)


def write(kind: Kind, rows: Sequence[Extract], ending: str, language: str = "en") -> bytes:
    """Return a table as a file of one of ``formats_of``; raises KeyError for another ending."""
    if ending in kind.writers:
        return kind.writers[ending](rows, _title(kind, language))
    return _WRITERS[ending](kind, rows, language)
