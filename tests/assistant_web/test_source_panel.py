"""Reading, answering, citing and saving in the page, as a person goes through them."""

import json
import re
from io import BytesIO

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.browsing import PRESENTED, VISITS, ask, is_narrow, no_barriers, open_source
from tests.paths import CHROMIUM

pytestmark = [
    pytest.mark.model,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM"),
]


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_one_finds_one_s_way_in_the_report(sized_page: Page) -> None:
    page = sized_page
    if is_narrow(page):
        page.click("[data-act=source]")
    expect(page.locator(".src .copy")).to_be_hidden()  # nothing is cited yet
    page.click(".src .plan")
    headings = page.locator(".src .toc button")
    expect(headings).to_have_count(19)
    expect(headings.first).to_be_focused()
    no_barriers(page)
    headings.filter(has_text="Qatar").click()
    expect(page.locator(".src .toc")).to_be_hidden()
    expect(page.locator(".src .where")).to_contain_text("C. Qatar")
    expect(page.locator(".src .p", has_text="visited Qatar from 2 to 10")).to_be_in_viewport()
    page.keyboard.press("End")
    expect(page.locator(".src .where")).to_contain_text("V. ")

    page.fill(".src .find input", "migrant workers")
    expect(page.locator(".src .count")).to_have_text(re.compile(r"^\d of 3$"))
    before = page.locator(".src .count").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator(".src .count")).not_to_have_text(before)
    assert page.evaluate("CSS.highlights.get('find').size") == 3
    page.fill(".src .find input", "no such words")
    expect(page.locator(".src .count")).to_have_text("none")
    page.keyboard.press("Escape")
    expect(page.locator(".src .find input")).to_have_value("")
    assert not page.evaluate("CSS.highlights.has('find')")


def test_the_map_shows_where_the_answers_lie(phone: Page) -> None:
    page = phone
    ask(page, VISITS)
    open_source(page)
    expect(page.locator(".src .map i.cited")).to_have_count(1)
    expect(page.locator(".src .map i:not(.cited)")).to_have_count(9)
    line = page.locator(".src .map i:not(.cited)").last
    reference = line.get_attribute("title")
    line.dispatch_event("click")  # they may overlap
    expect(page.locator(f".src .p.found[data-reference='{reference}']")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator("#side")).to_be_hidden()
    page.locator("#bot a[href*='#f/']").last.click()
    expect(page.locator(".src .pos")).to_have_text("1 of 10")
    page.click(".src .next")
    expect(page.locator(".src .pos")).to_have_text("2 of 10")
    expect(page.locator(".src .p.found")).to_have_count(10)
    expect(page.locator(".src .ok")).to_be_hidden()


def test_context_is_marked_more_lightly(page: Page) -> None:
    answer = ask(page, "What did he regret in Qatar?")
    expect(answer.locator("blockquote em").first).to_be_visible()
    open_source(page)
    expect(page.locator(".src mark.context").first).to_be_attached()
    expect(page.locator(".src .ok")).to_be_visible()


def test_a_conflict_is_said_and_all_of_it_quoted(page: Page) -> None:
    answer = ask(page, PRESENTED)
    expect(answer).to_contain_text("different dates for A/HRC/53/32")
    for said in ("March 2023", "June 2023", "June 2022"):
        expect(answer.locator("blockquote", has_text=said)).not_to_have_count(0)


def test_how_sure_it_is_is_said_in_words(page: Page) -> None:
    answer = ask(page, VISITS)
    expect(answer).to_contain_text("Likely answer")
    expect(answer).not_to_contain_text("%")


def test_what_is_suggested_is_asked_by_a_click_and_answered(page: Page) -> None:
    ask(page, VISITS)
    page.locator("#bot .option", has_text="paragraph 51").click()
    answers = page.locator("#bot .bot.message")
    expect(answers).to_have_count(2)
    expect(answers.last.locator("blockquote a")).to_have_text("¶51")


