"""Look up tables by their number or their title: "table 3", "the table on expenditure"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.question.address import without_address
from assistant.question.documents import Report
from assistant.question.lexicon.addresses import NAMED_TABLE, TABLE
from assistant.question.topic import heading_stems, topic_of
from corpus import Document, Paragraph, Span
from corpus.document import table_paragraph
from corpus.table import Table
from index.storage.lexical import stem

# A question that names no report looks a table up in at most so many reports.
_MOST_REPORTS = 50
# The words that ask for a table, and say nothing of what is in it.
_ASKING = frozenset(
    map(stem, ("table", "tables", "show", "shows", "row", "rows", "list", "figures"))
)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of tables that a question names, and the tables that no report has."""

    rows: tuple[Span, ...]
    missing: tuple[str, ...] = ()

    @property
    def tables(self) -> tuple[Paragraph, ...]:
        """The texts of the tables, once each."""
        return tuple(dict.fromkeys(row.paragraph for row in self.rows))


def find_table_rows(question: str, reports: Sequence[Report]) -> Rows | None:
    """Return the rows of the tables that a question names, or None if it names none.

    Of a table, those rows are chosen that have the words of the question that neither the table's
    title nor its header has; all rows if there are none.
    """
    documents = [report.document for report in reports if len(report.document.tables)]
    numbers = [match[1] or match[2] for match in TABLE.finditer(question)]
    if not documents or len(documents) > _MOST_REPORTS:
        return None
    if numbers:
        rest = without_address(TABLE.sub(" ", question))
        named = [_numbered(number, documents) for number in numbers]
        rows = [span for found in named for table in found for span in _rows(*table, rest)]
        pairs = zip(numbers, named, strict=True)
        return Rows(tuple(rows), tuple(f"table {number}" for number, found in pairs if not found))
    match = NAMED_TABLE.search(question.rstrip(" ?.!"))
    titled = _titled(match[1], documents) if match else None
    return Rows(tuple(_rows(*titled, ""))) if titled else None


def _numbered(number: str, documents: Sequence[Document]) -> list[tuple[Document, Table]]:
    """Return the tables with a number: of each report the first."""
    found: list[tuple[Document, Table]] = []
    for document in documents:
        tables = [table for table in document.tables if table.number.lower() == number.lower()]
        found += [(document, table) for table in tables[:1]]
    return found


def _titled(name: str, documents: Sequence[Document]) -> tuple[Document, Table] | None:
    """Return the table whose title, or else heading or header, has all words of a name.

    Of several, it is the one whose title has the fewest other words.
    """
    wanted = heading_stems(name) - _ASKING
    fitting: list[tuple[tuple[bool, int], Document, Table]] = []
    for document in documents:
        for table in document.tables:
            title = heading_stems(table.title or table.heading)
            if wanted and wanted <= title | heading_stems(" ".join(table.header)):
                fitting.append(((not wanted <= title, len(title)), document, table))
    if not fitting:
        return None
    _, document, table = min(fitting, key=lambda one: one[0])
    return document, table


def _rows(document: Document, table: Table, rest: str) -> Iterator[Span]:
    paragraph = table_paragraph(document, table)
    topic = {stem(word) for word in topic_of(rest)} - _ASKING
    topic -= heading_stems(f"{table.title} {' '.join(table.header)}")
    cells = [heading_stems(" ".join(row)) for row in table.rows]
    chosen = [index for index, words in enumerate(cells) if topic and topic <= words]
    for index in chosen or range(len(table.rows)):
        yield Span(paragraph, *table.bounds(index, index + 1))
