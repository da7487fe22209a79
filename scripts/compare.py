"""Compare two reports, or two versions or languages of one, paragraph by paragraph."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import NoSuchReport
from scripts.command import command_parser, guarded, print_json, write_file

if TYPE_CHECKING:
    from corpus import Document

_FORMATS = ("docx", "md", "html", "csv", "json")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 1 if words or numbers differ, 0 if none do.

    It is 2 if a report cannot be read.
    """
    parser = command_parser("compare", __doc__)
    which = "a file, or the symbol of a report in the library; A/78/176#French names its language"
    parser.add_argument("old", metavar="OLD", help=which)
    parser.add_argument("new", metavar="NEW", help=f"likewise: {which}")
    parser.add_argument(
        "--all", action="store_true", help="also show the texts that are the same or renumbered"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--output",
        type=_file,
        metavar="FILE",
        help=f"write the comparison into a file: {', '.join('.' + name for name in _FORMATS)}",
    )
    return guarded(_run, parser.parse_args(argv))


def _file(text: str) -> Path:
    path = Path(text)
    if path.suffix.removeprefix(".").lower() not in _FORMATS:
        endings = ", ".join(f".{name}" for name in _FORMATS)
        raise argparse.ArgumentTypeError(f"{text}: the name must end with {endings}")
    return path


def _run(options: argparse.Namespace) -> int:
    from assistant.comparison.data import differing, to_dict
    from assistant.comparison.files import WRITERS
    from assistant.comparison.text import to_text
    from corpus.diff import compare

    comparison = compare(_document(options.old, options), _document(options.new, options))
    pairs = comparison.shown if options.all else differing(comparison)
    if options.output:
        suffix = options.output.suffix.removeprefix(".").lower()
        write_file(options.output, WRITERS[suffix](comparison, pairs, "en"))
    elif options.json:
        print_json(to_dict(comparison, pairs))
    else:
        print(to_text(comparison, pairs, colour=sys.stdout.isatty()))
    return 0 if comparison.same else 1


def _document(name: str, options: argparse.Namespace) -> "Document":
    """Return the report in a file, or the one of the library that has a symbol."""
    path = Path(name)
    return _read(path) if path.is_file() else _of_library(name, options)


def _read(path: Path) -> "Document":
    """Read a file; a report without a symbol gets the name of its file."""
    from corpus.errors import UnknownSymbol
    from corpus.sandbox import ReaderProcess

    with ReaderProcess() as reader:
        try:
            reading = reader.read(path)
        except UnknownSymbol:
            reading = reader.read(path, path.stem)
    if reading.certificate.broken:
        faults = "; ".join(reading.certificate.faults)
        print(f"pilcrow: {path.name}: the numbering is unreliable: {faults}", file=sys.stderr)
    return reading.document


def _of_library(name: str, options: argparse.Namespace) -> "Document":
    from assistant.web.config import Settings
    from corpus.select import Filter, select_documents
    from index.library import open_store

    symbol, _, language = name.partition("#")
    documents = open_store(options.library or Settings.from_environment().library).documents
    try:
        return select_documents(documents, Filter(symbols=(symbol,), language=language))[0]
    except NoSuchReport as problem:
        raise NoSuchReport(
            f"{name}: there is no such file, and no such report in the library. To list its "
            "reports: pilcrow build --list"
        ) from problem


if __name__ == "__main__":
    raise SystemExit(main())
