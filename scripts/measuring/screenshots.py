"""Take the screenshots of the web chat for the documentation."""

import argparse
import shutil
import socket
import threading
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING, Literal

from scripts.command import command_parser, guarded
from scripts.opening import open_assistant

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

FOLDER = Path(__file__).parent.parent.parent / "docs" / "screenshots"
_START = 600  # seconds that the server, and each step in the browser, may take on a busy machine
# Each state of the page, with the questions that lead to this state.
_STATES: dict[str, tuple[str, ...]] = {
    "start": (),
    "answer": ("What did he ask Qatar to do for migrant workers?",),
    "follow-up": ("When did he visit Sweden?", "and Qatar?"),
    "conflict": ("When did he present A/HRC/53/32 to the Council?",),
    "not-in-the-reports": ("Who scored the most goals at the last World Cup?",),
    "why": ("Who hoarded vaccines, and with what effect?",),
    "source": ("Who hoarded vaccines, and with what effect?",),
    "outline": (),
    "save": (),
    "reports": (),
}
# These states are also taken in the dark scheme.
_DARK = ("start", "answer")
# The elements that are clicked afterwards. An element that is not visible at a size is skipped.
_CLICKS = {
    "why": ("#bot summary",),
    "source": ("#bot a[href*='#c/']",),
    "outline": ("[data-act=source]", ".src .plan"),
    "save": ("[data-act=save]",),
    "reports": ("[data-act=reports]",),
}
_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_SIZES: "dict[str, ViewportSize]" = {
    "desktop": {"width": 1440, "height": 900},
    "tablet": {"width": 768, "height": 1024},
    "phone": {"width": 390, "height": 844},
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = command_parser("screenshots", __doc__)
    parser.prog = "python -m scripts.measuring.screenshots"
    parser.add_argument(
        "--output", type=Path, default=FOLDER, metavar="FOLDER", help="folder for the screenshots"
    )
    parser.add_argument(
        "--only",
        default="",
        metavar="NAME",
        help="take this screenshot only, such as answer-desktop-light",
    )
    parser.add_argument(
        "--url", default="", help="address of a web chat that runs; by default one is started"
    )
    return guarded(_run, parser.parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    options.output.mkdir(parents=True, exist_ok=True)
    _take_pictures(options.url or _serve(options), options.output, options.only)
    return 0


def _serve(options: argparse.Namespace) -> str:
    """Start a web chat in this process, and return its address."""
    from assistant.web.config import Access
    from assistant.web.server import serve

    assistant = open_assistant(options)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        access = Access(port=probe.getsockname()[1])
    urls: Queue[str] = Queue()
    threading.Thread(target=serve, args=(assistant, access, urls.put), daemon=True).start()
    return urls.get(timeout=_START)


def _take_pictures(url: str, folder: Path, only: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for (size, viewport), scheme, state in product(_SIZES.items(), _SCHEMES, _STATES):
            name = f"{state}-{size}-{scheme}"
            if (scheme == "dark" and state not in _DARK) or only not in ("", name):
                continue
            page = browser.new_page(viewport=viewport, color_scheme=scheme)
            page.set_default_timeout(_START * 1000)
            _converse(page, url, _STATES[state])
            for selector in _CLICKS.get(state, ()):
                if page.locator(selector).first.is_visible():
                    page.locator(selector).first.click()
                    page.wait_for_timeout(700)
            page.screenshot(path=folder / f"{name}.png")
            page.close()
        browser.close()


def _converse(page: "Page", url: str, questions: Sequence[str]) -> None:
    page.goto(url)
    page.wait_for_selector("#bot .example")
    # The page has restored the conversation, which is empty, and can be asked.
    page.wait_for_function("typeof window.pilcrow?.copyOf === 'function'")
    page.wait_for_timeout(800)
    for count, question in enumerate(questions, start=1):
        page.fill("#q textarea", question)
        page.keyboard.press("Enter")
        page.wait_for_function(
            "n => document.querySelectorAll('#bot .bot-row').length >= n"
            " && !document.querySelector('#bot .pending')"
            " && document.querySelector('#said').textContent",
            arg=count,
        )
        page.wait_for_timeout(900)


if __name__ == "__main__":
    raise SystemExit(main())
