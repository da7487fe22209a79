"""The sentences of a paragraph in which words stand."""

from collections.abc import Sequence

from corpus import Paragraph, Span
from corpus.split import sentences


def spans_of(paragraph: Paragraph, places: Sequence[tuple[int, int]]) -> list[Span]:
    """Return for each place, a start and an end, the sentence in which it is.

    A place over the end of a sentence has both sentences.
    """
    if not places:
        return []
    whole = sentences(paragraph)
    found = []
    for start, end in places:
        first = next((one for one in reversed(whole) if one.start <= start), whole[0])
        last = next((one for one in whole if one.end >= end), whole[-1])
        found.append(Span(paragraph, min(first.start, start), max(last.end, end)))
    return found
