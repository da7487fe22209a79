"""The remarks of verdicts on quotations, which are in English, in the language of the page."""

import re

from assistant.output.i18n import say

# Each remark of ``assistant.verify``: the key of its words, and a pattern with what is put in.
_REMARKS = {
    "remark_open": r"Its closing quotation mark is missing\.",
    "remark_no_place_at_all": r"No report has a (.+)\.",
    "remark_no_place": r"(.+) has no (.+)\.",
    "remark_no_source": r"The draft names no source\.",
    "remark_not_here": r"(.+) (?:is|are) not in the library\.",
    "remark_same_words": r"The same words are in the places named here\.",
    "remark_similar_words": r"Similar words are in the places named here\.",
    "remark_other_document": r"The words are in another document than the draft says\.",
    "remark_other_part": r"The words are in another sub-paragraph than the draft says\.",
    "remark_other_paragraph": r"The words are in another paragraph than the draft says\.",
    "remark_too_long": r"It is nowhere as it stands, and it is too long to be compared in parts\.",
    "remark_language": r"The quotation is in (.+), and the library has no such text\.",
    "remark_similar_elsewhere": r"The similar words are not where the draft says\.",
    "remark_insertion": r"An insertion in brackets stands for “(.+)”\.",
    "remark_negation": r"The ellipsis leaves out a negation: “(.+)”\.",
    "remark_left_out": r"Words are left out without an ellipsis\.",
    "remark_joined": r"Words of (.+) are joined without a mark\.",
}
_PATTERNS = {key: re.compile(pattern, re.DOTALL) for key, pattern in _REMARKS.items()}


def remark_in(remark: str, language: str) -> str:
    """Return a remark in a language; one that is not known is returned as it is."""
    if language == "en":
        return remark
    for key, pattern in _PATTERNS.items():
        if match := pattern.fullmatch(remark):
            return say(key, language, *match.groups())
    return remark
