"""Which language a question is in."""

from assistant.question.spelling import Vocabulary, english_share
from corpus.language import detect_language

# No English question of 2,541 was taken for another language with half this confidence to spare;
# the least sure of 34 in other languages had 0.56.
_SURE = 0.5
_MOSTLY = 0.75


def foreign_language(question: str, vocabulary: Vocabulary) -> str:
    """Return the language's name in English, or "" where the question is in English or too short.

    A question most of whose words are the reports' own, or in an English dictionary, is English.
    """
    if english_share(question, vocabulary) >= _MOSTLY:
        return ""
    name, sure = detect_language(question)
    return "" if name == "English" or sure < _SURE else name
