"""Compare a brief that the page has saved with the library, or write it as a document."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.errors import BadBrief
from scripts.command import (
    add_create,
    command_parser,
    guarded,
    print_json,
    write_file,
)
from scripts.opening import open_documents

# From ``assistant.output``, for which --help does not wait: the formats of a brief without its
# own, the citation styles that are no entries for a reference manager, and the languages.
_STYLES = ("un", "plain", "OSCOLA", "Bluebook", "Chicago", "APA")
_LANGUAGES = ("en", "fr", "es", "ar", "zh-CN", "ru")
_FORMATS = ("docx", "md", "txt", "ris", "bib", "csl.json")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 1 if a report has other words now.

    It is 2 if the brief cannot be read.
    """
    parser = command_parser("brief", __doc__)
    parser.add_argument("brief", metavar="FILE.json", help="a brief that the page has saved")
    parser.add_argument(
        "--output",
        type=_file,
        metavar="FILE",
        help=f"write the brief into a file: {_endings()}",
    )
    parser.add_argument(
        "--style",
        choices=_STYLES,
        default="un",
        help="the citation style of the references (un)",
    )
    parser.add_argument(
        "--language", choices=_LANGUAGES, default="en", help="the language of remarks (en)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_create(parser)
    return guarded(_run, parser.parse_args(argv))


def _endings() -> str:
    return ", ".join(f".{name}" for name in _FORMATS)


def _file(text: str) -> tuple[Path, str]:
    """Return a path and the format that the end of its name says."""
    wanted = next((name for name in _FORMATS if text.lower().endswith(f".{name}")), None)
    if wanted is None:
        raise argparse.ArgumentTypeError(f"{text}: the name must end with {_endings()}")
    return Path(text), wanted


def _run(options: argparse.Namespace) -> int:
    from assistant.output.brief import brief_file, checked, read_brief

    try:
        content = Path(options.brief).read_bytes()
    except OSError as problem:
        raise BadBrief(f"{options.brief}: cannot be read ({problem.strerror})") from problem
    brief = read_brief(content, options.brief)
    documents = open_documents(options)
    found = checked(brief, documents, options.style)
    if options.output:
        path, file_format = options.output
        written = brief_file(
            brief, file_format, documents, style=options.style, language=options.language
        )
        write_file(path, written)
    elif options.json:
        print_json({"title": brief.title, "items": list(brief.items), "found": found})
    else:
        print("\n\n".join(_said(*pair) for pair in zip(brief.items, found, strict=True)))
    return 1 if any(one and one["state"] not in ("same", "moved") for one in found) else 0


def _said(item: dict[str, Any], found: dict[str, Any] | None) -> str:
    """Return an item for the terminal, with what the library has of it now."""
    if found is None:
        return str(item["text"])
    now = found["now"]
    state = {
        "same": "word for word",
        "moved": "the same words, in another paragraph than before",
        "changed": f"the report now says: “{now['text']}”" if now else "",
        "gone": "the report no longer has these words",
        "no_report": "the report is not in the library",
    }[found["state"]]
    return f"“{item['text']}”\n    {found['cited']}: {state}"


if __name__ == "__main__":
    raise SystemExit(main())
