import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from corpus import Document, Paragraph
from scripts import pilcrow
from tests.libraries import make_library
from tests.paths import QUESTIONS, ROOT


def test_names_the_extra_that_it_needs() -> None:
    program = (
        "import sys; sys.modules['ir_measures'] = None; from scripts import pilcrow; "
        f"raise SystemExit(pilcrow.main(['evaluate', {str(QUESTIONS)!r}]))"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line == "pilcrow: Measuring answers needs an extra: pip install 'pilcrow[evaluate]'."


def report(symbol: str, source: str, *texts: str) -> Document:
    paragraphs = tuple(Paragraph(symbol, str(n), text) for n, text in enumerate(texts, start=1))
    return Document(symbol, f"Report {symbol}", paragraphs, source=source)


@pytest.fixture(scope="module")
def two_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    one = report(
        "A/1/1",
        "A_1_1.pdf",
        "The delegation visited Sweden from 2 to 10 May 2018 and met the Minister of Justice.",
        "The budget of the mission was 5 million dollars.",
    )
    two = report(
        "A/2/2",
        "A_2_2.pdf",
        "The delegation visited Sweden in December 2021 and met the Minister of Justice.",
        "The staff of the mission was reduced to 30 persons.",
    )
    return make_library(tmp_path_factory.mktemp("two"), [one, two])


@pytest.fixture
def evaluated(
    two_reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., dict[str, Any]]:
    def run(lines: Sequence[dict[str, Any]], *options: str) -> dict[str, Any]:
        path = tmp_path / "questions.jsonl"
        path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        arguments = ["evaluate", "--library", str(two_reports), "--json", *options, str(path)]
        status = pilcrow.main(arguments)
        printed = capsys.readouterr()
        figures: dict[str, Any] = json.loads(printed.out) if status == 0 else {}
        return figures | {"status": status, "error": printed.err}

    return run


def asked(name: str, document: str, **fields: Any) -> dict[str, Any]:
    question = {"id": name, "document": document, "question": "When was the visit to Sweden?"}
    return question | {"gold": ["1"], "spans": ["May 2018"]} | fields


@pytest.mark.model
def test_a_question_is_asked_in_its_report(evaluated: Callable[..., dict[str, Any]]) -> None:
    lines = [
        asked("ta1", "A_1_1"),
        asked("tb1", "A_2_2", spans=["December 2021"]),
        asked("tb2", "A_2_2", question="and Norway?", history=["When was the visit to Sweden?"]),
    ]
    lines[2] |= {"answerable": False, "gold": [], "spans": [], "kind": "unknown_name"}
    found = evaluated(lines)
    assert (found["unnamed"]["hit_1"], found["unnamed"]["full"]) == (1, 1)
    assert list(found["judging"]["reports"]) == ["A_1_1", "A_2_2"]
    assert list(found["judging"]["writers"]) == ["ta", "tb"]
    assert found["unknown_names"]["follow-up"]["questions"] == 1
    # Both reports have a paragraph 1 that looks right, and only one of them is.
    everywhere = evaluated(lines[:2], "--open")
    assert everywhere["all"]["hit_1"] == 0.5
    assert everywhere["all"]["hit_3"] == 1


@pytest.mark.model
def test_reports_that_the_library_lacks_are_named_or_left_out(
    evaluated: Callable[..., dict[str, Any]],
) -> None:
    lines = [asked("ta1", "A_1_1"), asked("ta2", "A_9_9")]
    refused = evaluated(lines)
    assert refused["status"] == 2
    assert "not in the library: A_9_9. Add them with pilcrow build" in refused["error"]
    found = evaluated(lines, "--skip-missing")
    assert found["all"]["questions"] == 1
    assert "pilcrow: 1 of 2 questions left out" in found["error"]
    assert "no questions to ask" in evaluated(lines[1:], "--skip-missing")["error"]


@pytest.mark.model
def test_a_rule_is_left_out_to_see_what_it_earns(
    two_reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [asked("ta1", "A_1_1") | {"question": "para. 2"}]
    questions = tmp_path / "questions.jsonl"
    questions.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    command = ["evaluate", "--library", str(two_reports), str(questions), "--ablate"]
    assert pilcrow.main([*command, "paragraphs by number", "weight of unknown"]) == 0
    rows = {line[:46].strip(): line.split()[-1] for line in capsys.readouterr().out.splitlines()}
    assert rows == {
        "rule": "changed", "all rules": "0", "paragraphs by number": "1", "weight of unknown": "0"
    }  # fmt: skip
    # The rules are back: the same question is looked up again.
    assert pilcrow.main([*command, "weight of unknown"]) == 0
    assert pilcrow.main([*command, "no such rule"]) == 2
    assert "No such rule: no such rule. The rules: " in capsys.readouterr().err
