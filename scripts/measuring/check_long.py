"""Try to break the program for half an hour, and keep a report of what was tried."""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

_ROOT = Path(__file__).parent.parent.parent
_TRIED = (
    "tests/whole_program/test_faults.py",
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
_REPORT = _ROOT / "docs" / "endurance.json"


def last_report() -> str:
    """Return what was tried the last time, a line each."""
    return told(_REPORT.read_text(encoding="utf-8"))


def told(report: str) -> str:
    """Return what was tried, a line each."""
    found = json.loads(report)
    lines = [f"{count:>12,}  {what}" for what, count in found["tried"].items()]
    minutes = f"{found['seconds'] / 60:.0f} minutes"
    return "\n".join([*lines, f"Tried on {found['day']}, in {minutes}: {found['outcome']}"])


def try_for_long() -> int:
    """Run the tests that try to break the program, for long; write the report, and print it."""
    begins = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures.json"
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *_TRIED],
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
