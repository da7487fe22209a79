"""Start the web chat on this machine."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.temporary import check_temporary_folder
from scripts.command import add_create, command_parser, guarded
from scripts.opening import open_assistant


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = command_parser("chat", __doc__)
    parser.add_argument("--port", type=int, help="port to listen on (7860); 0 for any free one")
    parser.add_argument(
        "--host", help="address to listen on (127.0.0.1); with another address, users must sign in"
    )
    parser.add_argument(
        "--name",
        action="append",
        default=[],
        metavar="HOST",
        help="a host name under which users reach this page, such as the proxy's name; repeatable",
    )
    parser.add_argument(
        "--auth",
        type=Path,
        metavar="FILE",
        help="file of accounts, with the lines that pilcrow password prints "
        "(PILCROW_AUTH contains the lines themselves)",
    )
    parser.add_argument(
        "--changes",
        action=argparse.BooleanOptionalAction,
        help="whether users can add and remove reports in the page (default: only if no others "
        "reach the page)",
    )
    parser.add_argument(
        "--root-path",
        default="",
        metavar="PATH",
        help="the path of the page at the proxy, such as /pilcrow: see docs/serving.md",
    )
    parser.add_argument("--rate", type=int, help="questions that one client may ask in a minute")
    parser.add_argument(
        "--log",
        type=Path,
        metavar="FILE",
        help="record questions in this SQLite file; by default no question is stored",
    )
    parser.add_argument(
        "--no-originals",
        action="store_true",
        help="keep no copies of files that are added in the page, and remove those in the library "
        "when a report is added",
    )
    add_create(parser)
    return guarded(_run, parser.parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    check_temporary_folder()  # before Gradio is imported, which needs it
    from assistant.web.config import Access, Settings, accounts_from, canonical_host, check_port
    from assistant.web.server import serve

    settings = Settings.from_environment()
    host = canonical_host(options.host or settings.host)
    access = Access(
        host=host,
        port=check_port(host, settings.port if options.port is None else options.port),
        names=tuple(options.name),
        accounts=accounts_from(options.auth),
        changes=options.changes,
        rate=options.rate,
        log=options.log,
        root_path=options.root_path.rstrip("/"),
        originals=not options.no_originals,
    )
    access.check()
    print("Opening the library ...", file=sys.stderr)
    assistant = open_assistant(options)
    print(f"Library:  {options.library or settings.library}")
    if access.log:
        print(f"Log:      {access.log} (questions are kept, and the page says so)")
    if access.advice:
        print(f"Pilcrow:  {access.advice}", file=sys.stderr)
    serve(assistant, access, ready=_print_address)
    return 0


def _print_address(url: str) -> None:
    print(f"Pilcrow:  {url}  (Ctrl+C ends it)", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
