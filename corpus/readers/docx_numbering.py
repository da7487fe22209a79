"""Automatic paragraph numbers of Word documents.

The numbers are not stored as text. They are computed from list definitions (ECMA-376-1, 17.9).
"""

import re
from copy import copy
from dataclasses import dataclass
from typing import Any

from corpus.readers.docx_formats import format_label
from corpus.readers.docx_styles import Styles, child_of, child_value, is_on
from corpus.readers.package import W
from corpus.readers.symbols import plain

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_NO_LIST = "0"  # a paragraph with this list has no number, whatever its style says


@dataclass(frozen=True, slots=True)
class Label:
    """The number of a paragraph.

    ``text`` is the number as printed. ``key`` names the list and the level. ``form`` is the text of
    the level with "%" in place of a figure ("%." for "3."). ``form`` is empty if the number is no
    figure or has several parts. ``number`` is the value of the figure.
    """

    text: str
    key: tuple[str, int]
    form: str = ""
    number: int = 0


class Numbering:
    """The counters of a document's numbered lists.

    ``label`` must be called for each paragraph in the order of the document. A list's counters are
    shared by all the lists with the same abstract definition.
    """

    def __init__(self, root: Any, styles: Styles) -> None:
        """Load the list definitions.

        Args:
            root: the root element of the part with the definitions; None if there is no such part.
            styles: the styles of the document.
        """
        self._styles = styles
        self._definitions: dict[str, dict[int, Any]] = {}
        self._lists: dict[str, str] = {}
        self._replaced: dict[tuple[str, int], Any] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._by_style: dict[tuple[str, str], int] = {}
        self._of_style: dict[str | None, tuple[str, str]] = {}
        self._restarted: set[tuple[str, int]] = set()
        self._counts: dict[tuple[str, int], int] = {}
        if root is None:
            return
        for abstract in root.iter(f"{W}abstractNum"):
            self._definitions[abstract.get(f"{W}abstractNumId")] = {
                _integer(level.get(f"{W}ilvl"), 0): level for level in abstract.iter(f"{W}lvl")
            }
        for number in root.findall(f"{W}num"):
            self._load_list(number)
        self._resolve_links(root)
        for name, key in self._lists.items():
            for level, definition in self._definitions.get(key, {}).items():
                self._by_style.setdefault((name, child_value(definition, "pStyle")), level)

    def _load_list(self, number: Any) -> None:
        name = number.get(f"{W}numId")
        self._lists[name] = child_value(number, "abstractNumId")
        for override in number.findall(f"{W}lvlOverride"):
            level = _integer(override.get(f"{W}ilvl"), 0)
            replaced = override.find(f"{W}lvl")
            if replaced is not None:
                self._replaced[name, level] = replaced
            if start := child_value(override, "startOverride"):
                self._starts[name, level] = _integer(start, 1)

    def _resolve_links(self, root: Any) -> None:
        """Replace definitions that only name a style of lists by the definition of that style."""
        links: dict[str, str] = {}
        named: dict[str, str] = {}
        for abstract in root.iter(f"{W}abstractNum"):
            key = abstract.get(f"{W}abstractNumId")
            links[key] = child_value(abstract, "numStyleLink")
            if style := child_value(abstract, "styleLink"):
                named[style] = key
        for name, key in self._lists.items():
            style = links.get(key, "")
            if style and not self._definitions[key]:
                linked = self._lists.get(self._styles.list_of_style(style), "")
                self._lists[name] = named.get(style) or linked

    def fresh(self) -> "Numbering":
        """Return the same lists with none of their paragraphs counted."""
        lists = copy(self)
        lists._counts, lists._restarted = {}, set()
        return lists

    def label(self, properties: Any, style: str | None) -> Label | None:
        """Count a paragraph and return its number; None if it is in no numbered list.

        Args:
            properties: the properties of the paragraph (``w:pPr``), or None.
            style: the id of the paragraph's style.
        """
        name, level = self._list_level(properties, style)
        key = self._lists.get(name, "")
        definition = self._level(name, key, level)
        if definition is None:
            return None
        count = self._count(name, key, level)
        for deeper in range(level + 1, _LEVELS):
            if (key, deeper) in self._counts and level < self._restart(name, key, deeper):
                del self._counts[key, deeper]
        text = self._text(name, key, level, definition)
        template = child_value(definition, "lvlText").strip()
        figure = child_value(definition, "numFmt") in ("", "decimal", "decimalZero")
        single = figure and _PLACE.findall(template) == [str(level + 1)]
        form = _PLACE.sub("%", template) if single else ""
        return Label(text, (key, level), form, count)

    def _list_level(self, properties: Any, style: str | None) -> tuple[str, int]:
        """Return the list and level of a paragraph, set by the paragraph or by its styles."""
        own = child_of(properties, "numPr")
        name, written = child_value(own, "numId"), child_value(own, "ilvl")
        if not name:
            if style not in self._of_style:
                self._of_style[style] = self._inherit(style)
            name, inherited = self._of_style[style]
            written = written or inherited
        return ("", 0) if name == _NO_LIST else (name, min(_integer(written, 0), _LEVELS - 1))

    def _inherit(self, style: str | None) -> tuple[str, str]:
        """Return the list of a style, and its level as written.

        A style is at the level that names the style, else at the level that the style names.
        """
        name = level = ""
        for element in self._styles.chain(style):
            settings = element.find(f"{W}pPr/{W}numPr")
            if settings is None:
                continue
            if not name and (name := child_value(settings, "numId")):
                at_level = self._by_style.get((name, element.get(f"{W}styleId")))
                level = level or (str(at_level) if at_level is not None else "")
            level = level or child_value(settings, "ilvl")
        return name, level

    def _level(self, name: str, key: str, level: int) -> Any:
        replaced = self._replaced.get((name, level))
        return replaced if replaced is not None else self._definitions.get(key, {}).get(level)

    def _count(self, name: str, key: str, level: int) -> int:
        first = self._starts.get((name, level))
        if first is not None and (name, level) not in self._restarted:
            self._restarted.add((name, level))  # a list restarts only once
            self._counts[key, level] = first
        elif (key, level) in self._counts:
            self._counts[key, level] += 1
        else:
            self._counts[key, level] = self._start(name, key, level)
        return self._counts[key, level]

    def _start(self, name: str, key: str, level: int) -> int:
        override = self._starts.get((name, level))
        if override is not None:
            return override
        return _integer(child_value(self._level(name, key, level), "start"), 1)

    def _restart(self, name: str, key: str, level: int) -> int:
        """Return the level above which every level restarts this one: 0 if none does."""
        written = child_value(self._level(name, key, level), "lvlRestart")
        return min(_integer(written, level), level)

    def _text(self, name: str, key: str, level: int, definition: Any) -> str:
        template = child_value(definition, "lvlText")
        if child_value(definition, "numFmt") == "bullet":
            bullet = plain(template, "symbol" if _is_private(template) else "").strip()
            return bullet if bullet in ("-", "–", "—", "*") else "•" * bool(bullet)
        legal = definition.find(f"{W}isLgl")
        legal = legal is not None and is_on(legal.get(f"{W}val", "on"))

        def figure(place: re.Match[str]) -> str:
            depth = int(place[1]) - 1
            at_depth = self._level(name, key, depth)
            if at_depth is None or depth > level:
                return ""
            number = self._counts.get((key, depth), self._start(name, key, depth))
            form = child_value(at_depth, "numFmt") or "decimal"
            return format_label(number, "decimal" if legal and form != "none" else form)

        return " ".join(_PLACE.sub(figure, template).split())


def _is_private(text: str) -> bool:
    return any("\uf000" <= character <= "\uf0ff" for character in text)


def _integer(written: str | None, default: int) -> int:
    return int(written) if written and written.isdecimal() else default
