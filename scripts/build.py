"""Add, replace or remove reports of the library, and publish a new build of the library."""

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus import symbol as symbols
from corpus.errors import BadSetting, LibraryMissing, PilcrowError, UnreadableReport
from scripts.command import Bars, command_parser, expand, guarded, print_error, print_json

if TYPE_CHECKING:
    from corpus import Document
    from corpus.read import Reading
    from index.storage.location import Location


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 1 if a report was left out."""
    parser = command_parser("build", __doc__)
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        help="files or folders (PDF, Word, HTML, Akoma Ntoso, Markdown, text); "
        "without a path, the bundled report",
    )
    parser.add_argument(
        "--symbol", help="the symbol of the report (A/78/176); for a single file only"
    )
    parser.add_argument(
        "--accept", action="store_true", help="add reports although their numbering is broken"
    )
    parser.add_argument(
        "--remove",
        action="append",
        default=[],
        metavar="SYMBOL",
        help="remove a report in all its languages, or in one: 'A/1/2 (French)'; repeatable",
    )
    parser.add_argument(
        "--list", action="store_true", help="list the reports of the library; change nothing"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="read and compare the reports; change nothing"
    )
    parser.add_argument("--json", action="store_true", help="print a JSON object for each report")
    parser.add_argument(
        "--fresh", action="store_true", help="discard the present library and build a new one"
    )
    parser.add_argument(
        "--no-originals",
        action="store_true",
        help="keep no copies of the files of reports, and remove those in the library; the page "
        "then shows reports as text only",
    )
    parser.add_argument(
        "--ray",
        default="",
        metavar="ADDRESS",
        help="encode passages on this Ray cluster: HOST:PORT",
    )
    options = parser.parse_args(argv)
    if options.symbol and len(options.paths) != 1:
        parser.error("--symbol needs exactly one file")
    return guarded(_list if options.list else _run, options)


def _run(options: argparse.Namespace) -> int:
    from assistant.web.config import Settings
    from corpus.read import bundled_reports

    settings = Settings.from_environment()
    library = options.library or settings.library
    # Without paths, an existing library is only updated (--remove, --model), and a first build uses
    # the bundled reports.
    paths = expand(options.paths)
    present = {} if options.fresh else _documents(library)
    if not paths and not options.remove and not present:
        paths = list(bundled_reports())
    if options.symbol and len(paths) != 1:
        raise BadSetting(
            f"--symbol is for one report, and {options.paths[0]} has {len(paths)} files. Give the "
            "path of one file"
        )
    remove = [report_key(text) for text in options.remove]
    readings: list[Reading] = []
    left_out = 0
    for path, reading in _readings(paths, options.symbol, accept=options.accept):
        if isinstance(reading, PilcrowError):
            if len(paths) == 1 and not options.json:
                raise reading
            left_out += 1
        else:
            readings.append(reading)
        _report(path, reading, present, as_json=options.json)
    if left_out and not readings and not remove:
        return 1  # the library is unchanged
    if not options.dry_run:
        _build(options, library, readings, remove)
    return 1 if left_out else 0


def report_key(text: str) -> str:
    """Return the symbol that a user wrote, or the key of a report in one language.

    ``A/1/2 (French)``, as ``--list`` prints it, and ``A/1/2#French`` are keys.
    """
    found = re.fullmatch(
        r"(?P<symbol>.*?)\s*(?:#|\((?=\D))(?P<language>[^\d()#]+)\)?", text.strip()
    )
    if found is None:
        return symbols.normalise(text)
    return f"{symbols.normalise(found['symbol'])}#{found['language'].strip().title()}"


def _build(
    options: argparse.Namespace,
    library: "Location",
    readings: Sequence["Reading"],
    remove: Sequence[str],
) -> None:
    from assistant.web.config import Settings
    from index.library import describe_originals, update

    with Bars() as bars:
        manifest = update(
            library,
            [reading.document for reading in readings],
            model=options.model or Settings.from_environment().model,
            remove=remove,
            fresh=options.fresh,
            cluster=options.ray,
            originals=None if options.no_originals else [reading.path for reading in readings],
            progress=bars.update,
        )
    if not options.json:
        print(f"{len(manifest.documents)} reports, {manifest.passages} passages in {library}")
        if copies := describe_originals(library):
            print(copies)


def _readings(
    paths: Sequence[Path], symbol: str | None, *, accept: bool
) -> Iterator[tuple[Path, "Reading | PilcrowError"]]:
    """Read each file; yield its Reading, or the error that says why the report is left out."""
    from corpus.sandbox import read_each

    read: dict[str, tuple[Path, str]] = {}
    with Bars("reports") as bars:
        for done, (path, reading) in enumerate(read_each(paths, symbol), start=1):
            if len(paths) > 1:
                bars.update("Reading reports", done, len(paths))
            if isinstance(reading, PilcrowError):
                yield path, reading
                continue
            document = reading.document
            other, digest = read.setdefault(document.key, (path, document.digest))
            if digest != document.digest:
                yield (
                    path,
                    UnreadableReport(
                        f"{path.name}: has the symbol {document.symbol}, as {other.name} has. "
                        "Remove one of the files, or add it with another --symbol"
                    ),
                )
            elif accept or not reading.certificate.broken:
                yield path, reading
            else:
                yield path, UnreadableReport(f"{path.name}: {reading.certificate.refusal}")


def _report(
    path: Path,
    reading: "Reading | PilcrowError",
    present: dict[str, "Document"],
    *,
    as_json: bool,
) -> None:
    """Print how a report was read, and its changes if the library has an older version."""
    from corpus.diff import diff

    if isinstance(reading, PilcrowError):
        if as_json:
            print_json({"source": path.name, "error": str(reading)})
        else:
            print_error(reading)
        return
    document, certificate = reading.document, reading.certificate
    older = present.get(document.key)
    changes = diff(older, document) if older else None
    if as_json:
        fields: dict[str, Any] = {"certificate": certificate.to_dict()}
        if changes is not None:
            fields |= asdict(changes)
        print_json({"source": path.name} | fields)
        return
    print(f"{document.symbol}  {document.title}")
    print(f"  {certificate}")
    if changes:
        print(f"  since the version in the library: {changes}")


def _documents(library: "Location") -> dict[str, "Document"]:
    """Return the reports of the library by key; no reports if there is no library yet."""
    from index.library import open_store

    try:
        return {document.key: document for document in open_store(library).documents}
    except LibraryMissing:
        return {}


def _list(options: argparse.Namespace) -> int:
    from assistant.web.config import Settings
    from corpus.contents import contents
    from index.library import open_store

    store = open_store(options.library or Settings.from_environment().library)
    for document in store.documents:
        numbered = sum(map(bool, contents(document).numbers))
        if options.json:
            fields = {
                "symbol": document.symbol,
                "title": document.title,
                "issued": document.issued.isoformat() if document.issued else None,
                "language": document.language,
                "paragraphs": numbered,
                "source": document.source,
            }
            print_json(fields)
        else:
            language = "" if document.language == "English" else f" ({document.language})"
            print(f"{document.symbol}{language}  {numbered} paragraphs  {document.title}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
