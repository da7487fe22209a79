"""Days in a question, however they are spelled, and the sentences of reports that name them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.question.lexicon import STOP_WORDS
from assistant.question.lexicon.facts import DAY, DAY_WORDS
from assistant.question.lexicon.words import JOINED_WORD
from corpus import Paragraph, Span
from corpus.date_words import MONTHS
from corpus.dates import Dated, dates_in
from corpus.split import sentences

_MONTHS = tuple(month.lower()[:3] for month in MONTHS)


@dataclass(frozen=True, slots=True)
class Day:
    """A day; ``day`` is 0 for a whole month, and ``year`` is 0 for the day of any year."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        """Return the day as reports write it: "23 April 2018"."""
        parts = (self.day or "", MONTHS[self.month - 1], self.year or "")
        return " ".join(str(part) for part in parts if part)


def find_day(question: str) -> Day | None:
    """Return the first day or month that a question names, or None."""
    match = DAY.search(question)
    if match is None:
        return None
    found = {name: value for name, value in match.groupdict().items() if value}
    if "iso_year" in found:
        numbers = (found["iso_year"], found["iso_month"], found["iso_day"])
    elif "plain_year" in found:
        # The day comes first, as in reports, unless the second number can be no month.
        day, month = found["one"], found["two"]
        if int(month) > len(_MONTHS):
            day, month = month, day
        numbers = (found["plain_year"], month, day)
    else:
        name = found.get("month") or found.get("month_first") or found["month_alone"]
        year = found.get("year") or found.get("year_last") or found.get("year_alone") or "0"
        day = found.get("day") or found.get("day_second") or "0"
        numbers = (year, str(_MONTHS.index(name.lower()[:3]) + 1), day)
    year_number, month_number, day_number = map(int, numbers)
    return Day(year_number, month_number, day_number) if month_number <= len(_MONTHS) else None


def asks_for_day(question: str) -> Day | None:
    """Return the day of a question that asks for no more than what happened then, or None."""
    day = find_day(question)
    rest = DAY.sub(" ", question, count=1)
    words = {word.lower() for word in JOINED_WORD.findall(rest)} - STOP_WORDS
    asks = words <= DAY_WORDS and not any(character.isdigit() for character in rest)
    return day if asks else None


def spelled_as_reports(question: str) -> str:
    """Return the question with its first day as reports write it."""
    day = find_day(question)
    return DAY.sub(str(day), question, count=1) if day else question


def sentences_on(day: Day, paragraphs: Sequence[Paragraph]) -> Iterator[Span]:
    """Yield the sentences that name a day, or a range of days in which it is."""
    name = MONTHS[day.month - 1]
    for paragraph in paragraphs:
        # A range of days may begin in one month and end in a later one.
        if paragraph.number and (name in paragraph.text or day.day):
            yield from (span for span in sentences(paragraph) if _names(span.text, day))


def _names(text: str, day: Day) -> bool:
    return any(_covers(dated, day) for dated in dates_in(text))


def _covers(dated: Dated, day: Day) -> bool:
    """Return whether a date in a report is the day or in the month, or a range with the day in it.

    A date whose year is not printed is that of no certain year.
    """
    if dated.unit not in ("day", "month") or (day.year and not dated.first.year):
        return False
    if not day.day:
        years_and_months = (moment[:2] for moment in (dated.first, dated.last))
        return (day.year, day.month) in (
            (year if day.year else 0, m) for year, m in years_and_months
        )
    # A term of several years says nothing of what happened on a day.
    if dated.unit != "day" or dated.last.year - dated.first.year > 1:
        return False
    if day.year:
        return dated.first <= (day.year, day.month, day.day) <= dated.last
    return dated.first[1:] <= (day.month, day.day) <= dated.last[1:]
