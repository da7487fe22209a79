"""The drawer of reports, as a person uses it: add, accept, choose, take out."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsing import ask as ask_the_page
from tests.browsing import browsing, is_narrow, no_barriers, open_source
from tests.libraries import copy_library
from tests.paths import CHROMIUM
from tests.server import serving

pytestmark = [
    pytest.mark.model,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM"),
]


@pytest.fixture(scope="module")
def changeable(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a library that the tests of this module change."""
    folder = tmp_path_factory.mktemp("changeable")
    with serving(copy_library(library, folder / "library"), folder) as url:
        yield url


@pytest.fixture(params=["desktop"])
def page(browser: Browser, changeable: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    with browsing(browser, changeable, request.param) as page:
        page.click("[data-act=reports]")
        page.wait_for_selector("#drawer.open")
        yield page


def upload(page: Page, *files: Path) -> None:
    """Add files, and wait for what is said of them; the first time, the server loads PyTorch."""
    with page.expect_file_chooser() as chooser:
        page.click("#add")
    chooser.value.set_files(files)
    said = re.compile("paragraph", re.IGNORECASE)
    expect(page.locator("#told")).to_contain_text(said, timeout=600_000)


def ask(page: Page, question: str) -> Locator:
    page.locator("#drawer .toggle-button").click()
    answer = ask_the_page(page, question)
    page.click("[data-act=reports]")
    return answer


def test_reports_are_added_accepted_chosen_revised_and_taken_out(
    page: Page, tmp_path: Path
) -> None:
    no_barriers(page)
    asked = page.locator("#asked input[type=checkbox]")
    expect(asked).not_to_have_count(0)  # the list is drawn after the page
    before = asked.count()
    sound, broken, bare = (tmp_path / f"A_9_{n}.txt" for n in (1, 2, 3))
    sound.write_text("1. Penguins breed on the southern islands.\n\n2. Their numbers have fallen.")
    broken.write_text("1. Albatrosses nest.\n\n2. They glide.\n\n5. They rest.\n\n6. They feed.")
    bare.write_text("A title without a text")
    upload(page, sound, broken, bare)
    told = page.locator("#told")
    expect(told).to_contain_text("Paragraphs: 2 (1-2), no gap, no duplicate")
    expect(told).to_contain_text("after paragraph 2 comes 5")
    expect(told).to_contain_text("no paragraph of running text")
    expect(asked).to_have_count(before + 1)
    no_barriers(page)
    page.click("#accept")
    expect(asked).to_have_count(before + 2)
    expect(page.locator("#accept")).to_be_hidden()

    # Only what is ticked is asked.
    page.locator("#asked label", has_text="A/9/1").click()
    expect(ask(page, "Where do penguins breed?").locator("h2")).to_contain_text("2 reports asked")
    page.locator("#asked label", has_text="A/9/1").click()
    quote = ask(page, "Where do penguins breed?").locator("blockquote").first
    expect(quote).to_contain_text("southern islands")
    expect(quote.locator("a")).to_have_text("A/9/1 ¶1")

    page.get_by_text("Tick by body, year, language").click()
    page.locator("#year input").click()
    page.locator("[role=option]", has_text="2023").click()
    expect(page.locator("#asked input:checked")).to_have_count(1)
    page.locator("#year input").click()
    page.locator("[role=option]", has_text="any").click()
    expect(page.locator("#asked input:checked")).to_have_count(before + 2)

    sound.write_text(
        "1. Penguins breed on the southern islands.\n\n2. Their numbers rise.\n\n3. New."
    )
    upload(page, sound)
    expect(told).to_contain_text("changed 2; new 3; gone none")
    told.get_by_text("What changed, word by word").click()
    expect(told.locator("del")).to_have_text("have fallen")
    expect(told.locator("ins").first).to_have_text("rise")
    no_barriers(page)

    page.get_by_text("Take a report out").click()
    page.locator("#gone input").click()
    page.locator("[role=option]", has_text="A/9/2").click()
    page.click("#remove")
    expect(told).to_contain_text("Taken out.")
    expect(asked).to_have_count(before + 1)
    page.click("#put-back")
    expect(told).to_contain_text("It is back.")
    expect(asked).to_have_count(before + 2)
    expect(page.locator("#put-back")).to_be_hidden()
    page.locator("#drawer .toggle-button").click()
    expect(page.locator("#add")).to_be_hidden()


@pytest.mark.parametrize("page", ["desktop", "phone"], indirect=True)
def test_footnotes_are_read_where_they_stand(page: Page, tmp_path: Path) -> None:
    asked = page.locator("#asked input[type=checkbox]")
    expect(asked).not_to_have_count(0)  # the list is drawn after the page
    before = asked.count()
    noted = tmp_path / f"A_9_{10 + before}.html"  # it is not in the library yet
    noted.write_text(
        "<html><body><p>1. Krill is fished<a href='#n1'><sup>1</sup></a> by many.</p><p>2. It goes."
        "</p><p id='n1'><a href='#r1'>1</a> See <i>A/9/3</i>, paragraph 7.</p></body></html>"
    )
    upload(page, noted)
    expect(page.locator("#told")).to_contain_text("footnotes: 1")
    expect(asked).to_have_count(before + 1)
    # The list is drawn a moment before the new report is among those that are asked.
    expect(page.locator("#scope")).to_have_text(f"Asking {before + 1} of {before + 1} reports")
    page.locator("#drawer .toggle-button").click()
    ask_the_page(page, "Who fishes krill?")
    open_source(page)
    tip = page.locator(".src [role=tooltip]")
    expect(tip).to_be_hidden()
    mark = page.locator(".src .note button")
    if is_narrow(page):
        mark.click()
    else:
        mark.hover()
    expect(tip).to_be_visible()
    expect(tip).to_have_text("See A/9/3, paragraph 7.")
    no_barriers(page)
