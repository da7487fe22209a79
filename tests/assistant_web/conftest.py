"""Pages in the sizes in which the layout differs."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import browsing


@pytest.fixture(params=["desktop", "phone"])
def sized_page(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page as wide as a desk's, with the source beside the chat, and as a phone's sheet."""
    with browsing(browser, server, request.param, color_scheme="light") as page:
        yield page
