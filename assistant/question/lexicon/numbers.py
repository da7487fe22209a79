"""Numbers in words and figures: cardinal numbers up to 999, and ordinal numbers."""

from assistant.question.lexicon.rows import pattern

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES_TH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TEENS_TH = (
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
    "seventeenth", "eighteenth", "nineteenth",
)  # fmt: skip
_TENS_TH = tuple(f"{tens[:-1]}ieth" for tens in _TENS)
_VALUES = (
    {word: value for value, word in enumerate((*_ONES, *_TEENS), start=1)}
    | {word: value for value, word in enumerate((*_ONES_TH, *_TEENS_TH), start=1)}
    | {word: 10 * value for value, word in enumerate(_TENS, start=2)}
    | {word: 10 * value for value, word in enumerate(_TENS_TH, start=2)}
)

_ONE, _TEEN, _TEN = "|".join(_ONES), "|".join(_TEENS), "|".join(_TENS)
_SMALL = rf"(?:(?:{_TEN})(?:[\s-]?(?:{_ONE}))?|{_TEEN}|{_ONE})"
_HUNDREDS = rf"(?:(?:a|{_ONE})\s+)?hundred"
# The bare expressions, to be put into the patterns of addresses.
CARDINAL_EXPRESSION = rf"(?:{_HUNDREDS}(?:\s+(?:and\s+)?{_SMALL})?|{_SMALL})\b"
ORDINAL_EXPRESSION = (
    rf"(?:(?:{_HUNDREDS}\s+(?:and\s+)?)?(?:(?:{_TEN})[\s-]?(?:{'|'.join(_ONES_TH)})|"
    rf"{'|'.join((*_ONES_TH, *_TEENS_TH, *_TENS_TH))})|{_HUNDREDS}th|\d{{1,4}}(?:st|nd|rd|th))\b"
)
CARDINAL = pattern("cardinal in words", rf"\b{CARDINAL_EXPRESSION}", "twenty-three", "twentieth")
ORDINAL_NUMBER = pattern(
    "ordinal number", rf"\b{ORDINAL_EXPRESSION}", "the fifty-third", "fifty three"
)
ORDINAL_END = pattern("end of an ordinal", r"(?<=\d)(?:st|nd|rd|th)$", "23rd", "12 bis")
NUMBER_WORD = pattern("part of a number", r"[a-z]+|\d+", "23", "-")
_ROMAN = (("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))


def number_of(text: str) -> str:
    """Return a number in words as figures: "23" for "twenty-three" and "23rd", "2.4" for "2.4"."""
    if text[:1].isdigit():
        return ORDINAL_END.sub("", text.lower())
    total = 0
    for word in NUMBER_WORD.findall(text.lower()):
        if word.startswith("hundred"):
            total = max(total, 1) * 100
        total += _VALUES.get(word, 0)
    return str(total)


def roman(number: int) -> str:
    """Return a number from 1 to 89 as a Roman numeral; "" for any other number."""
    numeral = ""
    for letters, value in _ROMAN if 0 < number < 90 else ():
        numeral += letters * (number // value)
        number %= value
    return numeral
