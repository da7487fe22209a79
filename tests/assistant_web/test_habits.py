"""The habits of the page: keys, opinions, stopping, languages, and that nobody is kept out."""

import json
import re
from pathlib import Path
from typing import Literal
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.output.i18n import say
from assistant.web.records import NAME, read_records
from tests.browsing import (
    PRESENTED,
    VISITS,
    WIDTHS,
    ask,
    browsing,
    come_to_rest,
    no_barriers,
    open_source,
)
from tests.paths import CHROMIUM
from tests.server import connect

pytestmark = [
    pytest.mark.model,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM"),
]


def test_there_is_nothing_to_save_at_first(page: Page) -> None:
    page.click("[data-act=save]")
    no_barriers(page)
    expect(page.locator(".menu .items-head")).to_have_text("Save the conversation as")
    page.click(".menu [data-kind=md]")
    expect(page.locator(".toast-body")).to_contain_text("no conversation yet")


def test_an_opinion_is_kept_on_this_machine(page: Page, library: Path) -> None:
    ask(page, VISITS)
    page.get_by_label("Like", exact=True).last.click()
    expect(page.locator(".toast-body").first).to_contain_text("Your opinion is kept")
    page.get_by_label("Feedback").last.click()
    page.get_by_text("Not complete").last.click()
    lines: list[dict[str, str]] = []
    for _ in range(50):
        lines = [*read_records(library / NAME, "feedback")][-2:]
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
    # Others ask, so that there is something to wait for: each a question that no cache knows.
    for count in range(60):
        body = json.dumps({"data": [f"Who hoarded {count + 10} vaccines?", None]}).encode()
        headers = {"content-type": "application/json"}
        urlopen(Request(f"{server}gradio_api/call/ask", body, headers), timeout=600).close()
    page.fill("#q textarea", "When did he visit Qatar?")
    with page.expect_response("**/queue/join*") as joined:  # before, nothing can be cancelled
        page.keyboard.press("Enter")
    joined.value.finished()
    expect(page.locator("#bot .message.user")).to_have_count(2)
    come_to_rest(page)
    page.locator("#stop").click()
    expect(page.locator("#bot .message.user")).to_have_count(1)
    expect(page.locator("#q textarea")).to_have_value("When did he visit Qatar?")
    for _ in range(2):  # two questions are answered at a time: all of before have been
        connect(server).predict(question="Is the queue empty?", api_name="/ask")
    come_to_rest(page)
    expect(page.locator("#bot .message.user")).to_have_count(1)  # no answer comes late
    page.fill("#q textarea", "")
    expect(ask(page, "When did he visit Qatar?").locator("blockquote").first).to_be_visible()


def test_a_new_answer_is_announced(page: Page) -> None:
    ask(page, "When did he visit Qatar?")
    announced = page.locator("#said")
    expect(announced).to_have_attribute("role", "status")
    expect(announced).to_contain_text("2 to 10 September 2019")
    ask(page, "Who scored the most goals at the last World Cup?")
    expect(announced).to_contain_text("I found no sentence that answers this in the report asked.")
    expect(announced).to_contain_text("The Independent Expert")  # and what is closest


def test_light_or_dark_is_remembered(page: Page) -> None:
    page.click("[data-act=theme]")
    was = page.evaluate("document.body.classList.contains('dark')")
    page.reload()
    page.wait_for_selector("#bot .example")
    expect(page.locator("body.dark")).to_have_count(int(was))


@pytest.mark.parametrize(
    ("locale", "placeholder", "silent"),
    [
        (
            "fr-FR",
            "Posez une question aux rapports",
            "Je n’ai trouvé aucune phrase qui y réponde dans le rapport interrogé.",
        ),
        (
            "es-ES",
            "Haga una pregunta a los informes",
            "No he encontrado ninguna frase que responda a esto en el informe consultado.",
        ),
        ("ar", "اطرح سؤالًا على التقارير", "لم أجد في التقرير الذي سُئل جملة تجيب عن هذا السؤال."),
        ("zh-CN", "向报告提问", "在所询问的报告中，我没有找到回答此问题的句子。"),
        (
            "ru-RU",
            "Задайте вопрос докладам",
            "В спрошенном докладе я не нашёл предложения, которое отвечает на этот вопрос.",
        ),
    ],
)
def test_the_page_speaks_the_languages_of_the_united_nations(
    browser: Browser, server: str, library: Path, locale: str, placeholder: str, silent: str
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
        tag = locale if locale.startswith("zh") else locale[:2]
        page.get_by_label(say("feedback", tag)).last.click()
        page.get_by_text(say("reason_part", tag)).last.click()
        expect(page.locator(".toast-body").first).to_contain_text(say("thanks", tag))
        *_, noted = read_records(library / NAME, "feedback")
        assert noted["opinion"] == "Not complete"  # the operator's file is in English
        page.locator("#q textarea").focus()
        page.keyboard.press("ArrowUp")
        expect(page.locator("#bot .user-row textarea")).to_be_focused()


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


def test_every_state_is_open_to_people_with_disabilities(
    browser: Browser, server: str, scheme: Literal["light", "dark"]
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
