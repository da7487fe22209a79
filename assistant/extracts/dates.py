"""The dates of reports: a row for each date or range of dates, with its sentence."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.extracts.calendar import to_ics
from assistant.extracts.timeline import to_svg
from assistant.extracts.types import Column, Extract, Kind
from assistant.extracts.within import spans_of
from corpus import Document, Span
from corpus.date_words import Moment
from corpus.dates import Dated, dates_in
from corpus.document import FRONT

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)}),?\s+$", re.IGNORECASE)
_FUTURE = re.compile(
    r"\b(?:will|shall|(?<!was )(?<!were )to be held|scheduled|deadline|upcoming|forthcoming|"
    r"no later than|planned)\b"
)
# A day of every year.
_YEARLY = re.compile(
    r",?\s+(?:of\s+(?:the|each|every|that|any|a)|(?:in\s+)?(?:each|every)|annually)\b"
)
_YEARLY_BEFORE = re.compile(r"\b(?:[Ee](?:ach|very)\s+year|[Aa]nnually|[Ee]very)\b[^.;]*$")
# Dates that are further from the issue of a report are not those that it speaks of without a year.
_NEAR = 1  # years
_HALF = 6  # months
# A day without a year that would be further before the issue than this may as well be soon after
# it: no year is inferred.
_FAR = 320  # days


def _find(document: Document, library: Sequence[Document]) -> Iterator[Extract]:
    if document.language != "English":
        return
    for position, paragraph in enumerate(document.paragraphs):
        found = dates_in(paragraph.text) if paragraph.part != FRONT else []
        near: Moment | None = None
        near_end = 0
        spans = spans_of(paragraph, [(one.start, one.end) for one in found])
        for index, (one, span) in enumerate(zip(found, spans, strict=True)):
            after = _after(found[index + 1 :], span)
            between = paragraph.text[near_end : one.start]
            joined = bool(near and near.month and ". " not in between)
            first, last, inferred = _with_year(
                one, near, after, document.issued, paragraph.text, joined=joined
            )
            if not inferred and one.unit != "decade" and last.year:
                near, near_end = last, one.end
            values = {
                "begins": str(first),
                "ends": str(last),
                "printed": paragraph.text[one.start : one.end],
                "exactness": one.unit,
                "inferred": "year" if inferred else "",
            }
            yield Extract(document, position, span, values)


def _after(later: Sequence[Dated], span: Span) -> Moment | None:
    """Return the next day or month in a sentence that has its year: "on 3 May and in July 2025"."""
    for one in later:
        if one.start < span.end and one.unit in ("day", "month") and one.first.year:
            return one.first
    return None


def _with_year(
    one: Dated,
    near: Moment | None,
    after: Moment | None,
    issued: date | None,
    text: str,
    *,
    joined: bool,
) -> tuple[Moment, Moment, bool]:
    """Return a date with its year, and whether a year was not printed and is inferred.

    ``near`` is the nearest date before in the paragraph whose year is printed, and ``after`` the
    next one in the sentence. ``joined``: ``near`` is a day or month in the same sentence. If no
    year can be inferred, it stays 0.
    """
    if one.first.year:
        return one.first, one.last, one.derived
    yearly = _YEARLY.match(text, one.end) or _YEARLY_BEFORE.search(
        text, max(0, one.start - 300), one.start
    )
    year = 0 if yearly else _inferred(one, near, after, issued, text)
    if issued and year and not joined and not yearly and _is_doubtful(one, year, issued, text):
        year = 0
    over = one.last[1:] < one.first[1:]  # "12 December to 3 January"
    if not year:
        return one.first, one.last, False
    first, last = one.first._replace(year=year), one.last._replace(year=year + over)
    if not (first.exists and last.exists):
        return one.first, one.last, False
    return first, last, True


def _inferred(
    one: Dated, near: Moment | None, after: Moment | None, issued: date | None, text: str
) -> int:
    """Return the year of a date without a year; 0 if none can be inferred.

    What a report tells without words of the future was before its issue. A year that stands alone
    ("during 2024") does not say when the days after it were: it has to be that of the issue too.
    """
    year = _by_others(one, near if near and near.month else None, after, issued, text)
    if not year or not issued:
        return year if year or not near else near.year
    before = text[max(0, one.start - 12) : one.start]
    if _WEEKDAY.search(before):
        return year
    is_told = not _is_future(one, text)
    if is_told and (year, *one.first[1:]) > (issued.year, issued.month, issued.day):
        year = _by_issue(one, issued, text)
    alone = near is not None and not near.month and _is_near(near, issued)
    if alone and near and near.year != year:
        return 0
    return 0 if is_told and _is_far(one.first._replace(year=year), near, after, issued) else year


def _is_doubtful(one: Dated, year: int, issued: date, text: str) -> bool:
    """Return whether the issue of the report says another year than the dates of other sentences.

    A report tells mostly of the time just before its issue; then its paragraphs go back and forth.
    """
    before = text[max(0, one.start - 12) : one.start]
    return not _WEEKDAY.search(before) and year != _by_issue(one, issued, text)


def _is_far(first: Moment, near: Moment | None, after: Moment | None, issued: date) -> bool:
    """Return whether only the issue of the report says the year of a day, and it is long before."""
    by_others = any(
        moment and moment.month and _is_near(moment, issued) for moment in (near, after)
    )
    if by_others or not first.day or not first.exists:
        return False
    return (issued - date(*first)).days > _FAR


def _is_future(one: Dated, text: str) -> bool:
    """Return whether the words around a date, in its sentence, are of the future."""
    start = max(0, one.start - 150)
    stop = text.rfind(". ", start, one.start)
    return bool(_FUTURE.search(text, max(start, stop + 1), one.end + 60))


def _by_others(
    one: Dated, near: Moment | None, after: Moment | None, issued: date | None, text: str
) -> int:
    """Return the year of a date by the dates near it, else by the issue of the report; or 0."""
    if near and _is_near(near, issued):
        # After "20 December 2023", "5 January" is of the next year.
        later = bool(near.month) and near.month - one.first.month >= _HALF
        year = near.year + later
    elif after and _is_near(after, issued) and after[1:] >= one.first[1:]:
        year = after.year
    elif issued:
        year = _by_issue(one, issued, text)
    else:
        return 0
    return _by_weekday(one.first, year, text[max(0, one.start - 12) : one.start])


def _is_near(moment: Moment, issued: date | None) -> bool:
    return issued is None or abs(moment.year - issued.year) <= _NEAR


def _by_issue(one: Dated, issued: date, text: str) -> int:
    """Return the year in which a day is nearest before the issue of a report, or after it."""
    is_after = one.first[1:] > (issued.month, issued.day)
    if _is_future(one, text):
        return issued.year + (not is_after and one.first.month < issued.month)
    return issued.year - is_after


def _by_weekday(first: Moment, year: int, before: str) -> int:
    """Return the year in which a day is the day of the week that is before it: "Monday, 9 June"."""
    named = _WEEKDAY.search(before)
    if not named or not first.day:
        return year
    for other in (year, year + 1, year - 1):
        moment = first._replace(year=other)
        if moment.exists and date(*moment).weekday() == _WEEKDAYS.index(named[1].lower()):
            return other
    return 0


KIND = Kind(
    "dates",
    (
        Column("begins", "date"),
        Column("ends", "date"),
        Column("printed"),
        Column("exactness", "choice"),
        Column("inferred", "choice"),
    ),
    _find,
    {"svg": to_svg, "ics": lambda rows, _: to_ics(rows)},
)
