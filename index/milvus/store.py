"""A library in Milvus, for more passages or readers than one machine serves.

    milvus://HOST:PORT[/NAME]
    PILCROW_MILVUS_TOKEN        "user:password", or a key
    PILCROW_MILVUS_COPIES       how many nodes hold each build (1); one may die of two

A build is two collections, NAME_BUILD and NAME_BUILD_records; the alias NAME points to the current
build's passages. The engine holds everything and finds, by meaning and by words, with filters;
fusing, comparing token by token and answering are done here, as for a library in a folder, and the
words' weights are those that the build worked out, so that both answer alike.

    passages    row, document, paragraph, start, end; dense, words: vectors
    records     about, documents, contents, words, vocabulary; p/PARAGRAPH; t/ROW: its tokens
"""

import base64
import json
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cached_property
from threading import Lock
from typing import Any, Self, TypeVar

import numpy as np

from corpus import Paragraph, Span
from corpus.errors import LibraryMismatch
from index.milvus.client import STALENESS, Engine, open_engine
from index.milvus.records import Records
from index.models.late_interaction import LateInteraction, Match, Tokens
from index.storage.lexical import stems
from index.storage.manifest import LAYOUT
from index.storage.reports import Paragraphs, join_reports
from index.storage.store import document_positions
from index.storage.vocabulary import Counts
from index.types import Matrix, Rows

# So many passages' tokens stay in memory, about 80 MB; places are small.
_TOKENS, _PLACES = 2_000, 100_000
_PLACE = ["paragraph", "start", "end"]
_Kept = TypeVar("_Kept")


class MilvusStore:
    """A build in Milvus."""

    def __init__(self, engine: Engine, build: str) -> None:
        """Open a build; raises LibraryDamaged, LibraryMismatch or EngineUnreachable."""
        self._engine, self.name = engine, build
        self._collection = f"{engine.name}_{build}"
        self._records = Records(engine, build)
        try:
            about = json.loads(self._records.all(["about"])[0])
            if about["layout"] != LAYOUT:
                raise LibraryMismatch(
                    f"The library at {engine.address} was built by another version of Pilcrow. "
                    f"Build it anew: pilcrow build --fresh --library {engine.address}"
                )
            self.encoder, self.late = str(about["encoder"]), str(about["late"])
            self.size = int(about["passages"])
            self._finds_words = bool(about["finds_words"])
            self._paragraphs = Paragraphs(int(about["paragraphs"]), self._read_paragraphs)
            headers = json.loads(self._records.all(["documents"])[0])
            self.documents = join_reports(headers, self._paragraphs, self._read_contents)
        except (ValueError, KeyError, TypeError) as problem:
            raise self._records.damaged(str(problem)) from problem
        self._places: _Recent[tuple[int, ...]] = _Recent(_PLACES, self._read_places)
        self._tokens: _Recent[Tokens] = _Recent(_TOKENS, self.read_tokens)

    @classmethod
    def open(cls, address: str) -> Self:
        """Open the library's current build; raises LibraryMissing besides."""
        engine = open_engine(address)
        return cls(engine, engine.current())

    @cached_property
    def words(self) -> Counts:
        """How often the reports have each word, most frequent first."""
        read = json.loads(self._records.all(["words"])[0])
        return {word: (count, upper) for word, (count, upper) in read.items()}

    @cached_property
    def _vocabulary(self) -> dict[str, int]:
        found: dict[str, int] = json.loads(self._records.all(["vocabulary"])[0])
        return found

    def spans(self, rows: Sequence[int]) -> list[Span]:
        """Return the passages of these rows."""
        places = self._places.rows(rows)
        paragraphs = self._paragraphs.rows([paragraph for paragraph, _, _ in places])
        return [
            Span(paragraph, start, end)
            for paragraph, (_, start, end) in zip(paragraphs, places, strict=True)
        ]

    def dense(self, vector: Matrix, k: int, symbols: Sequence[str] | None) -> tuple[Rows, Matrix]:
        """Return the rows nearest in meaning and their cosines, best first."""
        return self._search("dense", vector.tolist(), k, symbols)

    def lexical(self, query: str, k: int, symbols: Sequence[str] | None) -> tuple[Rows, Matrix]:
        """Return the rows that share words with the query and their BM25 scores, best first.

        None where the engine cannot search by words.
        """
        counts: dict[int, float] = {}
        for word in stems(query) if self._finds_words else ():
            if word in self._vocabulary:
                place = word_place(self._vocabulary[word])
                counts[place] = counts.get(place, 0.0) + 1.0
        if not counts:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        return self._search("words", counts, k, symbols)

    def match(self, late: LateInteraction, query: str, context: str, rows: Rows) -> list[Match]:
        """Compare the query with these rows token by token."""
        tokens = Tokens.join(self._tokens.rows(rows.tolist()))
        return late.match(query, tokens, np.arange(len(rows)), context)

    def match_cross_lingual(
        self, vector: Matrix, symbols: Sequence[str] | None
    ) -> dict[int, Match] | None:
        """Return None: questions of other languages are answered from folders only."""
        return None

    def read_vectors(self, rows: Sequence[int]) -> Matrix:
        """Return the vectors of these rows: float32, shape (rows, dimension)."""
        found = self._engine.read("get", self._collection, ids=list(rows), output_fields=["dense"])
        by_row = {one["row"]: one["dense"] for one in found}
        return np.array([by_row[row] for row in rows], np.float32)

    def read_tokens(self, rows: Sequence[int]) -> list[Tokens]:
        """Return the tokens of these rows, apart."""
        return [tokens_from_text(one) for one in self._records.all([f"t/{row}" for row in rows])]

    def _search(
        self, field: str, query: Any, k: int, symbols: Sequence[str] | None
    ) -> tuple[Rows, Matrix]:
        meant = None if symbols is None else document_positions(symbols, self.documents)
        if k < 1 or meant == []:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        (found,) = self._engine.read(
            "search",
            self._collection,
            [query],
            anns_field=field,
            limit=k,
            filter="" if meant is None else f"document in {json.dumps(meant)}",
            output_fields=["row", *_PLACE],  # older engines do not name it by themselves
            search_params={"metric_type": "IP", "params": {"ef": 4 * k}},
            consistency_level=STALENESS,
        )
        self._places.put({one["row"]: _place(one["entity"]) for one in found})
        rows = np.array([one["row"] for one in found], np.int64)
        scores = np.array([one["distance"] for one in found], np.float32)
        order = np.lexsort((rows, -scores))
        return rows[order], scores[order]

    def _read_places(self, rows: Sequence[int]) -> list[tuple[int, ...]]:
        found = self._engine.read(
            "get",
            self._collection,
            ids=list(rows),
            output_fields=_PLACE,
            consistency_level=STALENESS,
        )
        by_row = {one["row"]: _place(one) for one in found}
        if len(by_row) < len(set(rows)):
            raise self._records.damaged("a passage is missing")
        return [by_row[row] for row in rows]

    def _read_contents(self) -> list[Any]:
        found: list[Any] = json.loads(self._records.all(["contents"])[0])
        return found

    def _read_paragraphs(self, rows: Sequence[int]) -> list[Paragraph]:
        lines = self._records.all([f"p/{row}" for row in rows])
        return [Paragraph.from_dict(json.loads(line)) for line in lines]


