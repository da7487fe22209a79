"""Tables in the source panel: chosen, searched, filtered, sorted, opened in the text and saved."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from corpus import Document, Paragraph
from tests.browsing import ask, browsing, come_to_rest, is_narrow, no_barriers
from tests.libraries import make_library
from tests.paths import CHROMIUM
from tests.server import serving

pytestmark = [
    pytest.mark.model,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM"),
]

VISIT = "The Panel visited Sweden from 23 to 27 April 2018, and saw <b>wells</b>."
FLOODS = "Floods came on " + ", ".join(f"1 May {year}" for year in range(1801, 2051)) + "."


def report(symbol: str, title: str, *texts: str) -> Document:
    above = (f"I. {title} and their number",)
    paragraphs = (Paragraph(symbol, f"{i}", text, "", above) for i, text in enumerate(texts, 1))
    return Document(symbol, title, tuple(paragraphs), issued=date(2024, 1, 2))


REPORTS = [
    report(
        "A/80/10",
        "Wells",
        "The Panel was set up on 3 May 2017.",
        f"{VISIT} It drank from them.",
        "The wells were counted on 9 June 2016.",
        "The Fisheries Council (FC) heard it.",
        "FC should count fish.",
        "States should dig wells.",
    ),
    report("A/80/11", "Krill", "Krill was counted by many fleets on 1 July 2019."),
    report("A/80/12", "Whales", "Whales are left in peace."),
    report("A/80/13", "Floods", FLOODS),
]
REFERENCE = ".rows .of-reference button"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("tables")
    make_library(folder / "library", REPORTS)
    with serving(folder / "library", folder) as url:
        yield url


@pytest.fixture(params=["desktop", "phone"])
def tables(browser: Browser, served: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page with the dates of the first report."""
    with browsing(browser, served, request.param, locale="en-GB") as page:
        open_tables(page)
        yield page


@pytest.fixture
def desk(browser: Browser, served: str) -> Iterator[Page]:
    with browsing(browser, served, locale="en-GB") as page:
        open_tables(page)
        yield page


def open_tables(page: Page) -> None:
    if is_narrow(page):
        page.click("[data-act=source]")
    page.click(".src .as-tables")
    page.click(".kinds [data-kind=dates]")
    counts(page, "3 of 3")
    come_to_rest(page)


# The pairs of elements of which one lies over the other.
OVERLAPPING = """selector => {
  const all = [...document.querySelectorAll(selector)].map(one => [one, one.getBoundingClientRect()]);
  const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return all.flatMap(([one, a], i) => all.slice(i + 1).filter(([, b]) => over(a, b)).map(([other]) => one.outerHTML + other.outerHTML));
}"""  # noqa: E501


def counts(page: Page, text: str) -> None:
    """Assert how many rows there are, which is said to those who do not see it as well."""
    expect(page.locator(".src .row-count")).to_have_text(text)
    expect(page.locator(".src .live")).to_have_text(text)


def paragraphs(page: Page, *numbers: int) -> None:
    """Assert that the rows are from these paragraphs of the first report, in this order."""
    expect(page.locator(REFERENCE)).to_have_text([f"A/80/10, para. {n}" for n in numbers])


def saved(page: Page, name: str) -> Path:
    with page.expect_download() as told:
        page.get_by_role("button", name=name, exact=True).click()
    return Path(told.value.path())


