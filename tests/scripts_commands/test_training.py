"""The data that trains the reader, and the reader as it is loaded again for training."""

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.models.weights import READER, locate
from scripts.training.bundles import Bundle, Sources, gather_bundles
from scripts.training.edits import find_exchange, make_pair, shorten
from scripts.training.load import load_reader
from scripts.training.pairs import Pair
from scripts.training.passages import Passages
from scripts.training.train import make_batch, open_tokenizer

TEXT = (
    "The office opened in Lima in 2018. It has twelve members of staff. "
    "The budget was approved by Peru. Nobody objected to it at the time."
)
OTHER = "The office in Lima has a garden. It is watered in summer. It was planted by the staff."
QUESTION = {
    "id": "te1", "document": "R", "kind": "date", "history": [], "answerable": True,
    "question": "When did the office in Peru open?", "gold": ["1"], "needed": [],
    "spans": ["opened in Lima in 2018"], "near": ["2"],
}  # fmt: skip
MINIMAL = {
    "id": "te2", "document": "R", "paragraph": "1", "history": [],
    "question": "Who heads the office?", "answer": "It is headed by Ana Ruiz, a lawyer.",
    "after": "twelve members of staff.", "distractor": "Its head is chosen every four years.",
    "twin": {"question": "Who approved the budget?", "spans": ["approved by Peru"]},
}  # fmt: skip


@pytest.fixture
def bundles(tmp_path: Path) -> list[Bundle]:
    def write(name: str, *lines: dict[str, Any]) -> Path:
        path = tmp_path / name
        path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        return path

    paragraphs, un = tmp_path / "paragraphs", tmp_path / "un"
    paragraphs.mkdir()
    (un / "gold").mkdir(parents=True)
    (un / "upr").mkdir()
    (un / "upr" / "paragraphs.jsonl").touch()
    report = {"1": {"text": TEXT, "headings": ["A. Offices"]}, "2": {"text": OTHER, "headings": []}}
    (paragraphs / "R.json").write_text(json.dumps(report), encoding="utf-8")
    minimal = [write("minimal.jsonl", MINIMAL, MINIMAL | {"id": "te3", "split": "dev"})]
    sources = Sources(write("questions.jsonl", QUESTION), minimal, paragraphs, un)
    return gather_bundles(sources, seed=1)


def of_kind(bundles: list[Bundle], kind: str) -> Bundle:
    (found,) = [bundle for bundle in bundles if bundle.kind == kind]
    return found


def test_a_near_miss_becomes_pairs_that_differ_in_one_sentence(bundles: list[Bundle]) -> None:
    answer, distractor, original, twin = of_kind(bundles, "minimal").pairs
    assert [p.answered for p in (answer, distractor, original, twin)] == [True, False, False, True]
    position = answer.sentences.index(MINIMAL["answer"])
    assert position == 2
    assert answer.answers == (False, False, True, False, False)
    assert distractor.sentences[position] == MINIMAL["distractor"]
    without = [s for i, s in enumerate(answer.sentences) if i != position]
    assert without == list(original.sentences)
    assert {p.question for p in (answer, distractor, original)} == {MINIMAL["question"]}
    (answered,) = [s for s, a in zip(twin.sentences, twin.answers, strict=True) if a]
    assert answered == "The budget was approved by Peru."
    assert of_kind(bundles, "minimal").ordered == ((0, 1), (0, 2), (3, 1), (3, 2))


def test_an_answer_that_is_taken_out_is_replaced_by_another_sentence(bundles: list[Bundle]) -> None:
    gold, near, out = of_kind(bundles, "ranking").pairs
    assert [pair.answered for pair in (gold, near, out)] == [True, False, False]
    assert "2018" in " ".join(gold.sentences)
    assert "2018" not in " ".join(out.sentences)
    assert len(out.sentences) == 4  # as many as in the paragraph
    assert " ".join(near.sentences) == OTHER


def test_a_name_is_exchanged_in_the_question_the_passage_and_both(bundles: list[Bundle]) -> None:
    pairs = of_kind(bundles, "exchanged").pairs
    assert [pair.answered for pair in pairs] == [True, False, True, False]
    unchanged, question, both, passage = pairs
    assert ("Peru" in question.question, "Peru" in " ".join(question.sentences)) == (False, True)
    assert ("Peru" in both.question, "Peru" in " ".join(both.sentences)) == (False, False)
    assert ("Peru" in passage.question, "Peru" in " ".join(passage.sentences)) == (True, False)
    assert (unchanged.question, unchanged.sentences) == (passage.question, question.sentences)


def test_a_question_without_a_name_of_the_passage_has_nothing_to_exchange() -> None:
    report = Passages({"1": (TEXT, "")})
    assert find_exchange("When did it open?", TEXT, report, random.Random(1)) is None


def test_a_long_passage_is_cut_around_its_answer() -> None:
    sentences = [f"Sentence {n} has these few more words in it." for n in range(40)]
    cut = shorten(make_pair("x", "?", "", sentences, {30}), around=-1)
    assert sum(len(s.split()) for s in cut.sentences) <= 150
    (answered,) = [s for s, a in zip(cut.sentences, cut.answers, strict=True) if a]
    assert answered == sentences[30]


@pytest.mark.model
def test_the_exported_reader_is_loaded_for_training_with_its_weights() -> None:
    import onnxruntime
    import torch

    path = locate(READER) / READER.digests[0][0]
    pair = Pair("x", "When did it open?", "", ("It opened in 2018.",), (True,), True, 1.0)
    inputs, _ = make_batch(open_tokenizer(), [pair])
    with torch.no_grad():
        loaded = load_reader(path).eval()(**inputs)[0].numpy()
    session = onnxruntime.InferenceSession(str(path))
    exported = session.run(None, {name: value.numpy() for name, value in inputs.items()})[0][0]
    assert np.abs(loaded - exported).max() < 0.6  # the rounding of 8 bits
    assert np.corrcoef(loaded.ravel(), exported.ravel())[0, 1] > 0.99
