"""A browser at the page, as a person has it: fails on console errors and requests to elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

expect.set_options(timeout=60_000)  # the machine may be slow or busy, and models load
VISITS = "Which countries did the Independent Expert visit?"
PRESENTED = "When did he present A/HRC/53/32 to the Council?"
WIDTHS = {"desktop": (1440, 900), "tablet": (768, 1024), "phone": (390, 844)}
SMALL = (320, 640)  # the smallest screen that WCAG 2.2 asks for


@contextmanager
def browsing(browser: Browser, url: str, size: str = "desktop", **options: Any) -> Iterator[Page]:
    """Open the page in a fresh profile."""
    width, height = WIDTHS.get(size, SMALL)
    context = browser.new_context(
        viewport={"width": width, "height": height},
        permissions=["clipboard-read", "clipboard-write"],
        **options,
    )
    context.set_default_timeout(60_000)
    page = context.new_page()
    problems: list[str] = []
    root = "/".join(url.split("/")[:3])
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
    local = (root, "data:", "blob:")
    page.on("request", lambda r: None if r.url.startswith(local) else problems.append(r.url))
    page.goto(url)
    page.wait_for_selector("#bot .example")
    page.wait_for_selector(".src .p", state="attached")  # its scripts run
    page.wait_for_timeout(400)  # no person is so fast as to ask before
    try:
        yield page
    finally:
        context.close()
    assert not problems, problems


def ask(page: Page, question: str) -> Locator:
    """Ask, and return the answer once it stands."""
    answers = page.locator("#bot .bot.message")
    before = answers.count()
    page.fill("#q textarea", question)
    page.keyboard.press("Enter")
    expect(answers).to_have_count(before + 1)
    expect(page.locator("#bot .pending")).to_have_count(0)
    page.wait_for_timeout(200)  # for the panel to follow
    return answers.last


def no_barriers(page: Page) -> None:
    """Assert that axe-core finds nothing, of WCAG 2.2 AA or of its best practices."""
    page.wait_for_timeout(500)
    found = Axe().run(page).response["violations"]
    assert not found, [(v["id"], v["nodes"][0]["html"][:200]) for v in found]


def is_narrow(page: Page) -> bool:
    """Whether the source is a sheet that is called up."""
    size = page.viewport_size
    return size is not None and size["width"] <= 800


def open_source(page: Page) -> None:
    """Click the last chip, and wait for the sentence that it marks."""
    page.locator("#bot a[href*='#c/']").last.click()
    page.wait_for_selector(".src mark.now")
    page.wait_for_timeout(300)  # the sheet of a small screen slides in
