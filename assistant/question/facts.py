"""Look up what is found by its form: what happened on a day, what an abbreviation stands for."""

import re
from collections.abc import Sequence

from assistant.question.dates import asks_for_day, sentences_on
from assistant.question.documents import Report
from assistant.question.lexicon.facts import COUNT_SO_FAR, EXTENT, STANDS_FOR
from assistant.question.lexicon.numbers import ORDINAL_EXPRESSION, number_of
from corpus import Span
from corpus.split import sentences

# Words that an abbreviation leaves out.
_SMALL = r"(?:(?:of|the|and|for|on|in|to|with|against|at)\W+)*"
_MOST_LETTERS = 10


def asks_extent(question: str) -> bool:
    """Return whether a question asks how many paragraphs a report has, or how long it is."""
    return bool(EXTENT.search(question))


def fact_spans(question: str, reports: Sequence[Report]) -> tuple[Span, ...]:
    """Return the sentences that have the form of an answer; empty if there are none.

    They are on the day that a question names, or have the highest ordinal of what it counts, or
    spell an abbreviation out.
    """
    day = asks_for_day(question)
    if day:
        found = (span for r in reports for span in sentences_on(day, r.document.paragraphs))
        return tuple(found)
    counted = COUNT_SO_FAR.search(question)
    if counted:
        return _highest(counted["noun"].removesuffix("s"), reports)
    match = STANDS_FOR.search(question)
    return _spelling(match["one"] or match["two"], reports) if match else ()


def _highest(noun: str, reports: Sequence[Report]) -> tuple[Span, ...]:
    """Return the sentence with the highest ordinal before a noun: "the fourth mandate holder"."""
    pattern = re.compile(rf"\b({ORDINAL_EXPRESSION})\s+{re.escape(noun)}\b", re.IGNORECASE)
    found = [
        (int(number_of(match[1])), span)
        for report in reports
        for paragraph in report.document.paragraphs
        if noun in paragraph.text
        for span in sentences(paragraph)
        for match in pattern.finditer(span.text)
    ]
    return (max(found, key=lambda pair: pair[0])[1],) if found else ()


def _spelling(name: str, reports: Sequence[Report]) -> tuple[Span, ...]:
    """Return the first sentence that has an abbreviation beside words with its initials."""
    letters = re.sub(r"[^A-Za-z]|s$", "", name)[:_MOST_LETTERS]
    initials = rf"\W+{_SMALL}".join(rf"{re.escape(letter)}[\w'’-]*" for letter in letters)
    mark = rf"{re.escape(name.removesuffix('s'))}s?"
    pattern = re.compile(
        rf"(?i:\b{initials})\W*\s\(\W?{mark}\b|\b{mark}\s\((?:the\s)?(?i:{initials})"
    )
    plain = re.compile(rf"(?:\w+\W+){{2,}}\({mark}\)")
    for wanted in (pattern, plain):
        for report in reports:
            for paragraph in report.document.paragraphs:
                if name.removesuffix("s") in paragraph.text:
                    for span in sentences(paragraph):
                        if wanted.search(span.text):
                            return (span,)
    return ()
