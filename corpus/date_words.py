"""The single dates in an English text, before those that belong together are joined.

A number of four digits is a year unless what stands beside it says that it is the number of a
resolution, a page, an amount, or part of a name: "2030 Agenda".
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

Unit = Literal["day", "month", "quarter", "half-year", "year", "decade"]

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
_FULL = "|".join(MONTHS)
_MONTH = rf"(?:(?:{_FULL})\b|{_SHORT})"
_YEAR_ALONE = r"(?:1[5-9]|20)\d\d"
_YEAR = rf"{_YEAR_ALONE}(?![\w/]|[.,]\d|\.\w)"
_TH = r"(?:st|nd|rd|th)?"
_NTH = "first|second|third|fourth|last|1st|2nd|3rd|4th"
_PERIOD = rf"(?P<nth>{_NTH})(?:\s*(?:and|to|–|-)\s*(?:the\s+)?(?P<to>{_NTH}))?"
_ATOM = re.compile(
    r"(?<![\w/.])(?<!\d[,.:])(?:"
    rf"(?P<iso>{_YEAR_ALONE}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?![\w/-])|"
    rf"(?P<day>\d{{1,2}}){_TH}(?:\s+of)?\s+(?P<month>{_MONTH})(?:,?\s+(?P<year>{_YEAR}))?|"
    rf"(?P<before>{_MONTH})\s+(?P<after>\d{{1,2}}){_TH}(?:\s*(?:[–-]|\bto\b)\s*"
    rf"(?:(?P<until_month>{_MONTH})\s+)?(?P<until>\d{{1,2}}){_TH})?,?\s+"
    rf"(?P<last>{_YEAR})|"
    rf"(?P<alone>{_FULL})\b(?:,?\s+(?:of\s+)?(?P<of>{_YEAR}))?|"
    rf"(?P<short>{_SHORT})\s+(?P<short_of>{_YEAR})|"
    rf"{_PERIOD}\s+(?P<period>quarters?|half|halves)\s+of\s+(?:the\s+year\s+)?(?P<within>{_YEAR})|"
    rf"Q(?P<quarter>[1-4])(?:\s+of)?\s+(?P<quarter_of>{_YEAR})|"
    r"(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b|"
    rf"(?P<long>{_YEAR_ALONE})(?P<mark>[-–/])(?P<second>\d\d|(?<=/)\d{{4}})"
    r"(?![\w/]|[-–]\d)|"
    rf"(?:FY\s?)?(?P<plain>{_YEAR})|"
    # A day without a month counts only if a day with a month follows: "23 to 27 April".
    rf"(?P<bare>\d{{1,2}}){_TH}(?![\w/%]|[.,:]\d))"
)
# What makes a number no year and no day.
_NUMBERED = re.compile(
    r"(?:\b(?:resolutions?|decisions?|[Nn]os?\.?|numbers?|vols?\.|pp?\.|pages?|paras?\.|paragraphs?|"
    r"arts?\.|articles?|rooms?|box|chaps?\.|chapters?|sect(?:ion|\.)s?|tables?|annex(?:es)?|goals?|"
    r"figures?|items?|ISO|ISBN|Law|Act)|[$€£#§+~]|\bUSD|\bEUR)\s*$"
)
_CUE = re.compile(
    r"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Tt]ill|[Dd]uring|[Ff]rom|[Tt]o|[Oo]f|[Tt]hrough|[Bb]efore|"
    r"[Aa]fter|[Bb]etween|[Ee]arly|[Ll]ate|[Mm]id|[Mm]id-|[Ff]or|[Aa]s at|years?)\s*$"
)
# A name of which a year is part: "Vision 2030". Words that begin a sentence are no names.
_NAME_BEFORE = re.compile(
    r"\b(?!(?:In|By|Since|Until|Till|From|Before|After|During|Between|Of|For|Early|Late|Mid|Year|FY|"
    r"Fiscal|And|To|Through|As|The|This|Spring|Summer|Autumn|Winter|Throughout|Over|On|At|Both|"
    rf"Biennium|Budget|{_FULL})\b)[A-Z][\w’-]*\s$"
)
_NAME_AFTER = re.compile(r"\s(?:Agenda|agenda for sustainable development)\b")
_UNIT_AFTER = re.compile(
    r"\s(?:people|persons|women|men|children|families|households|members|participants|posts|staff|"
    r"refugees|civilians|hectares|kilometres|metres|km|tons|tonnes|dollars|euros|megawatts|hours|"
    r"days|copies|words|pages|million|billion)\b|\s?(?:%|per cent)"
)
_RESOLUTION_AFTER = re.compile(r"(?:\s[A-Z]{1,2})?\s?\((?:(?:19|20)\d\d|[IVXLS-]+)\)")
_NUMBER_BEFORE_BRACKET = re.compile(r"\d(?:\s[A-Z]{1,2})?\s?\($")
_BRACKET_AFTER = re.compile(r"\)")
# A period is no part of a name: "Strategic Plan 2026–2029"; nor is the year of a thing of a body:
# "the UNFPA 2023 financial statements".
_PERIOD_AFTER = re.compile(r"\s?[–-]\s?(?:1[5-9]|20)\d\d(?!\d)")
_BODY_BEFORE = re.compile(r"\b(?!ISO|IMT|COP)[A-Z][A-Z-]+\s$")
_THING_AFTER = re.compile(r"\s[a-z]")
_SURNAME_AFTER = re.compile(r"\s[A-Z][a-z]")
_LETTERS_AFTER = re.compile(r"[-–‑](?!\d)\w")
_NOT_BEFORE = (_NAME_AFTER, _RESOLUTION_AFTER, _LETTERS_AFTER)
_FINANCIAL = re.compile(
    r"\b(?:fiscal|financial|season|school|academic|years?|biennium|budget|cycle)\b"
)


class Moment(NamedTuple):
    """A day, a month or a year; what is not known is 0."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def exists(self) -> bool:
        """Whether the calendar has this day; 29 February exists if the year is not known."""
        if not self.day:
            return True
        days = monthrange(self.year or 2000, self.month)[1]
        return self.day <= days

    def __str__(self) -> str:
        """Return the moment in ISO 8601, as exact as it is known; "" without a year."""
        if not self.year:
            return ""
        widths = zip(self, (4, 2, 2), strict=True)
        return "-".join(f"{value:0{width}}" for value, width in widths if value)


