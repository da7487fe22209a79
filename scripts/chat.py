"""Start the web chat on this machine."""

import argparse
import sys
from collections.abc import Sequence

from scripts.command import guarded, open_assistant, parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    made = parser("chat", __doc__)
    made.add_argument("--host", help="address to listen on (127.0.0.1)")
    made.add_argument("--port", type=int, help="port to listen on (7860)")
    return guarded(_run, made.parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    from assistant.settings import Settings
    from assistant.web import check_port, serve

    settings = Settings.from_environment()
    host = options.host or settings.host
    port = settings.port if options.port is None else options.port
    check_port(host, port)
    print("Opening the library ...", file=sys.stderr)
    assistant = open_assistant(options)
    print(f"Library:  {options.library or settings.library}")
    serve(assistant, host, port, ready=_tell)
    return 0


def _tell(url: str) -> None:
    print(f"Pilcrow:  {url}  (Ctrl+C ends it)", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
