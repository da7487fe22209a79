"""Who speaks in a sentence, and whether the report itself says it or tells of what others said."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.extracts.actors import leading_actor, subject
from corpus import Document
from corpus.document import FRONT

_BY = re.compile(
    r"\b(?:report|study|note|letter|statement|memorandum|observations|paper)s?(?: \w+ [\w ]*?)??"
    r" (?:of|by|from|prepared by|submitted by) (?:the )?(?=[A-Z])",
    re.IGNORECASE,
)
# Words between the one who speaks and the verb.
_BETWEEN = re.compile(
    r"(?:\s*,?\s*\b(?:also|further|furthermore|therefore|hereby|strongly|again|once again|"
    r"once more|thus|accordingly|consequently|in particular|"
    r"likewise|continues? to|wish(?:es)? to|would(?: also)? like to|"
    r"would|must|can only|do|does|and|reiterates? and|now|finally|moreover|additionally|in turn|"
    r"in this (?:regard|context)|inter alia|nevertheless|nonetheless|especially|still|"
    r"(?:take|takes) this opportunity to|welcomes and|strongly and|\w+ly))*\s*$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:^|[\s(“\"])(I|We|we|He|he|She|she|They|they|It|it)$")
_MARK = re.compile(r"^\s*(?:\([a-z]+\)|[•●▪–-]|\d+[.)])?\s*")
# Texts that speak: "the present report recommends".
_TEXT = re.compile(
    r"(?:^|[,;:] )(?P<name>(?:the|this|our) (?:\w+ )?(?:report|study|paper|review|evaluation|"
    r"assessment|audit|analysis|document|note))$",
    re.IGNORECASE,
)
_OPERATIVE = re.compile(r"^[A-Z][a-z]+s\b(?! of\b)")
_CHAINED = re.compile(
    r"(?:\b(?:and|but|or|while|as well as))(?: (?:also|therefore|further|again))*$"
)
_FIRST_PERSON = re.compile(r"(?:^|, )(?:I|We)\b")
_PEOPLE = re.compile(
    r"\b(?:Rapporteur|Independent Expert|High Commissioner|Special Adviser|Envoy)\b"
)
_SAID = (
    r"(?:said|stated|noted|stress(?:ed)?|emphasi[sz]ed|underlined|underscored|observed|argued|agreed|"
    r"added|reiterated|explained|indicated|highlighted|recalled|affirmed|reaffirmed|pointed out|"
    r"expressed|concluded|suggested|proposed|recommended|urged|requested|decided|believed|felt|"
    r"held|maintained|acknowledged|recognized|warned|cautioned|insisted|advised|concurred|remarked|"
    r"echoed|declared|announced|ruled|hoped|considered|called|asked|encouraged|commended|mentioned)"
)
_TOLD = re.compile(
    rf"\b(?:{_SAID}(?=,?\s(?:[^.;]{{0,80}}\s)?that\b)|(?:said|stated|argued|agreed|added|believed|felt|"
    r"hoped)\b)"
)
_TELLS = re.compile(rf"\b{_SAID}\b")
# What begins a sentence that tells when and where something was asked.
_OCCASION = re.compile(
    r"^(?:In|On|At|During|Since|By|Following|After|Pursuant to|Between|Throughout)\b[^,]*"
    r"(?:\b(?:19|20)\d\d\b|\bsessions?\b|\bmeetings?\b|\bresolution\b|\bdecision\b|"
    r"\b\d{1,2} [A-Z])",
)
_INSTRUMENT = re.compile(
    r"\bin (?:its|their|his|her) (?:\w+ ){0,2}(?:resolutions?|decisions?|reports?|comments?|"
    r"observations)\b[^.;]*\b\w+ed that\b"
)
_RULE = re.compile(
    r"^(?:In (?:accordance|conformity|compliance) with|Under|Pursuant to|According to|As "
    r"(?:required|provided|set out|specified|prescribed|described|stated) (?:by|in|for|under))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: ``name`` as printed or "", and whether it is the author of the report."""

    name: str
    author: bool


