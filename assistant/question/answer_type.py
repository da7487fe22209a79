"""The type of answer that a question asks for: a date, a number, a recommendation or a name.

The reader judges meaning, but of two sentences about the same subject the reader does not always
prefer the sentence that has the type asked for. If a question asks for a date, a number or names
and no chosen sentence has any, the report hardly ever answers it. ``docs/retrieval.md`` has the
figures.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from re import Pattern

from assistant.question.lexicon import GENERIC_NAMES, STOP_WORDS
from assistant.question.lexicon.answers import (
    ASKS_DATE,
    ASKS_NAME,
    ASKS_NUMBER,
    ASKS_RECOMMENDATION,
    DATE,
    NOT_A_QUANTITY,
    QUANTITY,
    RECOMMENDATION,
)
from assistant.question.lexicon.words import ANSWER_WORD

# Added to a sentence's logit from the reader if the sentence has the type asked for.
TYPE_BONUS = 1.5


@dataclass(frozen=True, slots=True)
class AnswerType:
    """One type of answer, and how to recognise it in questions and sentences.

    ``asked`` matches questions that ask for the type. ``has`` takes the question and a sentence,
    and returns whether the sentence has the type. ``preferred``: sentences that have the type get
    ``TYPE_BONUS``. ``required``: if no chosen sentence has the type, an answer is unlikely.
    """

    asked: Pattern[str]
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
    return bool(DATE.search(sentence))


def _has_number(_: str, sentence: str) -> bool:
    return bool(QUANTITY.search(NOT_A_QUANTITY.sub(" ", sentence)))


def _has_recommendation(_: str, sentence: str) -> bool:
    return bool(RECOMMENDATION.search(sentence))


def _has_name(question: str, sentence: str) -> bool:
    """Return whether a sentence has a name that is not in the question and not generic."""
    known = {word.lower() for word in ANSWER_WORD.findall(question)} | GENERIC_NAMES | STOP_WORDS
    _, *words = ANSWER_WORD.findall(sentence) or [
        ""
    ]  # the first word of a sentence always has a capital
    return any(word[0].isupper() and word.lower() not in known for word in words)


_ANSWER_TYPES = (
    AnswerType(ASKS_RECOMMENDATION, _has_recommendation, required=False),
    AnswerType(ASKS_DATE, _has_date),
    AnswerType(ASKS_NUMBER, _has_number),
    AnswerType(ASKS_NAME, _has_name, preferred=False),
)
