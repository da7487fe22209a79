"""What the user asked, chose or cleared is not lost, and the page says what it did not find."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.web.scope import wanted_keys
from corpus import Document, Paragraph
from tests.browsing import VISITS, ask, browsing, open_source
from tests.libraries import make_library
from tests.paths import CHROMIUM
from tests.server import serving

GOALS = "Who scored the most goals at the last World Cup?"
KEYS = ["A/9/1#English", "A/9/2#English", "A/9/2#French"]


def report(symbol: str, title: str, *texts: str) -> Document:
    paragraphs = (
        Paragraph(symbol, str(i), text, headings=("I. Life",)) for i, text in enumerate(texts, 1)
    )
    return Document(symbol, title, tuple(paragraphs))


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a library of two reports."""
    folder = tmp_path_factory.mktemp("two")
    penguins = report("A/9/1", "Penguins", "Penguins breed on the southern islands.", "They fell.")
    krill = report("A/9/2", "Krill", "Krill is fished by many fleets in the south.", "It goes.")
    make_library(folder / "library", [penguins, krill])
    with serving(folder / "library", folder) as url:
        yield url


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        ("", KEYS),
        ("[" * 100_000, KEYS),
        ('{"asked": null, "left_out": ""}', KEYS),
        ('{"asked": null, "left_out": "A/9/1#English,A/7/7#English"}', KEYS[1:]),
        ('{"asked": "A/9/2", "left_out": "A/9/2#French"}', KEYS[1:]),
        ('{"asked": "A/9/2#French", "left_out": ""}', KEYS[2:]),
        ('{"asked": "A/7/7", "left_out": ""}', KEYS),
    ],
)
def test_a_link_comes_before_what_the_browser_keeps(wanted: str, keys: list[str]) -> None:
    assert wanted_keys(wanted, KEYS) == keys


