"""Build a library: cut documents into passages, encode new passages, publish the build."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from corpus import Document
from corpus.errors import LibraryEmpty, LibraryMissing, NoSuchReport
from corpus.select import is_asked
from index.building.embed import Passage, PassageEncoding, Workers, cut_passages
from index.building.journal import clear_journal
from index.building.restore import new_name
from index.models import late_interaction as late_module
from index.models.encoder import Encoder, SentenceTransformerEncoder
from index.models.exported_encoder import keep_encoder
from index.models.late_interaction import LateInteraction, Tokens
from index.models.multilingual import DIGEST as MULTILINGUAL_DIGEST
from index.models.multilingual import Multilingual
from index.storage.lexical import Lexical
from index.storage.manifest import LAYOUT, Manifest, list_files
from index.storage.originals import keep_originals, prune_originals, remove_originals
from index.storage.publishing import prune, publish, writing
from index.storage.reports import write_reports
from index.storage.store import EmbeddedStore
from index.storage.vectors import MAX_EXACT, IvfVectors
from index.storage.vocabulary import count_words
from index.types import Matrix, Progress


def build(
    library: Path,
    documents: Iterable[Document],
    *,
    encoder: Encoder,
    late: LateInteraction,
    multilingual: Multilingual | None = None,
    remove: Iterable[str] = (),
    fresh: bool = False,
    workers: Workers | None = None,
    originals: Iterable[Path] | None = (),
    progress: Progress = lambda stage, done, total: None,
) -> Manifest:
    """Add or replace documents by key, publish the library as a new build, return its manifest.

    Passages whose embedded text did not change keep their vectors. With ``multilingual``, the
    library can answer questions in other languages. ``remove`` lists symbols or keys to remove.
    ``fresh`` ignores the current build. ``workers`` are other machines that encode passages.
    ``originals`` are the files of the documents, which are copied into the library; with None, the
    library keeps no such copy, and those that it has are removed.

    Raises:
        LibraryBusy: another process is building this library.
        LibraryUnwritable: the disk is full, or the folder cannot be written.
        LibraryEmpty: the new build would have no document.
        NoSuchReport: a report to remove is not in the library.
        LibraryDamaged, LibraryMismatch: the current build cannot be used; ``fresh`` ignores it.
    """
    with writing(library):
        old = None if fresh else _open_old(library)
        merged = merge(old.documents if old else (), documents, remove)
        reports = [merged[key] for key in sorted(merged)]
        if not reports:
            raise LibraryEmpty(
                "No report would be left in the library. Add one in the same command"
            )
        keep_originals(library, originals or (), reports)
        table = [
            passage for i, document in enumerate(reports) for passage in cut_passages(i, document)
        ]
        encoding = PassageEncoding(library, table, old, encoder, progress)
        if workers:
            encoding.spread(workers)
        vectors, tokens = encoding.vectors(), encoding.tokens(late)
        cross_lingual = encoding.cross_lingual(tokens, multilingual) if multilingual else None

        if isinstance(encoder, SentenceTransformerEncoder):
            keep_encoder(library, encoder)

        manifest = publish_build(
            library, reports, table, vectors, tokens, encoder.name, cross_lingual, encoder.digest
        )
        prune(library)
        if originals is None:
            remove_originals(library)
        else:
            prune_originals(library)
        clear_journal(library)
        return manifest


def publish_build(
    library: Path,
    documents: Sequence[Document],
    table: Sequence[Passage],
    vectors: Matrix,
    tokens: Tokens,
    encoder: str,
    cross_lingual: Matrix | None = None,
    encoder_digest: str = "",
) -> Manifest:
    """Write and publish a build of passages that are already encoded; return its manifest.

    Passage ``i`` of ``table`` has row ``i`` of ``vectors`` and of ``tokens``. ``encoder`` is the
    name of the encoder, and ``encoder_digest`` its digest. ``cross_lingual`` has one multilingual
    vector for each row of ``tokens.segments``.
    """
    digests = {"encoder": encoder_digest, "late": late_module.DIGEST}
    if cross_lingual is not None:
        digests["multilingual"] = MULTILINGUAL_DIGEST
    width = vectors.shape[1]
    manifest = Manifest(LAYOUT, encoder, late_module.NAME, width, len(table), (), (), digests)

    def write(draft: Path) -> None:
        nonlocal manifest
        _write(draft, documents, table, vectors, tokens)
        if cross_lingual is not None:
            np.save(draft / "multilingual.npy", cross_lingual)
        symbols = tuple(document.symbol for document in documents)
        manifest = replace(manifest, documents=symbols, files=list_files(draft))
        manifest.write(draft)

    publish(library, new_name(), write)
    return manifest


def merge(
    old: Iterable[Document], new: Iterable[Document], remove: Iterable[str] = ()
) -> dict[str, Document]:
    """Return the reports of the new build, by key.

    A new report replaces the old report of the same key. ``remove`` has symbols, or keys to remove
    one language of a report. Raises NoSuchReport if a report to remove is in neither list.
    """
    merged = {document.key: document for document in old}
    merged |= {document.key: document for document in new}
    for symbol in remove:
        keys = [key for key, document in merged.items() if is_asked(document, [symbol])]
        if not keys:
            raise NoSuchReport(
                f"{symbol} is not in the library. To see its reports: pilcrow build --list"
            )
        for key in keys:
            del merged[key]
    return merged


def _open_old(library: Path) -> EmbeddedStore | None:
    try:
        return EmbeddedStore.open(library)
    except LibraryMissing:
        return None


def _write(
    draft: Path,
    documents: Sequence[Document],
    table: Sequence[Passage],
    vectors: Matrix,
    tokens: Tokens,
) -> None:
    write_reports(draft, documents)
    words = json.dumps(count_words(documents), ensure_ascii=False)
    (draft / "words.json").write_text(words, encoding="utf-8")
    rows = [(p.document, p.paragraph, p.span.start, p.span.end) for p in table]
    np.save(draft / "passages.npy", np.array(rows, np.int32).reshape(-1, 4))
    np.save(draft / "vectors.npy", vectors)
    if len(vectors) > MAX_EXACT:
        IvfVectors.build(vectors, draft / "cells")
    np.save(draft / "tokens.npy", tokens.vectors)
    np.save(draft / "segments.npy", tokens.segments)
    Lexical.index(passage.text for passage in table).save(draft / "lexical")
