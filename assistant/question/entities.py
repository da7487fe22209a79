"""The entities of a question: the States, names, years, numbers and documents it asks about.

An answer that does not mention an entity of the question may be an answer about something else:
"When did he visit Norway?" is not answered by the dates of a visit to Sweden. An entity can be
mentioned in several forms: a State by its adjective or capital ("Qatari", "Doha"), a body by its
initials.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.question.documents import documents_in
from assistant.question.lexicon import ANAPHORA, GENERIC_NAMES, STOP_WORDS
from assistant.question.lexicon.numbers import number_of
from assistant.question.states import ABBREVIATIONS, fold, states
from corpus import symbol as symbols
from corpus.date_words import MONTHS

EntityKind = Literal["state", "name", "year", "number", "document"]

_YEAR = re.compile(r"(?<![\w/.,-])(?:1[5-9]|20)\d\d(?![\w/]|[.,]\d)")
# A number of two or more digits, or with decimals; not part of a symbol, a date or an ordinal.
_NUMBER = re.compile(r"(?<![\w/.,-])\d[\d,.]*\d(?![\w/])")
_DAY = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_](?:[\w'’&-]*\w)?")
# What comes before the first word of a sentence. "Mr. Starmer" is no new sentence.
_SENTENCE_START = re.compile(r"(?:^|(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)[.?!:]\s)\W*$")
_JOINING = frozenset(["of", "the", "and", "for", "on", "de", "la", "du", "al", "bin", "van", "von"])
_TITLES = frozenset(["mr", "mrs", "ms", "dr", "prof", "president", "minister", "judge", "sir"])
_MONTHS = frozenset(month.lower() for month in MONTHS)
_MIN_ACRONYM, _MAX_ACRONYM = 2, 8


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that a question names.

    ``text`` is the entity as the question writes it. ``forms`` are the texts of which each counts
    as a mention: for a State its name, adjectives and capital; for a name the whole name.
    ``words`` are the distinguishing words of a name in lower case, which together count as a
    mention too.
    """

    text: str
    kind: EntityKind
    forms: tuple[str, ...]
    words: tuple[str, ...] = ()

    def is_in(self, text: str) -> bool:
        """Return whether a text mentions the entity in any of its forms."""
        if self.kind == "document":
            return bool(set(self.forms) & set(documents_in(text)))
        if _pattern(self.forms).search(text):
            return True
        if self.kind != "name":
            return False
        if self.words and all(_word_pattern(word).search(text) for word in self.words):
            return True
        return _is_acronym(self.text) and _spells(self.text, text)


def find_entities(question: str, names: frozenset[str]) -> tuple[Entity, ...]:
    """Return the entities of a question, in its order, each once.

    ``names`` are the words that the library writes with a capital, in lower case.
    """
    found: dict[str, tuple[int, Entity]] = {}
    rest = question
    for finder in (_find_documents, _find_states, _find_years, _find_numbers):
        for start, end, entity in finder(rest):
            found.setdefault(entity.forms[0], (start, entity))
            rest = rest[:start] + "·" * (end - start) + rest[end:]
    for start, _, entity in _find_names(rest, names):
        found.setdefault(entity.forms[0], (start, entity))
    return tuple(entity for _, entity in sorted(found.values(), key=lambda pair: pair[0]))


def _find_documents(text: str) -> Iterator[tuple[int, int, Entity]]:
    for match in symbols.ANY_CASE.finditer(text):
        name = symbols.normalise(match[0])
        yield match.start(), match.end(), Entity(name, "document", (name,))
    for match in symbols.RESOLUTION.finditer(symbols.ANY_CASE.sub(_blank, text)):
        yield match.start(), match.end(), Entity(match[0], "document", (match[0],))


def _find_states(text: str) -> Iterator[tuple[int, int, Entity]]:
    pattern, canonical = states()
    for match in pattern.finditer(text):
        form = fold(match[0])
        # "us" and "car" are words; the abbreviations have capitals.
        if match[0].islower() and form in ABBREVIATIONS:
            continue
        yield match.start(), match.end(), Entity(match[0], "state", canonical[form])


def _find_years(text: str) -> Iterator[tuple[int, int, Entity]]:
    for match in _YEAR.finditer(text):
        yield match.start(), match.end(), Entity(match[0], "year", (match[0],))


def _find_numbers(text: str) -> Iterator[tuple[int, int, Entity]]:
    for match in _NUMBER.finditer(_DAY.sub(_blank, text)):
        yield match.start(), match.end(), Entity(match[0], "number", (match[0],))


