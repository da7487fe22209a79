"""The formats of numbers in Word's lists and notes (ECMA-376-1, 17.18.59)."""

from corpus.numerals import format_number

# Word's names of number formats, and the forms of ``format_number``.
_FORMS = {
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
    "decimalZero": "01",
}
_ALPHABETS = {
    "russianLower": "абвгдежзиклмнопрстуфхцчшщыэюя",
    "russianUpper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "hebrew1": "אבגדהוזחטיכלמנסעפצקרשת",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
}
_CHINESE = (
    "chineseCounting",
    "chineseCountingThousand",
    "chineseLegalSimplified",
    "ideographDigital",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
)
_FIGURES = "〇一二三四五六七八九"
_MARKS = "*†‡§"
_ORDINALS = {1: "st", 2: "nd", 3: "rd"}


def format_label(number: int, form: str) -> str:
    """Return a number as Word shows it; formats that are not known are shown as figures.

    Args:
        number: the number.
        form: Word's name of the format.
    """
    if form == "none":
        return ""
    if form in _FORMS:
        return format_number(number, _FORMS[form]) if 0 < number < 10_000 else str(number)
    if alphabet := _ALPHABETS.get(form):
        turns, place = divmod(number - 1, len(alphabet))
        return alphabet[place] * (turns + 1) if 0 < number < 1_000 else str(number)
    if form in _CHINESE and 0 < number < 100:
        return _chinese(number)
    if form == "chicago" and 0 < number < 100:
        turns, place = divmod(number - 1, len(_MARKS))
        return _MARKS[place] * (turns + 1)
    if form == "ordinal":
        teen = number % 100 in (11, 12, 13)
        return f"{number}{'th' if teen else _ORDINALS.get(number % 10, 'th')}"
    return str(number)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    figure = _FIGURES[ones] if ones or not tens else ""
    return f"{_FIGURES[tens] if tens > 1 else ''}{'十' if tens else ''}{figure}"
