"""Recognise questions about a report as a whole, and find what answers them in the report.

A report says what it is about in its summary, what it concludes under headings of that name, and
who wrote it, when and for whom in the lines of its masthead.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Literal

from assistant.question.lexicon import LOOKUP_STOP_WORDS
from assistant.question.lexicon.overview import (
    ABOUT_REPORT,
    AUDIENCE,
    AUDIENCE_LINE,
    AUTHOR,
    AUTHOR_LINE,
    FINDINGS_REQUEST,
    FINDINGS_WORDS,
    ISSUED,
    MASTHEAD_WORDS,
    SUMMARY_REQUEST,
    SUMMARY_WORDS,
    TITLE,
)
from assistant.question.lexicon.words import JOINED_WORD, REQUEST_WORDS
from corpus import Document, Paragraph
from corpus.document import FRONT, SUMMARY
from index.storage.lexical import stem

Overview = Literal["summary", "findings", "masthead"]

_PLAIN = LOOKUP_STOP_WORDS | REQUEST_WORDS
_KINDS: tuple[tuple[Overview, tuple[re.Pattern[str], ...], frozenset[str]], ...] = (
    ("masthead", (AUTHOR, ISSUED, AUDIENCE, TITLE), MASTHEAD_WORDS),
    ("findings", (FINDINGS_REQUEST,), FINDINGS_WORDS),
    ("summary", (SUMMARY_REQUEST,), SUMMARY_WORDS),
)


def overview_of(question: str) -> Overview | None:
    """Return what of a whole report a question asks for, or None if it has a topic of its own.

    Args:
        question: the question, without symbols of documents.
    """
    words = {word.lower().replace("’", "'") for word in JOINED_WORD.findall(question)} - _PLAIN
    for kind, patterns, known in _KINDS:
        asked = any(pattern.search(question) for pattern in patterns)
        if kind == "masthead":
            asked = asked and bool(ABOUT_REPORT.search(question))
        if asked and all(len(word) == 1 or word in known for word in words):
            return kind
    return None


def summary(document: Document) -> tuple[Paragraph, ...]:
    """Return the paragraphs of the summary of a report; empty if it has none."""
    return tuple(p for p in document.paragraphs if p.part == SUMMARY)


def findings_headings(question: str, headings: Collection[str]) -> set[str]:
    """Return the headings under which a report has what is asked: findings, recommendations."""
    asks_recommendations = "recommend" in {stem(w) for w in JOINED_WORD.findall(question)}
    wanted = ("recommend",) if asks_recommendations else ("find", "conclus")
    fallback = ("conclus", "observ", "recommend")
    for stems in (wanted, fallback):
        found = {h for h in headings if not _stems(h).isdisjoint(stems)}
        if found:
            return found
    return set()


def masthead(question: str, document: Document) -> tuple[Paragraph, ...]:
    """Return the lines of a report's masthead that say what a question asks: who, when, for whom.

    All lines are returned if none of them is known to say it; empty if the report has no masthead.
    """
    front = [p for p in document.paragraphs if p.part == FRONT]
    lines = tuple(p for p in front if any(_answers(question, p, document)))
    return lines or tuple(front)


def _answers(question: str, line: Paragraph, document: Document) -> Iterator[bool]:
    is_title = _same(line.text, document.title)
    if AUTHOR.search(question):
        yield bool(AUTHOR_LINE.search(line.text))
    if ISSUED.search(question):
        yield document.issued is not None and f"{document.issued:%B %Y}" in line.text
    if AUDIENCE.search(question):
        yield bool(AUDIENCE_LINE.search(line.text))
    if TITLE.search(question):
        yield is_title


def _same(line: str, title: str) -> bool:
    """Return whether a line has the title of a report, or a part of it that is several words."""
    line, title = line.strip(" *∗"), title.strip(" *∗")
    return bool(title) and (title in line or (line in title and len(line.split()) > 2))


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, JOINED_WORD.findall(text)))


def leading(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Return the numbered paragraphs of the body, which stand in for a summary."""
    return tuple(p for p in paragraphs if p.number and not p.part)
