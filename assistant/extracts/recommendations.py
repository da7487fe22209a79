"""The recommendations of reports: who is urged to do something, by whom, how strongly, until when.

``docs/recommendations.md`` says which sentences count.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.extracts.actors import leading_actor, subject
from assistant.extracts.deadlines import deadline
from assistant.extracts.reviews import is_numbered_item, recommending_states, state_under_review
from assistant.extracts.speakers import (
    Authors,
    Speaker,
    authors_speak,
    is_occasion,
    is_rule,
    reporter,
    speaker,
    tells_of_others,
)
from assistant.extracts.types import Column, Extract, Kind
from assistant.extracts.units import Unit, units
from assistant.extracts.urging import PHRASES, Phrase
from corpus import Document, Span

_COLUMNS = (
    Column("addressee"),
    Column("verb"),
    Column("strength", "choice"),
    Column("by"),
    Column("theme", "choice"),
    Column("deadline", "date"),
)
_GENERIC = re.compile(
    r"^\W*(?:[IVX]+\.|[A-Z]\.|\d+\.)?\s*(?:(?:main|key|general|final|overall)\s)?(?:summary of\s)?"
    r"(?:the\s)?(?:conclusions?|recommendations?|observations?|findings|way forward|annex.*)"
    r"(?:(?:,|\sand/or|\sand|/)?\s(?:the\s|final\s)?(?:conclusions?|recommendations?|observations?|"
    r"way forward|next steps))*\W*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\s*(?:[IVXL]+|[A-Z]|\d+|\([a-z]+\))[.)]?\s+(?=\S)")
_TO = re.compile(r"^(?:(?:\w+ )?recommendations? )?(?:to|for|addressed to|directed at) ", re.I)
_BODY = re.compile(r"^\W*(?:(?:The|the) (?=[A-Z]))(?P<name>[A-Z][\w’,-]*(?: (?:[a-z]{2,3} )*[A-Z][\w’-]*)*),?$")
_ADVICE = re.compile(
    r"\b(?:following|below|\d+|several|these|number of|key|main|specific|concrete|set of|makes?|offers?)"
    r"\b[^.;]*?\b(?P<noun>recommendations?)\b|\b(?P<second>recommendations?)\b[^.;]*?\b(?:below|"
    r"following|as follows|formulated|listed|include|includes|are|is)\b",
    re.IGNORECASE,
)
# The end of a sentence whose list says what is to be done, and of one whose list only names things.
_GOVERNS = re.compile(
    r"\b(?:to|that|should|must|by|including|in particular|recommends?|also|following|follows|urges?|"
    r"requests?|encourages?|invites?|upon|on|measures|actions|steps|recommendations?|priorities)\W*$"
)
_NAMES_THINGS = re.compile(
    r"\b(?:include|includes|including|contain|contains|cover|comprise|information|elements|criteria|"
    r"questions|topics|issues|areas|principles|documents|items|consist of)\b[^.;]{0,40}$"
)
_PREAMBLE = re.compile(
    r"^\W*(?:(?:Deeply|Gravely|Also|Further|Again|Strongly|Seriously|Fully) )?(?:[A-Za-z]+ing|Convinced|"
    r"Mindful|Aware|Alarmed|Concerned|Conscious|Determined|Guided|Encouraged|Disturbed|Desirous)\b"
)
_PERFECT = re.compile(r"\b(?:ha[sd]|have|having|was|were|been|be|is|are|being|not|to|never)(?: \w+ly)? $")
_ASKS = re.compile(
    r"\b(?:whether|how|why|what|where|when|if|than|unless|although|because|so that|as to|lest|until|"
    r"given that|fears? that|concern(?:s|ed)? that|hopes? that|reasons?)\b"
    r"(?:(?!\band (?:such|the|this|these|it|they|all)\b)[^,;:])*$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"(?<!so )\b(?:which|who|that)(?: \w+ly| also| then)? $")
_INVERTED = re.compile(r"\s(?:the|any|an?|this|that|they|it|he|she|there|such a|one|these|those|[A-Z])\b")
_EFFECT = re.compile(
    r"\s(?:also |further |then |thus )?(?:help|allow|enable|facilitate|result|lead to|contribute|make it|be "
    r"able|prove|suffice|improve|pave|give rise|mean|yield|come as|reduce|increase)\b"
)
_PASSIVE = re.compile(
    r"\s(?:,[^,]*,\s)?(?:\w+ly\s|also\s|therefore\s|only\s|then\s|not\s)*be\s(?:\w+ly\s|also\s|further\s|"
    r"more\s|better\s)*(?P<verb>\w+(?:ed|en|wn)|made|done|put|set|held|kept|built|met|found|brought|"
    r"sought|paid|led|left|dealt|cut|spent|sent|heard|told|undergone|read|fed|rebuilt|upheld)\b"
)
_ASKED = frozenset("encouraged urged invited required requested asked obliged prepared committed "
                   "guided mandated tasked concerned".split())
_OWNED = re.compile(r"\b(?:its|their|our|his|her|whose|of) (?:\w+ )?$")
_QUOTED = re.compile(r"“[^”]*$|\"[^\"]*$")
_PRONOUN = re.compile(r"(?:them|him|her|it)\b")
_NOT_OPERATIVE = re.compile(r"\b(?:are|were|is|was|have|has|had|remain|remains|continued?|came)\b")


@dataclass(frozen=True, slots=True)
class _Request:
    """What a sentence asks for: the words, where they are, who is asked and who asks."""

    verb: str
    strength: str
    end: int
    addressee: str
    by: str


def _find(document: Document, library: Sequence[Document]) -> Iterator[Extract]:
    """Yield the recommendations of a report; ``library`` is not used."""
    return _Reader(document).rows()


class _Reader:
    """Reads the recommendations of one report."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._authors = Authors(document)
        self._state = state_under_review(document)
        self._resolution = "/RES/" in document.symbol or "/L." in document.symbol
        self._body = ""
        self._spoke = False  # whether "it" or "he" can be an author, who spoke in this paragraph
        self._introduced: dict[Span, _Request | None] = {}

    def rows(self) -> Iterator[Extract]:
        """Yield the rows in the order of the report."""
        position, told = -1, False
        for unit in units(self._document):
            if unit.position != position:
                position, told = unit.position, False
                self._spoke = self._authors.are_people
            self._notice_body(unit.span)
            request = self._request(unit, told=told)
            if request is not None:
                yield self._row(unit, request)
            elif not unit.introductions:
                told = self._tells(unit, told)
            self._spoke = authors_speak(unit.span.text, self._authors, self._spoke)

    def _notice_body(self, span: Span) -> None:
        """Remember the body that decides what follows: "The Security Council,"."""
        lines = (*span.paragraph.headings[-1:], span.text)
        for line in lines:
            if match := _BODY.match(line):
                self._body = match["name"] if leading_actor(match["name"]) else self._body

    def _tells(self, unit: Unit, told: bool) -> bool:
        """Return whether the next sentence can be what others than the authors said."""
        if any(_OWN_PART.search(heading) for heading in unit.span.paragraph.headings[-2:]):
            return False
        return told or tells_of_others(unit.span.text, self._authors)

    def _request(self, unit: Unit, *, told: bool) -> _Request | None:
        text = unit.span.text
        if text.rstrip("”\")").endswith("?") or self._is_preamble(text):
            return None
        if unit.introductions:
            found = self._of_item(unit)
        elif self._state and is_numbered_item(unit.span.paragraph) and recommending_states(text):
            found = _Request("", "recommend", 0, self._state, "")
        else:
            found = self._own(unit.span, told=told)
            if found is not None and unit.opens and _governs(text, found):
                return None
        return found

    def _is_preamble(self, text: str) -> bool:
        return bool(_PREAMBLE.match(text)) and (text.endswith(",") or self._resolution)

    def _of_item(self, unit: Unit) -> _Request | None:
        """Return what an item asks for: what its introduction asks, or what it asks itself."""
        text, told = unit.span.text, False
        for span in reversed(unit.introductions):
            request = self._of_introduction(span)
            if request is not None:
                return request
            told = told or tells_of_others(span.text, self._authors) or is_occasion(span.text)
        own = self._own(unit.span, told=told)
        if own is not None and unit.opens and _governs(text, own):
            return None
        if own is not None and not own.by:
            names = (leading_actor(_bare(span.text), first=True) for span in unit.introductions)
            return replace(own, by=next(filter(None, names), ""))
        return own

    def _of_introduction(self, span: Span) -> _Request | None:
        """Return what the introduction of a list asks for, if its items say what is to be done."""
        if span not in self._introduced:
            request = self._own(span, told=False)
            if request is not None and not _governs(span.text, request):
                request = None
            if request is None:
                request = self._advice(span.text)
            self._introduced[span] = request
        return self._introduced[span]

    def _advice(self, text: str) -> _Request | None:
        """Return what an introduction such as "The recommendations are:" asks for."""
        match = _ADVICE.search(text)
        if match is None or not text.rstrip().endswith((":", "—", "–")):
            return None
        verb = match["noun"] or match["second"]
        return _Request(verb, "recommend", match.end(), self._state, "")

    def _own(self, span: Span, *, told: bool) -> _Request | None:
        """Return what a sentence asks for by its own words."""
        text = span.text
        found = [(match, phrase) for phrase in PHRASES for match in phrase.pattern.finditer(text)]
        for match, phrase in sorted(found, key=lambda pair: (pair[0].start(), -pair[0].end())):
            quoted = _QUOTED.search(text, 0, match.start())
            if quoted and quoted.start() > 1:
                continue
            request = (
                self._speech(text, match, phrase)
                if phrase.form == "speech"
                else self._duty(span, match, phrase, told=told)
            )
            if request is not None:
                return request
        return None

    def _speech(self, text: str, match: re.Match[str], phrase: Phrase) -> _Request | None:
        before, rest = text[: match.start()], text[match.end() :]
        if _PERFECT.search(before) or _RELATIVE.search(before) or rest.startswith(" by "):
            return None
        said = speaker(text, match.start(), self._authors)
        if said is None or not _agrees(match, said, rest):
            return None
        if match.re.groups and match["past"] and not self._narrates(said, text):
            return None
        if reporter(text, match.start(), self._authors)[0]:
            return None
        return _Request(
            match.group(), phrase.strength, match.end(), _asked(text, match), self._by(said)
        )

    def _narrates(self, said: Speaker, text: str) -> bool:
        """Return whether a verb in the past tells what the authors themselves ask for."""
        if not said.author or not said.name or is_occasion(text):
            return False
        lower = said.name.lower()
        return self._spoke if lower in ("it", "he", "she") else lower not in ("i", "we", "they")

    def _duty(
        self, span: Span, match: re.Match[str], phrase: Phrase, *, told: bool
    ) -> _Request | None:
        text = span.text
        before, rest = text[: match.start()], text[match.end() :]
        if match.group() == "needs to" and _OWNED.search(before):
            return None
        if told or _RELATIVE.search(before) or _ASKS.search(before) or before.endswith(" I "):
            return None
        modal = phrase.form == "duty"
        if modal and (is_rule(text) or not _bare(before) or _INVERTED.match(rest)):
            return None
        reported, name = reporter(text, match.start(), self._authors)
        if reported:
            return None
        who = _needed(rest) if phrase.form == "need" else _obliged(before, rest)
        if match.group() == "should" and not who and _EFFECT.match(rest):
            return None
        by = self._by(Speaker(name, True)) if name else ""
        return _Request(match.group(), phrase.strength, match.end(), who, by)

    def _by(self, said: Speaker) -> str:
        """Return who speaks, as printed; the authors for a pronoun."""
        if not said.name:
            return self._body
        return self._authors.main if _is_pronoun(said.name) else said.name

    def _row(self, unit: Unit, request: _Request) -> Extract:
        headings = unit.span.paragraph.headings
        by = (self._state and recommending_states(unit.span.text)) or request.by
        values = {
            "addressee": _without_article(request.addressee or _of_headings(headings)),
            "verb": request.verb,
            "strength": request.strength,
            "by": _without_article(by),
            "theme": _theme(headings),
            "deadline": deadline(unit.span.text),
        }
        return Extract(self._document, unit.position, unit.span, values)


