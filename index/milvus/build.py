"""Build a library in a local folder, then send the complete build to Milvus.

The folder is not deleted, so that the next build encodes only new passages. If the folder does not
have the build that the engine has, the encoded passages of the engine are downloaded first. After a
crash, the engine still answers from the old build.
"""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from corpus import Document
from corpus.contents import contents
from corpus.errors import LibraryBusy, LibraryDamaged, LibraryMismatch, LibraryMissing
from index.building.embed import passage_cache_key
from index.building.journal import Journal
from index.milvus.client import Engine, open_engine
from index.milvus.records import Records
from index.milvus.store import MilvusStore, tokens_to_text, word_index
from index.models.encoder import Encoder
from index.models.late_interaction import DIGEST as LATE_DIGEST
from index.models.late_interaction import NAME as LATE
from index.storage.lines import line_of
from index.storage.location import staging_folder
from index.storage.manifest import LAYOUT, Manifest
from index.storage.publishing import current
from index.storage.reports import header, tables_line
from index.storage.store import EmbeddedStore
from index.types import Progress

_BATCH_ROWS = 200
_BATCH_BYTES = 2 << 20


def publish_to(
    address: str,
    documents: Sequence[Document],
    build: Callable[[Path, Iterable[Document], Sequence[str]], Manifest],
    encoder: Encoder,
    *,
    fresh: bool,
    progress: Progress,
) -> Manifest:
    """Build a new version of the library of an engine, publish it there, return its manifest.

    ``build`` receives a folder, documents to add, and the keys of documents to remove. It encodes
    with ``encoder``.

    Raises:
        EngineUnreachable: the engine does not answer.
        LibraryBusy: another machine published a build in the meantime; nothing is changed.

    The errors of ``index.building.build.build`` are raised too.
    """
    engine = open_engine(address)
    folder = staging_folder(address)
    before = _current(engine)
    base: dict[str, Document] = {}
    stale: list[str] = []
    local = {} if fresh else _documents(folder)
    if not fresh and _folder_build(folder) != before:
        # The folder does not have the current build of the engine: another machine built, or this
        # machine did not finish its build.
        if before:
            current_documents = _download(MilvusStore(engine, before), folder, encoder, progress)
            base = {document.key: document for document in current_documents}
        stale = [key for key in local if key not in base]
    base |= {document.key: document for document in documents}
    manifest = build(folder, base.values(), [key for key in stale if key not in base])
    store = EmbeddedStore.open(folder)
    name = _engine_name(store.name)
    _send(engine, store, name, progress)
    if _current(engine) != before:
        engine.drop(name)
        raise LibraryBusy(
            f"Another build was published at {address} in the meantime. Build again: the new build "
            "will include it"
        )
    engine.publish(name)
    # The previous build is kept, because other processes may still answer from it.
    for old in engine.builds():
        if old < name and old != before:
            engine.drop(old)
    return manifest


def _engine_name(build: str) -> str:
    return build.replace("-", "_")


def _folder_build(folder: Path) -> str | None:
    try:
        return _engine_name(current(folder).name)
    except LibraryMissing:
        return None


def _documents(folder: Path) -> dict[str, Document]:
    try:
        return {document.key: document for document in EmbeddedStore.open(folder).documents}
    except LibraryMissing:
        return {}
    except (LibraryDamaged, LibraryMismatch):
        shutil.rmtree(folder)  # the engine has the original
        return {}


def _current(engine: Engine) -> str | None:
    try:
        return engine.current()
    except LibraryMissing:
        return None


