import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from corpus import Span
from corpus.errors import BadQuestionFile
from index.models.reader import Judgement
from scripts.measuring import judgement
from scripts.measuring.judgement import Scores, orders, score, wrong_passage_auc
from scripts.measuring.minimal_pairs import read_lines

LINE: dict[str, Any] = {
    "id": "ta1",
    "document": "A_1",
    "paragraph": "3",
    "question": "How many came?",
    "history": [],
    "answer": "Seven came.",
    "after": "They came.",
    "distractor": "It was late.",
    "twin": {"question": "When did they come?", "spans": ["in May"]},
    "split": "dev",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    held = {"3": {"text": "They  came. It was in May.", "headings": ["I. Visits"]}}
    for stem in ("A_1", "A_2"):
        (tmp_path / f"{stem}.json").write_text(json.dumps(held))
    return tmp_path


def write(folder: Path, *lines: dict[str, Any]) -> Path:
    path = folder / "pairs.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))
    return path


def test_sentences_are_inserted_after_their_words(folder: Path) -> None:
    at_start = LINE | {"after": "", "twin": None, "split": "train"}
    first, second = read_lines(write(folder, LINE, at_start), folder, "")
    assert first.original.text == "They came. It was in May."
    assert first.with_answer.text == "They came. Seven came. It was in May."
    assert first.with_distractor.text == "They came. It was late. It was in May."
    assert first.original.headings == ("I. Visits",)
    assert second.with_answer.text == "Seven came. They came. It was in May."
    assert (first.twin, second.twin) == ("When did they come?", "")
    assert len(list(read_lines(write(folder, LINE, at_start), folder, "dev"))) == 1


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"after": "They left."}, "They left"),
        ({"paragraph": "9"}, "'9'"),
        ({"document": "none"}, "FileNotFoundError"),
    ],
)
def test_a_line_that_does_not_fit_its_paragraph_is_named(
    folder: Path, change: dict[str, str], what: str
) -> None:
    with pytest.raises(BadQuestionFile, match="line 2") as raised:
        list(read_lines(write(folder, LINE, LINE | change), folder, ""))
    assert what in str(raised.value)


class Words:
    """Judges by the words that question and passage share."""

    def __init__(self) -> None:
        self.read: list[tuple[str, str, str]] = []

    def judge(
        self, question: str, heading: str, passage: Span, sentences: Sequence[Span]
    ) -> Judgement:
        self.read.append((question, heading, passage.text))
        assert all(passage.covers(sentence) for sentence in sentences)
        common = set(question.rstrip("?").split()) & set(passage.text.rstrip(".").split())
        return Judgement(float(len(common)), ())


def test_question_and_twin_are_read_with_each_paragraph(folder: Path) -> None:
    elsewhere = LINE | {"document": "A_2", "twin": None, "history": ["Who came to the talks?"]}
    lines = list(read_lines(write(folder, LINE, elsewhere), folder, ""))
    reader = Words()
    first, second = score(lines, reader, seed=1)
    assert reader.read[0] == ("How many came?", "Visits. ", "They came. It was in May.")
    assert len(reader.read) == 6 + 4
    # A short question is read after the one before it.
    assert reader.read[6][0] == "Who came to the talks? How many came?"
    assert (second.twin, second.twin_elsewhere) == (None, None)
    assert first.elsewhere == first.original  # both reports have the same text


def test_pairs_are_counted_by_kind_and_lines_as_a_whole() -> None:
    scores = [
        Scores(0.0, 2.0, 1.0, elsewhere=-1.0, twin=3.0, twin_elsewhere=-2.0),
        Scores(1.0, 2.0, 2.0, elsewhere=-1.0, twin=0.0, twin_elsewhere=-1.0),
        Scores(1.0, 2.0, 0.0, elsewhere=-1.0, twin=None, twin_elsewhere=None),
    ]
    found = orders(scores)
    assert [(row.pairs, row.right) for row in found.values()] == [
        (3, 1.0),
        (3, pytest.approx(2.5 / 3)),
        (2, 0.5),
        (8, pytest.approx(6.5 / 8)),
        (3, pytest.approx(2 / 3)),
    ]
    assert wrong_passage_auc(scores) == pytest.approx(1.5 / 6)


@pytest.mark.model
def test_prints_figures_of_the_reader(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--pairs", str(write(folder, LINE)), "--paragraphs", str(folder)]
    assert judgement.main([*arguments, "--split", "dev"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[1].split()[-2:] == ["1", "1.000"]
    assert "unrelated passage" in printed[-1]
    assert judgement.main([*arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["bundles"]["pairs"] == 3
    assert judgement.main([*arguments, "--split", "test"]) == 2
    assert "no pairs of the split 'test'" in capsys.readouterr().err
