"""Print the line of an account for a file of accounts: a name and the hash of a password."""

import argparse
import sys
from collections.abc import Sequence
from getpass import getpass

from corpus.errors import BadSetting
from scripts.command import guarded


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="pilcrow password",
        description=__doc__,
        epilog="pilcrow password ada >> accounts; pilcrow chat --host 0.0.0.0 --auth accounts",
    )
    parser.add_argument("name", help="the name of the account: letters, digits and . @ + -")
    return guarded(_run, parser.parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    from assistant.web.middleware.basic_auth import hashed

    print(hashed(options.name, _password()))
    return 0


def _password() -> str:
    """Return the password: typed twice at a terminal, else the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass("Password: ")
    if getpass("Password again: ") != password:
        raise BadSetting("The two passwords differ. Try again")
    return password


if __name__ == "__main__":
    raise SystemExit(main())
