"""The page of the PDF beside the text, and an answer whose report was built anew after it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from corpus.read import read_document
from tests.browsing import ask, browsing, no_barriers, open_source
from tests.libraries import copy_library, make_library
from tests.paths import CHROMIUM
from tests.pdf_files import Rule, Text, paragraph, write
from tests.server import serving

pytestmark = [
    pytest.mark.model,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM"),
]

WELLS = "How many of the northern wells were dry?"
KRILL = "Who fishes krill?"
DRY = "eleven of them dry"


def wells(path: Path, dry: str = DRY, pages: int = 2, gone: bool = False) -> Path:
    """Write a report of two pages; its second paragraph goes over the page end."""
    lines = (
        "1. The Panel was established by the General Assembly in its resolution 77/1 of",
        "12 December 2022, and met three times in Geneva in the course of the year.",
    )
    cut = (
        f"2. The Panel visited the northern wells in March, found {dry}, and said",
        "that it would need deep-water pumps, new pipes and at least four engineers for",
    )
    first = [
        Text(100, 40, "A/99/5"),
        Text(100, 100, "Report of the Panel on Wells", size=16, font="bold"),
        Text(100, 150, "I. Mandate", size=13, font="bold"),
        *paragraph(180, *lines),
        *(() if gone else paragraph(720, *cut)),
        Rule(100, 210, 500, 211),
    ]
    second = [
        Text(100, 40, "A/99/5"),
        *(() if gone else paragraph(80, "the southern wells alone before the rains began.")),
        Text(100, 130, "II. Conclusions", size=13, font="bold"),
        *paragraph(
            160,
            f"{2 if gone else 3}. The Panel will report on its work to the General Assembly at its",
            "hundredth session, and asks all States to help with the pumps that it needs.",
        ),
    ]
    return write(path, [first, second][:pages])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    krill = folder / "A_99_6.txt"
    krill.write_text("1. Krill is fished by many fleets in the south.\n\n2. It goes.")
    files = [wells(folder / "A_99_5.pdf"), krill]
    return make_library(folder / "library", map(read_document, files), files)


@pytest.fixture
def library(built: Path, tmp_path: Path) -> Path:
    """Return a library that a test may change, of a PDF and a text."""
    return copy_library(built, tmp_path / "library")


@pytest.fixture
def served(library: Path, tmp_path: Path) -> Iterator[str]:
    with serving(library, tmp_path, "--root-path", "/pilcrow") as url:
        yield url


@pytest.fixture(params=["desktop", "phone"])
def sized(request: pytest.FixtureRequest, browser: Browser, served: str) -> Iterator[Page]:
    with browsing(browser, served, request.param) as page:
        yield page


def drawn(page: Page) -> None:
    """Wait until the page of the PDF is there."""
    page.wait_for_function(
        "() => { const picture = document.querySelector('.src .drawn img');"
        " return picture.naturalWidth > 500 && !picture.closest('[aria-busy]'); }"
    )


def test_the_page_is_shown_with_the_words_boxed(sized: Page) -> None:
    page = sized
    ask(page, WELLS)
    open_source(page)
    page.click(".src .as-page")
    drawn(page)
    boxes, picture = page.locator(".src .drawn i"), page.locator(".src .drawn img")
    expect(boxes).to_have_count(2)
    expect(boxes.first).to_be_in_viewport()
    expect(picture).to_have_attribute("alt", "Page 1 of A/99/5 as it looks in the original file")
    expect(page.locator(".src .leaf-at")).to_have_text("Page 1 of 2")
    expect(page.locator(".src .page-said")).to_have_text("")
    # The box lies over the words: 720 of 800 points down the page.
    share = boxes.first.evaluate(
        "box => { const page = box.parentNode.getBoundingClientRect(), line ="
        " box.getBoundingClientRect(); return (line.top + line.height / 2 - page.top)"
        " / page.height; }"
    )
    assert 0.90 < share < 0.92
    no_barriers(page)

    page.click(".src .leaf .other")  # the words continue
    expect(page.locator(".src .leaf-at")).to_have_text("Page 2 of 2")
    expect(boxes).to_have_count(1)
    expect(page.locator(".src .leaf .on")).to_be_disabled()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".src .leaf-at")).to_have_text("Page 1 of 2")
    drawn(page)
    width = picture.bounding_box()
    picture.click(position={"x": 150, "y": 200})
    expect(page.locator(".src .leaf .zoom")).to_have_attribute("aria-pressed", "true")
    full = picture.bounding_box()
    assert width
    assert full
    assert full["width"] > 1.3 * width["width"]
    page.locator(".src .paper").focus()
    page.keyboard.press("Escape")  # first the zoom, then the source
    expect(page.locator(".src .leaf .zoom")).to_have_attribute("aria-pressed", "false")
    page.click(".src .as-text")
    expect(page.locator(".src mark.now")).to_be_in_viewport()
    expect(page.locator(".src .ok")).to_be_visible()


def test_only_reports_with_a_pdf_have_pages(browser: Browser, served: str) -> None:
    with browsing(browser, served) as page:
        answer = ask(page, KRILL)
        expect(answer.locator("blockquote").first).to_contain_text("Krill")
        open_source(page)
        expect(page.locator(".src .as-page")).to_be_hidden()
        ask(page, WELLS)
        open_source(page)
        page.click(".src .as-page")
        drawn(page)
        # The next citation is shown as the user chose; one without a page as text.
        page.locator("#bot blockquote a", has_text="A/99/6").first.click()
        expect(page.locator(".src mark.now")).to_contain_text("Krill")
        expect(page.locator(".src .as-page")).to_be_hidden()
        page.locator("#bot blockquote a", has_text="A/99/5 ¶2").first.click()
        expect(page.locator(".src .as-page")).to_be_visible()
        drawn(page)
        expect(page.locator(".src .drawn i")).to_have_count(2)
        page.click(".src .plan")
        page.locator(".src .toc button", has_text="Conclusions").click()
        expect(page.locator(".src .leaf-at")).to_have_text("Page 2 of 2")
        page.fill(".src .find input", "Geneva")  # found in the text
        expect(page.locator(".src .count")).to_have_text("1 of 1")
        expect(page.locator(".src .sheet")).to_be_hidden()


def test_a_page_that_cannot_be_drawn_says_so(browser: Browser, served: str, library: Path) -> None:
    with browsing(browser, served) as page:
        ask(page, WELLS)
        open_source(page)
        shutil.rmtree(library / "originals")
        page.click(".src .as-page")
        expect(page.locator(".src .page-said")).to_contain_text("cannot be shown now")
        page.click(".src .as-text")
        expect(page.locator(".src mark.now")).to_be_in_viewport()


def test_an_old_answer_says_that_the_report_has_changed(
    browser: Browser, served: str, library: Path, tmp_path: Path
) -> None:
    def build(path: Path) -> None:
        make_library(library, [read_document(path)], [path])

    path, changed = tmp_path / "A_99_5.pdf", ".src .changed"
    with browsing(browser, served) as page:
        ask(page, WELLS)
        open_source(page)
        expect(page.locator(".src .ok")).to_be_visible()
        expect(page.locator(changed)).to_be_hidden()
        chip = page.locator("#bot blockquote a").first
        build(wells(path, dry="nine of them dry"))
        chip.click()
        expect(page.locator(changed)).to_contain_text("The report has changed since")
        expect(page.locator(changed)).to_contain_text(DRY)
        expect(page.locator(changed)).to_contain_text("In the report now, A/99/5, para. 2: ")
        expect(page.locator(changed)).to_contain_text("nine of them dry")
        expect(page.locator(".src .ok")).to_be_hidden()
        expect(page.locator(".src mark.now")).to_contain_text("nine of them dry")
        no_barriers(page)
        page.click(".src .as-page")  # the page is that of the new version
        drawn(page)
        expect(page.locator(".src .drawn i")).to_have_count(2)
        page.click(".src .as-text")

        build(wells(path, gone=True))
        page.reload()
        page.wait_for_selector("#bot blockquote")
        chip.click()
        expect(page.locator(changed)).to_contain_text(DRY)
        expect(page.locator(".src .ok")).to_be_hidden()

        build(wells(path))  # as it was
        chip.click()
        expect(page.locator(".src .ok")).to_be_visible()
        expect(page.locator(changed)).to_be_hidden()


def test_the_address_of_the_pages_gives_nothing_else(library: Path, served: str) -> None:
    for query, status in (
        ("", 400),
        ("?page=x", 400),
        ("?page=1", 404),
        ("?page=1&file=../../CURRENT", 404),
    ):
        assert _status(f"{served}original{query}") == status
    digest = next(path for path in (library / "originals").iterdir() if _is_pdf(path)).name
    assert _status(f"{served}pilcrow/original?file={digest}&page=2") == 200
    assert _status(f"{served}original?file={digest}&page=3") == 404


def _is_pdf(path: Path) -> bool:
    return path.read_bytes().startswith(b"%PDF")


def _status(url: str) -> int:
    try:
        with urlopen(url, timeout=60) as answer:
            return int(answer.status)
    except HTTPError as refused:
        return refused.code
