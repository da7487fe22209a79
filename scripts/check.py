"""Run the project's own checks: formatting, lint, types and the direction of imports.

With --long, run the tests that try to break the program instead, for half an hour: killed builds,
malformed files, attacks in a browser, many users at once.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence

from corpus.errors import PilcrowError
from scripts.command import guarded
from scripts.measuring.check_long import ROOT, last_report, try_for_long

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
    print(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def _fails(arguments: Sequence[str]) -> bool:
    print(f"$ python {' '.join(arguments)}", flush=True)
    return subprocess.run([sys.executable, *arguments], check=False, cwd=ROOT).returncode != 0


if __name__ == "__main__":
    raise SystemExit(main())