class _Recent(OrderedDict[int, _Kept]):
    """What was read of rows, the rows used last; one serves all threads."""

    def __init__(self, most: int, read: Callable[[Sequence[int]], Sequence[_Kept]]) -> None:
        super().__init__()
        self._most, self._read, self._lock = most, read, Lock()

    def rows(self, rows: Sequence[int]) -> list[_Kept]:
        with self._lock:
            found = {row: self[row] for row in rows if row in self}
        missing = [row for row in dict.fromkeys(rows) if row not in found]
        if missing:
            found |= zip(missing, self._read(missing), strict=True)
        self.put(found)
        return [found[row] for row in rows]

    def put(self, found: dict[int, _Kept]) -> None:
        with self._lock:
            for row, value in found.items():
                self[row] = value
                self.move_to_end(row)
            while len(self) > self._most:
                self.popitem(last=False)


def word_place(place: int) -> int:
    """Return a word's place in the engine's vectors: no vector is empty, the first has no word."""
    return place + 1


def tokens_to_text(tokens: Tokens) -> str:
    """Return the tokens of a passage as text."""
    arrays = {"segments": tokens.segments, "vectors": tokens.vectors}
    return json.dumps(
        {
            name: base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()
            for name, array in arrays.items()
        }
        | {"width": tokens.vectors.shape[1]}
    )


def tokens_from_text(text: str) -> Tokens:
    """Undo ``tokens_to_text``."""
    fields = json.loads(text)
    segments = np.frombuffer(base64.b64decode(fields["segments"]), np.int32)
    vectors = np.frombuffer(base64.b64decode(fields["vectors"]), np.int8)
    return Tokens(vectors.reshape(-1, fields["width"]), segments.reshape(-1, 4))


def _place(entity: Any) -> tuple[int, ...]:
    return tuple(int(entity[name]) for name in _PLACE)
