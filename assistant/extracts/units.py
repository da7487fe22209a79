"""The units of a report that can be rows of a table: sentences, and items of lists.

A list such as "recommends that States: (a) ...; (b) ..." is one sentence. Here each item is a unit
of its own, which knows the words that introduce it.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus import Document, Paragraph, Span
from corpus.document import FRONT
from corpus.split import sentences

_MARK = re.compile(
    r"(?:^|(?<=[:;.,—–]\s)|(?<=; and\s)|(?<=; or\s))(?:\(([a-z]{1,5})\)|[•●▪])\s?(?=\S)"
)
_OPEN = re.compile(r"[:—–]\s*$")
_PARAGRAPH_ITEM = re.compile(r"^\s*(?:[•●▪–-]|\(?(?:[a-z]|[ivx]+)\))\s")
_NEAR = 10  # characters before a mark, of which the colon is one
_DEEPEST = 5  # lists inside lists
_BULLETS: tuple[str | None, ...] = (None,)
_LISTS: tuple[tuple[str | None, ...], ...] = (
    tuple("abcdefghijklmnopqrstuvwxyz"),
    ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"),
    _BULLETS,
)


@dataclass(frozen=True, slots=True)
class _Mark:
    """The mark of an item: where it is, how deep its list is, and which item it is, from 0."""

    start: int
    depth: int
    rank: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or an item of a list; ``position`` is that of its paragraph in the document.

    ``introductions`` are the texts that introduce the list, outermost first; a sentence has none.
    ``opens`` is whether the unit itself introduces a list.
    """

    position: int
    span: Span
    introductions: tuple[Span, ...] = ()
    opens: bool = False


def units(document: Document) -> Iterator[Unit]:
    """Yield the units of a report in order, without those of its title page."""
    above: Span | None = None
    for position, paragraph in enumerate(document.paragraphs):
        if paragraph.part == FRONT or paragraph.is_table:
            continue
        if above and not _is_item(paragraph, above.paragraph):
            above = None
        found = list(_of_paragraph(position, paragraph, (above,) if above else ()))
        if found and _OPEN.search(found[-1].span.text):
            above = found[-1].span
        yield from found


def _is_item(paragraph: Paragraph, above: Paragraph) -> bool:
    """Return whether a paragraph is an item of the list that another introduces.

    The items of paragraph 101 are 101.1, 101.2 and so on, or a list with numbers of its own.
    """
    if above.number and paragraph.part == above.part:
        if paragraph.number.startswith(f"{above.number}."):
            return True
    elif above.number and paragraph.part.endswith(f"list in para. {above.number}"):
        return True
    return not paragraph.number and bool(_PARAGRAPH_ITEM.match(paragraph.text))


def _of_paragraph(position: int, paragraph: Paragraph, outer: tuple[Span, ...]) -> Iterator[Unit]:
    """Yield the units of a paragraph; ``outer`` introduces the paragraph as a whole."""
    marks = {mark.start: mark for mark in _marks(paragraph.text)}
    levels: list[Span | None] = []  # what introduces each open list, outermost first
    before: Span | None = None
    for span in _cut(paragraph, marks):
        mark = marks.get(span.start)
        introductions = outer if before is None else ()
        if mark is not None:
            levels = [*levels[: mark.depth], before] if mark.rank == 0 else levels[: mark.depth + 1]
            introductions = (*outer, *filter(None, levels))
        opens = bool(_OPEN.search(span.text)) and span.end < len(paragraph.text.rstrip())
        yield Unit(position, span, introductions, opens)
        before = span


def _marks(text: str) -> Iterator[_Mark]:
    """Yield the marks of items: "(a)", "(i)" or a bullet.

    A mark begins a list after a colon, or continues one whose next mark it is. So "(c)" in
    "article 2 (c)" is no mark.
    """
    open_lists: list[
        tuple[tuple[str | None, ...], int]
    ] = []  # the marks, and the rank of the next one
    for match in _MARK.finditer(text):
        before = text[max(match.start() - _NEAR, 0) : match.start()]
        if len(open_lists) < _DEEPEST and (not before.strip() or _OPEN.search(before)):
            names = next((names for names in _LISTS if names[0] == match.group(1)), None)
            if names is not None:
                yield _Mark(match.start(), len(open_lists), 0)
                open_lists.append((names, 1))
                continue
        for depth in range(len(open_lists) - 1, -1, -1):
            names, rank = open_lists[depth]
            if names is _BULLETS:
                rank = 0
            if names[rank : rank + 1] == (match.group(1),):
                open_lists[depth:] = [(names, rank + 1)]
                yield _Mark(match.start(), depth, rank or 1)
                break


def _cut(paragraph: Paragraph, marks: Collection[int]) -> Iterator[Span]:
    """Yield the sentences of a paragraph, cut where items begin.

    A mark is kept from the library that finds sentences: after "(a)" it finds none.
    """
    text = paragraph.text
    edges = [*sorted({0, *marks}), len(text)]
    for start, end in pairwise(edges):
        mark = _MARK.match(text, start, end) if start in marks else None
        body = mark.end() if mark else start
        found = sentences(replace(paragraph, text=text[body:end]))
        for number, span in enumerate(found):
            begin = start if mark and number == 0 else body + span.start
            yield Span(paragraph, begin, body + span.end)
