"""The reports of a library as the page shows and changes them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.ask import Assistant
from assistant.output.markdown import escape
from assistant.output.messages import changed, problem_in, read_well
from corpus import Document
from corpus.errors import PilcrowError
from corpus.read import Reading
from corpus.sandbox import read_each
from corpus.select import Filter, body_of, year_of
from index.library import update
from index.types import Progress


@dataclass(frozen=True, slots=True)
class Received:
    """Files as they were read: what can be added, what only if it is accepted, what is refused."""

    sound: tuple[Reading, ...]
    broken: tuple[Reading, ...]
    refused: tuple[PilcrowError, ...]


class Shelf:
    """Reads, adds and removes reports; asking goes on meanwhile, by the library as it was."""

    def __init__(self, assistant: Assistant) -> None:
        """Serve the reports of the assistant's library."""
        self._index = assistant.index

    def names(self) -> list[tuple[str, str]]:
        """Return each report's name for people, and its key."""
        return [(_name(document), document.key) for document in self._index.documents]

    def facets(self) -> tuple[list[str], list[str], list[str]]:
        """Return the bodies, years and languages that the reports have."""
        documents = self._index.documents
        bodies = sorted({body_of(document.symbol) for document in documents})
        years = sorted({str(year) for d in documents if (year := year_of(d))}, reverse=True)
        return bodies, years, sorted({document.language for document in documents})

    def narrowed(self, body: str, year: str, language: str) -> list[str]:
        """Return the keys of the reports of a body, a year and a language, where they are given."""
        wanted = Filter((), body, int(year) if year else None, language)
        return [document.key for document in self._index.documents if wanted.allows(document)]

    def read(self, paths: Sequence[Path], progress: Progress) -> Received:
        """Read files that were uploaded."""
        sound: list[Reading] = []
        broken: list[Reading] = []
        refused: list[PilcrowError] = []

        def told() -> Iterator[Path]:
            for done, path in enumerate(paths):
                progress(f"Reading {path.name}", done, len(paths))
                yield path

        for _, found in read_each(told()):
            if isinstance(found, PilcrowError):
                refused.append(found)
            else:
                (broken if found.certificate.broken else sound).append(found)
        return Received(tuple(sound), tuple(broken), tuple(refused))

    def describe(self, received: Received, language: str = "en") -> str:
        """Tell in Markdown how files were read, and what changed where a version was there."""
        there = {document.key: document for document in self._index.documents}
        told = []
        for reading in (*received.sound, *received.broken):
            told.append(f"**{escape(_name(reading.document))}**")
            told += read_well(reading.certificate, language)
            if reading.document.key in there:
                told += changed(there[reading.document.key], reading.document, language)
        told += [escape(problem_in(problem, language)) for problem in received.refused]
        return "\n\n".join(told)

    def add(self, readings: Iterable[Reading], progress: Progress) -> None:
        """Add or replace reports; raises LibraryBusy where another build goes on."""
        self._build([reading.document for reading in readings], [], progress)

    def remove(self, key: str, progress: Progress) -> None:
        """Take a report out; raises NoSuchReport, LibraryEmpty or LibraryBusy."""
        symbol = next((d.symbol for d in self._index.documents if d.key == key), key)
        self._build([], [symbol], progress)

    def _build(
        self, documents: Sequence[Document], remove: Sequence[str], progress: Progress
    ) -> None:
        library = self._index.library
        if library is None:
            raise PilcrowError("This library stands alone, so it cannot be changed here")
        update(library, documents, model=self._index.model, remove=remove, progress=progress)


def _name(document: Document) -> str:
    language = "" if document.language == "English" else f" ({document.language})"
    title = document.title if document.title != document.symbol else ""
    return f"{document.symbol}{language}  {title}".strip()
