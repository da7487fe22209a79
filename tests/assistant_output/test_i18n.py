import re
from pathlib import Path

import pytest

from assistant.output.i18n import LANGUAGES, page_language, say, words

PAGE = Path(__file__).parent.parent.parent / "assistant" / "web" / "static"


def test_everything_is_said_in_the_six_languages() -> None:
    for key, said in words().items():
        assert tuple(said) == LANGUAGES, key
        holes = {language: sorted(re.findall(r"\{\d\}", text)) for language, text in said.items()}
        assert len({tuple(found) for found in holes.values()}) == 1, key
        assert all(text.strip() for text in said.values()), key


def test_what_the_scripts_of_the_page_say_has_words() -> None:
    used: set[str] = set()
    for path in PAGE.iterdir():
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r"\bsay\('(\w+)'", text))
        used |= set(re.findall(r'data-(?:say|tip)="(\w+)"', text))
    assert len(used) > 20
    assert used <= set(words())


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("fr-CA,fr;q=0.9,en;q=0.8", "fr"),
        ("zh-TW", "zh-CN"),
        ("de-DE,de;q=0.9,es;q=0.5", "en"),
        ("ar-EG", "ar"),
        ("<script>", "en"),
        ("pt-BR", "en"),
        ("", "en"),
        ("AR", "ar"),
    ],
)
def test_the_first_language_counts_or_else_english(accepted: str, language: str) -> None:
    assert page_language(accepted) == language


def test_values_are_put_in_as_they_are() -> None:
    assert say("read_as", "fr", "{0} {x}") == "Lu comme : {0} {x}"
