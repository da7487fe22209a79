"""Equations of Word documents as one line of text."""

from collections.abc import Iterator
from typing import Any

from corpus.readers.package import W
from corpus.readers.symbols import plain

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PROPERTIES = f"{M}ctrlPr"
_INTEGRAL = "∫"  # the operator of an n-ary element that names none


def linear(element: Any) -> str:
    """Return an equation in the linear form: "x=(a+b)/2", "x^2", "√(y)".

    Args:
        element: an element of an equation, for instance ``m:oMath``.
    """
    name = element.tag.removeprefix(M) if isinstance(element.tag, str) else ""
    if name == "t" or element.tag == f"{W}t":
        return plain(element.text or "")
    if name in _FORMS:
        return _FORMS[name](element)
    if name.endswith("Pr") or element.tag in (_PROPERTIES, f"{W}rPr", f"{W}del", f"{W}moveFrom"):
        return ""
    return "".join(linear(child) for child in element)


def _part(element: Any, name: str) -> str:
    part = element.find(f"{M}{name}")
    return linear(part) if part is not None else ""


def _group(text: str) -> str:
    """Return a text in brackets if it is more than one number or name."""
    return text if text.isalnum() else f"({text})"


def _property(element: Any, name: str, default: str) -> str:
    for properties in element:
        if isinstance(properties.tag, str) and properties.tag.endswith("Pr"):
            found = properties.find(f"{M}{name}")
            if found is not None:
                return str(found.get(f"{M}val", default))
    return default


def _fraction(element: Any) -> str:
    return f"{_group(_part(element, 'num'))}/{_group(_part(element, 'den'))}"


def _scripts(element: Any) -> str:
    return _part(element, "e") + _limits(element)


def _limits(element: Any) -> str:
    marks = (("_", "sub"), ("^", "sup"), ("_", "lim"))
    parts = ((mark, _part(element, name)) for mark, name in marks)
    return "".join(f"{mark}{_group(part)}" for mark, part in parts if part)


def _before(element: Any) -> str:
    return f"{_limits(element)} {_part(element, 'e')}"


def _root(element: Any) -> str:
    degree = _part(element, "deg")
    return f"{degree}√({_part(element, 'e')})"


def _operator(element: Any) -> str:
    sign = _property(element, "chr", _INTEGRAL)
    return f"{sign}{_limits(element)} {_part(element, 'e')}"


def _brackets(element: Any) -> str:
    begin, end = _property(element, "begChr", "("), _property(element, "endChr", ")")
    return begin + _property(element, "sepChr", "|").join(_children(element, "e")) + end


def _matrix(element: Any) -> str:
    rows = (", ".join(_children(row, "e")) for row in element.findall(f"{M}mr"))
    return f"({'; '.join(rows)})"


def _lines(element: Any) -> str:
    return "; ".join(_children(element, "e"))


def _function(element: Any) -> str:
    return f"{_part(element, 'fName')} {_part(element, 'e')}"


def _children(element: Any, name: str) -> Iterator[str]:
    return (linear(child) for child in element.findall(f"{M}{name}"))


_FORMS = {
    "f": _fraction,
    "sSub": _scripts,
    "sSup": _scripts,
    "sSubSup": _scripts,
    "limLow": _scripts,
    "limUpp": lambda element: f"{_part(element, 'e')}^{_group(_part(element, 'lim'))}",
    "sPre": _before,
    "rad": _root,
    "nary": _operator,
    "d": _brackets,
    "m": _matrix,
    "eqArr": _lines,
    "func": _function,
}
