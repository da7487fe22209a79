"""The dates and ranges of dates in an English text, as exact as they are printed.

Single dates are joined if the words between them say so: "23 to 27 April 2018" is a range, and "2
and 5 May 2018" are two days. What one of them does not print, the month or the year, is taken from
the next one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from corpus.date_words import Atom, Moment, Unit, atoms

_RANGE = re.compile(r"\s*[–—‑-]\s*|\s+(?:up\s+)?(?:to|until|till|through)\s+(?:the\s+)?")
_LIST = re.compile(
    r"\s*[,;]?\s+(?:(?:and|or|as well as|&)\s+)?(?:(?:then|again)\s+)?"
    r"(?:(?:on|in|from)\s+)?(?:the\s+)?|,\s*"
)
_BETWEEN = re.compile(r"\b[Bb]etween\s+(?:the\s+)?$")
_PART_OF_YEAR = re.compile(r"\b(?:mid|end|early|late|year)[-‑]$", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+(?:the\s+)?")
# From the least to the most exact.
_UNITS: tuple[Unit, ...] = ("decade", "year", "half-year", "quarter", "month", "day")
_LONGEST = 120  # years in a range


@dataclass(frozen=True, slots=True)
class Dated:
    """A date or a range of dates: ``text[start:end]`` from the moment ``first`` to ``last``.

    ``unit`` is how exact the less exact of the two is. If no year is printed, ``first.year`` is 0.
    ``derived`` says that a year follows from the other end: "12 December to 3 January 2025".
    """

    start: int
    end: int
    first: Moment
    last: Moment
    unit: Unit
    derived: bool = False


@dataclass(frozen=True, slots=True)
class _Link:
    """A date and how it is joined to the next one: "range", "list" or ""."""

    atom: Atom
    join: str
    end: int  # of the words that give its month and year
    derived: bool = False


def dates_in(text: str) -> list[Dated]:
    """Return the dates and ranges in a text, in order.

    Numbers that are not dates are not returned: symbols, amounts, the years of resolutions, names.
    """
    found = list(atoms(text))
    joins = [*(_join(text, one, other) for one, other in pairwise(found)), ""]
    links: list[_Link] = []
    following: _Link | None = None
    # The last one may print for all before it: from the end to the start.
    for atom, join in reversed(list(zip(found, joins, strict=False))):
        following = _completed(atom, join, following, text)
        if following:
            links.append(following)
    return [one for one in _joined(links[::-1], text) if one.first.exists and one.last.exists]


def _join(text: str, one: Atom, other: Atom) -> str:
    between = text[one.end : other.start]
    if len(between) > 20:
        return ""
    if _RANGE.fullmatch(between):
        return "range"
    if _AND.fullmatch(between) and _BETWEEN.search(text, max(0, one.start - 16), one.start):
        return "range"
    return "list" if between.strip() and _LIST.fullmatch(between) else ""


def _completed(atom: Atom, join: str, following: _Link | None, text: str) -> _Link | None:
    """Return a date with the month and the year that it has from the next; None if it is none."""
    after = following if join else None
    if after is None:
        join = ""
    if atom.first.year:
        return _Link(atom, join, atom.end)
    month = atom.first.month or (after.atom.first.month if after else 0)
    if not atom.first.month and not (after and _has_day_first(after.atom, text)):
        return None
    if after is None or after.atom.unit not in ("day", "month"):
        return _Link(atom, join, atom.end) if atom.cued else None
    moment = Moment(after.atom.first.year, month, atom.first.day)
    later = moment.year and join == "range" and moment[1:] > after.atom.first[1:]
    if later:
        moment = Moment(moment.year - 1, month, atom.first.day)
    if not moment.year and not atom.cued and atom.unit == "month":
        return None
    completed = replace(atom, first=moment, last=moment, cued=True)
    taken = moment.year or not atom.first.month
    return _Link(completed, join, after.end if taken else atom.end, bool(later))


def _has_day_first(atom: Atom, text: str) -> bool:
    """Return whether a day is written before its month: "12 May", but not "May 12, 2020"."""
    return atom.unit == "day" and text[atom.start].isdigit()


def _joined(links: Sequence[_Link], text: str) -> Iterator[Dated]:
    used = False
    for link, after in zip_longest(links, links[1:]):
        if used:
            used = False
            continue
        atom = link.atom
        if link.join == "range" and after is not None:
            used = True
            yield from _range(link, after)
        elif not _hangs(atom, text):
            yield Dated(atom.start, link.end, atom.first, atom.last, atom.unit, link.derived)


def _range(link: _Link, after: _Link) -> Iterator[Dated]:
    first, last, end = link.atom.first, after.atom.last, max(link.end, after.end)
    unit = min(link.atom.unit, after.atom.unit, key=_UNITS.index)
    # "12 May 2025 to 3 June": the year of the first, or the next, is that of the last.
    derived = link.derived
    if first.year and not last.year:
        last = Moment(first.year + (last[1:] < first[1:]), *last[1:])
        derived = True
    years = last.year - first.year
    if first[: _exact(first, last)] <= last[: _exact(first, last)] and years <= _LONGEST:
        yield Dated(link.atom.start, end, first, last, unit, derived)


def _exact(first: Moment, last: Moment) -> int:
    """Return how many of year, month and day both have."""
    return min(sum(map(bool, first)), sum(map(bool, last))) if first.year else 3


def _hangs(atom: Atom, text: str) -> bool:
    """Return whether a year is joined by a hyphen to what is no date: "ABC-2025"."""
    before, after = text[max(0, atom.start - 7) : atom.start], text[atom.end : atom.end + 2]
    hangs = before.endswith(("-", "‑", "–")) and not _PART_OF_YEAR.search(before)
    spaced = before.endswith((" –", " -"))
    return atom.unit == "year" and ((hangs and not spaced) or bool(re.match(r"[-–‑]\w", after)))
