"""Keeping quotations in a brief: from an answer, from the source, over reloads and between tabs."""

import json
from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import VISITS, ask, browsing, is_narrow, no_barriers
from tests.paths import CHROMIUM

pytestmark = [
    pytest.mark.model,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM"),
]
ITEMS = ".kept > li"


def saved(page: Page, file_format: str) -> bytes:
    page.click(".save-brief")
    with page.expect_download() as download:
        page.click(f"[data-format='{file_format}']")
    return Path(download.value.path()).read_bytes()


def select(page: Page, first: str, last: str) -> None:
    """Select words of the source, from within a first text to within a last one."""
    page.evaluate(
        """([first, last]) => {
          const place = text => {
            for (const one of document.querySelectorAll('.src .p p')) {
              const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
              for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                if (node.data.includes(text)) return [node, node.data.indexOf(text)];
              }
            }
          };
          const [a, i] = place(first), [b, j] = place(last);
          getSelection().setBaseAndExtent(a, i + 1, b, j + last.length - 1);
        }""",
        [first, last],
    )


def test_a_quotation_is_kept_annotated_ordered_removed_and_saved(sized_page: Page) -> None:
    page = sized_page
    answer = ask(page, VISITS)
    keep = answer.get_by_role("button", name="Keep this quotation in the brief")
    keep.click()
    expect(page.locator("[data-act=collect]")).to_have_accessible_name("Brief (1)")
    expect(answer.get_by_role("button", name="Remove this quotation")).to_be_visible()
    page.reload()  # it is kept by the browser
    page.click("[data-act=collect]")
    expect(page.locator(".kept .item-state")).to_have_text("✓ word for word")
    page.click(".add-heading")
    page.keyboard.type("Visits")
    page.locator(".kept-heading").get_by_role("button", name="Move up").click()
    expect(page.locator("#brief .pane-said")).to_have_text("Now 1 of 2")
    expect(page.locator(".kept-heading .item-up")).to_be_focused()
    page.fill(".kept-quotation textarea", "Say this first.")
    page.fill("#brief .pane-title", "For Tuesday")
    no_barriers(page)

    file = docx.Document(BytesIO(saved(page, "docx")))
    written = [(p.style.name, p.text) for p in file.paragraphs if p.style]
    assert written[0] == ("Title", "For Tuesday")
    assert written[2] == ("Heading 1", "Visits")
    assert written[3][0] == "Quote"
    assert written[3][1].startswith("The Independent Expert on human rights")
    assert written[4] == ("Normal", "Say this first.")

    page.locator(".kept-quotation").get_by_role("button", name="Remove").click()
    expect(page.locator(ITEMS)).to_have_count(1)
    page.click("#brief .pane-undo")
    expect(page.locator(ITEMS)).to_have_count(2)
    expect(page.locator(".kept-quotation textarea")).to_have_value("Say this first.")

    page.click(".kept .item-place")
    expect(page.locator(".src mark.now")).to_contain_text("Costa Rica")
    expect(page.locator(".src .ok")).to_be_visible()
    page.keyboard.press("Escape")  # the source, and then the brief
    if is_narrow(page):
        expect(page.locator("#brief .pane")).to_be_visible()
        page.go_back()
    else:
        page.locator("#brief .pane-x").click()
    expect(page.locator("#brief .pane")).to_be_hidden()
    expect(page.locator("[data-act=collect]")).to_be_focused()


def test_selected_words_of_the_source_are_kept_as_whole_words(page: Page) -> None:
    # From within "visited" of one paragraph to within "Human" of a later one.
    select(page, "visited Qatar from 2", "visited Qatar from 2 to 10 Sept")
    page.click(".src .picked")
    expect(page.locator("[data-act=collect] .kept-count")).to_have_text("(1)")
    page.click("[data-act=collect]")
    expect(page.locator(".kept blockquote")).to_have_text("visited Qatar from 2 to 10 September")
    expect(page.locator(".kept .item-place")).to_have_text("A/78/176, para. 61")
    page.click("#brief .pane-x")
    select(page, "visited Qatar from 2", "The Independent Expert focused on three")
    page.click(".src .picked")
    expect(page.locator("[data-act=collect] .kept-count")).to_have_text("(3)")


def test_two_tabs_add_to_the_same_brief(browser: Browser, server: str) -> None:
    with browsing(browser, server, locale="en-GB") as page:
        other = page.context.new_page()
        other.goto(server)
        other.wait_for_selector(".src .p")
        for tab, words in ((page, "migrant workers"), (other, "COVID-19 pandemic")):
            select(tab, words, words)
            tab.click(".src .picked")
        for tab in (page, other):
            expect(tab.locator("[data-act=collect] .kept-count")).to_have_text("(2)")


def test_a_saved_brief_is_opened_and_what_has_changed_is_told(page: Page, tmp_path: Path) -> None:
    select(page, "visited Qatar from 2", "visited Qatar from 2 to 10 September")
    page.click(".src .picked")
    page.click("[data-act=collect]")
    brief = json.loads(saved(page, "json"))
    moved, changed, gone, unknown = (brief["items"][0] | {"note": str(i)} for i in range(4))
    moved |= {"paragraph": "60", "position": 0}
    changed["text"] = changed["text"].replace("10", "12")
    gone["text"] = "Elephants fly over Geneva."
    unknown["document"] = "A/1/1"
    path = tmp_path / "brief.json"
    path.write_text(json.dumps(brief | {"items": [moved, changed, gone, unknown]}))
    page.set_input_files("#brief input[type=file]", path)
    states = page.locator(".kept .item-state")
    expect(states.nth(0)).to_have_text("The words are now in A/78/176, para. 61.")
    expect(states.nth(1)).to_have_text("The report has changed since. It now says:")
    expect(page.locator(".kept .item-now").nth(1)).to_contain_text("from 2 to 10 September")
    expect(states.nth(2)).to_contain_text("no longer has these words")
    expect(states.nth(3)).to_have_text("The report is not in the library.")
    expect(page.locator(".kept .item-place").nth(3)).to_be_disabled()
    no_barriers(page)
    page.click("#brief .pane-undo")  # the earlier brief is back
    expect(page.locator(ITEMS)).to_have_count(1)
    other = tmp_path / "other.json"
    other.write_text("[]")
    page.set_input_files("#brief input[type=file]", other)
    expect(page.locator("#brief .pane-said")).to_contain_text("other.json is not a brief")


@pytest.mark.parametrize("locale", ["fr-FR", "ru-RU"])
def test_the_top_bar_has_one_row_on_a_phone(browser: Browser, server: str, locale: str) -> None:
    with browsing(browser, server, "phone", locale=locale) as page:
        bar = page.locator(".top").bounding_box()
        assert bar is not None
        assert bar["height"] < 2 * 32 + 16
    with browsing(browser, server, "small", locale=locale) as page:
        page.click("[data-act=collect]")
        wide = page.evaluate(
            """() => [...document.querySelectorAll('#brief *, .top *')].filter(one =>
              one.getBoundingClientRect().right > innerWidth + 1).map(one => one.className)"""
        )
        assert wide == []
