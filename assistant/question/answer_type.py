"""The type of answer that a question asks for: a date, a number, a recommendation or a name.

The reader judges meaning, but of two sentences about the same subject the reader does not always
prefer the sentence that has the type asked for. If a question asks for a date, a number or names
and no chosen sentence has any, the report hardly ever answers it. ``docs/retrieval.md`` has the
figures.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assistant.question.lexicon import GENERIC_NAMES, MONTHS, STOP_WORDS

# Added to a sentence's logit from the reader if the sentence has the type asked for.
TYPE_BONUS = 1.5
_MONTH = "|".join(MONTHS)
_DATE = re.compile(rf"\b(?:1\d|20)\d\ds?\b|\b(?:{_MONTH})\b|\bcentur(?:y|ies)\b")
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|"
    r"fifty|hundred|thousand|million|billion|dozen|half|third|quarter|no|none|both|single|once|"
    r"twice)\b",
    re.IGNORECASE,
)
# Figures that are not quantities: dates, symbols, and numbers of paragraphs or articles.
_NOT_A_QUANTITY = re.compile(
    r"\b[A-Z]+(?:/[\w.()-]+)+|\b(?:paras?|paragraphs?|arts?|articles?|sections?|resolutions?)\b\.? "
    rf"[\d/]+|\b\d{{1,2}} (?:{_MONTH})\b|\b(?:19|20)\d\d\b"
)
_RECOMMENDATION = re.compile(
    r"\b(?:should|must|urg\w+|recommend\w*|call(?:ed|s)? (?:up)?on|encourag\w+|invit\w+|"
    r"request\w*|stress\w+|emphasiz\w+|appeal\w*|need(?:s|ed)? to)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class AnswerType:
    """One type of answer, and how to recognise it in questions and sentences.

    ``asked`` matches questions that ask for the type. ``has`` takes the question and a sentence,
    and returns whether the sentence has the type. ``preferred``: sentences that have the type get
    ``TYPE_BONUS``. ``required``: if no chosen sentence has the type, an answer is unlikely.
    """

    asked: re.Pattern[str]
    has: Callable[[str, str], bool]
    preferred: bool = True
    required: bool = True


def type_bonus(question: str, sentence: str) -> float:
    """Return the logits to add to a sentence: TYPE_BONUS for each type asked for that it has."""
    return sum(
        TYPE_BONUS
        for answer_type in _ANSWER_TYPES
        if answer_type.preferred
        and answer_type.asked.search(question)
        and answer_type.has(question, sentence)
    )


def type_missing(question: str, sentences: Iterable[str]) -> bool:
    """Return whether a question asks for a date, a number or names, and no sentence has any."""
    required = [
        answer_type
        for answer_type in _ANSWER_TYPES
        if answer_type.required and answer_type.asked.search(question)
    ]
    chosen = list(sentences)
    return any(
        not any(answer_type.has(question, sentence) for sentence in chosen)
        for answer_type in required
    )


def _has_date(_: str, sentence: str) -> bool:
    return bool(_DATE.search(sentence))


def _has_number(_: str, sentence: str) -> bool:
    return bool(_NUMBER.search(_NOT_A_QUANTITY.sub(" ", sentence)))


def _has_recommendation(_: str, sentence: str) -> bool:
    return bool(_RECOMMENDATION.search(sentence))


def _has_name(question: str, sentence: str) -> bool:
    """Return whether a sentence has a name that is not in the question and not generic."""
    known = {word.lower() for word in _WORD.findall(question)} | GENERIC_NAMES | STOP_WORDS
    _, *words = _WORD.findall(sentence) or [""]  # the first word of a sentence always has a capital
    return any(word[0].isupper() and word.lower() not in known for word in words)


_ANSWER_TYPES = (
    AnswerType(  # "What did he ask Qatar to do?"
        re.compile(
            r"\b(?:ask(?:ed)?|recommend\w*|urge\w*|advi[sc]e\w*|call(?:ed|s)? (?:up)?on|told to|"
            r"want(?:ed)? \w+ to|should|suggest\w*|encourag\w*|propos\w*)\b",
            re.IGNORECASE,
        ),
        _has_recommendation,
        required=False,
    ),
    AnswerType(
        re.compile(
            r"^\W*(?:and )?when(?:\W*$|['’]s| (?:is|are|was|were|did|does|do|will|ha[sd]|have|can|"
            r"could|should|would|must|may)\b)|\bwhat (?:year|date|day|month)\b|"
            r"\bon which (?:day|date)\b|\bby when\b|\bdates? of\b",
            re.IGNORECASE,
        ),
        _has_date,
    ),
    AnswerType(
        re.compile(
            r"\bhow (?:many|much)\b|\bwhat (?:share|percentage|proportion|number)\b", re.IGNORECASE
        ),
        _has_number,
    ),
    # "Name the companies", "the names of the experts". "Which" is not included, because a
    # description without a name can answer it.
    AnswerType(
        re.compile(
            r"^\W*(?:(?:can|could|please|would|you|and)\W+)*name\b|"
            r"\bnames of\b|\bby name\b|\bnamed\?|\btheir names\b",
            re.IGNORECASE,
        ),
        _has_name,
        preferred=False,
    ),
)
