"""Documents that a text names again without their symbol: "ibid.", "op. cit.", "note 12 above".

What such a word means is said only if the text leaves no doubt: one document, and not two, stands
where the word points to.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.extracts.named import Named, pinpoint_of

# "Idem" before a title is the same author, and not the same document. A place or an end follows.
_IBID = re.compile(
    r"\b(?P<ibid>[Ii]bid\b\.?|(?:[Ii]dem\b\.?|[Ii]d\.)"
    r"(?=\s*(?:$|[;.)]|,?\s(?:at\s)?(?:paras?\b|paragraphs?\b|pp?\.|annex|sect|chap|art))))"
)
# In the text of a paragraph, the word stands in brackets or before a place.
_IN_TEXT = re.compile(r"\s*(?:\)|,\s(?:paras?\b|paragraphs?\b|annex|sect|chap|art|pp?\.))")
_NOTE = re.compile(
    r"(?:\b[Oo]p\.\s?cit\.|\bsupra\b),?\s*\(?(?:see\s)?(?:foot)?note\s(?P<after>\d{1,4})\b|"
    r"\b(?:foot)?note\s(?P<before>\d{1,4})\s(?:above|supra)\b"
)
_OP_CIT = re.compile(r"\b(?:[Oo]p\.|[Ll]oc\.)\s?cit\.")
_CLAUSE = re.compile(r";\s|\.\s+(?=[A-ZÀ-Þ“(])")
_LEAD = re.compile(r"^\W*(?:(?:see|also|cf\.?|e\.g\.?|quoted in|cited in)\b[\s,]*)+", re.IGNORECASE)


class Again:
    """Finds what is named again in the texts of one report, given in order."""

    def __init__(self) -> None:
        # By mark: the text of a footnote, and the document that is its only source.
        self._notes: dict[str, tuple[str, Named | None]] = {}
        self._last: Named | None = None
        self._mark = ""

    def in_text(self, text: str, named: Sequence[Named]) -> list[Named]:
        """Return the documents of a paragraph, with those that it names again."""
        found = [
            replace(before[-1], start=match.start(), end=match.end("ibid"))
            for match in _IBID.finditer(text)
            if _IN_TEXT.match(text, match.end())
            and len(before := _before(text, match.start(), named)) == 1
            # No other source stands in brackets between them.
            and text.count("(", before[-1].end, match.start()) <= 1
        ]
        return _in_order(text, named, found)

    def in_note(self, text: str, mark: str, named: Sequence[Named]) -> list[Named]:
        """Return the documents of a footnote, with those that it names again."""
        follows = mark.isdigit() and self._mark.isdigit() and int(mark) == int(self._mark) + 1
        found = list(self._ibid(text, named, self._last if follows else None))
        known = _in_order(text, named, found)
        found += self._of_notes(text, known)
        found += self._of_author(text, _in_order(text, named, found))
        whole = _in_order(text, named, found)
        self._last, self._mark = _only_source(text, whole), mark
        self._notes[mark] = text, self._last
        return whole

    def _ibid(self, text: str, named: Sequence[Named], last: Named | None) -> Iterator[Named]:
        """Yield what each "ibid." means: the one document before it, or that of the note before."""
        begin = 0
        for match in _IBID.finditer(text):
            before = _before(text, match.start(), named)
            between = text[max(begin, before[-1].end if before else 0) : match.start()]
            if before and before[-1].start >= begin:
                last = before[-1] if len(before) == 1 else None
            # Nothing but a place, and one stop, stands between them: no other source.
            if len(_CLAUSE.findall(between)) > 1 or (not before and _LEAD.sub("", between).strip()):
                last = None
            if last is not None:
                yield replace(last, start=match.start(), end=match.end("ibid"))
            begin = match.end()

    def _of_notes(self, text: str, known: Sequence[Named]) -> Iterator[Named]:
        """Yield the document of another footnote that a footnote names by its mark."""
        for match in _NOTE.finditer(text):
            _, same = self._notes.get(match["after"] or match["before"], ("", None))
            if same is not None and not _in_clause(text, match.start(), known):
                yield replace(same, start=match.start(), end=match.end())

    def _of_author(self, text: str, known: Sequence[Named]) -> Iterator[Named]:
        """Yield the one document that the footnotes before name with an author: "X, op. cit."."""
        for match in _OP_CIT.finditer(text):
            begin = max((m.end() for m in _CLAUSE.finditer(text, 0, match.start())), default=0)
            author = _LEAD.sub("", text[begin : match.start()]).strip(" ,(")
            if _in_clause(text, match.end(), known) or not author[:1].isupper():
                continue
            found = [document for note, document in self._notes.values() if author in note]
            if found and found[0] and all(one and one.cited == found[0].cited for one in found):
                yield replace(found[0], start=match.start(), end=match.end())


def _only_source(text: str, documents: Sequence[Named]) -> Named | None:
    """Return the document of a footnote that has no other source; semicolons part sources."""
    one = len({document.cited for document in documents}) == 1
    return documents[0] if one and ";" not in text.rstrip(" ;") else None


def _before(text: str, place: int, named: Sequence[Named]) -> list[Named]:
    """Return the documents of the last clause before a place that names any, each once."""
    own = [one for one in named if one.end <= place]
    if not own:
        return []
    begin = max((match.end() for match in _CLAUSE.finditer(text, 0, own[-1].start)), default=0)
    clause = {one.cited: one for one in own if one.start >= begin}
    return list(clause.values())


def _in_clause(text: str, place: int, known: Sequence[Named]) -> bool:
    """Return whether a document is named in the clause of a place already."""
    begin = max((match.end() for match in _CLAUSE.finditer(text, 0, place)), default=0)
    end = _CLAUSE.search(text, place)
    return any(begin <= one.start < (end.start() if end else len(text)) for one in known)


def _in_order(text: str, named: Sequence[Named], again: Sequence[Named]) -> list[Named]:
    placed = [replace(one, pinpoint=pinpoint_of(one, text)) for one in again]
    return sorted([*named, *placed], key=lambda one: (one.start, one.end))
