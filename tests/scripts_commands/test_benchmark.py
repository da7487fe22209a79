import json
from pathlib import Path

import pytest

from scripts.measuring import benchmark, growth


@pytest.mark.model
@pytest.mark.timing
def test_the_benchmark_measures_all_in_one_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(benchmark, "_STARTS", 1)
    monkeypatch.setattr(benchmark, "_ROUNDS", 2)
    monkeypatch.setattr(growth, "COPIES", (1, 10))
    output = tmp_path / "figures.json"
    assert benchmark.main(["--most", "1000", "--output", str(output)]) == 0
    told = capsys.readouterr().out
    assert "Searching without reranking" in told
    figures = json.loads(output.read_text("utf-8"))
    stages = figures["question"]
    assert {"encode the question", "late interaction", "in all"} <= set(stages)
    assert all(0 < one["median_ms"] <= one["p95_ms"] for one in stages.values())
    assert figures["build"]["passages"] == 87
    assert figures["start"]["help"] < figures["start"]["ask"]
    (grown,) = figures["growth"]
    assert grown["passages"] == 1000
    assert grown["recall_at_10"] == 1  # exact
    assert grown["open_seconds"] < figures["start"]["ask"]
    assert [one["passages"] for one in figures["copies"]] == [87, 870]
    assert all(0 < one["search_ms"] < one["whole_ms"] for one in figures["copies"])
    # Retrieval takes no longer than the plain libraries do; a busy machine changes the ratio.
    assert figures["peers"]["by meaning"]["ratio"] < 2


def test_a_size_that_is_too_small_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert benchmark.main(["--most", "10"]) == 2
    assert "smallest size" in capsys.readouterr().err
