"""Fixtures of several test modules: the bundled report, its library, a server and a browser."""

import asyncio
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from assistant import Assistant
from corpus import Document
from corpus.read import bundled_reports, read_document
from index import Index
from tests.browsing import SWITCHES, UNOPTIMIZED, browsing, leave
from tests.libraries import copy_bundled_library, share_between_workers
from tests.longer import FIGURES
from tests.order import place_of
from tests.paths import CHROMIUM
from tests.server import started


def pytest_configure(config: pytest.Config) -> None:
    """Let each worker of pytest-xdist, and what it starts, compute on one processor.

    PyTorch and ONNX Runtime take all processors otherwise, and the workers slow each other down.
    The modules begin in the order of ``tests.order``. Without that, pytest-xdist begins with those
    that have the most tests, and a long one that has few is left to one worker at the end.
    """
    if getattr(config.option, "numprocesses", None):
        config.option.loadscopereorder = False
        for name in ("OMP_NUM_THREADS", "PILCROW_THREADS"):
            os.environ.setdefault(name, "1")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: place_of(item.path))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Let no tab show a page while the tests of other folders run, since a page is never idle."""
    yield
    if nextitem is not None and nextitem.path.parent != item.path.parent:
        leave("http")


@pytest.fixture(scope="session", autouse=True)
def _shared(tmp_path_factory: pytest.TempPathFactory) -> None:
    share_between_workers(tmp_path_factory)


@pytest.fixture(scope="session", autouse=True)
def _figures() -> Iterator[None]:
    """Write what was tried into the file that PILCROW_FIGURES names."""
    yield
    if file := os.environ.get("PILCROW_FIGURES"):
        Path(file).write_text(json.dumps(FIGURES), encoding="utf-8")


@pytest.fixture(scope="session")
def report() -> Document:
    return read_document(bundled_reports()[0])


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the library of the bundled report, of which each worker has a copy of its own."""
    return copy_bundled_library(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="session")
def index(library: Path) -> Index:
    return Index.open(library)


@pytest.fixture(scope="session")
def assistant(library: Path) -> Assistant:
    return Assistant.open(library)


@pytest.fixture(scope="session")
def server_and_process(
    library: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, int]]:
    """Serve the library, at a rate that no test exceeds; give the address and the process."""
    with started(library, tmp_path_factory.mktemp("server"), "--rate", "1000000") as both:
        yield both


@pytest.fixture(scope="session")
def server(server_and_process: tuple[str, int]) -> str:
    return server_and_process[0]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser of this worker; its tabs are used again, also by other modules."""
    with sync_playwright() as playwright:
        switches = [*SWITCHES, UNOPTIMIZED]
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=switches)
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def _own_event_loop(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hide the event loop of the browser from the tests that need none.

    Playwright's loop runs for as long as there is a browser, and asyncio begins no second one.
    """
    running = asyncio._get_running_loop()
    if running is None or "browser" in request.fixturenames:
        yield
        return
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(running)


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Literal["light", "dark"]:
    return "dark" if request.param == "dark" else "light"


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    with browsing(browser, server, "desktop", color_scheme="light") as page:
        yield page


@pytest.fixture
def phone(browser: Browser, server: str) -> Iterator[Page]:
    with browsing(browser, server, "phone", color_scheme="light") as page:
        yield page
