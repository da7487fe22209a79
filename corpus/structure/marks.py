"""The places at which the numbering of a document can go on, restart or open a part.

The table of contents is found here too: its lines look like the headings and numbers of the body.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.block import CONTENTS, LONGEST_HEADING, Block
from corpus.characters import ends_sentence
from corpus.numerals import LETTER, ROMAN, Candidate, any_candidate, ordinals
from corpus.structure.numbering import Mark

_COUNT = (
    r"(?:[IVXLC]+|\d{1,3}|[A-Z]|one|two|three|four|five|six|seven|eight|nine|ten|un|deux|trois|"
    r"première|deuxième|troisième|primera|segunda|tercera)"
)
_ANNEX = (
    r"annexe?|anexo|appendix|appendice|apéndice|addendum|enclosure|attachment|"
    r"pièce jointe|documento adjunto|приложение|добавление|附件|附录|مرفق|المرفق|تذييل"
)
_PART = r"part|partie|parte|часть|volume|volumen|tome|tomo|том"
# The parts that are named by an ordinal, and sections whose number is a word: "Section 2" is none.
_NAMED_PART = (
    r"(?:first|second|third|fourth|fifth) part|(?:part|section) the (?:first|second|third)|"
    r"section (?:one|two|three|four|five)|(?:première|deuxième|seconde|troisième) partie|"
    r"(?:primera|segunda|tercera|cuarta) parte|(?:первая|вторая|третья) часть|"
    r"часть (?:первая|вторая|третья)|第[一二三四五六七八九十]+(?:部分|编|卷)|"
    r"الجزء (?:الأول|الثاني|الثالث)"
)
# "Annex", "Annex II", "Annex II: Title", "Annex to the letter dated 3 May 2025 from ...".
_OPENING = re.compile(
    rf"(?P<name>(?:{_ANNEX})(?: {_COUNT}\b)?)(?:[.:*]*|[.:]? [–—-] .*|[.:] .*|"
    rf" (?:to the|à la|de la|a la) .*)",
    re.IGNORECASE,
)
_PART_OPENING = re.compile(
    rf"(?P<name>(?:{_PART}) {_COUNT}|{_NAMED_PART})(?!\w)(?:[.:*]*|[.:]? [–—-] .*|[.:] .*)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"[IVXLC]+|[A-Z]|\d+")
_CONTENTS = (
    "contents", "table of contents", "sommaire", "table des matières", "índice", "contenido",
    "содержание", "目录", "目 录", "المحتويات",
)  # fmt: skip
_MOST_ENTRIES, _LONGEST_ENTRY = 400, 250
# A year at the end is no page.
_PAGE_AT_END = re.compile(r"(?:^|\s|[.…_]{2,})(?:\d{1,3}|[ivxl]{1,6})(?:\s*[-–—]\s*\d{1,3})*\s*$")
# The prices of a number that is not read as a paragraph's, by how the block looks.
_HEADING_SKIP, _HEADING_ACCEPT = 0.05, 1.0
_FRAGMENT_SKIP, _FRAGMENT_ACCEPT, _SHORT = 0.8, 0.3, 60
_LOWER_SKIP, _LOWER_ACCEPT = 1.0, 0.5
_SENTENCE_SKIP = 3.2
_PART_SKIP = 1.5


def label_contents(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks; the entries of the table of contents get the label ``CONTENTS``.

    The table ends at the first sentence, or where its first entry is repeated as the heading of the
    body. A table is one only if one of its entries ends with the number of a page.
    """
    labelled = list(blocks)
    for start, block in enumerate(blocks):
        if not block.label and block.text.strip(".: ").lower() in _CONTENTS:
            for index in _entries(blocks, start):
                labelled[index] = replace(blocks[index], level=0, label=CONTENTS)
    return labelled


