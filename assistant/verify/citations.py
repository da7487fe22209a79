"""Find the citations in a text: the symbol of a document, a place in it, or both.

"A/78/176, paras. 36–41", "para. 6 (e) of A/HRC/50/37", "ibid., annex II, para. 3", "General
Assembly resolution 70/1, para. 5". Places are read as those of questions are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.question.lexicon.addresses import (
    ANNEX,
    NOTES,
    PAGES,
    PARAGRAPHS,
    RESOLUTION_PARAGRAPH,
    SECTION,
)
from assistant.question.lexicon.facts import RESOLUTION_OF
from corpus import symbol as symbols

_IBID = re.compile(r"\b(?:ibid|ibidem|idem|op\.\s?cit|loc\.\s?cit|там же)\b\.?", re.IGNORECASE)
_PLACES = (RESOLUTION_PARAGRAPH, PARAGRAPHS, SECTION, ANNEX, PAGES, NOTES)
# Words for paragraphs in other languages than English, in place of which "para." is read.
_FOREIGN = re.compile(
    r"\bp[aá]r(?:r|rs|agraphes?|agrafos?)?\.?(?=\s*\d)|\bпп?\.(?=\s*\d)|\bпункт\w*(?=\s*\d)|"
    r"الفقر(?:ة|ات|تين)(?=\s*\d)|第(?=\s*\d+(?:\s*[-–—至]\s*\d+)?\s*段)",
    re.IGNORECASE,
)
_FOREIGN_AND = re.compile(r"(?<=\d)\s+(?:y|e|et|и|и\s+п\.|و)\s*(?=\d)|(?<=\d)至(?=\d)")
# The numbers of these paragraphs are those of a treaty and not of a report.
_IN_TREATY_BEFORE = re.compile(r"\b(?:art(?:icle)?s?\.?|rules?)\s+\d+(?:\s*\(\d+\))*,?\s*$", re.I)
_IN_TREATY_AFTER = re.compile(
    r"\s*(?:,\s*)?of\s+(?:(?:the|its|that|article)\s+)*(?:\w+\s+){0,5}?(?:Covenant|Convention|Charter|"
    r"Protocol|Declaration|Statute|Treaty|Agreement|Constitution|\d)\b"
)
_SUMMARY = re.compile(r"(?<=, )summary\b", re.IGNORECASE)
_BETWEEN = re.compile(
    r"[\s,，،(\[:]*(?:(?:of|in|at|to|from|the|its|his|her|their|said|same|report|document|resolution|"
    r"du|de|la|le|del|el|rapport|informe|документа?)\b\s*)*[\s,(\[]*",
    re.IGNORECASE,
)
# What may be before a citation, and what may be between a quotation and its citation.
SEE = r"(?:(?:see|also|cf\.?|quoted|cited|in|from|as|at|per|voir|véase|см\.?|e\.g\.,?|and)\s+)*"
DIRECTLY = re.compile(rf"[\"”’»“'」』\s.,;:，。…]*[(\[（—–-]*\s*{SEE}", re.IGNORECASE)
_LONGEST_BETWEEN = 60  # characters
_LONGEST_LABEL = 120  # characters
_GOES_ON = re.compile(r"(?:\.[A-Za-z]{1,5}\b)?(?:\.\w+)+")


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation: ``text[start:end]`` of the text that it is in.

    ``symbol`` is "" if the text has none; ``same`` says that it has "ibid." in its place.
    ``address`` is the place in the document, in English words, or "". ``rest`` is the text after
    the symbol: an address may have a form that only the document shows ("para. 3.I.26").
    """

    start: int
    end: int
    text: str
    symbol: str = ""
    address: str = ""
    same: bool = False
    rest: str = ""


def read_citations(text: str) -> list[Citation]:
    """Return the citations in a text, in order."""
    found: list[Citation] = []
    for part in _parts(text):
        last = found[-1] if found else None
        if last and _belong_together(last, part, text):
            found[-1] = Citation(
                last.start,
                part.end,
                text[last.start : part.end],
                last.symbol or part.symbol,
                ", ".join(filter(None, (last.address, part.address))),
                last.same or part.same,
                last.rest or part.rest,
            )
        else:
            found.append(part)
    return [one for one in found if one.symbol or one.same or _is_of_report(one, text)]


def _is_of_report(one: Citation, text: str) -> bool:
    """Return whether a place without a document is that of paragraphs of a report."""
    if not PARAGRAPHS.search(one.address):
        return False
    before, after = text[max(0, one.start - 40) : one.start], text[one.end : one.end + 80]
    return not _IN_TREATY_BEFORE.search(before) and not _IN_TREATY_AFTER.match(after)


def _parts(text: str) -> Iterator[Citation]:
    """Yield symbols, places and "ibid." in order; what overlaps belongs to the first."""
    english = _in_english(text)
    parts = [
        Citation(
            *match.span(),
            match[0],
            symbols.normalise(match[0]),
            rest=text[match.end() : match.end() + _LONGEST_LABEL],
        )
        for match in symbols.SYMBOL.finditer(text)
    ]
    parts += [
        Citation(*match.span(), match[0], _resolution(match))
        for match in RESOLUTION_OF.finditer(text)
    ]
    parts += [Citation(*match.span(), match[0], same=True) for match in _IBID.finditer(text)]
    for place in _PLACES:
        for match in place.finditer(english):
            shown = text[match.start() : match.end()]
            # The number may go on with a letter, "3.I.26"; then it is not read as far as "3".
            cut = _GOES_ON.match(text, match.end())
            address = "" if cut else match[0].strip()
            end = cut.end() if cut else match.end()
            parts.append(Citation(match.start(), end, shown + (cut[0] if cut else ""), "", address))
    for match in _SUMMARY.finditer(text):
        parts.append(Citation(*match.span(), match[0], address="summary"))
    end = 0
    for part in sorted(parts, key=lambda part: (part.start, -part.end)):
        if part.start >= end:
            end = part.end
            yield part


def _in_english(text: str) -> str:
    """Return a text of the same length with "¶" for the words for paragraphs."""
    text = _FOREIGN.sub(lambda match: "¶".ljust(len(match[0])), text)
    return _FOREIGN_AND.sub(lambda m: ("–" if "至" in m[0] else ",").rjust(len(m[0])), text)


def _resolution(match: re.Match[str]) -> str:
    body = next(name for name, text in match.groupdict().items() if text and name != "number")
    return f"{'A/HRC' if body == 'HRC' else body}/RES/{match['number']}"


def _belong_together(last: Citation, part: Citation, text: str) -> bool:
    """Return whether two neighbours are one citation: a document and a place in it."""
    between = text[last.end : part.start]
    if len(between) > _LONGEST_BETWEEN or not _BETWEEN.fullmatch(between):
        return False
    if part.symbol or part.same:
        return not last.symbol and not last.same
    # A second list of paragraphs is another citation; an annex and its paragraph are one.
    return not _is_last(last.address)


def _is_last(address: str) -> bool:
    return bool(PARAGRAPHS.search(address) or NOTES.search(address))
