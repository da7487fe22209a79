"""The tables of the reports of a build, read when they are used."""

from collections.abc import Callable, Sequence
from typing import overload

from corpus.table import Table


class StoredTables(Sequence[Table]):
    """The tables of one report; equal to any sequence of the same tables."""

    __slots__ = ("_count", "_read")

    def __init__(self, count: int, read: Callable[[], tuple[Table, ...]]) -> None:
        """Give access to ``count`` tables, which ``read`` returns."""
        self._count, self._read = count, read

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, position: int) -> Table: ...

    @overload
    def __getitem__(self, position: slice) -> tuple[Table, ...]: ...

    def __getitem__(self, position: int | slice) -> Table | tuple[Table, ...]:
        """Return the table at a position, or the tables of a slice."""
        if not self._count:
            return ()[position]
        return self._read()[position]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))
