"""What changed from one version of a report to the next, by paragraph number."""

from dataclasses import dataclass

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


def compare(old: Document, new: Document) -> Changes:
    """Compare two versions; numbered paragraphs count, and white space does not."""
    before, after = _texts(old), _texts(new)
    return Changes(
        tuple(label for label in after if label in before and before[label] != after[label]),
        tuple(label for label in after if label not in before),
        tuple(label for label in before if label not in after),
    )


def _texts(document: Document) -> dict[str, str]:
    return {
        paragraph.label: " ".join(paragraph.text.split())
        for paragraph in document.paragraphs
        if paragraph.number
    }
