"""The persons, bodies and States that a sentence names: who is asked, and who asks."""

import re
from functools import cache

from assistant.question.states import fold, states


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


# Nouns of those who can act, in the singular. Other words are no addressee: "Measures should".
_NOUNS = words(
    """
    academia academic actor administration administrator advocate africa agency alliance ally
    army asia assembly association auditor author authority bank board body branch bureau
    business cabinet caribbean centre chair chairperson chief citizen city civilian coalition
    commander commission commissioner committee community company conference congress
    constituency consumer contractor contributor convention coordinator corporation council
    counterpart country court creditor decision-maker delegate delegation department developer
    diplomat director directorate division donor economy educator employer enterprise entity
    envoy europe everyone expert faction family farmer federation financier firm force forum
    foundation fund funder government governor group head industry inspector institute
    institution investor judge judiciary jurisdiction landlord lawmaker leader leadership
    league legislator legislature lender management manager mandate-holder mayor mechanism
    media mediator member militia minister ministry mission movement municipality nation
    negotiator neighbour network ngo office officer official ombudsman ombudsperson operator
    organ organisation organization panel parliament parliamentarian participant partner
    partnership party peacekeeper people person personnel planner player police policy-maker
    policymaker practitioner premier presidency president principal programme prosecutor
    provider province quartet rapporteur regulator representative researcher scholar school
    scientist secretariat secretary secretary-general sector senate service side signatory
    society speaker sponsor staff stakeholder state subcommittee subprogramme supplier system
    taskforce teacher team territory tribunal trustee union unit university volunteer worker
    workforce
    """
)
_SECTORS = {"sector": "private public business", "system": "nations un", "service": "civil"}
# Words that end the part of a name before its noun.
_STOP = words(
    """
    a about after against among an as at be because been before being between but by can could
    do does for from had has have how if in into is it may might must need needs not of on
    onto or shall should than that their them then there these they this those through to
    under until upon was were what when where whether which while who whom whose why will with
    within without would you
    """
)
_DETERMINERS = words(
    """
    a all an any both each either every his her its most my no other our several some such the
    their these this those your
    """
)
_FOLLOWS = re.compile(
    r"\s*(?:$|[,;:.()–—]|(?:also|alike|and|as|at|by|for|from|having|in|including|is|must|not|of|on|"
    r"or|should|that|themselves|therefore|through|to|under|upon|when|where|which|while|who|whose|"
    r"with|within|need|needs|immediately|urgently|concerned|involved|has|have|again|strongly|"
    r"further|still|thus|hereby|are|may|seeking|working|providing|participating|represented|"
    r"operating|responsible|already|then|now|respectively|bearing|taking|acting)\b)"
)
_WORD = re.compile(r"\s*([^\s,;:()]+)([,;:]?)")
_LIST = re.compile(r"\s*(?:,\s(?:and\s|or\s|as well as\s)?|\sand\s|\sor\s|\sas well as\s|/)")
# A list has an "and" before its last name: "Chad, Mali and Niger".
_CONTINUES = re.compile(r"(?:(?!\sto\s)[^.;:]){0,160}?\s(?:and|or|as well as)\s")
_EXTENDS = re.compile(
    r"\s(?:(?:of|for|in|on|from|at|against|within|under)\s|to\s(?=the\s|[A-Z]))"
    r"(?:(?:the|all|both|its|their|this)\s)?"
)
_CONCERNED = re.compile(r"\s(?:concerned|involved|to the conflict|in the region|in conflict)\b")
# Where a subject can begin, and what can lie between it and its verb.
_BEGINS = re.compile(
    r"(?:^|(?<=[,;:—–] )|(?<=\bthat )|(?<=\band )|(?<=\bwhile )|(?<=\bbut ))"
    r"(?:(?:therefore|however|accordingly|furthermore|moreover|consequently|thus|finally|first|"
    r"second|third|lastly|similarly|similarly,|likewise|additionally|also|and|instead),? )?",
    re.IGNORECASE,
)
_INSERTED = re.compile(
    r"\s*(?:,.*,\s*|,?\s(?:in|of|on|at|for|through|with|within|under|from|to|that|which|who|whose|"
    r"concerned|including|such as|as|participating|working|operating|seeking|engaged|involved|"
    r"providing|having|not|without|across|around|affected|responsible|alike)\b.*|\s*\([^)]*\)\s*|)",
    re.DOTALL,
)
_MOST_BEFORE = 9  # words before the noun of a name
_CAPITAL = re.compile(r"[“\"(]?(?:[A-ZÀ-Þ][\w’'.&/-]*|\d+)$")
_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z0-9][\w/-]*$")
_POSSESSIVE = re.compile(r"(?:['’]s|s['’])$")


