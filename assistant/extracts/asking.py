"""What one sentence asks for: by which words, how strongly, who asks, and who is asked."""

import re
from dataclasses import replace

from assistant.extracts.actors import leading_actor, subject, words
from assistant.extracts.chains import Request, adds, continues, shares_addressee
from assistant.extracts.speakers import Authors, Speaker, is_occasion, is_rule, reporter, speaker
from assistant.extracts.urging import PHRASES, Phrase
from corpus import Document

_PASSIVE_BEFORE = re.compile(r"\b(?:was|were|been|be|being)\b[^,;.]*\band (?:\w+ly )?$")
_PERFECT = re.compile(
    r"\b(?:ha[sd]|have|having|was|were|been|be|is|are|being|not|never)(?: \w+ly)? $"
)
# Words before a noun: "on demand", "the requests".
_BEFORE_NOUN = re.compile(
    r"\b(?:on|in|of|for|by|at|with|from|the|an?|any|this|these|their|its|his|her|my|our|upon|under|no|"
    r"other|such) $",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:whether|how|why|what|where|when|if|than|unless|although|because|so that|as to|lest|"
    r"until|given that|fears? that|concern(?:s|ed)? that|hopes? that|reasons?)\b"
    r"(?:(?!\band (?:such|the|this|these|it|they|all)\b)[^,;:])*$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"(?<!so )\b(?:which|who|that)(?: \w+ly| also| then)? $")
# "must" and "should" in such a clause: "the role that States must play".
_PART_OF_THING = re.compile(
    r"\b(?:roles?|steps|measures|ways?|extent|things|areas|issues|standards|obligations|duties|"
    r"responsibilit(?:y|ies)|actions?|values|factors|conditions|criteria|challenges?|elements|"
    r"principles|policies|information|support|resources|work|tasks?|questions?) that [^,;:]*$"
)
# "need to" of a clause that a reporting verb does not govern: "the data that States need to plan".
_NEEDED_THING = re.compile(
    r"(?<!notes )(?<!note )(?<!stresses )(?<!considers )(?<!believes )(?<!believe )(?<!emphasizes )"
    r"(?<!underlines )(?<!underscores )(?<!recommends )(?<!clear )(?<!view )(?<!reiterates )"
    r"(?<!convinced )(?<!recognizes )(?<!acknowledges )(?<!highlights )(?<!concludes )"
    r"\bthat [^,;:]*$"
)
_INVERTED = re.compile(
    r"\s(?:the|any|an?|this|that|they|it|he|she|there|such a|one|these|those|[A-Z])\b"
)
_EFFECT = re.compile(
    r"\s(?:also |further |then |thus )?(?:help|allow|enable|facilitate|result|lead to|contribute|"
    r"make it|be able|prove|suffice|improve|pave|give rise|mean|yield|come as|reduce|increase)\b"
)
_PASSIVE = re.compile(
    r"\s(?:,[^,]*,\s)?(?:\w+ly\s|also\s|therefore\s|only\s|then\s|not\s)*be\s(?:\w+ly\s|also\s|further\s|"
    r"more\s|better\s)*(?P<verb>\w+(?:ed|en|wn)|made|done|put|set|held|kept|built|met|found|brought|"
    r"sought|paid|led|left|dealt|cut|spent|sent|heard|told|undergone|read|fed|rebuilt|upheld)\b"
)
_ASKED = words("encouraged urged invited required requested asked obliged mandated tasked")
_OWNED = re.compile(
    r"\b(?:(?:its|their|our|his|her|whose|of)(?: \w+)?|operational|humanitarian|urgent|specific|"
    r"basic|critical|special|particular|training|financial|development|growing|different) $"
)
_QUOTED = re.compile(r"“[^”]*$|\"[^\"]*$")
_PRONOUN = re.compile(r"(?:them|him|her|it)\b")
_NOT_OPERATIVE = re.compile(r"\b(?:are|were|is|was|have|has|had|remain|remains|continued?|came)\b")


class Reader:
    """Reads what the sentences of one report ask for.

    ``body`` is the body that decides what is read: "Security Council". ``spoke`` is whether "it" or
    "he" in the past can be an author, who spoke before in the same paragraph.
    """

    def __init__(self, document: Document) -> None:
        self.authors = Authors(document)
        self.body = ""
        self.spoke = False

    def read(self, text: str, *, told: bool = False) -> list[Request]:
        """Return what a sentence asks for by its own words, in order: mostly one thing or none.

        "Encourages States to sign it, and urges Chad to pay" asks two things of two addressees.
        ``told`` is whether it can be what others than the authors said.
        """
        found = [(match, phrase) for phrase in PHRASES for match in phrase.pattern.finditer(text)]
        requests: list[Request] = []
        for match, phrase in sorted(found, key=lambda pair: (pair[0].start(), -pair[0].end())):
            last = requests[-1] if requests else None
            quoted = _QUOTED.search(text, 0, match.start())
            if (quoted and quoted.start() > 1) or (last and match.start() < last.end):
                continue
            request = (
                self._speech(text, match, phrase, last)
                if phrase.form == "speech"
                else self._duty(text, match, phrase, told=told)
            )
            if request is None:
                continue
            if last is None:
                requests.append(request)
            elif shares_addressee(text, last, request):
                requests[-1] = replace(last, addressee=request.addressee)
            elif adds(text, last, request):
                requests.append(request)
        return requests

    def _speech(
        self, text: str, match: re.Match[str], phrase: Phrase, last: Request | None
    ) -> Request | None:
        before, rest = text[: match.start()], text[match.end() :]
        if _PERFECT.search(before) or _RELATIVE.search(before) or rest.startswith(" by "):
            return None
        if _BEFORE_NOUN.search(before) or _PASSIVE_BEFORE.search(before):
            return None
        said = speaker(text, match.start(), self.authors)
        if said is None and last and continues(before, match.group(), last):
            said = Speaker(last.by, True)
        if said is None or not _agrees(match, said, rest):
            return None
        if match.re.groups and match["past"] and not self._narrates(said, text):
            return None
        if reporter(text, match.start(), self.authors)[0]:
            return None
        who, by = _asked(text, match), self._by(said)
        if phrase.name == "decides" and not who:
            return None
        return Request(
            match.group(), phrase.strength, match.end(), who, by, phrase.form, match.start()
        )

    def _narrates(self, said: Speaker, text: str) -> bool:
        """Return whether a verb in the past tells what the authors themselves ask for."""
        if not said.author or not said.name or is_occasion(text):
            return False
        lower = said.name.lower()
        return self.spoke if lower in ("it", "he", "she") else lower not in ("i", "we", "they")

    def _duty(
        self, text: str, match: re.Match[str], phrase: Phrase, *, told: bool
    ) -> Request | None:
        before, rest = text[: match.start()], text[match.end() :]
        if "need" in match.group() and phrase.form == "duty" and _is_noun_or_thing(before):
            return None
        if told or _ASKS.search(before) or before.endswith(" I "):
            return None
        modal = phrase.form == "duty"
        if modal and (_RELATIVE.search(before) or _PART_OF_THING.search(before) or is_rule(text)):
            return None
        if modal and (not bare(before) or _INVERTED.match(rest)):
            return None
        reported, name = reporter(text, match.start(), self.authors)
        if reported:
            return None
        who = _needed(rest) if phrase.form == "need" else _obliged(before, rest)
        if match.group() == "should" and not who and _is_effect(before, rest):
            return None
        by = self._by(Speaker(name, True)) if name else ""
        verb, start = match.group().strip(), match.start()
        return Request(verb, phrase.strength, match.end(), who, by, phrase.form, start)

    def _by(self, said: Speaker) -> str:
        """Return who speaks, as printed; the authors for a pronoun."""
        if not said.name:
            return self.body
        return self.authors.main if _is_pronoun(said.name) else said.name


def _agrees(match: re.Match[str], said: Speaker, rest: str) -> bool:
    """Return whether a word is the verb of its subject: "calls for talks were made" is a noun."""
    verb = match.group().split()[0]
    if not said.name:
        noun = " for" in match.group() and _NOT_OPERATIVE.search(rest)
        ends = rest.rstrip().endswith((";", ","))
        return (ends or not noun) if verb[0].isupper() else verb.endswith("s")
    if verb.endswith(("s", "ed")):
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
    names = [(start, leading_actor(text[start:], first=start == 0)) for start in starts]
    ends = [(start + len(name), -start, name) for start, name in names if name]
    return max(ends)[2] if ends else ""


def _is_passive(rest: str) -> bool:
    """Return whether a verb that follows a name makes it no one who acts."""
    match = _PASSIVE.match(re.sub(r"^\s(?:should|must)\b", "", rest))
    if match is None:
        return bool(re.match(r"\s(?:receive|get|benefit)\b", rest))
    return match["verb"] not in _ASKED


def _is_noun_or_thing(before: str) -> bool:
    """Return whether "needs" is a noun, or says what a thing is for: "data that States need to"."""
    return bool(_OWNED.search(before) or _NEEDED_THING.search(before))


def _is_effect(before: str, rest: str) -> bool:
    """Return whether "should" says what will be, or what is if: ", should prices fall"."""
    if before.endswith(", "):
        return not rest.startswith(" be ")
    return bool(_EFFECT.match(rest))


def _obliged(before: str, rest: str) -> str:
    """Return who should do something: the subject, or after a passive "by States"."""
    passive = _PASSIVE.match(rest)
    asked = passive and passive["verb"] in _ASKED and rest.startswith(" to ", passive.end())
    if passive and not asked:
        agent = re.search(r"\bby (?!\w+ing\b)", rest)
        return leading_actor(rest[agent.end() :]) if agent else ""
    return subject(bare(before))


def _needed(rest: str) -> str:
    """Return who is to do what is needed: "that *the parties* return", "for *States* to act"."""
    match = re.match(r"[^.;]*?\b(that|for) ", rest)
    if match is None:
        return ""
    clause = rest[match.end() :]
    name = leading_actor(clause, clause=match.group(1) == "that")
    return "" if _is_passive(clause[len(name) :]) else name


def bare(text: str) -> str:
    """Return a text without the mark of its item."""
    return re.sub(r"^\s*(?:\([a-z]+\)|[•●▪–-]|\d+[.)])\s*", "", text)


def _is_pronoun(name: str) -> bool:
    return name.lower() in ("i", "we", "he", "she", "it", "they")
