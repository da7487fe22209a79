"""The numbers that Word counts itself: they are no text in the file (ECMA-376-1, 17.9)."""

from typing import Any

from corpus.numerals import format_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What Word calls the forms of numbers; all others are shown as figures.
_FORMS = {
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
    "decimalZero": "01",
}


class Numbering:
    """What Word counts: a label for each paragraph of a numbered list."""

    def __init__(self, document: Any) -> None:
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
        """Count this paragraph, and return its label; empty if it has none."""
        place = _place(paragraph, styles)
        if place is None:
            return ""
        name, level = place
        key = self.lists.get(name)
        if key is None or (key, level) not in self.levels:
            return ""
        first = self.starts.pop((name, level), None)  # a list that starts anew does so once
        if first is not None:
            self.counts[key, level] = first
        else:
            self.counts[key, level] = self.counts.get((key, level), self._start(key, level) - 1) + 1
        for deeper in [k for k in self.counts if k[0] == key and k[1] > level]:
            del self.counts[deeper]
        return self._written(key, level)

    def _start(self, key: str, level: int) -> int:
        start = self.levels[key, level].find(f"{W}start")
        return int(start.get(f"{W}val")) if start is not None else 1

    def _written(self, key: str, level: int) -> str:
        text = _child(self.levels[key, level], "lvlText")
        for depth in range(level + 1):
            if (key, depth) not in self.levels:
                continue
            form = _child(self.levels[key, depth], "numFmt") or "decimal"
            if form in ("bullet", "none"):
                text = text.replace(f"%{depth + 1}", "") if form == "none" else ""
                continue
            number = self.counts.get((key, depth), self._start(key, depth))
            text = text.replace(f"%{depth + 1}", format_number(number, _FORMS.get(form, "1")))
        return text.strip()


def _place(paragraph: Any, styles: list[Any]) -> tuple[str, int] | None:
    """Return the list that a paragraph is in, and its level: its own word, or its style's."""
    name = level = None
    for owner in [paragraph, *styles]:
        found = owner.find(f"{W}pPr/{W}numPr")
        if found is None:
            continue
        name = name or _child(found, "numId") or None
        level = level or _child(found, "ilvl") or None
    return (name, int(level or 0)) if name and name != "0" else None


def _child(element: Any, name: str) -> str:
    found = element.find(f"{W}{name}")
    return str(found.get(f"{W}val", "")) if found is not None else ""
