"""The body to which a report belongs, in words, and the address of its official document."""

import re
from urllib.parse import quote

from corpus import symbol
from corpus.select import body_of

# The start of a symbol, and the key of the body's name in words.json.
_BODIES = {
    "A": "body_assembly",
    "A/HRC": "body_rights_council",
    "S": "body_security",
    "E": "body_ecosoc",
    "E/C.12": "body_cescr",
    "CAT": "body_cat",
    "CCPR": "body_ccpr",
    "CED": "body_ced",
    "CEDAW": "body_cedaw",
    "CERD": "body_cerd",
    "CMW": "body_cmw",
    "CRC": "body_crc",
    "CRPD": "body_crpd",
    "DP": "body_undp",
    "ST": "body_secretariat",
    "TD": "body_unctad",
    "UNEP": "body_unep",
}
# docs.un.org has each document in these languages.
_LANGUAGES = {
    "English": "en",
    "French": "fr",
    "Spanish": "es",
    "Arabic": "ar",
    "Chinese": "zh",
    "Russian": "ru",
}


def body_key(document_symbol: str) -> str:
    """Return the key in ``words.json`` of the body that a symbol begins with.

    The longest known start counts: "A/HRC/WG.6/1" belongs to the Human Rights Council. If no start
    is known, the start of the symbol itself is returned: "IMO" for "IMO/1".
    """
    body = body_of(document_symbol)
    start = body
    while start not in _BODIES and "/" in start:
        start = start.rsplit("/", 1)[0]
    return _BODIES.get(start, body)


def official_address(document_symbol: str, language: str = "English") -> str:
    """Return the address of a document at docs.un.org; "" if its symbol is none of the UN.

    ``language`` is an English name. Of a joint symbol, the first half names the document there.
    """
    names = symbol.in_text(document_symbol)
    if not names or not document_symbol.startswith(names[0]):
        return ""
    path = quote(re.sub(r"\s", "", names[0]), safe="/().-_")
    return f"https://docs.un.org/{_LANGUAGES.get(language, 'en')}/{path}"


def language_tag(language: str) -> str:
    """Return the tag of a language by its English name: "fr"; "" if the UN does not use it."""
    return _LANGUAGES.get(language, "")
