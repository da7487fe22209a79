"""The body of a resolution or decision that a text names by number."""

import re
from collections.abc import Mapping
from typing import Literal

# "other" is a body whose resolutions have no symbol that is known here; "" is not clear.
Body = Literal["A", "A/HRC", "E", "S", "other", ""]

_NAMES: tuple[tuple[Body, str], ...] = (
    (
        "other",
        r"(?:Environment|Health|Habitat|Parliamentary|National|Legislative)\s+Assembly|"
        r"Commission|Conference|Congress|Executive\s+Board|Governing\s+Council|Executive\s+Council|"
        r"Governing\s+Board|Trade\s+and\s+Development\s+Board|Board|Committee|European\s+Council|"
        r"Council\s+of\s+(?:Europe|Ministers)|International\s+Telecommunication\s+Union|"
        r"Meeting\s+of\s+(?:the\s+)?(?:States\s+)?Parties|Plenipotentiary",
    ),
    ("A/HRC", r"Human\s+Rights\s+Council|HRC"),
    ("E", r"Economic\s+and\s+Social\s+Council|ECOSOC"),
    ("S", r"Security\s+Council|UNSC"),
    ("A", r"General\s+Assembly|UNGA|Assembly"),
    ("", r"Council"),
)
_BODY = re.compile("|".join(rf"\b(?P<b{i}>{names})\b" for i, (_, names) in enumerate(_NAMES)))
# The body that a name has beside it: "Assembly resolution 70/1", "resolution 70/1 of the Assembly".
_DIRECTLY_BEFORE = re.compile(
    r"(?:['’]s)?,?\s+(?:draft\s+|(?:(?:in|by|through|under|with|pursuant\s+to)\s+)?its\s+)?$"
)
_ITS_BEFORE = re.compile(r"\b[Ii]ts\s$")
_THEN = re.compile(r",\s(?:the\s)?(?:United\sNations\s)?$")
_DIRECTLY_AFTER = re.compile(
    r"(?:\sof\s\d{1,2}\s\w+\s\d{4})?,?\s(?:of|adopted\sby|by)\s(?:the\s)?(?:United\sNations\s)?$"
)
_SENTENCE = re.compile(r"[.;]\s+(?=[A-Z“(])")
# No other body than the General Assembly has had so many sessions.
_ASSEMBLY_SESSION = 70
_FIRST_YEAR = 1946
# Of the sessions that are counted in the numbers of resolutions, and of others' resolutions in one.
# The Human Rights Council numbers its decisions from 101.
_FIRST_SESSION, _MOST_OF_OTHERS, _DECISIONS_OF_COUNCIL = 31, 60, 160
_LONGEST = 60  # characters of a name, and what is between it and a number


def body_of_number(
    number: str, place: tuple[int, int], text: str, known: Mapping[str, Body]
) -> tuple[Body, bool]:
    """Return the body of a resolution, and whether the words beside its number say it.

    Args:
        number: "70/1", "2719 (2023)", "1514 (XV)", "S-27/1".
        place: where the name or the list of numbers is in the text, with its noun.
        text: the paragraph or footnote.
        known: the bodies of numbers in other texts of the report.
    """
    by_form = _by_form(number)
    if by_form:
        return by_form, True
    start, end = place
    before = [*_BODY.finditer(text, max(0, start - _LONGEST), start)][-1:]
    if before and _DIRECTLY_BEFORE.fullmatch(text, before[0].end(), start):
        return _suits(_which(before[0]), number), True
    after = _BODY.search(text, end, end + _LONGEST)
    if after and _says_after(text, start, end, after.start()):
        return _suits(_which(after), number), True
    if _is_of_assembly(number):
        return "A", True
    if number in known:
        return known[number], False
    return _nearby(number, start, end, text), False


def _says_after(text: str, start: int, end: int, name: int) -> bool:
    """Return whether "resolution 70/1 of the ..." or "in its resolution 70/1, the ..." is said."""
    if _DIRECTLY_AFTER.fullmatch(text, end, name):
        return True
    return bool(_ITS_BEFORE.search(text, 0, start) and _THEN.fullmatch(text, end, name))


def _is_of_assembly(number: str) -> bool:
    """Return whether only the General Assembly has so many resolutions in a session."""
    match = re.match(r"(\d{2})/(\d+)$", number)
    if match is None or int(match[1]) < _FIRST_SESSION:
        return False
    return _MOST_OF_OTHERS < int(match[2]) < 100 or int(match[2]) >= _DECISIONS_OF_COUNCIL


def _by_form(number: str) -> Body:
    """Return the body that alone has numbers of this form: "2719 (2023)", "ES-10/1"."""
    if re.fullmatch(r"\d+ \(\d{4}\)", number):
        return "S"
    if number.startswith("ES-") or "(ES-" in number:
        return "A"
    return "other" if re.search(r"/C(?:P|MP|MA)\.", number) else ""


def _which(match: re.Match[str]) -> Body | None:
    """Return the body of a match; None for "Council", which may be one of several."""
    index = next(i for i in range(len(_NAMES)) if match[f"b{i}"])
    return _NAMES[index][0] or None


def _suits(body: Body | None, number: str) -> Body:
    """Return a body if it may have a resolution of this number; "Council" is told by the number."""
    if body in (None, "A/HRC") and _is_of_assembly(number):
        return ""
    session = re.match(r"(\d+)/", number)
    of_year = bool(session and int(session[1]) >= _FIRST_YEAR)
    if body is None:
        # The Security Council has no number with a stroke; since 1978, ECOSOC begins with the year.
        if session is None or (not of_year and int(session[1]) >= _ASSEMBLY_SESSION):
            return ""
        return "E" if of_year else "A/HRC"
    wrong = of_year if body in ("A", "A/HRC") else session is not None and not of_year
    if body in ("E", "A", "A/HRC") and wrong:
        return ""
    return "" if body == "S" else body


def _nearby(number: str, start: int, end: int, text: str) -> Body:
    """Return the one body that the sentence names or, if it names none, the paragraph before."""
    begin = max((match.end() for match in _SENTENCE.finditer(text, 0, start)), default=0)
    stop = _SENTENCE.search(text, end)
    sentence = {*map(_which, _BODY.finditer(text, begin, stop.start() if stop else len(text)))}
    bodies = sentence or {*map(_which, _BODY.finditer(text, 0, begin))}
    suiting = {_suits(body, number) for body in bodies} - {""}
    if len(suiting) == 1:
        return suiting.pop()
    session = re.match(r"(\d{2})/", number)
    is_late = session is not None and int(session[1]) >= _ASSEMBLY_SESSION
    return "A" if is_late and "other" not in suiting else ""
