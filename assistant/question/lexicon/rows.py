"""Rows of the lexicon: a name, a pattern or word list, a text that it must match, one it must not.

The tests are made from the rows: see ``tests/assistant_question/test_lexicon.py``.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A pattern or a word list, with an example of what it matches and one of what it does not.

    ``matches`` returns whether a text, or for a word list a word, is matched.
    """

    name: str
    matches: Callable[[str], bool]
    example: str
    counterexample: str


ROWS: list[Row] = []
# The names of the rows that match nothing. ``pilcrow evaluate --ablate`` fills it before the rows
# are made, to measure what each row earns.
OFF: set[str] = set()


def pattern(
    name: str, expression: str, example: str, counterexample: str, *, cased: bool = False
) -> re.Pattern[str]:
    """Return a compiled pattern and add its row; case is ignored unless ``cased``."""
    compiled = re.compile(expression, 0 if cased else re.IGNORECASE)
    if name in OFF:
        compiled = re.compile(_nothing(compiled))
    ROWS.append(Row(name, lambda text: bool(compiled.search(text)), example, counterexample))
    return compiled


def word_list(name: str, text: str, example: str, counterexample: str) -> frozenset[str]:
    """Return the words of a text as a set and add its row."""
    words = frozenset() if name in OFF else frozenset(text.split())
    ROWS.append(Row(name, words.__contains__, example, counterexample))
    return words


def _nothing(compiled: re.Pattern[str]) -> str:
    """Return an expression that matches nothing and has the groups of another."""
    names = {number: name for name, number in compiled.groupindex.items()}
    groups = (f"(?P<{names[n]}>)" if n in names else "()" for n in range(1, compiled.groups + 1))
    return f"(?!){''.join(groups)}"
