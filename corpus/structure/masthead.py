"""The masthead of a United Nations document: symbol, title, date, session, agenda item."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from corpus import symbol as symbols
from corpus.block import RUNNING_HEAD, Block
from corpus.errors import UnknownSymbol

_DATE = re.compile(r"(?:Distr\.?:? \w+ )?(\d{1,2} [A-Z][a-z]+ \d{4})\b")
_SESSION = re.compile(
    r"^(?:[a-z]+-)*[a-z]*(?:first|second|third|th) (?:\w+ )?session\b", re.IGNORECASE
)
_AGENDA = re.compile(r"^(?:Agenda )?[Ii]tems? (\d.*?)(?: of the .*)?\**$")
_LINK = re.compile(r"\[([^\]]*)\]\(#[^)]*\)")
# What may be printed on the line of the symbol: the organization, the distribution, the date.
_AROUND_SYMBOL = re.compile(
    r"^(?:United Nations|Nations Unies|Naciones Unidas|Организация Объединенных Наций|联合国|"
    r"الأمم المتحدة|UNITED NATIONS|Symbol|Document)\b\W*|\bDistr\b\.?.*|\bOriginal: .*|"
    r"\b\d{1,2} [A-Z][a-z]+ \d{4}$|\((?:English|French|Spanish|advance)[^)]*\)$",
)
_HEAD = 40  # blocks
_SHORTEST, _LONGEST = 12, 300  # characters of a title
_NOT_A_TITLE = re.compile(
    rf"(?:{symbols.SYMBOL.pattern}|\[|\*|\d|United Nations|UNITED|Nations Unies|Naciones|Asamblea|"
    r"Assembl|General Assembly|Security Council|Economic and Social Council|Human Rights Council|"
    r"Executive Board|Contents|Page|Distr\b|Original\b|Note by|Report (?:of|by) the "
    r"Secretary-General$|Advance|Summary|[A-Z][\w-]+ (?:\w+ )?session\b|Agenda item|Items? \d|"
    r"Part [IVX]+|Section \d+[A-Z]?$|Provisional|Programme \d|.*,$|[A-Z\W]+$)"
)


@dataclass(frozen=True, slots=True)
class Masthead:
    """The fields of a masthead; a field is empty or None if the masthead does not contain it."""

    title: str
    issued: date | None
    session: str
    agenda: str


def read(front: Sequence[str], headings: Sequence[str]) -> Masthead:
    """Return the masthead of a document.

    Args:
        front: the texts before the body of the document.
        headings: the texts among ``front`` that are printed as headings, largest type first.
    """
    lines = [text for text in front if len(text) <= _LONGEST]
    session = next((text for text in lines if _SESSION.match(text)), "")
    agenda = next((match[1] for text in lines if (match := _AGENDA.match(text))), "")
    title = _find_title(front, headings).rstrip("*∗ ")
    return Masthead(title, _find_date(front), session, agenda)


def find_symbol(path: Path, blocks: Sequence[Block], given: str | None) -> tuple[str, list[str]]:
    """Return a document's symbol, and remarks about sources that disagree.

    The given symbol has priority. Next is a line of the masthead that consists only of a symbol,
    then a running head, then the file name.

    Args:
        path: the file.
        blocks: all blocks, as the reader returned them.
        given: the symbol from the user, if any.

    Raises: UnknownSymbol if no source has a symbol.
    """
    in_name = symbols.from_file_name(path.stem)
    in_text = _in_masthead(blocks, in_name)
    if given:
        symbol = symbols.normalise(given)
        if in_text and symbol not in symbols.names(in_text):
            return symbol, [f"the symbol in the document is {in_text}, but {symbol} was given"]
        return symbol, []
    if in_text and in_name and not symbols.same_symbol(in_text, in_name):
        return in_text, [f"the file name has the symbol {in_name}, but the document has {in_text}"]
    if in_text or in_name:
        # The file name may be more complete: "A/81/6 (Sect. 12)" if the masthead has "A/81/6".
        return max(filter(None, (in_text, in_name)), key=len), []
    raise UnknownSymbol(
        f"{path.name}: the symbol of this document is unknown. Name the file after its symbol "
        "(A_78_176.txt for A/78/176) or give --symbol"
    )


def _in_masthead(blocks: Sequence[Block], in_name: str | None) -> str | None:
    """Return the symbol on a line of its own in the masthead, or None.

    A running head may be misprinted, and a later page may cite another document on a line of its
    own. So the first page has priority. If it has several symbols, the file name decides.
    """
    head = blocks[:_HEAD]
    paged = any(block.page for block in head)
    running = [b for b in head if b.label == RUNNING_HEAD or (paged and b.page is None)]
    first = [b for b in head if b not in running and b.page in (None, 1)]
    for source in (first, running, head):
        found = _symbols_alone(source)
        if found:
            same = (one for one in found if in_name and symbols.same_symbol(one, in_name))
            return next(same, found[0])
    return None


def _symbols_alone(blocks: Sequence[Block]) -> list[str]:
    """Return the symbols that are lines of their own; two lines in a row are a joint symbol."""
    found: list[str] = []
    before = ""
    for block in blocks:
        # The first symbol in a text is seldom the document's own, so other words are not allowed.
        line = _AROUND_SYMBOL.sub(" ", _LINK.sub(r"\1", block.text)).strip(" *∗")
        symbol = symbols.whole(line) or ""
        if symbol and before and not symbols.same_symbol(symbol, before):
            found[-1] = symbol = f"{before}-{symbol}"
        elif symbol:
            found.append(symbol)
        before = symbol
    return found


def _find_title(front: Sequence[str], headings: Sequence[str]) -> str:
    """Return the line "Report of the ... on ..." if there is one, else the largest heading.

    Plain text has no headings by style. There the title is the line above "Note by the
    Secretary-General".
    """
    report_titles = [line for line in front if re.match(r"Report of ", line) and " on " in line]
    if report_titles:
        return report_titles[-1]
    titles = [line for line in headings if not _NOT_A_TITLE.match(line) and len(line) >= _SHORTEST]
    if titles:
        return titles[0]
    note = next(
        (i for i, line in enumerate(front) if re.match(r"(?:Note|Report) (?:by|of) ", line)), 0
    )
    if note:
        return front[note - 1]
    lines = [line for line in front if not _NOT_A_TITLE.match(line)]
    return next((line for line in lines if _SHORTEST <= len(line) <= _LONGEST), "")


def _find_date(front: Sequence[str]) -> date | None:
    for line in front:
        if match := _DATE.match(line):
            try:
                return datetime.strptime(match[1], "%d %B %Y").date()
            except ValueError:
                continue
    return None
