"""Record what each stage of a question did and how long the stage took."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

# Receives a function that returns the lines to log.
Log = Callable[[Callable[[], Iterable[str]]], None]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its name, its duration, and lines of text about its results."""

    name: str
    milliseconds: float
    lines: tuple[str, ...] = ()


class Trace:
    """Records stages in order; the lines of a stage are computed only if ``wanted``."""

    def __init__(self, *, wanted: bool = True) -> None:
        """Start an empty trace; if not ``wanted``, it records durations only."""
        self.stages: list[Stage] = []
        self._wanted = wanted

    @contextmanager
    def stage(self, name: str) -> Iterator[Log]:
        """Time the ``with`` block, and yield a function that logs lines for the stage.

        The logged argument is a function that returns lines. It is called after the clock stops, so
        that it does not count in the duration.
        """
        logged: list[Callable[[], Iterable[str]]] = []
        start = time.perf_counter()
        yield logged.append
        milliseconds = 1000 * (time.perf_counter() - start)
        lines = tuple(line for write in logged for line in write()) if self._wanted else ()
        self.stages.append(Stage(name, milliseconds, lines))
