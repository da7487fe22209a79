"""The time that an answer takes in the browser, and twenty people who ask at the same time."""

import logging
import random
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser

from assistant import Assistant
from assistant.evaluation.question_file import Question, read_questions
from tests.browsing import SWITCHES, browsing
from tests.longer import LONG, at_length
from tests.paths import CHROMIUM, QUESTIONS
from tests.server import connect

pytestmark = pytest.mark.model
LOG = logging.getLogger(__name__)
PEOPLE, SECONDS = 20, at_length(8, 60)
# Each person asks at least this many questions, however slow the machine is.
LEAST_QUESTIONS = 2
# Gradio keeps the state of each session for a while, so the memory grows a little. A leak would
# add far more.
MOST_GROWTH = 1.10

# Measures the time from a key to the drawing of the first words of a new answer.
WATCH = """() => {
  const answers = () => document.querySelectorAll('#bot .bot.message'), before = answers().length;
  const box = document.querySelector('#q textarea');
  let from = 0;
  window.waited = 0;
  box.addEventListener('keydown', () => { from = performance.now(); }, {once: true, capture: true});
  new MutationObserver((_, observer) => {
    const answer = [...answers()].slice(before).pop();
    if (!answer?.querySelector('blockquote, h2')) return;
    observer.disconnect();
    requestAnimationFrame(() => { window.waited = performance.now() - from; });
  }).observe(document.body, {childList: true, subtree: true});
}"""


def questions() -> list[Question]:
    lines = [line for line in read_questions(QUESTIONS) if isinstance(line, Question)]
    return [question for question in lines if not question.history]


@pytest.fixture
def users_browser(browser: Browser) -> Iterator[Browser]:
    """Start a browser that compiles scripts as a user's browser does."""
    chromium = browser.browser_type.launch(executable_path=CHROMIUM, args=SWITCHES)
    yield chromium
    chromium.close()


@pytest.mark.browser
@pytest.mark.timing
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM")
def test_the_browser_adds_little_to_the_time_of_an_answer(
    users_browser: Browser, server: str
) -> None:
    """The times are compared with those of a script, which asks the same questions over HTTP."""
    asked = [question for question in questions() if question.answerable][:16]
    client = connect(server)
    client.predict(question="Warm?", api_name="/ask")  # the first question loads the models
    seconds_by_script = []
    for question in asked:
        start = time.perf_counter()
        client.predict(question=f"{question.question} ", api_name="/ask")
        seconds_by_script.append(time.perf_counter() - start)
    first = users_browser.new_context().new_page()  # this browser has no file of the page yet
    first.goto(server, wait_until="commit")
    first.wait_for_selector("#bot .example")
    seconds_until_ready = first.evaluate("performance.now()") / 1000  # since the visit began
    first.context.close()
    with browsing(users_browser, server) as page:
        seconds_in_browser = []
        for question in asked:
            page.fill("#q textarea", question.question)
            page.evaluate(WATCH)
            page.keyboard.press("Enter")
            page.wait_for_function("window.waited > 0")
            seconds_in_browser.append(page.evaluate("window.waited") / 1000)
            page.wait_for_timeout(300)
    script, in_browser = median(seconds_by_script), median(seconds_in_browser[1:])
    LOG.info(
        "ready in %.2f s, answered in %.3f s in the browser and in %.3f s to a script",
        seconds_until_ready, in_browser, script,
    )  # fmt: skip
    assert in_browser < 8 * script
    assert seconds_until_ready < 40 * script


def test_twenty_people_ask_at_once(
    assistant: Assistant, server_and_process: tuple[str, int]
) -> None:
    """Each question is asked with other white space at its end, so that no cache answers it."""
    url, process = server_and_process
    asked = questions()
    connect(url).predict("Warm?", api_name="/ask")
    answered = [0] * PEOPLE
    wrong: list[str] = []
    quoted: list[tuple[Question, list[str]]] = []
    sizes: list[int] = []
    until = time.monotonic() + SECONDS

    def person(number: int) -> None:
        client = connect(url)
        choice = random.Random(number)
        time.sleep(choice.uniform(0, SECONDS / 12))  # people do not start in the same moment
        count = 0
        while time.monotonic() < until or count < LEAST_QUESTIONS:
            question = choice.choice(asked)
            count += 1
            spaced = question.question + " " * (PEOPLE * count + number)
            try:
                answer = client.predict(question=spaced, api_name="/ask")
            except Exception as problem:
                wrong.append(f"{question.id}: {problem!r}")
                return
            answered[number] += 1
            quoted.append((question, [citation["text"] for citation in answer["citations"]]))
            time.sleep(choice.uniform(3, 8) * at_length(0.4, 1.0))  # a person reads the answer

    people = [threading.Thread(target=person, args=(number,)) for number in range(PEOPLE)]
    for thread in people:
        thread.start()
    while time.monotonic() < until:
        time.sleep(SECONDS / 8)
        sizes.append(memory_of(process))
    for thread in people:
        thread.join()
    LOG.info("%d questions, kB %s", sum(answered), sizes)
    assert wrong == []
    for question, texts in quoted:
        alone = assistant.ask(question.question)
        assert texts == [citation.quote.text for citation in alone.citations], question.id
    assert min(answered) >= LEAST_QUESTIONS
    assert not LONG or sizes[-1] < MOST_GROWTH * sizes[1]


def memory_of(process: int) -> int:
    """Return the kilobytes that a process has in memory."""
    size = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    assert size
    return int(size[1])
