import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page, expect

from scripts.measuring import screenshots
from tests.browsing import (
    VISITS,
    ask,
    come_to_rest,
    copied_by,
    is_narrow,
    wait_until_ready,
)
from tests.paths import CHROMIUM, ROOT

pytestmark = [
    pytest.mark.model,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM"),
]


def open_last_chip(page: Page) -> None:
    page.locator("#bot a[href*='#c/']").last.click()
    page.wait_for_selector(".src mark.now")


def wait_until_stored(page: Page, *, empty: bool = False) -> None:
    """Wait until the browser has stored the conversation, which is short if it is empty."""
    length = """Object.keys(localStorage).filter(key => key.startsWith('pilcrow-talk:'))
      .map(key => localStorage.getItem(key)).join('').length"""
    page.wait_for_function(f"{length} {'<' if empty else '>'} 1000")


def test_a_question_is_answered_by_a_quotation_and_its_source(phone: Page) -> None:
    page = phone
    ask(page, VISITS)
    quote = page.locator("#bot blockquote").first
    expect(quote).to_contain_text("Sweden, Netherlands (Kingdom of the), Qatar and Costa Rica.")
    chip = quote.locator("a")
    expect(chip).to_have_text("¶50")
    chip.click()
    marked = page.locator(".src mark.now")
    expect(marked).to_be_visible()
    expect(marked).to_have_text(re.compile(r"^The Independent Expert .* Qatar and Costa Rica\.$"))
    expect(page.locator(".src .p.on .n")).to_have_text("50.")
    expect(page.locator(".src .where")).to_have_text(
        "IV. Country visits undertaken by the mandate holder"
    )
    expect(page.locator(".src .ok")).to_be_visible()
    assert page.url.endswith("?document=A/78/176&paragraph=50&sentence=1")
    expect(marked).to_be_in_viewport()  # waits for the sheet of a small screen to slide in


def test_the_whole_report_is_in_the_panel(page: Page) -> None:
    expect(page.locator(".src .doc")).to_have_text("A/78/176")
    expect(page.locator(".src .body")).to_be_visible()
    assert page.locator(".src .p .n", has_text=re.compile(r"^\d+\.$")).count() == 76
    assert page.locator(".src h3").count() == 6  # five chapters and the summary
    expect(page.locator(".src .p p").last).to_contain_text("reiterates the case for the adoption")


def test_an_answer_opens_its_source_beside_it_on_a_wide_screen(sized_page: Page) -> None:
    page = sized_page
    ask(page, VISITS)
    if is_narrow(page):
        come_to_rest(page)
        expect(page.locator("#side")).to_be_hidden()
    else:
        expect(page.locator(".src mark.now")).to_be_visible()


def test_what_the_report_does_not_say_is_said(page: Page) -> None:
    ask(page, "Who scored the most goals at the last World Cup?")
    answer = page.locator("#bot .bot.message").last
    expect(answer.locator("h2")).to_contain_text("I found no sentence")
    expect(answer.locator("blockquote")).to_have_count(3)
    expect(answer.locator("a[href*='#c/']")).to_have_count(3)
    open_last_chip(page)
    expect(page.locator(".src .ok")).to_be_visible()  # quoted word for word, but no answer


def test_an_example_is_asked_by_a_click_and_a_follow_up_is_understood(page: Page) -> None:
    page.locator("#bot .example").first.click()
    expect(page.locator("#bot blockquote").first).to_contain_text("Costa Rica")
    ask(page, "When did he visit Sweden?")
    ask(page, "and Qatar?")
    answer = page.locator("#bot .bot.message").last
    expect(answer).to_contain_text("Read as: When did he visit Qatar?")
    expect(answer).to_contain_text("2 to 10 September 2019")


def test_the_conversation_survives_a_reload_until_it_is_cleared(phone: Page) -> None:
    page = phone
    ask(page, VISITS)
    expect(page.locator("#bot blockquote").first).to_be_visible()
    wait_until_stored(page)
    page.reload()
    expect(page.locator("#bot blockquote").first).to_contain_text("Costa Rica")
    open_last_chip(page)
    page.click(".src .x")
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(page.locator("#bot .message")).to_have_count(0)
    wait_until_stored(page, empty=True)
    page.reload()
    wait_until_ready(page)
    expect(page.locator("#bot .message")).to_have_count(0)


def test_a_citation_opens_in_a_tab_of_its_own(page: Page, server: str) -> None:
    ask(page, VISITS)
    wait_until_stored(page)
    address = page.locator("#bot a[href*='#c/']").first.get_attribute("href") or ""
    other = page.context.new_page()
    other.goto(server + address[address.index("#") :])
    expect(other.locator(".src mark.now")).to_contain_text("Qatar and Costa Rica.")


def test_citations_are_reached_and_left_by_keyboard(phone: Page) -> None:
    page = phone
    ask(page, VISITS)
    # Nothing lies over the question, and its corner is free.
    bin_, question = (
        page.locator(one).bounding_box() for one in ("#bot .top-panel", ".user.message")
    )
    assert bin_
    assert question
    assert bin_["y"] + bin_["height"] + 2 <= question["y"]
    chip = page.locator("#bot a[href*='#c/']").first
    chip.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".src .p.on")).to_be_focused()
    page.keyboard.press("Escape")
    expect(chip).to_be_focused()


def test_a_copied_answer_carries_its_reference(page: Page) -> None:
    ask(page, VISITS)
    page.locator("#bot .bot.message").last.hover()
    copied = copied_by(page, page.get_by_label("Copy message").last)
    assert copied.startswith("“")
    assert copied.endswith("Qatar and Costa Rica.”¹\n\n¹ A/78/176, para. 50.")
    assert "#c/" not in copied


def test_markup_in_a_question_is_shown_as_text(page: Page) -> None:
    ask(page, "<img src=x onerror=document.title='run'> <b>vaccines</b> $x$ **who**?")
    assert page.title() == "Pilcrow"


def test_an_empty_question_asks_nothing(page: Page) -> None:
    page.fill("#q textarea", "   ")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    expect(page.locator("#bot .message")).to_have_count(0)


def test_a_question_edited_away_is_refused_and_spoils_nothing_after_it(page: Page) -> None:
    ask(page, "When did he visit Sweden?")
    for text in ("", "x" * 1001):
        page.locator("#q textarea").focus()
        page.keyboard.press("ArrowUp")
        page.locator("#bot .user-row textarea").fill(text)
        page.locator("#bot").get_by_label("Submit").click()
        expect(page.locator(".toast-body").last).to_contain_text("cannot be empty or longer than")
        expect(page.locator("#bot .message.user")).to_have_text("When did he visit Sweden?")
        expect(page.locator("#bot .bot.message")).to_contain_text("23 to 27 April 2018")
    answer = ask(page, "and Qatar?")
    expect(answer).to_contain_text("2 to 10 September 2019")


def test_the_page_looks_as_documented(server: str, tmp_path: Path) -> None:
    """The picture in the documentation is that of today's page, but for the rendering of fonts."""
    name = "answer-desktop-light.png"
    command = [sys.executable, "-m", "scripts.measuring.screenshots", "--url", server]
    command += ["--output", str(tmp_path), "--only", "answer-desktop-light"]
    subprocess.run(command, check=True, cwd=ROOT)
    with Image.open(tmp_path / name) as now, Image.open(screenshots.FOLDER / name) as documented:
        assert now.size == documented.size
        difference = ImageChops.difference(now.convert("L"), documented.convert("L"))
        changed = sum(difference.point(lambda value: 255 if value > 64 else 0).histogram()[1:])
        assert changed < 0.04 * now.size[0] * now.size[1]
