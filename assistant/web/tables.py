"""Tables of extracts for the source panel, page by page and as files."""

import base64
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from assistant.extracts import KINDS, extract
from assistant.extracts.output import formats_of, to_dict, write
from assistant.extracts.overview import overview
from assistant.extracts.query import IN_ORDER, Found, Query, find_rows
from assistant.extracts.types import Extract, Kind
from assistant.output.i18n import page_language
from assistant.output.json import span_to_dict
from index import Index

_MOST_ROWS = 500  # at once
_LONGEST = 200  # characters of what a user types or chooses
# How many tables are kept of single reports, and how many of all reports asked and of queries.
_REPORTS_KEPT, _TABLES_KEPT = 600, 6

# What a table of all reports has of another kind is more than what its reports have.
_KINDS = tuple(name for name, kind in KINDS.items() if kind.whole is None)


class Tables:
    """The tables of an index as the source panel shows them; all threads use one object.

    A browser may send anything, so each function takes its arguments as one dictionary, of which
    ``_asked`` makes values that are in bounds.
    """

    def __init__(self, index: Index) -> None:
        """Show the tables of the reports of ``index`` as they are now."""
        self._index = index
        self._of_report = lru_cache(maxsize=_REPORTS_KEPT)(self._take)
        self._of_all = lru_cache(maxsize=_TABLES_KEPT)(self._take_all)
        self._found = lru_cache(maxsize=_TABLES_KEPT)(self._find)

    def functions(self) -> list[Callable[[dict[str, Any]], dict[str, Any] | None]]:
        """Return the three functions below as the script of the panel calls them.

        Gradio marks them, which it cannot do with methods.
        """

        def list_rows(asked: dict[str, Any]) -> dict[str, Any] | None:
            return self.list_rows(asked)

        def save_rows(asked: dict[str, Any]) -> dict[str, Any] | None:
            return self.save_rows(asked)

        def count_rows(asked: dict[str, Any]) -> dict[str, Any] | None:
            return self.count_rows(asked)

        return [list_rows, save_rows, count_rows]

    def list_rows(self, asked: dict[str, Any]) -> dict[str, Any] | None:
        """Return some rows of a table.

        Args:
            asked: ``kind``; ``key`` of a report, "" for all but those in ``left_out``; ``words``,
                ``chosen``, ``sort`` and ``down`` as in ``Query``; ``offset`` and ``limit`` (at most
                500) of the rows; ``above``, whether what stands above the table is wanted.

        Returns:
            ``version`` of the library; ``columns`` and ``rows`` as in ``to_dict``, a row of a table
            of the report with ``table`` as in ``span_to_dict``; ``offset``; ``total`` of the rows
            that fit; ``all``, how many the table has; ``counts`` as in ``Found``, each a list of
            pairs; and what ``overview`` returns. None if there is no such kind.
        """
        version = self._index.version
        table = self._table(asked)
        if table is None:
            return None
        kind, all_rows, found = table
        offset = max(0, _number(asked.get("offset")))
        limit = min(max(1, _number(asked.get("limit"))), _MOST_ROWS)
        rows = found.rows[offset : offset + limit]
        shown = to_dict(kind, rows)
        for data, row in zip(shown["rows"], rows, strict=True):
            if row.span.paragraph.is_table:
                data |= {"table": span_to_dict(row.span, [row.document]).get("table")}
        above = overview(kind, found.rows) if asked.get("above") else {}
        return {
            **shown,
            **above,
            "version": version,
            "offset": offset,
            "total": len(found.rows),
            "all": len(all_rows),
            "counts": {name: list(counts.items()) for name, counts in found.counts.items()},
        }

    def save_rows(self, asked: dict[str, Any]) -> dict[str, Any] | None:
        """Return all rows that fit as a file: its ``name``, and its ``content`` in base 64.

        ``asked`` is as for ``list_rows``, with ``format``, one of ``formats_of``, and ``language``
        of the page. Returns None if there is no such kind or format.
        """
        table, file_format = self._table(asked), _text(asked.get("format"))
        if table is None or file_format not in formats_of(table[0]):
            return None
        kind, _, found = table
        language = page_language(_text(asked.get("language")))
        content = write(kind, found.rows, file_format, language)
        name = f"pilcrow-{kind.name}.{file_format}"
        return {"name": name, "content": base64.b64encode(content).decode()}

    def count_rows(self, asked: dict[str, Any]) -> dict[str, Any] | None:
        """Return how many rows each kind of table has of the report whose ``key`` is asked."""
        key, version = _text(asked.get("key")), self._index.version
        return {name: len(self._of_report(name, key, version)) for name in _KINDS}

    def _table(self, asked: Mapping[str, Any]) -> tuple[Kind, Sequence[Extract], Found] | None:
        """Return a kind, all its rows in the reports asked, and those that fit."""
        name = _text(asked.get("kind"))
        if name not in _KINDS:
            return None
        kind = KINDS[name]
        key, left_out = _text(asked.get("key")), asked.get("left_out")
        keys = frozenset(map(str, left_out)) if isinstance(left_out, list) else frozenset()
        return kind, *self._found(name, key, keys, self._index.version, _query(asked))

    def _find(
        self, name: str, key: str, left_out: frozenset[str], version: str, query: Query
    ) -> tuple[Sequence[Extract], Found]:
        rows = self._of_report(name, key, version) if key else self._of_all(name, left_out, version)
        return rows, find_rows(KINDS[name], rows, query)

    def _take(self, name: str, key: str, version: str) -> Sequence[Extract]:
        documents = self._index.documents
        return extract(name, [one for one in documents if one.key == key], documents)

    def _take_all(self, name: str, left_out: frozenset[str], version: str) -> Sequence[Extract]:
        keys = (one.key for one in self._index.documents if one.key not in left_out)
        return [row for key in keys for row in self._of_report(name, key, version)]


def _query(asked: Mapping[str, Any]) -> Query:
    chosen = asked.get("chosen")
    pairs = chosen.items() if isinstance(chosen, dict) else ()
    values = tuple((str(name), str(value)) for name, value in pairs)
    sort = _text(asked.get("sort")) or IN_ORDER
    return Query(_text(asked.get("words")), values, sort, bool(asked.get("down")))


def _text(value: object) -> str:
    return value[:_LONGEST] if isinstance(value, str) else ""


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
