"""The States, with the adjectives and capitals by which texts name them."""

import json
import re
from functools import cache
from pathlib import Path

_STATES = Path(__file__).parent / "states.json"
_WORD = re.compile(r"[^\W\d_](?:[\w'’&-]*\w)?")
_APOSTROPHE, _HYPHEN = re.compile("['’‘ʼ]"), re.compile("[-‐‑–]")
_I = re.compile("[İı]")
_SPELLINGS = {"'": _APOSTROPHE.pattern, "-": _HYPHEN.pattern, " ": r"\s+"}
# Abbreviations and capitals that are words as well: in small letters, they name no State.
ABBREVIATIONS = frozenset(["us", "uk", "car", "uae", "usa", "prc", "drc", "dprk", "pole", "lima"])


@cache
def states() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """Return a pattern for all forms of all States, and the forms of the State of each form.

    The forms are folded (see ``fold``), as what the pattern matches must be to be looked up.
    """
    fields: dict[str, list[str]] = json.loads(_STATES.read_text(encoding="utf-8"))
    canonical: dict[str, tuple[str, ...]] = {}
    for state, others in fields.items():
        forms = (state, *others)
        for form in forms:
            # A form of two States ("Congolese") stands for either.
            both = dict.fromkeys((*canonical.get(fold(form), ()), *forms))
            canonical[fold(form)] = tuple(both)
    longest = sorted(canonical, key=len, reverse=True)
    escaped = "|".join(map(_any_spelling, longest))
    return re.compile(rf"(?<!\w)(?:{escaped})(?=(?:s|['’]s?)?(?!\w))", re.IGNORECASE), canonical


def fold(form: str) -> str:
    """Return a form as it is looked up: in lower case, with plain apostrophes, hyphens and spaces.

    The two Turkish letters are an i for a pattern that ignores case, but not for ``casefold``.
    """
    plain = _I.sub("i", _HYPHEN.sub("-", _APOSTROPHE.sub("'", form)))
    return " ".join(plain.casefold().split())


def _any_spelling(form: str) -> str:
    """Return a pattern for a folded form with any apostrophes, hyphens and spaces."""
    return "".join(_SPELLINGS.get(character) or re.escape(character) for character in form)


@cache
def state_words() -> frozenset[str]:
    """Return the words of the names, adjectives and capitals of all States, in lower case."""
    return frozenset(word for form in states()[1] for word in _WORD.findall(form))
