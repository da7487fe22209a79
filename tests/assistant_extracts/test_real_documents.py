"""Dates and references of real documents, where they are at hand (UN_DOCUMENTS names their folder).

What docs/extracts.md says of their precision was found by reading a sample. Here is tested what a
program can see: that words are verbatim, that nothing of a plain form is missed.
"""

import re

import pytest

from assistant.extracts import extract
from assistant.extracts.types import Extract
from corpus import Document
from corpus import symbol as symbols
from corpus.document import FRONT
from corpus.read import read
from tests.paths import UN_DOCUMENTS

pytestmark = pytest.mark.skipif(
    not UN_DOCUMENTS.is_dir(),
    reason=f"no documents at {UN_DOCUMENTS}; name their folder with UN_DOCUMENTS",
)
NAMES = ("A_80_604_Add.2.docx", "A_80_607.docx", "A_80_630.docx")
_DAY = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December) \d{4}\b"
)


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [read(UN_DOCUMENTS / "docx" / name).document for name in NAMES]


def _has(rows: list[Extract], document: Document, position: int, words: str, column: str) -> bool:
    return any(
        words in row.values[column]
        for row in rows
        if row.document is document and row.position == position
    )


def test_every_day_with_its_year_is_found_and_verbatim(documents: list[Document]) -> None:
    rows = extract("dates", documents)
    for row in rows:
        assert row.values["printed"] in row.span.text
        assert row.values["begins"][: len(row.values["ends"])] <= row.values["ends"]
    days = [
        (document, position, match[0])
        for document in documents
        for position, paragraph in enumerate(document.paragraphs)
        if paragraph.part != FRONT
        for match in _DAY.finditer(paragraph.text)
    ]
    assert len(days) > 100
    assert [day for day in days if not _has(rows, *day, "printed")] == []


def test_every_symbol_is_found_and_verbatim(documents: list[Document]) -> None:
    rows = extract("references", documents)
    assert all(row.values["printed"] in row.span.text for row in rows)
    named = [
        (document, position, symbols.normalise(match[0]))
        for document in documents
        for position, paragraph in enumerate(document.paragraphs)
        if paragraph.part != FRONT
        for match in symbols.SYMBOL.finditer(paragraph.text)
        if symbols.has_known_organ(match[0])
    ]
    assert len(named) > 30
    assert [name for name in named if not _has(rows, *name, "cited")] == []
