"""Run the tests that try to break the program for half an hour, and write a report."""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import PilcrowError

ROOT = Path(__file__).parent.parent.parent
_TESTS = (
    "tests/whole_program/test_broken_builds.py",
    "tests/whole_program/test_damaged_files.py",
    "tests/whole_program/test_reading_while_building.py",
    "tests/index_libraries/test_library.py",
    "tests/whole_program/test_fuzz.py",
    "tests/whole_program/test_guided.py",
    "tests/corpus_reports/test_sandbox.py",
    "tests/assistant_web/test_attack.py",
    "tests/assistant_web/test_request_filter.py",
    "tests/assistant_web/test_access.py",
    "tests/assistant_web/test_basic_auth.py",
    "tests/assistant_web/test_rate_limit.py",
    "tests/whole_program/test_offline.py",
    "tests/index_libraries/test_reports.py",
    "tests/assistant_web/test_soak.py",
)
_REPORT = ROOT / "docs" / "endurance.json"


def last_report() -> str:
    """Return the report of the last long run as text.

    Raises PilcrowError if there is no report, as in an installed package.
    """
    try:
        text = _REPORT.read_text(encoding="utf-8")
    except OSError:
        raise PilcrowError(
            f"There is no report of a long check at {_REPORT}. "
            "Run pilcrow check --long in a checkout of the source"
        ) from None
    return _format_report(text)


def _format_report(text: str) -> str:
    """Return a report as text: one line for each kind of trial, then the outcome."""
    report = json.loads(text)
    lines = [f"{count:>12,}  {trial}" for trial, count in report["tried"].items()]
    minutes = f"{report['seconds'] / 60:.0f} minutes"
    return "\n".join([*lines, f"Tried on {report['day']}, in {minutes}: {report['outcome']}"])


def try_for_long() -> int:
    """Run the tests in their long form, write and print the report, and return pytest's status."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures.json"
        completed = subprocess.run(
            [sys.executable, "-m", "pytest", *_TESTS],
            cwd=ROOT,
            env=os.environ | {"PILCROW_LONG": "1", "PILCROW_FIGURES": str(figures)},
            check=False,
        )
        trials = json.loads(figures.read_text(encoding="utf-8")) if figures.exists() else {}
    report = json.dumps(
        {
            "day": f"{datetime.now(UTC).date()}",
            "seconds": round(time.monotonic() - started),
            "outcome": "no fault" if completed.returncode == 0 else "faults were found",
            "tried": trials,
        },
        indent=1,
    )
    _REPORT.write_text(f"{report}\n", encoding="utf-8")
    print(_format_report(report))
    return completed.returncode
