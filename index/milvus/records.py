"""Texts of any length in Milvus, by key."""

from collections.abc import Sequence
from typing import Any

from corpus.errors import LibraryDamaged
from index.milvus.client import STALENESS, Engine

_AT_ONCE = 200


class Records:
    """Texts of any length by key, cut into pieces that a field of the engine can hold."""

    PIECE = 60_000  # bytes; a field holds 65,535

    def __init__(self, engine: Engine, build: str) -> None:
        """Read the records of a build."""
        self._engine, self.collection = engine, f"{engine.name}_{build}_records"

    @classmethod
    def cut(cls, key: str, text: str) -> list[dict[str, Any]]:
        """Return the rows of a record."""
        # No character is longer than four bytes, and JSON of reports is mostly ASCII.
        step = cls.PIECE if text.isascii() else cls.PIECE // 4
        pieces = [text[at : at + step] for at in range(0, len(text), step)] or [""]
        return [
            {"key": f"{key}/{i}", "pieces": len(pieces), "body": piece, "nothing": [0.0, 0.0]}
            for i, piece in enumerate(pieces)
        ]

    def get(self, keys: Sequence[str]) -> dict[str, str]:
        """Return the records that are there, by key; raises LibraryDamaged where a piece is not."""
        rows = self._rows([f"{key}/0" for key in keys])
        rest = [
            f"{key}/{i}"
            for key in keys
            if f"{key}/0" in rows
            for i in range(1, int(rows[f"{key}/0"]["pieces"]))
        ]
        rows |= self._rows(rest)
        try:
            return {
                key: "".join(
                    rows[f"{key}/{i}"]["body"] for i in range(int(rows[f"{key}/0"]["pieces"]))
                )
                for key in keys
                if f"{key}/0" in rows
            }
        except KeyError as problem:
            raise self.damaged(str(problem)) from None

    def all(self, keys: Sequence[str]) -> list[str]:
        """Return the records in order; raises LibraryDamaged where one is not there."""
        found = self.get(keys)
        missing = [key for key in keys if key not in found]
        if missing:
            raise self.damaged(missing[0])
        return [found[key] for key in keys]

    def damaged(self, what: str) -> LibraryDamaged:
        """Return the error for a record that is not there or not what was written."""
        return LibraryDamaged(
            f"The library at {self._engine.address} is damaged ({what}). Build it anew from your "
            f"reports: pilcrow build --fresh --library {self._engine.address}"
        )

    def _rows(self, keys: Sequence[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for at in range(0, len(keys), _AT_ONCE):
            for row in self._engine.read(
                "get",
                self.collection,
                ids=list(keys[at : at + _AT_ONCE]),
                output_fields=["key", "pieces", "body"],
                consistency_level=STALENESS,
            ):
                found[row["key"]] = row
        return found
