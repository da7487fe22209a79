"""What a look-up asks about: the words that neither name the place nor ask for its text."""

from collections.abc import Collection
from functools import lru_cache

from assistant.question.lexicon import LOOKUP_STOP_WORDS
from assistant.question.lexicon.addresses import ASKS_FACT, HEADING_NUMBER, TOPIC_AFTER
from assistant.question.lexicon.words import JOINED_WORD, POSSESSIVE, REQUEST_WORDS
from index.storage.lexical import stem


def topic_of(rest: str) -> tuple[str, ...]:
    """Return what is asked about an address, given the rest of the question.

    "translate", "explain" and the like ask for the text itself, and so does whatever is no question
    for a fact: "paragraph 41, if I may".
    """
    about = TOPIC_AFTER.search(rest)
    before = rest[: about.start()] if about else rest
    topic = [word for word in topic_words(before) if word.lower() not in REQUEST_WORDS]
    topic += topic_words(rest[about.end() :]) if about else ()
    return tuple(word for word in topic if len(word) > 1) if ASKS_FACT.search(rest) else ()


def topic_words(text: str) -> tuple[str, ...]:
    """Return the words of a text that are no stop words of look-ups, as they are written."""
    return tuple(
        word
        for word in JOINED_WORD.findall(text)
        if POSSESSIVE.sub("", word.lower()) not in LOOKUP_STOP_WORDS
    )


@lru_cache(maxsize=100_000)
def heading_stems(text: str) -> frozenset[str]:
    """Return the stems of the words of a heading, without its number and without stop words."""
    return frozenset(stem(word) for word in topic_words(HEADING_NUMBER.sub("", text)))


def headings_named(question: str, headings: Collection[str]) -> set[str]:
    """Return the headings that a question consists of: "the conclusions", "section on Sweden"."""
    words = {word.lower() for word in JOINED_WORD.findall(question)}
    topic = {stem(word) for word in topic_words(question)}
    if not topic:
        return set()
    asks_for_part = not words.isdisjoint(("section", "chapter", "part"))
    matching = {
        h
        for h in headings
        if topic <= heading_stems(h) and (asks_for_part or topic == heading_stems(h))
    }
    common_titles = {"introduct", "conclus", "recommend"}  # stems
    if not matching and topic <= common_titles:
        matching = {heading for heading in headings if topic <= heading_stems(heading)}
    return matching
