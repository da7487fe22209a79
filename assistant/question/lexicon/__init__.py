"""Every pattern and word list with which questions are read; see ``rows`` for their form."""

from assistant.question.lexicon.words import (
    ANAPHORA,
    GENERIC_NAMES,
    LOOKUP_STOP_WORDS,
    STOP_WORDS,
    content_words,
)

__all__ = [
    "ANAPHORA",
    "GENERIC_NAMES",
    "LOOKUP_STOP_WORDS",
    "STOP_WORDS",
    "content_words",
]
