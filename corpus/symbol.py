"""UN document symbols: recognise them in text and in file names, and write them one way.

A symbol is parts joined by slashes: the organ, the body, the session or year, a running number and,
last, what was done to it (``Add.1``, ``Corr.2``, ``Rev.1``). See the United Nations Editorial
Manual, "Document symbols". Resolutions of the Council and the Assembly are named by two numbers:
``53/5``.
"""

import re

_SUFFIX = r"(?:Add|Corr|Rev|Amend|Summary|Part|L|PV|SR|CRP|INF|NGO|WP|Res|RES|Dec|DEC)"
_PART = rf"(?:{_SUFFIX}\.?\s?\d*|[A-Z]{{1,12}}(?:[-.][A-Z\d]+)*|\d+(?:\.\d+)?)"

# An organ in capitals, then slashed parts of which at least one is a number: "A/HRC/53/32/Add.1".
SYMBOL = re.compile(
    rf"(?<![\w/])[A-Z]{{1,6}}(?:-[A-Z]{{2,4}})?(?=[\w./-]*/\d)(?:/{_PART})+"
    r"(?: \((?:[A-Z][\w. ]*|\d{4})\))?(?![\w/])"
)
ANY_CASE = re.compile(SYMBOL.pattern, re.IGNORECASE)
# "resolution 53/5", "2005/55": two plain numbers and no letters.
RESOLUTION = re.compile(r"(?<![\w/])\d{1,4}/\d{1,4}(?![\w/])")

# The organs that issue documents: what the name of a file must begin with to be one.
_ORGANS = frozenset(
    [
        "A",
        "S",
        "E",
        "T",
        "ST",
        "HRI",
        "CCPR",
        "CEDAW",
        "CERD",
        "CAT",
        "CRC",
        "CRPD",
        "CMW",
        "CED",
        "SPT",
        "DP",
        "DP-FPA",
        "UNEP",
        "UNCTAD",
        "TD",
        "ID",
        "UNW",
        "FCCC",
        "CBD",
        "CD",
        "NPT",
        "SPLOS",
        "ISBA",
        "LOS",
        "ICCD",
        "HSP",
        "HS",
        "CCW",
        "BWC",
        "CAC",
        "UNHCR",
        "WFP",
        "IPBES",
        "INFCIRC",
        "ICEF",
        "LC",
        "CTOC",
        "PCNICC",
        "ICC",
        "SWGCA",
        "UNIDO",
        "GC",
        "IDB",
    ]
)
_LANGUAGE = re.compile(r"[-_ .](?:EN|FR|ES|AR|RU|ZH|E|F|S|A|R|C)$", re.IGNORECASE)
# What others add to names: "S_RES_0502_1982_EN_final".
_AFTER_LANGUAGE = re.compile(r"(?<=[-_ .](?:EN|FR|ES|AR|RU|ZH))[-_ .][A-Za-z]+$", re.IGNORECASE)
_COUNCIL = re.compile(r"S[_ -]RES[_ -](\d{1,4})[_ -]\(?(\d{4})\)?", re.IGNORECASE)
_TITLE_CASE = {
    part.lower(): part for part in ("Add", "Corr", "Rev", "Amend", "Summary", "Part", "Sect")
}


def normalise(symbol: str) -> str:
    """Write a symbol the United Nations way: ``a/hrc/44/add.1`` becomes ``A/HRC/44/Add.1``."""

    def recase(word: re.Match[str]) -> str:
        return _TITLE_CASE.get(word[0].lower(), word[0].upper())

    return re.sub(r"[A-Za-z]+", recase, re.sub(r"\s*/\s*", "/", symbol.strip()))


def in_text(text: str, *, any_case: bool = False) -> tuple[str, ...]:
    """Return the symbols that a text names, normalised, each once, in order."""
    pattern = ANY_CASE if any_case else SYMBOL
    return tuple(dict.fromkeys(normalise(found[0]) for found in pattern.finditer(text)))


def from_file_name(stem: str) -> str | None:
    """Read the symbol from a file's name without its suffix: ``A_78_176-EN`` is ``A/78/176``."""
    bare = _LANGUAGE.sub("", _AFTER_LANGUAGE.sub("", stem.strip()))
    if resolution := _COUNCIL.fullmatch(bare):
        return f"S/RES/{int(resolution[1])} ({resolution[2]})"
    candidate = normalise(bare.replace("_", "/"))
    known = candidate.split("/")[0] in _ORGANS
    return candidate if known and SYMBOL.fullmatch(candidate) else None


def same_symbol(one: str, other: str) -> bool:
    """Whether two symbols are the same but for what a file's name leaves out or cannot hold."""
    bare = [re.sub(r"\W+", "", symbol).lower() for symbol in (one, other)]
    return bare[0].startswith(bare[1]) or bare[1].startswith(bare[0])
