"""Decide whether one answer to a question of a set is right."""

import re
from collections.abc import Sequence
from statistics import fmean

from assistant.answer import Answer
from assistant.evaluation.question_file import Question
from assistant.evidence.confidence import Certainty, certainty
from corpus import Paragraph
from corpus.symbol import names

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def in_report(question: Question, paragraph: Paragraph) -> bool:
    """Return whether a paragraph is in the question's report; true if the question names none."""
    return not question.symbol or question.symbol in names(paragraph.symbol)


def is_relevant(question: Question, paragraph: Paragraph) -> bool:
    """Return whether a paragraph answers the question, alone or with others."""
    return in_report(question, paragraph) and paragraph.label in question.relevant


def coverage(question: Question, answer: Answer) -> float:
    """Return the share, from 0.0 to 1.0, of the required strings that the quotations contain.

    Quotations from another report than the question's do not count. If a question requires no
    string, every answer to it has 1.0, and every abstention 0.0.
    """
    quotes = [c.quote.text for c in answer.citations if in_report(question, c.quote.paragraph)]
    return share_found(question.spans, quotes)


def share_found(spans: Sequence[Sequence[str]], quotes: Sequence[str]) -> float:
    """Return the share, from 0.0 to 1.0, of the required strings that quotations contain.

    Of each of ``spans``, which are alternatives, one is enough. Without any, every quotation does.
    """
    text = _plain(" ".join(quotes))
    found = [any(_plain(span) in text for span in alternatives) for alternatives in spans]
    return fmean(found) if found else float(bool(quotes))


def is_right(question: Question, answer: Answer) -> bool:
    """Return whether the quotations contain all required strings.

    No answer to an unanswerable question is right.
    """
    return question.answerable and coverage(question, answer) == 1


def called(answer: Answer) -> Certainty | None:
    """Return the word for how sure the answer is; None for an abstention."""
    if answer.abstained:
        return None
    return certainty(answer.citations[0].score, covered=not (answer.uncovered or answer.unanswered))


def _plain(text: str) -> str:
    return " ".join(_LINK.sub(r"\1", text).split())
