"""Functions that join words that were hyphenated at the end of a line or a page."""

import re
from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

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
_LAST_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*$")
_AS_PRINTED = str.maketrans("\u00ad\x02", "--")  # these are printed at the end of a line
_HYPHENS = re.compile(f"[{_PRINTED_HYPHENS}]")
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
    "country", "civil", "grass", "anti", "quasi", "semi", "twenty", "thirty", "forty", "fifty",
    "sixty", "seventy", "eighty", "ninety",
))  # fmt: skip


# Endings are syllables, not the second word of a compound: "work-ing", "hard-ship".
_ENDINGS = frozenset((
    "able", "ages", "ally", "ance", "ation", "ations", "edly", "ence", "fully", "ically", "ility",
    "ings", "ingly", "ional", "ities", "ization", "ments", "ment", "ness", "ship", "ships", "hood",
    "less", "ling", "lings", "sion", "sions", "tion", "tions", "ward", "wards",
))  # fmt: skip
# A document divides words between syllables if at least this many words are divided so, and this
# share of the words that a hyphen at the end of a line divides.
_SYLLABLES, _SYLLABLE_SHARE = 2, 0.1
# A word is usual if it occurs at least so often as this share of its second part.
_USUAL = 0.2
_SHORTEST_SECOND = 4  # letters of the second word of a compound


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document, which decide whether a hyphen at the end of a line was printed.

    ``counts`` are those of the words, of the parts of compounds, and of two parts of a compound
    with the hyphen between them ("counter-terrorism"), all in lower case. ``cuts`` is true if the
    document divides words between syllables. Then a hyphen at the end of a line is no part of the
    word, unless something shows that it is.
    """

    counts: Counter[str] = field(default_factory=Counter)
    cuts: bool = False

    def is_cut(self, head: str, tail: str, *, by_hand: bool) -> bool:
        """Return whether a hyphen between two parts of a word only divides it."""
        first, second = _HYPHENS.split(head.lower())[-1], _HYPHENS.split(tail.lower())[0]
        whole, compound = self.counts[first + second], self.counts[f"{first}-{second}"]
        if whole <= compound:
            return self.cuts and not compound and not _is_compound(first, second, self.counts)
        # A prefix and a word can be printed in both ways: "inter-community", "intercommunity".
        longer = bool(_HYPHENS.search(head))  # "day-to-day" is not "day-today"
        usual = whole >= (1 if longer else _USUAL) * self.counts[second]
        return by_hand or self.cuts or usual


def count_words(lines: Iterable[str]) -> Words:
    """Return the words of the lines of a document; a word that ends in a hyphen is not counted."""
    counts: Counter[str] = Counter()
    divided: list[tuple[str, str]] = []
    above = ""
    for line in (line.translate(_AS_PRINTED) for line in lines):
        cut, words = _CUT.search(above[-_LONGEST_WORD:]), _WORD.findall(line)
        if cut and words and line.lstrip().startswith(words[0]) and words[0][0].islower():
            divided.append((cut[1].lower(), words.pop(0).lower()))
        above = line.rstrip()
        if words and _CUT.search(above[-_LONGEST_WORD:]):
            words.pop()
        for word in words:
            parts = _HYPHENS.split(word.lower())
            counts.update(parts)
            counts.update(map("-".join, pairwise(parts)))
    syllables = sum(
        counts[head + tail] > counts[f"{head}-{tail}"] and not counts[tail]
        for head, tail in divided
    )
    return Words(counts, syllables >= max(_SYLLABLES, _SYLLABLE_SHARE * len(divided)))


def join_hyphenated(text: str, rest: str, words: Words, *, by_hand: bool = False) -> str:
    """Return two texts joined; a word that a hyphen divided between them is made whole.

    Args:
        text: the first text.
        rest: the text that follows it.
        words: the words of the document. The hyphen is removed if the document prints the word
            without it, and not more often with it.
        by_hand: whether words may be divided by hand, as in the narrow columns of a table.
    """
    if _is_without_spaces(text, rest):
        return text + rest
    hyphen = _HYPHEN_AT_END.search(text[-_TAIL:])  # texts grow long and are joined many times
    if not hyphen or not rest[:1].isalnum():
        return f"{text} {rest}"
    stem = text[: hyphen.start() - min(_TAIL, len(text))]
    head, tail = _LAST_WORD.search(stem[-_LONGEST_WORD:]), _WORD.match(rest)
    if tail and tail[0] in _AFTER_SUSPENDED_HYPHEN:
        return f"{text} {rest}"
    if head and tail and rest[0].islower() and words.is_cut(head[0], tail[0], by_hand=by_hand):
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


def _is_compound(head: str, end: str, words: Container[str]) -> bool:
    second = end.split("-")[0]
    if second != end or "-" in head:
        return True
    if second in _ENDINGS or (len(second) < _SHORTEST_SECOND and second not in words):
        return False
    return head in _FIRST_ELEMENTS or (len(head) > 2 and head in words and second in words)
