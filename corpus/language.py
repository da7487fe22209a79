"""Which language a text is in."""

from collections.abc import Iterable
from functools import cache
from typing import Any

# English, the other five languages of the United Nations, and the most used besides.
_LANGUAGES = (
    "ENGLISH", "FRENCH", "SPANISH", "ARABIC", "CHINESE", "RUSSIAN", "GERMAN", "PORTUGUESE",
    "ITALIAN",
)  # fmt: skip
# So many characters tell the language of a report.
_ENOUGH = 2000


def detect_language(text: str) -> tuple[str, float]:
    """Return the language's name in English, and how sure that is (0 to 1)."""
    best = _detector().compute_language_confidence_values(text)[0]
    return str(best.language.name).capitalize(), float(best.value)


def document_language(texts: Iterable[str]) -> str:
    """Return the language of a report, by its longest paragraphs; "" where there is no text."""
    sample = ""
    for text in sorted(texts, key=len, reverse=True):
        sample += f" {text}"
        if len(sample) >= _ENOUGH:
            break
    return detect_language(sample[:_ENOUGH])[0] if sample.strip() else ""


@cache
def _detector() -> Any:
    from lingua import Language, LanguageDetectorBuilder

    languages = [getattr(Language, name) for name in _LANGUAGES]
    return LanguageDetectorBuilder.from_languages(*languages).build()
