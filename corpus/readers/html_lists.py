"""The numbers of the items of an HTML list, as browsers count them."""

import re
from typing import Any

from corpus.numerals import format_number
from corpus.readers.html_tree import kind_of

# The HTML standard ignores the rest of a value after its leading digits.
_INTEGER = re.compile(r"[ \t\n\f\r]*([+-]?\d{1,9})(?!\d)")
_LARGEST_ROMAN = 3999
_TYPES = frozenset("1aAiI")
_STYLES = {
    "decimal": "1", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
    "lower-roman": "i", "upper-roman": "I", "decimal-leading-zero": "01", "none": "",
    "disc": "", "circle": "", "square": "",
}  # fmt: skip
_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?\b([a-z]+(?:-[a-z]+)*)\b")


class ListCounter:
    """The count of one list: ``label`` returns the label of its next item."""

    def __init__(self, element: Any) -> None:
        """Start the count of a list element, ``ol``, ``ul`` or ``menu``."""
        self._ordered = kind_of(element) == "ol"
        self._step, start = 1, 1
        if element.get("reversed") is not None:
            self._step = -1
            start = sum(kind_of(child) == "li" for child in element)
        self._next = _integer(element.get("start"), start)
        self._form = _form(element, "1")

    def label(self, item: Any) -> str:
        """Return the label of the next item, ``4.`` or ``(a)``; "" for a bullet."""
        number = _integer(item.get("value"), self._next)
        self._next = number + self._step
        form = _form(item, self._form)
        if not self._ordered or not form:
            return ""
        label = _format(number, form)
        return f"{label}." if label.lstrip("-").isdigit() else f"({label})"


def _form(element: Any, default: str) -> str:
    style = _STYLE.search((element.get("style") or "").lower())
    if style and style[1] in _STYLES:
        return _STYLES[style[1]]
    written = element.get("type") or ""
    return written if written in _TYPES else default


def _format(number: int, form: str) -> str:
    if form in ("a", "A") and number > 0:
        letters = ""
        while number:
            number, letter = divmod(number - 1, 26)
            letters = chr(ord("a") + letter) + letters
        return letters if form == "a" else letters.upper()
    if form in ("i", "I") and 0 < number <= _LARGEST_ROMAN:
        return format_number(number, form)
    return format_number(number, "01" if form == "01" else "1")


def _integer(written: str | None, default: int) -> int:
    match = _INTEGER.match(written or "")
    return int(match[1]) if match else default
