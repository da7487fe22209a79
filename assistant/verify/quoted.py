"""Find the quotations of a draft: between quotation marks, or set apart."""

import re
from collections.abc import Sequence

from assistant.verify.citations import DIRECTLY, read_citations
from assistant.verify.draft import Block
from assistant.verify.marks import quoted_ranges, whole
from assistant.verify.types import Quoted

_LONGEST_TAIL = 400  # characters
_IN_BRACKETS = re.compile(r"\s*[(\[（][^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*[)\]）]")
_TAIL = re.compile(
    r"\s*(?:[(\[（][^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*[)\]）]|[—–-]\s.{0,200})[\s.]*$", re.S
)


def without_tail(text: str) -> str:
    """Return a text without a citation at its end, in brackets or after a dash."""
    tail = _TAIL.search(text, max(0, len(text) - _LONGEST_TAIL))
    if tail and read_citations(tail[0]) and text[: tail.start()].strip():
        return text[: tail.start()]
    return text


def cites_after(text: str, end: int) -> bool:
    """Return whether a text has a citation in brackets right after a place in it."""
    brackets = _IN_BRACKETS.match(text, end, end + _LONGEST_TAIL)
    return bool(brackets and read_citations(brackets[0]))


def quotations_in(blocks: Sequence[Block]) -> list[Quoted]:
    """Return the quotations of a draft in order. ``blocks`` has notes as blocks of their own."""
    found: list[Quoted] = []
    main = [number for number, block in enumerate(blocks) if block.mark is None]
    apart = {n for n in main if blocks[n].apart and whole(without_tail(blocks[n].text)) is None}
    texts = ["" if number in apart else blocks[number].text for number in main]
    ranges = [(main[index], one) for index, one in quoted_ranges(texts)]
    for number, block in enumerate(blocks):
        if block.mark is not None:
            ranges += [(number, one) for _, one in quoted_ranges([block.text])]
    for number in apart - {n for n in apart if _is_source(blocks[n].text)}:
        ranges.append((number, (0, len(without_tail(blocks[number].text)), True)))
    for number, (first, last, closed) in sorted(ranges):
        start, end = _stripped(blocks[number].text, first, last)
        if start < end:
            found.append(
                Quoted(
                    blocks[number].text[start:end], number, start, end, not closed, number in apart
                )
            )
    return found


def _is_source(text: str) -> bool:
    """Return whether a text is only a citation: "— A/78/176, para. 50"."""
    citations = read_citations(text)
    return bool(citations) and bool(DIRECTLY.fullmatch(text[: citations[0].start]))


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    begin = start + len(inside) - len(inside.lstrip())
    return begin, begin + len(inside.strip())


def masked_text(text: str, quotations: Sequence[Quoted]) -> str:
    """Return a text with spaces for the words of its quotations.

    What shows where a sentence ends is kept: a capital at the beginning, a full stop at the end.
    """
    for one in quotations:
        first = one.start + 1
        last = max(one.end - 1 if text[one.end - 1] in ".!?…。！？" else one.end, first)
        text = text[:first] + " " * (last - first) + text[last:]
    return text
