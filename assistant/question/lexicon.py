"""Words that tell how a question is meant rather than what it is about, in lower case."""

import re
from collections.abc import Iterator

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 3


def content_words(text: str) -> Iterator[str]:
    """Yield the words of a text that say something, in lower case."""
    for word in _WORD.findall(text.lower()):
        if len(word) >= _SHORTEST and word not in STOP_WORDS and word not in ANAPHORA:
            yield word


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Question words, helpers and the report's author: what is left is the topic.
STOP_WORDS = _set("""
    a about all am an and any are as at be been but by can could did do does exactly expert for
    from had has have he her him his how i in independent into is just many me more much my of
    ok on or our please report reports said say says she so some tell than the to up us was we
    were what when where which who whom whose why will with would you your
""")

# Words that ask for a part of a report without saying what about.
LOOKUP_STOP_WORDS = _set("""
    a about all an and are argue argues as brief briefly can chapter concerning contain contains
    content contents could council cover covered covers deal deals describe did discuss
    discusses do document does entire explain for from full ga gist give he heading hello her hi
    him his hrc i in is it its just key know let like made main make makes me need of on out
    overview para paragraph paragraphs paras part please point points present print quote read
    recap report reports say says section sections see she short show sum summarise summarize
    summary tell text that the them there they this to under unga up us verbatim want was we
    what whats which whole with words would you your
""")

# Capitalised in reports, and yet not what distinguishes one question from another.
GENERIC_NAMES = _set("""
    assembly commission committee council expert general government he human in independent
    kingdom nations report republic resolution rights some state states such that the these this
    united
""")

# Words that point at what was said before, and others that a short follow-up is made of.
ANAPHORA = _set("""
    again also another both case different else here instead it its last later like long next
    often okay one ones other others regard respect right same similar so thanks that them then
    there these this those too well yes
""")

# As dates are written.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