def leading_actor(text: str, *, clause: bool = False, first: bool = False) -> str:
    """Return the name of who can act with which a text begins, as printed, or "".

    Args:
        text: the text, such as "all States, in particular those in the region, to respect".
        clause: the text is a clause, in which a verb follows the name: "the Committee write".
        first: the text begins a sentence, so that its first capital letter says nothing.
    """
    end = _name_end(text, clause, first)
    if not end:
        return ""
    while True:
        more = _extension(text, end, clause)
        if more == end:
            break
        end = more
    if not clause and not _FOLLOWS.match(text, end):
        return ""
    name = text[:end].strip()
    return name[:-1] if name.endswith(".") and "." not in name[-4:-1] else name


def subject(before: str) -> str:
    """Return the name of who does what the verb says that follows a text, as printed, or "".

    In "In 2020, the Committee, at its first session, " it is "the Committee".
    """
    for match in _BEGINS.finditer(before):
        rest = before[match.end() :]
        name = leading_actor(rest, first=match.start() == 0)
        if name and _INSERTED.fullmatch(rest[len(name) :]):
            return name
    return ""


def _extension(text: str, end: int, clause: bool) -> int:
    """Return where a name ends with what follows it: "of the region", "and civil society"."""
    if match := _CONCERNED.match(text, end):
        return match.end()
    if match := _EXTENDS.match(text, end):
        if actor := _name_end(text[match.end() :], clause, False):
            return match.end() + actor
        capitals = _capitals_end(text, match.end())
        if capitals > match.end():
            return capitals
    match = _LIST.match(text, end)
    if match and (match.group().strip() not in (",", "/") or _CONTINUES.match(text, match.end())):
        actor = _name_end(text[match.end() :], clause, False)
        if actor:
            return match.end() + actor
    return end


def _name_end(text: str, clause: bool, first: bool) -> int:
    """Return where the name ends with which a text begins, or 0 if it begins with none."""
    place, end, before = 0, 0, ""
    for _ in range(_MOST_BEFORE):
        match = _WORD.match(text, place)
        if match is None or _stops(match.group(1).lower(), before, end > 0):
            break
        if _acts(match.group(1), before, sentence_start=first and not place):
            end = match.end(1)
        elif end and (clause or not _modifies(text, match)):
            break
        if match.group(2):
            break
        place, before = match.end(), match.group(1).lower()
    return end


def _stops(word: str, before: str, named: bool) -> bool:
    """Return whether a word cannot belong to the name that the words before it begin."""
    if word in _DETERMINERS:
        return bool(before) and before not in _DETERMINERS
    return word in _STOP or (named and word in ("and", "or"))


def _modifies(text: str, match: re.Match[str]) -> bool:
    """Return whether a word in small letters leads to a noun: "Israeli *security* forces"."""
    place = match.start()
    for _ in range(3):
        word = _WORD.match(text, place)
        if word is None or word.group(1).lower() in _STOP | _DETERMINERS | {"and", "or"}:
            return False
        if _singular(word.group(1).lower()) in _NOUNS:
            return True
        if word.group(2):
            return False
        place = word.end()
    return False


def _acts(word: str, before: str, *, sentence_start: bool) -> bool:
    """Return whether a word names one who can act."""
    if _POSSESSIVE.search(word):
        return False
    lower = word.lower().strip("“”\".'’")
    singular = _singular(lower)
    if singular in _NOUNS:
        return singular not in _SECTORS or before in _SECTORS[singular] or before == "and"
    if _ACRONYM.match(word):
        return True
    if sentence_start:
        return is_state(word) and lower not in _DETERMINERS
    return bool(_CAPITAL.match(word)) and not word.isdigit() and lower not in _DETERMINERS


def _capitals_end(text: str, place: int) -> int:
    """Return where a run of words with capital letters ends that begins at a place."""
    end = place
    while (match := _WORD.match(text, place)) and _CAPITAL.match(match.group(1)):
        end = match.end(1)
        if match.group(2):
            break
        place = match.end()
        if joined := re.compile(r"\s(?:of|and|for|on|the|in)\s(?:the\s)?(?=[A-Z])").match(
            text, end
        ):
            place = joined.end()
    return end


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ss", "us")):
        return word
    if word.endswith("es") and word[:-2] in _NOUNS:
        return word[:-2]
    return word.removesuffix("s")


@cache
def is_state(name: str) -> bool:
    """Return whether a text is a name of a State, or an adjective or capital of one."""
    return fold(name).strip() in states()[1]
