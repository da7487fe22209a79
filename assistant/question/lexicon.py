"""Word lists, in lower case: words that do not say what a question is about, and the months."""

import re
from collections.abc import Iterator

_WORD = re.compile(r"[^\W_]+")
_MIN_LENGTH = 3  # characters


def content_words(text: str) -> Iterator[str]:
    """Yield the words of a text that say what it is about, in lower case."""
    for word in _WORD.findall(text.lower()):
        if len(word) >= _MIN_LENGTH and word not in STOP_WORDS and word not in ANAPHORA:
            yield word


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Question words, auxiliary verbs and the author of the report. The other words are the topic.
STOP_WORDS = _words("""
    a about all am an and any are as at be been but by can could did do does exactly expert for
    from had has have he her him his how i in independent into is just many me more much my of
    ok on or our please report reports said say says she so some tell than the to up us was we
    were what when where which who whom whose why will with would you your
""")

# Words that ask for a part of a report and do not say about which topic.
LOOKUP_STOP_WORDS = _words("""
    a about all an and are argue argues as brief briefly can chapter concerning contain contains
    content contents could council cover covered covers deal deals describe did discuss
    discusses do document does entire explain for from full ga gist give he heading hello her hi
    him his hrc i in is it its just key know let like made main make makes me need of on out
    overview para paragraph paragraphs paras part please point points present print quote read
    recap report reports say says section sections see she short show sum summarise summarize
    summary tell text that the them there they this to under unga up us verbatim want was we
    what whats which whole with words would you your
""")

# Words that reports write with a capital, but that do not distinguish one name from another.
GENERIC_NAMES = _words("""
    assembly commission committee council expert general government he human in independent
    kingdom nations report republic resolution rights some state states such that the these this
    united
""")

# Words that refer to earlier text, and other words that short follow-up questions consist of.
ANAPHORA = _words("""
    again also another both case different else here instead it its last later like long next
    often okay one ones other others regard respect right same similar so thanks that them then
    there these this those too well yes
""")

# The months, spelled as in dates.
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
