"""Recognise that a question leaves the topic of the conversation, or takes up one that it names."""

from typing import NamedTuple

from assistant.question.lexicon.turns import INTERJECTION, LEAVES, NEXT_TOPIC, TAKES_UP
from assistant.question.lexicon.words import WORD

# What follows such words is a question, and has at least this many words.
_MIN_WORDS = 3


class Turn(NamedTuple):
    """A question without the words before it that only say what the conversation turns to.

    ``question`` begins with the topic that these words name, if they name one. ``is_new``: it does
    not depend on the earlier questions, because the topic was left for another.
    """

    question: str
    is_new: bool = False


def read_turn(text: str) -> Turn:
    """Return the question that a text asks after words like "Different topic." or "Back to Qatar:".

    A text without such words is returned unchanged.
    """
    rest, topic, is_new = text.strip(), "", False
    turned = False
    while True:
        found = TAKES_UP.match(rest) or NEXT_TOPIC.match(rest)
        left = LEAVES.match(rest)
        match = left or found or INTERJECTION.match(rest)
        if match is None or len(WORD.findall(rest[match.end() :])) < _MIN_WORDS:
            break
        if match is left:
            turned = is_new = True
        elif match is found:
            turned, topic = True, match["topic"]
            is_new = not match.groupdict().get("back")
        rest = rest[match.end() :]
    if not turned:
        return Turn(text)
    return Turn(f"{topic}: {rest}" if topic else rest, is_new)
