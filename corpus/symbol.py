"""United Nations document symbols: find them in texts and file names, and normalise them.

A symbol consists of parts joined by slashes: the organ, the body, the session or year, a serial
number and, last, a suffix for an addendum, corrigendum or revision (``Add.1``, ``Corr.2``,
``Rev.1``). See the United Nations Editorial Manual, "Document symbols". Resolutions of the Council
and the Assembly are named by two numbers: ``53/5``. A document of two organs has a joint symbol:
``A/79/811-S/2025/138``. Either half names it.
"""

import re
from functools import lru_cache

_SUFFIX = (
    r"(?:Add|Corr|Rev|Amend|Summary|Part|Misc|Sub|L|PV|SR|CRP|INF|NGO|WP|Res|RES|Dec|DEC)"
    r"\.?\s?\d*"
)
# Capitals with numbers behind stops, hyphens or in brackets: "CONF.230", "PC.II", "ES-10",
# "COP(8)".
_WORD = r"[A-Z]{1,12}(?:[-.][A-Z\d]{1,8})*"
_PART = rf"(?:{_SUFFIX}|{_WORD}|\d+(?:\.\d+)*)(?:\([A-Z\d]{{1,6}}\))?"
_ORGAN = r"[A-Z]{1,7}(?:-[A-Z]{2,4}|\.\d{1,2}|\(\d{1,3}\))?"
# At least one part is a number, or follows such a word as "PV." or, in a symbol of three parts,
# contains one: "UNEP/EA.5/HLS.1". "HIV/AIDS.12" is a word before a footnote mark. The longest
# symbols have 50 characters.
_NEAR = r"[\w./()-]{0,60}"
_HAS_NUMBER = (
    rf"(?={_NEAR}/(?:\d|(?:PV|SR|L|CRP|WP|INF)\.\d)|"
    rf"(?={_NEAR}[.(]\d)[\w.()-]{{0,60}}/[\w.()-]{{0,60}}/)"
)
# What may follow in brackets: "(Sect. 3)/Corr.1", "(2015)", "A (III)". A remark is no part of the
# symbol: "(English only)".
_BRACKET_WORD = (
    r"(?:Sect|Part|Vol|Resum|Supp|Introduction|Income|Plan|Prologue|Foreword|Annex|Addendum)[\w. ]*"
)
_END = (
    rf"(?:(?: [A-Z](?= \([IVXL]))? \((?:{_BRACKET_WORD}|(?:S-|ES-)?[IVXL]+|\d{{4}})\)"
    r"(?:/(?:Add|Corr|Rev|Amend)\.\d+)*(?!\w)|(?![\w/]))"
)

# An organ in capitals, then parts after slashes: "A/HRC/53/32/Add.1".
_ONE = rf"{_ORGAN}{_HAS_NUMBER}(?:/{_PART})+{_END}"
SYMBOL = re.compile(rf"(?<![\w/]){_ONE}")
ANY_CASE = re.compile(SYMBOL.pattern, re.IGNORECASE)
# A resolution number is two plain numbers without letters: "resolution 53/5", "2005/55".
RESOLUTION = re.compile(r"(?<![\w/])\d{1,4}/\d{1,4}(?![\w/])")
_JOINT = re.compile(rf"{_ONE}(?:(?:\s?[-–—]\s?|\s){_ONE})*")

# The organs that issue documents. A file name that is a symbol must begin with an organ, because
# other file names have the same form: IMG_2024_1.
_ORGANS = frozenset((
    "A", "S", "E", "T", "ST", "HRI", "CCPR", "CEDAW", "CERD", "CAT", "CRC", "CRPD", "CMW", "CED",
    "SPT", "DP", "DP-FPA", "UNEP", "UNCTAD", "TD", "ID", "UNW", "FCCC", "CBD", "CD", "NPT", "SPLOS",
    "ISBA", "LOS", "ICCD", "HSP", "HS", "CCW", "BWC", "CAC", "UNHCR", "WFP", "IPBES", "INFCIRC",
    "ICEF", "LC", "CTOC", "PCNICC", "ICC", "SWGCA", "UNIDO", "GC", "IDB", "ECE", "ESCAP", "LCARIB",
    "ECA", "GEGN.2", "TPNW", "ATT", "APLC", "CCM", "CAT-OP", "DPKO", "ICAO", "UNFF", "IPCC", "UN",
    "MINAMATA", "SC", "ICPD", "CCP", "CITES", "CMS", "WHC", "PBC", "SAICM", "CAR", "CP",
    "JIU", "CEB", "CLCS", "UNICEF", "HBP", "CCS",
))  # fmt: skip
_LANGUAGE = re.compile(r"[-_ .](?:EN|FR|ES|AR|RU|ZH|E|F|S|A|R|C)$", re.IGNORECASE)
# A word that was added after the language of a file name: "S_RES_0502_1982_EN_final".
_AFTER_LANGUAGE = re.compile(r"(?<=[-_ .](?:EN|FR|ES|AR|RU|ZH))[-_ .][A-Za-z]+$", re.IGNORECASE)
# A remark on the edition: "A_HRC_53_36_AdvanceUneditedVersion".
_EDITION = re.compile(r"[-_ .](?:[a-z]*(?:unedited|edited|final)[a-z]*|AUV|AEV)$", re.IGNORECASE)
# The brackets of a symbol become underscores in a file name: "A_80_15__Part_II_".
_BRACKETS_LOST = re.compile(r"__?(?=Part_|Sect|Vol|Resum)([A-Za-z]+[_.\w]*?)_?$|__(\w+?)_$")
_COUNCIL_RESOLUTION = re.compile(r"S[_ -]+RES[_ -]+(\d{1,4})[_ -]+\(?(\d{4})\)?_?", re.IGNORECASE)
_TITLE_CASE = {
    part.lower(): part
    for part in (
        "Add", "Corr", "Rev", "Amend", "Summary", "Part", "Sect", "Sub", "Misc", "Vol", "Resumption"
    )
}  # fmt: skip
# "A/RES/70/1", but "UNEP/EA.6/Res.1".
_WITH_STOP = {"res": "Res", "dec": "Dec"}
_WORDS = re.compile(r"[A-Za-z]+")
_ROMAN = re.compile(r"[IVXL]+", re.IGNORECASE)
_YEAR_JOINED = re.compile(r"(/RES/\d{1,4})\s?(\(\d{4}\))")


