"""What is done with files and reports one by one: reading, adding, removing, putting back."""

import html
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from assistant.output.messages import problem_in
from assistant.web.intake_state import Entry, State
from assistant.web.report_admin import ReportAdmin
from corpus.errors import LibraryBusy, PilcrowError
from corpus.sandbox import ReaderProcess

_STAGES = 3  # of a change: passages, tokens, other languages
_BUSY_AGAIN, _BUSY_TRIES = 1.0, 60  # seconds between tries while another program changes it


class Work:
    """Reads the files of entries, and changes the library; sets the states that result."""

    def __init__(self, admin: ReportAdmin, changed: threading.Condition) -> None:
        """Change the library of ``admin``; hold and notify ``changed`` when a state is set."""
        self._admin, self._changed = admin, changed

    def read(self, reader: ReaderProcess, entry: Entry) -> None:
        """Read the file of an entry whose state is "reading"."""
        state: State = "queued"
        reading, said = None, []
        try:
            assert entry.path is not None
            reading = reader.read(entry.path)
            said = self._admin.describe(reading, entry.language)
            if reading.certificate.broken:
                state = "decide"
            elif self._admin.document(reading.document.key) == reading.document:
                state = "known"
        except PilcrowError as problem:
            state, said = "refused", [html.escape(problem_in(problem, entry.language))]
        with self._changed:
            if entry.state != "reading":  # it was cancelled meanwhile
                forget_file(entry)
                return
            entry.state, entry.said, entry.reading = state, said, reading
            if reading is not None:
                entry.key = reading.document.key
                entry.characters = sum(len(p.text) for p in reading.document.paragraphs)
            if state in ("refused", "known"):
                forget_file(entry)
            self._changed.notify_all()

    def add(self, entries: Sequence[Entry]) -> None:
        """Add the reports of entries, whose state is "adding", in one change of the library."""
        earlier = {entry.key: self._admin.document(entry.key) for entry in entries}
        readings = [entry.reading for entry in entries if entry.reading is not None]
        before, problem = self._admin.build_name(), None

        def stopped() -> bool:
            return any(entry.state == "stopping" for entry in entries)

        try:
            self._try(lambda: self._admin.add(readings, self._reporter(entries), stopped))
        except PilcrowError as raised:
            problem = None if stopped() else raised
        after = self._admin.build_name()
        with self._changed:
            for entry in entries:
                assert entry.reading is not None
                # A build that was ended may have been published a moment before.
                if self._admin.document(entry.key) == entry.reading.document:
                    entry.document = earlier[entry.key]
                    entry.state = "replaced" if entry.document else "added"
                    entry.builds = (before, after) if len(entries) == 1 else ("", "")
                    forget_file(entry)
                elif problem is None:
                    entry.state = "cancelled"
                    forget_file(entry)
                else:
                    entry.state = "failed"
                    entry.said.insert(0, html.escape(problem_in(problem, entry.language)))

    def change(self, entry: Entry) -> None:
        """Remove a report, put it back, or take an addition back."""
        admin, before, progress = self._admin, self._admin.build_name(), self._reporter([entry])
        done: dict[State, State] = {
            "removing": "removed",
            "returning": "returned",
            "undoing": "undone",
        }
        # What an entry is if the change fails: the user can then try again.
        was: dict[State, State] = {"removing": "stays", "returning": "removed"}
        state = done[entry.state]
        try:
            if entry.state == "removing":
                self._try(lambda: admin.remove(entry.key, progress))
                entry.builds = (before, admin.build_name())
            elif entry.document is not None:
                document = entry.document
                self._try(lambda: admin.put_back(document, *entry.builds, progress))
            else:
                self._try(lambda: admin.take_back(entry.key, *entry.builds, progress))
            entry.said = []
        except PilcrowError as problem:
            state = was.get(entry.state, "replaced" if entry.document else "added")
            entry.said = [html.escape(problem_in(problem, entry.language))]
        with self._changed:
            entry.state = state

    @staticmethod
    def _try(change: Callable[[], None]) -> None:
        """Change the library; wait while another program changes it, for a minute at most."""
        for _ in range(_BUSY_TRIES):
            with suppress(LibraryBusy):
                return change()
            time.sleep(_BUSY_AGAIN)
        return change()

    def _reporter(self, entries: Sequence[Entry]) -> Callable[[str, int, int], None]:
        stages: list[str] = []

        def report(stage: str, done: int, total: int) -> None:
            if stage not in stages:
                stages.append(stage)
            share = min(1.0, (len(stages) - 1 + done / (total or 1)) / _STAGES)
            for entry in entries:
                entry.share = share

        return report


def forget_file(entry: Entry) -> None:
    """Delete the file of an entry, which is in the library now or is not wanted."""
    entry.reading = None
    if entry.path is not None:
        entry.path.unlink(missing_ok=True)
        entry.path = None
