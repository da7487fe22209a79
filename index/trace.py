"""What each stage of a question did, and how long it took: for those who want to know why."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

Log = Callable[[Callable[[], Iterable[str]]], None]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its name, its time, and what it has to say, a line each."""

    name: str
    milliseconds: float
    lines: tuple[str, ...] = ()


class Trace:
    """Records stages in order; what they say is worked out only if ``wanted``."""

    def __init__(self, *, wanted: bool = True) -> None:
        """Record; without ``wanted``, times only."""
        self.stages: list[Stage] = []
        self._wanted = wanted

    @contextmanager
    def stage(self, name: str) -> Iterator[Log]:
        """Time what is done inside; call what is yielded with a function that returns lines.

        Lines are worked out after the clock has stopped.
        """
        logged: list[Callable[[], Iterable[str]]] = []
        start = time.perf_counter()
        yield logged.append
        milliseconds = 1000 * (time.perf_counter() - start)
        lines = tuple(line for write in logged for line in write()) if self._wanted else ()
        self.stages.append(Stage(name, milliseconds, lines))
