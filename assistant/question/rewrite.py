"""Rewrite a follow-up question so that it stands alone, or find the questions it depends on."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.question.address import read_address
from assistant.question.lexicon import ANAPHORA, GENERIC_NAMES, STOP_WORDS
from assistant.question.lexicon.answers import CONTINUES, ORDINAL, QUESTION_WORD, REFERS_BACK
from assistant.question.lexicon.words import NAME_WORD
from corpus import Paragraph
from corpus import symbol as symbols


@dataclass(frozen=True, slots=True)
class RewrittenQuestion:
    """A question after rewriting.

    ``query`` is the question to search for. ``context`` holds the earlier questions that ``query``
    depends on; it is empty if ``query`` stands alone. ``stay_near`` is the first paragraph that the
    previous answer quoted, if the question stays in its section. ``names`` are the words of
    ``query`` that the library writes with a capital, in lower case. ``follows``: the question was
    read as a follow-up.
    """

    query: str
    context: str = ""
    stay_near: Paragraph | None = None
    names: frozenset[str] = frozenset()
    follows: bool = False


def rewrite(question: str, history: Sequence[Answer], names: frozenset[str]) -> RewrittenQuestion:
    """Return the question rewritten after the conversation, and the questions it depends on.

    A question that stands alone is returned unchanged. ``names`` are the words that the library
    writes with a capital, in lower case.
    """
    if not history or not _depends_on_history(question, names):
        return RewrittenQuestion(question, names=_names_in(question, names))
    previous = history[-1]
    if read_address(question):
        # An address stands alone: no word of it replaces a word of the previous question.
        return RewrittenQuestion(question, names=_names_in(question, names))
    swapped = _swap(question, previous.query, names)
    if swapped:
        # "How many of those are in Kivu?", "And in Ituri?": what "those" are is asked before.
        before = history[-2].query if len(history) > 1 and REFERS_BACK.search(swapped) else ""
        return RewrittenQuestion(swapped, before, names=_names_in(swapped, names), follows=True)
    context = dict.fromkeys([history[0].question, previous.question])
    stays = previous.citations and not _phrases(question, names)
    stay_near = previous.citations[0].quote.paragraph if stays else None
    return RewrittenQuestion(
        question, " ".join(context), stay_near, _names_in(question, names), True
    )


def _depends_on_history(question: str, names: frozenset[str]) -> bool:
    if REFERS_BACK.search(question) or CONTINUES.match(question):
        return True
    # "By when?", "How many?": a question word without a topic.
    return (
        bool(QUESTION_WORD.search(question))
        and not _topic_words(question, names)
        and not _phrases(question, names)
    )


def _swap(question: str, previous: str, names: frozenset[str]) -> str | None:
    """Return the previous question with its name or ordinal replaced by the new question's.

    Returns None if nothing can be replaced, or if the new question has other content words. "and
    Qatar?" after "When did he visit Sweden?" becomes "When did he visit Qatar?"; "And the second?"
    after "What was his first report?" becomes "What was his second report?".
    """
    if not (REFERS_BACK.search(question) or CONTINUES.match(question)):
        return None
    if _topic_words(ORDINAL.sub(" ", symbols.ANY_CASE.sub(" ", question)), names):
        return None
    for new, old in (
        (_symbols(question), _symbols(previous)),
        (_phrases(question, names), _phrases(previous, names)),
        (_ordinals(question), _ordinals(previous)),
    ):
        if len(new) == len(old) == 1:
            (new_start, new_end), (old_start, old_end) = new[0], old[0]
            return previous[:old_start] + question[new_start:new_end] + previous[old_end:]
    return None


def _symbols(text: str) -> list[tuple[int, int]]:
    """Return where each symbol of a document starts and ends, in characters."""
    return [match.span() for match in symbols.ANY_CASE.finditer(text)]


def _ordinals(text: str) -> list[tuple[int, int]]:
    """Return where each ordinal starts and ends, in characters."""
    return [match.span() for match in ORDINAL.finditer(text)]


def _phrases(text: str, names: frozenset[str]) -> list[tuple[int, int]]:
    """Return where each name starts and ends, in characters; "Costa Rica" is one name."""
    phrases: list[tuple[int, int]] = []
    # Symbols are no names; they are blanked, so that all positions stay the same.
    text = symbols.ANY_CASE.sub(lambda match: " " * len(match[0]), text)
    for word in NAME_WORD.finditer(text):
        if not _is_name(word[0], names, first=word.start() == 0):
            continue
        if phrases and text[phrases[-1][1] : word.start()] == " ":
            phrases[-1] = (phrases[-1][0], word.end())
        else:
            phrases.append(word.span())
    return phrases


def _is_name(word: str, names: frozenset[str], *, first: bool) -> bool:
    lower = word.lower()
    if lower in GENERIC_NAMES or lower in STOP_WORDS:
        return False
    return lower in names or (word[0].isupper() and not first)


def _topic_words(question: str, names: frozenset[str]) -> list[str]:
    """Return the words that say what is asked, without names."""
    words = (word.lower() for word in NAME_WORD.findall(question))
    stop_words = STOP_WORDS | ANAPHORA
    return [word for word in words if word not in stop_words and word not in names]


def _names_in(text: str, names: frozenset[str]) -> frozenset[str]:
    return names & {word.lower() for word in NAME_WORD.findall(text)}
