"""Reading, citing, saving and the habits of the page, as a person goes through them."""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.request import Request, urlopen

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import WIDTHS, ask, browsing, is_narrow, no_barriers
from tests.paths import CHROMIUM

pytestmark = [
    pytest.mark.model,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM"),
]
VISITS = "Which countries did the Independent Expert visit?"
PRESENTED = "When did he present A/HRC/53/32 to the Council?"


@pytest.fixture(
    params=[("desktop", "light"), ("tablet", "dark"), ("phone", "dark")], ids=list(WIDTHS)
)
def page(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    size, scheme = request.param
    with browsing(browser, server, size, color_scheme=scheme) as page:
        yield page


def open_source(page: Page) -> None:
    page.locator("#bot a[href*='#c/']").last.click()
    page.wait_for_selector(".src mark.now")
    page.wait_for_timeout(300)  # the sheet of a small screen slides in


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_one_finds_one_s_way_in_the_report(page: Page) -> None:
    if is_narrow(page):
        page.click("[data-act=source]")
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


def test_the_map_shows_where_the_answers_lie(page: Page) -> None:
    ask(page, VISITS)
    open_source(page)
    expect(page.locator(".src .map i.cited")).to_have_count(1)
    expect(page.locator(".src .map i:not(.cited)")).to_have_count(9)
    line = page.locator(".src .map i:not(.cited)").last
    reference = line.get_attribute("title")
    line.dispatch_event("click")  # they may overlap
    expect(page.locator(f".src .p.found[data-reference='{reference}']")).to_be_in_viewport()
    if is_narrow(page):
        page.keyboard.press("Escape")
        page.locator(".src .x").click()
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
    expect(answer).to_contain_text("Clear answer")
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
    assert re.fullmatch(r"“The Independent.*Costa Rica\.” \(A/78/176, para\. 50\)", copied(page))
    page.select_option(".src select", "OSCOLA")
    page.click(".src .copy")
    assert copied(page).splitlines()[1].startswith("UNGA ‘Report of the Independent Expert")
    assert copied(page).endswith("UN Doc A/78/176, para 50.")
    page.select_option(".src select", "BibTeX")
    page.click(".src .copy")
    assert copied(page).startswith("@techreport{A_78_176,")
    assert "note = {para. 50}" in copied(page)
    assert "Costa Rica" in copied(page)
    page.reload()
    expect(page.locator(".src select")).to_have_value("BibTeX")  # it is remembered


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
    page.goto(f"{server}#c/A_78_176/9/0-9")  # without a number: the address says which of several
    expect(page.locator(".src mark.now")).to_be_attached()
    words = page.locator(".src .p.on p").inner_text()
    page.goto("about:blank", wait_until="load")
    page.go_back()
    expect(page.locator(".src .p.on p")).to_have_text(words)
    page.goto(f"{server}?document=A/78/176&paragraph=14")
    expect(page.locator(".src .p.on .n")).to_have_text("14.")
    page.goto(f"{server}?document=A/78/176&paragraph=99")
    expect(page.locator(".src .live")).to_have_text("The report has no such paragraph.")
    page.goto(f"{server}?document=A/1/1&paragraph=1")
    expect(page.locator(".src .live")).to_have_text("This report is no longer in the library.")


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


def test_there_is_nothing_to_save_at_first(page: Page) -> None:
    page.click("[data-act=save]")
    no_barriers(page)
    page.click(".menu [data-kind=md]")
    expect(page.locator(".toast-body")).to_contain_text("no conversation yet")


def test_an_opinion_is_kept_on_this_machine(page: Page, library: Path) -> None:
    ask(page, VISITS)
    page.get_by_label("Like", exact=True).last.click()
    expect(page.locator(".toast-body").first).to_contain_text("Noted")
    page.get_by_label("Feedback").last.click()
    page.get_by_text("Not complete").last.click()
    lines: list[dict[str, str]] = []
    for _ in range(50):
        text = (library / "feedback.jsonl").read_text("utf-8")
        lines = [json.loads(line) for line in text.splitlines()][-2:]
        if [line["opinion"] for line in lines] == ["Like", "Not complete"]:
            break
        page.wait_for_timeout(200)
    assert [line["opinion"] for line in lines] == ["Like", "Not complete"]
    assert {line["question"] for line in lines} == {VISITS}


def test_keys_do_what_people_are_used_to(page: Page) -> None:
    box = page.locator("#q textarea")
    box.blur()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("one")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two/three")
    expect(box).to_have_value("one\ntwo/three")
    ask(page, "When did he visit Sweden?")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowUp")
    editing = page.locator("#bot .user-row textarea")
    expect(editing).to_be_focused()
    editing.fill("When did he visit Qatar?")
    page.locator("#bot").get_by_label("Submit").click()
    expect(page.locator("#bot .bot.message")).to_have_count(1)
    expect(page.locator("#bot .bot.message").last).to_contain_text("2 to 10 September 2019")


def test_an_answer_is_asked_once_more_and_taken_back(page: Page) -> None:
    ask(page, "When did he visit Qatar?")
    page.get_by_label("Retry").last.click()
    expect(page.locator("#bot .bot.message")).to_have_count(1)
    expect(page.locator("#bot .bot.message").last).to_contain_text("2 to 10 September 2019")
    page.get_by_label("Undo").last.click()
    expect(page.locator("#bot .message")).to_have_count(0)
    expect(page.locator("#q textarea")).to_have_value("When did he visit Qatar?")


def test_a_question_is_stopped_and_comes_back_to_its_box(page: Page, server: str) -> None:
    ask(page, VISITS)
    # Others ask, so that there is something to wait for: each in a spelling that is not known yet.
    first = page.evaluate("innerWidth")
    for spaces in range(first, first + 60):
        body = json.dumps({"data": ["Who hoarded vaccines?" + " " * spaces, None]}).encode()
        headers = {"content-type": "application/json"}
        urlopen(Request(f"{server}gradio_api/call/ask", body, headers), timeout=30).close()
    page.fill("#q textarea", "When did he visit Qatar?")
    page.keyboard.press("Enter")
    expect(page.locator("#bot .message.user")).to_have_count(2)
    page.locator("#stop").click()
    expect(page.locator("#bot .message.user")).to_have_count(1)
    expect(page.locator("#q textarea")).to_have_value("When did he visit Qatar?")
    page.wait_for_timeout(6000)
    expect(page.locator("#bot .message.user")).to_have_count(1)  # no answer comes late
    page.fill("#q textarea", "")
    expect(ask(page, "When did he visit Qatar?").locator("blockquote").first).to_be_visible()


def test_a_new_answer_is_announced(page: Page) -> None:
    ask(page, "When did he visit Qatar?")
    announced = page.locator("#said")
    expect(announced).to_have_attribute("role", "status")
    expect(announced).to_contain_text("2 to 10 September 2019")
    ask(page, "Who scored the most goals at the last World Cup?")
    expect(announced).to_have_text("Not in the reports")


def test_light_or_dark_is_remembered(page: Page) -> None:
    page.click("[data-act=theme]")
    was = page.evaluate("document.body.classList.contains('dark')")
    page.reload()
    page.wait_for_selector("#bot .example")
    expect(page.locator("body.dark")).to_have_count(int(was))


@pytest.mark.parametrize(
    ("locale", "placeholder", "silent"),
    [
        ("fr-FR", "Posez une question aux rapports", "Pas dans les rapports"),
        ("es-ES", "Haga una pregunta a los informes", "No está en los informes"),
        ("ar", "اطرح سؤالًا على التقارير", "غير موجود في التقارير"),
        ("zh-CN", "向报告提问", "报告中没有"),
        ("ru-RU", "Задайте вопрос докладам", "В докладах этого нет"),
    ],
)
def test_the_page_speaks_the_languages_of_the_united_nations(
    browser: Browser, server: str, locale: str, placeholder: str, silent: str
) -> None:
    with browsing(browser, server, locale=locale) as page:
        expect(page.locator("#q textarea")).to_have_attribute("placeholder", placeholder)
        expect(page.locator("html")).to_have_attribute("lang", re.compile(locale[:2]))
        assert page.evaluate("document.documentElement.dir") == ("rtl" if locale == "ar" else "")
        silence = ask(page, "Who scored the most goals at the last World Cup?")
        expect(silence.locator("h2")).to_have_text(silent)
        quote = ask(page, VISITS).locator("blockquote")
        expect(quote).to_contain_text("Qatar and Costa Rica.")
        expect(page.locator(".src .body")).to_have_attribute("dir", "ltr")
        no_barriers(page)


def test_every_control_is_reached_by_keyboard(page: Page) -> None:
    ask(page, VISITS)
    open_source(page)
    page.click(".src .plan")
    missed = page.evaluate(
        """() => [...document.querySelectorAll('button, a[href], input, select, textarea, summary')]
          .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.disabled)
          .filter(one => (one.focus(), document.activeElement !== one || one.tabIndex < 0))
          .map(one => one.outerHTML.slice(0, 120))"""
    )
    assert missed == []
    page.locator(".src .toc button", has_text="Sweden").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".src .body")).to_be_focused()
    expect(page.locator(".src .where")).to_contain_text("Sweden")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_is_open_to_people_with_disabilities(
    browser: Browser, server: str, scheme: str
) -> None:
    for size in WIDTHS:
        with browsing(browser, server, size, color_scheme=scheme) as page:
            no_barriers(page)
            ask(page, "Who scored the most goals at the last World Cup?")
            no_barriers(page)
            ask(page, PRESENTED)
            page.locator("#bot summary").last.click()
            open_source(page)
            no_barriers(page)
