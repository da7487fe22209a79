"""What the page says, in the six languages of the United Nations; quotations are not translated.

``words.json`` has the words; ``{0}`` in them stands for what is put in.
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
    found: dict[str, dict[str, str]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return found


def preferred(accepted: str) -> str:
    """Return the first language of a browser's Accept-Language that there are words in."""
    for part in accepted.split(","):
        tag = part.split(";")[0].strip().lower()
        for language in LANGUAGES:
            if tag.split("-")[0] == language.split("-")[0]:
                return language
    return "en"
