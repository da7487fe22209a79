"""The rules for the next paragraph number.

United Nations paragraphs are numbered 1, 2, 3 and so on through a report, or by section: 12.1,
12.2. Recommendations are numbered below a paragraph: 101.1, 101.2. So a number is accepted only if
it can be the next number. Any other number is a reference at the start of a line.
"""

from collections.abc import Sequence

from corpus.numerals import Candidate, Number

# A number further than this beyond the expected number does not show that paragraphs are missing.
_FARTHEST_GAP = 60


def can_follow(number: Number, last: Number | None) -> bool:
    """Return whether a number can be the next: the first, one more, or one level down or up.

    Args:
        number: the number to check.
        last: the number of the paragraph before; None at the start of a part.
    """
    if last is None:
        return number == (1,) or (len(number) > 1 and number[-1] == 1)
    deeper = (*last, 1)
    onward = [(*last[:i], last[i] + 1) for i in range(len(last))]
    next_section = [(*last[:-2], last[-2] + 1, 1)] if len(last) > 1 else []
    return number in [deeper, *onward, *next_section]


def shows_a_gap(candidate: Candidate, last: Number | None, later: Sequence[Number]) -> bool:
    """Return whether paragraphs are missing before this number.

    Paragraphs are missing if the numbering continues from this number, and the expected number does
    not appear before that.

    Args:
        candidate: the number to check.
        last: the number of the paragraph before; None at the start of a part.
        later: the numbers at the start of the following blocks.
    """
    number = candidate.number
    if last is not None and (len(number) != len(last) or number[:-1] != last[:-1]):
        return False
    expected = last[-1] + 1 if last is not None else 1
    if not expected < number[-1] <= expected + _FARTHEST_GAP:
        return False
    if not later:
        return number[-1] <= expected + 2 and last is not None
    expected_number = (*number[:-1], expected)
    for later_number in later:
        if later_number == candidate.next_number:
            return True
        if later_number == expected_number:
            return False
    return False


def restarts(candidate: Candidate, later: Sequence[Number]) -> bool:
    """Return whether the numbering restarts here: the number is 1, and 2 is the next number."""
    return (
        can_follow(candidate.number, None)
        and bool(later)
        and later[0] in (candidate.next_number, (*candidate.number, 1))
    )


def repeats(candidate: Candidate, last: Number | None, later: Sequence[Number]) -> bool:
    """Return whether a paragraph number appears twice in a row."""
    return candidate.number == last and bool(later) and later[0] == candidate.next_number
