"""Run the tests that try to break the program for half an hour, and write a report."""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from corpus.errors import PilcrowError

ROOT = Path(__file__).parent.parent.parent
_TESTS = (
    "tests/whole_program/test_broken_builds.py",
    "tests/whole_program/test_damaged_files.py",
    "tests/whole_program/test_damaged_documents.py",
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
    lines += [f"     not run  {test}: {why}" for test, why in report.get("not_run", {}).items()]
    minutes = f"{report['seconds'] / 60:.0f} minutes"
    of = f" of the program {report['program']}" if report.get("program") else ""
    outcome = f"Tried on {report['day']}, in {minutes}{of}: {report['outcome']}"
    return "\n".join([*lines, outcome])


def _commit() -> str:
    """Return the commit of the checkout, with "-dirty" if files have changed since; else ""."""
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def _not_run(results: Path) -> dict[str, str]:
    """Return the tests that were skipped, with the reason, from a file of pytest's results."""
    found = ElementTree.parse(results).iter("testcase") if results.exists() else ()
    return {
        f"{test.get('classname', '')}.{test.get('name', '')}": skipped.get("message", "")
        for test in found
        if (skipped := test.find("skipped")) is not None
    }


def try_for_long() -> int:
    """Run the tests in their long form, write and print the report, and return pytest's status."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        figures, results = Path(folder) / "figures.json", Path(folder) / "results.xml"
        completed = subprocess.run(
            [sys.executable, "-m", "pytest", f"--junitxml={results}", *_TESTS],
            cwd=ROOT,
            env=os.environ | {"PILCROW_LONG": "1", "PILCROW_FIGURES": str(figures)},
            check=False,
        )
        trials = json.loads(figures.read_text(encoding="utf-8")) if figures.exists() else {}
        not_run = _not_run(results)
    report = json.dumps(
        {
            "day": f"{datetime.now(UTC).date()}",
            "program": _commit(),
            "seconds": round(time.monotonic() - started),
            "outcome": "no fault" if completed.returncode == 0 else "faults were found",
            "tried": trials,
            "not_run": not_run,
        },
        indent=1,
    )
    _REPORT.write_text(f"{report}\n", encoding="utf-8")
    print(_format_report(report))
    return completed.returncode