_OWN_PART = re.compile(r"\b(?:recommend|conclusion|observation)", re.IGNORECASE)


def _agrees(match: re.Match[str], said: Speaker, rest: str) -> bool:
    """Return whether a word is the verb of its subject: "calls for talks were made" is a noun."""
    verb = match.group().split()[0]
    if not said.name:
        return verb[0].isupper() and (
            not rest or rest.rstrip().endswith((";", ",")) or " for" not in match.group()
            or not _NOT_OPERATIVE.search(rest)
        ) or not verb[0].isupper() and verb.endswith("s")
    if verb.endswith("s") or verb.endswith("ed"):
        return True
    return said.name.lower() in ("i", "we", "they") or any(
        word.endswith("s") or word == "people" for word in said.name.split()
    )


def _asked(text: str, match: re.Match[str]) -> str:
    """Return who is asked by a verb, as printed, or ""."""
    rest = re.sub(r"^(?: (?:also|again|once again|strongly|further))+", "", text[match.end() :])
    if match.group().endswith((" for", " of")) or "need" in match.group():
        name = leading_actor(rest.lstrip())
        return name if re.match(r"[^,;.]*?\sto (?!be \w+ed)", rest.lstrip()[len(name) :]) else ""
    if rest.startswith(" to ") and (name := leading_actor(rest[4:])):
        return name
    if match.group().endswith(" that") or rest.startswith(" that "):
        clause = rest.removeprefix(" that").lstrip(" ,")
        name = leading_actor(clause, clause=True)
        return "" if _is_passive(clause[len(name) :]) else name
    if _PRONOUN.match(rest.lstrip()):
        return _last_actor(text[: match.start()])
    return leading_actor(rest.lstrip(" ,:"))


