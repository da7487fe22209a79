"""Sentences about an answer in the user's language; quotations are never translated."""

from collections.abc import Sequence

from assistant.evidence.confidence import certainty
from assistant.output.i18n import say
from index.models.multilingual import EXTRA

# If the user is asked which report is meant, so many are named.
_MOST_CHOICES = 8


def read_as(question: str, query: str, language: str = "en") -> list[str]:
    """Return how the question was understood; nothing if that is the question as typed."""
    return [say("read_as", language, query)] if query != question else []


def asked_in(question_language: str, language: str = "en") -> str:
    """Return that the question was asked in another language than the reports are written in."""
    return say("asked_in", language, question_language)


def cannot_read(question_language: str, language: str = "en", *, install: bool = False) -> str:
    """Return that questions in a language cannot be read.

    With ``install``, a second sentence says what the operator installs for it; the readers of the
    page and of saved files cannot install anything.
    """
    sentences = [say("unread", language, question_language)]
    if install:
        command = f"pip install '{EXTRA}', then: pilcrow build"
        sentences.append(say("unread_install", language, command))
    return " ".join(sentences)


def not_mentioned(words: Sequence[str], language: str = "en") -> str:
    """Return a sentence that names what is asked about and the quoted paragraphs do not mention."""
    return say("not_mentioned", language, ", ".join(f"“{word}”" for word in words))


def part_unanswered(parts: Sequence[str], language: str = "en") -> str:
    """Return a sentence that names the questions of a text that no sentence answers."""
    return say("part_unanswered", language, ", ".join(f"“{part}”" for part in parts))


def no_answer(asked: int, language: str = "en") -> str:
    """Return that no sentence answers the question.

    Args:
        asked: the number of reports that were asked, or 0 if it is not known.
        language: the language of the page.
    """
    if asked > 1:
        return say("no_sentence_many", language, asked)
    return say("no_sentence_one" if asked else "no_sentence", language)


def not_in_any_report(words: Sequence[str], language: str = "en") -> str:
    """Return a sentence that names the words of the question that no report contains."""
    quoted = [f"“{word}”" for word in words]
    last = say("or", language) + quoted[-1] if len(quoted) > 1 else quoted[0]
    return say("no_report_has", language, ", ".join(quoted[:-1]) + last)


def reply_in(
    reply: str,
    choices: Sequence[str],
    missing: Sequence[str],
    language: str = "en",
    omitted: int = 0,
) -> str:
    """Return what is said in place of quotations: to a greeting, or why nothing can be looked up.

    Args:
        reply: a name of ``assistant.answer.Reply``, not "".
        choices: the symbols of the reports that the question may mean.
        missing: what the question asks for and the library does not have.
        language: the language of the page.
        omitted: how many paragraphs were looked up.
    """
    if reply == "extent":
        return say("reply_extent", language, ", ".join(choices), omitted)
    if reply == "which_report":
        more = len(choices) - _MOST_CHOICES
        named = ", ".join(choices[:_MOST_CHOICES])
        if more > 0:
            named = f"{named} {say('and_more', language, more)}"
        return say("reply_which_report", language, named)
    return say(f"reply_{reply}", language, ", ".join(missing))


def not_shown(count: int, language: str = "en") -> str:
    """Return how many of the paragraphs that were looked up are not quoted."""
    return say("omitted" if count > 1 else "omitted_one", language, count)


def rows_not_shown(count: int, language: str = "en") -> str:
    """Return how many rows of a table that was looked up are not quoted."""
    return say("omitted_rows", language, count)


def listed(count: int, language: str = "en") -> str:
    """Return from how many paragraphs a list is quoted, and that some of it may be missing."""
    return say("listed", language, count)


def contradiction(subject: str, what: str, references: Sequence[str], language: str = "en") -> str:
    """Return that a report gives different dates or numbers ("what") for a subject, and where."""
    return say(f"conflict_{what}", language, subject, "; ".join(dict.fromkeys(references)))


def confidence(probability: float, language: str = "en", *, covered: bool = True) -> str:
    """Return in words how sure an answer is; "" for a look-up, whose probability is 1."""
    word = certainty(probability, covered=covered)
    return "" if word == "look-up" else say(word, language)
