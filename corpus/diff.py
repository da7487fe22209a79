"""The differences between two reports, or two versions of a report.

Texts that belong together are found by their words and their order (``corpus.alignment``), not by
their numbers: an inserted paragraph does not make those after it differ. Two languages are paired
by number and order, and their words are not compared.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.alignment import Paired, Text, align, align_by_number
from corpus.document import Document
from corpus.units import KINDS, Unit, units_of
from corpus.wording import Piece, compare_words, words_of

Status = Literal[
    "same", "renumbered", "moved", "changed", "added", "removed", "translated", "moved_away"
]
# Those of the texts; "moved_away" marks the place that a text was moved from.
STATUSES: tuple[Status, ...] = (
    "same", "renumbered", "moved", "changed", "added", "removed", "translated",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """A text in both versions, or in one of them.

    ``status`` is "same", "renumbered" (the same words under another number), "moved" (the same or
    like words elsewhere), "changed" (other words), "added" (only in the new version), "removed"
    (only in the old), or "translated" (in another language). "moved_away" stands where a text that
    was moved stood before; it is in ``Comparison.shown`` only. ``pieces`` are the words as both
    print them; there are none if only one has the text or the words are not compared.
    """

    status: Status
    old: Unit | None
    new: Unit | None
    pieces: tuple[Piece, ...] = ()

    @property
    def unit(self) -> Unit:
        """The text in the new version, or in the old one if only that has it."""
        one = self.new or self.old
        if one is None:
            raise ValueError("A pair has at least one text")
        return one

    @property
    def differs(self) -> bool:
        """Whether the words or the place differ; a new number alone is no difference of these."""
        return self.status in ("moved", "changed", "added", "removed", "moved_away")

    @property
    def has_other_words(self) -> bool:
        """Whether both versions have the text, with different words."""
        return any(piece.status != "same" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports, and their texts in the order of the new one; removed texts where they were.

    ``shown`` are the ``pairs`` for somebody who reads them in order: a text that was moved is there
    where it stands now, and is marked where it stood.
    """

    old: Document
    new: Document
    pairs: tuple[Pair, ...]
    shown: tuple[Pair, ...]

    @property
    def counts(self) -> dict[str, Counter[str]]:
        """How many texts have each status, by the kind of the text."""
        counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
        for pair in self.pairs:
            counts[pair.unit.kind][pair.status] += 1
        return counts

    @property
    def same(self) -> bool:
        """Whether no words and no numbers differ."""
        return all(pair.status in ("same", "translated") for pair in self.pairs)


@dataclass(frozen=True, slots=True)
class Changes:
    """The labels of the texts that differ (``14``, ``annex I, 3``), in the report's order.

    ``renumbered`` and ``moved`` have the old and the new label of each text.
    """

    changed: tuple[str, ...]
    appeared: tuple[str, ...]
    vanished: tuple[str, ...]
    renumbered: tuple[tuple[str, str], ...] = ()
    moved: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        """Return whether the two versions differ."""
        return any((self.changed, self.appeared, self.vanished, self.renumbered, self.moved))

    def __str__(self) -> str:
        """Return the changes in one line: ``changed 14; appeared 15; vanished none``.

        If there are any, ``; renumbered 15-76 as 16-77; moved 3 to 9`` follows.
        """
        labels_by_kind = zip(
            ("changed", "appeared", "vanished"),
            (self.changed, self.appeared, self.vanished),
            strict=True,
        )
        parts = [f"{kind} {', '.join(labels) or 'none'}" for kind, labels in labels_by_kind]
        if self.renumbered:
            parts.append(f"renumbered {', '.join(ranges(self.renumbered, '{} as {}'))}")
        if self.moved:
            parts.append(f"moved {', '.join(ranges(self.moved, '{} to {}'))}")
        return "; ".join(parts)


