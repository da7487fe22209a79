"""The files of the page, in the folder ``static``."""

from pathlib import Path

_STATIC = Path(__file__).parent / "static"
# The styles of the page, in their order.
STYLES = ("page.css", "tables.css", "compare.css", "pane.css", "intake.css")


def read_static(name: str) -> str:
    """Return the text of a file of the page."""
    return (_STATIC / name).read_text(encoding="utf-8")


def script(*names: str) -> str:
    """Return several scripts as one; each sees what those before it declare."""
    return "\n".join(map(read_static, names))
