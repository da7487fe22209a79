"""Sentences about an answer in the user's language; quotations are never translated."""

from collections.abc import Sequence

from assistant.evidence.confidence import certainty
from assistant.output.i18n import say
from index.models.multilingual import EXTRA


def read_as(question: str, query: str, language: str = "en") -> list[str]:
    """Return how the question was understood; nothing if that is the question as typed."""
    return [say("read_as", language, query)] if query != question else []


def asked_in(question_language: str, language: str = "en") -> str:
    """Return that the question was asked in another language than the reports are written in."""
    return say("asked_in", language, question_language)


def cannot_read(question_language: str, language: str = "en") -> str:
    """Return that questions in a language cannot be read, and what to install for it."""
    install = f"pip install '{EXTRA}', then: pilcrow build"
    return say("unread", language, question_language, install)


def not_in_any_report(words: Sequence[str], language: str = "en") -> str:
    """Return a sentence that names the words of the question that no report contains."""
    quoted = [f"“{word}”" for word in words]
    last = say("or", language) + quoted[-1] if len(quoted) > 1 else quoted[0]
    return say("no_report_has", language, ", ".join(quoted[:-1]) + last)


def contradiction(subject: str, what: str, references: Sequence[str], language: str = "en") -> str:
    """Return that a report gives different dates or numbers ("what") for a subject, and where."""
    return say(f"conflict_{what}", language, subject, "; ".join(dict.fromkeys(references)))


def confidence(probability: float, language: str = "en") -> str:
    """Return in words how sure an answer is; "" for a look-up, whose probability is 1."""
    word = certainty(probability)
    return "" if word == "look-up" else say(word, language)
