"""The `pilcrow` command: it runs the module of the command that its first argument names.

A module is imported only after its command is known, so that --help is printed at once.
"""

import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = {
    "chat": "start the web chat",
    "password": "print an account for a web chat that others can reach",
    "ask": "answer a question, or a file of questions",
    "search": "find paragraphs",
    "verify": "check the quotations of a draft against the reports",
    "extract": "take a table of recommendations, dates or references from reports",
    "compare": "compare two reports, or two versions of one, word by word",
    "replay": "ask the questions of a saved conversation again, and say which answers changed",
    "brief": "compare a saved brief with the library, or write it as a document",
    "read": "check how well reports can be read; change nothing",
    "build": "add reports to the library, or remove them",
    "doctor": "check the library and the models",
    "evaluate": "measure the answers to a question set",
    "benchmark": "measure speed and size on this machine",
    "check": "run the project's own checks",
}
# Commands whose module is not in this folder.
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
    lines = [f"  {name:<10}{summary}" for name, summary in COMMANDS.items()]
    return "\n".join(
        [
            "usage: pilcrow COMMAND [OPTION...]",
            "",
            "Answers questions about United Nations reports by quoting them.",
            "",
            "commands:",
            *lines,
            "",
            "pilcrow COMMAND --help prints the options of a command.",
        ]
    )


if __name__ == "__main__":
    raise SystemExit(main())