def normalise(symbol: str) -> str:
    """Return a symbol in the official spelling: ``a/hrc/44/add.1`` becomes ``A/HRC/44/Add.1``.

    The halves of a joint symbol are joined by a hyphen. A space is before the year of a resolution:
    ``S/RES/2202 (2015)``.
    """
    spelled = _WORDS.sub(_recased, re.sub(r"\s*/\s*", "/", symbol.strip()))
    spelled = _YEAR_JOINED.sub(r"\1 \2", spelled)
    if _JOINT.fullmatch(spelled) and not SYMBOL.fullmatch(spelled):
        return "-".join(SYMBOL.findall(spelled))
    return spelled


def _recased(word: re.Match[str]) -> str:
    lower, text, start = word[0].lower(), word.string, word.start()
    if lower in _WITH_STOP and text[word.end() : word.end() + 1] == ".":
        return _WITH_STOP[lower]
    in_brackets = text.rfind("(", 0, start) > text.rfind(")", 0, start)
    if lower not in _TITLE_CASE and in_brackets and len(lower) > 2 and not _ROMAN.fullmatch(lower):
        return lower.capitalize() if text[start - 1] == "(" else lower
    return _TITLE_CASE.get(lower, word[0].upper())


def whole(line: str) -> str | None:
    """Return the symbol, or the joint symbol, that is the whole of a line; None if it is not."""
    return normalise(line) if _JOINT.fullmatch(line) else None


@lru_cache(maxsize=16_384)
def names(symbol: str) -> tuple[str, ...]:
    """Return the symbols that name a document: its own and, if it is joint, each half."""
    return tuple(dict.fromkeys((symbol, *in_text(symbol))))


def in_text(text: str, *, any_case: bool = False) -> tuple[str, ...]:
    """Return the symbols in a text, normalised, without duplicates, in order of appearance.

    The halves of a joint symbol are returned as two symbols.
    """
    pattern = ANY_CASE if any_case else SYMBOL
    return tuple(dict.fromkeys(normalise(match[0]) for match in pattern.finditer(text)))


def from_file_name(stem: str) -> str | None:
    """Return the symbol in a file name, or None: ``A_78_176-EN`` is ``A/78/176``.

    Args:
        stem: the file name without its suffix.
    """
    bare = _LANGUAGE.sub("", _AFTER_LANGUAGE.sub("", _EDITION.sub("", stem.strip())))
    if resolution := _COUNCIL_RESOLUTION.fullmatch(bare):
        return f"S/RES/{int(resolution[1])} ({resolution[2]})"
    if "_" not in bare:
        bare = bare.replace("-", "_")
    bare = _BRACKETS_LOST.sub(lambda m: f" ({(m[1] or m[2]).replace('_', ' ')})", bare)
    halves = [half.strip("/ ") for half in re.split(r",\s*|-(?=[A-Z]_)", bare.replace("_", "/"))]
    candidate = whole("-".join(map(normalise, halves)))
    return candidate if candidate and candidate.split("/")[0] in _ORGANS else None


def has_known_organ(symbol: str) -> bool:
    """Return whether a symbol begins with an organ of the United Nations that is known here."""
    organ = symbol.split("/")[0]
    return organ in _ORGANS or organ.split(".")[0] in _ORGANS


def same_symbol(first: str, second: str) -> bool:
    """Return whether two symbols are equal part by part, ignoring punctuation and a missing end.

    A file name cannot hold a slash, and it often omits the end of the symbol. ``A/81/6`` is the
    same as ``A/81/6 (Sect. 9)``, but ``A/78/17`` is not the same as ``A/78/176``. Half of a joint
    symbol is the same as the joint symbol.
    """
    return any(_begins(a, b) or _begins(b, a) for a in names(first) for b in names(second))


def parts(symbol: str) -> tuple[str, ...]:
    """Return the parts of a symbol in lower case, without punctuation: ``("a", "78", "176")``."""
    return tuple(re.findall(r"[^\W_]+", symbol.lower()))


def _begins(start: str, symbol: str) -> bool:
    first, whole = parts(start), parts(symbol)
    return whole[: len(first)] == first
