"""A library wherever it lies: what it is built, opened and followed with."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus import Document
from corpus.errors import LibraryMissing
from corpus.parse import parse
from corpus.read import bundled_reports
from index.build import build
from index.encode import DEFAULT, Encoder, open_encoder
from index.encoding import Progress
from index.late import open_late
from index.manifest import Manifest
from index.multilingual import is_installed, open_multilingual
from index.place import Place, workbench
from index.store import EmbeddedStore, Store, current


def open_store(place: Place) -> Store:
    """Open a library's current build.

    Raises LibraryMissing, LibraryDamaged, LibraryMismatch or, of an engine, EngineUnreachable.
    """
    if isinstance(place, Path):
        return EmbeddedStore.open(place)
    from index.milvus_store import MilvusStore

    return MilvusStore.open(place)


def current_name(place: Place) -> str:
    """Return the name of a library's current build; raises as ``open_store`` does."""
    if isinstance(place, Path):
        return current(place).name
    from index.milvus import open_engine

    return open_engine(place).current()


def encoders_of(place: Place) -> Path:
    """Return the folder where the encoder for a library's questions is kept."""
    return place if isinstance(place, Path) else workbench(place)


def update(
    place: Place,
    documents: Iterable[Document],
    *,
    model: str = DEFAULT,
    encoder: Encoder | None = None,
    remove: Sequence[str] = (),
    fresh: bool = False,
    cluster: str = "",
    progress: Progress = lambda stage, done, total: None,
) -> Manifest:
    """Build a library with this machine's models: see ``index.build.build``.

    What lies in an engine is built in a folder first, then goes there as a whole. ``encoder`` takes
    the place of the model's. ``cluster`` is the address of a Ray cluster that encodes.
    """
    multilingual = open_multilingual() if is_installed() else None
    encoder = encoder or open_encoder(model)
    late = open_late()
    workers = None
    if cluster:
        from index.cluster import on_cluster

        workers = on_cluster(cluster, model)

    def build_in(folder: Path, every: Iterable[Document], unwanted: Sequence[str] = ()) -> Manifest:
        return build(
            folder,
            every,
            encoder=encoder,
            late=late,
            multilingual=multilingual,
            remove=[*remove, *unwanted],
            fresh=fresh,
            workers=workers,
            progress=progress,
        )

    if isinstance(place, Path):
        return build_in(place, documents)
    from index.milvus_build import publish_to

    return publish_to(
        place, list(documents), build_in, encoder.name, fresh=fresh, progress=progress
    )


def ensure(place: Place, model: str = DEFAULT, progress: Progress = lambda *_: None) -> None:
    """Build the library of the bundled reports if nothing has been built there yet."""
    try:
        current_name(place)
    except LibraryMissing:
        update(place, map(parse, bundled_reports()), model=model, progress=progress)
