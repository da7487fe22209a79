"""The recommendations of reports: who is urged to do something, by whom, how strongly, until when.

``docs/recommendations.md`` says which sentences count.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.extracts.acronyms import full_name, spelled_out
from assistant.extracts.actors import leading_actor
from assistant.extracts.asking import Reader, bare
from assistant.extracts.chains import Request
from assistant.extracts.deadlines import deadline
from assistant.extracts.introductions import governs, offers_recommendations
from assistant.extracts.reviews import is_numbered_item, recommending_states, state_under_review
from assistant.extracts.speakers import authors_speak, is_occasion, tells_of_others
from assistant.extracts.types import Column, Extract, Kind
from assistant.extracts.units import Unit, units
from corpus import Document, Span

_COLUMNS = (
    Column("addressee", "choice"),
    Column("verb"),
    Column("strength", "choice"),
    Column("by"),
    Column("theme", "choice"),
    Column("deadline", "date"),
)
_GENERIC = re.compile(
    r"^\W*(?:[IVX]+\.|[A-Z]\.|\d+\.)?\s*(?:(?:main|key|general|final|overall)\s)?(?:summary of\s)?"
    r"(?:the\s)?(?:conclusions?|recommendations?|observations?|findings|way forward|annex.*)"
    r"(?:(?:,|\sand/or|\sand|/)?\s(?:the\s|final\s)?(?:conclusions?|recommendations?|observations?|"
    r"way forward|next steps))*\W*$|^(?:identical )?letters? dated\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\s*(?:[IVXL]+|[A-Z]|\d+|\([a-z]+\))[.)]?\s+(?=\S)")
_TO = re.compile(r"^(?:(?:\w+ )?recommendations? )?(?:to|for|addressed to|directed at) ", re.I)
_BODY = re.compile(
    r"^\W*(?:(?:The|the) (?=[A-Z]))(?P<name>[A-Z][\w’,-]*(?: (?:[a-z]{2,3} )*[A-Z][\w’-]*)*),?$"
)
_MASTHEAD = 30  # paragraphs
_LONGEST = 4000  # characters of a sentence; what is longer is none
_OWN_PART = re.compile(r"\b(?:recommend|conclusion|observation)", re.IGNORECASE)
_PREAMBLE = re.compile(
    r"^\W*(?:(?:Deeply|Gravely|Also|Further|Again|Strongly|Seriously|Fully) )?(?:[A-Za-z]+ing|"
    r"Convinced|Mindful|Aware|Alarmed|Concerned|Conscious|Determined|Guided|Encouraged|Disturbed|Desirous)\b"
)


def _find(document: Document, library: Sequence[Document]) -> Iterator[Extract]:
    """Yield the recommendations of a report; ``library`` is not used.

    The phrases are English: a report in another language has no rows.
    """
    if document.language == "English":
        yield from _Report(document).rows()


class _Report:
    """Finds the recommendations of one report."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._reader = Reader(document)
        self._state = state_under_review(document)
        self._names = spelled_out(document)
        self._resolution = "/RES/" in document.symbol or "/L." in document.symbol
        for paragraph in document.paragraphs[:_MASTHEAD]:
            if paragraph.text.endswith(","):
                self._notice_body(Span(paragraph, 0, len(paragraph.text)))
        self._introduced: dict[Span, Request | None] = {}

    def rows(self) -> Iterator[Extract]:
        """Yield the rows in the order of the report."""
        reader, position, told = self._reader, -1, False
        for unit in units(self._document):
            if unit.position != position:
                position, told = unit.position, False
                reader.spoke = reader.authors.are_people
            self._notice_body(unit.span)
            requests = self._requests(unit, told=told)
            yield from self._rows_of(unit, requests)
            if not requests and not unit.introductions:
                told = self._tells(unit, told)
            reader.spoke = authors_speak(unit.span.text, reader.authors, reader.spoke)

    def _notice_body(self, span: Span) -> None:
        """Remember the body that decides what follows: "The Security Council,"."""
        for line in (*span.paragraph.headings[-1:], span.text):
            match = _BODY.match(line)
            if match and leading_actor(match["name"]):
                self._reader.body = match["name"]

    def _tells(self, unit: Unit, told: bool) -> bool:
        """Return whether the next sentence can be what others than the authors said."""
        if any(_OWN_PART.search(heading) for heading in unit.span.paragraph.headings[-2:]):
            return False
        return told or tells_of_others(unit.span.text, self._reader.authors)

    def _requests(self, unit: Unit, *, told: bool) -> list[Request]:
        text = unit.span.text
        if len(text) > _LONGEST or text.rstrip('”")').endswith("?") or self._is_preamble(text):
            return []
        found = self._of_item(unit) if unit.introductions else self._reader.read(text, told=told)
        if not found and self._is_of_review(unit):
            found = [Request("", "recommend", 0, self._state, "")]
        # The items are the rows, and not the last request, which introduces them.
        opens = (
            unit.opens
            and found
            and (found[-1].end == 0 or unit.introductions or governs(text, found[-1]))
        )
        return found[:-1] if opens else found

    def _is_of_review(self, unit: Unit) -> bool:
        """Return whether a unit is a recommendation of the universal periodic review."""
        listed = unit.introductions or is_numbered_item(unit.span.paragraph)
        return bool(self._state and listed and recommending_states(unit.span.text))

    def _is_preamble(self, text: str) -> bool:
        return bool(_PREAMBLE.match(text)) and (text.endswith(",") or self._resolution)

    def _of_item(self, unit: Unit) -> list[Request]:
        """Return what an item asks for: what its introduction asks, or what it asks itself."""
        text, told = unit.span.text, False
        for span in reversed(unit.introductions):
            request = self._of_introduction(span)
            if request is not None:
                own = self._reader.read(text) if request.form == "list" else []
                return own or [request]
            told = told or tells_of_others(span.text, self._reader.authors)
            told = told or is_occasion(span.text)
        names = (leading_actor(bare(span.text), first=True) for span in unit.introductions)
        by = next(filter(None, names), "")
        found = self._reader.read(text, told=told)
        return [request if request.by else replace(request, by=by) for request in found]

    def _of_introduction(self, span: Span) -> Request | None:
        """Return what the introduction of a list asks for, if its items say what is to be done."""
        if span not in self._introduced:
            request = next(reversed(self._reader.read(span.text)), None)
            if request is not None and not governs(span.text, request):
                request = None
            self._introduced[span] = request or offers_recommendations(span.text, self._state)
        return self._introduced[span]

    def _rows_of(self, unit: Unit, requests: Sequence[Request]) -> Iterator[Extract]:
        """Yield a row for each request; if there are several, each has its part of the sentence."""
        bounds = [0, *(request.start for request in requests[1:]), len(unit.span.text)]
        for request, (start, end) in zip(requests, pairwise(bounds), strict=False):
            yield self._row(unit, request, unit.span.text[start:end])

    def _row(self, unit: Unit, request: Request, part: str) -> Extract:
        headings = unit.span.paragraph.headings
        by = (self._state and recommending_states(unit.span.text)) or request.by
        values = {
            "addressee": full_name(
                _without_article(request.addressee or _of_headings(headings)), self._names
            ),
            "verb": request.verb,
            "strength": request.strength,
            "by": _without_article(by),
            "theme": _theme(headings),
            "deadline": deadline(part),
        }
        return Extract(self._document, unit.position, unit.span, values)


def _without_article(name: str) -> str:
    return re.sub(r"^(?:the|its|his|her|their|our|my)\s", "", name, flags=re.IGNORECASE)


def _of_headings(headings: Sequence[str]) -> str:
    """Return whom the headings address: "Recommendations to States", or "States" under it."""
    below = False
    found = ""
    for heading in headings:
        title = _NUMBER.sub("", heading)
        if match := _TO.match(title):
            found = leading_actor(title[match.end() :]) or found
        elif below and leading_actor(title, first=True) == title:
            found = title
        below = below or bool(re.search(r"recommend", title, re.IGNORECASE))
    return found


def _theme(headings: Sequence[str]) -> str:
    """Return the nearest heading that says what is recommended about."""
    for heading in reversed(headings):
        if not _GENERIC.match(heading) and not _BODY.match(heading):
            return _NUMBER.sub("", heading)
    return ""


KIND = Kind("recommendations", _COLUMNS, _find)
