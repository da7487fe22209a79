"""The process that builds a library for another process: see ``index.building.process``."""

import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus import Document
from corpus.errors import PilcrowError
from index.library import update
from index.storage.location import parse_location


def main() -> None:
    """Read a request from standard input, build, and write replies to standard output."""
    # The process that asks decides what Ctrl+C means. If it ends, this process ends: see below.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Libraries print to standard output. Their output must not mix with the replies.
    replies = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)

    def reply(fields: dict[str, Any]) -> None:
        replies.write(f"{json.dumps(fields)}\n")
        replies.flush()

    request = json.loads(sys.stdin.readline())
    documents, files = list(_documents(request["reports"])), request["originals"]
    threading.Thread(target=_end_with_input, daemon=True).start()
    try:
        update(
            parse_location(request["location"]),
            documents,
            model=request["model"],
            remove=request["remove"],
            originals=None if files is None else map(Path, files),
            progress=lambda stage, done, total: reply(
                {"stage": stage, "done": done, "total": total}
            ),
        )
    except PilcrowError as problem:
        reply({"error": type(problem).__name__, "message": str(problem)})
    else:
        reply({"built": True})


def _documents(count: int) -> Iterator[Document]:
    for _ in range(count):
        yield Document.from_whole(json.loads(sys.stdin.readline()))


def _end_with_input() -> None:
    """End this process when the process that asked has ended: it closes the input then."""
    while os.read(0, 1):  # not sys.stdin: its lock would be held when the interpreter ends
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
