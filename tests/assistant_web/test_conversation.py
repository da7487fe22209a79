"""Conversations as data: nothing is asked again, and each language is addressed by its own key."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from assistant import Assistant
from assistant.web.conversation import (
    answer_message,
    data_of,
    history,
    questions_of,
    turns,
    user_message,
)
from assistant.web.service import Service
from corpus import Document, Paragraph
from tests.browsing import ask, browsing, copied_by, open_source
from tests.libraries import make_library
from tests.paths import CHROMIUM
from tests.server import serving

ENGLISH = Document(
    "A/66/6",
    "Report on peasants",
    (
        Paragraph(
            "A/66/6",
            "1",
            "Peasants of the island grow rice and were consulted in May.",
            headings=("I. Rice",),
        ),
        Paragraph(
            "A/66/6", "2", "The harbour was closed for repairs in June.", headings=("I. Rice",)
        ),
    ),
)
FRENCH = Document(
    "A/66/6",
    "Rapport sur les paysans",
    (
        Paragraph(
            "A/66/6",
            "1",
            "Les paysans de l’île cultivent le riz et ont été consultés.",
            headings=("I. Riz",),
        ),
        Paragraph(
            "A/66/6", "2", "Le port a été fermé pour des réparations en juin.", headings=("I. Riz",)
        ),
    ),
    language="French",
)
KEY = "A/78/176#English"


def test_a_message_without_data_is_a_turn_of_text() -> None:
    messages = [user_message("One?"), answer_message("Wrong.", None, ()), user_message("Two?")]
    assert [(turn.question, turn.data, turn.text) for turn in turns(messages)] == [
        ("One?", None, "Wrong."),
        ("Two?", None, ""),
    ]
    assert questions_of(messages) == ["One?", "Two?"]
    assert history(messages, []) == []


@pytest.mark.parametrize("log", [None, 7, "", "{", "[]", "{}", "[" * 100_000])
def test_data_that_a_browser_made_up_is_none(log: object) -> None:
    assert data_of({"role": "assistant", "content": [], "metadata": {"log": log}}) is None


@pytest.mark.model
@pytest.mark.timing
def test_the_last_of_forty_turns_is_answered_as_fast_as_the_first(assistant: Assistant) -> None:
    """In one run, within a factor of two: earlier questions are not asked again."""
    service = Service(assistant)
    questions = ["When did he visit Sweden?", "and Qatar?", "Who hoarded vaccines?"]
    messages = []
    times: list[float] = []
    for turn in range(40):
        messages.append(user_message(f"{questions[turn % 3]}{' ' * turn}"))
        start = time.perf_counter()
        messages.append(service.reply(messages, [KEY]))
        times.append(time.perf_counter() - start)
    # The first turns load the models and fill their caches.
    first, last = sorted(times[3:12])[4], sorted(times[-9:])[4]
    assert last < 2 * first, times
    data = data_of(messages[-1])
    assert data is not None
    assert not data["abstained"]


@pytest.mark.model
def test_no_earlier_question_is_asked_again(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = Service(assistant)
    messages = [user_message("When did he visit Sweden?")]
    messages.append(service.reply(messages, [KEY]))
    messages.append(user_message("and Qatar?"))
    asked: list[str] = []
    stock = assistant._ask

    def listening(index: object, question: str, *rest: object) -> object:
        asked.append(question)
        return stock(index, question, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(assistant, "_ask", listening)
    reply = data_of(service.reply(messages, [KEY]))
    assert asked == ["and Qatar?"]
    assert reply is not None
    assert reply["query"] == "When did he visit Qatar?"


@pytest.mark.model
@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM")
def test_with_the_french_version_ticked_all_that_is_shown_is_french(
    browser: Browser, tmp_path: Path
) -> None:
    library = tmp_path / "library"
    make_library(library, [ENGLISH, FRENCH])
    with serving(library, tmp_path) as url, browsing(browser, url) as page:
        page.click("[data-act=reports]")
        page.wait_for_selector("#drawer.open")
        page.locator("#asked label").first.click()  # no longer the English version
        page.locator("#drawer .toggle-button").click()
        for question in ("What does paragraph 2 say?", "What does para. 2 of A/66/6 say?"):
            answer = ask(page, question)
            expect(answer.locator("blockquote")).to_contain_text("Le port a été fermé")
            expect(answer.locator("blockquote a")).to_have_text("A/66/6 ¶2")
            open_source(page)
            expect(page.locator(".src .title")).to_have_text("Rapport sur les paysans")
            expect(page.locator(".src mark.now")).to_have_text(FRENCH.paragraphs[1].text)
            expect(page.locator(".src .ok")).to_be_visible()
        assert "language=French" in page.url
        page.locator("#bot .bot.message").last.hover()
        copied = copied_by(page, page.get_by_label("Copy message").last)
        assert copied == f"“{FRENCH.paragraphs[1].text}”¹\n\n¹ A/66/6, para. 2."
        page.click("[data-act=save]")
        with page.expect_download() as download:
            page.click(".menu [data-kind=json]")
        assert '"language": "French"' in download.value.path().read_text("utf-8")
        assert "harbour" not in download.value.path().read_text("utf-8")
        link = page.url
        page.goto("about:blank")
        page.goto(link)
        expect(page.locator(".src mark.now")).to_have_text(FRENCH.paragraphs[1].text)
