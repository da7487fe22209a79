"""The styles and lists of OpenDocument texts."""

import re
from dataclasses import dataclass, field
from typing import Any

from corpus.numerals import format_number
from corpus.readers.docx_numbering import Label
from corpus.readers.docx_styles import Run

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_OUTLINE = "Outline"
_DEFAULT_SIZE = 12.0  # points
_PLACE = re.compile(r"%(\d{1,2})%")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)(pt|%)")


class OdtStyles:
    """The styles and list definitions of a document."""

    def __init__(self, roots: list[Any]) -> None:
        """Load the styles of the root elements of the parts."""
        self._styles: dict[tuple[str, str], Any] = {}
        self._default: Any = None
        self._levels: dict[tuple[str, int], Any] = {}
        self._runs: dict[tuple[str, str], Run] = {}
        for root in roots:
            for style in root.iter(f"{STYLE}style"):
                key = style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")
                self._styles.setdefault(key, style)
            for style in root.iter(f"{STYLE}default-style"):
                if style.get(f"{STYLE}family") == "paragraph":
                    self._default = style
            for definition in root.iter(f"{TEXT}list-style", f"{TEXT}outline-style"):
                self._load_list(definition)

    def _load_list(self, definition: Any) -> None:
        is_outline = definition.tag == f"{TEXT}outline-style"
        name = _OUTLINE if is_outline else definition.get(f"{STYLE}name", "")
        for level in definition:
            written = level.get(f"{TEXT}level", "1")
            if written.isdecimal():
                self._levels.setdefault((name, int(written)), level)

    def chain(self, family: str, name: str) -> list[Any]:
        """Return a style and its parents, innermost first."""
        chain: list[Any] = []
        while (style := self._styles.get((family, name))) is not None and style not in chain:
            chain.append(style)
            name = style.get(f"{STYLE}parent-style-name", "")
        return chain

    def display_name(self, name: str) -> str:
        """Return the name of the named paragraph style that a style stands for, in lower case."""
        chain = self.chain("paragraph", name)
        named = next((style for style in chain if style.get(f"{STYLE}display-name")), None)
        if named is not None:
            return str(named.get(f"{STYLE}display-name")).lower()
        return (chain[-1].get(f"{STYLE}name", "") if chain else name).replace("_20_", " ").lower()

    def attribute(self, name: str, attribute: str) -> str:
        """Return an attribute of a paragraph style or of its parents; "" if none has it."""
        for style in self.chain("paragraph", name):
            if value := style.get(attribute):
                return str(value)
        return ""

    def run(self, paragraph: str, spans: tuple[str, ...]) -> Run:
        """Return the properties of text.

        Args:
            paragraph: the name of the paragraph's style.
            spans: the names of the styles of the spans around the text, outermost first.
        """
        key = paragraph, "\n".join(spans)
        if key not in self._runs:
            styles = [style for span in spans[::-1] for style in self.chain("text", span)]
            styles += self.chain("paragraph", paragraph)
            self._runs[key] = _run([*styles, self._default])
        return self._runs[key]

    def level(self, name: str, level: int) -> Any:
        """Return the definition of a level of a list, 1 the outermost; None if there is none."""
        return self._levels.get((name, level))


@dataclass
class ListCounts:
    """The counters of one list."""

    style: str
    counts: dict[int, int] = field(default_factory=dict)


def label(styles: OdtStyles, counted: ListCounts, level: int, start: str) -> Label | None:
    """Count an item of a list and return its number; None if the list has no numbers.

    Args:
        styles: the styles of the document.
        counted: the counters of the list.
        level: the level of the item, 1 the outermost.
        start: the number that the item sets, or "".
    """
    definition = styles.level(counted.style, level)
    if definition is None:
        return None
    counts = counted.counts
    counts[level] = (
        int(start) if start.isdecimal() else counts.get(level, _start(definition) - 1) + 1
    )
    for deeper in [depth for depth in counts if depth > level]:
        del counts[deeper]
    key = counted.style, level
    if definition.tag == f"{TEXT}list-level-style-bullet":
        return Label("•", key)

    def shown(depth: int) -> str:
        at_depth = styles.level(counted.style, depth)
        form = at_depth.get(f"{STYLE}num-format", "") if at_depth is not None else ""
        number = counts.get(depth, _start(at_depth) if at_depth is not None else 1)
        return format_number(number, form) if form and number > 0 else ""

    prefix, suffix = (definition.get(f"{STYLE}num-{end}", "") for end in ("prefix", "suffix"))
    written = definition.get(f"{TEXT}display-levels", "1")
    first = level - min(int(written) if written.isdecimal() else 1, level) + 1
    template = definition.get(f"{_LOEXT}num-list-format") or (
        prefix + ".".join(f"%{depth}%" for depth in range(first, level + 1)) + suffix
    )
    if not definition.get(f"{STYLE}num-format"):
        return None
    text = _PLACE.sub(lambda place: shown(int(place[1])), template)
    single = _PLACE.findall(template) == [str(level)]
    form = _PLACE.sub("%", template).strip() if single else ""
    is_figure = definition.get(f"{STYLE}num-format") == "1"
    return Label(text.strip(), key, form if is_figure else "", counts[level])


def outline_counts() -> ListCounts:
    """Return the counters of the headings."""
    return ListCounts(_OUTLINE)


def _start(definition: Any) -> int:
    written = definition.get(f"{TEXT}start-value", "1")
    return int(written) if written.isdecimal() else 1


def _run(styles: list[Any]) -> Run:
    properties = [
        element
        for style in styles
        if style is not None and (element := style.find(f"{STYLE}text-properties")) is not None
    ]

    def value(name: str) -> str:
        return next((str(found) for p in properties if (found := p.get(name)) is not None), "")

    struck = value(f"{STYLE}text-line-through-style") or value(f"{STYLE}text-line-through-type")
    return Run(
        _size(properties),
        value(f"{_FO}font-weight") in ("bold", "600", "700", "800", "900"),
        value(f"{_FO}font-style") in ("italic", "oblique"),
        value(f"{TEXT}display") in ("none", "true"),
        struck not in ("", "none"),
        value(f"{STYLE}text-position").startswith(("super", "3", "5")),
        "",
    )


def _size(properties: list[Any]) -> float:
    """Return the size in points; an inner style may give it as a share of the outer size."""
    share = 1.0
    for element in properties:
        written = _SIZE.fullmatch(element.get(f"{_FO}font-size", ""))
        if written and written[2] == "pt":
            return float(written[1]) * share
        if written:
            share *= float(written[1]) / 100
    return _DEFAULT_SIZE * share
