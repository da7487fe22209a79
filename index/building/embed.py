"""Encode the passages of a build that the build before it does not have.

Encoded passages are written to a journal at once (``index.building.journal``), so that a build that
is killed loses little work.
"""

import hashlib
import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus import Document, Paragraph, Span
from corpus.document import FRONT
from corpus.split import passages, sentences
from index.building.journal import Journal
from index.building.token_files import TokenFiles, map_raw
from index.models.encoder import Encoder
from index.models.late_interaction import LateInteraction, Tokens
from index.models.multilingual import DIGEST as MULTILINGUAL_DIGEST
from index.models.multilingual import Multilingual
from index.storage.store import EmbeddedStore
from index.types import Matrix, Progress

# all-MiniLM-L6-v2 reads 256 word pieces: about 170 words of United Nations English with its
# headings.
PASSAGE_WORDS = 170

# The number of passages between two writes to the journal: a build that is killed loses no more.
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a build: the positions of its document and paragraph, and its span."""

    document: int
    paragraph: int
    span: Span

    @property
    def heading(self) -> str:
        """The headings of the passage, which a model reads before its text."""
        return heading_text(self.span.paragraph)

    @property
    def text(self) -> str:
        """The text that is embedded: the headings and the words of the passage."""
        return self.heading + self.span.text

    @property
    def cache_key(self) -> bytes:
        """The SHA-256 of the embedded text and of its start in the paragraph."""
        # The start is included because the stored sentences have offsets in the paragraph.
        return hashlib.sha256(f"{self.span.start} {self.text}".encode()).digest()

    @property
    def sentences(self) -> list[Span]:
        """The sentences of the passage, as spans of its paragraph."""
        start, end = self.span.start, self.span.end
        return [s for s in sentences(self.span.paragraph) if start <= s.start and s.end <= end]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A passage as encoded by both models.

    ``cache_key`` has 32 bytes. ``vector`` has unit length: float32, shape (dimension,). ``tokens``
    has the token vectors of this passage only.
    """

    cache_key: bytes
    vector: Matrix
    tokens: Tokens


# Other machines, which return the passages encoded, in any order, each at least once.
Workers = Callable[[Sequence[Passage]], Iterator[Sequence[Encoded]]]


def cut_passages(row: int, document: Document) -> list[Passage]:
    """Return the passages of a document; ``row`` is the position of the document in the build."""
    return [
        Passage(row, position, span)
        for position, paragraph in enumerate(document.paragraphs)
        if paragraph.part != FRONT
        for span in passages(paragraph, PASSAGE_WORDS)
    ]


def passage_cache_key(span: Span) -> bytes:
    """Return the cache key of a passage."""
    return Passage(0, 0, span).cache_key


def heading_text(paragraph: Paragraph, *, innermost: bool = False) -> str:
    """Return the headings of a paragraph without ordinals, as a model reads them before its text.

    With ``innermost``, only the last heading is returned.
    """
    path = paragraph.headings[-1:] if innermost else paragraph.headings
    bare = (re.sub(r"^(?:[IVXLC]+|[A-Z]|\d{1,2})\. ", "", heading) for heading in path)
    return "".join(f"{heading}. " for heading in bare)


