"""A guide to one report: when and by whom it was issued, its summary, and questions to begin with.

All of it is copied from the report. The questions are look-ups, so each of them has an answer.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from assistant.output.bodies import body_key, official_address
from assistant.output.suggestions import WRITTEN, about_report, about_sections, answerable
from assistant.question.lexicon.overview import AUTHOR_LINE
from assistant.question.overview import summary
from corpus import Document
from corpus.document import FRONT

_QUESTIONS = 4
# A masthead has few lines that name an author. A longer line is the first sentence of a letter.
_MAX_AUTHOR_LINE = 160
# Characters from which on a text without a full stop is not taken for the cell of a table.
_MIN_PROSE = 80
_ENDS = (".", ":", ";", "?", "!", "”", "。", "؟")


def guide(document: Document, documents: Sequence[Document]) -> dict[str, Any]:
    """Return the guide to a report.

    Args:
        document: the report.
        documents: all reports of the library, in which the questions are answered.

    Returns:
        ``symbol``, ``title``; ``issued`` as ISO 8601, or ""; ``body``, a key of ``words.json`` or
        the start of the symbol; ``author``, a line of the masthead, or "" if the title says it;
        ``address`` of the official document, or ""; ``summary``, its paragraphs, whole;
        ``questions``, at most four.
    """
    author = _author(document)
    return {
        "symbol": document.symbol,
        "title": document.title,
        "issued": document.issued.isoformat() if document.issued else "",
        "body": body_key(document.symbol),
        "author": "" if author.rstrip(" *∗") in document.title else author,
        "address": official_address(document.symbol, document.language),
        "summary": [p.text for p in summary(document) if _is_prose(p.text)],
        "questions": questions_about(document, documents),
    }


def questions_about(document: Document, documents: Sequence[Document]) -> list[str]:
    """Return at most four questions on a report, each of which has an answer.

    They ask for the summary, the author and the recommendations, for sections in the middle of the
    report, and for its first paragraphs or pages.
    """
    if len(documents) == 1 and document.symbol in WRITTEN:
        return list(WRITTEN[document.symbol])
    named = document.symbol if len(documents) > 1 else ""
    return answerable(_candidates(document, named), documents, _QUESTIONS)


def _candidates(document: Document, named: str) -> Iterator[str]:
    of_report = f" of {named}" if named else ""
    sections = list(about_sections(document, alone=not named))
    yield about_report(named) if summary(document) else ""
    yield f"What are the recommendations{of_report}?"
    yield from sections[:2]
    yield f"Who wrote {named or 'the report'}?" if _author(document) else ""
    yield from sections
    for paragraph in document.paragraphs:
        if paragraph.number and not paragraph.part:
            yield f"What does paragraph {paragraph.number}{of_report} say?"
    for page in dict.fromkeys(paragraph.page for paragraph in document.paragraphs):
        yield f"What does page {page}{of_report} say?" if page else ""


def _is_prose(text: str) -> bool:
    """Return whether a paragraph of a summary is prose: cells of tables are read as paragraphs."""
    return len(text) >= _MIN_PROSE or text.rstrip().endswith(_ENDS)


def _author(document: Document) -> str:
    """Return the line of the masthead that names the author, or the title; "" if none does.

    A note by which a report is transmitted comes after the line that names its author.
    """
    front = (" ".join(p.text.split()) for p in document.paragraphs if p.part == FRONT)
    lines = [line for line in (document.title, *front) if _names_author(line)]
    return min(lines, key=lambda line: line.startswith("Note "), default="")


def _names_author(line: str) -> bool:
    return len(line) <= _MAX_AUTHOR_LINE and bool(AUTHOR_LINE.search(line))
