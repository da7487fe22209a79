"""What each rule of the questions earns: the measures of question sets without it.

A rule is a row of the lexicon (a pattern or a word list) or a signal of the choice of an answer.
The lexicon is built when its modules are imported, so that the modules of the assistant are
imported anew for each rule. The library and the models are opened once, and what was searched and
read is remembered: a rule changes few of the questions.
"""

import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from assistant.evaluation.measures import Measures, measure
from assistant.evaluation.question_file import Question
from assistant.evidence.confidence import Signals, open_calibration
from assistant.question.lexicon import rows
from assistant.question.lexicon.rows import ROWS
from index import Hit, Index
from index.models.reader import Reader

_ROWS_MODULE = rows.__name__
# The signals: their names, the modules of the constants, and the constants, which become 0.
_SIGNALS = (
    ("paragraphs that mention what is asked", "assistant.evidence.find", "_MENTION_BONUS"),
    ("reports on what is asked", "assistant.evidence.find", "_SUBJECT_BONUS"),
    ("staying near the last answer", "assistant.evidence.find", "_STAY_NEAR_BONUS"),
    ("type of the answer", "assistant.question.answer_type", "TYPE_BONUS"),
)
# The weights with which the assistant decides whether to answer; that of a lead is 0 there.
_WEIGHTS = tuple(field.name for field in fields(Signals))

# Returns the answers of an assistant to questions.
Ask = Callable[[Any, Sequence[Question]], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Ablated:
    """The measures without a rule, and how many answers differ from those with all rules."""

    measures: Measures
    changed: int


class RememberingIndex(Index):
    """An index that remembers what it found; its library must not change meanwhile."""

    def snapshot(self) -> Index:
        """Return the index itself."""
        return self

    def search(self, query: str, k: int = 10, **options: Any) -> list[Hit]:
        """Return what ``Index.search`` returns; see there."""
        remembered: dict[Any, list[Hit]] = self.__dict__.setdefault("_remembered", {})
        symbols = options.get("symbols")
        key = (
            query, k, options.get("mode"), options.get("context"),
            symbols if symbols is None or isinstance(symbols, str) else tuple(symbols),
        )  # fmt: skip
        if key not in remembered:
            remembered[key] = super().search(query, k, **options)
        return remembered[key]


def rule_names() -> tuple[str, ...]:
    """Return the names of all rules: of the rows, of the signals, and of the fitted weights."""
    return (
        *(row.name for row in ROWS),
        *(name for name, _, _ in _SIGNALS),
        *(f"weight of {weight}" for weight in _WEIGHTS[1:-1]),
    )


def ablate(
    index: RememberingIndex, questions: Sequence[Question], ask: Ask, names: Sequence[str]
) -> Iterator[tuple[str, Ablated]]:
    """Yield the measures with all rules, named "all rules", then those without each of ``names``.

    Args:
        index: the library to ask.
        questions: the questions of a set, at least one.
        ask: asks an assistant the questions.
        names: some of ``rule_names``.
    """
    reader = Reader(remembered=None)
    first: list[Any] = []
    for name in ("", *names):
        with _without(name) as assistant_class:
            answers = list(ask(assistant_class(index, reader, _calibration(name)), questions))
        told = [[citation.quote for citation in answer.citations] for answer in answers]
        first = first or told
        changed = sum(one != other for one, other in zip(told, first, strict=True))
        yield name or "all rules", Ablated(measure(questions, answers)["all"], changed)


def _calibration(name: str) -> Any:
    calibration = open_calibration()
    weights = tuple(
        0.0 if name == f"weight of {signal}" else weight
        for signal, weight in zip(_WEIGHTS, calibration.answerable.weights, strict=True)
    )
    return replace(calibration, answerable=replace(calibration.answerable, weights=weights))


@contextmanager
def _without(name: str) -> Iterator[Any]:
    """Import the assistant anew, without a rule; yield its class, then restore the modules."""
    kept = {key: sys.modules.pop(key) for key in list(sys.modules) if _is_assistants(key)}
    try:
        lexicon = _fresh_rows()
        lexicon.OFF.add(name)
        fresh = importlib.import_module("assistant")
        for signal, module, constant in _SIGNALS:
            if signal == name:
                setattr(importlib.import_module(module), constant, 0.0)
        yield fresh.Assistant
    finally:
        for key in [key for key in sys.modules if _is_assistants(key)]:
            del sys.modules[key]
        sys.modules.update(kept)


def _is_assistants(module: str) -> bool:
    return module.split(".")[0] == "assistant"


def _fresh_rows() -> ModuleType:
    """Import the module of the rows before the packages that it is in, which fill it."""
    spec = importlib.util.spec_from_file_location(_ROWS_MODULE, Path(str(rows.__file__)))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[_ROWS_MODULE] = module
    spec.loader.exec_module(module)
    return module
