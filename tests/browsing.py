"""A browser at the page, as a person has it: fails on console errors and requests to elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Request, expect

expect.set_options(timeout=60_000)  # the machine may be slow or busy, and models load
VISITS = "Which countries did the Independent Expert visit?"
PRESENTED = "When did he present A/HRC/53/32 to the Council?"
WIDTHS = {"desktop": (1440, 900), "tablet": (768, 1024), "phone": (390, 844)}
SMALL = (320, 640)  # the smallest screen that WCAG 2.2 asks for


# Resolves when each animation that ends has ended, the first frame of what was just begun included.
_STILL = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
  const ends = document.getAnimations().filter(
    animation => animation.effect.getComputedTiming().endTime < Infinity);
  Promise.allSettled(ends.map(animation => animation.finished)).then(done);
})))"""
# What Gradio's client reports when the page is left.
_BROKEN_OFF = "AbortError: signal is aborted without reason"
_SO_NO_ANSWER = "Unexpected error Connection errored out. "
_EMPTY = "http://127.0.0.1:1/"  # no server answers it, the tests do
_UNSAID = "\N{HORIZONTAL ELLIPSIS}"


# What a browser is started with.
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Few pages of the tests live long enough for V8's optimizing compilers to pay.
UNOPTIMIZED = "--js-flags=--no-opt --no-sparkplug --single-threaded-gc"


class _Tab(NamedTuple):
    """A tab of the browser, and what went wrong in it since it was opened or used again."""

    page: Page
    problems: list[str]


# The tabs of each browser, by the size and the options with which they were opened. Each takes the
# memory of a process, so only those that were used last are kept.
_KEPT = 6
_TABS: WeakKeyDictionary[Browser, dict[str, _Tab]] = WeakKeyDictionary()


@contextmanager
def browsing(browser: Browser, url: str, size: str = "desktop", **options: Any) -> Iterator[Page]:
    """Open the page as one who has never been there.

    A tab that an earlier test opened with the same size and options is used again, and what it has
    stored is removed. The browser then need not compile the scripts of the page again, which takes
    longer than most tests.
    """
    tabs = _TABS.setdefault(browser, {})
    key = f"{size} {sorted(options.items())}"
    # It is kept for the next test only when this one has ended well.
    page, problems = tabs.pop(key) if key in tabs else _open_tab(browser, size, options)
    root = "/".join(url.split("/")[:3])
    local = (root, "data:", "blob:")

    def listen(request: Request) -> None:
        if not request.url.startswith(local):
            problems.append(request.url)

    page.on("request", listen)
    try:
        _forget(page)
        problems.clear()
        visit(page, url)
        yield page
        assert not problems, problems
    except BaseException:
        page.context.close()
        raise
    page.remove_listener("request", listen)
    for other in page.context.pages:
        if other is not page:
            other.close()
    if page.url.startswith(root):
        tabs[key] = _Tab(page, problems)
        while len(tabs) > _KEPT:
            tabs.pop(next(iter(tabs))).page.context.close()
    else:
        page.context.close()


def leave(url: str) -> None:
    """Let no kept tab show a page whose address begins so.

    A page is never idle, and one whose server has ended looks for it for ever. The tabs show an
    empty page of the same site instead, so that they keep their process, and with it the compiled
    scripts.
    """
    for browser, tabs in _TABS.items():
        for page, _ in tabs.values() if browser.is_connected() else ():
            if page.url.startswith(url) and page.url != _EMPTY:
                _forget(page)
                page.route(_EMPTY, lambda route: route.fulfill(body="", content_type="text/html"))
                page.goto(_EMPTY)
                page.unroute(_EMPTY)


def _forget(page: Page) -> None:
    """Remove what a page has stored in its tab."""
    if page.url.startswith("http"):
        page.mouse.move(0, 0)
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.context.clear_cookies()


def _open_tab(browser: Browser, size: str, options: dict[str, Any]) -> _Tab:
    width, height = WIDTHS.get(size, SMALL)
    context = browser.new_context(
        viewport={"width": width, "height": height},
        permissions=["clipboard-read", "clipboard-write"],
        **options,
    )
    context.set_default_timeout(60_000)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
    page.on("framenavigated", lambda frame: None if frame.parent_frame else _forgive(problems))
    return _Tab(page, problems)


def _forgive(problems: list[str]) -> None:
    """Remove what Gradio reports of a page that was left while it still waited for an answer.

    Its client breaks off its requests before the page is unloaded, and catches no error of that.
    """
    if any(problem.startswith(_BROKEN_OFF) for problem in problems):
        kept = [p for p in problems if not p.startswith(_BROKEN_OFF) and p != _SO_NO_ANSWER]
        problems[:] = kept


def visit(page: Page, url: str) -> None:
    """Go to an address, and wait until the page can be asked."""
    page.goto(url)
    wait_until_ready(page)


def wait_until_ready(page: Page) -> None:
    """Wait until the page can be asked, and shows no conversation."""
    page.wait_for_selector("#bot .example")
    page.wait_for_selector(".src .p", state="attached")  # its scripts run
    # The conversation of before has been restored, and does not take the place of a new one.
    page.wait_for_function("typeof window.pilcrow?.copyOf === 'function'")


def ask(page: Page, question: str) -> Locator:
    """Ask, and return the answer once it stands and the panel has been told of it."""
    answers = page.locator("#bot .bot.message")
    before = answers.count()
    # The panel writes the words of the answer here, for those who do not see it.
    said = page.locator("#said")
    said.evaluate("(element, text) => { element.textContent = text; }", _UNSAID)
    page.fill("#q textarea", question)
    page.keyboard.press("Enter")
    expect(answers).to_have_count(before + 1)
    expect(page.locator("#bot .pending")).to_have_count(0)
    expect(said).not_to_have_text(_UNSAID)
    return answers.last


def come_to_rest(page: Page) -> None:
    """Wait until nothing on the page moves, such as a sheet that slides in."""
    page.evaluate(_STILL)


def no_barriers(page: Page) -> None:
    """Assert that axe-core finds nothing, of WCAG 2.2 AA or of its best practices."""
    come_to_rest(page)
    found = Axe().run(page).response["violations"]
    assert not found, [(v["id"], v["nodes"][0]["html"][:200]) for v in found]


def copied_by(page: Page, button: Locator) -> str:
    """Click a button, and return what it copies."""
    page.evaluate("navigator.clipboard.writeText('')")
    button.click()
    page.wait_for_function("async () => (await navigator.clipboard.readText()) !== ''")
    copied: str = page.evaluate("navigator.clipboard.readText()")
    return copied


def is_narrow(page: Page) -> bool:
    """Whether the source is a sheet that is called up."""
    size = page.viewport_size
    return size is not None and size["width"] <= 800


def open_source(page: Page) -> None:
    """Click the last chip, and wait for the sentence that it marks."""
    page.locator("#bot a[href*='#c/']").last.click()
    page.wait_for_selector(".src mark.now")
    come_to_rest(page)  # the sheet of a small screen slides in
