"""On paper: the conversation as a brief, the source as a report with its marked sentences."""

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.browsing import VISITS, ask, is_narrow, open_source
from tests.paths import CHROMIUM

pytestmark = [
    pytest.mark.model,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM"),
]
QUOTED = "fact-finding visits in the following States"


def printed(page: Page) -> str:
    """Return the text that the browser prints, without line ends."""
    file = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    pages = (file[number].get_textpage().get_text_bounded() for number in range(len(file)))
    return " ".join(" ".join(pages).split())


def test_the_conversation_is_printed_as_a_brief(sized_page: Page) -> None:
    page = sized_page
    ask(page, VISITS)
    ask(page, "Who scored the most goals at the last World Cup?")
    text = printed(page)
    assert text.startswith("Answers from United Nations reports Pilcrow, ")
    assert text.index(VISITS) < text.index(QUOTED) < text.index("(A/78/176, para. 50")
    assert "I found no sentence that answers this" in text  # the second page, too
    for control in ("Save", "Why this answer", "Ask the reports", "paragraphs found"):
        assert control not in text
    expect(page.locator(".brief")).to_be_hidden()  # on the screen


def test_the_source_is_printed_as_a_report_with_its_marks(sized_page: Page) -> None:
    page = sized_page
    ask(page, VISITS)
    open_source(page)
    page.evaluate("window.print = () => {}")  # a browser without a screen asks nobody
    page.click(".src .print")
    page.emulate_media(media="print")
    marked = page.locator(".src mark.now")
    expect(marked).to_contain_text(QUOTED)
    colour = marked.evaluate("mark => getComputedStyle(mark).backgroundColor")
    assert colour == "rgb(255, 224, 102)"
    page.emulate_media(media="null")  # as the browser prints
    text = printed(page)
    assert text.startswith("Report of the Independent Expert on human rights")
    assert "https://docs.un.org/en/A/78/176" in text
    assert "76. " in text  # whole, and not what is in sight
    for control in ("Outline", "Find in the report", "Questions to begin with", VISITS):
        assert control not in text
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    # Without the button, what is in sight is printed: on a phone that is the sheet of the source.
    assert (VISITS in printed(page)) is not is_narrow(page)
