from datetime import datetime, tzinfo
from pathlib import Path
from threading import Thread
from typing import Self

import pytest

from assistant.answer import Answer, Citation
from assistant.web import usage
from assistant.web.records import read_records
from assistant.web.usage import UsageCounter
from corpus import Paragraph, Span

PARAGRAPH = Paragraph("A/1/1", "4", "Peasants were consulted.")
ANSWERED = Answer("Who?", "Who?", (Citation(Span(PARAGRAPH, 0, 24), 0.9),), ())
REFUSED = Answer("Who won?", "Who won?", (), ())


class Clock(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls(2023, 7, 7, 12, tzinfo=tz)


def test_answers_and_refusals_are_counted_by_the_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(usage, "datetime", Clock)
    tally = UsageCounter(tmp_path)
    for answer in (ANSWERED, REFUSED, ANSWERED):
        tally.count(["Who?"], answer)
    (tmp_path / "statistics" / "2020-01-31").write_bytes(b"aar")
    assert tally.days() == [("2023-07-07", 2, 1), ("2020-01-31", 2, 1)]
    shown = tally.to_html()
    assert "<tr><td>All days<td>4<td>2" in shown
    assert "The questions are not kept." in shown


def test_nothing_of_a_question_is_kept(tmp_path: Path) -> None:
    UsageCounter(tmp_path).count(["Did the ombudsman call?"], REFUSED)
    assert [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()] == [b"r"]


def test_questions_are_kept_where_the_operator_says_so(tmp_path: Path) -> None:
    log = tmp_path / "questions.sqlite"
    tally = UsageCounter(None, log)
    tally.count(["When?", "Who?"], ANSWERED)
    (line,) = read_records(log, "question")
    assert (line["question"], line["history"], line["abstained"]) == ("Who?", ["When?"], False)
    assert line["citations"] == [{"document": "A/1/1", "paragraph": "4"}]
    assert "keeps the questions" in tally.to_html()


def test_counting_keeps_nobody_from_an_answer(tmp_path: Path) -> None:
    (tmp_path / "statistics").write_text("in the way")
    tally = UsageCounter(tmp_path, tmp_path / "no" / "log")
    tally.count(["Who?"], ANSWERED)
    assert tally.days() == []


def test_many_threads_are_counted_each(tmp_path: Path) -> None:
    def count() -> None:
        for _ in range(50):
            UsageCounter(tmp_path).count(["Who?"], ANSWERED)

    threads = [Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(count for _, count, _ in UsageCounter(tmp_path).days()) == 400
