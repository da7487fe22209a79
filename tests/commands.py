"""Run a command of pilcrow within the process of the tests."""

import pytest

from scripts import pilcrow

BAD = "pilcrow: "


def run(*arguments: str) -> int:
    return pilcrow.main(list(arguments))


def error_sentence(capsys: pytest.CaptureFixture[str]) -> str:
    """Return the one sentence that was printed for the user."""
    error = capsys.readouterr().err
    lines = [line for line in error.splitlines() if line.startswith(BAD)]
    assert len(lines) == 1, error
    assert "Traceback" not in error
    return lines[0]
