"""Detection of the language of a text."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

# English, the other five languages of the United Nations, and three other common languages.
_LANGUAGES = (
    "ENGLISH", "FRENCH", "SPANISH", "ARABIC", "CHINESE", "RUSSIAN", "GERMAN", "PORTUGUESE",
    "ITALIAN",
)  # fmt: skip
# This number of characters is enough to detect the language of a report.
_SAMPLE_LENGTH = 2000
# Addresses and symbols are the same in every language.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)\S+@\S+|\b[A-Z]+(?:/[\w.]+)+")


def detect_language(text: str) -> tuple[str, float]:
    """Return the English name of the language of a text, and the confidence (0 to 1)."""
    best = _detector().compute_language_confidence_values(text)[0]
    return str(best.language.name).capitalize(), float(best.value)


def document_language(texts: Iterable[str]) -> str:
    """Return the language of a report's longest paragraphs; "" if there is no text."""
    sample = ""
    for text in sorted((_ADDRESS.sub(" ", text) for text in texts), key=len, reverse=True):
        sample += f" {text}"
        if len(sample) >= _SAMPLE_LENGTH:
            break
    return detect_language(sample[:_SAMPLE_LENGTH])[0] if sample.strip() else ""


@cache
def _detector() -> Any:
    from lingua import Language, LanguageDetectorBuilder

    languages = [getattr(Language, name) for name in _LANGUAGES]
    return LanguageDetectorBuilder.from_languages(*languages).build()
