"""Take the pictures of the web chat that the documentation shows."""

import argparse
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

from scripts.command import guarded, open_assistant, parser

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
_PORT = 7899
_STATES = {
    "answer": ("What did he ask Qatar to do for migrant workers?",),
    "follow-up": ("When did he visit Sweden?", "and Qatar?"),
    "not-in-the-reports": ("Who scored the most goals at the last World Cup?",),
}
_SIZES = {"desktop": (1440, 900), "tablet": (768, 1024), "phone": (390, 844)}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    made = parser("screenshots", __doc__)
    made.prog = "python -m scripts.screenshots"
    return guarded(_run, made.parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    from assistant.web import serve

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
        for size, (width, height) in _SIZES.items():
            for scheme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme="dark" if scheme == "dark" else "light",
                )
                for state, questions in {"start": (), **_STATES}.items():
                    page = context.new_page()
                    page.goto(f"http://127.0.0.1:{_PORT}/")
                    page.evaluate("localStorage.clear()")
                    page.reload()
                    page.wait_for_selector("#bot .example")
                    page.wait_for_timeout(500)
                    for count, question in enumerate(questions, start=1):
                        page.fill("#q textarea", question)
                        page.keyboard.press("Enter")
                        page.wait_for_function(
                            "n => document.querySelectorAll('#bot .bot-row').length >= n"
                            " && !document.querySelector('#bot .pending')",
                            arg=count,
                        )
                        page.wait_for_timeout(900)
                    page.screenshot(path=FOLDER / f"{state}-{size}-{scheme}.png")
                    page.close()
                context.close()
        browser.close()


if __name__ == "__main__":
    raise SystemExit(main())
