"""The documents that a paragraph names, as links below it in the source panel."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from corpus import Document, Paragraph
from tests.browsing import ask, browsing, is_narrow, no_barriers, open_source
from tests.libraries import make_library
from tests.paths import CHROMIUM
from tests.server import serving

pytestmark = [
    pytest.mark.model,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM"),
]

KRILL = "Krill feeds the southern seas, as A/80/92 shows (see A/79/5 and resolution 70/1)."


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve two reports, the first of which names the second and a document that is not there."""

    def report(symbol: str, title: str, text: str) -> Document:
        texts = (text, "They live in cold water.", "States should fish less.")
        headings = ("I. Introduction", "II. Where they live", "III. Recommendations")
        numbered = enumerate(zip(texts, headings, strict=True), 1)
        paragraphs = (Paragraph(symbol, str(i), one, "", (head,)) for i, (one, head) in numbered)
        return Document(symbol, title, (*paragraphs,))

    first = report("A/80/91", "Krill", KRILL)
    second = report("A/80/92", "Whales", "Whales are counted each year.")
    library = make_library(tmp_path_factory.mktemp("named"), [first, second])
    with serving(library, tmp_path_factory.mktemp("server"), "--rate", "1000000") as url:
        yield url


@pytest.fixture(params=["desktop", "phone"])
def reader(browser: Browser, named: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    with browsing(browser, named, request.param, color_scheme="light") as page:
        yield page


def test_names_lead_to_reports_and_leave_the_marks_of_quotations_as_they_are(reader: Page) -> None:
    page = reader
    ask(page, "What feeds the southern seas?")
    open_source(page)
    expect(page.locator(".src mark.now")).to_have_text(KRILL)
    assert page.locator(".src #p-0 p").inner_text() == KRILL
    links = page.locator(".src #p-0 .names a")
    expect(links).to_have_text(["A/80/92", "A/79/5", "A/RES/70/1"])
    expect(links.nth(1)).to_have_attribute("href", "https://docs.un.org/en/A/79/5")
    expect(links.nth(1)).to_have_attribute("title", re.compile("^Not in your library"))
    boxes = [link.bounding_box() for link in links.all()]
    assert all(box is not None and box["height"] >= 24 for box in boxes)
    no_barriers(page)

    links.first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".src .doc")).to_have_text("A/80/92")
    page.get_by_role("button", name="‹ A/80/91, para. 1").click()
    expect(page.locator(".src .doc")).to_have_text("A/80/91")
    expect(page.locator(".src .p.on")).to_be_in_viewport()
    expect(page.locator("#panel" if is_narrow(page) else ".src")).to_be_visible()
