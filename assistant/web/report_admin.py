"""Lists, chooses, reads, adds and removes the reports of a library for the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.ask import Assistant
from assistant.output.bodies import body_key
from assistant.output.markdown import escape
from assistant.output.messages import changed, problem_in, read_well
from assistant.web.arrivals import Arrivals
from corpus import Document
from corpus.errors import PilcrowError
from corpus.read import Reading
from corpus.sandbox import read_each
from corpus.select import Filter, body_of, year_of
from index.building.process import update_apart
from index.library import encoders_of
from index.types import Progress


@dataclass(frozen=True, slots=True)
class Received:
    """The reports of uploaded files.

    Reports in ``sound`` can be added. Those in ``broken`` can be added if the user accepts their
    numbering. ``refused`` has the errors of files that cannot be read.
    """

    sound: tuple[Reading, ...]
    broken: tuple[Reading, ...]
    refused: tuple[PilcrowError, ...]


class ReportAdmin:
    """Reads, adds and removes reports; questions are answered from the old library meanwhile."""

    def __init__(self, assistant: Assistant, *, keeps_originals: bool = True) -> None:
        """Manage the reports of the assistant's library.

        Without ``keeps_originals``, the library keeps no copies of the files of its reports.
        """
        self._index, self._keeps_originals = assistant.index, keeps_originals
        library = self._index.library
        self._arrivals = Arrivals(encoders_of(library) if library else None)
        self._arrivals.times(self._index.documents)  # those that are there from the beginning

    def names(self) -> list[tuple[str, str]]:
        """Return the name to show and the key of each report."""
        return [(_name(document), document.key) for document in self._index.documents]

    def listed(self) -> list[dict[str, str]]:
        """Return for each report what the list in the drawer shows, and by what it is sorted.

        ``key``, ``symbol``, ``language``, ``title`` ("" if it is the symbol), ``issued`` (ISO 8601
        or ""), ``body`` (see ``assistant.output.bodies.body_key``), ``added`` (ISO 8601, UTC).
        """
        documents = self._index.documents
        added = self._arrivals.times(documents)
        return [
            {
                "key": document.key,
                "symbol": document.symbol,
                "language": document.language,
                "title": document.title if document.title != document.symbol else "",
                "issued": document.issued.isoformat() if document.issued else "",
                "body": body_key(document.symbol),
                "added": added[document.key],
            }
            for document in documents
        ]

    def facets(self) -> tuple[list[str], list[str], list[str]]:
        """Return the bodies, years and languages of the reports."""
        documents = self._index.documents
        bodies = sorted({body_of(document.symbol) for document in documents})
        years = sorted({str(year) for d in documents if (year := year_of(d))}, reverse=True)
        return bodies, years, sorted({document.language for document in documents})

    def matching(self, body: str, year: str, language: str) -> list[str]:
        """Return the keys of the reports of a body, year and language; "" stands for any."""
        wanted = Filter((), body, int(year) if year else None, language)
        return [document.key for document in self._index.documents if wanted.allows(document)]

    def read(self, paths: Sequence[Path], progress: Progress) -> Received:
        """Read files that were uploaded."""
        sound: list[Reading] = []
        broken: list[Reading] = []
        refused: list[PilcrowError] = []

        def with_progress() -> Iterator[Path]:
            for done, path in enumerate(paths):
                progress(f"Reading {path.name}", done, len(paths))
                yield path

        for _, reading in read_each(with_progress()):
            if isinstance(reading, PilcrowError):
                refused.append(reading)
            else:
                (broken if reading.certificate.broken else sound).append(reading)
        return Received(tuple(sound), tuple(broken), tuple(refused))

    def describe(self, received: Received, language: str = "en") -> str:
        """Return Markdown that says how files were read, and what changed in known reports."""
        current = {document.key: document for document in self._index.documents}
        parts = []
        for reading in (*received.sound, *received.broken):
            parts.append(f"**{escape(_name(reading.document))}**")
            parts += read_well(reading.certificate, language)
            if reading.document.key in current:
                parts += changed(current[reading.document.key], reading.document, language)
        parts += [escape(problem_in(problem, language)) for problem in received.refused]
        return "\n\n".join(parts)

    def add(self, readings: Sequence[Reading], progress: Progress) -> None:
        """Add or replace reports; raises LibraryBusy if another process is building the library."""
        files = [reading.path for reading in readings]
        self._build([reading.document for reading in readings], [], progress, files)

    def remove(self, key: str, progress: Progress) -> None:
        """Remove a report by its key; raises NoSuchReport, LibraryEmpty or LibraryBusy."""
        self._build([], [key], progress)

    def document(self, key: str) -> Document | None:
        """Return the report with a key, or None if the library has none."""
        return next((one for one in self._index.documents if one.key == key), None)

    def put_back(self, document: Document, progress: Progress) -> None:
        """Add a report that was removed; raises LibraryBusy."""
        self._build([document], [], progress)

    def _build(
        self,
        documents: Sequence[Document],
        remove: Sequence[str],
        progress: Progress,
        files: Sequence[Path] = (),
    ) -> None:
        library = self._index.library
        if library is None:
            raise PilcrowError("This library stands alone, so it cannot be changed here")
        update_apart(
            library,
            documents,
            model=self._index.model,
            remove=remove,
            originals=files if self._keeps_originals else None,
            progress=progress,
        )


def _name(document: Document) -> str:
    language = "" if document.language == "English" else f" ({document.language})"
    title = document.title if document.title != document.symbol else ""
    return f"{document.symbol}{language}  {title}".strip()
