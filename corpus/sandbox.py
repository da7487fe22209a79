"""Reading of files in a separate process, within a limit of time and of memory.

A malicious file can make a reader hang, exhaust memory or crash. Then only the separate process
ends, and the file is refused. Each request and each reply is one line of JSON:

    {"path": ..., "symbol": ..., "explain": ..., "pictures": a folder or null}
        ->  {"document", "paragraphs", "tables", "certificate", "explanation"}
    {"path": ..., "draw": [digest, number]}   ->  {"picture": in base 64}
    {"path": ..., "place": [digest, ...]}     ->  {"pages", "share", "boxes"}
                                          or  {"error": a class of corpus.errors, "message"}
"""

import base64
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from corpus import errors
from corpus.document import Document
from corpus.errors import PilcrowError, UnreadableReport
from corpus.memory import limit_memory
from corpus.pictures import draw_pictures
from corpus.read import Reading, read
from corpus.readers.pdf_original import Box, Place, draw_page, place_words
from corpus.structure.certificate import Certificate
from corpus.structure.explanation import Explained

# Returns the reply to a request about a file.
Answer = Callable[[Path, dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits for reading one file; the longest real report takes 3 s and 0.6 GB."""

    seconds: float = 120.0
    memory: int = 2 << 30  # bytes of address space

    def __str__(self) -> str:
        """Return the limits for a message: ``120 s and 2 GB``."""
        return f"{self.seconds:g} s and {self.memory / (1 << 30):g} GB"


class ReaderProcess:
    """A process that reads files; a new process is started after one has ended."""

    module = "corpus.sandbox"  # which the process runs, and which calls ``main``

    def __init__(self, limits: Limits | None = None) -> None:
        """Set the limits; the process starts at the first ``read``."""
        self._limits = limits or Limits()
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def read(
        self,
        path: Path,
        symbol: str | None = None,
        *,
        explain: bool = False,
        pictures: Path | None = None,
    ) -> Reading:
        """Return the document in a file and its certificate, as ``corpus.read.read`` does.

        With ``pictures``, a folder that exists, explain the reading, and draw the pages of a PDF
        as ``corpus.pictures.draw_pictures`` does. Other files have no pictures.

        Raises: the errors of ``corpus.read.read``, and UnreadableReport if the file exceeds the
        limits or crashes the process.
        """
        request = {
            "path": str(path.absolute()),
            "symbol": symbol,
            "explain": explain,
            "pictures": str(pictures.absolute()) if pictures else None,
        }
        reply = self.answer(request, path.name)
        return Reading(
            Document.from_whole(reply),
            Certificate.from_dict(reply["certificate"]),
            tuple(map(Explained.from_dict, reply["explanation"])),
            path,
        )

    def draw(self, path: Path, digest: str, number: int) -> bytes:
        """Return a page as ``draw_page`` does; raises as ``read`` does, and LibraryDamaged."""
        request = {"path": str(path.absolute()), "draw": [digest, number]}
        return base64.b64decode(self.answer(request, path.name)["picture"])

    def place(self, path: Path, digest: str, first: int, text: str, start: int, end: int) -> Place:
        """Return where words stand as ``place_words`` does; raises as ``draw`` does."""
        request = {"path": str(path.absolute()), "place": [digest, first, text, start, end]}
        found = self.answer(request, path.name)
        return Place(found["pages"], found["share"], tuple(Box(**box) for box in found["boxes"]))

    def close(self) -> None:
        """End the process; the next request starts another one."""
        self._end()

    def answer(self, request: dict[str, Any], name: str) -> dict[str, Any]:
        """Return the reply to a request about a file of that name; raises as ``read`` does."""
        reply = self._request(request, name)
        if "error" in reply:
            raise getattr(errors, reply["error"])(reply["message"])
        return reply

    def _request(self, request: dict[str, Any], name: str) -> dict[str, Any]:
        process = self._running_process()
        timed_out = threading.Event()

        def stop() -> None:
            timed_out.set()
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
            fields: dict[str, Any] = json.loads(reply)
            return fields
        self._end()
        reason = "took too long to read"
        if not timed_out.is_set():
            reason = "broke the program that reads it"
        raise UnreadableReport(
            f"{name}: {reason} (a file may take {self._limits}). Open it in Word, LibreOffice or a "
            "PDF viewer and save it anew, or split it"
        )

    def _running_process(self) -> "subprocess.Popen[str]":
        if self._process is None or self._process.poll() is not None:
            self._end()
            # -P: Python must not import modules from the folder in which Pilcrow is run.
            command = [sys.executable, "-P", "-m", self.module, str(self._limits.memory)]
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
    paths: Iterable[Path],
    symbol: str | None = None,
    limits: Limits | None = None,
    *,
    explain: bool = False,
    pictures: Path | None = None,
) -> Iterator[tuple[Path, Reading | PilcrowError]]:
    """Read files as ``ReaderProcess.read`` does; yield each path with its reading or its error."""
    with ReaderProcess(limits) as reader:
        for path in paths:
            try:
                yield path, reader.read(path, symbol, explain=explain, pictures=pictures)
            except PilcrowError as error:
                yield path, error


def main(memory: int, answer: Answer) -> None:
    """Read requests from standard input and write replies to standard output.

    Args:
        memory: the limit in bytes.
        answer: makes the replies.
    """
    # Libraries print to standard output. Their output must not mix with the replies.
    replies = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    limit_memory(memory)
    for line in sys.stdin:
        request = json.loads(line)
        reply = _guarded(answer, request)
        replies.write(f"{json.dumps(reply)}\n")
        replies.flush()


def _guarded(answer: Answer, request: dict[str, Any]) -> dict[str, Any]:
    path = Path(request["path"])
    try:
        return answer(path, request)
    except PilcrowError as error:
        return {"error": type(error).__name__, "message": str(error)}
    except MemoryError:
        os._exit(1)  # the memory that the file took is freed with the process
    except Exception as error:  # the outermost boundary: the next file can still be read
        message = (
            f"{path.name}: could not be read ({type(error).__name__}). Open it in Word, "
            "LibreOffice or a PDF viewer and save it anew"
        )
        return {"error": UnreadableReport.__name__, "message": message}


def _reply(path: Path, request: dict[str, Any]) -> dict[str, Any]:
    if "draw" in request:
        return {"picture": base64.b64encode(draw_page(path, *request["draw"])).decode()}
    if "place" in request:
        return asdict(place_words(path, *request["place"]))
    return _read(path, request)


def _read(path: Path, request: dict[str, Any]) -> dict[str, Any]:
    pictures = request["pictures"]
    reading = read(path, request["symbol"], explain=bool(request["explain"] or pictures))
    if pictures and any(explained.areas for explained in reading.explanation):
        draw_pictures(path, reading.explanation, Path(pictures))
    return reading.document.to_whole() | {
        "certificate": asdict(reading.certificate),
        "explanation": [asdict(explained) for explained in reading.explanation],
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), _reply)
