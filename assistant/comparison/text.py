"""A comparison as text: for a terminal, as Markdown and as CSV."""

from collections.abc import Callable, Sequence

from assistant.comparison.data import label_of, names_of, summary
from assistant.output.csv_file import csv_file
from assistant.output.i18n import say
from assistant.output.markdown import escape
from corpus.diff import Comparison, Pair
from corpus.units import Unit

Mark = Callable[[str], str]

# What a terminal shows as red and struck through, as green and underlined, as bold, and as usual.
_GONE, _NEW, _BOLD, _END = "\033[31;9m", "\033[32;4m", "\033[1m", "\033[0m"
_COLUMNS = ("status", "kind", "old", "new", "old_text", "new_text", "words")


def marked(pair: Pair, gone: Mark, new: Mark, same: Mark = str) -> str:
    """Return the words of both versions of a text in one, each run of words marked.

    The spaces at the ends of a run are outside its mark. A text that only one version has is
    marked as a whole; a text in two languages is returned as both print it.
    """
    if pair.status == "moved_away" and pair.old:
        return same(pair.old.text)
    if pair.old and pair.new and not pair.pieces:
        return f"{same(pair.old.text)}\n{same(pair.new.text)}"
    marks = {"same": same, "gone": gone, "new": new}
    runs = [(piece.status, piece.new or piece.old) for piece in pair.pieces]
    runs = runs or [("new" if pair.new else "gone", pair.unit.text)]
    return "".join(_outside(text, marks[status]) for status, text in runs)


def _outside(text: str, mark: Mark) -> str:
    core = text.strip()
    if not core:
        return text
    start = text.index(core)
    return f"{text[:start]}{mark(core)}{text[start + len(core) :]}"


def arrived(pair: Pair) -> Unit | None:
    """Return the text in the new version, if it is shown in this place."""
    return None if pair.status == "moved_away" else pair.new


def plain(pair: Pair) -> str:
    """Return the words of both versions as ``[-gone-]{+new+}``."""
    return marked(pair, "[-{}-]".format, "{{+{}+}}".format)


def to_text(comparison: Comparison, pairs: Sequence[Pair], *, colour: bool = False) -> str:
    """Return a comparison for a terminal: what was compared, the counts, and each pair.

    Without ``colour``, words are marked as ``[-gone-]`` and ``{+new+}``.
    """
    lines = [" → ".join(names_of(comparison)), *summary(comparison)]
    for pair in pairs:
        head = f"{say(f'compared_{pair.status}').upper()}  {label_of(pair)}"
        if colour:
            words = marked(pair, f"{_GONE}{{}}{_END}".format, f"{_NEW}{{}}{_END}".format)
            head = f"{_BOLD}{head}{_END}"
        else:
            words = plain(pair)
        lines += ["", head, *(f"    {line}" for line in words.splitlines())]
    return "\n".join(lines)


def to_markdown(comparison: Comparison, pairs: Sequence[Pair], language: str = "en") -> bytes:
    """Return a comparison in Markdown: ``~~gone~~`` and ``**new**``."""
    title = say("compared_title", language, *names_of(comparison))
    parts = [f"# {escape(title)}", *(f"- {escape(line)}" for line in summary(comparison, language))]
    for pair in pairs:
        status = say(f"compared_{pair.status}", language)
        words = marked(
            pair,
            lambda text: f"~~{escape(text)}~~",
            lambda text: f"**{escape(text)}**",
            escape,
        )
        parts += [f"## {escape(label_of(pair))}: {status}", words.replace("\n", "\n\n")]
    return ("\n\n".join(parts) + "\n").encode()


def to_csv(_: Comparison, pairs: Sequence[Pair], language: str = "en") -> bytes:
    """Return a comparison as CSV, one line for each pair: see ``csv_file``."""
    lines = (
        (
            say(f"compared_{pair.status}", language),
            pair.unit.kind,
            *(unit.label if unit else "" for unit in (pair.old, pair.new)),
            *(unit.text if unit else "" for unit in (pair.old, arrived(pair))),
            plain(pair),
        )
        for pair in pairs
    )
    return csv_file((_COLUMNS, *lines))
