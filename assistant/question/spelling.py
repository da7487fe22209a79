"""The words that the library's reports use, and the spelling of questions in their light."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Self

from assistant.question.lexicon import ANAPHORA, GENERIC_NAMES, LOOKUP_STOP_WORDS, STOP_WORDS
from index.storage.lexical import stem
from index.storage.vocabulary import Counts

_WORD = re.compile(r"[^\W\d_]+")
# Not the halves of "couldn't".
_TYPED = re.compile(r"(?<![\w'’])[^\W\d_]+(?![\w'’])")
_SHORTEST = 4
_LONG = 6


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``words`` in lower case, most frequent first; ``names`` those written with a capital."""

    words: tuple[str, ...]
    names: frozenset[str]

    @classmethod
    def of(cls, counts: Counts) -> Self:
        """Take the words of reports."""
        names = {word for word, (count, upper) in counts.items() if upper > 0.9 * count}
        return cls(
            tuple(counts), frozenset(word for word in names if len(word) > 2) - GENERIC_NAMES
        )

    def correct(self, question: str) -> str:
        """Return the question with words that are in no dictionary spelt as the reports spell them.

        A word is left alone where it is short, English, the reports' own, or near none of theirs.
        One with a capital can only be one of their names: "Quatar" is mended, "Starmer" is not
        "started".
        """
        known = frozenset(self.words)
        unknown = [
            word
            for word in dict.fromkeys(_TYPED.findall(question))
            if len(word) >= _SHORTEST
            and word.lower() not in known
            and word.lower() not in _english_words()
        ]
        for word in unknown:
            nearest = self._nearest(word)
            if nearest:
                question = re.sub(rf"\b{word}\b", nearest, question)
        return question

    def unknown(self, question: str) -> tuple[str, ...]:
        """Return the words of a question that say something and are in no report, in any form.

        Not those with the form of a verb: "scored" says nothing that one would look for.
        """
        known = _stems(self.words)
        return tuple(
            word
            for word in dict.fromkeys(_WORD.findall(question))
            if len(word) >= _SHORTEST
            and word.lower() not in STOP_WORDS | ANAPHORA | LOOKUP_STOP_WORDS
            and stem(word) not in known
            and (word[0].isupper() or not word.endswith(("ed", "ing")))
        )

    def _nearest(self, word: str) -> str | None:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extractOne

        is_name = word[0].isupper() and not word.isupper()
        choices = [w for w in self.words if w in self.names] if is_name else self.words
        most = 1 if len(word) < _LONG else 2
        # Of words equally near the first is taken: the most frequent.
        found = extractOne(word.lower(), choices, scorer=OSA.distance, score_cutoff=most)
        if found is None:
            return None
        return found[0].capitalize() if is_name else found[0]


def english_share(question: str, vocabulary: Vocabulary) -> float:
    """Return the share of a question's words that its reports or an English dictionary have."""
    own = frozenset(vocabulary.words)
    words = [word.lower() for word in _WORD.findall(question)]
    if not words:
        return 0.0
    return sum(word in own or word in _english_words() for word in words) / len(words)


def similarity(one: str, other: str) -> float:
    """Return how much of their words two sentences share, from 0 to 100."""
    from rapidfuzz.fuzz import token_set_ratio

    return token_set_ratio(one, other)


@lru_cache(maxsize=4)
def _stems(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(stem, words))


@cache
def _english_words() -> Any:
    # Read only when a word is not the reports' own: it takes a quarter of a second.
    from spellchecker import SpellChecker

    return SpellChecker(language="en").word_frequency
