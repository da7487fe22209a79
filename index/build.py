"""Make a build of documents: cut them into passages, encode what is new, publish."""

import hashlib
import json
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus import Document, Paragraph, Span
from corpus.errors import LibraryEmpty, LibraryMissing, NoSuchReport
from corpus.parse import FRONT
from corpus.split import passages, sentences
from index import late as late_module
from index.encode import Encoder, Matrix, SentenceTransformerEncoder
from index.exported import keep_encoder
from index.journal import Journal, clear
from index.late import LateInteraction, Tokens
from index.lexical import Lexical
from index.manifest import LAYOUT, Manifest, list_files
from index.multilingual import Multilingual
from index.reports import write_reports
from index.store import EmbeddedStore, prune, publish, writing
from index.vectors import EXACT, CellVectors
from index.words import count_words

# all-MiniLM-L6-v2 reads 256 word pieces: about 170 words of United Nations English under its
# headings.
PASSAGE_WORDS = 170

# So many passages are encoded before they are written down, so that a kill costs no more.
_AT_ONCE = 64

Progress = Callable[[str, int, int], None]  # stage, done, total


@dataclass(frozen=True, slots=True)
class _Passage:
    document: int
    paragraph: int
    span: Span

    @property
    def heading(self) -> str:
        return heading_text(self.span.paragraph)

    @property
    def text(self) -> str:
        return self.heading + self.span.text

    @property
    def key(self) -> bytes:
        # Its place counts: what is kept of its sentences tells where in the paragraph they stand.
        return hashlib.sha256(f"{self.span.start} {self.text}".encode()).digest()


def passage_key(span: Span) -> bytes:
    """Return what a passage is known again by: its words under its headings, and its place."""
    return _Passage(0, 0, span).key


def heading_text(paragraph: Paragraph, *, innermost: bool = False) -> str:
    """Return what a model reads before a passage: its headings, or the last, without ordinals."""
    path = paragraph.headings[-1:] if innermost else paragraph.headings
    bare = (re.sub(r"^(?:[IVXLC]+|[A-Z]|\d{1,2})\. ", "", heading) for heading in path)
    return "".join(f"{heading}. " for heading in bare)


def build(
    library: Path,
    documents: Iterable[Document],
    *,
    encoder: Encoder,
    late: LateInteraction,
    multilingual: Multilingual | None = None,
    remove: Iterable[str] = (),
    fresh: bool = False,
    progress: Progress = lambda stage, done, total: None,
) -> Manifest:
    """Add or replace documents, by symbol, and publish the whole library anew.

    Passages whose embedded text did not change keep their vectors. ``multilingual`` lets the
    library answer questions in other languages. ``fresh`` forgets what is there.

    Raises:
        LibraryBusy: another process is building here.
        LibraryEmpty: no document would be left.
        NoSuchReport: what is to be removed is not there.
        LibraryDamaged, LibraryMismatch: what is there cannot be built upon; ``fresh`` starts over.
    """
    with writing(library):
        old = None if fresh else _open_old(library)
        merged = merge(old.documents if old else (), documents, remove)
        kept = [merged[key] for key in sorted(merged)]
        if not kept:
            raise LibraryEmpty(
                "No report would be left in the library. Add one in the same command"
            )
        table = [row for i, document in enumerate(kept) for row in _cut(i, document)]
        reuse_vectors = old if old and old.manifest.encoder == encoder.name else None
        vectors = _encode(table, encoder, reuse_vectors, Journal(library, encoder.name), progress)
        tokens = _tokens(table, late, old, Journal(library, late_module.NAME), progress)
        across = _across(table, tokens, multilingual, old, progress) if multilingual else None

        if isinstance(encoder, SentenceTransformerEncoder):
            keep_encoder(library, encoder)

        manifest: Manifest

        def write(draft: Path) -> None:
            nonlocal manifest
            _write(draft, kept, table, vectors, tokens)
            if across is not None:
                np.save(draft / "multilingual.npy", across)
            manifest = Manifest(
                LAYOUT,
                encoder.name,
                late_module.NAME,
                vectors.shape[1],
                len(table),
                tuple(document.symbol for document in kept),
                list_files(draft),
            )
            manifest.write(draft)

        publish(library, time.strftime("%Y%m%dT%H%M%S") + f"-{time.time_ns() % 10**9:09}", write)
        prune(library)
        clear(library)
        return manifest


def merge(
    old: Iterable[Document], new: Iterable[Document], remove: Iterable[str] = ()
) -> dict[str, Document]:
    """Return the library's reports by key: the new ones in place of the old, without the removed.

    Raises NoSuchReport where a symbol to remove is not there.
    """
    merged = {document.key: document for document in old}
    merged |= {document.key: document for document in new}
    for symbol in remove:
        keys = [key for key, document in merged.items() if document.symbol == symbol]
        if not keys:
            raise NoSuchReport(
                f"{symbol} is not in the library. pilcrow build --list tells what is"
            )
        for key in keys:
            del merged[key]
    return merged


