"""Take a table from reports: recommendations, dates or references, each with its paragraph."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from scripts.command import (
    Bars,
    add_create,
    add_filters,
    command_parser,
    guarded,
    library_and_model,
    print_json,
    selected_keys,
    write_file,
)

_FORMATS = ("csv", "xlsx", "docx", "md", "json")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    from assistant.extracts import KINDS

    parser = command_parser("extract", __doc__)
    parser.add_argument("kind", choices=tuple(KINDS), help="what the table has")
    parser.add_argument(
        "--with",
        dest="words",
        default="",
        metavar="WORDS",
        help="only rows that contain these words, in their text or in a column",
    )
    add_filters(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--output",
        type=_file,
        metavar="FILE",
        help=f"write the table into a file: {', '.join('.' + name for name in _FORMATS)}",
    )
    add_create(parser)
    return guarded(_run, parser.parse_args(argv))


def _file(text: str) -> Path:
    path = Path(text)
    if path.suffix.removeprefix(".").lower() not in _FORMATS:
        endings = ", ".join(f".{name}" for name in _FORMATS)
        raise argparse.ArgumentTypeError(f"{text}: the name must end with {endings}")
    return path


def _run(options: argparse.Namespace) -> int:
    from assistant.extracts import extract
    from assistant.extracts.catalogue import kind_named, matching
    from assistant.extracts.output import WRITERS, to_dict, to_text
    from index import Index

    library, model = library_and_model(options)
    with Bars() as bars:
        index = Index.open(library, model=model, progress=bars.update)
    keys = selected_keys(options, index.documents)
    documents = [one for one in index.documents if keys is None or one.key in set(keys)]
    kind = kind_named(options.kind)
    rows = matching(extract(kind.name, documents, index.documents), options.words)
    if options.output:
        suffix = options.output.suffix.removeprefix(".").lower()
        write_file(options.output, WRITERS[suffix](kind, rows, "en"))
    elif options.json:
        print_json(to_dict(kind, rows))
    else:
        print(to_text(kind, rows))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
