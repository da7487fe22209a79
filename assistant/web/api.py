"""The endpoints for other programs, over HTTP and MCP.

The docstrings of the endpoints are the descriptions that other programs receive.
"""

from collections.abc import Callable
from typing import Any, Literal

from assistant.web.gradio_patches import add_endpoint, gr
from assistant.web.lookups import Lookups
from assistant.web.middleware.error_status import BAD_REQUEST
from assistant.web.service import Service
from corpus.errors import BadBrief, BadQuestion, BadQuestionFile, NoSuchReport, PilcrowError
from index.search import Mode


def add_endpoints(service: Service, lookups: Lookups) -> None:
    """Add the endpoints to the page."""

    def ask(question: str, history: list[str] | None = None) -> dict[str, Any]:
        """Answer a question about the United Nations reports in the library by quoting them.

        Each citation is verbatim, with its document and paragraph. If the reports have no answer,
        "abstained" is true and there are no citations.

        Args:
            question: the question, in English, at most 1,000 characters
            history: the earlier questions of the conversation, oldest first, if there are any

        Returns:
            question, query (the question as it was understood), abstained, probability (that the
            reports answer), answer, citations (document, paragraph, start, end, text, score,
            context: the sentences to read before it; table: its title, header and rows), hits
            (document, paragraph, score), missing
            (words that are in no report), language (if it is not English), conflicts (different
            dates or numbers in the reports: subject, what, quotes), reply (what is said in place of
            quotations: "which_report", "not_in_library", "greeting" and so on), choices (the
            reports to choose from), omitted (how many paragraphs are not quoted),
            omitted_rows (how many rows of a table are not quoted), uncovered (what
            the question names and the quoted paragraphs do not mention), unanswered (questions of
            the text that have no answer), listed (from how many paragraphs a list is quoted; 0 if
            no list was asked for)
        """
        return or_error(lambda: _ask(service, question, history))

    def search(
        query: str, k: int = 10, mode: Literal["hybrid", "dense", "lexical"] = "hybrid"
    ) -> dict[str, Any]:
        """Find the paragraphs of United Nations reports that match words or a question.

        Args:
            query: words or a question
            k: the number of paragraphs, at most 100
            mode: hybrid (meaning and words), dense (meaning) or lexical (words)

        Returns:
            hits: document, paragraph, score, text, headings; best first
        """
        return or_error(lambda: _search(lookups, query, k, mode))

    def documents() -> dict[str, Any]:
        """List the United Nations reports in the library.

        Returns:
            documents: document (its symbol), title, issued (ISO date), language, paragraphs
        """
        return lookups.reports()

    def paragraph(document: str, paragraph: str) -> dict[str, Any]:
        """Return the complete text of one paragraph of a United Nations report.

        Args:
            document: the symbol, such as A/78/176
            paragraph: its number, such as "50"; in an annex, the annex and the number: "annex I,
                3"; of a table, "table 3"

        Returns:
            document, paragraph, reference, text, headings, footnotes (mark, text), page
        """
        return or_error(lambda: _paragraph(lookups, document, paragraph))

    def verify(text: str) -> dict[str, Any]:
        """Check the quotations in a text against the United Nations reports in the library.

        Use it before a text with quotations and paragraph numbers is sent out. Each quotation is
        compared word for word with the paragraph that the text cites for it, then with all others.

        Args:
            text: plain text or Markdown, at most 200,000 characters and 300 quotations; a citation
                follows its quotation, as in "..." (A/78/176, para. 23)

        Returns:
            quotations: quotation, start, end (characters of the text), verdict (found; elsewhere:
            the words are not where the text says; drift: the report has other words; absent: no
            report has such words; not_checked: the document is not in the library; too_short),
            cited (text, document, address), places (where the words are: document, paragraph,
            reference, text), differences (change, quoted, report, weight: number, negation or modal
            verb), remarks
        """
        return or_error(lambda: _verify(lookups, text))

    def extract(kind: str, document: str = "", words: str = "") -> dict[str, Any]:
        """Take a table from United Nations reports; each row is verbatim and has its paragraph.

        Args:
            kind: "recommendations" (sentences that say what someone should do), "dates" (sentences
                with dates), "references" (the documents that reports name) or "missing" (those of
                them that are not in the library, most cited first)
            document: the symbol of one report, such as A/78/176; by default all reports
            words: only rows that contain these words, in their text or in a column

        Returns:
            kind, columns (name, kind), rows (document, language, paragraph, position, reference,
            start, end, text, official, and the columns of the kind), total (the number of rows; at
            most the first 1,000 are returned)
        """
        return or_error(lambda: _extract(lookups, kind, document, words))

    for endpoint in (ask, search, documents, paragraph, verify, extract):
        add_endpoint(endpoint)


def _ask(service: Service, question: str, history: list[str] | None) -> dict[str, Any]:
    earlier = history or []
    require("question", question, str)
    require("history", earlier, list)
    for one in earlier:
        require("each question of the history", one, str)
    return service.ask(question, earlier)


def _search(lookups: Lookups, query: str, k: int, mode: Mode) -> dict[str, Any]:
    require("query", query, str)
    require("k", k, int)
    require("mode", mode, str)
    return lookups.search(query, k, mode)


def _paragraph(lookups: Lookups, document: str, paragraph: str) -> dict[str, Any]:
    require("document", document, str)
    require("paragraph", paragraph, str)
    return lookups.paragraph(document, paragraph)


def _verify(lookups: Lookups, text: str) -> dict[str, Any]:
    require("text", text, str)
    return lookups.verify(text)


def _extract(lookups: Lookups, kind: str, document: str, words: str) -> dict[str, Any]:
    for name, value in (("kind", kind), ("document", document), ("words", words)):
        require(name, value, str)
    return lookups.extract(kind, document, words)


_TYPES = {str: "a text", list: "a list", int: "a whole number"}


def require(name: str, value: object, kind: type) -> None:
    """Check the type of an argument: other programs may send any JSON.

    Raises:
        BadQuestion: it has another type; the message names both.
    """
    if not isinstance(value, kind) or isinstance(value, bool):
        raise BadQuestion(f"{name} must be {_TYPES[kind]}, not {value!r:.100}")


def or_error(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return what ``work`` returns; an error that a user can act on becomes one of Gradio."""
    try:
        return work()
    except (BadBrief, BadQuestion, BadQuestionFile, NoSuchReport) as problem:
        raise gr.Error(str(problem), title=BAD_REQUEST, print_exception=False) from None
    except PilcrowError as problem:
        raise gr.Error(str(problem), print_exception=False) from None
