"""Run the project's own checks: formatting, lint, types and the direction of imports.

With --long, all that is tried against the program instead, for half an hour: builds killed and
refused, files made to break their readers, attacks in a browser, many readers at once.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy", "corpus", "index", "assistant", "scripts", "tests"),
)
_ROOT = Path(__file__).parent.parent
_TRIED = (
    "faults", "library", "fuzz", "guided", "apart", "attack", "guard", "doors", "accounts",
    "traffic", "offline", "reports", "soak",
)  # fmt: skip
_REPORT = _ROOT / "docs" / "endurance.json"


def main(argv: Sequence[str] | None = None) -> int:
    """Run every check, also after one has failed, and return 1 if any did."""
    made = argparse.ArgumentParser(
        prog="pilcrow check",
        description=(__doc__ or "").strip(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument(
        "--long",
        action="store_true",
        help="try to break it for half an hour, and write docs/endurance.json",
    )
    made.add_argument("--last", action="store_true", help="print what was tried the last time")
    options = made.parse_args(argv)
    if options.long:
        return _try_for_long()
    if options.last:
        print(told(_REPORT.read_text(encoding="utf-8")))
        return 0
    failed = [name for name, *rest in CHECKS if _fails(["-m", name, *rest])]
    contracts = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    if _fails(["-c", contracts]):
        failed.append("import-linter")
    print(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def told(report: str) -> str:
    """Return what was tried, a line each."""
    found = json.loads(report)
    lines = [f"{count:>12,}  {what}" for what, count in found["tried"].items()]
    minutes = f"{found['seconds'] / 60:.0f} minutes"
    return "\n".join([*lines, f"Tried on {found['day']}, in {minutes}: {found['outcome']}"])


def _try_for_long() -> int:
    begins = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures.json"
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *(f"tests/test_{name}.py" for name in _TRIED)],
            cwd=_ROOT,
            env=os.environ | {"PILCROW_LONG": "1", "PILCROW_FIGURES": str(figures)},
            check=False,
        )
        tried = json.loads(figures.read_text(encoding="utf-8")) if figures.exists() else {}
    report = json.dumps(
        {
            "day": f"{datetime.now(UTC).date()}",
            "seconds": round(time.monotonic() - begins),
            "outcome": "no fault" if done.returncode == 0 else "faults were found",
            "tried": tried,
        },
        indent=1,
    )
    _REPORT.write_text(f"{report}\n", encoding="utf-8")
    print(told(report))
    return done.returncode


def _fails(arguments: Sequence[str]) -> bool:
    print(f"$ python {' '.join(arguments)}", flush=True)
    return subprocess.run([sys.executable, *arguments], check=False).returncode != 0


if __name__ == "__main__":
    raise SystemExit(main())
