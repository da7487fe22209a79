"""The vocabulary of a library, and the correction of spelling errors in questions."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Self

from assistant.question.lexicon import ANAPHORA, GENERIC_NAMES, LOOKUP_STOP_WORDS, STOP_WORDS
from assistant.question.lexicon.overview import FINDINGS_WORDS, MASTHEAD_WORDS, SUMMARY_WORDS
from assistant.question.lexicon.words import LETTERS, REQUEST_WORDS, WHOLE_WORD
from index.storage.lexical import stem
from index.storage.vocabulary import Counts

_MIN_LENGTH = 4  # characters; a shorter word is never corrected and never unknown
_TWO_ERRORS_LENGTH = 6  # from so many characters on, a word may have two errors


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a library's reports, in lower case.

    ``words`` are all words, most frequent first. ``names`` are the words that the reports almost
    always write with a capital, without generic names.
    """

    words: tuple[str, ...]
    names: frozenset[str]

    @classmethod
    def of(cls, counts: Counts) -> Self:
        """Return the vocabulary for the word counts of a library."""
        names = {word for word, (count, upper) in counts.items() if upper > 0.9 * count}
        return cls(
            tuple(counts), frozenset(word for word in names if len(word) > 2) - GENERIC_NAMES
        )

    @property
    def word_set(self) -> frozenset[str]:
        """All words of the reports, in lower case."""
        return _word_set(self.words)

    def correct(self, question: str) -> str:
        """Return the question with misspelt words replaced by the nearest words of the reports.

        A word is not changed if it is short, in an English dictionary, in the reports, or similar
        to no word of the reports. A word with a capital is only replaced by a name: "Quatar"
        becomes "Qatar", but "Starmer" does not become "started".
        """
        # The words with which users ask for a part of a report are spelled correctly.
        known = self.word_set | LOOKUP_STOP_WORDS | REQUEST_WORDS | MASTHEAD_WORDS
        known |= SUMMARY_WORDS | FINDINGS_WORDS
        unknown = [
            word
            for word in dict.fromkeys(WHOLE_WORD.findall(question))
            if len(word) >= _MIN_LENGTH
            and word.lower() not in known
            and word.lower() not in _english_words()
        ]
        for word in unknown:
            nearest = self._nearest(word)
            if nearest:
                question = re.sub(rf"\b{word}\b", nearest, question)
        return question

    def unknown(self, question: str) -> tuple[str, ...]:
        """Return the content words of a question that are in no report in any inflected form.

        Words that end like a verb ("scored") are left out, because users do not search for them.
        """
        known = _stems(self.words)
        return tuple(
            word
            for word in dict.fromkeys(LETTERS.findall(question))
            if len(word) >= _MIN_LENGTH
            and word.lower() not in STOP_WORDS | ANAPHORA | LOOKUP_STOP_WORDS
            and stem(word) not in known
            and (word[0].isupper() or not word.endswith(("ed", "ing")))
        )

    def _nearest(self, word: str) -> str | None:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extractOne

        is_name = word[0].isupper() and not word.isupper()
        choices = [w for w in self.words if w in self.names] if is_name else self.words
        max_errors = 1 if len(word) < _TWO_ERRORS_LENGTH else 2
        # Of words at the same distance, extractOne returns the first: the most frequent word.
        nearest = extractOne(word.lower(), choices, scorer=OSA.distance, score_cutoff=max_errors)
        if nearest is None:
            return None
        return nearest[0].capitalize() if is_name else nearest[0]


def english_share(question: str, vocabulary: Vocabulary) -> float:
    """Return the share of words, from 0 to 1, that are in the reports or an English dictionary."""
    known = vocabulary.word_set
    words = [word.lower() for word in LETTERS.findall(question)]
    if not words:
        return 0.0
    return sum(word in known or word in _english_words() for word in words) / len(words)


def similarity(first: str, second: str) -> float:
    """Return how many words two sentences have in common, from 0 to 100 (token set ratio)."""
    from rapidfuzz.fuzz import token_set_ratio

    return token_set_ratio(first, second)


@lru_cache(maxsize=4)
def _word_set(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(words)


@lru_cache(maxsize=4)
def _stems(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(stem, words))


@cache
def _english_words() -> Any:
    # Loaded only when a word is not in the reports, because loading takes a quarter of a second.
    from spellchecker import SpellChecker

    return SpellChecker(language="en").word_frequency
