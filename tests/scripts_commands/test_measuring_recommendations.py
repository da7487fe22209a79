"""The measure of recommendations: its labels, its figures, and their bounds on real reports."""

import json
from pathlib import Path

import pytest

from assistant.extracts import extract
from assistant.extracts.urging import STRENGTHS
from scripts.measuring import recommendations as measuring
from tests.paths import UN_DOCUMENTS

SYMBOL = "A/80/1"


def test_labels_say_where_a_sentence_is_and_not_what_it_says() -> None:
    labels = measuring.read_labels(measuring.LABELS)
    halves = {half: [label for label in labels if label.half == half] for half in ("build", "test")}
    assert len(labels) >= 400
    assert min(map(len, halves.values())) >= 200
    assert not {label.file for label in halves["build"]} & {label.file for label in halves["test"]}
    assert {label.strength for label in labels} == {"", *STRENGTHS}


def test_the_measure_counts_what_is_found_and_who_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "1. States should act.\n\n2. The end is near. Chad must stop.\n"
    (tmp_path / "a.txt").write_text(f"{SYMBOL}\n\nReport\n\nI. Introduction\n\n{text}")
    sentences = [
        ("1", "States should act.", True, "States"),
        ("2", "Chad must stop.", True, "Mali"),
    ]
    lines = []
    for number, sentence, wanted, addressee in sentences:
        start = text.index(sentence) - text.index(f"{number}. ") - 3
        label = {
            "id": number, "half": "test", "file": "a.txt", "symbol": SYMBOL, "paragraph": number,
            "start": start, "end": start + len(sentence), "digest": measuring._digest(sentence),
            "is_recommendation": wanted, "addressee": addressee, "strength": "recommend",
        }  # fmt: skip
        lines.append(json.dumps(label))
    (tmp_path / "labels.jsonl").write_text("\n".join(lines))
    arguments = [str(tmp_path), "--labels", str(tmp_path / "labels.jsonl"), "--errors", "test"]
    assert measuring.main(arguments) == 0
    printed = capsys.readouterr().out
    assert "| test | 2 | 2 | 1.000 | 1.000 | 0.500 | 0.500 |" in printed
    assert "wanted 'Mali'" in printed


@pytest.mark.skipif(
    not UN_DOCUMENTS.is_dir(),
    reason=f"no documents at {UN_DOCUMENTS}; name their folder with UN_DOCUMENTS",
)
def test_recommendations_of_reports_that_were_not_built_upon() -> None:
    labels = [x for x in measuring.read_labels(measuring.LABELS) if x.half == "test"]
    documents = dict(measuring._documents(UN_DOCUMENTS, sorted({x.file for x in labels})))
    found = {file: extract("recommendations", [one]) for file, one in documents.items()}
    counts = measuring.compare(labels, documents, found)["test"]
    assert not counts.missing
    assert min(counts.precision, counts.recall) >= 0.9
    assert counts.addressees / counts.right >= 0.85
