"""Build a library in a separate process, so that the memory of the build ends with it.

PyTorch and the models of a build take more than a gigabyte, which a program that runs for long, as
the web chat does, would keep. The process is ``index.build_process``, which has the other side of
this protocol. Each line is one value in JSON:

    {"location", "model", "remove", "originals": their paths or null, "reports": their number},
        then a line for each report, as ``Document.to_whole`` returns it
    ->  {"stage", "done", "total"}, as often as the build reports it, and at the end
        {"built": true}  or  {"error": the name of a class of corpus.errors, "message"}
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from corpus import Document, errors
from corpus.errors import PilcrowError
from index.models.encoder import DEFAULT
from index.storage.location import Location
from index.types import Progress

_ROOT = Path(__file__).parent.parent.parent
_WATCHED = 0.2  # seconds between two looks whether the build is stopped


def update_apart(
    location: Location,
    documents: Iterable[Document],
    *,
    model: str = DEFAULT,
    remove: Sequence[str] = (),
    originals: Iterable[Path] | None = (),
    progress: Progress = lambda stage, done, total: None,
    stopped: Callable[[], bool] | None = None,
) -> None:
    """Build a library as ``index.library.update`` does, in a separate process, and wait for it.

    If this process ends, the build ends too. The next build continues with what was encoded. If
    ``stopped`` returns True, which is asked several times a second, the build is ended; its result
    may have been published a moment before.

    Raises: the errors of ``index.library.update``, and PilcrowError if the process is killed or
    stopped.
    """
    place = location if isinstance(location, str) else str(location.absolute())
    reports = list(documents)
    request = {
        "location": place,
        "model": model,
        "remove": [*remove],
        "originals": None if originals is None else [str(path.absolute()) for path in originals],
        "reports": len(reports),
    }
    # -P: Python must not import modules from the folder in which Pilcrow is run.
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "index.build_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="ascii",
        env=os.environ | {"PYTHONPATH": str(_ROOT)},
    )
    if stopped:
        threading.Thread(target=_end_if, args=(stopped, process), daemon=True).start()
    try:
        assert process.stdin is not None
        with suppress(BrokenPipeError):
            for fields in (request, *map(Document.to_whole, reports)):
                process.stdin.write(f"{json.dumps(fields)}\n")
            process.stdin.flush()
        # The process ends as soon as its input is closed: it stays open until the build is done.
        for reply in _replies(process):
            if "error" in reply:
                raise getattr(errors, reply["error"])(reply["message"])
            if "built" in reply:
                return
            progress(reply["stage"], reply["done"], reply["total"])
        raise PilcrowError(
            f"The process that builds the library at {location} was ended (status "
            f"{process.wait()}). The library was not changed. Check that the machine has 2 GB of "
            "free memory, then try again: what was encoded is kept"
        )
    finally:
        process.kill()
        with suppress(OSError):
            process.communicate()


def _end_if(stopped: Callable[[], bool], process: "subprocess.Popen[str]") -> None:
    while process.poll() is None:
        if stopped():
            process.kill()
        time.sleep(_WATCHED)


def _replies(process: "subprocess.Popen[str]") -> Iterator[dict[str, Any]]:
    assert process.stdout is not None
    for line in process.stdout:
        if line.endswith("\n"):
            yield json.loads(line)