def _download(
    store: MilvusStore, folder: Path, encoder: Encoder, progress: Progress
) -> tuple[Document, ...]:
    """Write the encoded passages of the engine to the journal of the local folder.

    The next build then continues from the journal, as after an interruption.
    """
    vectors = Journal(folder, encoder.name, encoder.digest)
    tokens = Journal(folder, LATE, LATE_DIGEST)
    same_encoder = (store.encoder, store.digests["encoder"]) == (encoder.name, encoder.digest)
    for journal in (vectors, tokens):
        journal.read()  # finds the next file number, so that no file is overwritten
    for start in range(0, store.size, _BATCH_ROWS):
        rows = range(start, min(start + _BATCH_ROWS, store.size))
        keys = [passage_cache_key(span) for span in store.spans(rows)]
        if same_encoder:
            pairs = zip(keys, store.read_vectors(rows), strict=True)
            vectors.write({key: {"vector": vector} for key, vector in pairs})
        if (store.late, store.digests["late"]) == (LATE, LATE_DIGEST):
            parts = zip(keys, store.read_tokens(rows), strict=True)
            tokens.write(
                {key: {"vectors": part.vectors, "segments": part.segments} for key, part in parts}
            )
        progress("Bringing passages", rows.stop, store.size)
    return store.documents


def _send(engine: Engine, store: EmbeddedStore, name: str, progress: Progress) -> None:
    passages, records = engine.create(name, store.manifest.dimension)
    sent = 0
    for batch in _batches(_passages(store, words=engine.finds_words), 3_000):
        engine.call("insert", passages, batch, timeout=60)
        sent += len(batch)
        progress("Sending passages", sent, store.size)
    engine.finish(passages, store.size, "dense", *(["words"] if engine.finds_words else []))
    sent = 0
    for batch in _batches(_records(store, finds_words=engine.finds_words), 0):
        engine.call("insert", records, batch, timeout=60)
        sent += len(batch)
        progress("Sending texts", min(sent, store.size), store.size)
    engine.finish(records, sent, "nothing")


def _passages(store: EmbeddedStore, *, words: bool) -> Iterator[dict[str, Any]]:
    lengths = [len(document.paragraphs) for document in store.documents]
    firsts = np.concatenate([[0], np.cumsum(lengths)])
    weights = store.lexicon.by_row() if words else iter(())
    for row, (document, paragraph, start, end) in enumerate(store.table.tolist()):
        fields: dict[str, Any] = {
            "row": row,
            "document": document,
            "paragraph": int(firsts[document]) + paragraph,
            "start": start,
            "end": end,
            "dense": store.vectors[row].tolist(),
        }
        if words:
            positions, values = next(weights)
            pairs = zip(map(word_index, positions.tolist()), values.tolist(), strict=True)
            fields["words"] = {0: 1.0} | dict(pairs)
        yield fields


def _records(store: EmbeddedStore, *, finds_words: bool) -> Iterator[dict[str, Any]]:
    about = {
        "layout": LAYOUT,
        "encoder": store.encoder,
        "late": store.manifest.late,
        "digests": dict(store.digests),
        "passages": store.size,
        "paragraphs": sum(len(document.paragraphs) for document in store.documents),
        "finds_words": finds_words,
    }
    yield from Records.cut("about", json.dumps(about))
    headers = "[" + ",".join(line_of(header(document)) for document in store.documents) + "]"
    yield from Records.cut("documents", headers)
    all_contents = ",".join(line_of(contents(document).to_dict()) for document in store.documents)
    yield from Records.cut("contents", f"[{all_contents}]")
    for position, document in enumerate(store.documents):
        yield from Records.cut(f"tables/{position}", tables_line(document))
    yield from Records.cut("words", json.dumps(store.words, ensure_ascii=False))
    yield from Records.cut("vocabulary", json.dumps(store.lexicon.vocabulary, ensure_ascii=False))
    paragraphs = (paragraph for document in store.documents for paragraph in document.paragraphs)
    for row, paragraph in enumerate(paragraphs):
        yield from Records.cut(f"p/{row}", line_of(asdict(paragraph)))
    firsts = np.searchsorted(store.tokens.segments[:, 0], np.arange(store.size + 1))
    for row, (first, last) in enumerate(pairwise(firsts.tolist())):
        yield from Records.cut(f"t/{row}", tokens_to_text(store.tokens.part(first, last)))


def _batches(rows: Iterable[dict[str, Any]], each: int) -> Iterator[list[dict[str, Any]]]:
    """Yield rows in batches of about ``_BATCH_BYTES``, because the engine limits a message.

    ``each`` is the size of a row without its text, in bytes.
    """
    batch: list[dict[str, Any]] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += each + len(row.get("body", ""))
        if size > _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
