"""Gather the signals of question sets, as the pipeline works them out."""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.evaluation.grading import share_found
from assistant.evaluation.question_file import alternatives
from assistant.evidence.lists import with_items
from corpus import Document, Paragraph, Span
from index.storage.location import parse_location
from scripts.command import Bars
from scripts.opening import open_assistant

Matrix = npt.NDArray[np.float64]
Labels = npt.NDArray[np.bool_]

# The reader was trained on one half of this set; that half is not used.
_TRAINED_SET, _SEED = "clapnq.questions.jsonl", 78176
_MAX_CHARACTERS = 900


@dataclass(frozen=True, slots=True)
class Sample:
    """The signals of a set's questions, shape (questions, signals), and what is known of them.

    ``labels``: whether the question has an answer. ``right``: whether the sentences that would be
    quoted are a full answer; None for a set that does not say what one contains. ``groups``: the
    report of each question, or its position if the set has one report.
    """

    rows: Matrix
    labels: Labels
    groups: npt.NDArray[np.int64]
    right: Labels | None = None

    def where(self, chosen: Labels) -> "Sample":
        """Return the sample of the chosen questions."""
        right = None if self.right is None else self.right[chosen]
        return Sample(self.rows[chosen], self.labels[chosen], self.groups[chosen], right)


def gather(path: Path, library: str, options: argparse.Namespace) -> Sample:
    """Return the signals of each question of a set, as the pipeline works them out."""
    texts = path.with_name(path.name.replace(".questions.", ".paragraphs."))
    with tempfile.TemporaryDirectory() as folder:
        if not library and texts != path and texts.exists():
            library = str(_build(texts, Path(folder)))
        location = parse_location(library) if library else options.library
        opened = vars(options) | {"library": location}
        assistant = open_assistant(argparse.Namespace(**opened))
        rows, labels, right, reports = [], [], [], []
        for line in _lines(path):
            # Other sets have both sides of a conversation; ours have only the questions.
            turns = line.get("history") or []
            history = turns[::2] if texts != path else turns
            ranking = assistant.rank(
                " ".join(line["question"].split())[:_MAX_CHARACTERS],
                list(dict.fromkeys([*history[:1], *history[-1:]])),
                symbols=[line["symbol"]] if line.get("symbol") else None,
            )
            if ranking:
                rows.append(astuple(ranking.signals))
                labels.append(line["answerable"])
                right.append(line["answerable"] and _is_full(line, ranking.chosen))
                reports.append(line.get("document", ""))
    order = {report: i for i, report in enumerate(dict.fromkeys(reports))}
    groups = [order[report] if len(order) > 1 else i for i, report in enumerate(reports)]
    graded = np.array(right, bool) if texts == path else None
    return Sample(np.array(rows, float), np.array(labels, bool), np.array(groups), graded)


def _is_full(line: dict[str, Any], chosen: Sequence[Span]) -> bool:
    spans = [alternatives(span) for span in line.get("spans", ())]
    return share_found(spans, [with_items(span).text for span in chosen]) == 1


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    lines = [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()]
    lines = [line for line in lines if line["answerable"] is not None]
    if path.name == _TRAINED_SET:
        trained = trained_half(len(lines))
        lines = [line for line, seen in zip(lines, trained, strict=True) if not seen]
    yield from lines


def _build(texts: Path, library: Path) -> Path:
    from index.building.build import build
    from index.models.encoder import open_encoder
    from index.models.late_interaction import open_late

    lines = [json.loads(line) for line in texts.read_text(encoding="utf-8").splitlines()]
    paragraphs = tuple(
        Paragraph(texts.name, line["id"], " ".join(line["text"].split()) or "-") for line in lines
    )
    document = Document(texts.name, texts.name, paragraphs)
    with Bars() as bars:
        build(library, [document], encoder=open_encoder(), late=open_late(), progress=bars.update)
    return library


def trained_half(size: int) -> Labels:
    """Return which questions of a set of this size are in the half that trains the reader."""
    half: Labels = np.random.default_rng(_SEED).permutation(size) < size // 2
    return half