def compare(old: Document, new: Document) -> Comparison:
    """Compare two reports text by text, and the texts that belong together word by word."""
    before, after = units_of(old), units_of(new)
    translated = old.language != new.language
    placed: list[tuple[int | None, int | None, Pair]] = []
    for kind in KINDS:
        own = [i for i, unit in enumerate(before) if unit.kind == kind]
        other = [j for j, unit in enumerate(after) if unit.kind == kind]
        texts, other_texts = [_text(before[i]) for i in own], [_text(after[j]) for j in other]
        paired = (align_by_number if translated else align)(texts, other_texts)
        for one in paired:
            i, j = own[one.old], other[one.new]
            placed.append((i, j, _pair(before[i], after[j], one, translated=translated)))
        gone = set(range(len(own))) - {one.old for one in paired}
        came = set(range(len(other))) - {one.new for one in paired}
        placed += [(own[i], None, Pair("removed", before[own[i]], None)) for i in gone]
        placed += [(None, other[j], Pair("added", None, after[other[j]])) for j in came]
    left = [
        (i, None, Pair("moved_away", p.old, p.new)) for i, _, p in placed if p.status == "moved"
    ]
    shown = tuple(_ordered([*placed, *left]))
    return Comparison(old, new, tuple(p for p in shown if p.status != "moved_away"), shown)


def diff(old: Document, new: Document) -> Changes:
    """Return the labels of the texts that differ; typography and white space are ignored."""
    return changes_in(compare(old, new))


def changes_in(comparison: Comparison) -> Changes:
    """Return the labels of the texts that differ."""
    pairs = comparison.pairs
    both = [
        (pair.status, pair.old.label, pair.new.label) for pair in pairs if pair.old and pair.new
    ]
    return Changes(
        tuple(pair.unit.label for pair in pairs if pair.status == "changed"),
        tuple(pair.unit.label for pair in pairs if pair.status == "added"),
        tuple(pair.unit.label for pair in pairs if pair.status == "removed"),
        tuple((old, new) for status, old, new in both if status == "renumbered"),
        tuple((old, new) for status, old, new in both if status == "moved"),
    )


def ranges(labels: Sequence[tuple[str, str]], form: str) -> list[str]:
    """Return pairs of labels as text, neighbouring numbers as one range: "15-76 as 16-77"."""
    runs: list[list[tuple[str, str]]] = []
    for pair in labels:
        if runs and all(_follows(a, b) for a, b in zip(runs[-1][-1], pair, strict=True)):
            runs[-1].append(pair)
        else:
            runs.append([pair])
    return [
        form.format(*(a if a == b else f"{a}-{b}" for a, b in zip(run[0], run[-1], strict=True)))
        for run in runs
    ]


def _follows(label: str, after: str) -> bool:
    return label.isdecimal() and after.isdecimal() and int(after) == int(label) + 1


def _text(unit: Unit) -> Text:
    return Text(words_of(unit.text[unit.words_at :]), unit.number)


def _pair(old: Unit, new: Unit, paired: Paired, *, translated: bool) -> Pair:
    if translated:
        return Pair("translated", old, new)
    pieces = compare_words(old.text, new.text)
    status: Status = "renumbered" if old.number != new.number else "same"
    if any(piece.status != "same" for piece in pieces):
        words, other = words_of(old.text[old.words_at :]), words_of(new.text[new.words_at :])
        status = status if words == other else "changed"
    return Pair("moved" if paired.moved else status, old, new, pieces)


def _ordered(placed: Sequence[tuple[int | None, int | None, Pair]]) -> Iterator[Pair]:
    """Yield pairs in the order of the new version; a removed text follows what it followed."""
    place_of = {
        i: j for i, j, pair in placed if i is not None and j is not None and pair.status != "moved"
    }
    known = sorted(place_of)
    keyed: list[tuple[int, int, int, Pair]] = []
    before = -1
    removed = {i: pair for i, j, pair in placed if i is not None and j is None}
    for i in sorted([*known, *removed]):
        if i in removed:
            keyed.append((before, 1, i, removed[i]))
        else:
            before = place_of[i]
    keyed += [(j, 0, 0, pair) for _, j, pair in placed if j is not None]
    yield from (pair for *_, pair in sorted(keyed, key=lambda one: one[:3]))
