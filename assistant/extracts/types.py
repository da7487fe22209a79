"""The types of extracts: a kind of table, its columns and its rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from corpus import Document, Span


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a kind of table has besides the reference and the text.

    ``name`` is its key in data and its header in files; its title on the page is
    ``column_NAME`` in ``words.json``. ``kind`` says how it is shown: ``choice`` has few different
    values, so the page offers them as a filter; a ``date`` is ISO 8601, as exact as it is known
    ("2018", "2018-04", "2018-04-23"); an ``address`` is a link.
    """

    name: str
    kind: Literal["text", "choice", "date", "number", "address"] = "text"


@dataclass(frozen=True, slots=True)
class Extract:
    """A row: words of a report, and what was read from them; ``values`` are by column."""

    document: Document
    position: int  # of the paragraph in the document
    span: Span
    values: Mapping[str, str]


Finder = Callable[[Document, Sequence[Document]], Iterator[Extract]]


# What makes a file of the rows of a kind: it takes the rows, and the title of the table.
Writer = Callable[[Sequence[Extract], str], bytes]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table. ``find`` takes a report, and all reports of the library.

    ``writers`` make files that only this kind has, by the ending of their name: "svg". ``whole``
    makes the table of what was found in all reports, if it is more than these rows. ``line``
    returns a row for a terminal, if it is not to be shown as rows of other kinds are.
    """

    name: str
    columns: tuple[Column, ...]
    find: Finder
    writers: Mapping[str, Writer] = field(default_factory=dict)
    whole: Callable[[Sequence[Extract]], list[Extract]] | None = None
    line: Callable[[Extract], str] | None = None
