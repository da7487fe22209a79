"""Several conversations, which the browser keeps: none is lost to another, or to another tab."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import VISITS, ask, browsing, no_barriers, open_source
from tests.paths import CHROMIUM

pytestmark = [
    pytest.mark.model,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM"),
]
VACCINES = "Who hoarded vaccines, and with what effect?"
SWEDEN, QATAR = "When did he visit Sweden?", "When did he visit Qatar?"


def talks(page: Page) -> list[str]:
    """Return the names in the list of conversations, which is opened if it is closed."""
    if page.locator(".talks-list").is_hidden():
        page.click("[data-act=talks]")
    return page.locator(".talk-open").all_inner_texts()


def begin(page: Page) -> None:
    talks(page)
    page.click(".new-talk")
    expect(page.locator("#bot .message")).to_have_count(0)


def test_conversations_are_begun_shown_renamed_and_deleted(sized_page: Page) -> None:
    page = sized_page
    ask(page, VISITS)
    begin(page)
    ask(page, VACCINES)
    assert talks(page) == [VACCINES, VISITS]  # the last one first
    no_barriers(page)
    page.locator(".talk-open").last.click()
    expect(page.locator("#bot blockquote").first).to_contain_text("Costa Rica")
    open_source(page)  # its citations are those of this conversation
    expect(page.locator(".src mark.now")).to_contain_text("Costa Rica")
    page.keyboard.press("Escape")
    page.reload()
    expect(page.locator("#bot blockquote").first).to_contain_text("Costa Rica")
    expect(page.locator("#bot .bot.message")).to_have_count(1)

    talks(page)
    page.get_by_role("button", name=f"Rename: {VISITS}").click()
    page.keyboard.type("Country visits")
    page.keyboard.press("Enter")
    assert sorted(talks(page)) == ["Country visits", VACCINES]
    page.get_by_role("button", name="Delete: Country visits").click()
    expect(page.locator("#bot blockquote").first).to_contain_text("The hoarding of vaccines")
    assert talks(page) == [VACCINES]
    page.keyboard.press("Escape")
    expect(page.locator(".talks-list")).to_be_hidden()
    page.locator(".notice .undo").click()
    expect(page.locator("#bot blockquote").first).to_contain_text("Costa Rica")
    assert sorted(talks(page)) == ["Country visits", VACCINES]


def test_a_tab_shows_what_another_tab_adds(browser: Browser, server: str) -> None:
    with browsing(browser, server, locale="en-GB") as page:
        ask(page, SWEDEN)
        other = page.context.new_page()
        other.goto(server)
        expect(other.locator("#bot .bot.message")).to_have_count(1)
        ask(other, QATAR)
        expect(page.locator("#bot .bot.message")).to_have_count(2)
        expect(page.locator("#bot .bot.message").last).to_contain_text("2 to 10 September 2019")
        begin(other)  # a new conversation there leaves this one as it is
        expect(page.locator("#bot .bot.message")).to_have_count(2)


def test_two_tabs_that_ask_at_once_lose_nothing(browser: Browser, server: str) -> None:
    with browsing(browser, server, locale="en-GB") as page:
        ask(page, SWEDEN)
        other = page.context.new_page()
        other.goto(server)
        expect(other.locator("#bot .bot.message")).to_have_count(1)
        # What the other tab writes is not announced here, as while an answer is on its way.
        page.evaluate(
            "window.addEventListener('storage', event => event.stopImmediatePropagation(), true)"
        )
        ask(other, QATAR)
        ask(page, VISITS)
        for tab in (page, other):
            expect(tab.locator("#bot .bot.message")).to_have_count(3)
            expect(tab.locator("#bot .bot.message").nth(1)).to_contain_text("September 2019")
            last = tab.locator("#bot .bot.message").last
            expect(last).to_contain_text("Costa Rica")
            last.locator("a[href*='#c/']").first.click()
            expect(tab.locator(".src mark.now")).to_contain_text("Costa Rica")
            expect(tab.locator(".src .ok")).to_be_visible()
        assert talks(page) == [SWEDEN]


def test_conversations_that_parted_are_both_kept(browser: Browser, server: str) -> None:
    with browsing(browser, server, locale="en-GB") as page:
        ask(page, SWEDEN)
        page.evaluate(
            """() => { // as if another tab had edited the question
              const key = Object.keys(localStorage).find(one => one.startsWith('pilcrow-talk:'));
              const talk = JSON.parse(localStorage.getItem(key));
              talk.messages[0].content[0].text = 'Another question?';
              talk.name = 'Another question?';
              localStorage.setItem(key, JSON.stringify(talk));
            }"""
        )
        ask(page, QATAR)
        expect(page.locator(".notice")).to_contain_text("Both are kept")
        assert talks(page) == [SWEDEN, "Another question?"]
        expect(page.locator("#bot .bot.message")).to_have_count(2)
