"""The vocabulary of a library, and the correction of spelling errors in questions."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Self

# Imported here, before there are threads: its modules import each other, so that two threads that
# begin with different ones find them half imported.
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import token_set_ratio
from rapidfuzz.process import extract

from assistant.question.lexicon import ANAPHORA, GENERIC_NAMES, LOOKUP_STOP_WORDS, STOP_WORDS
from assistant.question.lexicon.overview import FINDINGS_WORDS, MASTHEAD_WORDS, SUMMARY_WORDS
from assistant.question.lexicon.words import LETTERS, REQUEST_WORDS, WHOLE_WORD
from assistant.question.states import state_words
from index.storage.lexical import stem
from index.storage.vocabulary import Counts

_MIN_LENGTH = 4  # characters; a shorter word is never corrected and never unknown
# From so many characters on, a word may have two errors, and three; and a word with a capital may
# be a misspelt word that is no name.
_TWO_ERRORS_LENGTH, _THREE_ERRORS_LENGTH, _LONG_NAME = 6, 9, 8
# A dictionary has many words that hardly anyone uses ("shool", "gabs", "corse"): up to this count
# in its corpus of 1.6 billion words, a word may be misspelt. From the second count on, a word is
# common, and the reports may well say the same in other words: of 3,240 questions on 81 reports,
# those with such a word that is not in the report are answered as often as all others.
_RARE, _COMMON = 60, 1_000
_NEAREST = 50  # so many words at the least distances are compared
# The dictionary has American spellings only.
_BRITISH = ((r"our", "or"), (r"(?<=[iy])s(?=e|ing|ation)", "z"), (r"ll(?=ed|ing|er)", "l"),
            (r"tre(?=s?$)", "ter"), (r"ence$", "ense"))  # fmt: skip
_NEGATED = re.compile(r"\b\w+n['’]t\b")  # "couldn't": its first half is no word
_ASKING = ("which", "what", "when", "where", "who", "whose", "how", "why")


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

        A word is not changed if it is short, common in English, in the reports, or similar to
        no word of the reports. A word with a capital is replaced by a name
        only, or, if it is long, by a word that differs in one letter: "Quatar" becomes "Qatar" and
        "Commitee" becomes "Committee", but "Starmer" does not become "started".
        """
        # The words with which users ask for a part of a report are spelled correctly.
        known = self.word_set | LOOKUP_STOP_WORDS | REQUEST_WORDS | MASTHEAD_WORDS
        known |= SUMMARY_WORDS | FINDINGS_WORDS | STOP_WORDS | state_words()
        for match in list(WHOLE_WORD.finditer(question)):
            word = match[0]
            if len(word) < _MIN_LENGTH or word.lower() in known:
                continue
            count = english_count(word)
            if count <= _RARE:
                nearest = self._nearest(word, first=match.start() == 0, rare=count > 0)
                if nearest:
                    question = re.sub(rf"\b{word}\b", nearest, question)
        return question

    def unknown(self, question: str) -> tuple[str, ...]:
        """Return the names and rare words of a question that no report has in any inflected form.

        A word with a capital is a name, unless it is the first word, or all words have capitals.
        Other words are left out if they are common in English, and if they end like a verb
        ("scored"), because users do not search for them.
        """
        known = _stems(self.words)
        words = LETTERS.findall(_NEGATED.sub(" ", question))
        some_small = any(len(word) >= _MIN_LENGTH and word.islower() for word in words)
        names = {word for word in words[1:] if some_small and word[0].isupper()}
        return tuple(
            word
            for word in dict.fromkeys(words)
            if len(word) >= _MIN_LENGTH
            and word.lower() not in STOP_WORDS | ANAPHORA | LOOKUP_STOP_WORDS
            and stem(word) not in known
            and (word in names or _is_rare(word))
        )

    def _nearest(self, word: str, *, first: bool, rare: bool) -> str | None:
        """Return the nearest word of the reports, or None if none is near enough.

        Args:
            word: a misspelt word.
            first: the word is the first of the question.
            rare: the word is a rare English word. Only a slip of one letter makes it another word.
        """
        is_name = word[0].isupper() and not word.isupper()
        lower = word.lower()
        errors = 1 if rare or len(word) < _TWO_ERRORS_LENGTH else 2
        if not is_name and not rare and len(word) >= _THREE_ERRORS_LENGTH:
            errors = 3
        choices = [*_ASKING, *self.words] if first else self.words
        found = extract(lower, choices, scorer=OSA.distance, score_cutoff=errors, limit=_NEAREST)
        near = [(other, distance) for other, distance, _ in found]
        near = [pair for pair in near if self._is_likely(lower, *pair, is_name=is_name, rare=rare)]

        def cost(pair: tuple[str, float]) -> tuple[float, bool, bool, bool, bool]:
            """Return the distance, then how unusual the slip is; of equals, min takes the first."""
            other, distance = pair
            same = sorted(other) == sorted(lower) or _single(other) == _single(lower)
            unfinished = other.startswith(lower)
            return (
                distance, not same, not unfinished, other[0] != lower[0], len(other) < len(lower)
            )  # fmt: skip

        if not near:
            return None
        nearest = min(near, key=cost)[0]
        return nearest.capitalize() if is_name else nearest

    def _is_likely(
        self, word: str, other: str, distance: float, *, is_name: bool, rare: bool
    ) -> bool:
        """Return whether a word of the reports may be meant by a word at a distance from it."""
        if is_name and other not in self.names and other not in GENERIC_NAMES:
            return distance == 1 and len(word) >= _LONG_NAME and word[0] == other[0]
        if rare:
            return word[0] == other[0] and len(other) >= len(word)
        # "convenshun": of three errors, none is at the beginning.
        return distance < 3 or word[:4] == other[:4]


def _is_rare(word: str) -> bool:
    """Return whether a word is rare in English, and no form of a verb."""
    return not word.lower().endswith(("ed", "ing")) and english_count(word) < _COMMON


def english_share(question: str, vocabulary: Vocabulary) -> float:
    """Return the share of words, from 0 to 1, that are in the reports or an English dictionary."""
    known = vocabulary.word_set
    words = [word.lower() for word in LETTERS.findall(question)]
    if not words:
        return 0.0
    return sum(word in known or english_count(word) > 0 for word in words) / len(words)


def english_count(word: str) -> int:
    """Return how often a word occurs in the corpus of an English dictionary; 0 if it has it not."""
    counts, word = _english_words(), word.lower()
    american = word
    for british, spelling in _BRITISH:
        american = re.sub(british, spelling, american)
    return max(int(counts[form]) if form in counts else 0 for form in (word, american))


def _single(word: str) -> str:
    """Return a word without doubled letters: "comitee" for "committee"."""
    return re.sub(r"(.)\1+", r"\1", word)


def similarity(first: str, second: str) -> float:
    """Return how many words two sentences have in common, from 0 to 100 (token set ratio)."""
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
