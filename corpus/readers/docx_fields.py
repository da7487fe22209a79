"""Fields of Word documents that store no result, because Word computes it when it shows them."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from corpus.readers.docx_formats import format_label
from corpus.readers.docx_numbering import Label
from corpus.readers.docx_styles import child_value, is_on
from corpus.readers.package import W
from corpus.readers.symbols import symbol

_NUMBER_FIELDS = ("AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM")
_SWITCH = re.compile(r"\\(\S)\s*(\"[^\"]*\"|[^\s\\]*)")
_FORMATS = {"ROMAN": "upperRoman", "roman": "lowerRoman"} | {
    "ALPHABETIC": "upperLetter",
    "alphabetic": "lowerLetter",
}
# The levels of the lists of LISTNUM: the text with "%" in place of the number, and its format.
_LISTS = {
    "numberdefault": (
        *(("%)", "decimal"), ("%)", "lowerLetter"), ("%)", "lowerRoman")),
        *(("(%)", "decimal"), ("(%)", "lowerLetter"), ("(%)", "lowerRoman")),
        *(("%.", "decimal"), ("%.", "lowerLetter"), ("%.", "lowerRoman")),
    ),
    "outlinedefault": (
        *(("%.", "upperRoman"), ("%.", "upperLetter"), ("%.", "decimal")),
        *(("%)", "lowerLetter"), ("(%)", "decimal"), ("(%)", "lowerLetter")),
        *(("(%)", "lowerRoman"), ("(%)", "lowerLetter"), ("(%)", "lowerRoman")),
    ),
}
_FRACTION = re.compile(r"\\f\s*\(([^()\\]*)[,;]([^()\\]*)\)", re.IGNORECASE)
_EQUATION_SWITCH = re.compile(r"\\[a-z]{1,2}\d*\s*", re.IGNORECASE)


@dataclass
class Field:
    """A field that is open: its code, and whether its result has begun."""

    element: Any
    code: str = ""
    in_code: bool = True
    closed: bool = False

    @property
    def name(self) -> str:
        """The name of the field in capitals, for instance "TOC"."""
        return next(iter(self.code.split()), "").upper()


@dataclass
class Results:
    """The results of fields, computed in the order of the document."""

    _counts: Counter[tuple[str, int]] = field(default_factory=Counter)

    def label(self, code: str, outline: int | None) -> Label | None:
        """Return the number that a field shows; None if it is no field for numbers.

        Args:
            code: the code of the field, for instance "AUTONUM".
            outline: the level of the paragraph's style among headings; None for body text.
        """
        words = code.split()
        name = words[0].upper() if words else ""
        if name not in _NUMBER_FIELDS:
            return None
        switches = {key.lower(): value.strip('"') for key, value in _SWITCH.findall(code)}
        if name == "LISTNUM":
            listed = words[1].strip('"') if len(words) > 1 and words[1][0] != "\\" else ""
            return self._item(listed.lower() or "numberdefault", switches)
        level = -1 if outline is None else outline
        number = self._next(name, level)
        form = _FORMATS.get(switches.get("*", ""), "decimal")
        end = "" if "e" in switches else switches.get("s") or "."
        parts = [format_label(number, form)]
        if name == "AUTONUMLGL" and level > 0:
            parts = [*(str(self._counts[name, above] or 1) for above in range(level)), str(number)]
        single = form == "decimal" and len(parts) == 1
        return Label(".".join(parts) + end, (name, level), f"%{end}" if single else "", number)

    def _item(self, name: str, switches: dict[str, str]) -> Label:
        written = switches.get("l", "")
        level = min(max(int(written), 1), 9) - 1 if written.isdecimal() else 0
        start = switches.get("s", "")
        if start.isdecimal():
            self._counts[name, level] = int(start) - 1
        number = self._next(name, level)
        if name not in _LISTS:  # the list of legal texts, or a list of the document
            parts = [str(self._counts[name, above] or 1) for above in range(level)]
            text = ".".join([*parts, str(number)]) + "."
            return Label(text, (name, level), "" if level else "%.", number)
        template, form = _LISTS[name][level]
        text = template.replace("%", format_label(number, form))
        return Label(text, (name, level), template if form == "decimal" else "", number)

    def _next(self, name: str, level: int) -> int:
        self._counts[name, level] += 1
        if level >= 0:
            for deeper in range(level + 1, 9):
                del self._counts[name, deeper]
        return self._counts[name, level]


def computed(field: Field) -> str:
    """Return the text that a field shows without a stored result; "" if it shows none."""
    if field.name == "SYMBOL":
        return _symbol(field.code)
    if field.name == "EQ":
        return _EQUATION_SWITCH.sub("", _FRACTION.sub(r"\1/\2", field.code.strip()[2:])).strip()
    data = field.element.find(f"{W}ffData") if field.element is not None else None
    if data is None:
        return ""
    if field.name == "FORMDROPDOWN":
        choice = data.find(f"{W}ddList")
        entries = choice.findall(f"{W}listEntry") if choice is not None else []
        chosen = child_value(choice, "result") or child_value(choice, "default") or "0"
        if chosen.isdecimal() and int(chosen) < len(entries):
            return str(entries[int(chosen)].get(f"{W}val", ""))
    if field.name == "FORMCHECKBOX":
        box = data.find(f"{W}checkBox")
        checked = box.find(f"{W}checked") if box is not None else None
        if checked is None:
            checked = box.find(f"{W}default") if box is not None else None
        return "☒" if checked is not None and is_on(checked.get(f"{W}val", "on")) else "☐"
    return ""


def _symbol(code: str) -> str:
    words = code.split()
    if len(words) < 2:
        return ""
    try:
        place = int(words[1], 0)
    except ValueError:
        return words[1][:1]
    switches = {key.lower(): value.strip('"') for key, value in _SWITCH.findall(code)}
    return symbol(place, switches.get("f", "").lower())
