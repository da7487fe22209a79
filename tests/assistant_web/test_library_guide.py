"""The list of reports in the drawer, and the guide at the top of a report."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from corpus import Document, Paragraph
from corpus.document import FRONT, SUMMARY
from tests.browsing import browsing, is_narrow, no_barriers, wait_until_ready
from tests.libraries import make_library
from tests.paths import CHROMIUM
from tests.server import serving

pytestmark = [
    pytest.mark.model,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM"),
]

SUMMARY_TEXT = "Krill feeds the <southern> seas, and is fished by many fleets."


def report(symbol: str, title: str, issued: date) -> Document:
    def paragraph(number: str, text: str, part: str = "", *headings: str) -> Paragraph:
        return Paragraph(symbol, number, text, part, headings)

    return Document(
        symbol,
        title,
        (
            paragraph("", "Report of the Special Rapporteur on seas", FRONT),
            paragraph("", SUMMARY_TEXT, SUMMARY),
            paragraph("1", f"{title} are counted each year.", "", "I. Introduction"),
            paragraph("2", "They live in cold water.", "", "II. Where they live"),
            paragraph("3", "They are eaten by whales.", "", "III. Who eats them"),
            paragraph("4", "States should fish less.", "", "IV. Recommendations"),
        ),
        issued=issued,
    )


REPORTS = [
    report("A/80/10", "Whales", date(2020, 1, 2)),
    report("A/80/9", "Penguins", date(2024, 3, 4)),
    report("A/HRC/99/1", "Albatrosses", date(2022, 5, 6)),
]


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a library of three reports."""
    folder = tmp_path_factory.mktemp("three")
    make_library(folder / "library", REPORTS)
    with serving(folder / "library", folder) as url:
        yield url


@pytest.fixture(params=["desktop", "phone"])
def drawer(browser: Browser, three: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    with browsing(browser, three, request.param, locale="en-GB") as page:
        page.click("[data-act=reports]")
        page.wait_for_selector("#drawer.open")
        expect(page.locator("#asked li")).to_have_count(3)
        yield page


def lists(page: Page, *titles: str) -> None:
    """Assert that the list shows these reports, in this order."""
    expect(page.locator("#asked li > button")).to_have_text(list(titles))


def test_the_list_is_searched_sorted_and_filtered(drawer: Page) -> None:
    page = drawer
    no_barriers(page)
    expect(page.locator("#asked li").last).to_contain_text("6 May 2022 · Human Rights Council")
    sort = page.get_by_label("Sort by")
    for order, wanted in (
        ("date", ["Penguins", "Albatrosses", "Whales"]),
        ("title", ["Albatrosses", "Penguins", "Whales"]),
    ):
        sort.select_option(order)
        lists(page, *wanted)
    page.get_by_label("Body", exact=True).first.select_option("Human Rights Council")
    lists(page, "Albatrosses")
    expect(page.locator("#asked .shown-count")).to_have_text("1 of 3 reports")
    page.get_by_label("Body", exact=True).first.select_option("")
    page.get_by_label("Search the reports").fill("2024 assembly")
    lists(page, "Penguins")
    # A tick in the list is what is asked, also while the list shows a part of the reports.
    page.locator("#asked label").click()
    expect(page.locator("#scope")).to_have_text("Asking 2 of 3 reports")
    # One report alone, and all of them again.
    page.get_by_role("button", name="Ask only this: A/80/9").click()
    expect(page.locator("#scope")).to_have_text("Asking 1 of 3 reports")
    page.get_by_role("button", name="Ask all reports").click()
    expect(page.locator("#scope")).to_have_text("Asking 3 of 3 reports")
    expect(page.get_by_role("button", name="Ask all reports")).to_be_hidden()
    page.locator("#asked label").click()
    page.get_by_label("Search the reports").fill("")
    expect(page.locator("#asked input:checked")).to_have_count(2)
    page.wait_for_url(re.compile("asked=[^&]*,"))  # the choice is kept
    page.reload()
    wait_until_ready(page)
    page.click("[data-act=reports]")
    expect(page.locator("#asked input:checked")).to_have_count(2)
    lists(page, "Albatrosses", "Penguins", "Whales")  # the order is remembered


def test_a_title_opens_the_report_with_its_guide(drawer: Page) -> None:
    page = drawer
    page.get_by_role("button", name="Albatrosses", exact=True).click()
    guide = page.locator(".src .guide")
    expect(guide).to_be_visible()
    expect(guide).to_be_in_viewport()
    for text in ("A/HRC/99/1", "6 May 2022", "Report of the Special Rapporteur on seas"):
        expect(guide.locator("dl")).to_contain_text(text)
    expect(guide.locator("dl")).to_contain_text("Human Rights Council")
    expect(guide.locator("blockquote")).to_have_text(SUMMARY_TEXT)
    link = guide.locator("a")
    expect(link).to_have_attribute("href", "https://docs.un.org/en/A/HRC/99/1")
    expect(link).to_have_attribute("rel", re.compile("noreferrer"))
    expect(guide).to_contain_text("leaves this machine")
    page.wait_for_url(re.compile(r"document=A/HRC/99/1"))
    if not is_narrow(page):
        page.keyboard.press("Escape")  # the drawer
    no_barriers(page)
    guide.get_by_role("button", name="III. Who eats them").click()
    expect(page.locator(".src .p[data-number='3']")).to_be_in_viewport()


def test_each_question_of_the_guide_has_an_answer_in_the_report(drawer: Page) -> None:
    page = drawer
    page.get_by_role("button", name="Whales", exact=True).click()
    buttons = page.locator(".src .guide .begin button")
    expect(buttons).to_have_count(4)
    questions = buttons.all_text_contents()
    assert all(questions)
    if not is_narrow(page):
        page.keyboard.press("Escape")
    for number, question in enumerate(questions, start=1):
        if is_narrow(page):
            page.click("[data-act=source]")
        page.locator(".src .body").evaluate("body => body.scrollTo(0, 0)")
        page.locator(".src .guide .begin button", has_text=question).click()
        answers = page.locator("#bot .bot.message")
        expect(answers).to_have_count(number)
        expect(answers.last.locator("blockquote").first).to_be_visible()
        expect(answers.last.locator("blockquote a").first).to_contain_text("A/80/10")
