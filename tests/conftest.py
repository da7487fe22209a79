"""What several test modules need: the report, and a library of it made once."""

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
from index.building.build import build
from index.models.encoder import open_encoder
from index.models.late_interaction import open_late
from tests.browsing import WIDTHS, browsing
from tests.longer import FIGURES
from tests.paths import CHROMIUM
from tests.server import serving


@pytest.fixture(scope="session", autouse=True)
def figures() -> Iterator[None]:
    """Write down what was tried, where somebody wants to know."""
    yield
    if place := os.environ.get("PILCROW_FIGURES"):
        Path(place).write_text(json.dumps(FIGURES), encoding="utf-8")


@pytest.fixture(scope="session")
def report() -> Document:
    return read_document(bundled_reports()[0])


@pytest.fixture(scope="session")
def library(report: Document, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("library")
    build(place, [report], encoder=open_encoder(), late=open_late())
    return place


@pytest.fixture(scope="session")
def index(library: Path) -> Index:
    return Index.open(library)


@pytest.fixture(scope="session")
def assistant(library: Path) -> Assistant:
    return Assistant.open(library)


@pytest.fixture(scope="session")
def server(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(library, tmp_path_factory.mktemp("server")) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield found
        found.close()


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Literal["light", "dark"]:
    return "dark" if request.param == "dark" else "light"


@pytest.fixture(params=WIDTHS)
def page(
    browser: Browser, server: str, scheme: Literal["light", "dark"], request: pytest.FixtureRequest
) -> Iterator[Page]:
    with browsing(browser, server, request.param, color_scheme=scheme) as page:
        yield page
