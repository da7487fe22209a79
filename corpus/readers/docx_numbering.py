"""Automatic paragraph numbers of Word documents.

The numbers are not stored as text. They are computed from list definitions (ECMA-376-1, 17.9).
"""

from typing import Any

from corpus.numerals import format_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Word's names of number formats, and the forms of ``format_number``. Other formats are shown as
# figures.
_FORMS = {
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
    "decimalZero": "01",
}


class Numbering:
    """The counters of a document's numbered lists.

    ``label`` must be called for each paragraph in the order of the document.
    """

    def __init__(self, document: Any) -> None:
        """Load the list definitions of a document."""
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            root = None
        self.levels: dict[tuple[str, int], Any] = {}
        self.lists: dict[str, str] = {}
        self.starts: dict[tuple[str, int], int] = {}
        self.counts: dict[tuple[str, int], int] = {}
        if root is None:
            return
        for abstract in root.iter(f"{W}abstractNum"):
            for level in abstract.iter(f"{W}lvl"):
                key = abstract.get(f"{W}abstractNumId"), int(level.get(f"{W}ilvl"))
                self.levels[key] = level
        for number in root.findall(f"{W}num"):
            name = number.get(f"{W}numId")
            self.lists[name] = number.find(f"{W}abstractNumId").get(f"{W}val")
            for override in number.findall(f"{W}lvlOverride"):
                start = override.find(f"{W}startOverride")
                if start is not None:
                    level = int(override.get(f"{W}ilvl"))
                    self.starts[name, level] = int(start.get(f"{W}val"))

    def label(self, paragraph: Any, styles: list[Any]) -> str:
        """Count a paragraph and return its label; "" if it is in no numbered list.

        Args:
            paragraph: the XML element of the paragraph.
            styles: the paragraph's style and its base styles, innermost first.
        """
        list_level = _list_level(paragraph, styles)
        if list_level is None:
            return ""
        name, level = list_level
        key = self.lists.get(name)
        if key is None or (key, level) not in self.levels:
            return ""
        first = self.starts.pop((name, level), None)  # a list restarts only once
        if first is not None:
            self.counts[key, level] = first
        else:
            self.counts[key, level] = self.counts.get((key, level), self._start(key, level) - 1) + 1
        for deeper in [k for k in self.counts if k[0] == key and k[1] > level]:
            del self.counts[deeper]
        return self._format_label(key, level)

    def _start(self, key: str, level: int) -> int:
        start = self.levels[key, level].find(f"{W}start")
        return int(start.get(f"{W}val")) if start is not None else 1

    def _format_label(self, key: str, level: int) -> str:
        text = _child_value(self.levels[key, level], "lvlText")
        for depth in range(level + 1):
            if (key, depth) not in self.levels:
                continue
            form = _child_value(self.levels[key, depth], "numFmt") or "decimal"
            if form in ("bullet", "none"):
                text = text.replace(f"%{depth + 1}", "") if form == "none" else ""
                continue
            number = self.counts.get((key, depth), self._start(key, depth))
            text = text.replace(f"%{depth + 1}", format_number(number, _FORMS.get(form, "1")))
        return text.strip()


def _list_level(paragraph: Any, styles: list[Any]) -> tuple[str, int] | None:
    """Return the list and level of a paragraph, set by the paragraph or by its styles."""
    name = level = None
    for owner in [paragraph, *styles]:
        properties = owner.find(f"{W}pPr/{W}numPr")
        if properties is None:
            continue
        name = name or _child_value(properties, "numId") or None
        level = level or _child_value(properties, "ilvl") or None
    return (name, int(level or 0)) if name and name != "0" else None


def _child_value(element: Any, name: str) -> str:
    child = element.find(f"{W}{name}")
    return str(child.get(f"{W}val", "")) if child is not None else ""
