"""Which number can come next.

United Nations paragraphs are numbered 1, 2, 3 ... through a report, or by section: 12.1, 12.2;
recommendations below a paragraph 101.1, 101.2. So a number counts only where it can be the next
one: any other is a reference that a line happens to begin with.
"""

from collections.abc import Sequence

from corpus.numerals import Candidate, Number

# How far a number may lie beyond the one expected and still show that paragraphs are missing.
_FARTHEST_GAP = 60


def can_follow(number: Number, last: Number | None) -> bool:
    """Whether a number can be the next: the first of all, one more, or a level down or up."""
    if last is None:
        return number == (1,) or (len(number) > 1 and number[-1] == 1)
    deeper = (*last, 1)
    onward = [(*last[:i], last[i] + 1) for i in range(len(last))]
    next_section = [(*last[:-2], last[-2] + 1, 1)] if len(last) > 1 else []
    return number in [deeper, *onward, *next_section]


def shows_a_gap(found: Candidate, last: Number | None, later: Sequence[Number]) -> bool:
    """Whether paragraphs are missing before this one: the numbers go on from here, not from there.

    ``later`` are the numbers that the following blocks begin with.
    """
    number = found.number
    if last is not None and (len(number) != len(last) or number[:-1] != last[:-1]):
        return False
    expected = last[-1] + 1 if last is not None else 1
    if not expected < number[-1] <= expected + _FARTHEST_GAP:
        return False
    if not later:
        return number[-1] <= expected + 2 and last is not None
    wanted = (*number[:-1], expected)
    for one in later:
        if one == found.follows:
            return True
        if one == wanted:
            return False
    return False


def restarts(found: Candidate, later: Sequence[Number]) -> bool:
    """Whether the numbering begins anew here: with 1, and 2 comes next."""
    return (
        can_follow(found.number, None)
        and bool(later)
        and later[0] in (found.follows, (*found.number, 1))
    )


def repeats(found: Candidate, last: Number | None, later: Sequence[Number]) -> bool:
    """Whether a number was given twice."""
    return found.number == last and bool(later) and later[0] == found.follows
