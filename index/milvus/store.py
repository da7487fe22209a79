"""The store of a library in Milvus, for more passages or users than one machine can serve.

    milvus://HOST:PORT[/NAME]
    PILCROW_MILVUS_TOKEN        "user:password", or a key
    PILCROW_MILVUS_COPIES       how many nodes hold each build (1); with 2, one node may fail

A build has two collections, NAME_BUILD and NAME_BUILD_records. The alias NAME points to the
passages of the current build. The engine stores everything, and does dense and lexical search with
filters. Fusion, late interaction and answering run in this process, as for a library in a folder.
The lexical weights are computed by the build, so that both kinds of library give the same answers.

    passages    row, document, paragraph, start, end; dense, words: vectors
    records     about, documents, contents, words, vocabulary; tables/REPORT; p/PARAGRAPH;
                t/ROW: its tokens
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
from index.milvus.client import STALENESS, Engine, open_engine
from index.milvus.records import Records
from index.models.late_interaction import LateInteraction, Match, Tokens
from index.storage.lexical import stems
from index.storage.manifest import LAYOUTS, migrated, other_layout
from index.storage.reports import Paragraphs, join_reports
from index.storage.store import document_positions
from index.storage.vocabulary import Counts
from index.types import Matrix, Rows

# The numbers of passages whose tokens (about 80 MB) and whose bounds stay in memory.
_TOKENS_CAPACITY, _BOUNDS_CAPACITY = 2_000, 100_000
_BOUNDS = ["paragraph", "start", "end"]
_Value = TypeVar("_Value")


class MilvusStore:
    """One build in Milvus."""

    def __init__(self, engine: Engine, build: str) -> None:
        """Open a build.

        Raises:
            LibraryDamaged: a record is missing or malformed.
            LibraryMismatch: another version of Pilcrow wrote the build.
            EngineUnreachable: the engine does not answer.
        """
        self._engine, self.name = engine, build
        self._collection = f"{engine.name}_{build}"
        self._records = Records(engine, build)
        try:
            about = json.loads(self._records.all(["about"])[0])
            if about["layout"] not in LAYOUTS:
                raise other_layout(engine.address, about["layout"])
            about |= migrated(about)
            self.digests: dict[str, str] = about["digests"]
            self.encoder, self.late = str(about["encoder"]), str(about["late"])
            self.size = int(about["passages"])
            self._finds_words = bool(about["finds_words"])
            self._paragraphs = Paragraphs(int(about["paragraphs"]), self._read_paragraphs)
            headers = json.loads(self._records.all(["documents"])[0])
            self.documents = join_reports(
                headers, self._paragraphs, self._read_contents, self._read_tables
            )
        except (ValueError, KeyError, TypeError) as problem:
            raise self._records.damaged(str(problem)) from problem
        self._bounds: _Cache[tuple[int, ...]] = _Cache(_BOUNDS_CAPACITY, self._read_bounds)
        self._tokens: _Cache[Tokens] = _Cache(_TOKENS_CAPACITY, self.read_tokens)

    @classmethod
    def open(cls, address: str) -> Self:
        """Open the current build of the library at an address.

        Raises LibraryMissing if nothing was published there, and the errors of ``__init__``.
        """
        engine = open_engine(address)
        return cls(engine, engine.current())

    @cached_property
    def words(self) -> Counts:
        """The count of each word in the reports, the most frequent word first."""
        counts = json.loads(self._records.all(["words"])[0])
        return {word: (count, upper) for word, (count, upper) in counts.items()}

    @cached_property
    def _vocabulary(self) -> dict[str, int]:
        vocabulary: dict[str, int] = json.loads(self._records.all(["vocabulary"])[0])
        return vocabulary

    def spans(self, rows: Sequence[int]) -> list[Span]:
        """Return the passages of these rows."""
        bounds = self._bounds.rows(rows)
        paragraphs = self._paragraphs.rows([paragraph for paragraph, _, _ in bounds])
        return [
            Span(paragraph, start, end)
            for paragraph, (_, start, end) in zip(paragraphs, bounds, strict=True)
        ]

    def dense(self, vector: Matrix, k: int, symbols: Sequence[str] | None) -> tuple[Rows, Matrix]:
        """Return the ``k`` rows nearest to the vector, and their cosines, best first."""
        return self._search("dense", vector.tolist(), k, symbols)

    def lexical(self, query: str, k: int, symbols: Sequence[str] | None) -> tuple[Rows, Matrix]:
        """Return the rows that share words with the query and their BM25 scores, best first.

        Returns empty arrays if the engine does not support lexical search.
        """
        counts: dict[int, float] = {}
        for word in stems(query) if self._finds_words else ():
            if word in self._vocabulary:
                index = word_index(self._vocabulary[word])
                counts[index] = counts.get(index, 0.0) + 1.0
        if not counts:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        return self._search("words", counts, k, symbols)

    def match(self, late: LateInteraction, query: str, context: str, rows: Rows) -> list[Match]:
        """Return how well these rows match the query, compared token by token (MaxSim)."""
        tokens = Tokens.join(self._tokens.rows(rows.tolist()))
        return late.match(query, tokens, np.arange(len(rows)), context)

    def match_cross_lingual(
        self, vector: Matrix, symbols: Sequence[str] | None
    ) -> dict[int, Match] | None:
        """Return None: only libraries in a folder answer questions in other languages."""
        return None

    def read_vectors(self, rows: Sequence[int]) -> Matrix:
        """Return the vectors of these rows: float32, shape (rows, dimension)."""
        entities = self._engine.read(
            "get", self._collection, ids=list(rows), output_fields=["dense"]
        )
        by_row = {entity["row"]: entity["dense"] for entity in entities}
        return np.array([by_row[row] for row in rows], np.float32)

    def read_tokens(self, rows: Sequence[int]) -> list[Tokens]:
        """Return the tokens of each of these rows."""
        return [tokens_from_text(text) for text in self._records.all([f"t/{row}" for row in rows])]

    def _search(
        self, field: str, query: Any, k: int, symbols: Sequence[str] | None
    ) -> tuple[Rows, Matrix]:
        documents = None if symbols is None else document_positions(symbols, self.documents)
        if k < 1 or documents == []:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        (hits,) = self._engine.read(
            "search",
            self._collection,
            [query],
            anns_field=field,
            limit=k,
            filter="" if documents is None else f"document in {json.dumps(documents)}",
            output_fields=["row", *_BOUNDS],  # older engines do not return the row otherwise
            search_params={"metric_type": "IP", "params": {"ef": 4 * k}},
            consistency_level=STALENESS,
        )
        self._bounds.put({hit["row"]: _bounds(hit["entity"]) for hit in hits})
        rows = np.array([hit["row"] for hit in hits], np.int64)
        scores = np.array([hit["distance"] for hit in hits], np.float32)
        order = np.lexsort((rows, -scores))
        return rows[order], scores[order]

    def _read_bounds(self, rows: Sequence[int]) -> list[tuple[int, ...]]:
        entities = self._engine.read(
            "get",
            self._collection,
            ids=list(rows),
            output_fields=_BOUNDS,
            consistency_level=STALENESS,
        )
        by_row = {entity["row"]: _bounds(entity) for entity in entities}
        if len(by_row) < len(set(rows)):
            raise self._records.damaged("a passage is missing")
        return [by_row[row] for row in rows]

    def _read_contents(self) -> list[Any]:
        fields: list[Any] = json.loads(self._records.all(["contents"])[0])
        return fields

    def _read_tables(self, position: int) -> list[Any]:
        fields: list[Any] = json.loads(self._records.all([f"tables/{position}"])[0])
        return fields

    def _read_paragraphs(self, rows: Sequence[int]) -> list[Paragraph]:
        lines = self._records.all([f"p/{row}" for row in rows])
        return [Paragraph.from_dict(json.loads(line)) for line in lines]


class _Cache(OrderedDict[int, _Value]):
    """A cache of the values of the rows used last (LRU); safe to use from several threads."""

    def __init__(self, capacity: int, read: Callable[[Sequence[int]], Sequence[_Value]]) -> None:
        super().__init__()
        self._capacity, self._read, self._lock = capacity, read, Lock()

    def rows(self, rows: Sequence[int]) -> list[_Value]:
        with self._lock:
            values = {row: self[row] for row in rows if row in self}
        missing = [row for row in dict.fromkeys(rows) if row not in values]
        if missing:
            values |= zip(missing, self._read(missing), strict=True)
        self.put(values)
        return [values[row] for row in rows]

    def put(self, values: dict[int, _Value]) -> None:
        with self._lock:
            for row, value in values.items():
                self[row] = value
                self.move_to_end(row)
            while len(self) > self._capacity:
                self.popitem(last=False)


def word_index(position: int) -> int:
    """Return the index in the sparse vectors of the word at this position of the vocabulary.

    Index 0 belongs to no word: each passage has a value there, so that no vector is empty.
    """
    return position + 1


def tokens_to_text(tokens: Tokens) -> str:
    """Return the tokens of a passage as JSON text with base64 arrays."""
    arrays = {"segments": tokens.segments, "vectors": tokens.vectors}
    return json.dumps(
        {
            name: base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()
            for name, array in arrays.items()
        }
        | {"width": tokens.vectors.shape[1]}
    )


def tokens_from_text(text: str) -> Tokens:
    """Return the tokens of a passage; the inverse of ``tokens_to_text``."""
    fields = json.loads(text)
    segments = np.frombuffer(base64.b64decode(fields["segments"]), np.int32)
    vectors = np.frombuffer(base64.b64decode(fields["vectors"]), np.int8)
    return Tokens(vectors.reshape(-1, fields["width"]), segments.reshape(-1, 4))


def _bounds(entity: Any) -> tuple[int, ...]:
    return tuple(int(entity[name]) for name in _BOUNDS)
