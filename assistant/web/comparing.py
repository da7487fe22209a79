"""Comparisons of reports and replays of saved conversations, for the page and other programs."""

from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import Any

from assistant.ask import Assistant
from assistant.comparison.columns import to_rows
from assistant.comparison.data import names_of, summary, to_dict
from assistant.output.i18n import page_language
from assistant.output.messages import problem_in
from assistant.replay.asking import ask_again
from assistant.replay.outcome import Replayed
from assistant.replay.output import to_dict as to_replayed
from assistant.replay.output import to_html
from assistant.replay.saved import read_saved, saved_of
from assistant.web.source import required_document
from corpus import Document
from corpus.diff import Comparison, compare
from corpus.errors import BadQuestion, PilcrowError

# What one request may ask again, and what it gets: answers, and pairs of texts.
_MOST_TURNS, _MOST_PAIRS = 50, 1000


class Comparing:
    """Answers requests, which do not depend on each other; all threads use one object."""

    def __init__(self, assistant: Assistant) -> None:
        """Compare the reports of the assistant's library as they are at each request."""
        self._assistant = assistant
        # A replay asks many questions: one at a time leaves the machine to those who ask one.
        self._one_replay = Lock()
        self._compared = lru_cache(maxsize=4)(self._compare)

    def compare(self, old: str, new: str, language: str = "") -> dict[str, Any]:
        """Compare two reports of the library, as values that JSON supports.

        Args:
            old, new: their symbols, or keys: "A/78/176#French".
            language: the English name of the language of both, unless a key says it; "" for the
                first report with the symbol.

        Returns:
            What ``to_dict`` returns, without the texts that are the same, and ``total``, the number
            of texts that differ; at most the first 1,000 are in ``pairs``.

        Raises:
            NoSuchReport: there is no such report.
        """
        comparison = self._comparison(old, new, language)
        pairs = [pair for pair in comparison.pairs if pair.differs]
        return to_dict(comparison, pairs[:_MOST_PAIRS]) | {"total": len(pairs)}

    def replay(self, saved: Any) -> dict[str, Any]:
        """Ask the questions of a saved conversation again, as values that JSON supports.

        Raises:
            BadQuestion, BadQuestionFile: the data is no saved conversation, or too long.
        """
        return to_replayed(self._replay([saved_of(saved, "saved")]))

    def functions(self) -> list[Callable[[dict[str, Any]], dict[str, Any]]]:
        """Return what the script of the page calls, each with its arguments as one dictionary.

        A browser may send anything. If something is wrong, each returns ``problem``, a sentence.
        ``compare_reports`` takes ``old``, ``new`` (keys) and ``language`` (of the page), and
        returns ``title``, ``facts`` and ``rows`` (HTML). ``replay_saved`` takes ``text`` (of the
        saved file), ``name`` and ``language``, and returns ``html``.
        """

        def compare_reports(asked: dict[str, Any]) -> dict[str, Any]:
            tag = page_language(str(asked.get("language", "")))

            def work() -> dict[str, Any]:
                comparison = self._comparison(str(asked.get("old")), str(asked.get("new")))
                return {
                    "title": " → ".join(names_of(comparison)),
                    "facts": list(summary(comparison, tag)),
                    "rows": to_rows(comparison, comparison.shown, tag, linked=True),
                }

            return _or_problem(work, tag)

        def replay_saved(asked: dict[str, Any]) -> dict[str, Any]:
            tag = page_language(str(asked.get("language", "")))

            def work() -> dict[str, Any]:
                talks = read_saved(str(asked.get("text", "")), str(asked.get("name", ""))[:100])
                return {"html": to_html(self._replay(talks), tag)}

            return _or_problem(work, tag)

        return [compare_reports, replay_saved]

    def _replay(self, talks: list[Any]) -> list[Replayed]:
        turns = sum(map(len, talks))
        if turns > _MOST_TURNS:
            raise BadQuestion(
                f"The file has {turns} answers. Send {_MOST_TURNS} or fewer, or use pilcrow replay"
            )
        with self._one_replay:
            return [one for answers in talks for one in ask_again(answers, self._assistant)]

    def _comparison(self, old: str, new: str, language: str = "") -> Comparison:
        keys = (self._found(name, language).key for name in (old, new))
        return self._compared(*keys, self._assistant.index.version)

    def _compare(self, old: str, new: str, version: str) -> Comparison:
        return compare(self._found(old, ""), self._found(new, ""))

    def _found(self, name: str, language: str) -> Document:
        symbol, _, own = name.strip().partition("#")
        return required_document(self._assistant.index.documents, symbol, own or language)


def _or_problem(work: Callable[[], dict[str, Any]], language: str) -> dict[str, Any]:
    try:
        return work()
    except PilcrowError as problem:
        return {"problem": problem_in(problem, language)}
