"""Functions that all commands share: options, input and output, errors, progress bars."""

import argparse
import codecs
import io
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from corpus.errors import (
    BadSetting,
    LibraryUnwritable,
    PilcrowError,
    UnknownSymbol,
    UnreadableReport,
)

_MOST_INPUT = 1 << 20  # bytes of standard input that are read as one question


def command_parser(command: str, description: str | None) -> argparse.ArgumentParser:
    """Return a parser with the options of all commands that use a library."""
    parser = argparse.ArgumentParser(
        prog=f"pilcrow {command}", description=(description or "").splitlines()[0]
    )
    parser.add_argument(
        "--library",
        type=_location,
        metavar="LOCATION",
        help="location of the library: a folder, or milvus://HOST:PORT (PILCROW_LIBRARY)",
    )
    parser.add_argument(
        "--model", metavar="NAME", help="name or folder of the encoder (PILCROW_MODEL)"
    )
    parser.set_defaults(create=False)
    return parser


def add_create(parser: argparse.ArgumentParser) -> None:
    """Add the option that lets ``library_and_model`` build a library that does not exist."""
    parser.add_argument(
        "--create",
        action="store_true",
        help="if there is no library at the location, build one of the bundled report",
    )


def _location(text: str) -> Any:
    from index.storage.location import parse_location

    try:
        return parse_location(text)
    except BadSetting as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None


def guarded(run: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """Run a command and return its exit status; a PilcrowError is printed, with status 2.

    Characters that the console cannot show are printed as "?".
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        return run(options)
    except PilcrowError as problem:
        print_error(problem)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The program that reads our output (head, less) has ended.
        sys.stderr.close()
        return 0


def print_error(problem: PilcrowError) -> None:
    """Print an error to standard error, as one line."""
    # The page, which shows these errors too, has no options.
    hint = " or give --symbol" if isinstance(problem, UnknownSymbol) else ""
    print(f"pilcrow: {str(problem).rstrip('.')}{hint}.", file=sys.stderr)


def to_json(fields: Any, output: TextIO) -> str:
    """Return values as one line of JSON; characters that ``output`` cannot store are escaped."""
    text = json.dumps(fields, ensure_ascii=False)
    try:
        text.encode(output.encoding or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(fields)
    return text


def print_json(fields: Any) -> None:
    """Print values as one line of JSON."""
    print(to_json(fields, sys.stdout))


def write_file(path: Path, content: bytes) -> None:
    """Write a file that an option names; raises LibraryUnwritable if that is impossible."""
    try:
        path.write_bytes(content)
    except OSError as problem:
        raise LibraryUnwritable(f"{path}: cannot be written ({problem.strerror})") from problem


def given_text(words: Sequence[str]) -> str:
    """Return the words of the command line as one text; without words, or for "-", the input.

    The input is UTF-8 or, with a byte order mark, UTF-16.
    """
    if list(words) not in ([], ["-"]):
        return " ".join(words)
    data = sys.stdin.buffer.read(_MOST_INPUT)
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return data.decode("utf-16" if data.startswith(marks) else "utf-8-sig", "replace").strip()


def is_given(words: Sequence[str]) -> bool:
    """Return whether there are words, or standard input is not a terminal."""
    return bool(words) or not sys.stdin.isatty()


def expand(paths: Iterable[Path]) -> list[Path]:
    """Return the files, and all readable reports in the folders.

    Raises PilcrowError if a path does not exist, and UnreadableReport if a folder has no report.
    """
    from corpus.readers.formats import readable

    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            reports = sorted(file for file in path.rglob("*") if file.is_file() and readable(file))
            if not reports:
                raise UnreadableReport(
                    f"{path}: no report in this folder (.pdf, .docx, .html, .xml, .md, .txt)"
                )
            files.extend(reports)
        elif path.exists():
            files.append(path)
        else:
            raise PilcrowError(f"{path}: there is no such file or folder")
    return files


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add the options that select reports."""
    parser.add_argument(
        "--symbol",
        action="append",
        default=[],
        metavar="SYMBOL",
        help="only this report; repeatable",
    )
    parser.add_argument("--body", default="", help="only reports of this body: A/HRC, S")
    parser.add_argument("--year", type=int, help="only reports issued in this year")
    parser.add_argument(
        "--language", default="", help="only reports in this language: English, French"
    )


def selected_keys(options: argparse.Namespace, documents: Sequence[Any]) -> list[str] | None:
    """Return the keys of the reports that the options select; None if no option is given."""
    from corpus.select import Filter, select_documents

    wanted = Filter(tuple(options.symbol), options.body, options.year, options.language)
    return [document.key for document in select_documents(documents, wanted)] if wanted else None


class Bars:
    """Progress bars, one for each stage; nothing is shown if standard error is not a terminal."""

    def __init__(self, unit: str = "passages") -> None:
        """Show progress in ``unit``, a noun in the plural."""
        self._unit = unit
        self._stage = ""
        self._bar: Any = None

    def __enter__(self) -> "Bars":
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def update(self, stage: str, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` units of a stage are done."""
        from tqdm import tqdm

        if stage != self._stage:
            self.__exit__()
            self._stage = stage
            self._bar = tqdm(total=total, desc=stage, unit=f" {self._unit}", disable=None)
        self._bar.update(done - self._bar.n)
