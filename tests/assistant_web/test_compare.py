"""The dialogs in which two reports are compared and a saved conversation is asked again."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from corpus import Document, Paragraph
from tests.browsing import browsing, no_barriers
from tests.libraries import make_library
from tests.paths import CHROMIUM
from tests.server import serving

pytestmark = [
    pytest.mark.model,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM"),
]


def report(symbol: str, *texts: str) -> Document:
    above = ("I. Life of whales",)  # of which the examples at the start are made
    numbered = (
        Paragraph(symbol, str(n), text, headings=above) for n, text in enumerate(texts, start=1)
    )
    return Document(symbol, f"Whales of {symbol}", tuple(numbered))


OLD = report(
    "A/79/10", "Whales <live> in cold water.", "They are eaten by nobody.", "Fishing ended in 1986."
)
NEW = report(
    "A/80/10", "Whales <live> in warm water.", "They sing.", "They are eaten by nobody.",
)  # fmt: skip


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a library of two reports."""
    folder = tmp_path_factory.mktemp("two")
    make_library(folder / "library", [OLD, NEW])
    with serving(folder / "library", folder) as url:
        yield url


@pytest.fixture(params=["desktop", "small"])
def comparing(browser: Browser, two: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    with browsing(browser, two, request.param, locale="en-GB") as page:
        page.evaluate("pilcrow.openGuide('A/80/10#English')")
        page.locator(".guide .compare").click()
        expect(page.locator(".side-by-side .pair")).to_have_count(5)
        yield page


def test_two_reports_stand_side_by_side(comparing: Page) -> None:
    page, dialog = comparing, comparing.locator(".side-by-side")
    expect(dialog.locator("ul")).to_contain_text("1 renumbered, 1 changed, 1 added, 1 removed")
    expect(dialog.locator(".pair:visible")).to_have_count(3)
    expect(dialog.locator(".is-changed del")).to_have_text("cold")
    expect(dialog.locator(".is-changed ins")).to_have_text("warm")
    no_barriers(page)
    assert dialog.evaluate("one => one.scrollWidth <= innerWidth")
    dialog.get_by_label("Only differences").uncheck()
    expect(dialog.locator(".pair:visible")).to_have_count(5)
    for wanted in ("is-changed", "is-added", "is-removed", "is-changed"):
        dialog.get_by_role("button", name="Next difference").click()
        expect(dialog.locator(f".pair.now.{wanted}")).to_have_count(1)
    expect(dialog.locator(".at")).to_have_text("1 of 3")


def test_a_number_opens_the_paragraph(comparing: Page) -> None:
    comparing.locator(".side-by-side .is-removed button").click()
    expect(comparing.locator(".side-by-side")).to_be_hidden()
    expect(comparing.locator(".src .doc")).to_have_text("A/79/10")
    expect(comparing.locator(".src .p.on p")).to_have_text("Fishing ended in 1986.")


def test_what_cannot_be_compared_is_said(comparing: Page) -> None:
    dialog = comparing.locator(".side-by-side")
    dialog.get_by_label("First report").select_option("A/80/10#English")
    expect(dialog.locator(".told")).to_have_text("Choose another report to compare with.")
    expect(dialog.locator(".pair")).to_have_count(0)
    comparing.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_saved_conversation_is_asked_again(browser: Browser, two: str, tmp_path: Path) -> None:
    quote = {"document": "A/80/10", "language": "English", "paragraph": "9", "text": "They <sang>."}
    talk, broken = tmp_path / "talk.json", tmp_path / "broken.json"
    citations = [quote | {"reference": "A/80/10, para. 9"}]
    talk.write_text(json.dumps([{"question": "Who wrote Hamlet?", "citations": citations}]))
    broken.write_text("{")
    with browsing(browser, two, "desktop", locale="en-GB") as page:
        chooser, dialog = page.locator("#compare input[type=file]"), page.locator(".replayed")
        page.click("[data-act=save]")
        with page.expect_file_chooser() as opened:
            page.get_by_role("button", name="Replay a saved conversation").click()
        opened.value.set_files(talk)
        expect(dialog.locator(".turn.is-lost")).to_contain_text("They <sang>.")
        expect(dialog).to_contain_text("The file does not say which library answered.")
        no_barriers(page)
        dialog.get_by_role("button", name="Close the result").click()
        chooser.set_input_files(broken)
        expect(dialog.locator(".told")).to_contain_text("broken.json: is no saved conversation")
