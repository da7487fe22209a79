"""Write what commands print, and figures, into the README: the only way they get there.

A comment ``<!-- run: pilcrow ... -->`` is followed by a fenced block, whose content becomes the
command and its output.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
BLOCK = re.compile(
    r"<!-- run: (?P<command>pilcrow [^\n]*?) -->\n```\n(?P<output>.*?)```\n", re.DOTALL
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    made = argparse.ArgumentParser(prog="python -m scripts.readme", description=__doc__)
    made.add_argument("--check", action="store_true", help="change nothing; fail if it would")
    options = made.parse_args(argv)
    before = README.read_text(encoding="utf-8")
    after = BLOCK.sub(lambda block: _block(block["command"]), before)
    if options.check:
        return int(after != before)
    README.write_text(after, encoding="utf-8")
    return 0


def run(command: str) -> str:
    """Return what a command prints in a terminal of 100 columns."""
    arguments = [sys.executable, "-m", "scripts.pilcrow", *shlex.split(command)[1:]]
    done = subprocess.run(
        arguments,
        capture_output=True,
        text=True,
        check=True,
        cwd=README.parent,
        env=os.environ | {"PILCROW_COLUMNS": "100"},
    )
    return f"$ {command}\n{done.stdout}"


def _block(command: str) -> str:
    return f"<!-- run: {command} -->\n```\n{run(command)}```\n"


if __name__ == "__main__":
    raise SystemExit(main())
