"""What happens with one file that a user adds, or with one report that a user removes."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from corpus import Document
from corpus.read import Reading

# The states of a file and of a report; the page names each of them: ``state_NAME`` in
# ``words.json``. The order is that in which they follow one another.
State = Literal[
    "waiting", "reading", "decide", "queued", "adding", "stopping",
    "added", "replaced", "known", "refused", "failed", "left_out", "cancelled",
    "to_remove", "removing", "removed", "stays", "to_return", "returning", "returned",
    "to_undo", "undoing", "undone",
]  # fmt: skip
# Something is being done, or will be without the user.
BUSY: tuple[State, ...] = (
    "waiting", "reading", "queued", "adding", "stopping", "to_remove", "removing", "to_return",
    "returning", "to_undo", "undoing",
)  # fmt: skip
# What the user can do in a state.
ACTIONS: dict[State, tuple[str, ...]] = {
    "decide": ("accept", "decline"),
    "failed": ("again",),
    "added": ("undo",),
    "replaced": ("undo",),
    "removed": ("put_back",),
}
_READ = 0.1  # the share of the work on a file that is done once it is read
_CHARACTERS = 0.2  # of a report for each byte of its file, as long as none has been read
_SOONEST, _LEAST = 4.0, 0.04  # seconds, and the share of the work, from which time is estimated


@dataclass(eq=False, slots=True)
class Entry:
    """A file that is added, or a report that is removed; ``number`` is its place in the list."""

    number: int
    name: str
    language: str
    path: Path | None = None
    size: int = 0  # bytes
    state: State = "waiting"
    key: str = ""
    said: list[str] = field(default_factory=list)  # paragraphs of HTML
    characters: int = 0  # of the report, once it is read
    reading: Reading | None = None
    document: Document | None = None  # the report as it was before it was removed or replaced
    builds: tuple[str, str] = ("", "")  # the builds of the library before and after the change
    share: float = 0.0  # of what is being done with the library, 0.0 to 1.0

    def to_dict(self) -> dict[str, Any]:
        """Return what the page shows."""
        return {
            "number": self.number,
            "name": self.name,
            "key": self.key,
            "state": self.state,
            "said": self.said,
            "share": round(self.share, 3),
            "busy": self.state in BUSY,
            "actions": ACTIONS.get(self.state, ()),
        }


class Visit:
    """The list of one visitor: files in the order in which they came, and removed reports."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.seen = self._began = time.monotonic()
        self._first = 0  # the entry from which the present work began

    def append(self, entry: Entry) -> None:
        """Add an entry; the time that is left is estimated from when the work began."""
        if not self.is_busy():
            self._began, self._first = time.monotonic(), len(self.entries)
        self.entries.append(entry)

    def is_busy(self) -> bool:
        """Return whether something is being done."""
        return any(entry.state in BUSY for entry in self.entries)

    def to_dict(self) -> dict[str, Any]:
        """Return what the page shows: ``entries``, and ``left`` in seconds, null if unknown."""
        entries = [entry.to_dict() for entry in self.entries]
        return {"entries": entries, "left": self._left() if self.is_busy() else None}

    def _left(self) -> float | None:
        passed = time.monotonic() - self._began
        done = _done(self.entries[self._first :])
        if passed < _SOONEST or done < _LEAST:
            return None
        return round(passed * (1 - done) / done, 1)


def _done(entries: Sequence[Entry]) -> float:
    """Return which share of the work is done. The longer a report is, the more work it is."""
    read = [entry for entry in entries if entry.characters and entry.size]
    rate = _CHARACTERS
    if read:
        rate = sum(entry.characters for entry in read) / sum(entry.size for entry in read)
    weights = [entry.characters or entry.size * rate or 1.0 for entry in entries]
    done = sum(weight * _share(entry) for weight, entry in zip(weights, entries, strict=True))
    return done / sum(weights) if weights else 0.0


def _share(entry: Entry) -> float:
    if entry.state in ("waiting", "reading"):
        return 0.0
    if entry.state == "queued":
        return _READ
    return _READ + (1 - _READ) * entry.share if entry.state in BUSY else 1.0