@pytest.mark.model
@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM")
class TestInTheBrowser:
    """All of these need a browser."""

    def test_a_miss_is_honest_and_leads_on(self, page: Page) -> None:
        answer = ask(page, GOALS)
        expect(answer.locator("h2")).to_have_text(
            "I found no sentence that answers this in the report asked."
        )
        expect(answer).to_contain_text("Closest passages; please judge:")
        expect(answer.locator("blockquote a")).to_have_count(3)
        expect(answer).not_to_contain_text("pip install")
        open_source(page)
        expect(page.locator(".src .ok")).to_be_visible()  # they are the words of the report
        page.locator("#bot .option").first.click()
        expect(page.locator("#bot .bot.message")).to_have_count(2)
        led = page.locator("#bot .bot.message").last
        expect(led.locator("blockquote").first).to_be_visible()
        expect(led.locator("h2")).to_have_count(0)

    def test_the_scope_is_in_sight_and_kept(self, browser: Browser, two: str) -> None:
        with browsing(browser, two) as page:
            scope = page.locator("#scope")
            expect(scope).to_have_text("Asking 2 of 2 reports")
            scope.click()
            page.wait_for_selector("#drawer.open")
            page.locator("#asked label", has_text="A/9/1").click()
            expect(scope).to_have_text("Asking 1 of 2 reports")
            page.keyboard.press("Escape")
            expect(page.locator("#drawer.open")).to_have_count(0)
            page.wait_for_url(re.compile(r"asked=A/9/2%23English"))
            page.goto(two)
            expect(scope).to_have_text("Asking 1 of 2 reports")  # the browser keeps it
            answer = ask(page, "Where do penguins breed?")
            expect(answer.locator("h2")).to_contain_text("in the report asked")
            answer = ask(page, "Who fishes krill?")
            expect(answer.locator("blockquote a").first).to_have_text("A/9/2 ¶1")
            open_source(page)
            link = page.url
        with browsing(browser, link) as page:  # another browser: the link names the scope
            expect(page.locator("#scope")).to_have_text("Asking 1 of 2 reports")
            expect(page.locator(".src mark.now")).to_contain_text("Krill is fished")
            page.goto(two)
            expect(page.locator("#scope")).to_have_text("Asking 2 of 2 reports")

    def test_one_report_needs_no_choice(self, page: Page) -> None:
        expect(page.locator("#scope")).to_be_hidden()

    def test_a_question_without_an_answer_comes_back_to_its_box(
        self, browser: Browser, server: str
    ) -> None:
        context = browser.new_context()
        page = context.new_page()
        page.goto(server)
        page.wait_for_selector("#bot .example")
        page.wait_for_selector(".src .p", state="attached")
        page.wait_for_timeout(400)
        ask(page, VISITS)
        page.route("**/queue/join*", lambda route: route.abort(), times=1)
        page.fill("#q textarea", "When did he visit Qatar?")
        page.keyboard.press("Enter")
        expect(page.locator("#q textarea")).to_have_value("When did he visit Qatar?")
        expect(page.locator(".notice")).to_contain_text("Your question is back in its box")
        page.wait_for_timeout(8000)  # Gradio finds the server again, and loads the page again
        expect(page.locator("#q textarea")).to_have_value("When did he visit Qatar?")
        page.locator("#q textarea").press("Enter")
        expect(page.locator("#bot .bot.message").last).to_contain_text("2 to 10 September 2019")
        context.close()

    def test_clearing_is_undone(self, page: Page) -> None:
        ask(page, VISITS)
        page.get_by_role("button", name="Clear", exact=True).click()
        expect(page.locator("#bot .message")).to_have_count(0)
        expect(page.locator(".notice")).to_contain_text("Conversation cleared.")
        page.locator(".notice .undo").click()
        expect(page.locator("#bot blockquote").first).to_contain_text("Costa Rica")
        expect(page.locator(".notice")).to_be_hidden()
        open_source(page)
        page.reload()
        expect(page.locator("#bot blockquote").first).to_contain_text("Costa Rica")
        expect(page.locator(".src mark.now")).to_contain_text("Costa Rica")  # and the place

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ("document=A/78/176&paragraph=99", "The report has no such paragraph."),
            ("document=A/1/1&paragraph=1", "This report is no longer in the library."),
        ],
    )
    def test_a_dead_link_says_so(
        self, browser: Browser, server: str, query: str, said: str
    ) -> None:
        for size in ("desktop", "phone"):
            with browsing(browser, f"{server}?{query}", size) as page:
                expect(page.locator(".notice")).to_be_visible()
                expect(page.locator(".notice span")).to_have_text(said)

    def test_back_and_escape_close_what_is_on_top(self, browser: Browser, server: str) -> None:
        # A tab of its own: the way back must not lead into what another test has visited.
        with browsing(browser, server, "phone", locale="en-IE") as page:
            ask(page, VISITS)
            open_source(page)
            expect(page.locator("#side")).to_be_visible()
            page.go_back()
            expect(page.locator("#side")).to_be_hidden()
            expect(page.locator("#bot blockquote").first).to_be_visible()
            page.click("[data-act=reports]")
            page.wait_for_selector("#drawer.open")
            page.go_back()
            expect(page.locator("#drawer.open")).to_have_count(0)
            open_source(page)
            page.locator("#q textarea").evaluate("box => box.focus()")
            page.keyboard.press("Escape")
            expect(page.locator("#side")).to_be_hidden()
            open_source(page)
            page.locator(".src .x").click()
            expect(page.locator("#side")).to_be_hidden()
            open_source(page)  # closing left nothing behind that would close it again
            page.wait_for_timeout(500)
            expect(page.locator("#side")).to_be_visible()

    def test_find_leads_to_numbers_and_headings(self, page: Page) -> None:
        find, count = page.locator(".src .find input"), page.locator(".src .count")
        for wanted in ("70", "para. 70", "¶70"):
            find.fill(wanted)
            expect(page.locator(".src .p[data-number='70'] .n")).to_be_in_viewport()
            expect(count).to_contain_text("1 of")
        find.fill("IV")
        expect(page.locator(".src h3", has_text="IV. ")).to_be_in_viewport()
        find.fill("7")
        expect(page.locator(".src .p[data-number='7'] .n")).to_be_in_viewport()
        find.fill("9999")
        expect(count).to_have_text("none")

    def test_the_edit_box_has_the_keys_of_the_question_box(self, page: Page) -> None:
        ask(page, "When did he visit Sweden?")
        page.keyboard.press("ArrowUp")
        editing = page.locator("#bot .user-row textarea")
        expect(editing).to_be_focused()
        page.keyboard.press("Escape")
        expect(editing).to_have_count(0)
        expect(page.locator("#q textarea")).to_be_focused()
        page.keyboard.press("ArrowUp")
        expect(editing).to_be_focused()
        editing.fill("When did he visit Qatar?")
        page.keyboard.press("Enter")
        expect(page.locator("#bot .bot.message").last).to_contain_text("2 to 10 September 2019")
        expect(page.locator("#bot .bot.message")).to_have_count(1)

    def test_an_answer_is_announced_once(self, page: Page) -> None:
        ask(page, VISITS)
        expect(page.locator("#said")).to_contain_text("Costa Rica")
        expect(page.locator(".src .live")).to_have_text("")
        live = page.locator("[aria-live=polite], [role=log]:not([aria-live=off])")
        assert live.filter(has_text="Costa Rica").count() == 0
        expect(page.get_by_role("button", name="Send", exact=True)).to_be_visible()

    def test_the_paragraph_is_focused_when_it_is_opened(self, sized_page: Page) -> None:
        ask(sized_page, VISITS)
        open_source(sized_page)
        expect(sized_page.locator(".src .p.on")).to_be_focused()

    @pytest.mark.parametrize("locale", ["en", "fr"])
    def test_small_screens_hold_every_control(
        self, browser: Browser, two: str, locale: str
    ) -> None:
        with browsing(browser, two, "small", locale=locale) as page:
            assert len(page.evaluate(ROWS)) == 1
            ask(page, "Who fishes krill?")
            open_source(page)
            assert page.evaluate(SMALL) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= 320
            assert len(page.evaluate(TOOLS)) <= 2


_SEEN = "one.checkVisibility({visibilityProperty: true, opacityProperty: true})"
ROWS = f"""() => [...new Set([...document.querySelectorAll('.top > *')].filter(one => {_SEEN}
  && !one.matches('.live')).map(one => Math.round((one.getBoundingClientRect().top
  + one.getBoundingClientRect().bottom) / 2 / 12)))]"""
TOOLS = f"""() => [...new Set([...document.querySelectorAll('.src .tools > *')]
  .filter(one => {_SEEN})
  .map(one => Math.round(one.getBoundingClientRect().top)))]"""
SMALL = f"""() => [...document.querySelectorAll('button, a[href], input, select, summary')]
  .filter(one => {_SEEN} && !one.closest('.unseen, #drawer'))
  .filter(one => {{ const {{width, height}} = one.getBoundingClientRect();
    return width > 0 && (width < 24 || height < 24); }})
  .map(one => one.outerHTML.slice(0, 160))"""
