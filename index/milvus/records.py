"""Store texts of any length in Milvus, by key."""

from collections.abc import Sequence
from typing import Any

from corpus.errors import LibraryDamaged
from index.milvus.client import STALENESS, Engine

_BATCH = 200


class Records:
    """Texts by key; a long text is stored as several pieces that fit into a field of Milvus."""

    PIECE = 60_000  # bytes; a field of Milvus holds at most 65,535

    def __init__(self, engine: Engine, build: str) -> None:
        """Give access to the records of a build."""
        self._engine, self.collection = engine, f"{engine.name}_{build}_records"

    @classmethod
    def cut(cls, key: str, text: str) -> list[dict[str, Any]]:
        """Return the rows that store a text."""
        # A character has at most four bytes in UTF-8; most records are ASCII, which has one.
        step = cls.PIECE if text.isascii() else cls.PIECE // 4
        pieces = [text[start : start + step] for start in range(0, len(text), step)] or [""]
        return [
            {"key": f"{key}/{i}", "pieces": len(pieces), "body": piece, "nothing": [0.0, 0.0]}
            for i, piece in enumerate(pieces)
        ]

    def get(self, keys: Sequence[str]) -> dict[str, str]:
        """Return the texts of those keys that exist, by key.

        Raises LibraryDamaged if a piece of a text is missing.
        """
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
        """Return the texts in the order of the keys.

        Raises LibraryDamaged if a key or a piece of a text is missing.
        """
        texts = self.get(keys)
        missing = [key for key in keys if key not in texts]
        if missing:
            raise self.damaged(missing[0])
        return [texts[key] for key in keys]

    def damaged(self, what: str) -> LibraryDamaged:
        """Return the error for a record that is missing or malformed; ``what`` names the record."""
        return LibraryDamaged(
            f"The library at {self._engine.address} is damaged ({what}). Build it again from your "
            f"reports: pilcrow build --fresh --library {self._engine.address}"
        )

    def _rows(self, keys: Sequence[str]) -> dict[str, Any]:
        rows: dict[str, Any] = {}
        for start in range(0, len(keys), _BATCH):
            for row in self._engine.read(
                "get",
                self.collection,
                ids=list(keys[start : start + _BATCH]),
                output_fields=["key", "pieces", "body"],
                consistency_level=STALENESS,
            ):
                rows[row["key"]] = row
        return rows
