"""The acronyms that a report itself spells out: "United Nations Children’s Fund (UNICEF)".

The letters of an acronym are looked for in the words before it, from the last to the first, and the
first letter must begin a word (A. Schwartz and M. Hearst, 2003).
"""

import re
from collections.abc import Mapping

from corpus import Document

_ACRONYM = r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?:[-/][A-Z][A-Za-z]*)*"
_AFTER = re.compile(rf"\((?:the )?[“\"]?(?P<acronym>{_ACRONYM})[”\"]?\)")
# A list of abbreviations has each at the beginning of a line.
_LINE = re.compile(rf"^(?P<acronym>{_ACRONYM})(?:\s*[:–—]\s*|\s+)(?P<name>[A-Z].{{3,120}})$")
# A name begins after these, and has no more words than its acronym allows.
_BREAK = re.compile(r".*[.;:()“”\"]\s*|.*,\s(?=(?:the|and|or)\s)", re.DOTALL)
_SMALL = frozenset(["of", "the", "for", "and", "on", "in", "to", "against", "with"])


def spelled_out(document: Document) -> Mapping[str, str]:
    """Return the names that a report gives for acronyms, by the acronym; the first name counts."""
    found: dict[str, str] = {}
    for paragraph in document.paragraphs:
        text = " ".join(paragraph.text.split())
        for match in _AFTER.finditer(text):
            name = _name_before(text[: match.start()].rstrip(), match["acronym"])
            if name:
                found.setdefault(match["acronym"], name)
        line = _LINE.match(text)
        if line and _begins_at(line["name"], line["acronym"]) == 0:
            found.setdefault(line["acronym"], line["name"].rstrip(" .;"))
    return found


def full_name(actor: str, names: Mapping[str, str]) -> str:
    """Return an acronym, or its name, as "name (acronym)" if a report spells it out, else as it is.

    "UN-Women" has small letters, so it is a name that people know, and stands for the long one.
    A table then has one value for both.
    """
    for short, name in names.items():
        if actor in (short, name):
            return f"{name} ({short})" if short.isupper() else short
    return actor


def _name_before(text: str, acronym: str) -> str:
    """Return the name at the end of a text that an acronym stands for, or ""."""
    text = _BREAK.sub("", text[-200:])
    words = text.split()
    most = min(len(words), 2 * len(acronym) + 2)
    text = " ".join(words[-most:]) if most else ""
    start = _initials_at(text, acronym)
    start = _begins_at(text, acronym) if start < 0 else start
    name = text[start:] if start >= 0 else ""
    first = name.split(" ")[0]
    # What an acronym stands for is a name, and not the end of a sentence.
    return name if first[:1].isupper() and first.lower() not in _SMALL and name != acronym else ""


def _initials_at(text: str, acronym: str) -> int:
    """Return where the words begin whose first letters are an acronym, or -1."""
    words = [m for m in re.finditer(r"[^\W\d_]+", text) if m.group().lower() not in _SMALL]
    letters = [letter for letter in acronym if letter.isalpha()]
    last = words[-len(letters) :]
    fits = [word.group()[0].upper() for word in last] == [letter.upper() for letter in letters]
    return last[0].start() if fits and last else -1


def _begins_at(text: str, acronym: str) -> int:
    """Return where the words begin that an acronym at their end stands for, or -1."""
    place = len(text)
    letters = [letter.lower() for letter in acronym if letter.isalpha()]
    for left, letter in zip(reversed(range(len(letters))), reversed(letters), strict=True):
        place -= 1
        while place >= 0 and (
            text[place].lower() != letter or (not left and place > 0 and text[place - 1].isalnum())
        ):
            place -= 1
        if place < 0:
            return -1
    return place