def _open_old(library: Path) -> EmbeddedStore | None:
    try:
        return EmbeddedStore.open(library)
    except LibraryMissing:
        return None


def _cut(row: int, document: Document) -> list[_Passage]:
    return [
        _Passage(row, place, span)
        for place, paragraph in enumerate(document.paragraphs)
        if paragraph.part != FRONT
        for span in passages(paragraph, PASSAGE_WORDS)
    ]


def _encode(
    table: Sequence[_Passage],
    encoder: Encoder,
    old: EmbeddedStore | None,
    journal: Journal,
    progress: Progress,
) -> Matrix:
    known = dict(zip(_keys(old), old.vectors, strict=True)) if old else {}
    known |= {key: arrays["vector"] for key, arrays in journal.read().items()}
    missing = list({p.key: p for p in table if p.key not in known}.values())
    done = 0

    def tell(count: int) -> None:
        nonlocal done
        done += count
        progress("Embedding passages", done, len(missing))

    for start in range(0, len(missing), _AT_ONCE):
        part = missing[start : start + _AT_ONCE]
        fresh = dict(
            zip(
                (passage.key for passage in part),
                encoder.encode([passage.text for passage in part], tell),
                strict=True,
            )
        )
        journal.write({key: {"vector": vector} for key, vector in fresh.items()})
        known |= fresh
    rows = [known[passage.key] for passage in table]
    return np.stack(rows) if rows else encoder.encode([])


def _tokens(
    table: Sequence[_Passage],
    late: LateInteraction,
    old: EmbeddedStore | None,
    journal: Journal,
    progress: Progress,
) -> Tokens:
    reusable = old and old.manifest.late == late_module.NAME
    known = (
        dict(zip(_keys(old), old.tokens.split(len(old.passages)), strict=True))
        if old and reusable
        else {}
    )
    known |= {
        key: Tokens(arrays["vectors"], arrays["segments"]) for key, arrays in journal.read().items()
    }
    missing = list({p.key: p for p in table if p.key not in known}.values())
    for start in range(0, len(missing), _AT_ONCE):
        fresh: dict[bytes, Tokens] = {}
        for done, passage in enumerate(missing[start : start + _AT_ONCE], start=start + 1):
            span = passage.span
            inside = [
                s for s in sentences(span.paragraph) if span.start <= s.start and s.end <= span.end
            ]
            fresh[passage.key] = late.encode(passage.heading, span, inside)
            progress("Encoding tokens", done, len(missing))
        journal.write(
            {key: {"vectors": t.vectors, "segments": t.segments} for key, t in fresh.items()}
        )
        known |= fresh
    return Tokens.join([known[passage.key] for passage in table])


def _across(
    table: Sequence[_Passage],
    tokens: Tokens,
    multilingual: Multilingual,
    old: EmbeddedStore | None,
    progress: Progress,
) -> Matrix:
    """Encode each passage and each of its sentences, in the order of the tokens' segments."""
    known: dict[bytes, Matrix] = {}
    if old and old.multilingual is not None:
        firsts = np.searchsorted(old.tokens.segments[:, 0], np.arange(1, len(old.passages)))
        known = dict(zip(_keys(old), np.split(old.multilingual, firsts), strict=True))
    missing = sum(passage.key not in known for passage in table)
    parts, done = [np.zeros((0, 384), np.float32)], 0
    for passage, part in zip(table, tokens.split(len(table)), strict=True):
        vectors = known.get(passage.key)
        if vectors is None:
            text = passage.span.paragraph.text
            places = part.segments[:, 1:3].tolist()
            vectors = multilingual.encode(
                [text[start:end] if start >= 0 else passage.text for start, end in places]
            )
            done += 1
            progress("Encoding for other languages", done, missing)
        parts.append(vectors)
    return np.concatenate(parts)


def _keys(store: EmbeddedStore) -> list[bytes]:
    return [passage_key(span) for span in store.passages]


def _write(
    draft: Path,
    documents: Sequence[Document],
    table: Sequence[_Passage],
    vectors: Matrix,
    tokens: Tokens,
) -> None:
    write_reports(draft, documents)
    words = json.dumps(count_words(documents), ensure_ascii=False)
    (draft / "words.json").write_text(words, encoding="utf-8")
    places = [(p.document, p.paragraph, p.span.start, p.span.end) for p in table]
    np.save(draft / "passages.npy", np.array(places, np.int32).reshape(-1, 4))
    np.save(draft / "vectors.npy", vectors)
    if len(vectors) > EXACT:
        CellVectors.build(vectors, draft / "cells")
    np.save(draft / "tokens.npy", tokens.vectors)
    np.save(draft / "segments.npy", tokens.segments)
    Lexical.index([passage.text for passage in table]).save(draft / "lexical")
