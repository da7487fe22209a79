"""Split a text that asks two or three questions: "Where were the courts, and what did they do?"."""

import re

from assistant.question.lexicon import content_words
from assistant.question.lexicon.comparisons import COMPARES

_ASKING = r"(?:who|whom|whose|what|which|when|where|why|how)"
# Where one question ends and the next begins: after a question mark, and at "and" before a question
# word. "People who vote and who do not" has no question word before "who vote".
_AFTER_MARK = re.compile(r"(?<=\?)\s+(?=\w)")
_AT_AND = re.compile(rf"(?:\s*[,;:]\s*|\s+)and\s+(?={_ASKING}\b)", re.IGNORECASE)
# "Who", "which", "where" and "when" ask only at the start of a clause; elsewhere they are relative.
_ASKS = re.compile(
    rf"\b(?:what|why|how)\b|(?:^|[.?!,:;–—-])\W*(?:(?:and|but|so|or|also|please)\s+)*"
    rf"(?:(?:in|on|at|by|of|for|from|to|with|under|against|about)\s+)?{_ASKING}\b|"
    r"^\W*(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|should)\b",
    re.IGNORECASE,
)
_MOST_PARTS = 3


def split_question(text: str, *, marks_only: bool = False) -> tuple[str, ...]:
    """Return the questions that a text asks, in its order; the text alone if it asks one.

    Each part but the first may depend on the part before ("and how many in each?"). A part must say
    what it is about: "When and where did they meet?" is one question, and so is a comparison: its
    two sides answer it together. With ``marks_only`` a text is split after question marks only.
    """
    if COMPARES.search(text):
        return (text,)
    sentences = _AFTER_MARK.split(text)
    parts = [
        part
        for sentence in sentences
        for part in ([sentence] if marks_only else _AT_AND.split(sentence))
    ]
    parts = [part.strip() for part in parts if part.strip()]
    if not 2 <= len(parts) <= _MOST_PARTS:
        return (text,)
    if not all(_ASKS.search(part) and any(content_words(part)) for part in parts):
        return (text,)
    return tuple(parts)
