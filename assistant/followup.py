"""Read a question in the light of the ones before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.words import LITTLE
from corpus import Paragraph

# Words that point back at something said before. "He" is not among them: it is the report's author.
_POINTS_BACK = re.compile(
    r"\b(?:it|its|that|this|these|those|there|them|they|their|one|ones|same|too|also|else|latter|former|"
    r"another|others?|such|instead|here|then|both|again)\b",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|well|so|right|thanks|thank you|great|hm+)\b\W*)*"
    r"(?:and|but|or|what about|how about|how so|why so|why not|also|what else|anything else|"
    r"any other|for what|by when|since when|until when|where exactly|when exactly|why|when|where|"
    r"who|how|how many|how much|which ones?)\b",
    re.IGNORECASE,
)
# "and Qatar?", "what about the Netherlands": the last question again, about another.
_ANOTHER = re.compile(
    r"^\W*(?:ok(?:ay)?\W+)?(?:(?:and|but|or|what about|how about|same for|for|in)\s+)+"
    r"(?:the\s+)?(?P<name>[\w'’.-]+(?:\s+[\w'’.-]+){0,2})\s*\?*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it was read.

    ``query`` stands alone, ``context`` are the earlier questions it was read after (empty where it
    needed none), ``near`` is where the last answer stood, if the question stays there. ``names``
    are the words of the query that the library writes with a capital, in lower case.
    """

    query: str
    context: str = ""
    near: Paragraph | None = None
    names: frozenset[str] = frozenset()


def read(question: str, history: Sequence[Answer], names: frozenset[str]) -> Reading:
    """Decide whether a question leans on the ones before it, and on what.

    ``names`` are the words that the library writes with a capital, in lower case.
    """
    if not history or not _leans(question):
        return Reading(question, names=_names_in(question, names))
    last = history[-1]
    swapped = _swap(question, last.query, names)
    if swapped:
        return Reading(swapped, names=_names_in(swapped, names))
    earlier = dict.fromkeys([history[0].question, last.question])
    moved = bool(_names_in(question[1:], names))
    near = last.citations[0].quote.paragraph if last.citations and not moved else None
    return Reading(question, " ".join(earlier), near, _names_in(question, names))


def _names_in(text: str, names: frozenset[str]) -> frozenset[str]:
    return names & {word.lower() for word in _WORD.findall(text)}


def _leans(question: str) -> bool:
    content = [word for word in _WORD.findall(question) if word.lower() not in LITTLE]
    points = bool(_POINTS_BACK.search(question))
    return (
        points
        or bool(_CONTINUES.match(question) and len(content) <= 2)
        or _starts_with_and(question)
    )


def _starts_with_and(question: str) -> bool:
    return (
        re.match(r"^\W*(?:ok(?:ay)?\W+)?(?:and|but|or|so)\b", question, re.IGNORECASE) is not None
    )


def _swap(question: str, last: str, names: frozenset[str]) -> str | None:
    """Read "and Qatar?" after "When did he visit Sweden?" as "When did he visit Qatar?"."""
    another = _ANOTHER.match(question)
    if not another or not _is_name(another["name"], names):
        return None
    held = [word for word in _WORD.finditer(last) if word.start() and _is_name(word[0], names)]
    if len(held) != 1:
        return None
    return last[: held[0].start()] + another["name"] + last[held[0].end() :]


def _is_name(words: str, names: frozenset[str]) -> bool:
    return all(word.lower() in names for word in _WORD.findall(words))