class PassageEncoding:
    """Encodes the passages of one build of a library."""

    def __init__(
        self,
        library: Path,
        table: Sequence[Passage],
        old: EmbeddedStore | None,
        encoder: Encoder,
        progress: Progress,
    ) -> None:
        """Prepare to encode those passages of ``table`` that neither ``old`` nor a journal has.

        ``progress`` receives the name of the stage, the number of passages done, and their total.
        """
        self._table, self._old, self._encoder, self._progress = table, old, encoder, progress
        self._vector_journal = Journal(library, encoder.name, encoder.digest)
        keys = [passage_cache_key(span) for span in old.passages] if old else []
        self._vectors: dict[bytes, Matrix] = {}
        if old and (old.encoder, old.digests["encoder"]) == (encoder.name, encoder.digest):
            self._vectors = dict(zip(keys, old.vectors, strict=True))
        self._vectors |= {
            key: arrays["vector"] for key, arrays in self._vector_journal.read().items()
        }
        self._tokens = TokenFiles(library, old, keys)
        self._old_cache_keys = keys
        self._multilingual_file = library / "work" / "multilingual.raw"

    def spread(self, workers: Workers) -> None:
        """Encode the missing passages on other machines."""
        missing = [
            passage
            for passage in {passage.cache_key: passage for passage in self._table}.values()
            if passage.cache_key not in self._vectors or passage.cache_key not in self._tokens
        ]
        done = 0
        for batch in workers(missing):
            self._record_vectors({encoded.cache_key: encoded.vector for encoded in batch})
            self._tokens.record({encoded.cache_key: encoded.tokens for encoded in batch})
            done += len(batch)
            self._progress("Encoding on the cluster", done, len(missing))

    def vectors(self) -> Matrix:
        """Return a unit vector for each passage: float32, shape (passages, dimension)."""
        missing = self._not_in(self._vectors)
        done = 0

        def report(count: int) -> None:
            nonlocal done
            done += count
            self._progress("Embedding passages", done, len(missing))

        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            vectors = self._encoder.encode([passage.text for passage in batch], report)
            keys = (passage.cache_key for passage in batch)
            self._record_vectors(dict(zip(keys, vectors, strict=True)))
        rows = [self._vectors[passage.cache_key] for passage in self._table]
        return np.stack(rows) if rows else self._encoder.encode([])

    def tokens(self, late: LateInteraction) -> Tokens:
        """Return the token vectors of all passages, in the order of the table.

        The vectors are mapped from a file, which is removed with the journal.
        """
        missing = self._not_in(self._tokens)
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            tokens: dict[bytes, Tokens] = {}
            for done, passage in enumerate(batch, start=start + 1):
                tokens[passage.cache_key] = late.encode(
                    passage.heading, passage.span, passage.sentences
                )
                self._progress("Encoding tokens", done, len(missing))
            self._tokens.record(tokens)
        return self._tokens.collect([passage.cache_key for passage in self._table])

    def cross_lingual(self, tokens: Tokens, multilingual: Multilingual) -> Matrix:
        """Return the multilingual vectors of all passages and of each of their sentences.

        Row ``i`` belongs to row ``i`` of ``tokens.segments``; the row of the headings has the
        vector of the whole passage. float32, shape (segments, 384). The vectors are mapped from a
        file, which is removed with the journal.
        """
        known: dict[bytes, npt.NDArray[np.float32]] = {}
        old = self._old
        same_model = old and old.digests.get("multilingual") == MULTILINGUAL_DIGEST
        if old and same_model and old.multilingual is not None:
            firsts = np.searchsorted(old.tokens.segments[:, 0], np.arange(1, old.size))
            known = dict(zip(self._old_cache_keys, np.split(old.multilingual, firsts), strict=True))
        missing = sum(passage.cache_key not in known for passage in self._table)
        firsts = np.searchsorted(tokens.segments[:, 0], np.arange(len(self._table) + 1)).tolist()
        done = 0
        with self._multilingual_file.open("wb") as file:
            for passage, (first, last) in zip(self._table, pairwise(firsts), strict=True):
                vectors = known.get(passage.cache_key)
                if vectors is None:
                    text = passage.span.paragraph.text
                    bounds = tokens.segments[first:last, 1:3].tolist()
                    vectors = multilingual.encode(
                        [text[start:end] if start >= 0 else passage.text for start, end in bounds]
                    )
                    done += 1
                    self._progress("Encoding for other languages", done, missing)
                file.write(np.ascontiguousarray(vectors, np.float32).tobytes())
        shape = (len(tokens.segments), 384)
        return map_raw(self._multilingual_file, np.float32, shape)

    def _not_in(self, known: Container[bytes]) -> list[Passage]:
        """Return the passages whose cache keys are not in ``known``, each key once."""
        passages = {passage.cache_key: passage for passage in self._table}
        return [passage for key, passage in passages.items() if key not in known]

    def _record_vectors(self, vectors: dict[bytes, Matrix]) -> None:
        self._vector_journal.write({key: {"vector": vector} for key, vector in vectors.items()})
        self._vectors |= vectors
