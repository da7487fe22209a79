"""Read files in a process apart, which may take only so long and so much memory.

What a file was made to do to its reader, to hold it up, to exhaust memory, to break it, ends that
process, and the file is refused. Requests and replies are a line of JSON each:

    {"path": ..., "symbol": ...}  ->  {"document", "paragraphs", "certificate"}
                                  or  {"error": a class of corpus.errors, "message"}
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from corpus import errors
from corpus.document import Document, Paragraph
from corpus.errors import PilcrowError, UnreadableReport
from corpus.read import Reading, read
from corpus.structure.certificate import Certificate


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take; the longest real report takes 3 s and 0.6 GB."""

    seconds: float = 120.0
    memory: int = 2 << 30  # bytes of address space

    def __str__(self) -> str:
        """Say it for the user."""
        return f"{self.seconds:g} s and {self.memory / (1 << 30):g} GB"


class Reader:
    """The process that reads; another one takes its place when it ends."""

    def __init__(self, limits: Limits | None = None) -> None:
        """Read within ``limits``."""
        self._limits = limits or Limits()
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def read(self, path: Path, symbol: str | None = None) -> Reading:
        """Read a report as ``corpus.structure.parse.read`` does.

        Raises what that does, and UnreadableReport where the file takes more than the limits or
        breaks its reader.
        """
        reply = self._ask({"path": str(path.absolute()), "symbol": symbol}, path.name)
        if "error" in reply:
            raise getattr(errors, reply["error"])(reply["message"])
        paragraphs = tuple(Paragraph.from_dict(one) for one in reply["paragraphs"])
        return Reading(
            Document.from_dict(reply["document"], paragraphs),
            Certificate.from_dict(reply["certificate"]),
        )

    def _ask(self, request: dict[str, Any], name: str) -> dict[str, Any]:
        process = self._running()
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._limits.seconds, stop)
        timer.start()
        reply = ""
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            with suppress(BrokenPipeError):
                process.stdin.write(f"{json.dumps(request)}\n")
                process.stdin.flush()
                reply = process.stdout.readline()
        finally:
            timer.cancel()
        if reply.endswith("\n"):
            read: dict[str, Any] = json.loads(reply)
            return read
        self._end()
        why = "took too long to read" if late.is_set() else "broke the program that reads it"
        raise UnreadableReport(
            f"{name}: {why} (a file may take {self._limits}). Open it in Word, LibreOffice or a "
            "PDF viewer and save it anew, or split it"
        )

    def _running(self) -> "subprocess.Popen[str]":
        if self._process is None or self._process.poll() is not None:
            self._end()
            # Only this program's own modules are found, whatever lies in the folder it is run in.
            command = [sys.executable, "-P", "-m", "corpus.sandbox", str(self._limits.memory)]
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="ascii",
                env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)},
            )
        return self._process

    def _end(self) -> None:
        if self._process is None:
            return
        process, self._process = self._process, None
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        process.wait()


def read_each(
    paths: Iterable[Path], symbol: str | None = None, limits: Limits | None = None
) -> Iterator[tuple[Path, Reading | PilcrowError]]:
    """Read files one after another; yield what was read of each, or why it cannot be."""
    with Reader(limits) as reader:
        for path in paths:
            try:
                yield path, reader.read(path, symbol)
            except PilcrowError as problem:
                yield path, problem


def main(memory: int) -> None:
    """Answer requests until there are no more."""
    # What libraries print must not come between the replies.
    replies = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    _limit(memory)
    for line in sys.stdin:
        request = json.loads(line)
        replies.write(f"{json.dumps(_reply(Path(request['path']), request['symbol']))}\n")
        replies.flush()


def _reply(path: Path, symbol: str | None) -> dict[str, Any]:
    try:
        reading = read(path, symbol)
    except PilcrowError as problem:
        return {"error": type(problem).__name__, "message": str(problem)}
    except MemoryError:
        os._exit(1)  # whatever was being made of the file goes with the process
    except Exception as problem:  # the outermost boundary: another file may be read after this one
        message = (
            f"{path.name}: could not be read ({type(problem).__name__}). Open it in Word, "
            "LibreOffice or a PDF viewer and save it anew"
        )
        return {"error": UnreadableReport.__name__, "message": message}
    document = reading.document
    return {
        "document": document.to_dict(),
        "paragraphs": [asdict(paragraph) for paragraph in document.paragraphs],
        "certificate": asdict(reading.certificate),
    }


def _limit(memory: int) -> None:
    """Let this process have so many bytes, and leave no picture of itself when it breaks."""
    try:
        import resource
    except ImportError:  # Windows has none; there the time alone is limited
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory if most < 0 else min(memory, most),) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(int(sys.argv[1]))