def _find_names(text: str, names: frozenset[str]) -> Iterator[tuple[int, int, Entity]]:
    """Yield the phrases that are written with capitals, or that the library so writes."""
    words = list(_WORD.finditer(text))
    by_capitals = not _has_title_case(words)
    phrase: list[re.Match[str]] = []
    for word in [*words, None]:
        if word is not None and _continues(phrase, word, text, names, by_capitals):
            phrase.append(word)
            continue
        while phrase and phrase[-1][0].lower() in _JOINING:
            phrase.pop()
        if phrase:
            entity = _name(text[phrase[0].start() : phrase[-1].end()])
            if entity:
                yield phrase[0].start(), phrase[-1].end(), entity
        phrase = [word] if word and _begins(word, names, by_capitals) else []


def _has_title_case(words: Sequence[re.Match[str]]) -> bool:
    """Return whether all words have capitals ("What Did The Expert Say"), so that they say nothing.

    That is so if a stop word within the question has a capital; an acronym such as WHO does not
    count.
    """
    return any(
        word[0][0].isupper() and not _is_acronym(word[0]) and word[0].lower() in STOP_WORDS
        for word in words[1:]
        if word[0] != "I" and not word[0].startswith(("I'", "I’"))
    )


def _begins(word: re.Match[str], names: frozenset[str], by_capitals: bool) -> bool:
    lower = _bare(word[0])
    first = bool(_SENTENCE_START.search(word.string, 0, word.start()))
    if _is_acronym(word[0]) and by_capitals and word[0] != "OK":
        return True
    if lower in STOP_WORDS or lower in ANAPHORA or lower in _MONTHS or number_of(lower) != "0":
        return False
    return lower in names or (by_capitals and word[0][0].isupper() and not first)


def _continues(
    phrase: Sequence[re.Match[str]],
    word: re.Match[str],
    text: str,
    names: frozenset[str],
    by_capitals: bool,
) -> bool:
    if not phrase or text[phrase[-1].end() : word.start()] != " ":
        return False
    joins = word[0] in _JOINING and phrase[-1][0][0].isupper()
    capital = by_capitals and word[0][0].isupper()
    return joins or capital or (_bare(word[0]) in names and phrase[-1][0].lower() in names)


def _name(phrase: str) -> Entity | None:
    words = tuple(_bare(word) for word in _WORD.findall(phrase))
    telling = tuple(word for word in words if word not in _NOT_TELLING and len(word) > 1)
    # A name of generic words alone ("the Human Rights Council") distinguishes nothing; nor does a
    # common word that happens to have a capital.
    bare = re.sub(r"['’]s$", "", phrase)
    if not telling and (not _is_acronym(bare) or bare.lower() in _UNITED_NATIONS):
        return None
    forms = [bare]
    initials = "".join(word[0] for word in _WORD.findall(bare) if word[0].isupper())
    if len(words) > 2 and _MIN_ACRONYM < len(initials) <= _MAX_ACRONYM:
        forms.append(initials)
    return Entity(bare, "name", tuple(forms), telling)


_UNITED_NATIONS = frozenset(["un", "onu", "unga", "ga"])
_NOT_TELLING = (
    _UNITED_NATIONS | GENERIC_NAMES | STOP_WORDS | ANAPHORA | _JOINING | _TITLES | _MONTHS
)


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.lower())


def _is_acronym(text: str) -> bool:
    return text.isupper() and text.isalpha() and _MIN_ACRONYM <= len(text) <= _MAX_ACRONYM


def _spells(acronym: str, text: str) -> bool:
    """Return whether a run of capitalised words in a text has these initials."""
    letters = r"\W+(?:(?:of|the|and|for|on|in)\W+)*".join(
        rf"{re.escape(letter)}[\w'’-]*" for letter in acronym
    )
    return bool(re.search(rf"\b{letters}", text))


def _blank(match: re.Match[str]) -> str:
    return "·" * len(match[0])


@lru_cache(maxsize=4096)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for any of the forms; a short form in capitals keeps its case."""
    parts = []
    for form in forms:
        escaped = re.escape(form).replace("'", "['’]").replace(r"\ ", r"\s+")
        keeps_case = form.isupper() and len(form) <= 5
        parts.append(escaped if keeps_case else f"(?i:{escaped})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?:s|['’]s)?(?!\w)")


@lru_cache(maxsize=4096)
def _word_pattern(word: str) -> re.Pattern[str]:
    # "African" is mentioned by "Africa", and "Europe" by "European".
    stem = _CONTINENTS.get(word.lower())
    form = rf"{stem}\w*" if stem else rf"{re.escape(word)}(?:s|['’]s)?"
    return re.compile(rf"(?<!\w){form}(?!\w)", re.IGNORECASE)


_CONTINENTS = {
    "africa": "africa", "african": "africa", "europe": "europe", "european": "europe",
    "asia": "asia", "asian": "asia", "caribbean": "caribbean", "pacific": "pacific",
}  # fmt: skip
