"""Which paragraph number can come after another.

Paragraphs are numbered 1, 2, 3 and so on through a report, or by section: 12.1, 12.2.
Recommendations are numbered below a paragraph: 101.1, 101.2.
"""

from corpus.numerals import Number

_DEEPER, _NEXT_SECTION = 0.3, 0.5
_FIRST_IN_SECTION, _FIRST_DEEP = 0.3, 4.0
_DEEPEST_FIRST = 2  # a part can begin with 5 or 12.5, but not with 12.5.3


def follow_price(number: Number, last: Number | None) -> float | None:
    """Return the price of a number as the next: the first, one more, or one level down or up.

    Returns None if it cannot be the next.

    Args:
        number: the number to check.
        last: the number of the paragraph before; None at the start of a part.
    """
    if last is None:
        if number == (1,):
            return 0.0
        if number[-1] != 1 or len(number) == 1:
            return None
        return _FIRST_IN_SECTION if len(number) == 2 else _FIRST_DEEP
    if number in [(*last[:i], last[i] + 1) for i in range(len(last)) if last[i] > 0]:
        return 0.0
    # "2 bis" is (2, -1), "2 ter" is (2, -2).
    if number == (*last, -1) or (last[-1] < 0 and number == (*last[:-1], last[-1] - 1)):
        return 0.0
    if number == (*last, 1):
        return _DEEPER
    if len(last) > 1 and number == (*last[:-2], last[-2] + 1, 1):
        return _NEXT_SECTION
    return None


def missing(number: Number, last: Number | None) -> int:
    """Return how many numbers are missing before a number; negative if it is a lower number.

    The result is 0 if nothing is missing, or if the numbers do not belong together.

    Args:
        number: the number to check.
        last: the number of the paragraph before; None at the start of a part.
    """
    depth = len(number)
    if last is None:
        return number[-1] - 1 if depth <= _DEEPEST_FIRST else 0
    same = depth <= len(last) and number[:-1] == last[: depth - 1]
    return number[-1] - last[depth - 1] - 1 if same else 0
