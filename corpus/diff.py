"""What changed from one version of a report to the next, by paragraph number."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from corpus.document import Document


@dataclass(frozen=True, slots=True)
class Changes:
    """Labels of paragraphs, in the report's order: ``14``, ``annex I, 3``."""

    changed: tuple[str, ...]
    appeared: tuple[str, ...]
    vanished: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.changed or self.appeared or self.vanished)

    def __str__(self) -> str:
        """Say it in a line: ``changed 14; appeared 77, 78; vanished none``."""
        named = zip(
            ("changed", "appeared", "vanished"),
            (self.changed, self.appeared, self.vanished),
            strict=True,
        )
        return "; ".join(f"{what} {', '.join(labels) or 'none'}" for what, labels in named)


@dataclass(frozen=True, slots=True)
class Revision:
    """A paragraph in two versions, word by word.

    ``pieces`` are runs of words with what became of them: "same", "gone" or "new".
    """

    label: str
    pieces: tuple[tuple[str, str], ...]


def diff(old: Document, new: Document) -> Changes:
    """Compare two versions; numbered paragraphs count, and white space does not."""
    before, after = _texts(old), _texts(new)
    return Changes(
        tuple(label for label in after if label in before and before[label] != after[label]),
        tuple(label for label in after if label not in before),
        tuple(label for label in before if label not in after),
    )


def revisions(old: Document, new: Document) -> Iterator[Revision]:
    """Yield the paragraphs that differ, in the new version's order, and then those it lacks."""
    before, after = _texts(old), _texts(new)
    for label in [*after, *(label for label in before if label not in after)]:
        one, other = before.get(label, "").split(), after.get(label, "").split()
        if one != other:
            yield Revision(label, tuple(_pieces(one, other)))


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
