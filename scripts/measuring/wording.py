"""Write docs/wording.md: every message of the page, in English, and where it is shown.

    python -m scripts.measuring.wording

The messages are read from ``words.json``, and the places from the code that shows them, so that the
list cannot become stale: a test compares it. A message that no code shows is an error.
"""

import ast
import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from assistant.output.i18n import words
from corpus import errors

_ROOT = Path(__file__).parent.parent.parent
DOCUMENT = _ROOT / "docs" / "wording.md"
_STATIC = _ROOT / "assistant" / "web" / "static"
# The parts of the page, in the order in which a user meets them, and the files that show them.
_PLACES: tuple[tuple[str, str, Sequence[str]], ...] = (
    ("The bar at the top", "Its buttons, its menu, and the notice below it.",
     ("top.html", "top.js", "notice.js", "talks.js", "web/layout.py", "gradio_patches.js")),
    ("The conversation", "Questions, answers, and what is said when there is no answer.",
     ("web/handlers.py", "web/service.py", "web/conversation.py", "output/markdown.py",
      "output/shown.py", "output/remarks.py", "output/terminal.py", "copying.js", "web/scope.py",
      "web/middleware/rate_limit.py", "web/feedback.py", "evidence/confidence.py")),
    ("The reports", "The drawer in which reports are chosen, added and removed.",
     ("shelf.html", "shelf.js", "web/shelf.py", "web/sidebar.py", "intake.js", "web/intake.py",
      "web/intake_state.py", "output/messages.py", "output/bodies.py")),
    ("The source", "The report beside the conversation, its guide, its pages and its citations.",
     ("panel.html", "panel.js", "reading.js", "citing.js", "changed.js", "guide.js",
      "original.js", "names.js", "print.js", "output/report_html.py")),
    ("The tables", "Recommendations, dates and references.",
     ("tables.js", "rows.js", "timeline.js", "extracts/output.py", "extracts/missing.py")),
    ("The brief", "The quotations that a user keeps.",
     ("brief.html", "brief.js", "keeping.js", "pane.js", "web/brief_pane.py", "output/brief.py")),
    ("The check of a draft", "The verdicts on the quotations of a text.",
     ("check.html", "check.js", "web/draft_check.py", "web/verdict_remarks.py",
      "web/check_pane.py")),
    ("Comparing and replaying", "Two reports side by side; a saved conversation asked again.",
     ("compare.html", "compare.js", "web/comparing.py", "comparison/text.py",
      "comparison/data.py", "comparison/columns.py", "comparison/word.py", "replay/output.py",
      "replay/outcome.py")),
    ("Saved files", "What stands in files besides quotations.", ("output/export.py",)),
)  # fmt: skip
_HOW = (
    (r"<button\b[^>]*data-say=[\"']{0}[\"']", "button"),
    (r"<h\d\b[^>]*data-say=[\"']{0}[\"']", "heading"),
    (r"data-say=[\"']{0}[\"']", "text"),
    (r"data-tip=[\"']{0}[\"']", "name or tooltip"),
    (r"(?:tell|announce|tellHere)\((?:[^()]*\()*say\(['\"]{0}['\"]", "notice"),
    (r"aria-label['\"], say\(['\"]{0}['\"]", "name for screen readers"),
    (r"title = say\(['\"]{0}['\"]", "tooltip"),
    (r"placeholder = say\(['\"]{0}['\"]", "placeholder"),
    (r"make\('button', '[^']*', say\(['\"]{0}['\"]", "button"),
    (r"gr\.(?:Info|Warning)\((?:problem_in\()?say\(['\"]{0}['\"]", "notice"),
)


def main() -> int:
    """Write the document; return the exit status, 1 if a message is shown nowhere."""
    text, unused = document()
    DOCUMENT.write_text(text, encoding="utf-8")
    for key in unused:
        print(f"{key} is shown nowhere")
    return bool(unused)


