"""The dates of reports."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from assistant.extracts.types import Column, Extract, Kind
from corpus import Document
from corpus.split import sentences

_MONTHS = "January February March April May June July August September October November December"
_DATE = re.compile(rf"\b(?:(\d\d?) to )?(\d\d?) ({_MONTHS.replace(' ', '|')}) (\d{{4}})\b")


def _find(document: Document, library: Sequence[Document]) -> Iterator[Extract]:
    for position, paragraph in enumerate(document.paragraphs):
        for span in sentences(paragraph):
            for found in _DATE.finditer(span.text):
                start, end = (_iso(found[1] or found[2], found), _iso(found[2], found))
                values = {"start": start, "end": end, "printed": found[0]}
                rest = {"exactness": "day", "inferred": ""}
                yield Extract(document, position, span, values | rest)


def _iso(day: str, found: re.Match[str]) -> str:
    return datetime.strptime(f"{day} {found[3]} {found[4]}", "%d %B %Y").date().isoformat()


KIND = Kind(
    "dates",
    (
        Column("start", "date"),
        Column("end", "date"),
        Column("printed"),
        Column("exactness", "choice"),
        Column("inferred", "choice"),
    ),
    _find,
)
