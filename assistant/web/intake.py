"""Adds files to the library and removes reports from it, one after another, and says how far it is.

One thread reads files, and another changes the library. Both take the next entry of any visit whose
state says that it is wanted, so the states are the queue. Reports that are read while the library
is being changed are added together in the next change, at most ``_TOGETHER`` of them.
"""

import html
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.output.i18n import say
from assistant.web.file_name import safe_name
from assistant.web.intake_state import ACTIONS, Entry, State, Visit
from assistant.web.intake_work import Work, forget_file
from assistant.web.report_admin import ReportAdmin
from corpus.sandbox import ReaderProcess

_TOGETHER = 8  # reports that are added in one change of the library
_MOST_VISITS, _MOST_WAITING, _MOST_BYTES = 64, 500, 1_000_000_000
_IDLE = 20.0  # seconds after which the process that reads files ends


class Intake:
    """The lists of all visitors, by a token that each browser makes; for several threads."""

    def __init__(self, admin: ReportAdmin) -> None:
        """Change the library of ``admin``. The threads start when there is something to do."""
        self._admin = admin
        self._visits: dict[str, Visit] = {}
        self._changed = threading.Condition()
        self._work = Work(admin, self._changed)
        self._folder: TemporaryDirectory[str] | None = None
        self._threads: list[threading.Thread] = []

    def state(self, token: str) -> dict[str, Any]:
        """Return the list of a visit as ``Visit.to_dict`` does."""
        with self._changed:
            return self._visits.get(token, Visit()).to_dict()

    def add(self, token: str, name: str, content: bytes, language: str) -> None:
        """Append a file to a list; one that cannot be taken now is refused in the list."""
        with self._changed:
            visit = self._visit(token)
            entry = Entry(self._number(visit), Path(name).name[-120:], language, size=len(content))
            waiting = [e for v in self._visits.values() for e in v.entries if e.path is not None]
            if len(waiting) >= _MOST_WAITING or sum(e.size for e in waiting) > _MOST_BYTES:
                entry.state, entry.said = "refused", [html.escape(say("intake_full", language))]
            else:
                self._folder = self._folder or TemporaryDirectory(prefix="pilcrow-reports-")
                folder = Path(self._folder.name, f"{time.monotonic_ns()}")
                folder.mkdir()
                entry.path = folder / (safe_name(name) or "report")
                entry.path.write_bytes(content)
            visit.append(entry)
            self._wake()

    def remove(self, token: str, key: str, language: str) -> None:
        """Append the removal of a report to a list."""
        with self._changed:
            document = self._admin.document(key)
            if document is None:
                return
            visit = self._visit(token)
            entry = Entry(self._number(visit), document.symbol, language, state="to_remove")
            entry.key, entry.document = key, document
            visit.append(entry)
            self._wake()

    def act(self, token: str, number: int, action: str) -> None:
        """Do what the user chose for an entry; what its state does not allow is ignored."""
        then: dict[str, State] = {
            "accept": "queued",
            "again": "queued",
            "decline": "left_out",
            "undo": "to_undo",
            "put_back": "to_return",
        }
        with self._changed:
            entries = self._visits[token].entries if token in self._visits else []
            for entry in entries:
                if entry.number == number and action in ACTIONS.get(entry.state, ()):
                    entry.state, entry.share = then[action], 0.0
                    if entry.state == "left_out":
                        forget_file(entry)
            self._wake()

    def cancel(self, token: str) -> None:
        """Stop what is not yet in the library; reports that have been added stay there, whole."""
        with self._changed:
            for entry in self._visits[token].entries if token in self._visits else []:
                if entry.state in ("waiting", "reading", "queued"):
                    entry.state = "cancelled"
                    forget_file(entry)
                elif entry.state == "adding":
                    entry.state = "stopping"
            self._changed.notify_all()

    def clear(self, token: str) -> None:
        """Remove the entries that are done, and wait for no decision, from a list."""
        with self._changed:
            visit = self._visits.get(token)
            if visit and not visit.is_busy():
                for entry in visit.entries:
                    forget_file(entry)
                del self._visits[token]

    def _visit(self, token: str) -> Visit:
        visit = self._visits.setdefault(token, Visit())
        visit.seen = time.monotonic()
        idle = sorted((v.seen, t) for t, v in self._visits.items() if not v.is_busy())
        for _, oldest in idle[: max(0, len(self._visits) - _MOST_VISITS)]:
            if oldest != token:
                for entry in self._visits.pop(oldest).entries:
                    forget_file(entry)
        return visit

    @staticmethod
    def _number(visit: Visit) -> int:
        return visit.entries[-1].number + 1 if visit.entries else 0

    def _wake(self) -> None:
        if not self._threads:
            for work in (self._read_files, self._change_library):
                self._threads.append(threading.Thread(target=work, daemon=True))
                self._threads[-1].start()
        self._changed.notify_all()

    def _next(self, *states: State) -> Entry | None:
        found = (e for v in self._visits.values() for e in v.entries if e.state in states)
        return next(found, None)

    def _read_files(self) -> None:
        with ReaderProcess() as reader:
            while True:
                with self._changed:
                    entry = self._changed.wait_for(lambda: self._next("waiting"), _IDLE)
                    if entry:
                        entry.state = "reading"
                if entry:
                    self._attempt([entry], partial(self._work.read, reader, entry))
                else:
                    reader.close()

    def _change_library(self) -> None:
        while True:
            with self._changed:
                first = self._changed.wait_for(
                    lambda: self._next("queued", "to_remove", "to_return", "to_undo")
                )
                assert first is not None
                entries = self._together(first) if first.state == "queued" else [first]
                doing: dict[State, State] = {
                    "queued": "adding",
                    "to_remove": "removing",
                    "to_return": "returning",
                    "to_undo": "undoing",
                }
                for entry in entries:
                    entry.state = doing[entry.state]
            adds = first.state == "adding"
            work = partial(self._work.add, entries) if adds else partial(self._work.change, first)
            self._attempt(entries, work)

    def _attempt(self, entries: Sequence[Entry], work: Callable[[], None]) -> None:
        """Do some work; whatever goes wrong, the entries say so, and the next ones can be done."""
        try:
            work()
        except Exception:
            traceback.print_exc()
            with self._changed:
                for entry in entries:
                    entry.state = "failed" if entry.reading else "refused"
                    entry.said = [html.escape(say("PilcrowError", entry.language))]

    def _together(self, first: Entry) -> list[Entry]:
        """Return the entries that are added in one change: no two of them are the same report."""
        visit = next(v for v in self._visits.values() if first in v.entries)
        chosen: dict[str, Entry] = {}
        for entry in visit.entries:
            if entry.state == "queued" and len(chosen) < _TOGETHER:
                chosen.setdefault(entry.key, entry)
        return [*chosen.values()]
