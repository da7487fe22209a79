"""When each report came into the library, as the page has seen it.

The builds of a library do not store it. It is kept beside the records, as JSON: the key of each
report, the digest of its file, and the time in ISO 8601. A new version of a report comes anew.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from corpus import Document

NAME = "added.json"


class Arrivals:
    """Remembers the reports that it has seen; safe to use from several threads."""

    def __init__(self, folder: Path | None) -> None:
        """Keep the times in a file in ``folder``; without one, or if it is read-only, in memory."""
        self._path = folder / NAME if folder else None
        self._lock = Lock()
        self._known: dict[str, tuple[str | None, str]] = {}
        if self._path:
            with suppress(OSError, ValueError, TypeError, AttributeError):
                read = json.loads(self._path.read_text(encoding="utf-8"))
                self._known = {key: (str(mark), str(time)) for key, (mark, time) in read.items()}

    def times(self, documents: Sequence[Document]) -> dict[str, str]:
        """Return when each report was first seen, by its key; a new one is seen now."""
        with self._lock:
            now = datetime.now(UTC).isoformat()
            seen = {
                document.key: (document.digest, now)
                for document in documents
                if self._known.get(document.key, (None, ""))[0] != document.digest
            }
            if seen:
                self._known |= seen
                self._write()
            return {document.key: self._known[document.key][1] for document in documents}

    def _write(self) -> None:
        if self._path:
            with suppress(OSError):
                self._path.write_text(json.dumps(self._known, indent=1), encoding="utf-8")