def _last_actor(text: str) -> str:
    """Return the last name of a text, to which "them" refers."""
    starts = [m.end() for m in re.finditer(r"(?:^|\s)(?=(?:the|all|[A-Z]))", text)]
    return next((name for start in reversed(starts) if (name := leading_actor(text[start:]))), "")


def _is_passive(rest: str) -> bool:
    match = _PASSIVE.match(re.sub(r"^\s(?:should|must)\b", "", rest))
    if re.match(r"\s(?:receive|get|benefit)\b", rest):
        return True
    return bool(match) and match["verb"] not in _ASKED


def _obliged(before: str, rest: str) -> str:
    """Return who should do something: the subject, or after a passive "by States"."""
    passive = _PASSIVE.match(rest)
    if passive and passive["verb"] not in _ASKED:
        agent = re.search(r"\bby (?!\w+ing\b)", rest)
        return leading_actor(rest[agent.end() :]) if agent else ""
    return subject(_bare(before))


def _needed(rest: str) -> str:
    """Return who is to do what is needed: "that *the parties* return", "for *States* to act"."""
    match = re.match(r"[^.;]*?\b(that|for) ", rest)
    if match is None:
        return ""
    clause = rest[match.end() :]
    name = leading_actor(clause, clause=match.group(1) == "that")
    return "" if _is_passive(clause[len(name) :]) else name


