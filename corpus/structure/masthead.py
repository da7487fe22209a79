"""What stands at the head of a United Nations document: symbol, title, date, session, item."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from corpus import symbol as symbols
from corpus.errors import UnknownSymbol

_DATE = re.compile(r"(?:Distr\.?:? \w+ )?(\d{1,2} [A-Z][a-z]+ \d{4})\b")
_SESSION = re.compile(
    r"^(?:[a-z]+-)*[a-z]*(?:first|second|third|th) (?:\w+ )?session\b", re.IGNORECASE
)
_AGENDA = re.compile(r"^(?:Agenda )?[Ii]tems? (\d.*?)(?: of the .*)?\**$")
_LINK = re.compile(r"\[([^\]]*)\]\(#[^)]*\)")
# The organ's name, or "Distr.", may stand before the symbol on the first line.
_FIRST_LINE = re.compile(r"^(?:United Nations|Nations Unies|Naciones Unidas|Distr\.?)\W*(?=[A-Z])")
_HEAD = 40
_SHORTEST, _LONGEST = 12, 300
_NO_TITLE = re.compile(
    rf"(?:{symbols.SYMBOL.pattern}|\[|\*|\d|United Nations|UNITED|Nations Unies|Naciones|Asamblea|"
    r"Assembl|General Assembly|Security Council|Economic and Social Council|Human Rights Council|"
    r"Executive Board|Contents|Page|Distr\b|Original\b|Note by|Report (?:of|by) the "
    r"Secretary-General$|Advance|Summary|[A-Z][\w-]+ (?:\w+ )?session\b|Agenda item|Items? \d|"
    r"Part [IVX]+|Section \d+[A-Z]?$|Provisional|Programme \d|.*,$|[A-Z\W]+$)"
)


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the head says; empty where it does not."""

    title: str
    issued: date | None
    session: str
    agenda: str


def read(front: Sequence[str], headings: Sequence[str]) -> Masthead:
    """Read the head of a document, of the texts before its body.

    ``headings`` are those that are set as headings, the largest first.
    """
    lines = [text for text in front if len(text) <= _LONGEST]
    session = next((text for text in lines if _SESSION.match(text)), "")
    agenda = next((found[1] for text in lines if (found := _AGENDA.match(text))), "")
    title = _find_title(front, headings).rstrip("*∗ ")
    return Masthead(title, _find_date(front), session, agenda)


def find_symbol(path: Path, texts: Sequence[str], given: str | None) -> tuple[str, list[str]]:
    """Return a document's symbol, and what is worth knowing of how it was found.

    What is given counts most, then a line of the head that is nothing but a symbol, then the file's
    name. Raises UnknownSymbol.
    """
    told = _in_head(texts)
    named = symbols.from_file_name(path.stem)
    if given:
        name = symbols.normalise(given)
        if told and told != name:
            return name, [f"the document calls itself {told}; {name} was given"]
        return name, []
    if told and named and not symbols.same_symbol(told, named):
        return told, [f"the file's name says {named}, the document calls itself {told}"]
    if told or named:
        # The name may be the fuller of the two: "A/81/6 (Sect. 12)" where the head has "A/81/6".
        both = [one for one in (told, named) if one]
        return max(both, key=len), []
    raise UnknownSymbol(
        f"{path.name}: which document is this? Name the file after its symbol "
        "(A_78_176.txt for A/78/176) or give --symbol"
    )


def _in_head(texts: Sequence[str]) -> str | None:
    # Only a line that is nothing but a symbol: the first one mentioned is seldom its own.
    for text in texts[:_HEAD]:
        line = _FIRST_LINE.sub("", _LINK.sub(r"\1", text).strip()).rstrip("*")
        if symbols.SYMBOL.fullmatch(line):
            return symbols.normalise(line)
    return None


def _find_title(front: Sequence[str], headings: Sequence[str]) -> str:
    """Choose "Report of the ... on ..." if there is one, else what is set as a title.

    Plain text has no titles: there it is what stands above "Note by the Secretary-General".
    """
    own = [line for line in front if re.match(r"Report of ", line) and " on " in line]
    if own:
        return own[-1]
    titles = [line for line in headings if not _NO_TITLE.match(line) and len(line) >= _SHORTEST]
    if titles:
        return titles[0]
    note = next(
        (i for i, line in enumerate(front) if re.match(r"(?:Note|Report) (?:by|of) ", line)), 0
    )
    if note:
        return front[note - 1]
    lines = [line for line in front if not _NO_TITLE.match(line)]
    return next((line for line in lines if _SHORTEST <= len(line) <= _LONGEST), "")


def _find_date(front: Sequence[str]) -> date | None:
    for line in front:
        if found := _DATE.match(line):
            try:
                return datetime.strptime(found[1], "%d %B %Y").date()
            except ValueError:
                continue
    return None
