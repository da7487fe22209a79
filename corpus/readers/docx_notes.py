"""The footnotes and endnotes of Word documents, and notes that authors typed without Word's."""

import re
from collections.abc import Sequence
from typing import Any

from corpus.document import Footnote
from corpus.readers.docx_drafts import Draft
from corpus.readers.docx_formats import format_label
from corpus.readers.docx_styles import Styles, child_value
from corpus.readers.docx_text import TextReader
from corpus.readers.package import W

_DEFAULT_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}
_MARK = re.compile(r"\[?(\d{1,3}|[a-z]|[*†‡§]{1,3})\]?")


class Notes:
    """The footnotes and endnotes of a document; the marks are counted as they are referred to."""

    def __init__(self, roots: Sequence[Any], settings: Sequence[Any], styles: Styles) -> None:
        """Load the notes.

        Args:
            roots: the root elements of the parts with notes.
            settings: elements with settings of notes, the most general first.
            styles: the styles of the document.
        """
        self._styles = styles
        self._notes: dict[tuple[str, str], Any] = {}
        self._counts = dict.fromkeys(_DEFAULT_FORMS, 0)
        self._forms = dict(_DEFAULT_FORMS)
        for kind in _DEFAULT_FORMS:
            for root in roots:
                for note in root.iter(f"{W}{kind}"):
                    self._notes[kind, note.get(f"{W}id", "")] = note
            for element in settings:
                for properties in element.iter(f"{W}{kind}Pr"):
                    self._forms[kind] = child_value(properties, "numFmt") or self._forms[kind]
                    start = child_value(properties, "numStart")
                    if start.isdecimal():
                        self._counts[kind] = int(start) - 1

    def take(self, kind: str, key: str, mark: str) -> Footnote | None:
        """Return the note of a reference; None if there is no such note.

        Args:
            kind: "footnote" or "endnote".
            key: the id of the note.
            mark: the printed mark; "" if Word counts this note.
        """
        note = self._notes.get((kind, key))
        if not mark:
            self._counts[kind] += 1
            mark = format_label(self._counts[kind], self._forms[kind])
        if note is None:
            return None
        reader = TextReader(self._styles, lambda *_: None)
        texts = [reader.read(paragraph, None).text for paragraph in note.iter(f"{W}p")]
        text = " ".join(" ".join(texts).split())
        return Footnote(mark, text.removeprefix(mark).lstrip() if not mark.isalnum() else text)


def attach_typed_notes(drafts: Sequence[Draft]) -> None:
    """Make notes of the paragraphs that begin with a raised mark which the text has before them.

    The mark is taken out of the text. The note belongs to the paragraph with the mark, and its own
    paragraph becomes empty.
    """
    waiting: dict[str, list[tuple[Draft, int]]] = {}
    for draft in drafts:
        marks = _marks(draft)
        if marks and marks[0][1] == 0 and (places := waiting.pop(marks[0][0], None)):
            mark = marks[0][0]
            text = " ".join("".join(text for text, _ in draft.pieces[1:]).split())
            for owner, index in places:
                owner.pieces[index] = "", owner.pieces[index][1]
                owner.notes.append(Footnote(mark, text))
            draft.pieces = []
            continue
        for mark, index in marks:
            if index > 0:
                waiting.setdefault(mark, []).append((draft, index))


def _marks(draft: Draft) -> list[tuple[str, int]]:
    """Return the raised marks of a paragraph, and the indices of their pieces among the texts."""
    pieces = draft.pieces = [piece for piece in draft.pieces if piece[0]]
    while pieces and not pieces[0][0].strip():
        pieces.pop(0)
    return [
        (match[1], index)
        for index, (text, run) in enumerate(pieces)
        if run.raised and (match := _MARK.fullmatch(text.strip()))
    ]
