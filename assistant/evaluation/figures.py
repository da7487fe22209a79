"""All figures of a question set: measured, as data, and as tables of at most 100 columns."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from typing import Any

from assistant.answer import Answer
from assistant.evaluation.deciding import Certain, UnknownNames, by_certainty, unknown_names
from assistant.evaluation.estimates import Scores
from assistant.evaluation.judging import Judged, Judging, judge, mean, worst
from assistant.evaluation.measures import Measures, measure
from assistant.evaluation.question_file import Question
from assistant.evaluation.tables import Column, table

_SHARE, _COUNT = ".3f", ".0f"
_FINDING: tuple[Column, ...] = (
    ("questions", "questions", _COUNT),
    ("hit@1", "hit_1", _SHARE),
    ("hit@3", "hit_3", _SHARE),
    ("hit@5", "hit_5", _SHARE),
    ("mrr@10", "mrr_10", _SHARE),
    ("spans", "spans", _SHARE),
    ("full", "full", _SHARE),
    ("precision", "precision", _SHARE),
    ("words", "words", _COUNT),
)
_DECIDING: tuple[Column, ...] = (
    ("questions", "questions", _COUNT),
    ("answered", "answered", _SHARE),
    ("refused", "refused", _SHARE),
    ("balanced", "balanced", _SHARE),
    ("likely", "likely", _SHARE),
    ("likely_right", "likely_right", _SHARE),
    ("bound", "likely_bound", _SHARE),
    ("likely_wrong", "likely_wrong", _COUNT),
)
_CERTAIN: tuple[Column, ...] = (
    ("answers", "answers", _COUNT),
    ("right", "right", _COUNT),
    ("share", "share", _SHARE),
    ("bound", "bound", _SHARE),
)
_UNKNOWN: tuple[Column, ...] = (
    ("questions", "questions", _COUNT),
    ("answered", "answered", _SHARE),
    ("likely", "likely", _SHARE),
)
_JUDGING: tuple[Column, ...] = (
    ("questions", "questions", _COUNT),
    ("unanswerable", "unanswerable", _COUNT),
    ("auc", "auc", _SHARE),
    ("probe", "probe_auc", _SHARE),
    ("in_fifths", "auc_in_fifths", _SHARE),
    ("refused@.95", "refused_95", _SHARE),
    ("@.90", "refused_90", _SHARE),
    ("@.85", "refused_85", _SHARE),
)


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is measured of a set; ``speed`` is in milliseconds for a question."""

    measures: dict[str, Measures]
    certainties: dict[str, Certain]
    unknown_names: dict[str, UnknownNames]
    judged: Judged | None
    speed: dict[str, float]


def figures_of(
    questions: Sequence[Question],
    answers: Sequence[Answer],
    seconds: Sequence[float],
    style: Scores | None,
) -> Figures:
    """Return the figures of the answers to a set.

    Args:
        questions: the questions of the set, at least one.
        answers: the answers to them.
        seconds: how long each answer took.
        style: the scores of the probe of style, of shape (questions,); None if there is no probe.
    """
    milliseconds = [1000 * second for second in seconds]
    return Figures(
        measure(questions, answers),
        by_certainty(questions, answers),
        unknown_names(questions, answers),
        judge(questions, answers, style),
        {"median_ms": median(milliseconds), "p95_ms": _percentile_95(milliseconds)},
    )


def to_dict(figures: Figures) -> dict[str, Any]:
    """Return the figures as JSON can hold them: the measures of each kind, and the other tables."""
    return {kind: asdict(values) for kind, values in figures.measures.items()} | {
        "certainties": {word: asdict(values) for word, values in figures.certainties.items()},
        "unknown_names": {name: asdict(row) for name, row in figures.unknown_names.items()},
        "judging": asdict(figures.judged) if figures.judged else None,
        "speed": figures.speed,
    }


def to_text(figures: Figures) -> str:
    """Return the figures as tables with a blank line between them."""
    return "\n\n".join(_tables(figures))


def _tables(figures: Figures) -> Iterator[str]:
    yield table("kind", _FINDING, figures.measures)
    yield table("kind", _DECIDING, figures.measures)
    yield table("called", _CERTAIN, figures.certainties)
    if figures.unknown_names:
        yield table("unknown names", _UNKNOWN, figures.unknown_names)
    if figures.judged:
        yield table("judging", _JUDGING, _judging(figures.judged))
    speed = figures.speed
    yield f"a question: {speed['median_ms']:.0f} ms median, {speed['p95_ms']:.0f} ms p95"


def _judging(judged: Judged) -> dict[str, Judging]:
    """Return the rows of the table: all, the mean and the worst of the reports, each writer."""
    rows = {"all": judged.all}
    if len(judged.reports) > 1:
        rows["reports, mean"] = mean(judged.reports.values())
        rows["reports, worst"] = worst(judged.reports.values())
    if len(judged.writers) > 1:
        rows |= {f"writer {name}": values for name, values in judged.writers.items()}
    return rows


def _percentile_95(values: Sequence[float]) -> float:
    return quantiles(values, n=20)[-1] if len(values) > 1 else values[0]