def test_a_quotation_is_copied_in_the_form_that_one_likes(page: Page) -> None:
    ask(page, VISITS)
    open_source(page)
    page.click(".src .copy")
    expect(page.locator(".src .copy")).to_have_text("Copied")
    # A footnote: its mark follows the quotation, and word processors make a footnote of it.
    footnote = r"“The Independent.*Costa Rica\.”¹\n\n¹ A/78/176, para\. 50\."
    assert re.fullmatch(footnote, copied(page))
    markup = page.evaluate(
        "navigator.clipboard.read().then(([one]) => one.getType('text/html')).then(b => b.text())"
    )
    assert re.search(r'mso-element: ?footnote"?[^>]*><p class="sdfootnote">', markup)
    assert re.search(r"</a> A/78/176, para\. 50\.</p>", markup)
    page.select_option(".src .cite select", "plain")
    page.click(".src .copy")
    expect(page.locator(".src .copy")).to_have_text("Copied")
    assert copied(page).endswith("(7 July 2023), para. 50)")
    # Words that are selected are copied with their reference too.
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.src mark.now'))")
    page.keyboard.press("Control+c")
    assert re.fullmatch(r"“[^”]+” \(Report of .*, A/78/176 .*para\. 50\)", copied(page))
    page.select_option(".src .cite select", "OSCOLA")
    page.click(".src .copy")
    assert copied(page).splitlines()[1].startswith("UNGA ‘Report of the Independent Expert")
    assert copied(page).endswith("UN Doc A/78/176, para 50.")
    page.select_option(".src .cite select", "BibTeX")
    page.click(".src .copy")
    assert copied(page).startswith("@techreport{A_78_176,")
    assert "note = {para. 50}" in copied(page)
    assert "Costa Rica" in copied(page)
    page.reload()
    expect(page.locator(".src .cite select")).to_have_value("BibTeX")  # it is remembered


def test_a_link_names_document_paragraph_and_sentence(page: Page, server: str) -> None:
    ask(page, "When did he visit Qatar?")
    open_source(page)
    page.click(".src .link")
    expect(page.locator(".src .link")).to_have_text("Copied")
    link = copied(page)
    assert link == f"{server}?document=A/78/176&paragraph=61&sentence=1"
    marked = page.locator(".src mark.now").inner_text()
    page.evaluate("localStorage.clear()")
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator(".src mark.now")).to_have_text(marked)
    expect(page.locator(".src mark.now")).to_be_in_viewport()
    page.goto(f"{server}?document=A/78/176&paragraph=summary&sentence=1")  # it has no number
    expect(page.locator(".src mark.now")).to_be_in_viewport()  # the sheet of a small screen is open
    words = page.locator(".src .p.on p").inner_text()
    page.goto("about:blank", wait_until="load")
    page.go_back()
    expect(page.locator(".src .p.on p")).to_have_text(words)
    page.goto(f"{server}?document=A/78/176&paragraph=14")
    expect(page.locator(".src .p.on .n")).to_have_text("14.")
    page.goto(f"{server}?document=A/78/176&paragraph=99")
    expect(page.locator(".notice span")).to_have_text("The report has no such paragraph.")
    page.goto(f"{server}?document=A/1/1&paragraph=1")
    expect(page.locator(".notice span")).to_have_text("This report is no longer in the library.")


def save(page: Page, kind: str) -> tuple[str, bytes]:
    page.click("[data-act=save]")
    with page.expect_download() as download:
        page.click(f".menu [data-kind={kind}]")
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_the_conversation_is_saved(page: Page) -> None:
    ask(page, "When did he visit Sweden?")
    ask(page, "and Qatar?")
    name, content = save(page, "md")
    assert name == "pilcrow.md"
    assert content.decode().count("\n> — A/78/176, para. ") >= 2
    assert "Read as: When did he visit Qatar?" in content.decode()
    assert save(page, "md") == (name, content)  # as often as one likes
    name, content = save(page, "docx")
    assert name == "pilcrow.docx"
    assert "and Qatar?" in [p.text for p in docx.Document(BytesIO(content)).paragraphs]
    name, content = save(page, "json")
    assert [one["question"] for one in json.loads(content)] == [
        "When did he visit Sweden?",
        "and Qatar?",
    ]
