"""United Nations document symbols: find them in texts and file names, and normalise them.

A symbol consists of parts joined by slashes: the organ, the body, the session or year, a serial
number and, last, a suffix for an addendum, corrigendum or revision (``Add.1``, ``Corr.2``,
``Rev.1``). See the United Nations Editorial Manual, "Document symbols". Resolutions of the Council
and the Assembly are named by two numbers: ``53/5``.
"""

import re

_SUFFIX = r"(?:Add|Corr|Rev|Amend|Summary|Part|L|PV|SR|CRP|INF|NGO|WP|Res|RES|Dec|DEC)"
_PART = rf"(?:{_SUFFIX}\.?\s?\d*|[A-Z]{{1,12}}(?:[-.][A-Z\d]+)*|\d+(?:\.\d+)?)"

# An organ in capitals, then parts after slashes; at least one part is a number:
# "A/HRC/53/32/Add.1".
SYMBOL = re.compile(
    rf"(?<![\w/])[A-Z]{{1,6}}(?:-[A-Z]{{2,4}})?(?=[\w./-]*/\d)(?:/{_PART})+"
    r"(?: \((?:[A-Z][\w. ]*|\d{4})\))?(?![\w/])"
)
ANY_CASE = re.compile(SYMBOL.pattern, re.IGNORECASE)
# A resolution number is two plain numbers without letters: "resolution 53/5", "2005/55".
RESOLUTION = re.compile(r"(?<![\w/])\d{1,4}/\d{1,4}(?![\w/])")

# The organs that issue documents. A file name that is a symbol must begin with an organ.
_ORGANS = frozenset((
    "A", "S", "E", "T", "ST", "HRI", "CCPR", "CEDAW", "CERD", "CAT", "CRC", "CRPD", "CMW", "CED",
    "SPT", "DP", "DP-FPA", "UNEP", "UNCTAD", "TD", "ID", "UNW", "FCCC", "CBD", "CD", "NPT", "SPLOS",
    "ISBA", "LOS", "ICCD", "HSP", "HS", "CCW", "BWC", "CAC", "UNHCR", "WFP", "IPBES", "INFCIRC",
    "ICEF", "LC", "CTOC", "PCNICC", "ICC", "SWGCA", "UNIDO", "GC", "IDB",
))  # fmt: skip
_LANGUAGE = re.compile(r"[-_ .](?:EN|FR|ES|AR|RU|ZH|E|F|S|A|R|C)$", re.IGNORECASE)
# A word that was added after the language of a file name: "S_RES_0502_1982_EN_final".
_AFTER_LANGUAGE = re.compile(r"(?<=[-_ .](?:EN|FR|ES|AR|RU|ZH))[-_ .][A-Za-z]+$", re.IGNORECASE)
_COUNCIL_RESOLUTION = re.compile(r"S[_ -]RES[_ -](\d{1,4})[_ -]\(?(\d{4})\)?", re.IGNORECASE)
_TITLE_CASE = {
    part.lower(): part for part in ("Add", "Corr", "Rev", "Amend", "Summary", "Part", "Sect")
}


def normalise(symbol: str) -> str:
    """Return a symbol in the official spelling: ``a/hrc/44/add.1`` becomes ``A/HRC/44/Add.1``."""

    def recase(word: re.Match[str]) -> str:
        return _TITLE_CASE.get(word[0].lower(), word[0].upper())

    return re.sub(r"[A-Za-z]+", recase, re.sub(r"\s*/\s*", "/", symbol.strip()))


def in_text(text: str, *, any_case: bool = False) -> tuple[str, ...]:
    """Return the symbols in a text, normalised, without duplicates, in order of appearance."""
    pattern = ANY_CASE if any_case else SYMBOL
    return tuple(dict.fromkeys(normalise(match[0]) for match in pattern.finditer(text)))


def from_file_name(stem: str) -> str | None:
    """Return the symbol in a file name, or None: ``A_78_176-EN`` is ``A/78/176``.

    Args:
        stem: the file name without its suffix.
    """
    bare = _LANGUAGE.sub("", _AFTER_LANGUAGE.sub("", stem.strip()))
    if resolution := _COUNCIL_RESOLUTION.fullmatch(bare):
        return f"S/RES/{int(resolution[1])} ({resolution[2]})"
    candidate = normalise(bare.replace("_", "/"))
    has_organ = candidate.split("/")[0] in _ORGANS
    return candidate if has_organ and SYMBOL.fullmatch(candidate) else None


def same_symbol(first: str, second: str) -> bool:
    """Return whether two symbols are equal, ignoring punctuation and a missing end.

    A file name cannot hold a slash, and it often omits the end of the symbol.
    """
    bare = [re.sub(r"\W+", "", symbol).lower() for symbol in (first, second)]
    return bare[0].startswith(bare[1]) or bare[1].startswith(bare[0])
