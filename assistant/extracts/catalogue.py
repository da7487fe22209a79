"""The kinds of tables, and the function that makes them."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from assistant.extracts import dates, missing, recommendations, references
from assistant.extracts.types import Extract, Kind
from corpus import Document
from corpus.errors import BadQuestion

_T = TypeVar("_T")
KINDS = {
    kind.name: kind for kind in (recommendations.KIND, dates.KIND, references.KIND, missing.KIND)
}


def kind_named(name: str) -> Kind:
    """Return a kind of table; raises BadQuestion if there is none of this name."""
    if name not in KINDS:
        raise BadQuestion(f"{name[:100]!r} is no kind of table. Kinds: {', '.join(KINDS)}")
    return KINDS[name]


def extract(
    name: str, documents: Sequence[Document], library: Sequence[Document] | None = None
) -> list[Extract]:
    """Return the rows of a table over some reports, in the order of the reports.

    Args:
        name: the name of a kind.
        documents: the reports from which rows are taken.
        library: all reports of the library; by default ``documents``.

    Raises:
        BadQuestion: there is no such kind.
    """
    kind = kind_named(name)
    rows = list(_rows(kind.find, documents, documents if library is None else library))
    return kind.whole(rows) if kind.whole else rows


def _rows(
    find: Callable[[Document, Sequence[Document]], Iterator[_T]],
    documents: Sequence[Document],
    library: Sequence[Document],
) -> Iterator[_T]:
    for document in documents:
        yield from find(document, library)


def matching(rows: Sequence[Extract], words: str) -> list[Extract]:
    """Return the rows that contain each of some words, in their text or in a column.

    Upper and lower case are the same.
    """
    wanted = words.casefold().split()
    return [row for row in rows if all(word in _searched(row) for word in wanted)]


def _searched(row: Extract) -> str:
    reference = row.span.paragraph.reference
    return "\n".join([row.span.text, reference, *row.values.values()]).casefold()
