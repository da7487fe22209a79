"""The States, with the adjectives and capitals by which texts name them."""

import json
import re
from functools import cache
from pathlib import Path

_STATES = Path(__file__).parent / "states.json"
_WORD = re.compile(r"[^\W\d_](?:[\w'’&-]*\w)?")
# Abbreviations and capitals that are words as well: in small letters, they name no State.
ABBREVIATIONS = frozenset(["us", "uk", "car", "uae", "usa", "prc", "drc", "dprk", "pole", "lima"])


@cache
def states() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """Return a pattern for all forms of all States, and the forms of the State of each form."""
    fields: dict[str, list[str]] = json.loads(_STATES.read_text(encoding="utf-8"))
    canonical: dict[str, tuple[str, ...]] = {}
    for state, others in fields.items():
        forms = (state, *others)
        for form in forms:
            # A form of two States ("Congolese") stands for either.
            both = dict.fromkeys((*canonical.get(form.casefold(), ()), *forms))
            canonical[form.casefold()] = tuple(both)
    longest = sorted(canonical, key=len, reverse=True)
    escaped = "|".join(re.escape(form).replace("'", "['’]") for form in longest)
    return re.compile(rf"(?<!\w)(?:{escaped})(?=(?:s|['’]s?)?(?!\w))", re.IGNORECASE), canonical


@cache
def state_words() -> frozenset[str]:
    """Return the words of the names, adjectives and capitals of all States, in lower case."""
    return frozenset(word for form in states()[1] for word in _WORD.findall(form))
