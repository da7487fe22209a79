"""The footnotes of a page: which elements are marks, and which element is the note of each mark.

Pages link a mark to its note, or print both marks as superscripts, or list the notes by number at
the end. A link to another paragraph is not a footnote mark.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus.document import Footnote
from corpus.readers.html_tree import block_around, is_block, kind_of, plain_text

_MARK = re.compile(r"[\[(]?(\d{1,3}|[a-z]|[ivx]{1,4}|[*†‡§∗]{1,4})[\])]?,?")
_SUPERSCRIPT_CLASS = re.compile(
    r"(?:^|\s)(?:superscript|super|sup|(?:foot|end)?note-?ref|fn-?ref)(?:\s|$)"
)
_CONTAINER = re.compile(r"(?:^|[\s_-])(?:foot|end)?notes(?:$|[\s_-])|doc-(?:endnotes|footnote)")
_NOTE_NAME = re.compile(r"(?:^|[^a-z])(?:foot|end)?note|fn|ftn|edn|cite", re.IGNORECASE)
_SUPERSCRIPT = re.compile(r"vertical-align\s*:\s*super")
_BACK_LINK = re.compile(r"[\s↩↑⏎^\ufe0e]+$")
_LEADING_NUMBER = re.compile(r"\[?(\d{1,3})(?:[\].)]|\s)\s*\S")
_NOTES = re.compile(
    r"(?:foot|end)?notes?|notes? de bas de page|references|notas?|примечания|注|الحواشي", re.I
)


@dataclass
class Notes:
    """The footnotes of a page.

    ``of`` has the footnote of each element that is a mark. ``elements`` are the notes and their
    blocks. ``loose`` are notes to which no mark refers.
    """

    of: dict[Any, Footnote] = field(default_factory=dict)
    elements: set[Any] = field(default_factory=set)
    loose: set[Any] = field(default_factory=set)

    def add(self, reference: Any, mark: str, note: Any) -> None:
        """Record that a mark refers to a note."""
        text = re.sub(rf"^[\[(^↑\s]*{re.escape(mark)}(?!\w)[\]).:\s]*", "", plain_text(note))
        self.of[reference] = Footnote(mark, _BACK_LINK.sub("", text))
        self.elements.add(note)


def find_notes(root: Any) -> Notes:
    """Return the footnotes of a page."""
    notes = Notes()
    place = {element: index for index, element in enumerate(root.iter())}
    _add_linked(root, place, notes)
    raised = [e for e in place if _is_superscript(e) and _mark(e) and not _is_known(e, notes)]
    references = [element for element in raised if _text_before(element)]
    starts: dict[str, list[Any]] = {}
    for element in raised:
        block = block_around(element)
        if not _text_before(element) and plain_text(block) != plain_text(element):
            starts.setdefault(_mark(element), []).append(element)
    listed = _listed(references, place)
    for reference in references:
        mark = _mark(reference)
        later = (e for e in starts.get(mark, ()) if place[e] > place[reference])
        nearest = next(later, None)
        if nearest is not None:
            notes.add(reference, mark, block_around(nearest))
        elif mark in listed:
            notes.add(reference, mark, listed[mark])
    blocks = {block_around(element) for same in starts.values() for element in same}
    notes.loose = {b for b in blocks if b not in notes.elements} if notes.elements else set()
    notes.loose |= {b for b in _in_containers(root) if not _is_known(b, notes)}
    return notes


def _in_containers(root: Any) -> Iterator[Any]:
    """Yield the lowest blocks inside the elements that are named as those of the notes."""
    for element in root.iter():
        if not isinstance(element.tag, str) or kind_of(element) in ("html", "body", "main"):
            continue
        names = " ".join(element.get(name) or "" for name in ("class", "id", "role"))
        if _CONTAINER.search(names.lower()):
            for block in element.iter():
                if is_block(block) and not any(map(is_block, block.iterdescendants())):
                    yield block


def _add_linked(root: Any, place: dict[Any, int], notes: Notes) -> None:
    by_id = {
        element.get(name): element
        for element in reversed(place)
        if isinstance(element.tag, str)
        for name in ("name", "eId", "id")
        if element.get(name)
    }
    marks_of: dict[Any, set[str]] = {}
    found: list[tuple[Any, str, Any]] = []
    for link in (link for link in place if kind_of(link) in ("a", "ref", "noteRef")):
        target = by_id.get((link.get("href") or " ")[1:])
        mark = _mark(link)
        if target is not None and mark and _refers_to_note(link, target):
            note = _note_at(target)
            # A link back from a note leads to a place before it.
            if place[note] > place[link] or kind_of(link) == "noteRef":
                marks_of.setdefault(note, set()).add(mark)
                found.append((link, mark, note))
    for link, mark, note in found:
        if len(marks_of[note]) == 1 and len(plain_text(note).split()) > 1:
            notes.add(link, mark, note)


def _note_at(target: Any) -> Any:
    """Return the note to which a link leads: the target, or the block or row around it."""
    note = target if len(plain_text(target).split()) > 1 else block_around(target)
    return note.getparent() if kind_of(note) == "td" else note


def _refers_to_note(link: Any, target: Any) -> bool:
    names = " ".join(
        filter(None, (link.get("href"), link.get("class"), link.get("role"), target.get("class")))
    )
    raised = any(_is_superscript(e) for e in (link, link.getparent(), *link)) or any(
        _is_superscript(e) for e in link.iterancestors("sup")
    )
    bracketed = bool(re.fullmatch(r"\[.*\]", plain_text(link)))
    return raised or bracketed or kind_of(link) == "noteRef" or bool(_NOTE_NAME.search(names))


def _listed(references: list[Any], place: dict[Any, int]) -> dict[str, Any]:
    """Return by their numbers the notes that stand in a list after a rule or below a heading."""
    marks = {_mark(reference) for reference in references}
    last = max((place[reference] for reference in references), default=len(place))
    below: list[Any] | None = None
    for element, index in place.items():
        if index <= last or not isinstance(element.tag, str):
            continue
        begins = kind_of(element) == "hr" or (
            kind_of(element) not in ("ol", "li") and bool(_NOTES.fullmatch(plain_text(element)))
        )
        if begins:
            below = []
        elif below is not None and is_block(element):
            below.append(element)
    found: dict[str, Any] = {}
    for element in below or ():
        parent = element.getparent()
        number = _LEADING_NUMBER.match(plain_text(element))
        if kind_of(element) == "li" and kind_of(parent) == "ol":
            found.setdefault(str(parent.index(element) + 1), element)
        elif number and kind_of(element) in ("p", "div", "li"):
            found.setdefault(number[1], element)
    return found if marks and set(found) <= marks else {}


def _is_known(element: Any, notes: Notes) -> bool:
    around = (element, *element.iterancestors())
    return any(e in notes.of or e in notes.elements for e in around) or any(
        inner in notes.of for inner in element.iter()
    )


def _is_superscript(element: Any) -> bool:
    if not isinstance(element.tag, str):
        return False
    raised = bool(_SUPERSCRIPT.search((element.get("style") or "").lower()))
    named = bool(_SUPERSCRIPT_CLASS.search((element.get("class") or "").lower()))
    return kind_of(element) == "sup" or raised or named


def _mark(element: Any) -> str:
    match = _MARK.fullmatch("".join("".join(element.itertext()).split()))
    return match[1] if match else ""


def _text_before(element: Any) -> bool:
    """Return whether the block of an element has text before the element."""
    block = block_around(element)
    while element is not block:
        before = element.getprevious()
        while before is not None:
            if (before.tail or "").strip() or plain_text(before):
                return True
            before = before.getprevious()
        element = element.getparent()
        if (element.text or "").strip():
            return True
    return False
