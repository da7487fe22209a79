"""The layout of plain text: which lines make a paragraph, and which belong to the page.

Two layouts are common: one paragraph a line, and lines of one width. In the second, a blank line,
an indent, a number or a short line shows where a paragraph begins.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.block import CONTENTS, PAGE_NUMBER, RUNNING_HEAD, Block
from corpus.dehyphenate import join_lines, printed_words
from corpus.numerals import BRACKETED, candidate, ordinals
from corpus.symbol import whole

# In a file with line breaks inside paragraphs, lines have at most this many characters. In a file
# with one paragraph a line, this share of the characters or more is in longer lines.
_WRAPPED_AT, _LONG_SHARE = 120, 0.3
_SHORT = 0.75  # of the width of the text
_INDENT = 2  # characters
# A number or a letter on a line of its own.
_MARK_ALONE = re.compile(r"\d{1,4}(?:(?:\.\d{1,4}){1,3}\.?|\.)|\((?:[a-z]|[ivx]{1,5})\)")
# The dots of a table of contents.
_LEADERS = re.compile(r"(?:\. ?){6,}|…(?: ?…){2,}")
_SENTENCE_END = re.compile(r"[.;:!?…。；：！？؟؛][\"”’»)\]\d]*$")
_FIRST_WORD = re.compile("[\u2e80-\u9fff\uff00-\uffef]|\\S+")
_ABBREVIATION = re.compile(r"\b(?:paras?|nos?|arts?|pp?|vols?|chaps?|sects?|cf|see|ibid)\.$", re.I)
_JOB = r"(?:GE\.)?\d\d-\d{5}(?:\s*\([EFSARC]\))?"
_PAGE_LINE = re.compile(
    rf"[-–—]\s*\d{{1,4}}\s*[-–—]|page\s+\d{{1,4}}(?:\s*(?:of|/)\s*\d{{1,4}})?|\d{{1,4}}|{_JOB}|"
    rf"{_JOB}\s+\d{{1,4}}(?:/\d{{1,4}})?|\d{{1,4}}(?:/\d{{1,4}})?\s+{_JOB}",
    re.IGNORECASE,
)
_PAGE_OF_PAGES = re.compile(r"\d{1,3}\s*/\s*\d{1,3}")
_EDGE = 2  # lines at the top and at the bottom of a page that may be running heads


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    indent: int
    page: int | None
    label: str = ""


def text_blocks(text: str) -> list[Block]:
    """Return the blocks of a plain text: paragraphs, headings and labelled lines.

    A form feed begins a page; ``page`` is None if the text has none.
    """
    lines = list(_lines(text))
    texts = [line.text for line in lines if line.text and not line.label]
    long = sum(len(text) for text in texts if len(text) > _WRAPPED_AT)
    wrapped = long < _LONG_SHARE * sum(map(len, texts))
    width = sorted(map(len, texts))[len(texts) * 9 // 10] if texts else 0
    words = printed_words(text)
    blocks: list[Block] = []
    mark = ""
    for group in _paragraphs(lines, width) if wrapped else ([line] for line in lines):
        if group[0].label:
            blocks.append(Block(group[0].text, page=group[0].page, label=group[0].label))
            continue
        joined = _joined(group, words)
        if not joined:
            continue
        if _MARK_ALONE.fullmatch(joined):
            blocks += [Block(mark.strip())] if mark else []
            mark = f"{joined} "  # the mark belongs to the next block
            continue
        blocks.append(Block(mark + joined, page=group[0].page))
        mark = ""
    return [*blocks, Block(mark.strip())] if mark else blocks


def _joined(group: Sequence[_Line], words: frozenset[str]) -> str:
    pieces = [group[0].text]
    for line in group[1:]:
        # A long paragraph is not copied for each of its lines.
        pieces[-1] = join_lines(pieces[-1], line.text, words).removesuffix(line.text)
        pieces.append(line.text)
    return " ".join("".join(pieces).split())


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines of a text; those of the page have a label."""
    pages = text.rstrip().split("\f")
    rows = [re.split(r"\r\n|[\r\n\v\x85\u2028\u2029]", page) for page in pages]
    edges = [_edges(page) for page in rows]
    heads = Counter(
        key for page, edge in zip(rows, edges, strict=True) for key in _keys(page, edge)
    )
    own = ""
    for number, (page, edge) in enumerate(zip(rows, edges, strict=True), start=1):
        for index, row in enumerate(page):
            stripped = " ".join(row.split())
            at_edge = len(pages) > 1 and index in edge
            symbol = (whole(stripped) or "") if "/" in stripped else ""
            label = ""
            if _LEADERS.search(stripped):
                label = CONTENTS
            elif _PAGE_LINE.fullmatch(stripped) or (at_edge and _PAGE_OF_PAGES.fullmatch(stripped)):
                label = PAGE_NUMBER
            elif (symbol and symbol == own) or (at_edge and number > 1 and heads[_key(row)] > 1):
                label = RUNNING_HEAD
            own = own or symbol
            indent = len(row.expandtabs()) - len(row.expandtabs().lstrip())
            yield _Line(stripped, indent, number if len(pages) > 1 else None, label)


def _edges(page: Sequence[str]) -> frozenset[int]:
    filled = [index for index, row in enumerate(page) if row.strip()]
    return frozenset(filled[:_EDGE] + filled[-_EDGE:])


def _keys(page: Sequence[str], edge: frozenset[int]) -> set[str]:
    return {_key(page[index]) for index in edge if not candidate(page[index].strip())}


def _key(row: str) -> str:
    """Return a line without what differs from page to page."""
    return re.sub(r"\d+", "#", " ".join(row.split()))


def _paragraphs(lines: Sequence[_Line], width: int) -> Iterator[list[_Line]]:
    """Yield the lines of each paragraph, and each labelled line alone."""
    group: list[_Line] = []
    blank = False
    for line in lines:
        if line.label == CONTENTS and group:
            yield group
            group = []
        if line.label:
            yield [line]
        elif not line.text:
            blank = True
        else:
            if group and _begins(line, group, width, blank=blank):
                yield group
                group = []
            group.append(line)
            blank = False
    if group:
        yield group


def _begins(line: _Line, group: Sequence[_Line], width: int, *, blank: bool) -> bool:
    """Return whether a line begins a paragraph after the lines of ``group``."""
    last = group[-1]
    ended = bool(_SENTENCE_END.search(last.text)) and not _ABBREVIATION.search(last.text)
    # The next word had room on a short line, so the line was ended on purpose.
    short = len(f"{last.text} {_FIRST_WORD.findall(line.text)[0]}") < _SHORT * width
    indented = line.indent >= last.indent + _INDENT
    numbered = bool(candidate(line.text) or _MARK_ALONE.fullmatch(line.text))
    if line.page != last.page and not ended and not numbered and not indented:
        return blank and short and _is_heading_mark(line.text)
    if blank:
        return True
    if numbered or _is_heading_mark(line.text):
        return ended or short or indented
    return (short and not line.text[0].islower()) or (ended and indented and len(group) > 1)


def _is_heading_mark(text: str) -> bool:
    return any(kind != BRACKETED for kind, _, _ in ordinals(text))
