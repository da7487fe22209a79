"""pilcrow compare and pilcrow replay: exit status, output, and what they refuse."""

import json
import re
from pathlib import Path

import pytest

from tests.commands import error_sentence, run

OLD = "1. One State came.\n\n2. Two States left.\n"
NEW = "1. One State came.\n\n2. Nobody wrote about it.\n\n3. Two States have left.\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    for name, text in (("A_1_1.txt", OLD), ("draft.txt", NEW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "A_1_1.txt"), str(tmp_path / "draft.txt")


def test_compares_two_files(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("compare", files[0], files[0]) == 0
    assert "No words differ." in capsys.readouterr().out
    assert run("compare", *files) == 1
    shown = capsys.readouterr().out
    assert "ADDED  2\n    {+Nobody wrote about it.+}\n" in shown
    assert "CHANGED  2 → 3\n    Two States {+have+} left.\n" in shown
    assert run("compare", "--json", "--all", *files) == 1
    pairs = json.loads(capsys.readouterr().out)["pairs"]
    assert [pair["status"] for pair in pairs] == ["same", "added", "changed"]


@pytest.mark.parametrize("ending", ["docx", "md", "html", "csv", "json"])
def test_writes_the_comparison_into_a_file(files: tuple[str, str], ending: str) -> None:
    output = Path(files[0]).with_name(f"out.{ending}")
    assert run("compare", *files, "--output", str(output)) == 1
    assert output.stat().st_size > 100


@pytest.mark.model
def test_compares_a_report_of_the_library_with_a_file(
    library: Path, files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--library", str(library)]
    assert run("compare", *place, "a/78/176", "A/78/176#English") == 0
    assert "Paragraphs: " in capsys.readouterr().out
    assert run("compare", *place, "A/78/176#French", files[0]) == 2
    assert "A/78/176#French: there is no such file, and no such report" in error_sentence(capsys)


@pytest.mark.model
def test_replays_what_ask_prints(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--library", str(library)]
    asked = ["--after", "When did he visit Sweden?", "--symbol", "A/78/176"]
    assert run("ask", *place, "--json", *asked, "and Qatar?") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["history"], answer["only"]) == (
        ["When did he visit Sweden?"], ["A/78/176#English"],
    )  # fmt: skip
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(answer), encoding="utf-8")
    assert run("replay", *place, str(path)) == 0
    shown = capsys.readouterr()
    assert shown.out == "1 same\n"
    read = re.search(r"Of (\d+) passages to read for them, (\d+) had been read", shown.err)
    assert read
    assert run("replay", *place, str(path)) == 0
    again = capsys.readouterr().err
    assert f"Of {read[1]} passages to read for them, {read[1]} had been read before" in again
    assert run("replay", *place, "--anew", str(path)) == 0
    assert "had been read before" not in capsys.readouterr().err
    answer["citations"][0]["text"] = "The Independent Expert visited Qatar in 2018."
    path.write_text(json.dumps(answer), encoding="utf-8")
    assert run("replay", *place, "--json", str(tmp_path)) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["file"], found["counts"]["changed"]) == (str(path), 1)
    assert found["answers"][0]["remarks"] == ["The library is the same as then."]
    assert run("replay", *place, "--quotes-only", str(path)) == 1


def test_what_cannot_be_replayed_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.json").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "b.json").write_text("{}")
    (tmp_path / "empty").mkdir()
    for name, reason in (
        ("a.json", "cannot be read (it is not text)"),
        ("b.json", "b.json: is no saved conversation (the question of answer 1)"),
        ("none.json", "cannot be read (No such file"),
        ("empty", "no saved conversation in this folder"),
    ):
        assert run("replay", str(tmp_path / name)) == 2
        assert reason in error_sentence(capsys)
