"""Functions that join words that were hyphenated at the end of a line or a page."""

import re
from collections.abc import Iterable

# Word writes some visible hyphens as soft hyphens (U+00AD).
_HYPHEN_AT_END = re.compile("(?<=\\w) ?[-\u00ad\x02\u2010\u2011]$")
_TAIL = 3  # the number of characters at the end of a text that can match _HYPHEN_AT_END
_PRINTED_HYPHENS = "-\u2010\u2011"
# A suspended hyphen, as in "one- and two-year plans", ends a complete word.
_AFTER_SUSPENDED_HYPHEN = frozenset(["and", "or", "to", "nor", "et", "ou", "y", "o", "и", "или"])
# Chinese has no spaces between words or lines.
_UNSPACED = re.compile("[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_LONGEST_WORD = 60  # characters
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
_CUT = re.compile("([^\\W\\d_]+(?:[-\u2010\u2011][^\\W\\d_]+)*)[-\u00ad\u2010\u2011]$")
_CUT_WORD = re.compile("\\S{1,60}[-\u00ad\u2010\u2011][ \t]*[\r\n\f]\\s*\\S+")
# Words that often begin a compound, and are seldom the first syllables of another word.
_FIRST_ELEMENTS = frozenset((
    "long", "short", "well", "high", "low", "self", "non", "full", "part", "half", "cross", "ill",
    "one", "two", "three", "four", "five", "six", "first", "second", "third", "large", "small",
    "mid", "fact", "follow", "decision", "policy", "gender", "child", "cost",
    "evidence", "results", "needs", "rights", "risk", "data", "climate", "conflict", "law", "peace",
    "best", "better", "above", "all", "far", "fast", "free", "hard", "joint", "land", "life",
    "near", "north", "south", "open", "post", "real", "same", "single", "socio",
    "state", "vice", "victim", "water", "wide", "work", "world", "year", "co", "e",
    "day", "face", "market", "middle", "gross", "lower", "upper", "higher", "lesser", "community",
    "country", "civil", "grass", "anti", "quasi", "semi",
))  # fmt: skip


# Endings are syllables, not the second word of a compound: "work-ing", "hard-ship".
_ENDINGS = frozenset((
    "able", "ages", "ally", "ance", "ation", "ations", "edly", "ence", "fully", "ically", "ility",
    "ings", "ingly", "ional", "ities", "ization", "ments", "ment", "ness", "ship", "ships", "hood",
    "less", "ling", "lings", "sion", "sions", "tion", "tions", "ward", "wards",
))  # fmt: skip
_SHORTEST_SECOND = 4  # letters of the second word of a compound


def whole_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of at least four letters in the texts, in lower case."""
    words: set[str] = set()
    for text in texts:
        words.update(word.lower() for word in re.findall(r"[^\W\d_]{4,}", text))
    return frozenset(words)


def join_hyphenated(text: str, rest: str, vocabulary: frozenset[str]) -> str:
    """Return two texts joined; a word that a hyphen divided between them is made whole.

    Args:
        text: the first text.
        rest: the text that follows it.
        vocabulary: words that are printed undivided somewhere in the document, in lower case. If
            the joined word is in ``vocabulary``, the hyphen is removed. Otherwise the hyphen is
            kept as a part of the word.
    """
    if _is_without_spaces(text, rest):
        return text + rest
    hyphen = _HYPHEN_AT_END.search(text[-_TAIL:])  # texts grow long and are joined many times
    if not hyphen or not rest[:1].isalnum():
        return f"{text} {rest}"
    stem = text[: hyphen.start() - min(_TAIL, len(text))]
    head, tail = stem.rsplit(" ", 1)[-1], rest.split(" ", 1)[0]
    if tail in _AFTER_SUSPENDED_HYPHEN:
        return f"{text} {rest}"
    whole = re.sub(r"\W", "", head + tail).lower()
    if whole in vocabulary and rest[:1].islower():
        return stem + rest
    return stem + (text[-1] if text[-1] in _PRINTED_HYPHENS else "-") + rest


def printed_words(text: str) -> frozenset[str]:
    """Return the words and the hyphenated compounds of a text, in lower case.

    The two parts of a word that was cut at the end of a line are not words.
    """
    return frozenset(word.lower() for word in _WORD.findall(_CUT_WORD.sub(" ", text)))


def join_lines(text: str, rest: str, words: frozenset[str]) -> str:
    """Return two lines of a paragraph joined; a word that was cut between them is made whole.

    Text that was wrapped by hand or by a printing program has words cut in syllables. So, unlike in
    ``join_hyphenated``, the hyphen is removed unless something shows that it is part of the word.

    Args:
        text: the lines so far.
        rest: the next line.
        words: the result of ``printed_words`` for the document.
    """
    if _is_without_spaces(text, rest):
        return text + rest
    if re.search(r"\d[-\u2010\u2011]$", text[-2:]) and rest[:1].isdigit():
        return text + rest
    cut = _CUT.search(text[-_LONGEST_WORD:])
    tail = _WORD.match(rest)
    if not cut or not tail:
        return f"{text} {rest}"
    head, end = cut[1].lower(), tail[0].lower()
    if end in _AFTER_SUSPENDED_HYPHEN:
        return f"{text} {rest}"
    is_compound = not text.endswith("\u00ad") and (
        not tail[0].islower()
        or f"{head}-{end}" in words
        or (head + end not in words and _is_compound(head, end, words))
    )
    return text + rest if is_compound else text[:-1] + rest


def _is_without_spaces(text: str, rest: str) -> bool:
    return bool(_UNSPACED.match(text[-1:]) and _UNSPACED.match(rest))


def _is_compound(head: str, end: str, words: frozenset[str]) -> bool:
    second = end.split("-")[0]
    if second != end or "-" in head:
        return True
    if second in _ENDINGS or (len(second) < _SHORTEST_SECOND and second not in words):
        return False
    return head in _FIRST_ELEMENTS or (len(head) > 2 and head in words and second in words)
