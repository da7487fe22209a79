"""The numbering of a document, found by one search over all numbers that begin a block.

A block that begins with a number may be a paragraph, an item of a list within a paragraph, a
heading, an entry of the contents, or text in which a reference stands at the start of a line. Each
reading has a price. The cheapest reading of the whole document wins (a Viterbi search): the next
number is free; a gap, a repeat or a restart is expensive. What is expensive in the cheapest reading
is a fault of the numbering.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from corpus.numerals import DOTTED, FORMS, PLAIN, UNUSUAL, Candidate, Number
from corpus.structure.succession import follow_price, missing

# The steps of a reading.
NEXT, BACK, GAP, REPEAT, RESTART, RESUME, ITEM, SKIP, OPEN = (
    "next", "back", "gap", "repeat", "restart", "resume", "item", "skip", "open"
)  # fmt: skip
ACCEPTED = (NEXT, BACK, GAP, REPEAT, RESTART, RESUME)  # the number is a paragraph's
# The prices. All are relative to the price of a number that is not read as one (``Mark.skip``).
_GAP, _MISSING, _FARTHEST_GAP = 2.5, 0.3, 60
_REPEAT, _BACK, _BACKWARDS = 3.0, 0.3, -1
_RESTART_BELOW_HEADING, _RESTART = 2.5, 7.0
_RESTART_DEEPER = 40.0  # "2.1" in a report whose paragraphs are 1, 2, 3 is in a table
_RESUME_ANNOUNCED, _RESUME_BELOW_HEADING, _RESUME = 0.6, 1.5, 2.2
_LIST, _LIST_BELOW_HEADING, _ITEM, _LATE_ITEM, _SHORT_LIST = 1.2, 2.0, 0.1, 0.5, 12
_ITEM_BELOW_HEADING = 2.0
_UNUSUAL, _USUAL = 1.0, 0.1
_CHAIN = 4  # numbers in an unusual form that follow each other show that the form is used
_LONG_CHAIN = 10
# A number whose price of being skipped is at least this begins a whole sentence. A number that is
# further than this beyond the expected number is a reference.
_WHOLE_SENTENCE, _NEAR = 3.0, 10
_BEAM = 48  # readings that are kept at each number


@dataclass(frozen=True, slots=True)
class Mark:
    """A number at the start of a block, or (without a candidate) a heading that may open a part.

    ``position`` is the index of the block. ``skip`` is the price if the number is not read as a
    paragraph's number, or the heading not as the beginning of a part; ``accept`` is the price if it
    is. ``below_heading`` is true if a heading is between the mark and the mark before.
    """

    position: int
    candidate: Candidate | None
    skip: float
    accept: float = 0.0
    below_heading: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """How one mark is read: ``kind`` is one of the steps above."""

    mark: Mark
    kind: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """A reading up to one mark.

    ``last`` is the last paragraph's number, None at the start of a part. ``listed`` is the last
    item of the list within the paragraph, 0 if there is no list; it is ``_BACKWARDS`` if the
    numbers may count down to 1. ``outer`` is the last number before the part was opened.
    """

    last: Number | None = None
    listed: int = 0
    outer: Number | None = None
    price: float = 0.0
    step: Step | None = None
    before: "_Reading | None" = field(default=None, compare=False)

    @property
    def key(self) -> tuple[Number | None, int, Number | None]:
        return self.last, self.listed, self.outer


def read_numbers(marks: Sequence[Mark]) -> list[Step]:
    """Return how each mark is read, in the cheapest reading of all of them together.

    Args:
        marks: the marks in the order of the document.
    """
    usual = _usual_forms(marks)
    readings = [_Reading()]
    for mark in marks:
        best: dict[tuple[Number | None, int, Number | None], _Reading] = {}
        for reading in readings:
            for follower in _followers(reading, mark, usual):
                known = best.get(follower.key)
                if known is None or follower.price < known.price:
                    best[follower.key] = follower
        readings = sorted(best.values(), key=lambda reading: reading.price)[:_BEAM]
    steps: list[Step] = []
    best_reading: _Reading | None = readings[0]
    while best_reading and best_reading.step:
        steps.append(best_reading.step)
        best_reading = best_reading.before
    return _count_down(steps[::-1])


def _count_down(steps: list[Step]) -> list[Step]:
    """Return the steps; the first number of a list that counts down to 1 is no gap."""
    accepted = [i for i, step in enumerate(steps) if step.kind in ACCEPTED]
    for first, second in pairwise(accepted):
        if steps[first].kind == GAP and steps[second].kind == BACK:
            steps[first] = replace(steps[first], kind=NEXT)
    return steps


def fault(kind: str, before: str, written: str) -> str:
    """Return what is wrong with a number that is a gap or a repeat.

    Args:
        kind: the step.
        before: the number before, as printed; empty at the start of a part.
        written: the number, as printed.
    """
    if kind == REPEAT:
        return f"paragraph {written} appears twice"
    if before:
        return f"after paragraph {before} comes {written}"
    return f"the first paragraph is {written}, not 1"


def are_in_text(number: Number, last: Number | None, text: str) -> bool:
    """Return whether the numbers missing before a number are in a text that was left out."""
    if last is None or len(number) > 1 or len(last) > 1:
        return False
    between = range(last[0] + 1, number[0])
    return all(re.search(rf"(?<!\d){each}[.)]?\s", text) for each in between)


def unused_number(step: Step, last: Number | None) -> str:
    """Return the number that a step takes for text although it may be a paragraph's, else "".

    Args:
        step: the step.
        last: the number of the paragraph before; None at the start of a part.
    """
    candidate = step.mark.candidate
    if step.kind != SKIP or candidate is None or step.mark.skip < _WHOLE_SENTENCE:
        return ""
    near = len(candidate.number) == 1 or last is None or len(last) == len(candidate.number)
    return candidate.written if near and -1 <= missing(candidate.number, last) <= _NEAR else ""


def _followers(reading: _Reading, mark: Mark, usual: frozenset[int]) -> Iterator[_Reading]:
    """Yield the readings that a mark allows after a reading."""
    if mark.candidate is None:
        yield _go_on(reading, mark, SKIP, mark.skip, reading.last, reading.listed, reading.outer)
        outer = reading.outer if reading.outer is not None else reading.last
        yield _go_on(reading, mark, OPEN, mark.accept, None, 0, outer)
        return
    number, form = mark.candidate.number, mark.candidate.form
    skip = mark.skip if form in usual else min(mark.skip, _UNUSUAL)
    accept = mark.accept
    if form in UNUSUAL:
        accept += _USUAL if form in usual else _UNUSUAL
    yield _go_on(reading, mark, SKIP, skip, reading.last, reading.listed, reading.outer)
    price = _list_price(reading, mark)
    if price is not None:
        yield _go_on(reading, mark, ITEM, price, reading.last, number[0], reading.outer)
    for kind, price, outer in _accepted(reading, number, mark.below_heading):
        counts_down = kind == BACK or (kind == GAP and reading.last is None)
        listed = _BACKWARDS if counts_down else 0
        yield _go_on(reading, mark, kind, accept + price, number, listed, outer)


def _go_on(
    reading: _Reading,
    mark: Mark,
    kind: str,
    price: float,
    last: Number | None,
    listed: int,
    outer: Number | None,
) -> _Reading:
    total = reading.price + price
    return _Reading(last, listed, outer, total, Step(mark, kind), reading)


def _list_price(reading: _Reading, mark: Mark) -> float | None:
    """Return the price of the next item of a list within a paragraph; None if it is none."""
    if mark.candidate is None or len(mark.candidate.number) > 1 or reading.last is None:
        return None
    number = mark.candidate.number[0]
    if number == 1:
        return _LIST_BELOW_HEADING if mark.below_heading else _LIST
    if reading.listed > 0 and number == reading.listed + 1:
        price = _ITEM if number <= _SHORT_LIST else _LATE_ITEM
        return price + (_ITEM_BELOW_HEADING if mark.below_heading else 0)
    return None


def _accepted(
    reading: _Reading, number: Number, below_heading: bool
) -> Iterator[tuple[str, float, Number | None]]:
    """Yield the ways to read a number as a paragraph's: the step, its price, the outer number."""
    last, outer = reading.last, reading.outer
    price = follow_price(number, last)
    if price is not None:
        yield NEXT, price, outer
    if outer is not None and (back := follow_price(number, outer)) is not None:
        resume = _RESUME_BELOW_HEADING if below_heading else _RESUME
        yield RESUME, back + (_RESUME_ANNOUNCED if last is None else resume), None
    gap = missing(number, last)
    if 0 < gap <= _FARTHEST_GAP:
        yield GAP, _GAP + _MISSING * gap, outer
    if number == last:
        yield REPEAT, _REPEAT, outer
    if reading.listed == _BACKWARDS and gap == -2:
        yield BACK, _BACK, outer
    first = follow_price(number, None)
    if first is not None and last is not None:
        price = _RESTART_BELOW_HEADING if below_heading else _RESTART
        price += _RESTART_DEEPER if len(number) > len(last) else 0
        yield RESTART, price + first, outer if outer is not None else last


def _usual_forms(marks: Sequence[Mark]) -> frozenset[int]:
    """Return the forms in which the paragraphs of the document are numbered.

    Numbers in an unusual form are paragraphs only if they follow each other from 1. If plain
    numbers do, then "2.1" seldom is a paragraph: tables of results have such numbers.
    """
    chains = dict.fromkeys((PLAIN, *UNUSUAL), 0)
    for mark in marks:
        if mark.candidate and mark.candidate.form in chains:
            form = mark.candidate.form
            chains[form] += mark.candidate.number == (chains[form] + 1,)
    unusual = {form for form in UNUSUAL if chains[form] < _CHAIN}
    return frozenset(FORMS) - unusual - ({DOTTED} if chains[PLAIN] >= _LONG_CHAIN else set())
