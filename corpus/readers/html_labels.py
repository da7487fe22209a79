"""Which elements of a page hold text that belongs to no paragraph, and why.

Text is hidden if nobody sees it. An element that is hidden from screen readers only
(``aria-hidden``) is visible.
"""

import re
from typing import Any

from corpus.block import BOX, CAPTION, CHART, CONTENTS, FURNITURE, HIDDEN, STRUCK
from corpus.numerals import candidate
from corpus.readers.html_tree import is_block, kind_of, plain_text

_BY_KIND = {
    "del": STRUCK, "s": STRUCK, "strike": STRUCK,
    "template": HIDDEN, "noscript": HIDDEN, "datalist": HIDDEN, "audio": HIDDEN, "video": HIDDEN,
    "nav": FURNITURE, "footer": FURNITURE, "button": FURNITURE, "select": FURNITURE,
    "textarea": FURNITURE, "label": FURNITURE, "option": FURNITURE, "iframe": FURNITURE,
    "object": FURNITURE, "search": FURNITURE,
    "aside": BOX, "figcaption": CAPTION, "caption": CAPTION, "svg": CHART, "toc": CONTENTS,
}  # fmt: skip
_ROLES = frozenset(
    ("banner", "navigation", "contentinfo", "search", "dialog", "alertdialog", "menubar")
)
_NEVER = frozenset(("html", "body", "main", "article", "akomaNtoso"))
# A whole class or id: "cookie-banner", "site-footer", "share_buttons", not "social-protection".
_FURNITURE = re.compile(
    r"(?:(?:site|page|main|top|bottom|global|primary|secondary|mobile|user|quick|block|js)[-_])?"
    r"(?:cookies?|gdpr|consent|breadcrumbs?|navbar|navigation|nav|menu|share|sharing|sharethis|"
    r"addthis|newsletter|pagination|pager|skip|advert(?:isement)?s?|toolbar|sidebar|copyright|"
    r"footer|social|related|print)"
    r"(?:[-_]?(?:bar|banner|notice|popup|consent|box|buttons?|links?|icons?|list|menu|container|"
    r"wrapper|widget|block|area|text|overlay|modal|message|inner|media|share|content|nav|main|to|posts?|articles?|news))*",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:table[-_]of[-_]contents|toc(?:[-_](?:list|container|wrapper))?)", re.I)
_UNSEEN = frozenset(
    ("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "hidden")
)
# "hidden md:block" is hidden on telephones only.
_SHOWN_IF_WIDE = re.compile(r"(?:sm|md|lg|xl|2xl):(?!hidden)")
_AT_RULE = re.compile(r"@[^{;]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"[\w-]*[.#][\w-]+|[a-z][a-z\d]*")


_NOTHING = re.compile(r"0+(?:\.0+)?(?:px|pt|em|rem|%)?")
_OFF_PAGE = re.compile(r"(?:left|top|right)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]")


class Labels:
    """The labels of the elements of one page, by its elements, attributes and style sheets."""

    def __init__(self, root: Any) -> None:
        """Read the style sheets in the page."""
        self._sheet: dict[str, str] = {}
        for style in root.iter("style"):
            if "print" not in (style.get("media") or ""):
                self._read_sheet(style.text or "")

    def of(self, element: Any) -> str:
        """Return the label of an element's text; "" if the text may belong to a paragraph."""
        kind, role = kind_of(element), element.get("role") or ""
        if label := self._hidden_or_struck(element, kind) or _BY_KIND.get(kind, ""):
            return label
        if kind in _NEVER:
            return ""
        names = [*(element.get("class") or "").split(), element.get("id") or ""]
        if role in _ROLES or any(_FURNITURE.fullmatch(name) for name in names):
            return "" if _holds_paragraph(element) else FURNITURE
        if any(_CONTENTS.fullmatch(name) for name in names):
            return "" if _holds_paragraph(element) else CONTENTS
        return ""

    def _hidden_or_struck(self, element: Any, kind: str) -> str:
        if element.get("hidden") is not None or (kind == "dialog" and element.get("open") is None):
            return HIDDEN
        if declared := _declared(element.get("style") or ""):
            return declared.replace("shown", "")
        classes = (element.get("class") or "").split()
        if self._sheet:
            keys = [f"#{element.get('id')}", *(f".{name}" for name in classes)]
            for key in (*keys, *(f"{kind}{key}" for key in keys), kind):
                if label := self._sheet.get(key, ""):
                    return label
        unseen = not _UNSEEN.isdisjoint(classes) and not any(map(_SHOWN_IF_WIDE.match, classes))
        return HIDDEN if unseen and kind != "body" else ""

    def _read_sheet(self, css: str) -> None:
        css = _AT_RULE.sub("", re.sub(r"/\*.*?\*/|<!--|-->", "", css, flags=re.DOTALL))
        for selectors, declarations in _RULE.findall(css):
            label = _declared(declarations)
            for selector in selectors.split(","):
                if label and _SIMPLE.fullmatch(selector.strip()):
                    self._sheet[selector.strip()] = label.replace("shown", "")


def _declared(style: str) -> str:
    """Return the label that a style declares, "shown" if it shows the element, else ""."""
    declarations = (one.lower().partition(":") for one in style.split(";"))
    value = {name.strip(): text.replace("!important", "").strip() for name, _, text in declarations}
    if (
        value.get("display") == "none"
        or value.get("visibility") in ("hidden", "collapse")
        or value.get("mso-hide") == "all"
        or _NOTHING.fullmatch(value.get("font-size", ""))
        or _NOTHING.fullmatch(value.get("opacity", ""))
        or (value.get("position") == "absolute" and _OFF_PAGE.search(style.lower()))
    ):
        return HIDDEN
    lines = f"{value.get('text-decoration', '')} {value.get('text-decoration-line', '')}"
    if "line-through" in lines:
        return STRUCK
    return "shown" if value.get("display") or value.get("visibility") else ""


def _holds_paragraph(element: Any) -> bool:
    """Return whether a numbered sentence is in an element: then its class is a misnomer."""
    blocks = (inner for inner in element.iter() if is_block(inner))
    for block in blocks:
        text = plain_text(block)
        linked = sum(len(plain_text(link)) for link in block.iter("a"))
        if candidate(text) and text[-1] in ".;:" and linked < len(text) / 2:
            return True
    return any(kind_of(inner) == "ol" and _is_prose(inner) for inner in element.iter())


def _is_prose(items: Any) -> bool:
    texts = [plain_text(item) for item in items if kind_of(item) == "li"]
    return bool(texts) and sum(text.endswith((".", ";")) for text in texts) > len(texts) / 2
