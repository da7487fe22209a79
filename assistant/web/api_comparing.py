"""The endpoints that compare reports and replay saved conversations, over HTTP and MCP.

The docstrings of the endpoints are the descriptions that other programs receive.
"""

from typing import Any

from assistant.web.api import or_error, require
from assistant.web.comparing import Comparing
from assistant.web.gradio_patches import add_endpoint


def add_comparing(comparing: Comparing) -> None:
    """Add the endpoints to the page."""

    def compare(old: str, new: str, language: str = "") -> dict[str, Any]:
        """Compare two United Nations reports, or two languages of one, paragraph by paragraph.

        Paragraphs that belong together are found by their words, not by their numbers. Differences
        of typography are none. Two languages are paired by number, and their words not compared.

        Args:
            old: the symbol of the first report, such as A/78/176; A/78/176#French for a language
            new: the symbol of the second report
            language: the language of both, such as "French"; by default the first that there is

        Returns:
            old, new (document, language, title, issued), same, counts (by kind and status), pairs
            (kind: paragraph, heading, footnote or table; status: changed, moved, added, removed;
            old, new: label, reference, position, text; pieces: status, old, new), total (at most
            the first 1,000 pairs are returned)
        """
        return or_error(lambda: _compare(comparing, old, new, language))

    def replay(saved: list[dict[str, Any]]) -> dict[str, Any]:
        """Ask the questions of a saved conversation again, and say which answers changed.

        Args:
            saved: what was saved as JSON: a list of answers, oldest first, each with question and
                citations (document, language, paragraph, reference, text); at most 50

        Returns:
            same, counts, answers (question, outcome: same, moved, changed, lost, found or failed;
            quotes: then, now, pieces; remarks: what changed in the library; problem)
        """
        return or_error(lambda: _replay(comparing, saved))

    for endpoint in (compare, replay):
        add_endpoint(endpoint)


def _compare(comparing: Comparing, old: str, new: str, language: str) -> dict[str, Any]:
    for name, value in (("old", old), ("new", new), ("language", language)):
        require(name, value, str)
    return comparing.compare(old, new, language)


def _replay(comparing: Comparing, saved: Any) -> dict[str, Any]:
    if not isinstance(saved, dict):
        require("saved", saved, list)
    return comparing.replay(saved)