def _governs(text: str, request: _Request) -> bool:
    """Return whether the list that a sentence introduces says what is to be done."""
    end = text.rstrip(" :—–,")
    if re.search(r"\b(?:to|that|should|must|by)$", end):
        return True
    if _NAMES_THINGS.search(end):
        return False
    if _GOVERNS.search(end):
        return True
    return not re.search(r"\b(?:to|that|should|must)\s[a-z]", end[request.end :])


def _bare(text: str) -> str:
    """Return a text without the mark of its item."""
    return re.sub(r"^\s*(?:\([a-z]+\)|[•●▪–-]|\d+[.)])\s*", "", text)


def _is_pronoun(name: str) -> bool:
    return name.lower() in ("i", "we", "he", "she", "it", "they")


def _without_article(name: str) -> str:
    return re.sub(r"^(?:the|its|his|her|their|our|my)\s", "", name, flags=re.IGNORECASE)


def _of_headings(headings: Sequence[str]) -> str:
    """Return whom the headings address: "Recommendations to States", or "States" under it."""
    below = False
    found = ""
    for heading in headings:
        title = _NUMBER.sub("", heading)
        if match := _TO.match(title):
            found = leading_actor(title[match.end() :]) or found
        elif below and leading_actor(title, first=True) == title:
            found = title
        below = below or bool(re.search(r"recommend", title, re.IGNORECASE))
    return found


def _theme(headings: Sequence[str]) -> str:
    """Return the nearest heading that says what is recommended about."""
    for heading in reversed(headings):
        if not _GENERIC.match(heading) and not _BODY.match(heading):
            return _NUMBER.sub("", heading)
    return ""


KIND = Kind("recommendations", _COLUMNS, _find)
