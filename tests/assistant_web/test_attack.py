"""A report that was written to do harm: all of it is text, wherever the page shows it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from corpus import Document, Footnote, Paragraph
from tests.browsing import ask, browsing, visit
from tests.libraries import make_library
from tests.longer import FIGURES
from tests.paths import CHROMIUM
from tests.server import serving

pytestmark = [
    pytest.mark.model,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM"),
]

PAYLOADS = (
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    "<img src=//evil.example/x.png>",
    "<svg onload=window.ran=1><animate onbegin=window.ran=1>",
    "[a](javascript:window.ran=1)",
    "[a](https://evil.example)",
    '![x](x"onerror="window.ran=1)',
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "${window.ran=1}",
    "{{constructor.constructor('window.ran=1')()}}",
    "<details open ontoggle=window.ran=1>x</details>",
    "<a href=javascript:window.ran=1>x</a>",
    r"$\href{javascript:window.ran=1}{x}$",
    "$$x^2$$",
    "<math><mtext></table></math><img src=x onerror=window.ran=1>",
    "`<img src=x onerror=window.ran=1>`",
    "<!--><img src=x onerror=window.ran=1>-->",
    "&lt;img src=x onerror=window.ran=1&gt;",
    "<style>@import '//evil.example/x.css';</style>",
    '"><img src=x onerror=window.ran=1>',
    "</textarea></p></div><script>window.ran=1</script>",
    "<form action=//evil.example><input name=q autofocus onfocus=window.ran=1>",
    "<base href=//evil.example><meta http-equiv=refresh content=0;url=//evil.example>",
    "\N{RIGHT-TO-LEFT OVERRIDE}txet\N{POP DIRECTIONAL FORMATTING}",
)
TOGETHER = 8  # payloads that one answer quotes


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    library = tmp_path_factory.mktemp("attacked")
    paragraphs = tuple(
        Paragraph(
            "A/66/6",
            str(number),
            f"Peasants wrote {payload} in year {1900 + number}.",
            headings=(f"I. Part {payload}",),
            footnotes=(Footnote("1", f"See {payload}"),),
        )
        for number, payload in enumerate(PAYLOADS, start=1)
    )
    every = " ".join(PAYLOADS)
    document = Document(
        "A/66/6", f"Report {every}", paragraphs, source=f"{every}.pdf", session=every, agenda=every
    )
    make_library(library, [document])
    with serving(library, tmp_path_factory.mktemp("server")) as url:
        yield url


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Open the page; errors on the console, dialogs and requests to elsewhere fail the test."""
    with browsing(browser, address) as page:
        yield page
        assert page.evaluate("window.ran") is None
        assert page.title() == "Pilcrow"


def text_of(page: Page, selector: str) -> str:
    found: str = page.locator(selector).last.evaluate("element => element.textContent")
    return found


def test_payloads_are_quoted_as_text(page: Page) -> None:
    for start in range(0, len(PAYLOADS), TOGETHER):
        payloads = PAYLOADS[start : start + TOGETHER]
        answer = ask(page, f"What do paragraphs {start + 1} to {start + len(payloads)} say?")
        quotes = answer.locator("blockquote")
        expect(quotes).to_have_count(len(payloads))
        for index, payload in enumerate(payloads):
            quote = quotes.nth(index)
            assert payload in quote.evaluate("element => element.textContent")
            quote.locator("a[href*='#c/']").click()
            position = start + index
            marked = page.locator(f".src #p-{position} mark.now")
            expect(marked.first).to_contain_text("Peasants wrote")
            assert f"Peasants wrote {payload} in year" in text_of(page, ".src .body")
            page.locator(f".src #p-{position} .note button").hover()
            FIGURES["attacks in a report, opened in a browser"] += 1


def test_headings_titles_and_names_of_files_are_shown_as_text(page: Page) -> None:
    expect(page.locator(".src .p")).to_have_count(len(PAYLOADS))
    shown = text_of(page, ".src")
    assert all(f"I. Part {payload}" in shown for payload in PAYLOADS)
    page.click("[data-act=reports]")
    page.wait_for_selector("#drawer.open")
    expect(page.locator("#asked label")).to_have_count(1)
    assert PAYLOADS[0] in text_of(page, "#drawer")


def test_nothing_in_a_question_runs_or_leaves(browser: Browser, address: str) -> None:
    """What readers write into a question may be formatted: it is their own page."""
    with browser.new_context() as context:
        page = context.new_page()
        left: list[str] = []
        page.on("requestfinished", lambda r: left.append(r.url))
        visit(page, address)
        for payload in PAYLOADS:
            ask(page, f"Who wrote {payload}?")
            FIGURES["attacks in a question"] += 1
        assert page.evaluate("window.ran") is None
        assert page.title() == "Pilcrow"
        assert not [url for url in left if "evil.example" in url]
