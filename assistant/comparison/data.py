"""A comparison as values that JSON supports, and its summary in words."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from assistant.output.i18n import say
from corpus import Document
from corpus.diff import STATUSES, Comparison, Pair, ranges
from corpus.units import KINDS, Unit


def to_dict(comparison: Comparison, pairs: Sequence[Pair] | None = None) -> dict[str, Any]:
    """Return a comparison as values that JSON supports.

    Args:
        comparison: the comparison.
        pairs: those of its pairs that are returned; None for all.

    Returns:
        ``old``, ``new``: ``document`` (symbol), ``language``, ``title``, ``issued``, ``source``;
        ``same``, whether no words and no numbers differ; ``counts``, how many texts have each
        status, by kind; ``pairs``: ``kind`` (paragraph, heading, footnote, table), ``status`` (see
        ``corpus.diff.Pair``), ``old``, ``new``: ``label``, ``reference`` (of the paragraph),
        ``position``, ``text``, or null if the report has no such text; ``pieces``: ``status``
        (same, gone, new), ``old``, ``new``, which are together the two texts.
    """
    chosen = comparison.pairs if pairs is None else pairs
    return {
        "old": _document(comparison.old),
        "new": _document(comparison.new),
        "same": comparison.same,
        "counts": {kind: dict(counts) for kind, counts in comparison.counts.items()},
        # Each pair has both its places, and is there once.
        "pairs": [_pair(pair, comparison) for pair in chosen if pair.status != "moved_away"],
    }


def to_json(comparison: Comparison, pairs: Sequence[Pair], _: str = "en") -> bytes:
    """Return ``to_dict`` as a file."""
    return json.dumps(to_dict(comparison, pairs), ensure_ascii=False, indent=1).encode()


def differing(comparison: Comparison) -> list[Pair]:
    """Return the pairs that are not the same; those that have only other numbers are left out.

    A text that was moved is there twice: see ``Comparison.shown``.
    """
    return [pair for pair in comparison.shown if pair.differs]


def names_of(comparison: Comparison) -> tuple[str, str]:
    """Return the symbols of both documents, with what tells them apart: language or file."""
    old, new = comparison.old, comparison.new
    names = _name(old), _name(new)
    if names[0] != names[1] or old.source == new.source:
        return names
    return f"{names[0]} ({old.source})", f"{names[1]} ({new.source})"


def _name(document: Document) -> str:
    language = "" if document.language == "English" else f" ({document.language})"
    return f"{document.symbol}{language}"


def label_of(pair: Pair) -> str:
    """Return the label of a text, both labels if they differ: ``14 → 15``."""
    labels = dict.fromkeys(unit.label for unit in (pair.old, pair.new) if unit)
    return " → ".join(labels)


def summary(comparison: Comparison, language: str = "en") -> Iterator[str]:
    """Yield sentences about a comparison: what is counted, what was renumbered, what is left out.

    ``Paragraphs: 70 same, 4 renumbered, 1 changed, 1 added``
    """
    for kind in KINDS:
        counts = comparison.counts[kind]
        found = [
            f"{counts[status]} {say(f'compared_{status}', language)}"
            for status in STATUSES
            if counts[status]
        ]
        if found:
            yield f"{say(f'compared_{kind}', language)}: {', '.join(found)}"
    renumbered = [
        (pair.old.label, pair.new.label)
        for pair in comparison.pairs
        if pair.status == "renumbered" and pair.old and pair.new and pair.old.kind == "paragraph"
    ]
    if renumbered:
        yield say("since_renumbered", language, ", ".join(ranges(renumbered, "{} → {}")))
    if comparison.old.language != comparison.new.language:
        yield say("compared_languages", language)
    elif not any(pair.differs for pair in comparison.pairs):
        yield say("compared_none", language)
    yield say("compared_cover", language)


def _document(document: Document) -> dict[str, Any]:
    return {
        "document": document.symbol,
        "language": document.language,
        "title": document.title,
        "issued": document.issued.isoformat() if document.issued else None,
        "source": document.source,
    }


def _pair(pair: Pair, comparison: Comparison) -> dict[str, Any]:
    return {
        "kind": pair.unit.kind,
        "status": pair.status,
        "old": _unit(pair.old, comparison.old),
        "new": _unit(pair.new, comparison.new),
        "pieces": [
            {"status": piece.status, "old": piece.old, "new": piece.new} for piece in pair.pieces
        ],
    }


def _unit(unit: Unit | None, document: Document) -> dict[str, Any] | None:
    if unit is None:
        return None
    return {
        "label": unit.label,
        "reference": document.paragraphs[unit.position].reference,
        "position": unit.position,
        "text": unit.text,
    }
