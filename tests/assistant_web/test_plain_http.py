"""Copying works on a page that is not secure, or the page says why it does not."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import VISITS, ask, browsing, open_source, wait_until_ready
from tests.paths import CHROMIUM

pytestmark = [
    pytest.mark.model,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM"),
]


@pytest.mark.parametrize("allowed", [True, False])
def test_copying_needs_no_secure_page(browser: Browser, server: str, allowed: bool) -> None:
    with browsing(browser, server, locale="en-AU" if allowed else "en-NZ") as page:
        page.add_init_script(
            "Object.defineProperty(Navigator.prototype, 'clipboard', {value: undefined});"
            f"if (!{str(allowed).lower()}) document.execCommand = () => false;"
            "document.addEventListener('copy', () => { window.copied ="
            " document.activeElement.value; });"
        )
        page.reload()
        wait_until_ready(page)
        ask(page, VISITS)
        open_source(page)
        page.click(".src .copy")
        if allowed:
            expect(page.locator(".src .copy")).to_have_text("Copied")
            assert "¹ A/78/176, para. 50." in page.evaluate("window.copied")
        else:
            expect(page.locator(".notice")).to_contain_text("does not let this page copy")
