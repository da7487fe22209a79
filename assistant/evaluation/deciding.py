"""Measure how often answers are right by the word for their certainty, and unknown names."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from assistant.answer import Answer
from assistant.evaluation.estimates import lower_bound
from assistant.evaluation.grading import called, is_right
from assistant.evaluation.question_file import Question
from assistant.evidence.confidence import CERTAINTIES

# The kind of the questions about a name that no report of the library has.
UNKNOWN_NAME = "unknown_name"


@dataclass(frozen=True, slots=True)
class Certain:
    """The answers that are called by one word.

    ``answers`` is their number, ``right`` the number that are right, ``share`` the share that are
    right, from 0 to 1, and ``bound`` the one-sided lower 95 % bound of the share; the last two are
    None if there is no answer.
    """

    answers: int
    right: int
    share: float | None
    bound: float | None


@dataclass(frozen=True, slots=True)
class UnknownNames:
    """The number of questions about unknown names, and the shares answered, and called likely."""

    questions: int
    answered: float
    likely: float


def by_certainty(questions: Sequence[Question], answers: Sequence[Answer]) -> dict[str, Certain]:
    """Return for each word, the surest first, how many of the answers it is used for are right.

    Look-ups have no word; they are counted as "look-up".
    """
    found: dict[str, Certain] = {}
    for word in CERTAINTIES:
        right = [
            is_right(question, answer)
            for question, answer in zip(questions, answers, strict=True)
            if called(answer) == word
        ]
        share = fmean(right) if right else None
        found[word] = Certain(len(right), sum(right), share, lower_bound(sum(right), len(right)))
    return found


def unknown_names(
    questions: Sequence[Question], answers: Sequence[Answer]
) -> dict[str, UnknownNames]:
    """Return how many questions of the kind "unknown_name" are answered; none should be.

    The rows are "all", and of these "direct" and "follow-up". A row without questions is left out,
    so that a set without such questions has no row.
    """
    asked = [
        (question, called(answer))
        for question, answer in zip(questions, answers, strict=True)
        if question.kind == UNKNOWN_NAME
    ]
    groups = {
        "all": [word for _, word in asked],
        "direct": [word for question, word in asked if not question.history],
        "follow-up": [word for question, word in asked if question.history],
    }
    return {
        name: UnknownNames(
            len(words),
            fmean(word is not None for word in words),
            fmean(word == "likely" for word in words),
        )
        for name, words in groups.items()
        if words
    }
