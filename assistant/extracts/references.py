"""The references of reports."""

from collections.abc import Iterator, Sequence

from assistant.extracts.types import Extract, Kind
from corpus import Document


def _find(document: Document, library: Sequence[Document]) -> Iterator[Extract]:
    yield from ()


KIND = Kind("references", (), _find)
