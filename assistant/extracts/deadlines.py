"""The date until when something is to be done."""

import re

from corpus.date_words import MONTHS

_MONTHS = {month: number for number, month in enumerate(MONTHS, 1)}
_MONTH = "|".join(MONTHS)
_DEADLINE = re.compile(
    r"\b(?:by|before|until|no(?:t)? later than|not after|on or before)\s"
    r"(?:(?:the\s)?(?:end|close|beginning|start|middle|(?:first|second|third|fourth|last) "
    r"(?:quarter|half))\sof\s)?(?:the\s)?(?:year\s)?"
    rf"(?:(?:(?P<day>\d{{1,2}})\s)?(?P<month>{_MONTH})\s)?(?P<year>(?:19|20)\d\d)\b(?![/(]|\s\()"
)


def deadline(text: str) -> str:
    """Return the date by which a sentence wants something done, or "".

    Returns:
        the date as exact as it is printed: "2026-06-30", "2026-06" or "2026".
    """
    match = _DEADLINE.search(text)
    if match is None:
        return ""
    date = match["year"]
    if match["month"]:
        date += f"-{_MONTHS[match['month']]:02}"
    if match["day"]:
        date += f"-{int(match['day']):02}"
    return date
