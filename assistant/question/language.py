"""Detect the language of a question."""

from assistant.question.spelling import Vocabulary, english_share
from corpus.language import detect_language

# The least confidence at which a language other than English is accepted. None of 2,541 English
# questions was taken for another language with even half this confidence; the lowest confidence
# for 34 questions in other languages was 0.56.
_MIN_CONFIDENCE = 0.5
_MIN_ENGLISH_SHARE = 0.75


def foreign_language(question: str, vocabulary: Vocabulary) -> str:
    """Return the English name of the question's language, or "" if it is English or too short.

    A question counts as English if most of its words are in the reports or in an English
    dictionary.
    """
    if english_share(question, vocabulary) >= _MIN_ENGLISH_SHARE:
        return ""
    name, confidence = detect_language(question)
    return "" if name == "English" or confidence < _MIN_CONFIDENCE else name
