"""Charts for the documentation: calibration of the probabilities, and growth of a search."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
Labels = npt.NDArray[np.bool_]
_BINS = 8
_SIZE = (5.2, 4.0)


def draw(
    folder: Path, names: Sequence[str], probabilities: Sequence[Matrix], labels: Sequence[Labels]
) -> None:
    """Draw reliability and risk-coverage curves of each question set into ``folder``, as SVG."""
    folder.mkdir(parents=True, exist_ok=True)
    sets = list(zip(names, probabilities, labels, strict=True))
    _picture(
        folder / "reliability.svg",
        "probability that was said",
        "share that has an answer",
        [(name, *reliability(p, y)) for name, p, y in sets],
        diagonal=True,
    )
    _picture(
        folder / "risk-coverage.svg",
        "share of the questions that is answered, the surest first",
        "share of those that has no answer",
        [(name, *risk_coverage(p, y)) for name, p, y in sets],
        diagonal=False,
    )


def reliability(probability: Matrix, label: Labels) -> tuple[Matrix, Matrix]:
    """Return the mean probability and the share of answerable questions of each bin.

    Each bin has the same number of questions.
    """
    order = np.argsort(probability)
    parts = np.array_split(order, min(_BINS, len(order)))
    predicted = np.array([probability[part].mean() for part in parts])
    observed = np.array([label[part].mean() for part in parts])
    return predicted, observed


def risk_coverage(probability: Matrix, label: Labels) -> tuple[Matrix, Matrix]:
    """Return coverage, and the share of answered questions that have no answer.

    See El-Yaniv and Wiener (2010).
    """
    order = np.argsort(-probability)
    count = np.arange(1, len(order) + 1)
    return count / len(order), np.cumsum(~label[order]) / count


def _picture(
    path: Path,
    x_label: str,
    y_label: str,
    curves: Sequence[tuple[str, Matrix, Matrix]],
    *,
    diagonal: bool,
) -> None:
    figure, axes = _axes()
    if diagonal:
        axes.plot([0, 1], [0, 1], color="0.7", linewidth=1, linestyle="--")
    for name, x, y in curves:
        marker = "o" if diagonal else None
        axes.plot(x, y, label=name.removesuffix(".jsonl").removesuffix(".questions"), marker=marker)
    axes.set(xlabel=x_label, ylabel=y_label, xlim=(0, 1), ylim=(0, 1))
    axes.spines[["top", "right"]].set_visible(False)
    _save(path, figure, axes)


def _axes() -> tuple[Any, Any]:
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "pilcrow"  # the same figures give the same file
    from matplotlib import pyplot

    figure: Any
    axes: Any
    figure, axes = pyplot.subplots(figsize=_SIZE, layout="constrained")
    return figure, axes


def _save(path: Path, figure: Any, axes: Any) -> None:
    from matplotlib import pyplot

    axes.legend(frameon=False)
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)


def draw_growth(
    path: Path, growth: Sequence[dict[str, float]], copies: Sequence[dict[str, float]]
) -> None:
    """Draw time and memory of a search against the number of passages, on logarithmic axes."""
    figure, axes = _axes()

    def line(name: str, figures: Sequence[dict[str, float]], **style: Any) -> None:
        passages = [size["passages"] for size in figures]
        axes.loglog(passages, [size[name] for size in figures], **style)

    line("search_ms", growth, marker="o", color="C0", label="search by meaning and words")
    line("whole_ms", copies, marker="^", color="C3", label="and compared token by token")
    line("exact_ms", growth, marker="s", color="C2", label="nearest vectors, exact")
    line("limit_ms", growth, color="0.5", linestyle="--", label="reading the vectors once")
    memory = axes.twinx()
    passages = [size["passages"] for size in growth]
    memory.loglog(passages, [size["private_megabytes"] for size in growth], color="C1", alpha=0.5)
    memory.set_ylabel("memory of its own, MB (pale)")
    axes.set(xlabel="passages", ylabel="milliseconds, median")
    _save(path, figure, axes)
