"""The masthead of a United Nations document: symbol, title, date, session, agenda item."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from corpus import symbol as symbols
from corpus.block import RUNNING_HEAD, SIDE_HEADING, Block
from corpus.errors import UnknownSymbol
from corpus.structure.dates import date_at_start

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
_FRONT = 150  # blocks among which a title is searched
_SHORTEST, _LONGEST = 12, 300  # characters of a title
_WIDE = re.compile("[\u3400-\u9fff]")
_NOT_A_TITLE = re.compile(
    rf"(?:{symbols.SYMBOL.pattern}|\[|\*|\d|United Nations(?: [•·].*|$)|UNITED|Nations Unies$|"
    r"Naciones Unidas$|Организация|联合国$|الأمم المتحدة$|Asamblea General|Assemblée générale|"
    r"Генеральная Ассамблея|大会|الجمعية العامة|Consejo|Conseil|Совет|General Assembly|"
    r"Security Council$|Security Council –|Economic and Social Council|Human Rights Council|"
    r"Official Records|Supplement No|Contents|Page|Dist\w*\b|Original\b|Note by|"
    r"(?:Report|Working paper|Note) (?:prepared|submitted) by|Report (?:of|by) the "
    r"(?:Secretary-General|Executive Director|Administrator)$|Advance|Summary|Addendum$|"
    r"Corrigendum$|[A-Z][\w-]+ (?:\w+ )?session\b|Agenda item|Items? \d|To convene|"
    r"Part [IVX]+|Section \d+[A-Z]?$|Provisional$|Programme \d|(?:I\. )?Introduction$|.*,$)"
)
_CAPITALS = re.compile(r"[A-Z\W\d]+$")
# The last lines of the masthead. The title is below them, the name of the organ above.
_MASTHEAD_END = re.compile(
    r"(?:.*\b(?:Original|ORIGINAL|Оригинал) ?: ?\w+|.*Distr\.|.*(?:English|French|Spanish) only)"
)
_ORGAN_NAME = re.compile(
    r"(?:(?:Executive Board|(?:[A-Z]\w+ )?(?:Committee|Commission|Conference|Forum|Board))"
    r"(?: (?:on|for|of|against|to)\b(?!.*[Rr]eport).*|$)|United Nations (?:Population Fund|"
    r"Children.s Fund|Development Programme|Office for Project Services|Capital Development Fund)$)"
)
_OF_SESSION = re.compile(r"Reports? (?:on|of) (?:the|its) .*\bsessions?\b")
_ORGAN_ALONE = re.compile(r"(?:General Assembly|Economic and Social Council|Security Council)")
_LETTER = re.compile(r"(?:Letter|Identical letters|Notes? verbales?) (?:dated|of)\b")
_ENCLOSED = re.compile(r"(?:[A-Z][\w-]+ )*[Rr]eport (?:of|by|on|pursuant)\b")
_TRANSMITS = re.compile(r"Note by the Secret")
# A line that ends so is continued by the next.
_OPEN_END = re.compile(r"(?:,|\b(?:of|the|on|for|and|in|to|with|a|an|its|by|at|from|United))$")
_TAIL = re.compile(r"\s*(?:(?:I\. )?Introduction|[*∗\s]+)$")
# What may stand on the line of the date: before it the symbol, after it the language.
_BEFORE_DATE = re.compile(
    rf"(?:(?:United Nations|Distr\.? ?:? ?\w+|General|{symbols.SYMBOL.pattern}|[*,–-])\s*)*\[?"
)
_AFTER_DATE = re.compile(
    r"\W*(?:года|г\.)?\W*(?:(?:Original|Оригинал|Arabic|Chinese|English|French|Russian|Spanish)\b.*)?"
)


@dataclass(frozen=True, slots=True)
class Masthead:
    """The fields of a masthead; a field is empty or None if the masthead does not contain it."""

    title: str
    issued: date | None
    session: str
    agenda: str


def read(blocks: Sequence[Block], front: Sequence[str]) -> Masthead:
    """Return the masthead of a document.

    Args:
        blocks: all blocks, as the reader returned them.
        front: the texts before the body of the document.
    """
    lines = [text for text in front if len(text) <= _LONGEST]
    session = next((text for text in lines if _SESSION.match(text)), "")
    agenda = next((match[1] for text in lines if (match := _AGENDA.match(text))), "")
    first_page = [b.text for b in blocks[:_HEAD] if b.page in (None, 1) and b.text not in front]
    title = _TAIL.sub("", _find_title(blocks, front))
    return Masthead(title, _find_date([*lines, *first_page]), session, agenda)


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
        "(A_78_176.txt for A/78/176)"
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


def _find_title(blocks: Sequence[Block], front: Sequence[str]) -> str:
    """Return the title: of a report that a note transmits, else the largest heading.

    Plain text has no headings by style. There the title is "Report of the ... on ...", or the line
    above "Note by the Secretary-General".
    """
    texts = frozenset(front)
    headings = _headings([b for b in blocks[:_FRONT] if b.text in texts and not b.label])
    if headings:
        return _largest(headings, transmits=any(_TRANSMITS.match(line) for line in front))
    reports = [line for line in front if re.match(r"Report of ", line) and " on " in line]
    if reports:
        return reports[-1]
    note = next(
        (i for i, line in enumerate(front) if re.match(r"(?:Note|Report) (?:by|of) ", line)), 0
    )
    if note:
        return front[note - 1]
    lines = [line for line in front if not _NOT_A_TITLE.match(line)]
    lines.sort(key=lambda line: bool(_CAPITALS.match(line)))
    return next((line for line in lines if _has_length(line)), "")


def _has_length(text: str) -> bool:
    """Return whether a text is as long as titles are; a Chinese letter counts as two."""
    return len(text) + len(_WIDE.findall(text)) >= _SHORTEST and len(text) <= _LONGEST


def _headings(head: Sequence[Block]) -> list[Block]:
    """Return the headings that may be the title, with the lines of one heading joined."""
    joined: list[Block] = []
    for block in head:
        last = joined[-1] if joined else None
        if last and block.level and last.level == block.level and _OPEN_END.search(last.text):
            joined[-1] = replace(last, text=f"{last.text} {block.text}")
        else:
            joined.append(block)
    for part in _below_masthead(joined):
        titles = [
            replace(block, text=_without_dashes(block.text).removeprefix("Annex – "))
            for block in part
            if block.level not in (0, SIDE_HEADING)
            and _has_length(block.text)
            and not _NOT_A_TITLE.match(block.text)
        ]
        if titles:
            return [one for one in titles if not _CAPITALS.match(one.text)] or titles
    return []


def _below_masthead(front: Sequence[Block]) -> tuple[Sequence[Block], ...]:
    """Return the blocks below the masthead; second, those outside it, and third, all blocks."""
    head = front[:_HEAD]
    ends = [i for i, block in enumerate(head) if _MASTHEAD_END.match(block.text)]
    if not ends:
        return (front,)
    starts = [i for i, block in enumerate(head[: ends[0]]) if _symbols_alone([block])]
    start = starts[-1] if starts else 0
    return front[ends[-1] + 1 :], [*front[:start], *front[ends[-1] + 1 :]], front


def _largest(headings: Sequence[Block], *, transmits: bool) -> str:
    """Return the first heading of the largest type that is not an organ's name.

    The title of a letter or a note is the title of the report that it transmits, if it has one.
    """
    named = [block for block in headings if not _ORGAN_NAME.match(block.text)] or headings
    level = min(block.level for block in named)
    title = next(block.text for block in named if block.level == level)
    if transmits or _LETTER.match(title):
        reports = (block.text for block in named if _ENCLOSED.match(block.text))
        return next(reports, title)
    largest = min(headings, key=lambda block: block.level)
    is_of_organ = _OF_SESSION.match(title) and largest not in named
    return f"{largest.text}: {title}" if is_of_organ else title


def _without_dashes(text: str) -> str:
    """Return a heading without the dashes that join its lines, where the sentence goes on."""
    parts = [part for part in text.split(" – ") if not _ORGAN_ALONE.fullmatch(part)] or [text]
    whole = parts[0]
    for part in parts[1:]:
        goes_on = part[:1].islower() or part[:1] == "(" or _OPEN_END.search(whole)
        whole += f" {part}" if goes_on else f" – {part}"
    return whole


def _find_date(lines: Sequence[str]) -> date | None:
    for line in lines:
        before = _BEFORE_DATE.match(line)
        found = date_at_start(line[before.end() :] if before else line)
        if found and _AFTER_DATE.fullmatch(found[1]):
            return found[0]
    return None