def test_rows_are_searched_sorted_and_opened_in_the_text(tables: Page) -> None:
    page = tables
    paragraphs(page, 3, 1, 2)  # dates are in their own order
    no_barriers(page)
    head = page.locator(".rows th[data-column=reference]")
    head.get_by_role("button").click()
    paragraphs(page, 1, 2, 3)
    assert page.evaluate(OVERLAPPING, ".timeline .mark") == []
    assert page.evaluate(OVERLAPPING, ".timeline text") == []
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(head.get_by_role("button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    paragraphs(page, 3, 2, 1)

    page.fill(".ask-rows input", "SWEDEN april")
    counts(page, "1 of 3")
    expect(page.locator(".rows .of-text")).to_have_text(VISIT)
    expect(page.locator(".rows .of-begins")).to_have_text("23 April 2018")
    page.locator(REFERENCE).click()
    expect(page.locator(".src mark.now")).to_have_text(VISIT)
    expect(page.locator(".src mark.now")).to_be_in_viewport()
    expect(page.locator(".src .ok")).to_be_visible()
    assert "paragraph=2&sentence=1" in page.url
    page.click(".src .as-tables")  # as it was left
    paragraphs(page, 2)
    page.fill(".ask-rows input", "no such words")
    page.get_by_role("button", name="Show all rows").click()
    counts(page, "3 of 3")
    width = "document.documentElement.scrollWidth - innerWidth"
    inside = "(box => box.scrollWidth - box.clientWidth)(document.querySelector('.rows-box'))"
    assert page.evaluate(f"[{width}, {inside}]") == [0, 0]
    page.keyboard.press("Escape")  # closes the sheet, as it does beside the text
    if is_narrow(page):
        expect(page.locator("#side")).to_be_hidden()


def test_what_is_shown_is_saved(desk: Page) -> None:
    page = desk
    # Who is asked to act is chosen from a menu, which says how often.
    page.click(".kinds [data-kind=recommendations]")
    counts(page, "2 of 2")
    addressees = page.get_by_label("Addressee", exact=True)
    expect(addressees.locator("option")).to_have_text(
        ["Addressee: all", "Fisheries Council (FC) (1)", "States (1)"]
    )
    addressees.select_option("States (1)")
    counts(page, "1 of 2")
    page.click(".kinds [data-kind=dates]")
    page.select_option(".src .extent", "all")
    counts(page, "254 of 254")
    # A picture that is wider than the panel scrolls by itself.
    scrolls = "box => box.scrollWidth - box.clientWidth"
    assert page.locator(".timeline .lanes").evaluate(scrolls) > 0
    assert page.locator(".rows-box").evaluate(scrolls) == 0
    page.get_by_label("Document", exact=True).select_option("A/80/10 (3)")
    counts(page, "3 of 254")
    page.fill(".ask-rows input", "Panel")
    counts(page, "2 of 254")
    expect(page.get_by_label("Document", exact=True).locator("option")).to_have_text(
        ["Document: all", "A/80/10 (2)"]
    )
    start = page.locator(".rows th[data-column=begins] button")
    start.click()
    paragraphs(page, 2, 1)
    lines = list(csv.DictReader(StringIO(saved(page, "CSV").read_text(encoding="utf-8-sig"))))
    assert [line["Text"] for line in lines] == [VISIT, "The Panel was set up on 3 May 2017."]
    assert lines[0]["Begins"] == "2018-04-23"
    for name, begins in (("Excel", b"PK"), ("Word", b"PK"), ("Markdown", b"| ")):
        assert saved(page, name).read_bytes().startswith(begins)


def test_a_long_table_comes_in_parts_and_is_printed_whole(desk: Page) -> None:
    page, rows = desk, desk.locator(".rows tbody tr")
    page.select_option(".src .extent", "all")
    page.fill(".ask-rows input", "floods")
    counts(page, "250 of 254")
    expect(rows).to_have_count(200)
    page.click(".src .more")
    expect(rows).to_have_count(250)
    expect(page.locator(".src .more")).to_be_hidden()
    expect(rows.nth(200).get_by_role("button")).to_be_focused()

    page.fill(".ask-rows input", "FLOODS")  # from the beginning
    expect(rows).to_have_count(200)
    page.locator(".timeline .mark").last.dispatch_event("click")
    expect(rows).to_have_count(6)
    expect(rows.last.locator(".of-printed")).to_have_text("1 May 2050")
    expect(rows.last.get_by_role("button")).to_be_focused()
    page.click(".src .earlier")
    expect(rows).to_have_count(206)

    page.fill(".ask-rows input", "floods ")
    expect(rows).to_have_count(200)
    page.evaluate("window.print = () => { document.body.dataset.printed = 'yes'; }")
    page.click(".src .print")
    expect(page.locator("body[data-printed]")).to_be_attached()
    expect(rows).to_have_count(250)
    page.emulate_media(media="print")
    expect(rows.first).to_be_visible()
    expect(page.locator(".rows caption")).to_have_text("Dates – All reports asked")
    for other in (".src .frame", ".src .ask-rows", "#chat"):
        expect(page.locator(other)).to_be_hidden()
    page.emulate_media(media="null")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")


def test_the_view_stays_while_the_report_changes_and_is_left_for_a_citation(desk: Page) -> None:
    page = desk

    reports = page.locator("#asked li > button")
    page.click("[data-act=reports]")
    reports.filter(has_text="Whales").click()
    expect(page.locator(".no-rows")).to_have_text("No dates were found in this report.")
    counts(page, "0 of 0")
    reports.filter(has_text="Krill").click()
    counts(page, "1 of 1")
    expect(page.locator(REFERENCE)).to_have_text("A/80/11, para. 1")
    answer = ask(page, "Who counted krill?")
    expect(page.locator(".src .rows")).to_be_visible()  # an answer takes nobody away
    answer.locator("blockquote a").first.click()
    expect(page.locator(".src mark.now")).to_contain_text("Krill")
    expect(page.locator(".src .rows")).to_be_hidden()


def test_the_guide_counts_the_rows_and_opens_them(browser: Browser, server: str) -> None:
    with browsing(browser, server) as page:
        button = page.locator(".guide-tables button", has_text="Dates")
        button.scroll_into_view_if_needed()
        expect(button).to_have_text(re.compile(r"^Dates \([1-9]\d*\)$"))
        button.click()
        page.fill(".ask-rows input", "23 to 27 April 2018")
        expect(page.locator(REFERENCE)).to_have_text(["A/78/176, para. 51"])
        expect(page.locator(".rows .of-text")).to_contain_text("first country visit, to Sweden")
