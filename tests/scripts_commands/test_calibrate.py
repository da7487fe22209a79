"""The weights of the signals are fitted by a command, from question sets to the file."""

import json
from pathlib import Path

import pytest

from assistant.evidence.confidence import open_calibration
from scripts.training.calibrate import main

ASKED = {
    "When did the Independent Expert visit Sweden?": True,
    "Which countries did the Independent Expert visit?": True,
    "When did he present A/HRC/53/32 to the Council?": True,
    "How many ministers did he meet in Sweden?": False,
    "Who won the football World Cup?": False,
    "What did the visit to Sweden cost?": False,
}


@pytest.mark.model
def test_sets_with_libraries_give_a_file_of_weights(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions, output = tmp_path / "asked.jsonl", tmp_path / "calibration.json"
    lines = [{"question": text, "answerable": known} for text, known in ASKED.items()]
    questions.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert main([f"{questions}={library}", "--threshold", "0.4", "--output", str(output)]) == 0
    assert "asked.jsonl, fitted: answered 1.000" in capsys.readouterr().out
    fitted, used = open_calibration(output), open_calibration()
    assert fitted.models == used.models
    assert fitted.threshold == 0.4
    assert fitted.answerable.weights[0] > 0  # a higher logit makes an answer more likely
