"""The documents that reports cite and the library does not have: a list of what to fetch."""

from collections.abc import Iterator, Sequence

from assistant.extracts import references
from assistant.extracts.cited import cited_in
from assistant.extracts.types import Column, Extract, Kind
from corpus import Document


def _find(document: Document, library: Sequence[Document]) -> Iterator[Extract]:
    for row in references.KIND.find(document, library):
        if row.values["in_library"] == "no":
            yield row


def counted(rows: Sequence[Extract]) -> list[Extract]:
    """Return a row for each document, the most cited first; its text is the first that cites it.

    ``count`` is the number of paragraphs, which cite it in their text, a heading or a footnote.
    """
    where = cited_in(rows)
    first: dict[str, Extract] = {}
    places: dict[str, set[tuple[str, int]]] = {}
    for row in rows:
        first.setdefault(row.values["cited"], row)
        places.setdefault(row.values["cited"], set()).add((row.document.key, row.position))
    ordered = sorted(first, key=lambda cited: (-len(places[cited]), cited))
    return [
        Extract(
            first[cited].document,
            first[cited].position,
            first[cited].span,
            {
                "cited": cited,
                "count": str(len(places[cited])),
                "cited_in": where[cited],
                "address": first[cited].values["address"],
            },
        )
        for cited in ordered
    ]


def _line(row: Extract) -> str:
    values = row.values
    lines = [f"{values['cited']} ({values['count']})", values["cited_in"], values["address"]]
    return "\n    ".join(filter(None, lines))


KIND = Kind(
    "missing",
    (
        Column("cited"),
        Column("count", "number"),
        Column("cited_in"),
        Column("address", "address"),
    ),
    _find,
    whole=counted,
    line=_line,
)
