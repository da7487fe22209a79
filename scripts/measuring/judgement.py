"""Measure whether the reader reads: pairs of questions and passages that differ in little.

Each line of the pairs has an unanswerable question and the paragraph that tempts to answer it, a
sentence that answers it and a distractor that does not, both to be inserted into the paragraph, and
a twin: a question of the same form that the paragraph answers. In a pair, question or passage is
the same, so that neither the form of the question nor the subject gives the label away.
"""

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Protocol

from corpus import Paragraph, Span
from corpus.errors import BadQuestionFile
from scripts.command import Bars, guarded
from scripts.measuring.minimal_pairs import Line, read_lines

if TYPE_CHECKING:
    from assistant.evaluation.tables import Column
    from index.models.reader import Judgement

_COLUMNS: tuple["Column", ...] = (("pairs", "pairs", "d"), ("ordered right", "right", ".3f"))


class _Reads(Protocol):
    """What is used of ``index.models.reader.Reader``."""

    def judge(
        self, question: str, heading: str, passage: Span, sentences: Sequence[Span]
    ) -> "Judgement": ...


@dataclass(frozen=True, slots=True)
class Scores:
    """The reader's scores (logits, best of the passages of a paragraph) for one line.

    ``elsewhere`` and ``twin_elsewhere`` are those of question and twin for a paragraph of another
    report. The scores of a twin that is not there are None.
    """

    original: float
    with_answer: float
    with_distractor: float
    elsewhere: float
    twin: float | None
    twin_elsewhere: float | None


@dataclass(frozen=True, slots=True)
class Ordered:
    """How many pairs there are, and the share in the right order; equal scores count one half."""

    pairs: int
    right: float | None


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.measuring.judgement",
        description=(__doc__ or "").partition("\n")[0],
    )
    parser.add_argument("--pairs", type=Path, required=True, metavar="PAIRS.jsonl")
    parser.add_argument(
        "--paragraphs",
        type=Path,
        required=True,
        metavar="FOLDER",
        help="folder of the paragraphs of each report: DOCUMENT.json",
    )
    parser.add_argument("--split", default="", help="only lines whose split is this: train, dev")
    parser.add_argument("--seed", type=int, default=1, help="seed of the unrelated paragraphs (1)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return guarded(_run, parser.parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    from index.models.reader import open_reader

    lines = list(read_lines(options.pairs, options.paragraphs, options.split))
    if not lines:
        raise BadQuestionFile(f"{options.pairs}: no pairs of the split {options.split!r}")
    with Bars("lines") as bars:
        scores = score(lines, open_reader(), options.seed, bars)
    rows, wrong_passage = orders(scores), wrong_passage_auc(scores)
    if options.json:
        figures = {name: {"pairs": row.pairs, "right": row.right} for name, row in rows.items()}
        print(json.dumps(figures | {"wrong passage": wrong_passage}))
        return 0
    from assistant.evaluation.tables import table

    print(table("yes against no", _COLUMNS, rows))
    shown = "-" if wrong_passage is None else f"{wrong_passage:.3f}"
    print(f"\nevery question put to an unrelated passage: AUC of the labels {shown} (ideal .500)")
    return 0


def score(
    lines: Sequence[Line], reader: _Reads, seed: int, bars: Bars | None = None
) -> list[Scores]:
    """Return the scores of each line; the unrelated paragraphs are of another report."""
    chosen = random.Random(seed)
    scores: list[Scores] = []
    for line in lines:
        others = [other.original for other in lines if other.document != line.document]
        elsewhere = chosen.choice(others or [line.original])
        question = _for_reader(line.question, line.history)
        twin = _for_reader(line.twin, line.history) if line.twin else ""
        scores.append(
            Scores(
                _logit(reader, question, line.original),
                _logit(reader, question, line.with_answer),
                _logit(reader, question, line.with_distractor),
                _logit(reader, question, elsewhere),
                _logit(reader, twin, line.original) if twin else None,
                _logit(reader, twin, elsewhere) if twin else None,
            )
        )
        if bars:
            bars.update("Reading", len(scores), len(lines))
    return scores


def orders(scores: Sequence[Scores]) -> dict[str, Ordered]:
    """Return for each kind of pair how many are in the right order.

    "bundles" are all pairs together, and "whole bundles" the lines of which every pair is in the
    right order.
    """
    kinds = {
        "same question: answer / original": [(s.with_answer, s.original) for s in scores],
        "same question: answer / distractor": [(s.with_answer, s.with_distractor) for s in scores],
        "same passage: twin / question": [
            (s.twin, s.original) for s in scores if s.twin is not None
        ],
    }
    found = {name: _ordered(pairs) for name, pairs in kinds.items()}
    found["bundles"] = _ordered([pair for pairs in kinds.values() for pair in pairs])
    found["whole bundles"] = _ordered([(float(_is_whole(s)), 0.5) for s in scores])
    return found


def wrong_passage_auc(scores: Sequence[Scores]) -> float | None:
    """Return how well the scores for unrelated paragraphs tell twins from questions (AUC).

    Neither is answered there. 0.5 is right; more shows that the reader knows answerable questions
    by their form.
    """
    import numpy as np

    from assistant.evaluation.estimates import auc

    twins = [s.twin_elsewhere for s in scores if s.twin_elsewhere is not None]
    questions = [s.elsewhere for s in scores]
    labels = np.arange(len(twins) + len(questions)) < len(twins)
    return auc(labels, np.array([*twins, *questions]))


def _ordered(pairs: Sequence[tuple[float, float]]) -> Ordered:
    shares = [(yes > no) + (yes == no) / 2 for yes, no in pairs]
    return Ordered(len(shares), fmean(shares) if shares else None)


def _is_whole(scores: Scores) -> bool:
    twin = scores.twin is None or scores.twin > scores.original
    return twin and scores.with_answer > max(scores.original, scores.with_distractor)


def _for_reader(question: str, history: Sequence[str]) -> str:
    """Return the text that the reader reads for a question, as in a conversation."""
    from assistant.question.resolve import ResolvedQuestion

    context = " ".join(dict.fromkeys([*history[:1], *history[-1:]]))
    return ResolvedQuestion(question, question, context).for_reader


def _logit(reader: _Reads, question: str, paragraph: Paragraph) -> float:
    """Return the highest ``answer_logit`` of the passages of a paragraph."""
    from corpus.split import passages, sentences
    from index.building.embed import PASSAGE_WORDS, heading_text

    heading = heading_text(paragraph, innermost=True)
    every = sentences(paragraph)
    return max(
        reader.judge(
            question,
            heading,
            passage,
            [s for s in every if passage.start <= s.start and s.end <= passage.end],
        ).answer_logit
        for passage in passages(paragraph, PASSAGE_WORDS)
    )


if __name__ == "__main__":
    raise SystemExit(main())
