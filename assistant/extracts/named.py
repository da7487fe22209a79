"""The documents that a text names: by symbol, or as resolutions and decisions by number.

"General Assembly resolution 70/1" is A/RES/70/1. Several bodies have resolutions of the same
number, so a number alone names a document only if the text says of which body it is.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assistant.extracts.bodies_named import Body, Place, body_of_number
from assistant.question.lexicon.addresses import ANNEX, PARAGRAPHS, SECTION
from corpus import symbol as symbols

_SUFFIX = r"(?:Add|Corr|Rev)\.\d{1,2}"
# "A/79/565 and Corr.1", "A/78/6 and Add.1–3", "Add.1 and 2": what follows a symbol.
_MORE = re.compile(
    rf"(?P<range>\s?[-–]\s?(?:Add\.|Corr\.)?(?P<to>\d{{1,2}})(?![\d/\w]))|"
    rf"\s?(?:,|\band\b|&)\s?(?:and\s)?(?:(?P<suffix>{_SUFFIX})|"
    r"(?P<bare>\d{1,2})(?=\s*(?:[.,;)\]]|$)))"
)
_LAST_SUFFIX = re.compile(r"/(?P<kind>Add|Corr|Rev)\.(?P<number>\d{1,2})$")
_LAST_YEAR = "2100"
_MOST = 40  # documents in a range
_NUMBER = (
    r"(?:\d{1,4}/\d{1,4}|(?:S|ES)-\d{1,2}/\d{1,3}|\d{1,4}(?:\s[A-Z]{1,2})?\s?\((?:ES-|S-)?[IVXL]+\)|"
    r"\d{1,4}\s?\((?:19|20)\d\d\)|\d{1,3}/(?:CP|CMP|CMA)\.\d{1,2})(?![\w/])"
)
_LETTERS = r"(?:\s[A-Z](?![\w’']|\.\w)(?:(?:,\s?|\sand\s|\sto\s|–)[A-Z](?![\w’']|\.\w))*)?"
_JOIN = r"\s?(?:,|;)?\s?(?:(?:and|or|to|through|as well as|–|-)\s?)?(?:(?:in|its|of)\s)?"
_LIST = re.compile(
    rf"(?<![\w/-])(?P<noun>[Rr]esolutions?|[Dd]ecisions?|RESOLUTIONS?|DECISIONS?)\s(?:Nos?\.\s)?"
    rf"(?P<numbers>{_NUMBER}{_LETTERS}(?:{_JOIN}{_NUMBER}{_LETTERS})*)"
)
_ITEM = re.compile(rf"(?P<number>{_NUMBER})(?P<letters>{_LETTERS})")
_TO = re.compile(r"(?:\sto|\sthrough|–|-)\s?$")
_WITH_YEAR = re.compile(r"^((?:A|E|A/HRC)/RES/\d+/\d+) \(\d{4}\)$")
_YEAR_OF = re.compile(r"(\d{1,4})\s?(\(\d{4}\))")
_PINPOINT_BEFORE = re.compile(
    r"\b(?P<place>(?:paragraphs?|paras?\.|section|sect\.|annex|chapter|chap\.|part)\s"
    r"[\dIVX]+[A-Z]?(?:\s?\([a-z]{1,4}\))*(?:(?:,\s|\sand\s|\sto\s|–|-)[\dIVX]+(?:\s?\([a-z]{1,4}\))*)*)"
    r"\s(?:of|to)\s(?:(?:the|its|his|her|their|report|document|draft|General\sAssembly|Security|Human|"
    r"Rights|Council|Economic|and|Social|Assembly|Committee)\s)*$"
)
_GAP = re.compile(r"(?:\s?,\s?|\s)(?:see\s)?")


@dataclass(frozen=True, slots=True)
class Named:
    """A document that a text names: ``text[start:end]``.

    ``cited`` is its symbol or, if the body is not clear, the words "resolution 70/1"; ``is_symbol``
    tells which. ``pinpoint`` is a place in it, as printed: "para. 36", or "". A resolution or
    decision has its ``number`` and its ``body``; ``sure`` says that the words beside it say so.
    """

    start: int
    end: int
    cited: str
    pinpoint: str = ""
    is_symbol: bool = True
    number: str = ""
    body: Body = ""
    sure: bool = True


def named_in(text: str, known: Mapping[str, Body] | None = None, own: Body = "") -> list[Named]:
    """Return the documents that a text names, in order.

    Args:
        text: a paragraph, a heading or a footnote.
        known: the bodies of resolutions by number, as other texts of the same report say them.
        own: the body that speaks in the document, if it is a resolution; else "".
    """
    found = list(_symbols(text)) if "/" in text else []
    starts, ends = [one.start for one in found], [one.end for one in found]
    for match in _LIST.finditer(text):
        # Both lists are in order, so the last symbol that begins before the end reaches farthest.
        before = bisect_left(starts, match.end())
        if not before or ends[before - 1] <= match.start():
            found += _numbers(match, text, known or {}, own)
    ordered = sorted(found, key=lambda one: (one.start, one.end))
    return [replace(one, pinpoint=pinpoint_of(one, text)) for one in ordered]


def _symbols(text: str) -> Iterator[Named]:
    for match in symbols.SYMBOL.finditer(text):
        name = symbols.normalise(match[0])
        if not _is_document(name):
            continue
        # A remark: of these bodies, no symbol has the year of the resolution.
        name = _WITH_YEAR.sub(r"\1", name)
        yield Named(*match.span(), name)
        end, last = match.end(), name
        while more := _MORE.match(text, end):
            if not (more["suffix"] or _LAST_SUFFIX.search(last)):
                break
            added = _following(last, name, more)
            yield from (Named(match.start(), more.end(), one) for one in added)
            end, last = more.end(), (added or [last])[-1]


def _is_document(name: str) -> bool:
    """Return whether a name is that of a document: "XI/6" is a decision, and "AC/2358" a notice.

    "S/2413/2025" is of the Organisation for the Prohibition of Chemical Weapons.
    """
    organ, *rest = name.split("/")
    if organ == "S" and re.fullmatch(r"\d{4}/20\d\d", "/".join(rest)) and rest[0] > _LAST_YEAR:
        return False
    is_known = symbols.has_known_organ(name) or len(rest) > 1
    return is_known and not re.fullmatch(r"[IVXLC]+|NV|RAF", organ) and rest[-1] != "NO"


def _following(last: str, base: str, more: re.Match[str]) -> list[str]:
    """Return the symbols that "and Corr.1", "–3" or "and 2" add after a symbol."""
    suffix = _LAST_SUFFIX.search(last)
    if more["suffix"]:
        # "Add.1 and Add.3" are two addenda of one document; "Add.1 and Corr.1" is its corrigendum.
        kind = more["suffix"].split(".")[0]
        same = suffix is not None and suffix["kind"] == kind
        stem = last[: suffix.start()] if suffix and same else (last if last == base else base)
        return [f"{stem}/{more['suffix']}"]
    assert suffix is not None
    number = int(suffix["number"])
    until = int(more["to"] or more["bare"])
    first = number + 1 if more["to"] else until
    if not number < until <= number + _MOST:
        return []
    return [f"{last[: suffix.start()]}/{suffix['kind']}.{n}" for n in range(first, until + 1)]


def _numbers(
    match: re.Match[str], text: str, known: Mapping[str, Body], own: Body
) -> Iterator[Named]:
    noun = match["noun"].lower().removesuffix("s")
    earlier, place = "", Place(text, *match.span())
    for item in _ITEM.finditer(text, match.start("numbers"), match.end("numbers")):
        number = _YEAR_OF.sub(r"\1 \2", re.sub(r"\s+", " ", item["number"]))
        start = match.start() if item.start() == match.start("numbers") else item.start()
        body, sure = body_of_number(number, place, known, own)
        letters = re.findall(r"[A-Z]", item["letters"] or "") or [""]
        spelled = [f"{number} {letter}".strip() for letter in letters]
        if _TO.search(text, match.start(), item.start()):
            spelled = [*_between(earlier, number), *spelled]
        for one in spelled:
            cited = _symbol(noun, one, body)
            name = cited or f"{noun} {one}"
            yield Named(start, item.end(), name, "", bool(cited), number, body, sure)
        earlier = number


def _between(first: str, last: str) -> list[str]:
    """Return the numbers between two: "78/254" and "78/255" between "78/253" and "78/256"."""
    ends = [re.fullmatch(r"(\d+)/(\d+)", one) for one in (first, last)]
    if not ends[0] or not ends[1] or ends[0][1] != ends[1][1]:
        return []
    numbers = range(int(ends[0][2]) + 1, int(ends[1][2]))
    return [f"{ends[0][1]}/{number}" for number in numbers] if len(numbers) < _MOST else []


def _symbol(noun: str, number: str, body: Body) -> str:
    """Return the symbol of a resolution or decision; "" if the body is not clear."""
    if body not in ("A", "A/HRC", "E", "S"):
        return ""
    if body == "S" and (noun == "decision" or "(" not in number):
        return ""
    return f"{body}/{'RES' if noun == 'resolution' else 'DEC'}/{number}"


def pinpoint_of(one: Named, text: str) -> str:
    """Return the place that follows or precedes a name: ", annex I, para. 36", "paragraph 5 of"."""
    end = one.end
    while gap := _GAP.match(text, end):
        places = (pattern.match(text, gap.end()) for pattern in (PARAGRAPHS, ANNEX, SECTION))
        place = next((match for match in places if match), None)
        if place is None or "\n" in place[0]:
            break
        end = place.end()
    if end > one.end:
        return _GAP.sub("", text[one.end : end], count=1).strip(" ,")
    before = _PINPOINT_BEFORE.search(text, max(0, one.start - 120), one.start)
    return before["place"] if before else ""
