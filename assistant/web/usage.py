"""Counts the answered and refused questions of each day; records questions if asked to.

    statistics/2026-11-25   one letter for each question of that day: "a" answered, "r" refused

Several processes may append to the file. Questions are recorded only if the operator names a file
for them: see ``assistant.web.records``.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path

from assistant.answer import Answer
from assistant.web.feedback import answer_record
from assistant.web.records import write_record
from corpus.errors import LibraryUnwritable

FOLDER = "statistics"
_DAYS = 30  # on the page of statistics
_ANSWERED, _REFUSED = b"a", b"r"
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:2em auto;padding:0 1em;"
    "color-scheme:light dark}table{border-collapse:collapse;width:100%}"
    "td,th{padding:.3em .6em;text-align:end;border-bottom:1px solid #8885}"
    "td:first-child,th:first-child{text-align:start;white-space:nowrap}tfoot{font-weight:700}"
)


class UsageCounter:
    """Counts questions; all threads use one counter."""

    def __init__(self, folder: Path | None = None, log: Path | None = None) -> None:
        """Count in the folder of a library, and record questions in ``log`` if it is given."""
        self._folder = folder / FOLDER if folder else None
        self.log = log

    def count(self, questions: Sequence[str], answer: Answer) -> None:
        """Count an answer to the last question."""
        if self._folder:
            # An answer that cannot be counted is shown all the same.
            with suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                with (self._folder / f"{_today()}").open("ab", buffering=0) as file:
                    file.write(_REFUSED if answer.abstained else _ANSWERED)
        if self.log:
            with suppress(LibraryUnwritable):
                write_record(self.log, "question", answer_record(questions, answer))

    def days(self) -> list[tuple[str, int, int]]:
        """Return each day on which questions were asked, latest first: day, answered, refused."""
        days = []
        with suppress(OSError):
            for path in sorted(self._folder.iterdir() if self._folder else (), reverse=True):
                marks = path.read_bytes()
                days.append((path.name, marks.count(_ANSWERED), marks.count(_REFUSED)))
        return days

    def to_html(self) -> str:
        """Return the page of statistics."""
        days = self.days()
        rows = "".join(_row(*day) for day in days[:_DAYS])
        total = _row("All days", sum(day[1] for day in days), sum(day[2] for day in days))
        notice = (
            "The operator of this page keeps the questions."
            if self.log
            else "The questions are not kept."
        )
        return (
            '<!DOCTYPE html><html lang="en"><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width">'
            f"<title>Pilcrow: statistics</title><style>{_STYLE}</style><h1>¶ Questions</h1>"
            f"<p>How many were answered, and how many the reports do not answer. {notice}</p>"
            "<table><thead><tr><th>Day (UTC)<th>Answered<th>Not in the reports</thead>"
            f"<tbody>{rows}</tbody><tfoot>{total}</tfoot></table></html>"
        )


def _row(day: str, answered: int, refused: int) -> str:
    return f"<tr><td>{escape(day)}<td>{answered:,}<td>{refused:,}"


def _today() -> date:
    return datetime.now(UTC).date()
