"""Take the pictures of the web chat that the documentation shows."""

import argparse
import shutil
import threading
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from scripts.command import command_parser, guarded, open_assistant

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

FOLDER = Path(__file__).parent.parent.parent / "docs" / "screenshots"
_PORT = 7899
# The states of the page that are pictured, by the questions that lead there.
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
# These are pictured in the dark too.
_DARK = ("start", "answer")
# What is clicked then; what is not to be seen at a size is left out.
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
    return guarded(_run, parser.parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    from assistant.web.server import serve

    assistant = open_assistant(options)
    ready = threading.Event()
    page = threading.Thread(
        target=serve, args=(assistant, "127.0.0.1", _PORT, lambda _: ready.set()), daemon=True
    )
    page.start()
    ready.wait(60)
    FOLDER.mkdir(parents=True, exist_ok=True)
    _shoot()
    return 0


def _shoot() -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for (size, viewport), scheme in product(_SIZES.items(), _SCHEMES):
            for state, questions in _STATES.items():
                if scheme == "dark" and state not in _DARK:
                    continue
                page = browser.new_page(viewport=viewport, color_scheme=scheme)
                _converse(page, questions)
                for place in _CLICKS.get(state, ()):
                    if page.locator(place).first.is_visible():
                        page.locator(place).first.click()
                        page.wait_for_timeout(700)
                page.screenshot(path=FOLDER / f"{state}-{size}-{scheme}.png")
                page.close()
        browser.close()


def _converse(page: "Page", questions: Sequence[str]) -> None:
    page.goto(f"http://127.0.0.1:{_PORT}/")
    page.wait_for_selector("#bot .example")
    page.wait_for_timeout(800)
    for count, question in enumerate(questions, start=1):
        page.fill("#q textarea", question)
        page.keyboard.press("Enter")
        page.wait_for_function(
            "n => document.querySelectorAll('#bot .bot-row').length >= n"
            " && !document.querySelector('#bot .pending')",
            arg=count,
        )
        page.wait_for_timeout(900)


if __name__ == "__main__":
    raise SystemExit(main())
