"""Which language a question is in."""

from functools import cache
from typing import Any

from assistant.vocabulary import Vocabulary, is_english

# English, the other five languages of the United Nations, and the most asked in besides.
_LANGUAGES = (
    "ENGLISH", "FRENCH", "SPANISH", "ARABIC", "CHINESE", "RUSSIAN", "GERMAN", "PORTUGUESE",
    "ITALIAN",
)  # fmt: skip
# No English question of 2,541 was taken for another language with half this confidence to spare;
# the least sure of 34 in other languages had 0.56.
_SURE = 0.5
_MOSTLY = 0.75


def foreign_language(question: str, vocabulary: Vocabulary) -> str:
    """Return the language's name in English, or "" where the question is in English or too short.

    A question most of whose words are the reports' own, or in an English dictionary, is English.
    """
    if is_english(question, vocabulary) >= _MOSTLY:
        return ""
    likeliest = _detector().compute_language_confidence_values(question)[0]
    name = str(likeliest.language.name).capitalize()
    return "" if name == "English" or likeliest.value < _SURE else name


@cache
def _detector() -> Any:
    from lingua import Language, LanguageDetectorBuilder

    languages = [getattr(Language, name) for name in _LANGUAGES]
    return LanguageDetectorBuilder.from_languages(*languages).build()