@dataclass(frozen=True, slots=True)
class Atom:
    """One date in a text, ``text[start:end]``; ``first`` and ``last`` differ for a quarter.

    ``cued`` says that the date counts where it stands alone. A month without a year does not count
    unless a word such as "in" is before it.
    """

    start: int
    end: int
    first: Moment
    last: Moment
    unit: Unit
    cued: bool = True


def atoms(text: str) -> Iterator[Atom]:
    """Yield the single dates in a text, in order; among them are numbers that may be days."""
    for match in _ATOM.finditer(text):
        atom = _atom(match, text)
        if atom:
            yield atom


def _atom(match: re.Match[str], text: str) -> Atom | None:
    found = {name: value for name, value in match.groupdict().items() if value}
    if "long" in found:
        return _two_years(match, text)
    if "plain" in found:
        return _year(match, text)
    if "bare" in found:
        return _bare(match, text)
    if "period" in found or "quarter" in found:
        return _period(match, found)
    if "decade" in found:
        year = int(found["decade"])
        return Atom(*match.span(), Moment(year), Moment(year + 9), "decade")
    if "alone" in found or "short" in found:
        return _month(match, found, text)
    return _day(match, found)


def _day(match: re.Match[str], found: dict[str, str]) -> Atom | None:
    if "iso" in found:
        first = last = Moment(*map(int, found["iso"].split("-")))
    elif "before" in found:
        year, month = int(found["last"]), _month_number(found["before"])
        until = _month_number(found.get("until_month", found["before"]))
        first = Moment(year, month, int(found["after"]))
        last = Moment(year, until, int(found.get("until", found["after"])))
    else:
        year, month = int(found.get("year", 0)), _month_number(found["month"])
        first = last = Moment(year, month, int(found["day"]))
    exists = first.day and first.exists and last.exists
    return Atom(*match.span(), first, last, "day") if exists and first <= last else None


