"""Recognise what is no question: a greeting, thanks, a question about the assistant."""

from assistant.answer import Reply
from assistant.question.lexicon.facts import ARITHMETIC
from assistant.question.lexicon.small_talk import (
    FILLER,
    NO_WORD,
    PUNCTUATION,
    SMALL_TALK_PHRASES,
)


def small_talk_in(text: str) -> Reply:
    """Return the reply to a text that is small talk and nothing else, or "" for any other text.

    A text without any letter or digit, and a sum, is answered like a request for help. The phrases
    are matched one after another, so the time is proportional to the length of the text.
    """
    text = text.replace("’", "'").strip()
    found: set[Reply] = set()
    position = _after_gap(text, 0)
    if position == len(text) or ARITHMETIC.search(text):
        return "help"
    while position < len(text):
        end = _phrase_end(text, position, found)
        if end == position:
            return ""
        position = _after_gap(text, end)
    order: tuple[Reply, ...] = ("help", "goodbye", "thanks", "greeting")
    return next((reply for reply in order if reply in found), "")


def without_small_talk(text: str) -> str:
    """Return a text without the greeting or thanks before a question: "hello, who wrote it?".

    They must be followed by a punctuation mark: the first word of "good practices" is no greeting.
    """
    plain = text.replace("’", "'")
    found: set[Reply] = set()
    position = start = _after_gap(plain, 0)
    while position < len(plain):
        end = _phrase_end(plain, position, found)
        if end == position:
            break
        position = _after_gap(plain, end)
        if found and PUNCTUATION.search(plain, end, position):
            start = position
    return text[start:] if found and start < len(text) else text


def _phrase_end(text: str, position: int, found: set[Reply]) -> int:
    """Return where the longest phrase ends that begins at a position, or the position itself."""
    longest, reply = position, None
    for name, phrase in SMALL_TALK_PHRASES:
        match = phrase.match(text, position)
        if match and match.end() > longest:
            longest, reply = match.end(), name
    filler = FILLER.match(text, position)
    if filler and filler.end() > longest:
        longest, reply = filler.end(), None
    if reply:
        found.add(reply)
    return longest


def _after_gap(text: str, position: int) -> int:
    gap = NO_WORD.match(text, position)
    return gap.end() if gap else position
