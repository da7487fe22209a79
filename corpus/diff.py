"""The differences between two versions of a report, by paragraph number."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from corpus.document import Document


@dataclass(frozen=True, slots=True)
class Changes:
    """The labels of the paragraphs that differ (``14``, ``annex I, 3``), in the report's order."""

    changed: tuple[str, ...]
    appeared: tuple[str, ...]
    vanished: tuple[str, ...]

    def __bool__(self) -> bool:
        """Return whether the two versions differ."""
        return bool(self.changed or self.appeared or self.vanished)

    def __str__(self) -> str:
        """Return the changes in one line: ``changed 14; appeared 77, 78; vanished none``."""
        labels_by_kind = zip(
            ("changed", "appeared", "vanished"),
            (self.changed, self.appeared, self.vanished),
            strict=True,
        )
        return "; ".join(f"{kind} {', '.join(labels) or 'none'}" for kind, labels in labels_by_kind)


@dataclass(frozen=True, slots=True)
class Revision:
    """Two versions of one paragraph, compared word by word.

    Each item of ``pieces`` is a status and a run of words. The status is "same", "gone" or "new".
    """

    label: str
    pieces: tuple[tuple[str, str], ...]


def diff(old: Document, new: Document) -> Changes:
    """Return the labels of the numbered paragraphs that differ; white space is ignored."""
    before, after = _texts(old), _texts(new)
    return Changes(
        tuple(label for label in after if label in before and before[label] != after[label]),
        tuple(label for label in after if label not in before),
        tuple(label for label in before if label not in after),
    )


def revisions(old: Document, new: Document) -> Iterator[Revision]:
    """Yield the paragraphs that differ in the new version's order, then the removed paragraphs."""
    before, after = _texts(old), _texts(new)
    for label in [*after, *(label for label in before if label not in after)]:
        old_words, new_words = before.get(label, "").split(), after.get(label, "").split()
        if old_words != new_words:
            yield Revision(label, tuple(_pieces(old_words, new_words)))


def _pieces(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", " ".join(new[k:m])
            continue
        if j > i:
            yield "gone", " ".join(old[i:j])
        if m > k:
            yield "new", " ".join(new[k:m])


def _texts(document: Document) -> dict[str, str]:
    return {
        paragraph.label: " ".join(paragraph.text.split())
        for paragraph in document.paragraphs
        if paragraph.number
    }
