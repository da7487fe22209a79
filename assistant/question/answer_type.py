"""What kind of answer a question wants, and whether a sentence has one: a date, a number, an order.

The reader knows meanings, but of two sentences that are about the same it does not always prefer
the one that could answer at all. And where nothing that was chosen has the date, number or names
that are asked for, there is hardly ever an answer. ``docs/retrieval.md`` has the figures.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assistant.question.lexicon import GENERIC_NAMES, MONTHS, STOP_WORDS

# How much, in logits of the reader, a sentence gains that has what is asked for.
TYPE_BONUS = 1.5
_MONTH = "|".join(MONTHS)
_DATE = re.compile(rf"\b(?:1\d|20)\d\ds?\b|\b(?:{_MONTH})\b|\bcentur(?:y|ies)\b")
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|"
    r"fifty|hundred|thousand|million|billion|dozen|half|third|quarter|no|none|both|single|once|"
    r"twice)\b",
    re.IGNORECASE,
)
# Figures that count nothing: dates, and where something is written.
_NO_NUMBER = re.compile(
    r"\b[A-Z]+(?:/[\w.()-]+)+|\b(?:paras?|paragraphs?|arts?|articles?|sections?|resolutions?)\b\.? "
    rf"[\d/]+|\b\d{{1,2}} (?:{_MONTH})\b|\b(?:19|20)\d\d\b"
)
_ORDER = re.compile(
    r"\b(?:should|must|urg\w+|recommend\w*|call(?:ed|s)? (?:up)?on|encourag\w+|invit\w+|"
    r"request\w*|stress\w+|emphasiz\w+|appeal\w*|need(?:s|ed)? to)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class _Kind:
    """``asks`` finds it in a question; ``has`` tells of question and sentence.

    ``gains``: sentences that have it are preferred. ``needed``: without it there is no answer.
    """

    asks: re.Pattern[str]
    has: Callable[[str, str], bool]
    gains: bool = True
    needed: bool = True


def type_bonus(question: str, sentence: str) -> float:
    """Return what a sentence gains by having the kind of answer that a question wants."""
    return sum(
        TYPE_BONUS
        for kind in _KINDS
        if kind.gains and kind.asks.search(question) and kind.has(question, sentence)
    )


def type_missing(question: str, sentences: Iterable[str]) -> bool:
    """Whether a question wants a date, a number or names, and no sentence has any."""
    needed = [kind for kind in _KINDS if kind.needed and kind.asks.search(question)]
    every = list(sentences)
    return any(not any(kind.has(question, one) for one in every) for kind in needed)


def _has_date(_: str, sentence: str) -> bool:
    return bool(_DATE.search(sentence))


def _has_number(_: str, sentence: str) -> bool:
    return bool(_NUMBER.search(_NO_NUMBER.sub(" ", sentence)))


def _has_order(_: str, sentence: str) -> bool:
    return bool(_ORDER.search(sentence))


def _has_name(question: str, sentence: str) -> bool:
    """Whether a sentence names anybody whom the question does not; its author is no name."""
    known = {word.lower() for word in _WORD.findall(question)} | GENERIC_NAMES | STOP_WORDS
    _, *words = _WORD.findall(sentence) or [""]  # the first has a capital, whatever it is
    return any(word[0].isupper() and word.lower() not in known for word in words)


_KINDS = (
    _Kind(  # "What did he ask Qatar to do?"
        re.compile(
            r"\b(?:ask(?:ed)?|recommend\w*|urge\w*|advi[sc]e\w*|call(?:ed|s)? (?:up)?on|told to|"
            r"want(?:ed)? \w+ to|should|suggest\w*|encourag\w*|propos\w*)\b",
            re.IGNORECASE,
        ),
        _has_order,
        needed=False,
    ),
    _Kind(
        re.compile(
            r"^\W*(?:and )?when(?:\W*$|['’]s| (?:is|are|was|were|did|does|do|will|ha[sd]|have|can|"
            r"could|should|would|must|may)\b)|\bwhat (?:year|date|day|month)\b|"
            r"\bon which (?:day|date)\b|\bby when\b|\bdates? of\b",
            re.IGNORECASE,
        ),
        _has_date,
    ),
    _Kind(
        re.compile(
            r"\bhow (?:many|much)\b|\bwhat (?:share|percentage|proportion|number)\b", re.IGNORECASE
        ),
        _has_number,
    ),
    _Kind(  # "Name the companies", "the names of the experts": not "which", which may be described
        re.compile(
            r"^\W*(?:(?:can|could|please|would|you|and)\W+)*name\b|"
            r"\bnames of\b|\bby name\b|\bnamed\?|\btheir names\b",
            re.IGNORECASE,
        ),
        _has_name,
        gains=False,
    ),
)
