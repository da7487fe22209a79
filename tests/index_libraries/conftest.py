"""One library in each kind of store.

The engine is milvus-lite behind its server, and, where PILCROW_TEST_MILVUS names one, a real one of
several processes.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Document
from index.milvus.records import Records
from tests.engines import PIECE, SHORT, serving_lite, update


@pytest.fixture(scope="session")
def lite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve milvus-lite; give its address."""
    with serving_lite(tmp_path_factory.mktemp("milvus")) as address:
        yield address


@pytest.fixture(scope="session")
def engine_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the cache folder that holds the staging folders of the engines' libraries."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module", params=["lite", pytest.param("cluster", marks=pytest.mark.cluster)])
def engine(request: pytest.FixtureRequest, engine_cache: Path) -> Iterator[str]:
    """Give the address of an engine, without a name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(engine_cache))
        patch.setattr(Records, "PIECE", PIECE)
        if request.param == "cluster":
            address = os.environ.get("PILCROW_TEST_MILVUS")
            if not address:
                pytest.skip("PILCROW_TEST_MILVUS names no Milvus: .ci/milvus starts one")
            patch.setenv("PILCROW_MILVUS_COPIES", "2")
            yield address
        else:
            yield request.getfixturevalue("lite")


@pytest.fixture(scope="session")
def folder(report: Document, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("library")
    update(place, [report, SHORT])
    return place


@pytest.fixture(scope="module")
def address(engine: str, report: Document) -> str:
    """Give an engine's library of the same reports as that in ``folder``."""
    update(f"{engine}/same", [report, SHORT])
    return f"{engine}/same"
