"""What models make of passages: a build encodes what the one before it has not.

What is encoded is written down at once (``index.building.journal``), so that a kill loses little.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus import Document, Paragraph, Span
from corpus.document import FRONT
from corpus.split import passages, sentences
from index.building.journal import Journal
from index.models import late_interaction as late_module
from index.models.encoder import Encoder
from index.models.late_interaction import LateInteraction, Tokens
from index.models.multilingual import Multilingual
from index.storage.store import EmbeddedStore
from index.types import Matrix, Progress

# all-MiniLM-L6-v2 reads 256 word pieces: about 170 words of United Nations English under its
# headings.
PASSAGE_WORDS = 170

# So many passages are encoded before they are written down, so that a kill costs no more.
_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a build: the places of its document and paragraph, and its words."""

    document: int
    paragraph: int
    span: Span

    @property
    def heading(self) -> str:
        """What a model reads before it."""
        return heading_text(self.span.paragraph)

    @property
    def text(self) -> str:
        """What is embedded."""
        return self.heading + self.span.text

    @property
    def key(self) -> bytes:
        """What it is known again by: its words under its headings, and its place."""
        # Its place counts: what is kept of its sentences tells where in the paragraph they stand.
        return hashlib.sha256(f"{self.span.start} {self.text}".encode()).digest()

    @property
    def sentences(self) -> list[Span]:
        """Its sentences, as spans of the paragraph."""
        start, end = self.span.start, self.span.end
        return [s for s in sentences(self.span.paragraph) if start <= s.start and s.end <= end]


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the two models made of a passage."""

    key: bytes
    vector: Matrix
    tokens: Tokens


# Other machines, that encode passages in any order, each at least once.
Workers = Callable[[Sequence[Passage]], Iterator[Sequence[Encoded]]]


def cut_passages(row: int, document: Document) -> list[Passage]:
    """Cut a document, which has the place ``row``, into passages."""
    return [
        Passage(row, place, span)
        for place, paragraph in enumerate(document.paragraphs)
        if paragraph.part != FRONT
        for span in passages(paragraph, PASSAGE_WORDS)
    ]


def passage_key(span: Span) -> bytes:
    """Return what a passage is known again by."""
    return Passage(0, 0, span).key


def heading_text(paragraph: Paragraph, *, innermost: bool = False) -> str:
    """Return what a model reads before a passage: its headings, or the last, without ordinals."""
    path = paragraph.headings[-1:] if innermost else paragraph.headings
    bare = (re.sub(r"^(?:[IVXLC]+|[A-Z]|\d{1,2})\. ", "", heading) for heading in path)
    return "".join(f"{heading}. " for heading in bare)


class PassageEncoding:
    """Encodes the passages of one build, in the library that it is for."""

    def __init__(
        self,
        library: Path,
        table: Sequence[Passage],
        old: EmbeddedStore | None,
        encoder: Encoder,
        progress: Progress,
    ) -> None:
        """Encode the passages of ``table``, but for those that ``old`` or a journal has."""
        self._table, self._old, self._encoder, self._progress = table, old, encoder, progress
        self._vector_journal = Journal(library, encoder.name)
        self._token_journal = Journal(library, late_module.NAME)
        keys = [passage_key(span) for span in old.passages] if old else []
        self._vectors: dict[bytes, Matrix] = {}
        if old and old.encoder == encoder.name:
            self._vectors = dict(zip(keys, old.vectors, strict=True))
        self._vectors |= {key: one["vector"] for key, one in self._vector_journal.read().items()}
        self._tokens: dict[bytes, Tokens] = {}
        if old and old.manifest.late == late_module.NAME:
            self._tokens = dict(zip(keys, old.tokens.split(len(keys)), strict=True))
        self._tokens |= {
            key: Tokens(one["vectors"], one["segments"])
            for key, one in self._token_journal.read().items()
        }
        self._old_keys = keys

    def spread(self, workers: Workers) -> None:
        """Let other machines encode what is missing."""
        missing = [
            one
            for one in {one.key: one for one in self._table}.values()
            if one.key not in self._vectors or one.key not in self._tokens
        ]
        done = 0
        for batch in workers(missing):
            self._keep_vectors({one.key: one.vector for one in batch})
            self._keep_tokens({one.key: one.tokens for one in batch})
            done += len(batch)
            self._progress("PassageEncoding on the cluster", done, len(missing))

    def vectors(self) -> Matrix:
        """Return a unit vector for each passage: float32, shape (passages, dimension)."""
        missing = list({p.key: p for p in self._table if p.key not in self._vectors}.values())
        done = 0

        def tell(count: int) -> None:
            nonlocal done
            done += count
            self._progress("Embedding passages", done, len(missing))

        for start in range(0, len(missing), _AT_ONCE):
            part = missing[start : start + _AT_ONCE]
            found = self._encoder.encode([passage.text for passage in part], tell)
            self._keep_vectors(dict(zip((one.key for one in part), found, strict=True)))
        rows = [self._vectors[passage.key] for passage in self._table]
        return np.stack(rows) if rows else self._encoder.encode([])

    def tokens(self, late: LateInteraction) -> Tokens:
        """Return the tokens of the passages."""
        missing = list({p.key: p for p in self._table if p.key not in self._tokens}.values())
        for start in range(0, len(missing), _AT_ONCE):
            found: dict[bytes, Tokens] = {}
            for done, one in enumerate(missing[start : start + _AT_ONCE], start=start + 1):
                found[one.key] = late.encode(one.heading, one.span, one.sentences)
                self._progress("PassageEncoding tokens", done, len(missing))
            self._keep_tokens(found)
        return Tokens.join([self._tokens[passage.key] for passage in self._table])

    def cross_lingual(self, tokens: Tokens, multilingual: Multilingual) -> Matrix:
        """Encode each passage and each of its sentences, in the order of the tokens' segments."""
        known: dict[bytes, npt.NDArray[np.float32]] = {}
        old = self._old
        if old and old.multilingual is not None:
            firsts = np.searchsorted(old.tokens.segments[:, 0], np.arange(1, old.size))
            known = dict(zip(self._old_keys, np.split(old.multilingual, firsts), strict=True))
        missing = sum(passage.key not in known for passage in self._table)
        parts, done = [np.zeros((0, 384), np.float32)], 0
        for passage, part in zip(self._table, tokens.split(len(self._table)), strict=True):
            vectors = known.get(passage.key)
            if vectors is None:
                text = passage.span.paragraph.text
                places = part.segments[:, 1:3].tolist()
                vectors = multilingual.encode(
                    [text[start:end] if start >= 0 else passage.text for start, end in places]
                )
                done += 1
                self._progress("PassageEncoding for other languages", done, missing)
            parts.append(vectors)
        return np.concatenate(parts)

    def _keep_vectors(self, found: dict[bytes, Matrix]) -> None:
        self._vector_journal.write({key: {"vector": vector} for key, vector in found.items()})
        self._vectors |= found

    def _keep_tokens(self, found: dict[bytes, Tokens]) -> None:
        self._token_journal.write(
            {key: {"vectors": t.vectors, "segments": t.segments} for key, t in found.items()}
        )
        self._tokens |= found
