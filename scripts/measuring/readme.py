"""Run the commands that README and docs show, and write their output into these files.

A fenced block follows each comment ``<!-- run: pilcrow ... -->``. The content of the block is
replaced by the command and its output.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(
    r"<!-- run: (?P<command>pilcrow [^\n]*?) -->\n```\n(?P<output>.*?)```\n", re.DOTALL
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.measuring.readme", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="change no file; return 1 if an output differs"
    )
    options = parser.parse_args(argv)
    stale = 0
    for path in [README, *sorted((ROOT / "docs").glob("*.md"))]:
        before = path.read_text(encoding="utf-8")
        after = BLOCK.sub(lambda block: _block(block["command"]), before)
        stale += after != before
        if not options.check:
            path.write_text(after, encoding="utf-8")
    return int(options.check and stale > 0)


def run(command: str) -> str:
    """Return a command and what it prints in a terminal of 100 columns."""
    arguments = [sys.executable, "-m", "scripts.pilcrow", *shlex.split(command)[1:]]
    completed = subprocess.run(
        arguments,
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=os.environ | {"PILCROW_COLUMNS": "100"},
    )
    return f"$ {command}\n{completed.stdout}"


def _block(command: str) -> str:
    return f"<!-- run: {command} -->\n```\n{run(command)}```\n"


if __name__ == "__main__":
    raise SystemExit(main())
