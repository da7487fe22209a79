"""The body of a resolution or decision that a text names by number."""

import re
from collections.abc import Mapping
from functools import cached_property
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
_BODY = re.compile(
    r"\b(?=[A-Z])"
    + "(?:"
    + "|".join(rf"(?P<b{i}>{names})\b" for i, (_, names) in enumerate(_NAMES))
    + ")"
)
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
# The first session whose number is part of those of its resolutions; the most resolutions that
# another body has in a session; the numbers of decisions of the Human Rights Council.
_FIRST_SESSION, _MOST_OF_OTHERS = 31, 60
_FIRST_DECISION, _LAST_DECISION = 101, 160
_FAR = 1000  # characters in which a body is looked for
_LONGEST = 60  # characters of a name, and what is between it and a number


def body_of_document(symbol: str) -> Body:
    """Return the body that speaks in a resolution or in a draft of one; "" for other documents."""
    if not re.search(r"/RES/|/L\.\d", symbol):
        return ""
    starts: tuple[Body, ...] = ("A/HRC", "A", "E")
    return next((body for body in starts if symbol.startswith(f"{body}/")), "")


class Place:
    """Where a text names resolutions: ``text[start:end]``, from the noun to the last number."""

    def __init__(self, text: str, start: int, end: int) -> None:
        """Look for bodies near this place, at the first question."""
        self._text, self._start, self._end = text, start, end

    @property
    def is_resolution(self) -> bool:
        """Whether the noun is "resolution"."""
        return self._text[self._start] in "rR"

    @cached_property
    def says_its(self) -> bool:
        """Whether "its" is before the noun."""
        return bool(_ITS_BEFORE.search(self._text, max(0, self._start - 5), self._start))

    @cached_property
    def beside(self) -> tuple[Body | None, ...]:
        """The body that is named directly before or after, or nothing; None is "Council".

        "Assembly resolution 70/1", "resolution 70/1 of the Assembly", "in its resolution 70/1, the
        Assembly".
        """
        text, start, end = self._text, self._start, self._end
        before = [*_BODY.finditer(text, max(0, start - _LONGEST), start)][-1:]
        if before and _DIRECTLY_BEFORE.fullmatch(text, before[0].end(), start):
            return (_which(before[0]),)
        after = _BODY.search(text, end, end + _LONGEST)
        if after is None:
            return ()
        then = self.says_its and _THEN.fullmatch(text, end, after.start())
        said = then or _DIRECTLY_AFTER.fullmatch(text, end, after.start())
        return (_which(after),) if said else ()

    @cached_property
    def nearby(self) -> frozenset[Body | None]:
        """The bodies that the sentence names or, if it names none, the text before it."""
        text, first, last = self._text, max(0, self._start - _FAR), self._end + _FAR
        ends = (match.end() for match in _SENTENCE.finditer(text, first, self._start))
        begin = max(ends, default=first)
        stop = _SENTENCE.search(text, self._end, last)
        within = _BODY.finditer(text, begin, stop.start() if stop else last)
        return frozenset(map(_which, within)) or frozenset(
            map(_which, _BODY.finditer(text, first, begin))
        )


def body_of_number(
    number: str, place: Place, known: Mapping[str, Body], own: Body = ""
) -> tuple[Body, bool]:
    """Return the body of a resolution, and whether the number or the words beside it say it.

    Args:
        number: "70/1", "2719 (2023)", "1514 (XV)", "S-27/1".
        place: where it is named.
        known: the bodies of numbers in other texts of the report.
        own: the body that speaks in the document, and says "its resolution"; or "".
    """
    by_form = _by_form(number)
    if by_form:
        return by_form, True
    if place.beside:
        return _suits(place.beside[0], number), True
    if _is_of_assembly(number, is_resolution=place.is_resolution):
        return "A", True
    if number in known:
        return known[number], False
    if own and place.says_its and not place.nearby:
        return _suits(own, number), False
    return _nearby(number, place.nearby), False


def _is_of_assembly(number: str, *, is_resolution: bool = False) -> bool:
    """Return whether only the General Assembly has so many resolutions or decisions in a session.

    The Human Rights Council numbers its decisions from 101.
    """
    match = re.match(r"(\d{2})/(\d+)$", number)
    if match is None or int(match[1]) < _FIRST_SESSION:
        return False
    serial = int(match[2])
    is_more = serial > _MOST_OF_OTHERS
    return is_more and (is_resolution or not _FIRST_DECISION <= serial < _LAST_DECISION)


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


def _nearby(number: str, bodies: frozenset[Body | None]) -> Body:
    """Return the one of some bodies that may have a resolution of this number; "" if unclear."""
    suiting = {_suits(body, number) for body in bodies} - {""}
    if len(suiting) == 1:
        return suiting.pop()
    session = re.match(r"(\d{2})/", number)
    is_late = session is not None and int(session[1]) >= _ASSEMBLY_SESSION
    return "A" if is_late and "other" not in suiting else ""
