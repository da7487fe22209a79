import sys

import pytest

from scripts import pilcrow
from tests.paths import QUESTIONS


def test_names_the_extra_that_it_needs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    monkeypatch.delitem(sys.modules, "assistant.evaluation.measures", raising=False)
    assert pilcrow.main(["evaluate", str(QUESTIONS)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line == ("pilcrow: Measuring answers needs an extra: pip install 'pilcrow[evaluate]'.")
