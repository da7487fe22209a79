"""Find the row of a table that answers a question for which no paragraph answers.

Rows are not in the index: they are read from the tables of the reports in which the search found
paragraphs. So they can neither push out a paragraph nor make a build longer. A row answers if it
has, with its headers, its title and the heading of its group, nearly all that the question names.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from assistant.answer import Citation
from assistant.question.lexicon import content_words
from assistant.question.lexicon.words import WORD
from corpus import Document, Span
from corpus.document import table_paragraph
from corpus.table import Table
from index.storage.lexical import stem, stems

# The weight of the question's words that a row must have, from 0 to 1. A word weighs more if fewer
# rows have it.
_LEAST = 0.75
# The probability that a chosen row answers, on questions about the tables of ten reports.
PROBABILITY = 0.9
# The tables of at most so many reports are read for a question.
MOST_REPORTS = 5
# Words of questions that ask for a figure, and are in no table.
_ASKING = frozenset(map(stem, ["many", "much", "number", "table", "figure", "happen", "level"]))


# The words of so many tables stay in memory: some megabytes.
_RECENT = 512


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: the stems of its cells, those of what is read with it, and the row of its group."""

    index: int
    cells: frozenset[str]
    around: frozenset[str]
    group: int | None

    @property
    def words(self) -> frozenset[str]:
        return self.cells | self.around


def find_row(query: str, documents: Sequence[Document]) -> Citation | None:
    """Return the row that has most of what a question names, or None if no row has enough.

    The heading of the group of rows, "Component 2: support", is the context of the row.
    """
    tables = [(document, table) for document in documents for table in document.tables]
    rows = [(row, place) for place, (_, table) in enumerate(tables) for row in _rows(table)]
    counts = Counter(word for row, _ in rows for word in row.words)
    wanted = {stem(word) for word in content_words(query)} - _ASKING
    wanted |= _figures(query)
    weights = {word: log(1 + len(rows) / (1 + counts[word])) for word in sorted(wanted)}
    if not rows or not weights:
        return None
    best, place = max(
        rows, key=lambda one: (_weight(one[0].words, weights), _weight(one[0].cells, weights))
    )
    share = _weight(best.words, weights) / sum(weights.values())
    if share < _LEAST or not weights.keys() & best.cells:
        return None
    document, table = tables[place]
    paragraph = table_paragraph(document, table)
    indices = [best.index] if best.group is None else [best.index, best.group]
    quote, *context = (Span(paragraph, *table.bounds(i, i + 1)) for i in indices)
    return Citation(quote, PROBABILITY, tuple(context))


def _weight(words: frozenset[str], weights: dict[str, float]) -> float:
    # In the order of the weights: a sum in another order is another number, and breaks ties.
    return sum(weight for word, weight in weights.items() if word in words)


def _words(text: str) -> frozenset[str]:
    return frozenset(stems(text)) | _figures(text)


def _figures(text: str) -> set[str]:
    return {word for word in WORD.findall(text) if word.isdecimal()}


@lru_cache(maxsize=_RECENT)
def _rows(table: Table) -> tuple[_Row, ...]:
    titles = " ".join((table.title, table.heading, *table.header))
    rows: list[_Row] = []
    group: int | None = None
    for index, row in enumerate(table.rows):
        if sum(map(bool, row)) == 1:
            group = index
            continue
        named = "" if group is None else " ".join(table.rows[group])
        around = _words(f"{titles} {named}")
        rows.append(_Row(index, _words(" ".join(row)), around, group))
    return tuple(rows)
