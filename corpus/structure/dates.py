"""The dates in the six languages of the United Nations, as a masthead prints them."""

import re
from datetime import date

# The names of the twelve months. Arabic documents print both of their names, divided by a slash.
_NAMES = (
    "january february march april may june july august september october november december",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "يناير فبراير مارس أبريل مايو يونيه يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "كانون-الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين-الأول تشرين-الثاني "
    "كانون-الأول",
)  # fmt: skip
_MONTHS = {
    name.replace("-", " "): month
    for names in _NAMES
    for month, name in enumerate(names.split(), start=1)
} | {"يونيو": 6, "يوليو": 7, "setiembre": 9}
_NAME = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_DAY_FIRST = re.compile(
    rf"(\d{{1,2}})(?:er|re|st|nd|rd|th|[º°])?\.? (?:de )?({_NAME})(?: ?/ ?(?:{_NAME}))?,? "
    r"(?:de |del )?(\d{4})",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(rf"({_NAME}) (\d{{1,2}}), (\d{{4}})", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4}) ?[年-] ?(\d{1,2}) ?[月-] ?(\d{1,2}) ?日?")


def date_at_start(text: str) -> tuple[date, str] | None:
    """Return the date at the start of a text and the text after it; None if there is no date."""
    if match := _DAY_FIRST.match(text):
        day, month, year = match.groups()
        parts = (int(year), _MONTHS[month.lower()], int(day))
    elif match := _MONTH_FIRST.match(text):
        month, day, year = match.groups()
        parts = (int(year), _MONTHS[month.lower()], int(day))
    elif match := _YEAR_FIRST.match(text):
        parts = (int(match[1]), int(match[2]), int(match[3]))
    else:
        return None
    try:
        return date(*parts), text[match.end() :]
    except ValueError:
        return None
