"""The reports and the pages of their files for the source panel."""

import hashlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from assistant.extracts.links import links
from assistant.output.guide import guide
from assistant.output.report_html import to_html
from assistant.web.originals import MOST_WORDS, Originals
from assistant.web.tables import Tables
from corpus import Document
from corpus.errors import NoSuchReport, PilcrowError
from corpus.symbol import names
from index import Index


class Source:
    """The reports of an index as the source panel shows them; all threads use one object."""

    def __init__(self, index: Index) -> None:
        """Show the reports of ``index`` as they are now."""
        self._index, self.originals, self._tables = index, Originals(index), Tables(index)
        self._report = lru_cache(maxsize=8)(self._make_report)

    def report(self, key: str, known: str = "") -> dict[str, Any] | None:
        """Return a report for the source panel, as ``to_html`` does; None if there is none.

        ``key`` is the document's key, or its symbol for the first document with this symbol. The
        report has besides: ``version``, which changes with its text; ``original``, the digest of
        its file if the library can show its pages, or ""; and ``guide``. If ``known`` is its
        version, only ``key``, ``version`` and ``original`` are returned.
        """
        report = self._report(key, self._index.version)
        if report is None or report["version"] != known:
            return report
        return {name: report[name] for name in ("key", "version", "original")}

    def place(self, key: str, position: int, words: str) -> dict[str, Any] | None:
        """Return where words stand in the file of a report: see ``Originals.place``.

        Returns None if the library cannot show its pages.
        """
        document = find_document(self._index.documents, *key.split("#", 1))
        try:
            return self.originals.place(document, position, words) if document else None
        except PilcrowError:
            return None

    def functions(self) -> list[Callable[[dict[str, Any]], dict[str, Any] | None]]:
        """Return ``report``, ``place`` and those of ``Tables`` as the panel's script calls them.

        Each takes the arguments as one dictionary, in which a browser may send anything.
        """

        def open_source(asked: dict[str, Any]) -> dict[str, Any] | None:
            return self.report(str(asked["key"]), str(asked["known"]))

        def place_words(asked: dict[str, Any]) -> dict[str, Any] | None:
            words = str(asked["words"])[:MOST_WORDS]
            return self.place(str(asked["key"]), int(asked["position"]), words)

        return [open_source, place_words, *self._tables.functions()]

    def first(self) -> str:
        """Return the key of the report that the panel shows first; "" if there is none."""
        return next((document.key for document in self._index.documents), "")

    def _make_report(self, key: str, version: str) -> dict[str, Any] | None:
        document = find_document(self._index.documents, *key.split("#", 1))
        if document is None:
            return None
        report = to_html(document, links(document, self._index.documents))
        digest = hashlib.sha256(report["html"].encode("utf-8", "surrogatepass")).hexdigest()
        original = document.digest if self.originals.has_pages(document) else ""
        about = guide(document, self._index.documents)
        return report | {"version": digest, "original": original, "guide": about}


def find_document(
    documents: Iterable[Document], symbol: str, language: str = ""
) -> Document | None:
    """Return the first document with a symbol, in a language unless that is ""; else None."""
    return next(
        (
            document
            for document in documents
            if symbol in names(document.symbol) and language in ("", document.language)
        ),
        None,
    )


def required_document(documents: Iterable[Document], symbol: str, language: str = "") -> Document:
    """Return what ``find_document`` finds; raises NoSuchReport if there is none."""
    document = find_document(documents, symbol.strip(), language.strip())
    if document is None:
        raise NoSuchReport(f"{symbol[:100]} is not in the library")
    return document
