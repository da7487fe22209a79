"""Ask United Nations reports, and be answered by quotations.

The first word names the command; each is a module of this package. Nothing is imported before it is
known which, so that help comes at once.
"""

import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = {
    "chat": "start the web chat",
    "password": "write who may sign in to a web chat that others can reach",
    "ask": "ask one question, or a file of questions",
    "search": "find paragraphs",
    "read": "read reports, and tell how well; change nothing",
    "build": "add reports to the library, or take them out",
    "doctor": "check the library and the models",
    "evaluate": "measure the answers to a question set",
    "benchmark": "measure speed and size on this machine",
    "check": "run the project's own checks",
}
# Commands whose module lies in a folder of its own kind.
MODULES = {"benchmark": "scripts.measuring.benchmark"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    name = arguments[0] if arguments else "--help"
    if name in COMMANDS:
        status: int = import_module(MODULES.get(name, f"scripts.{name}")).main(arguments[1:])
        return status
    if name in ("-h", "--help", "help"):
        print(_help())
        return 0
    if name == "--version":
        from importlib.metadata import version

        print(f"pilcrow {version('pilcrow')}")
        return 0
    print(f"pilcrow: no command {name!r}. Commands: {', '.join(COMMANDS)}.", file=sys.stderr)
    return 2


def _help() -> str:
    lines = [f"  {name:<10}{what}" for name, what in COMMANDS.items()]
    return "\n".join(
        [
            "usage: pilcrow COMMAND [OPTION...]",
            "",
            "Answers questions about United Nations reports by quoting them.",
            "",
            "commands:",
            *lines,
            "",
            "pilcrow COMMAND --help tells a command's options.",
        ]
    )


if __name__ == "__main__":
    raise SystemExit(main())