def document() -> tuple[str, list[str]]:
    """Return the text of the document, and the keys of messages that no code shows."""
    sources = {name: path.read_text(encoding="utf-8") for name, path in _files()}
    places = {key: place for key in words() if (place := _place_of(key, sources))}
    lines = [
        "# The messages of the page", "",
        "`python -m scripts.measuring.wording` writes this list from `words.json` and the code",
        "that shows the messages. They are in six languages; this is the English. `{0}` and",
        "`{1}` stand for what is named or counted.",
    ]  # fmt: skip
    for title, about, names in _PLACES:
        lines += [
            "",
            f"## {title}",
            "",
            about,
            "",
            "| message | shown as | shown by |",
            "|---|---|---|",
        ]
        lines += [
            f"| {_cell(words()[key]['en'])} | {_how(key, places[key], sources)} | "
            f"{_cell(_about(places[key], sources[places[key]]))} (`{places[key]}`) |"
            for key in words()
            if places.get(key) in names
        ]
    lines += ["", "## Problems", "",
              "In English, the reason alone is shown; in other languages, it follows in brackets.",
              "", "| message | when it is shown |", "|---|---|"]  # fmt: skip
    lines += [
        f"| {_cell(words()[key]['en'])} | {_cell(_first_sentence(getattr(errors, key).__doc__))} |"
        for key in words()
        if hasattr(errors, key)
    ]
    unused = [key for key in words() if key not in places and not hasattr(errors, key)]
    listed = {name for _, _, names in _PLACES for name in names}
    unused += [f"{key} ({place})" for key, place in places.items() if place not in listed]
    return "\n".join(lines) + "\n", unused


def _files() -> Iterator[tuple[str, Path]]:
    for path in sorted([*_STATIC.glob("*.html"), *_STATIC.glob("*.js")]):
        yield path.name, path
    for path in sorted((_ROOT / "assistant").rglob("*.py")):
        yield path.relative_to(_ROOT / "assistant").as_posix(), path


def _place_of(key: str, sources: Mapping[str, str]) -> str:
    """Return the name of the file that shows a message, or ""."""
    order = [name for _, _, names in _PLACES for name in names]
    known = sorted(sources, key=lambda name: order.index(name) if name in order else len(order))
    told = rf"""(?:say\(|i18n\(|data-say=|data-tip=)["']{re.escape(key)}["']"""
    for wanted in (told, rf"""["'`]{re.escape(key)}["'`]"""):
        for name in known:
            if re.search(wanted, sources[name]):
                return name
    for name in known:  # "state_${one.state}" shows all messages that begin so
        if any(key.startswith(start) for start in _starts(sources[name])):
            return name
    return ""


def _starts(source: str) -> list[str]:
    return re.findall(r"(?:`|f['\"])([a-z]+_)\$?\{", source)


def _how(key: str, place: str, sources: Mapping[str, str]) -> str:
    """Return as what a message is shown: a button, a tooltip, a notice ..."""
    for pattern, how in _HOW:
        if re.search(pattern.format(re.escape(key)), sources[place]):
            return how
    return "tooltip" if key.endswith("_tip") else "text"


def _about(name: str, source: str) -> str:
    """Return what a file is for, in the words of its first comment."""
    if name.endswith(".py"):
        return _first_sentence(ast.get_docstring(ast.parse(source)))
    if name.endswith(".js"):
        comment = "".join(re.match(r"(?://[^\n]*\n)*", source)[0]).replace("//", " ")  # type: ignore[index]
        return _first_sentence(comment)
    script = _STATIC / f"{Path(name).stem}.js"
    return _about(script.name, script.read_text(encoding="utf-8"))


def _first_sentence(text: str | None) -> str:
    joined = " ".join(inspect.cleandoc(text or "").split())
    return re.split(r"(?<=[.:])\s", joined, maxsplit=1)[0].rstrip(".:")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    raise SystemExit(main())
