"""Read a question in the light of the ones before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.question.lexicon import ANAPHORA, GENERIC_NAMES, STOP_WORDS, content_words
from corpus import Paragraph

# Words that point back at something said before. "He" is not among them: it is the report's author.
_POINTS_BACK = re.compile(
    r"\b(?:it|its|that|this|these|those|there|them|they|their|one|ones|same|too|also|else|latter|"
    r"former|another|others?|such|instead|here|then|both|again)\b",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|well|right|thanks|thank you|great|hm+)\b\W*)*"
    r"(?:and|but|or|so|also|what about|how about)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\b(?:why|when|where|who|whom|how|which|what)\b", re.IGNORECASE)
_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)\b", re.IGNORECASE
)
# A question of so many words that say something is read by itself.
_ENOUGH = 3
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class ResolvedQuestion:
    """A question as it was read.

    ``query`` stands alone, ``context`` are the earlier questions it was read after (empty where it
    needed none), ``last`` the last of these; ``near`` is where the last answer stood, if the
    question stays there. ``names`` are the words of the query that the library writes with a
    capital, in lower case.
    """

    query: str
    context: str = ""
    last: str = ""
    near: Paragraph | None = None
    names: frozenset[str] = frozenset()

    @property
    def for_reader(self) -> str:
        """What the reader is asked: the question, after the last one where it says too little."""
        enough = len(set(content_words(self.query))) >= _ENOUGH
        return self.query if enough else f"{self.last} {self.query}".strip()


def rewrite(question: str, history: Sequence[Answer], names: frozenset[str]) -> ResolvedQuestion:
    """Decide whether a question leans on the ones before it, and on what.

    ``names`` are the words that the library writes with a capital, in lower case.
    """
    if not history or not _leans(question, names):
        return ResolvedQuestion(question, names=_names_in(question, names))
    last = history[-1]
    swapped = _swap(question, last.query, names)
    if swapped:
        return ResolvedQuestion(swapped, names=_names_in(swapped, names))
    earlier = dict.fromkeys([history[0].question, last.question])
    stays = last.citations and not _phrases(question, names)
    near = last.citations[0].quote.paragraph if stays else None
    return ResolvedQuestion(
        question, " ".join(earlier), last.question, near, _names_in(question, names)
    )


def _leans(question: str, names: frozenset[str]) -> bool:
    if _POINTS_BACK.search(question) or _CONTINUES.match(question):
        return True
    # "By when?", "How many?": a question word, and nothing that it asks of.
    return (
        bool(_ASKS.search(question))
        and not _content(question, names)
        and not _phrases(question, names)
    )


def _swap(question: str, last: str, names: frozenset[str]) -> str | None:
    """Put what a question names in the last one's place, where it does nothing but name it.

    "and Qatar?" after "When did he visit Sweden?" is "When did he visit Qatar?"; "And the second?"
    after "What was his first report?" is "What was his second report?".
    """
    if not (_POINTS_BACK.search(question) or _CONTINUES.match(question)):
        return None
    if _content(_ORDINAL.sub(" ", question), names):
        return None
    for mine, theirs in (
        (_phrases(question, names), _phrases(last, names)),
        (_ordinals(question), _ordinals(last)),
    ):
        if len(mine) == len(theirs) == 1:
            (start, end), (other, other_end) = mine[0], theirs[0]
            return last[:other] + question[start:end] + last[other_end:]
    return None


def _ordinals(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _ORDINAL.finditer(text)]


def _phrases(text: str, names: frozenset[str]) -> list[tuple[int, int]]:
    """Find the names in a text, "Costa Rica" as one; return where each starts and ends."""
    found: list[tuple[int, int]] = []
    for word in _WORD.finditer(text):
        if not _is_name(word[0], names, first=word.start() == 0):
            continue
        if found and text[found[-1][1] : word.start()] == " ":
            found[-1] = (found[-1][0], word.end())
        else:
            found.append(word.span())
    return found


def _is_name(word: str, names: frozenset[str], *, first: bool) -> bool:
    lower = word.lower()
    if lower in GENERIC_NAMES or lower in STOP_WORDS:
        return False
    return lower in names or (word[0].isupper() and not first)


def _content(question: str, names: frozenset[str]) -> list[str]:
    """Return the words that say what is asked, other than names."""
    words = (word.lower() for word in _WORD.findall(question))
    little = STOP_WORDS | ANAPHORA
    return [word for word in words if word not in little and word not in names]


def _names_in(text: str, names: frozenset[str]) -> frozenset[str]:
    return names & {word.lower() for word in _WORD.findall(text)}