def _entries(blocks: Sequence[Block], start: int) -> list[int]:
    """Return the indices of a table of contents and of its title, which is block ``start``."""
    entries: list[int] = []
    names: set[str] = set()
    for index in range(start + 1, min(start + _MOST_ENTRIES, len(blocks))):
        text = blocks[index].text
        name = _entry_name(text)
        if blocks[index].label == CONTENTS:
            names.add(name)  # the reader has found it by its leaders
        if blocks[index].label:
            continue
        if name in names or not _is_entry(text):
            break
        entries.append(index)
        if len(name) > 3 and _PAGE_AT_END.search(text):
            names.add(name)
    # What follows the last page number is the list of annexes, or no entry.
    while entries and not _PAGE_AT_END.search(blocks[entries[-1]].text):
        if _as_opening(blocks[entries[-1]]) or _is_listed_annex(blocks, entries):
            break
        entries.pop()
    return [start, *entries] if names else []


def _entry_name(text: str) -> str:
    return " ".join(re.findall(r"\w+", _PAGE_AT_END.sub("", text).lower()))


def _is_entry(text: str) -> bool:
    if len(text) > _LONGEST_ENTRY:
        return False
    return bool(_PAGE_AT_END.search(text)) or not ends_sentence(text)


def _is_listed_annex(blocks: Sequence[Block], entries: Sequence[int]) -> bool:
    """Return whether the last entry is in the list of annexes: "1. Dates of visits"."""
    text = blocks[entries[-1]].text
    if any_candidate(text) is None:
        return False
    return any(re.match(rf"(?:{_ANNEX})", blocks[i].text, re.IGNORECASE) for i in entries[:-1])


def marks(blocks: Sequence[Block]) -> Iterator[Mark]:
    """Yield the numbers at the start of the blocks, and the headings that may open a part."""
    below_heading = False
    for position, block in enumerate(blocks):
        if opening_name(block):
            yield Mark(position, None, _PART_SKIP)
            below_heading = True
        elif (candidate := any_candidate(block.text)) is not None:
            skip, accept = _prices(block, candidate)
            yield Mark(position, candidate, skip, accept, below_heading)
            below_heading = skip == _HEADING_SKIP
        elif _looks_like_heading(block):
            below_heading = True
        elif ends_sentence(block.text):
            below_heading = False


def opening_name(block: Block) -> str:
    """Return the name of the part that a block opens: "annex II", "part two"; "" if it is none."""
    match = _as_opening(block)
    if match is None:
        return ""
    words = match["name"].split()
    return " ".join(word if _ORDINAL.fullmatch(word) else word.lower() for word in words)


def _as_opening(block: Block) -> re.Match[str] | None:
    text = block.text
    # A name below the title of an annex was joined to it, and each of them can be long.
    longest = max(map(len, text.split(" – ")))
    if longest > LONGEST_HEADING or text.endswith((";", ",")):
        return None
    match = _OPENING.fullmatch(text) or _PART_OPENING.fullmatch(text)
    # "Annex I. It was adopted at the second meeting." is a sentence.
    return None if match is None or (text.endswith(".") and len(text) > _SHORT) else match


def _looks_like_heading(block: Block) -> bool:
    text = block.text
    if block.level:
        return True
    short = len(text) <= LONGEST_HEADING and not ends_sentence(text)
    return short and any(kind in (ROMAN, LETTER) for kind, _, _ in ordinals(text))


def _prices(block: Block, candidate: Candidate) -> tuple[float, float]:
    """Return the price of not reading a number as a paragraph's, and the price of doing so."""
    text = block.text[candidate.end :]
    is_sentence = ends_sentence(text)
    if block.level and len(block.text) < 120 and not block.text.endswith("."):
        return _HEADING_SKIP, _HEADING_ACCEPT  # conclusions in bold are sentences
    if text[:1].islower():
        return _LOWER_SKIP, _LOWER_ACCEPT
    if len(text) < _SHORT and not is_sentence:
        return _FRAGMENT_SKIP, _FRAGMENT_ACCEPT
    return _SENTENCE_SKIP, 0.0
