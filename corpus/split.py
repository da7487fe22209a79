"""Sentences and passages of a paragraph, as spans."""

import re
from collections.abc import Iterator

from corpus.document import Paragraph, Span

# Where the splitter cuts after one of these, the United Nations meant no full stop.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“‘])(?:(?i:arts?|paras?|chaps?|sects?|subparas?|annexe?s?|nos?|vols?|pp?|figs?|eds?|"
    r"cf|ibid|approx|add|corr|rev|amend|res|dec|doc|docs|st|dr|mr|mrs|ms|prof|gen|col|hon|rep|sen)|"
    r"[A-Z]|[A-Z]\.[A-Z])\.\s*$"
)


def sentences(paragraph: Paragraph) -> tuple[Span, ...]:
    """Return the sentences of a paragraph in order; between two there is only white space."""
    from sentencex import segment

    spans: list[Span] = []
    start = end = 0
    for piece in segment("en", paragraph.text):
        end += len(piece)
        if _ends_a_sentence(paragraph.text[start:end], paragraph.text[end:]):
            spans.extend(_trimmed(paragraph, start, end))
            start = end
    spans.extend(_trimmed(paragraph, start, len(paragraph.text)))
    return tuple(spans)


def _ends_a_sentence(before: str, after: str) -> bool:
    if not after.strip():
        return True
    if _ABBREVIATION.search(before.rstrip()) and not before.rstrip().endswith("I."):
        return False
    first = after.lstrip("“‘\"'([ ")[:1]
    return not first.islower()


def _trimmed(paragraph: Paragraph, start: int, end: int) -> Iterator[Span]:
    text = paragraph.text[start:end]
    if text.strip():
        begin = start + len(text) - len(text.lstrip())
        yield Span(paragraph, begin, begin + len(text.strip()))


def passages(paragraph: Paragraph, words: int) -> tuple[Span, ...]:
    """Cut a paragraph into runs of whole sentences of about ``words`` words at most.

    A run starts with the last sentence of the one before, so that a sentence is never indexed
    without what it refers to. A single sentence longer than ``words`` is a passage of its own.
    """
    runs: list[Span] = []
    run: list[Span] = []
    for sentence in sentences(paragraph):
        if run and _count([*run, sentence]) > words:
            runs.append(Span(paragraph, run[0].start, run[-1].end))
            run = run[-1:] if _count([run[-1], sentence]) <= words else []
        run.append(sentence)
    if run:
        runs.append(Span(paragraph, run[0].start, run[-1].end))
    return tuple(runs)


def _count(run: list[Span]) -> int:
    return sum(len(span.text.split()) for span in run)
