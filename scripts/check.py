"""Run the project's own checks: formatting, lint, types, imports, and the length of files.

With --long, run the tests that try to break the program instead, for half an hour: killed builds,
malformed files, attacks in a browser, many users at once.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import PilcrowError
from scripts.command import guarded
from scripts.measuring.check_long import ROOT, last_report, try_for_long

_MOST_LINES = 250  # of a source file

CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy", "corpus", "index", "assistant", "scripts", "tests"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run every check, also if an earlier check failed, and return 1 if any check failed."""
    parser = argparse.ArgumentParser(
        prog="pilcrow check",
        description=(__doc__ or "").strip(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--long",
        action="store_true",
        help="try to break the program for half an hour, and write docs/endurance.json",
    )
    parser.add_argument("--last", action="store_true", help="print the report of the last --long")
    return guarded(_run, parser.parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    if options.last:
        print(last_report())
        return 0
    if not (ROOT / "tests").is_dir():
        raise PilcrowError(
            f"The checks and tests are not in an installed package ({ROOT}). Run them in a "
            "checkout of the source"
        )
    if options.long:
        return try_for_long()
    failed = [name for name, *rest in CHECKS if _fails(["-m", name, *rest])]
    contracts = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    if _fails(["-c", contracts]):
        failed.append("import-linter")
    for name, count in long_files(ROOT):
        print(f"{name} has {count} lines; a source file has at most {_MOST_LINES}.")
        failed.append(name)
    print(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def long_files(root: Path) -> list[tuple[str, int]]:
    """Return the path in the checkout and the number of lines of each source file too long."""
    counts = {
        str(path.relative_to(root)): path.read_text("utf-8").count("\n")
        for folder in ("corpus", "index", "assistant", "scripts", "tests")
        for suffix in ("py", "js", "css")
        for path in (root / folder).rglob(f"*.{suffix}")
    }
    return sorted((name, count) for name, count in counts.items() if count > _MOST_LINES)


def _fails(arguments: Sequence[str]) -> bool:
    print(f"$ python {' '.join(arguments)}", flush=True)
    return subprocess.run([sys.executable, *arguments], check=False, cwd=ROOT).returncode != 0


if __name__ == "__main__":
    raise SystemExit(main())
