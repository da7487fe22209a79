"""What is kept of questions: how many were answered and refused, a day; more only if asked to.

    statistics/2026-11-25   a letter for each question of that day: "a" answered, "r" refused

Several processes may write there. A log of questions is kept only where the operator names a file.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path

from assistant.answer import Answer
from assistant.web.feedback import told

FOLDER = "statistics"
_DAYS = 30  # that the page shows
_ANSWERED, _REFUSED = b"a", b"r"
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:2em auto;padding:0 1em;"
    "color-scheme:light dark}table{border-collapse:collapse;width:100%}"
    "td,th{padding:.3em .6em;text-align:end;border-bottom:1px solid #8885}"
    "td:first-child,th:first-child{text-align:start;white-space:nowrap}tfoot{font-weight:700}"
)


class Tally:
    """Counts questions; one serves all threads."""

    def __init__(self, folder: Path | None = None, log: Path | None = None) -> None:
        """Count in a library's folder, if any; write questions into ``log``, if any."""
        self._folder = folder / FOLDER if folder else None
        self.log = log

    def count(self, questions: Sequence[str], answer: Answer) -> None:
        """Count an answer to the last question."""
        if self._folder:
            # Counting must keep nobody from an answer.
            with suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                with (self._folder / f"{_today()}").open("ab", buffering=0) as file:
                    file.write(_REFUSED if answer.abstained else _ANSWERED)
        if self.log:
            line = json.dumps(told(questions, answer), ensure_ascii=False)
            with suppress(OSError), self.log.open("a", encoding="utf-8", errors="replace") as file:
                file.write(f"{line}\n")

    def days(self) -> list[tuple[str, int, int]]:
        """Return the days on which questions were asked, latest first: answered, refused."""
        found = []
        with suppress(OSError):
            for path in sorted(self._folder.iterdir() if self._folder else (), reverse=True):
                marks = path.read_bytes()
                found.append((path.name, marks.count(_ANSWERED), marks.count(_REFUSED)))
        return found

    def to_html(self) -> str:
        """Return the page of statistics."""
        days = self.days()
        rows = "".join(_row(*day) for day in days[:_DAYS])
        whole = _row("All days", sum(day[1] for day in days), sum(day[2] for day in days))
        kept = (
            "The operator of this page keeps the questions."
            if self.log
            else "The questions are not kept."
        )
        return (
            '<!DOCTYPE html><html lang="en"><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width">'
            f"<title>Pilcrow: statistics</title><style>{_STYLE}</style><h1>¶ Questions</h1>"
            f"<p>How many were answered, and how many the reports do not answer. {kept}</p>"
            "<table><thead><tr><th>Day (UTC)<th>Answered<th>Not in the reports</thead>"
            f"<tbody>{rows}</tbody><tfoot>{whole}</tfoot></table></html>"
        )


def _row(day: str, answered: int, refused: int) -> str:
    return f"<tr><td>{escape(day)}<td>{answered:,}<td>{refused:,}"


def _today() -> date:
    return datetime.now(UTC).date()