class Authors:
    """The authors of a report, as its title page names them."""

    def __init__(self, document: Document) -> None:
        front = (p.text for p in document.paragraphs if p.part == FRONT)
        self.names = tuple(dict.fromkeys(_names([document.title, *front])))
        self.are_people = any(_PEOPLE.search(name) for name in self.names)

    @property
    def main(self) -> str:
        """The first author as printed, or ""."""
        return self.names[0] if self.names else ""

    def include(self, name: str) -> bool:
        """Return whether a name, such as "the Independent Expert", is that of an author."""
        words = set(re.findall(r"\w+", name.lower())) - {"the", "a", "of", "and", "present"}
        if not words:
            return False
        initials = {"".join(w[0] for w in re.findall(r"[A-Z]\w+", own)) for own in self.names}
        if any(word.upper() in initials and len(word) > 1 for word in words):
            return True
        return any(
            words <= set(re.findall(r"\w+", own.lower())) and name.lower().split()[-1] in _ends(own)
            for own in self.names
        )

    def speak_as(self, pronoun: str) -> bool:
        """Return whether a pronoun can stand for an author."""
        lower = pronoun.lower()
        return lower in ("i", "we") or (
            lower in ("he", "she") if self.are_people else lower == "it"
        )


def _ends(name: str) -> set[str]:
    """Return the words of a name that are its nouns: those before "on" and "of"."""
    head = re.split(r" (?:on|of|for|in) ", name.lower())
    return {part.split()[-1] for part in head if part.split()}


def _names(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        for match in _BY.finditer(line):
            name = leading_actor(line[match.end() :])
            if name:
                yield name


def speaker(text: str, at: int, authors: Authors) -> Speaker | None:
    """Return who says the verb at a place of a sentence, or None if it is no one who speaks.

    A resolution begins with the verb: nobody is named, and the body speaks.
    """
    start = _MARK.match(text)
    begin = start.end() if start else 0
    if at <= begin:
        return Speaker("", True)
    trimmed = text[:at].rstrip()
    between = _BETWEEN.search(trimmed)
    before = trimmed[: between.start()] if between else trimmed
    if len(before) <= begin:
        return Speaker("", True)
    if match := _PRONOUN.search(before):
        return Speaker(match.group(1), authors.speak_as(match.group(1)))
    if match := _TEXT.search(before):
        return Speaker(match["name"], True)
    chained = _CHAINED.search(trimmed) or (between and " and" in between.group())
    if name := subject(before[begin:]):
        return Speaker(name, authors.include(name))
    if chained or trimmed.endswith(","):
        first = _first_speaker(text[begin:], authors)
        return first if chained or (first and first.name in ("", "I")) else None
    return None


def _first_speaker(text: str, authors: Authors) -> Speaker | None:
    """Return who speaks at the beginning of a sentence whose later verbs have no subject."""
    if _FIRST_PERSON.search(text[:200]):
        return Speaker("I", True)
    if match := re.match(r"(He|She|They|It)\b", text):
        return Speaker(match.group(1), authors.speak_as(match.group(1)))
    if name := leading_actor(text, first=True, clause=True):
        return Speaker(name, authors.include(name))
    for match in re.finditer(r", (?=the |[A-Z])", text[:200]):
        if name := leading_actor(text[match.end() :], clause=True):
            return Speaker(name, authors.include(name))
    return Speaker("", True) if _OPERATIVE.match(text) else None


def is_occasion(text: str) -> bool:
    """Return whether a sentence tells when something was asked: "At its first session, ..."."""
    return bool(_OCCASION.match(_MARK.sub("", text)))


def is_rule(text: str) -> bool:
    """Return whether a sentence begins with the rule that it tells: "In accordance with ..."."""
    return bool(_RULE.match(_MARK.sub("", text)))


def reporter(text: str, at: int, authors: Authors) -> tuple[bool, str]:
    """Return whether what is before a place tells what others said, and else who says it.

    "Delegations said that States should" is told; "The Independent Expert stressed that Qatar
    should", in the report of that expert, is said.
    """
    name = ""
    if _INSTRUMENT.search(text, 0, at):
        return True, ""
    for match in _TOLD.finditer(text, 0, at):
        said = speaker(text, match.start(), authors)
        if said is None or not said.author or is_occasion(text):
            return True, ""
        name = said.name
    return False, name


def tells_of_others(text: str, authors: Authors) -> bool:
    """Return whether the main verb of a sentence tells what others than the authors said."""
    match = _TELLS.search(text)
    if match is None:
        return False
    said = speaker(text, match.start(), authors)
    return said is not None and not said.author


def authors_speak(text: str, authors: Authors, before: bool) -> bool:
    """Return whether "he" or "it" in the next sentence can be an author.

    ``before`` says so for this sentence; it holds on if nobody is named as the one who speaks.
    """
    match = _TELLS.search(text)
    said = speaker(text, match.start(), authors) if match else None
    if said is None or not said.name or said.name.lower() in ("he", "she", "it"):
        return before
    return said.author