def _month(match: re.Match[str], found: dict[str, str], text: str) -> Atom:
    year = int(found.get("of") or found.get("short_of") or 0)
    moment = Moment(year, _month_number(found.get("alone") or found["short"]))
    cue = _CUE.search(text, max(0, match.start() - 9), match.start())
    cued = bool(year) or (bool(cue) and not _SURNAME_AFTER.match(text, match.end()))
    return Atom(*match.span(), moment, moment, "month", cued)


def _period(match: re.Match[str], found: dict[str, str]) -> Atom | None:
    """Return quarters or halves of a year; None if there are none such: "third half"."""
    if "quarter" in found:
        year, numbers, months = int(found["quarter_of"]), [int(found["quarter"])] * 2, 3
    else:
        months = 3 if found["period"].startswith("quarter") else 6
        places = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 12 // months}
        nth = [found["nth"], found.get("to", found["nth"])]
        numbers = [int(word[0]) if word[0].isdigit() else places[word] for word in nth]
        year = int(found["within"])
    if max(numbers) > 12 // months or numbers[0] > numbers[1]:
        return None
    first = Moment(year, months * (numbers[0] - 1) + 1)
    last = Moment(year, months * numbers[1])
    return Atom(*match.span(), first, last, "quarter" if months == 3 else "half-year")


def _year(match: re.Match[str], text: str) -> Atom | None:
    start, end = match.span("plain")
    year, moment = int(match["plain"]), Moment(int(match["plain"]))
    before, after = text[max(0, start - 20) : start], text[end : end + 40]
    cued = bool(_CUE.search(before))
    amount = _UNIT_AFTER.match(after) and (not cued or before.rstrip().endswith("of"))
    is_none = (
        amount
        or (year < 1900 and not cued)
        or _NUMBERED.search(before)
        or (_NUMBER_BEFORE_BRACKET.search(before) and _BRACKET_AFTER.match(after))
        or _is_in_name(before, after)
        or any(pattern.match(after) for pattern in _NOT_BEFORE)
    )
    return None if is_none else Atom(start, end, moment, moment, "year")


def _is_in_name(before: str, after: str) -> bool:
    if not _NAME_BEFORE.search(before) or _PERIOD_AFTER.match(after):
        return False
    return not (_BODY_BEFORE.search(before) and _THING_AFTER.match(after))


def _two_years(match: re.Match[str], text: str) -> Atom | None:
    """Return a year with the last two figures of the next one: "2021-22".

    "2024/25" may be the number of a resolution as well, so a word such as "season" must be near, or
    "in" be before it.
    """
    start, end = match.span()
    year = int(match["long"])
    whole = len(match["second"]) > 2
    last = int(match["second"]) + (0 if whole else year - year % 100)
    near = _FINANCIAL.search(text, max(0, start - 30), min(len(text), end + 20))
    near = near or _CUE.search(text, max(0, start - 20), start)
    if last != year + 1 or (last % 100 <= 12 and match["mark"] != "/"):
        return None  # "2010-11" may be a month
    is_numbered = _NUMBERED.search(text, max(0, start - 20), start)
    if is_numbered or (match["mark"] == "/" and not near and not whole):
        return None
    return Atom(start, end, Moment(year), Moment(last), "year")


def _bare(match: re.Match[str], text: str) -> Atom | None:
    moment = Moment(0, 0, int(match["bare"]))
    numbered = _NUMBERED.search(text, max(0, match.start() - 20), match.start())
    if numbered or not 1 <= moment.day <= 31:
        return None
    return Atom(*match.span(), moment, moment, "day", cued=False)


def _month_number(name: str) -> int:
    return 1 + next(i for i, month in enumerate(MONTHS) if month.startswith(name[:3]))
