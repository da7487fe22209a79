"""500 true quotations raise no false alarm, and the error of each of 500 false ones is named.

They are made from the bundled report and, where the folder of real documents is at hand, from these
(UN_DOCUMENTS names it).
"""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from assistant.verify.attribution import attributed
from assistant.verify.check import Checker
from assistant.verify.draft import draft_of_text, with_note_blocks
from assistant.verify.texts import Texts
from assistant.verify.types import Verdict
from corpus import Document, Span
from corpus.errors import PilcrowError
from corpus.read import bundled_reports, read_document
from corpus.sandbox import read_each
from index import Hit
from index.storage.lexical import Lexical
from tests.paths import UN_DOCUMENTS
from tests.quotations import Line, false_lines, true_lines

_REPORTS = ("A_80_604_Add.2", "A_80_615", "A_80_630", "A_81_6 (SECT. 12)", "A_81_6 (SECT. 3)")
_RESOLUTIONS = 30
_LINES = 500


class SearchByWords:
    """The search by words of a library, without the vectors that an ``Index`` needs."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._paragraphs = [(d.key, p) for d in documents for p in d.paragraphs]
        self._lexical = Lexical.index([p.text for _, p in self._paragraphs])

    def search(
        self, query: str, k: int = 10, *, mode: str, symbols: Sequence[str] | None = None
    ) -> list[Hit]:
        asked = [symbols is None or key in symbols for key, _ in self._paragraphs]
        rows, scores = self._lexical.search(query, k, np.flatnonzero(asked).astype(np.int64))
        found = [(self._paragraphs[row][1], score) for row, score in zip(rows, scores, strict=True)]
        return [Hit(Span(p, 0, len(p.text)), float(score)) for p, score in found]


def _real_documents() -> list[Document]:
    if not UN_DOCUMENTS.is_dir():
        pytest.skip(f"no documents at {UN_DOCUMENTS}; name their folder with UN_DOCUMENTS")
    files = [UN_DOCUMENTS / "docx" / f"{name}.docx" for name in _REPORTS]
    files += sorted((UN_DOCUMENTS / "txt").iterdir())[:_RESOLUTIONS]
    readings = [reading for _, reading in read_each(files)]
    return [one.document for one in readings if not isinstance(one, PilcrowError)]


@pytest.fixture(scope="module", params=["the bundled report", "real reports"])
def documents(request: pytest.FixtureRequest) -> list[Document]:
    bundled = [read_document(path) for path in bundled_reports()]
    return bundled if request.param == "the bundled report" else [*bundled, *_real_documents()]


@pytest.fixture(scope="module")
def checker(documents: list[Document]) -> Checker:
    return Checker(SearchByWords(documents), Texts(documents))


def checked(checker: Checker, lines: Sequence[Line]) -> Iterator[tuple[Line, Verdict]]:
    draft = with_note_blocks(draft_of_text("\n\n".join(line.text for line in lines)))
    found = attributed(draft)
    assert len(found) == len(lines)
    for line, one in zip(lines, found, strict=True):
        yield line, checker.check(one, 4)


def test_a_true_quotation_is_found_where_it_is_cited(
    checker: Checker, documents: list[Document]
) -> None:
    lines = true_lines(documents, _LINES, seed=1)
    wrong = [(line, v) for line, v in checked(checker, lines) if v.outcome != "found"]
    assert wrong == []


def test_the_error_of_a_false_quotation_is_named(
    checker: Checker, documents: list[Document]
) -> None:
    lines = false_lines(documents, _LINES, seed=1)
    assert len({line.error for line in lines}) == 5
    wrong = [(line, v) for line, v in checked(checker, lines) if not _is_named(line, v)]
    assert wrong == []


def _is_named(line: Line, verdict: Verdict) -> bool:
    weights = {one.weight for one in verdict.differences}
    if line.error == "wrong paragraph":
        return verdict.outcome == "elsewhere"
    if verdict.outcome != "drift":
        return False
    if line.error == "merged quotations":
        return bool(verdict.remarks or verdict.differences)
    needed = {"swapped number": "number", "dropped negation": "negation"}.get(line.error)
    return bool(weights) if needed is None else needed in weights
