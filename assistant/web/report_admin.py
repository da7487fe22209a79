"""Lists, chooses, adds and removes the reports of a library for the page."""

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.ask import Assistant
from assistant.output.bodies import body_key
from assistant.output.messages import changed, read_well
from assistant.web.arrivals import Arrivals
from corpus import Document
from corpus.errors import PilcrowError
from corpus.read import Reading
from corpus.select import Filter, body_of, year_of
from index.building.process import update_apart
from index.building.restore import restore
from index.library import encoders_of
from index.types import Progress


class ReportAdmin:
    """Adds and removes reports; questions are answered from the old library meanwhile."""

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

    def describe(self, reading: Reading, language: str = "en") -> list[str]:
        """Return paragraphs of HTML: how a file was read, and what changed in a known report."""
        said = [*read_well(reading.certificate, language)]
        earlier = self.document(reading.document.key)
        if earlier is not None:
            said += changed(earlier, reading.document, language)
        return said

    def document(self, key: str) -> Document | None:
        """Return the report with a key, or None if the library has none."""
        return next((one for one in self._index.documents if one.key == key), None)

    def build_name(self) -> str:
        """Return the name of the current build of the library."""
        return self._index.version

    def add(
        self, readings: Sequence[Reading], progress: Progress, stopped: Callable[[], bool]
    ) -> None:
        """Add or replace reports; raises LibraryBusy if another process is building the library.

        If ``stopped`` returns True, the build ends, and raises PilcrowError: see ``update_apart``.
        """
        files = [reading.path for reading in readings]
        documents = [reading.document for reading in readings]
        self._build(documents, [], progress, files, stopped)

    def remove(self, key: str, progress: Progress) -> None:
        """Remove a report by its key; raises NoSuchReport, LibraryEmpty or LibraryBusy."""
        self._build([], [key], progress)

    def put_back(self, document: Document, earlier: str, later: str, progress: Progress) -> None:
        """Add a report as it was before it was removed or replaced; raises LibraryBusy.

        ``earlier`` and ``later`` are the names of the builds before and after that change. If no
        other build was published since, this takes a moment.
        """
        if not self._restored(earlier, later):
            self._build([document], [], progress)

    def take_back(self, key: str, earlier: str, later: str, progress: Progress) -> None:
        """Remove a report that was added; see ``put_back``, and ``remove`` for what it raises."""
        if not self._restored(earlier, later):
            self.remove(key, progress)

    def _restored(self, earlier: str, later: str) -> bool:
        library = self._index.library
        return library is not None and restore(library, earlier, later)

    def _build(
        self,
        documents: Sequence[Document],
        remove: Sequence[str],
        progress: Progress,
        files: Sequence[Path] = (),
        stopped: Callable[[], bool] = lambda: False,
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
            stopped=stopped,
        )


def _name(document: Document) -> str:
    language = "" if document.language == "English" else f" ({document.language})"
    title = document.title if document.title != document.symbol else ""
    return f"{document.symbol}{language}  {title}".strip()
