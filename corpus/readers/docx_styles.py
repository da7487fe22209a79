"""The properties of runs and paragraphs of Word documents, through styles and defaults."""

from dataclasses import dataclass
from typing import Any

from corpus.readers.package import W

_DEFAULT_SIZE = 20  # half-points
# Properties that a character style switches back if the paragraph's style has them too
# (ECMA-376-1, 17.7.3).
_TOGGLES = ("b", "bCs", "i", "iCs", "strike", "vanish")
_OTHERS = ("sz", "szCs", "vertAlign", "dstrike", "rtl", "cs", "position", "rStyle")
_READ = {f"{W}{name}": name for name in _TOGGLES + _OTHERS}
_VALUE, _FONTS = f"{W}val", f"{W}rFonts"
_SYMBOL_FONTS = ("symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings")


@dataclass(frozen=True, slots=True)
class Run:
    """The properties of a run of text. ``size`` is in points. ``font`` is a font of symbols."""

    size: float
    bold: bool
    italic: bool
    hidden: bool
    struck: bool
    raised: bool
    font: str


class Styles:
    """The styles of a document."""

    def __init__(self, root: Any) -> None:
        """Load the styles.

        Args:
            root: the root element of the part with the styles; None if there is no such part.
        """
        self._styles: dict[str, Any] = {}
        self._chains: dict[str | None, tuple[Any, ...]] = {}
        self._framed: dict[str | None, bool] = {}
        self._outlines: dict[str | None, int | None] = {}
        self._runs: dict[tuple[Any, ...], Run] = {}
        self._defaults: dict[str, str] = {}
        self.default: str | None = None
        if root is None:
            return
        for style in root.iter(f"{W}style"):
            name = style.get(f"{W}styleId")
            self._styles[name] = style
            if style.get(f"{W}type") == "paragraph" and is_on(style.get(f"{W}default")):
                self.default = name
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._defaults = _properties(defaults)

    def style_of(self, properties: Any) -> str | None:
        """Return the id of the style in a paragraph's properties (``w:pPr``, or None)."""
        name = child_value(properties, "pStyle")
        return name if name in self._styles else self.default

    def chain(self, name: str | None) -> tuple[Any, ...]:
        """Return a style and its base styles, innermost first."""
        if name not in self._chains:
            chain: list[Any] = []
            key = name
            while key in self._styles and self._styles[key] not in chain:
                chain.append(self._styles[key])
                key = child_value(self._styles[key], "basedOn")
            self._chains[name] = tuple(chain)
        return self._chains[name]

    def style_name(self, name: str | None) -> str:
        """Return the name of a style in lower case, as users see it."""
        style = self._styles.get(name) if name is not None else None
        return child_value(style, "name").lower() if style is not None else ""

    def outline_level(self, name: str | None) -> int | None:
        """Return the level of a style for headings, 0 the outermost; None for other styles."""
        if name not in self._outlines:
            self._outlines[name] = self._find_outline(name)
        return self._outlines[name]

    def _find_outline(self, name: str | None) -> int | None:
        for style in self.chain(name):
            level = child_value(style.find(f"{W}pPr"), "outlineLvl")
            if level.isdigit():
                return int(level) if int(level) < 9 else None
        return None

    def list_of_style(self, name: str) -> str:
        """Return the id of the list that a style of lists names; "" if there is none."""
        style = self._styles.get(name)
        properties = style.find(f"{W}pPr/{W}numPr") if style is not None else None
        return child_value(properties, "numId")

    def is_framed(self, properties: Any, name: str | None) -> bool:
        """Return whether a paragraph has a border on all four sides.

        Args:
            properties: the properties of the paragraph (``w:pPr``), or None.
            name: the id of the paragraph's style.
        """
        own = child_of(properties, "pBdr")
        if own is None and name not in self._framed:
            borders = (style.find(f"{W}pPr/{W}pBdr") for style in self.chain(name))
            found = next((border for border in borders if border is not None), None)
            self._framed[name] = _is_frame(found)
        return _is_frame(own) if own is not None else self._framed[name]

    def run(self, properties: Any, style: str | None) -> Run:
        """Return the properties of a run.

        Args:
            properties: the run's own properties (``w:rPr``), or None.
            style: the id of the paragraph's style.
        """
        own = _properties(properties)
        key = style, *own.items()
        if key not in self._runs:
            self._runs[key] = self._find_run(own, style)
        return self._runs[key]

    def _find_run(self, own: dict[str, str], style: str | None) -> Run:
        values = self._inherit(style, own.get("rStyle")) | own
        complex_script = is_on(values.get("rtl")) or is_on(values.get("cs"))
        suffix = "Cs" if complex_script else ""
        return Run(
            _half_points(values.get(f"sz{suffix}") or values.get("sz")) / 2,
            is_on(values.get(f"b{suffix}")),
            is_on(values.get(f"i{suffix}")),
            is_on(values.get("vanish")),
            is_on(values.get("strike")) or is_on(values.get("dstrike")),
            values.get("vertAlign") == "superscript" or _half_points(values.get("position"), 0) > 0,
            own.get("font", ""),
        )

    def _inherit(self, style: str | None, character: str | None) -> dict[str, str]:
        values = dict(self._defaults)
        by_paragraph, by_character = self._of_chain(style), self._of_chain(character)
        values |= by_paragraph | by_character
        for name in _TOGGLES:
            if name in by_paragraph and name in by_character:
                both = is_on(by_paragraph[name]) != is_on(by_character[name])
                values[name] = "on" if both or is_on(self._defaults.get(name)) else "off"
        return values

    def _of_chain(self, name: str | None) -> dict[str, str]:
        values: dict[str, str] = {}
        for style in reversed(self.chain(name)):
            values |= _properties(style.find(f"{W}rPr"))
        return values


def _is_frame(border: Any) -> bool:
    sides = (child_value(border, side) for side in ("top", "left", "bottom", "right"))
    return all(side not in ("", "none", "nil") for side in sides)


def _properties(element: Any) -> dict[str, str]:
    """Return the properties of a ``w:rPr`` element by name; "on" for one without a value."""
    if element is None:
        return {}
    values: dict[str, str] = {}
    for child in element:
        if name := _READ.get(child.tag):
            values[name] = child.get(_VALUE, "on")
        elif child.tag == _FONTS:
            font = (child.get(f"{W}ascii") or child.get(f"{W}hAnsi") or "").lower()
            if font in _SYMBOL_FONTS:
                values["font"] = font
    return values


def child_value(element: Any, name: str) -> str:
    """Return the value of an element's child; "" if the element is None or has no such child."""
    child = child_of(element, name)
    return str(child.get(_VALUE, "")) if child is not None else ""


def child_of(element: Any, name: str) -> Any:
    """Return an element's first child with a name; None if there is none."""
    return next(element.iterchildren(f"{W}{name}"), None) if element is not None else None


def is_on(value: str | None) -> bool:
    """Return whether a property that can be on or off is on."""
    return value is not None and value not in ("0", "false", "off", "none")


def _half_points(written: str | None, default: float = _DEFAULT_SIZE) -> float:
    """Return a size in half-points; strict documents write it in points, as "12pt"."""
    try:
        if written and written.endswith("pt"):
            return float(written.removesuffix("pt")) * 2
        return float(written or default)
    except ValueError:
        return default
