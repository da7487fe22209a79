"""One written form for the characters of every report, and the characters that end a sentence."""

import re
import unicodedata

# The end of a text that is a sentence. Quotation marks and footnote marks may follow.
_SENTENCE_END = re.compile(r"[.;:!?…。！？؟][\"”’»)\]\d*]*$")
_LONGEST_END = 100  # characters
# Ligatures, Arabic presentation forms and Kangxi radicals are shapes of letters, which a file may
# store in place of the letters. NFKC would also change superscripts and full-width digits.
_SHAPES = re.compile("[\u2e80-\u2fd5\ufb00-\ufb4f\ufb50-\ufd3d\ufd50-\ufdfc\ufe70-\ufefc]")
# Characters without a width: breaks, joiners, marks of direction, the byte order mark.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# In Persian and Indian scripts, joiners change how letters are written.
_JOINER = re.compile("(?<![\u0600-\u1cff])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u1cff])")
# At the end of a block a soft hyphen shows that a word continues in the next block.
_SOFT_HYPHEN = re.compile("\u00ad(?=[^\\s\u00ad])")
_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def ends_sentence(text: str) -> bool:
    """Return whether a text ends as a sentence does.

    Only the end of the text is searched, since paragraphs grow while they are read.
    """
    return bool(_SENTENCE_END.search(text, max(0, len(text) - _LONGEST_END)))


def normalise_characters(text: str) -> str:
    """Return a text in the normal form NFC, without ligatures and invisible characters.

    Spaces of every width become plain spaces.
    """
    if text.isascii():
        return text
    text = _SHAPES.sub(lambda shape: unicodedata.normalize("NFKC", shape[0]), text)
    text = _SOFT_HYPHEN.sub("", _JOINER.sub("", _INVISIBLE.sub("", text)))
    return unicodedata.normalize("NFC", _SPACE.sub(" ", text))
