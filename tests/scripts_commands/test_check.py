import json
from pathlib import Path

import pytest

from scripts import check, pilcrow
from scripts.measuring import check_long
from tests.order import FIRST, FOLDERS, TESTS, place_of
from tests.paths import ROOT

REPORT = {"day": "2026-01-31", "seconds": 90, "outcome": "no fault", "tried": {"builds": 1200}}


def test_prints_the_last_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "endurance.json"
    path.write_text(json.dumps(REPORT), encoding="utf-8")
    monkeypatch.setattr(check_long, "_REPORT", path)
    assert pilcrow.main(["check", "--last"]) == 0
    printed = capsys.readouterr().out
    assert printed == "       1,200  builds\nTried on 2026-01-31, in 2 minutes: no fault\n"


def test_the_report_says_what_was_tried_and_what_was_not_run(tmp_path: Path) -> None:
    results = tmp_path / "results.xml"
    results.write_text(
        "<testsuites><testsuite><testcase classname='tests.a' name='b'/><testcase "
        "classname='tests.a' name='c'><skipped message='no browser'/></testcase></testsuite>"
        "</testsuites>"
    )
    not_run = check_long._not_run(results)
    assert not_run == {"tests.a.c": "no browser"}
    assert check_long._not_run(tmp_path / "none") == {}
    text = check_long._format_report(
        json.dumps(REPORT | {"program": "abc1234", "not_run": not_run})
    )
    assert "not run  tests.a.c: no browser\n" in text
    assert text.endswith("in 2 minutes of the program abc1234: no fault")


def test_says_that_there_is_no_report_in_an_installed_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "docs" / "endurance.json"
    monkeypatch.setattr(check_long, "_REPORT", path)
    assert pilcrow.main(["check", "--last"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    (line,) = printed.err.splitlines()
    assert line.startswith(f"pilcrow: There is no report of a long check at {path}")


def test_every_check_is_run() -> None:
    names = [name for name, *_ in check.CHECKS]
    assert names == ["ruff", "ruff", "mypy"]


def test_the_modules_that_begin_first_are_there_and_sorted_by_it() -> None:
    assert all((TESTS / name).exists() for name in (*FIRST, *FOLDERS))
    names = ["corpus_reports/test_read.py", "whole_program/test_ask.py", *reversed(FIRST)]
    assert sorted(names, key=lambda name: place_of(TESTS / name)) == [*FIRST, *reversed(names[:2])]


def test_no_source_file_is_longer_than_250_lines() -> None:
    assert check.long_files(ROOT) == []


def test_a_file_that_is_too_long_is_named_with_its_lines(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "short.py").write_text("x\n" * 250, "utf-8")
    (tmp_path / "corpus" / "long.js").write_text("x\n" * 251, "utf-8")
    assert check.long_files(tmp_path) == [("corpus/long.js", 251)]
