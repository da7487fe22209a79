"""One contract for every store: a library answers alike in a folder and in Milvus."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant import Assistant
from assistant.answer import Answer
from corpus.errors import (
    LibraryDamaged,
    LibraryMissing,
)
from index.library import open_store
from index.milvus.client import open_engine
from index.milvus.store import MilvusStore
from index.models.encoder import open_encoder
from index.models.late_interaction import open_late
from scripts import pilcrow

QUESTIONS = (
    "Which countries did the Independent Expert visit?",
    "vaccine hoarding",
    "What does paragraph 12 say?",
    "climate change and the duty to cooperate",
    "Who scored the most goals at the last World Cup?",
    "What does paragraph 1 of A/1/1 say?",
)


@pytest.mark.model
def test_both_have_the_same_reports_and_words(folder: Path, address: str) -> None:
    mine, theirs = open_store(folder), open_store(address)
    assert isinstance(theirs, MilvusStore)
    assert theirs.documents == mine.documents
    assert list(theirs.words.items()) == list(mine.words.items())
    assert (theirs.size, theirs.encoder) == (mine.size, mine.encoder)
    assert theirs.spans(range(theirs.size)) == mine.spans(range(mine.size))


@pytest.mark.model
@pytest.mark.parametrize(
    "symbols", [None, ["A/1/1"], ["A/78/176#English"], ['it\'s "odd"'], []], ids=str
)
def test_both_find_the_same_rows(folder: Path, address: str, symbols: Sequence[str] | None) -> None:
    mine, theirs = open_store(folder), open_store(address)
    encoder, late = open_encoder(), open_late()
    for question in QUESTIONS:
        vector = encoder.encode([question])[0]
        rows, cosines = mine.dense(vector, 20, symbols)
        found, scores = theirs.dense(vector, 20, symbols)
        assert found.tolist() == rows.tolist()
        np.testing.assert_allclose(scores, cosines, atol=1e-6)
        if open_engine(address).finds_words:
            words, weights = mine.lexical(question, 20, symbols)
            found, scores = theirs.lexical(question, 20, symbols)
            assert found.tolist() == words.tolist()
            np.testing.assert_allclose(scores, weights, rtol=1e-5)
        matches = mine.match(late, question, "", rows)
        assert theirs.match(late, question, "", rows) == matches


@pytest.mark.model
def test_both_answer_alike(folder: Path, address: str) -> None:
    mine, theirs = Assistant.open(folder), Assistant.open(address)
    for question in QUESTIONS:
        assert _said(theirs.ask(question)) == _said(mine.ask(question))
    one = [assistant.ask(QUESTIONS[5], symbols=["A/1/1"]) for assistant in (mine, theirs)]
    assert _said(one[0]) == _said(one[1])
    assert one[1].citations


def _said(answer: Answer) -> object:
    return [
        (one.quote, one.context, round(one.score, 4)) for one in answer.citations
    ], answer.missing


@pytest.mark.model
def test_what_is_missing_is_named_with_the_way_out(engine: str, address: str) -> None:
    with pytest.raises(LibraryMissing, match="pilcrow build --library milvus://"):
        open_store(f"{engine}/none")
    store = open_store(address)
    assert isinstance(store, MilvusStore)
    with pytest.raises(LibraryDamaged, match="pilcrow build --fresh --library milvus://"):
        store._records.all(["p/0", "p/999999"])


@pytest.mark.model
def test_commands_take_an_engine_for_a_library(
    engine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--library", f"{engine}/commands"]
    (tmp_path / "A_5_5.txt").write_text(
        "1. Peasants were consulted in Geneva.\n\n2. None objected."
    )
    assert pilcrow.main(["build", *place, str(tmp_path)]) == 0
    assert "1 reports, 2 passages in milvus://" in capsys.readouterr().out
    assert pilcrow.main(["build", *place, "--list"]) == 0
    assert "A/5/5  2 paragraphs" in capsys.readouterr().out
    assert pilcrow.main(["ask", *place, "Who was consulted in Geneva?"]) == 0
    assert "Peasants were consulted in Geneva." in capsys.readouterr().out
    assert pilcrow.main(["doctor", *place]) == 0
    assert "1 reports, 2 passages" in capsys.readouterr().out
