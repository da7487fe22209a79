"""Take a table from reports: recommendations, dates or references, each with its paragraph."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from scripts.command import (
    add_create,
    add_filters,
    command_parser,
    guarded,
    print_json,
    selected_keys,
    write_file,
)
from scripts.opening import open_documents

# The names of ``assistant.extracts.KINDS``, whose import takes longer than printing the help.
_KINDS = ("recommendations", "dates", "references", "missing")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = command_parser("extract", __doc__)
    parser.add_argument("kind", choices=_KINDS, help="what the table has")
    parser.add_argument(
        "--with",
        dest="words",
        default="",
        metavar="WORDS",
        help="only rows that contain these words, in their text or in a column",
    )
    parser.add_argument(
        "--missing",
        action="store_true",
        help="with references: the documents that are cited and not in the library, most cited "
        "first; the same as the kind missing",
    )
    add_filters(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="write the table into a file: .csv, .xlsx, .docx, .md or .json; also .svg (dates, "
        "references) and .ics (dates)",
    )
    add_create(parser)
    options = parser.parse_args(argv)

    from assistant.extracts import KINDS
    from assistant.extracts.output import formats_of

    if options.missing:
        if options.kind not in ("references", "missing"):
            parser.error("argument --missing: only references can be missing")
        options.kind = "missing"
    kind = KINDS[options.kind]
    if options.output and _ending(options.output) not in formats_of(kind):
        endings = ", ".join(f".{name}" for name in formats_of(kind))
        parser.error(
            f"argument --output: {options.output}: a table of {kind.name} can be written into a "
            f"file whose name ends with {endings}"
        )
    return guarded(_run, options)


def _ending(path: Path) -> str:
    return path.suffix.removeprefix(".").lower()


def _run(options: argparse.Namespace) -> int:
    from assistant.extracts import extract
    from assistant.extracts.catalogue import kind_named, matching
    from assistant.extracts.output import to_dict, to_text, write

    library = open_documents(options)
    keys = selected_keys(options, library)
    documents = [one for one in library if keys is None or one.key in set(keys)]
    kind = kind_named(options.kind)
    rows = matching(extract(kind.name, documents, library), options.words)
    if options.output:
        write_file(options.output, write(kind, rows, _ending(options.output)))
    elif options.json:
        print_json(to_dict(kind, rows))
    else:
        print(to_text(kind, rows))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
