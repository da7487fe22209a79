"""The characters of fonts of symbols, and the forms of raised characters, in Unicode."""

import re

_PRIVATE = 0xF000  # fonts of symbols have their characters from here on
# The encoding of the font Symbol, from 0x20 and from 0xA0 on.
_SYMBOL = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"
    "‾αβχδεφγηιϕκλµνοπθρστυϖωξψζ{|}∼",
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪",
)
_SYMBOLS: dict[int, str] = {
    start + place: character
    for start, characters in zip((0x20, 0xA0), _SYMBOL, strict=True)
    for place, character in enumerate(characters)
} | dict(enumerate("〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭", start=0xF1))
_WINGDINGS: dict[int, str] = {
    0x20: " ", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x36: "⌛", 0x3F: "✍", 0x41: "✌", 0x43: "👍",
    0x44: "👎", 0x45: "☜", 0x46: "☞", 0x47: "☝", 0x48: "☟", 0x4A: "☺", 0x4C: "☹", 0x4E: "☠",
    0x54: "❄", 0x58: "✠", 0x59: "✡", 0x5A: "☪", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□",
    0x70: "◻", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥",
    0x78: "⌧", 0x7B: "❀", 0x80: "⓪", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA4: "◉",
    0xA7: "▪", 0xA8: "◻", 0xAA: "✦", 0xAB: "★", 0xAC: "✶", 0xB2: "⟡", 0xD5: "⌫", 0xD6: "⌦",
    0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦",
    0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xF3: "⬄", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
} | {0x81 + place: chr(0x2460 + place) for place in range(10)}  # fmt: skip
_WINGDINGS_2: dict[int, str] = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x95: "•", 0x96: "•",
    0x97: "●", 0xA2: "■", 0xA3: "□",
}  # fmt: skip
_WINGDINGS_3: dict[int, str] = {
    0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x70: "▲", 0x71: "▼", 0x74: "◀", 0x75: "▶",
    0x7D: "▶",
}  # fmt: skip
_FONTS = {
    "symbol": _SYMBOLS,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": {0x61: "✓", 0x63: "□", 0x67: "■", 0x72: "✗"},
}
_UNIT = re.compile(r"(?:^|[\W\d_])(?:[kcdm]?m|ft|in|mi|yd)$")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\xad": ""}
)
_RAISED: dict[int, int] = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
)


def symbol(code: int, font: str) -> str:
    """Return the character that a font shows for a code point.

    A character that is not in the tables keeps its code point in the area for private use: it is
    neither lost nor guessed.

    Args:
        code: the code point, with or without 0xF000.
        font: the name of the font in lower case.
    """
    table = _FONTS.get(font)
    place = code - _PRIVATE if _PRIVATE <= code <= _PRIVATE + 0xFF else code
    if table is not None and place in table:
        return table[place]
    if table is None and place != code and place > 0x20:
        return chr(place)
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""


def plain(text: str, font: str = "") -> str:
    """Return a text without ligatures and soft hyphens, and with a font's symbols in Unicode."""
    if font:
        return "".join(symbol(ord(character), font) for character in text)
    return text.translate(_LIGATURES)


def raised(text: str, before: str) -> str:
    """Return a text in raised characters if it is a number or a mark, else unchanged.

    Without them, the number would be part of the number or word before: "10⁶", "army¹". Ordinals
    ("1st") and powers of units ("m3") are written without raised characters.

    Args:
        text: the raised text.
        before: the text before it.
    """
    is_power = text.strip() in ("2", "3") and _UNIT.search(before)
    if (len(text) > 1 and text.isalpha()) or is_power:
        return text
    return text.translate(_RAISED)


def starts_raised(text: str) -> bool:
    """Return whether a text begins with a raised character, as a note of a table does."""
    return bool(text) and ord(text[0]) in _RAISED.values()
