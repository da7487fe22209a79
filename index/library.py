"""Open, build and update a library, in a folder or in an engine."""

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from pathlib import Path

from corpus import Document
from corpus.errors import LibraryBusy, LibraryMissing
from corpus.read import bundled_reports, read_document
from index.building.build import build
from index.building.process import update_apart
from index.models.encoder import DEFAULT, Encoder, open_encoder
from index.models.late_interaction import DIGEST as LATE_DIGEST
from index.models.late_interaction import NAME as LATE
from index.models.late_interaction import open_late
from index.models.multilingual import is_installed, open_multilingual
from index.storage.location import Location, staging_folder
from index.storage.manifest import Manifest
from index.storage.originals import find_original, originals_size
from index.storage.publishing import current, first_opening, wait_for_writer
from index.storage.store import EmbeddedStore, Store
from index.types import Progress


def open_store(location: Location) -> Store:
    """Open the current build of a library.

    Raises:
        LibraryMissing: nothing has been built there.
        LibraryDamaged: a file or record is missing or was changed.
        LibraryMismatch: another version of Pilcrow wrote the build.
        EngineUnreachable: the library is in an engine that does not answer.
    """
    if isinstance(location, Path):
        return EmbeddedStore.open(location)
    from index.milvus.store import MilvusStore

    return MilvusStore.open(location)


def current_name(location: Location) -> str:
    """Return the name of the current build of a library; raises like ``open_store``."""
    if isinstance(location, Path):
        return current(location).name
    from index.milvus.client import open_engine

    return open_engine(location).current()


def original_of(location: Location, document: Document) -> Path | None:
    """Return the copy of the file that a document was read from, or None if there is none."""
    return find_original(location, document) if isinstance(location, Path) else None


def describe_originals(location: Location) -> str:
    """Return how many files of reports a library keeps and their size; "" if it keeps none."""
    number, size = originals_size(location) if isinstance(location, Path) else (0, 0)
    files = "1 original file" if number == 1 else f"{number:,} original files"
    return f"{files} kept, {size / 1e6:.1f} MB" if number else ""


def encoders_of(location: Location) -> Path:
    """Return the folder that has the exported encoder for questions to a library."""
    return location if isinstance(location, Path) else staging_folder(location)


def update(
    location: Location,
    documents: Iterable[Document],
    *,
    model: str = DEFAULT,
    encoder: Encoder | None = None,
    remove: Sequence[str] = (),
    fresh: bool = False,
    cluster: str = "",
    originals: Iterable[Path] | None = (),
    progress: Progress = lambda stage, done, total: None,
) -> Manifest:
    """Build a library with the models of this machine: see ``index.building.build.build``.

    A library in an engine is first built in a folder and then sent to the engine. ``encoder`` is
    used instead of the encoder named ``model``. ``cluster`` is the address HOST:PORT of a Ray
    cluster that encodes the passages. ``originals`` are the files of the documents, as for
    ``build``; a library in an engine keeps none.
    """
    multilingual = open_multilingual() if is_installed() else None
    encoder = encoder or open_encoder(model)
    late = open_late()
    workers = None
    if cluster:
        from index.building.ray import on_cluster

        workers = on_cluster(cluster, model)

    def build_in(folder: Path, added: Iterable[Document], stale: Sequence[str] = ()) -> Manifest:
        return build(
            folder,
            added,
            encoder=encoder,
            late=late,
            multilingual=multilingual,
            remove=[*remove, *stale],
            fresh=fresh,
            workers=workers,
            originals=originals if isinstance(location, Path) else None,
            progress=progress,
        )

    if isinstance(location, Path):
        return build_in(location, documents)
    from index.milvus.build import publish_to

    return publish_to(location, list(documents), build_in, encoder, fresh=fresh, progress=progress)


def ensure(
    location: Location,
    model: str = DEFAULT,
    progress: Progress = lambda *_: None,
    *,
    apart: bool = False,
) -> Store:
    """Open a library; build one of the bundled reports if nothing has been built there yet.

    The reports of a library that was built with another token encoder are encoded again. Of several
    processes that open the library at once, one builds it in its folder, and the others wait; the
    build of another command is waited for, too. ``apart`` builds in a separate process: see
    ``index.building.process``.
    """
    store = _open_usable(location)
    if store:
        return store
    with first_opening(location) if isinstance(location, Path) else nullcontext():
        store = _open_usable(location)
        if store:  # built by a process that this one waited for
            return store
        documents = [] if _is_built(location) else map(read_document, bundled_reports())
        try:
            if apart:
                update_apart(location, documents, model=model, progress=progress)
            else:
                update(location, documents, model=model, progress=progress)
        except LibraryBusy:
            if not isinstance(location, Path):
                raise
            wait_for_writer(location)
        return open_store(location)


def _open_usable(location: Location) -> Store | None:
    """Open a library; return None if nothing is built there, or with another token encoder."""
    try:
        store = open_store(location)
    except LibraryMissing:
        return None
    return store if has_token_encoder(store) else None


def _is_built(location: Location) -> bool:
    try:
        current_name(location)
    except LibraryMissing:
        return False
    return True


def has_token_encoder(store: Store) -> bool:
    """Return whether the tokens of a build are those of this installation's token encoder."""
    return (store.late, store.digests["late"]) == (LATE, LATE_DIGEST)
