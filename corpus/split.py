"""Functions that split a paragraph into sentences and passages, as spans."""

import re
from collections.abc import Iterator

from corpus.document import Paragraph, Span

# The library splits after these abbreviations, but their full stop ends no sentence.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“‘])(?:(?i:arts?|paras?|chaps?|sects?|subparas?|annexe?s?|nos?|vols?|pp?|figs?|eds?|"
    r"cf|ibid|approx|add|corr|rev|amend|res|dec|doc|docs|st|dr|mr|mrs|ms|prof|gen|col|hon|rep|sen)|"
    r"[A-Z]|[A-Z]\.[A-Z])\.\s*$"
)
_OPENING = re.compile(r"[“‘\"'(\[ ]*")
_TAIL = 40  # characters; longer than an abbreviation and the spaces that follow it


def sentences(paragraph: Paragraph) -> tuple[Span, ...]:
    """Return the sentences of a paragraph in order; only white space lies between two spans."""
    from sentencex import segment

    spans: list[Span] = []
    start = end = 0
    for segment_text in segment("en", paragraph.text):
        end += len(segment_text)
        if _ends_a_sentence(paragraph.text, start, end):
            spans.extend(_trimmed(paragraph, start, end))
            start = end
    spans.extend(_trimmed(paragraph, start, len(paragraph.text)))
    return tuple(spans)


def _ends_a_sentence(text: str, start: int, end: int) -> bool:
    """Return whether ``text[start:end]``, which the library cut, is a whole sentence.

    Only its last word and the next one are looked at: a sentence may have thousands of segments.
    """
    before = text[max(start, end - _TAIL) : end].rstrip()
    if _ABBREVIATION.search(before) and not before.endswith("I."):
        return not text[end : end + _TAIL].strip() and not text[end:].strip()
    opening = _OPENING.match(text, end)
    first = opening.end() if opening else end
    return not text[first : first + 1].islower()


def _trimmed(paragraph: Paragraph, start: int, end: int) -> Iterator[Span]:
    """Yield the span without surrounding white space; yield nothing if only white space is left."""
    text = paragraph.text[start:end]
    if text.strip():
        begin = start + len(text) - len(text.lstrip())
        yield Span(paragraph, begin, begin + len(text.strip()))


def passages(paragraph: Paragraph, words: int) -> tuple[Span, ...]:
    """Return the passages of a paragraph: runs of whole sentences of at most ``words`` words.

    A passage starts with the last sentence of the passage before if both fit within ``words``. So a
    sentence is indexed together with the sentence that it refers to. A single sentence longer than
    ``words`` is a passage of its own.
    """
    spans: list[Span] = []
    run: list[Span] = []
    for sentence in sentences(paragraph):
        if run and _count_words([*run, sentence]) > words:
            spans.append(Span(paragraph, run[0].start, run[-1].end))
            run = run[-1:] if _count_words([run[-1], sentence]) <= words else []
        run.append(sentence)
    if run:
        spans.append(Span(paragraph, run[0].start, run[-1].end))
    return tuple(spans)


def _count_words(run: list[Span]) -> int:
    return sum(len(span.text.split()) for span in run)
