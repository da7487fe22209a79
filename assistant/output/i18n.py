"""The words of the page in the six languages of the United Nations; quotations are not translated.

``words.json`` has the words by key and language; ``{0}`` in them is replaced by a value.

The language of the page is decided in one place, the browser: Gradio takes the first language
that the browser asks for, or English if there are no words in it, and writes it into the page.
Each event sends it along. Only a request that is refused before it reaches the page has to be
answered by its ``Accept-Language`` header, by the same rule.
"""

import json
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "fr", "es", "ar", "zh-CN", "ru")
_FILE = Path(__file__).parent / "words.json"


def say(key: str, language: str = "en", *values: object) -> str:
    """Return the words of a key in a language, with values put in; raises KeyError."""
    return words()[key][language].format(*values) if values else words()[key][language]


@cache
def words() -> dict[str, dict[str, str]]:
    """Return all words: by key, then by language."""
    loaded: dict[str, dict[str, str]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return loaded


def page_language(tags: str) -> str:
    """Return the language of the words for the first of some language tags, else English.

    Args:
        tags: the tag that the page sent, "fr" or "fr-CH", or an ``Accept-Language`` header.
    """
    tag = tags.split(",")[0].split(";")[0].strip().lower()
    for language in LANGUAGES:
        if tag.split("-")[0] == language.lower().split("-")[0]:
            return language
    return "en"
