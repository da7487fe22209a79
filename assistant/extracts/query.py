"""Chooses and sorts the rows of a table: by words, by values of columns, page by page."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.extracts.catalogue import matching
from assistant.extracts.output import columns_of
from assistant.extracts.types import Extract, Kind

IN_ORDER = "reference"  # The column by which rows stand as in the reports.
_DIGITS = re.compile(r"(\d+)")
_LONGEST_KEY = 200  # characters of a text that decide on its place


@dataclass(frozen=True, slots=True)
class Query:
    """Which rows are wanted, and in which order.

    ``words`` are words of the text, the reference or a column. ``chosen`` has pairs of the name of
    a column of the kind ``choice`` and the value that a row must have in it; columns and values
    that a table does not have are allowed, and no row has them. ``sort`` is the name of a column.
    """

    words: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    sort: str = IN_ORDER
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The rows that a query found, in its order.

    ``counts`` has for each column of the kind ``choice`` its values, the most frequent first, with
    the number of rows that have this value and fit the query otherwise.
    """

    rows: Sequence[Extract]
    counts: Mapping[str, Mapping[str, int]]


def find_rows(kind: Kind, rows: Sequence[Extract], query: Query) -> Found:
    """Return the rows of a table that fit a query, and how many rows have each value."""
    choices = [column.name for column in columns_of(kind) if column.kind == "choice"]
    tallies: dict[str, Counter[str]] = {name: Counter() for name in choices}
    found = []
    for row in matching(rows, query.words):
        differing = [name for name, one in query.chosen if value_of(row, name) != one]
        if not differing:
            found.append(row)
        # What differs in one column alone could be chosen in that column.
        for name in choices if not differing else differing[:1] if len(differing) == 1 else ():
            if name in tallies:
                tallies[name][value_of(row, name)] += 1
    counts = {name: _most_first(tally) for name, tally in tallies.items()}
    return Found(_sorted(found, query), counts)


def value_of(row: Extract, name: str) -> str:
    """Return the value of a row in a column; "" if it has none."""
    if name == "document":
        return row.document.symbol
    if name == "text":
        return row.span.text
    return row.values.get(name, "")


def _most_first(tally: Counter[str]) -> dict[str, int]:
    return dict(sorted(tally.items(), key=lambda item: (-item[1], _key(item[0]))))


def _sorted(rows: Sequence[Extract], query: Query) -> Sequence[Extract]:
    """Return rows in the order of a query; equal ones stay in order, and empty values come last."""
    if query.sort == IN_ORDER:
        return rows[::-1] if query.descending else rows
    pairs = [(value_of(row, query.sort), row) for row in rows]
    filled = sorted(
        ((_key(value), row) for value, row in pairs if value),
        key=lambda pair: pair[0],
        reverse=query.descending,
    )
    return [*_rows(filled), *_rows(pair for pair in pairs if not pair[0])]


def _rows(pairs: Iterable[tuple[object, Extract]]) -> Iterable[Extract]:
    return (row for _, row in pairs)


def _key(value: str) -> list[str | int]:
    """Return what a value is sorted by: A/HRC/9 comes before A/HRC/53, and 2018 before 2018-04."""
    parts = _DIGITS.split(value[:_LONGEST_KEY].casefold())
    return [int(part) if place % 2 else part for place, part in enumerate(parts)]
