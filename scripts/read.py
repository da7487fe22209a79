"""Read reports, and print how well they could be read; no library is changed."""

import argparse
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import BadSetting, PilcrowError
from scripts.command import expand, guarded, print_error, print_json

if TYPE_CHECKING:
    from corpus import Document
    from corpus.read import Reading


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 1 if a report could not be read or is broken."""
    parser = argparse.ArgumentParser(prog="pilcrow read", description=(__doc__ or "").strip())
    parser.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="files or folders")
    parser.add_argument(
        "--symbol", help="the symbol of the report (A/78/176); for a single file only"
    )
    parser.add_argument("--json", action="store_true", help="print a JSON object for each file")
    parser.add_argument("--text", action="store_true", help="also print the paragraphs")
    parser.add_argument(
        "--explain", action="store_true", help="also print what each block was taken for"
    )
    parser.add_argument(
        "--pictures",
        type=Path,
        metavar="FOLDER",
        help="also draw each page of a PDF, and what each line was taken for, in FOLDER",
    )
    options = parser.parse_args(argv)
    for option in ("symbol", "pictures"):
        if getattr(options, option) and len(options.paths) != 1:
            parser.error(f"--{option} needs exactly one file")
    return guarded(_run, options)


def _run(options: argparse.Namespace) -> int:
    from corpus.sandbox import read_each

    paths = expand(options.paths)
    for option in ("symbol", "pictures"):
        if getattr(options, option) and len(paths) != 1:
            raise BadSetting(
                f"--{option} is for one report, and {options.paths[0]} has {len(paths)} files. "
                "Give the path of one file"
            )
    _make_folder(options.pictures)
    faults = 0
    for path, reading in read_each(
        paths, options.symbol, explain=options.explain, pictures=options.pictures
    ):
        if isinstance(reading, PilcrowError):
            faults += 1
            if options.json:
                fields = {"source": path.name, "error": str(reading)}
                print_json(fields)
            else:
                print_error(reading)
            continue
        faults += reading.certificate.broken
        if options.json:
            print_json(to_dict(reading))
        else:
            _print_reading(reading, text=options.text)
            _print_explanation(reading, options)
    return 1 if faults else 0


def _make_folder(folder: Path | None) -> None:
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise BadSetting(f"{folder}: no pictures can be written here ({problem})") from None


def _print_explanation(reading: "Reading", options: argparse.Namespace) -> None:
    if options.explain:
        print("\n".join(map(str, reading.explanation)))
    if options.pictures:
        print(f"  {_where_pictures_are(reading, options.pictures)}")


def _where_pictures_are(reading: "Reading", folder: Path) -> str:
    if any(explained.areas for explained in reading.explanation):
        return f"pictures of the pages: {folder / 'page-001.png'} and the files beside it"
    return f"{reading.document.source}: no pictures, because they exist for PDF files only"


def to_dict(reading: "Reading") -> dict[str, Any]:
    """Return a Reading as JSON data: its facts, paragraphs, tables and certificate."""
    document = reading.document
    fields = ("number", "part", "text", "headings", "footnotes", "page", "position")
    return {
        "symbol": document.symbol,
        "title": document.title,
        "issued": document.issued.isoformat() if document.issued else None,
        "language": document.language,
        "session": document.session,
        "agenda": document.agenda,
        "source": document.source,
        "paragraphs": [
            {field: asdict(paragraph)[field] for field in fields}
            for paragraph in document.paragraphs
        ],
        "tables": [table.to_dict() for table in document.tables],
        "certificate": reading.certificate.to_dict(),
    }


def _print_reading(reading: "Reading", *, text: bool) -> None:
    document = reading.document
    facts = [document.title, document.issued and f"{document.issued:%-d %B %Y}", document.session]
    print(f"{document.symbol}  {', '.join(str(fact) for fact in facts if fact)}")
    print(f"  {reading.certificate}")
    if text:
        _print_text(document)


def _print_text(document: "Document") -> None:
    """Print the paragraphs under their headings, and each table after its paragraph."""
    headings: tuple[str, ...] = ()
    tables = defaultdict(list)
    for table in document.tables:
        tables[max(table.after, 0)].append(table)
    for index, paragraph in enumerate(document.paragraphs):
        if paragraph.headings != headings:
            headings = paragraph.headings
            print(f"\n{' / '.join(headings)}")
        print(f"\n{paragraph.label or '-'}  {paragraph.text}")
        for note in paragraph.footnotes:
            print(f"    {note.mark}  {note.text}")
        for table in tables[index]:
            print(f"\n{table.label}  {table.title}".rstrip())
            print("\n".join(f"    {line}" for line in table.lines))


if __name__ == "__main__":
    raise SystemExit(main())
