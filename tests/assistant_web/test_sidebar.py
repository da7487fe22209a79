"""The drawer of reports, as a person uses it: add, accept, choose, take out."""

import itertools
import json
import re
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsing import ask as ask_the_page
from tests.browsing import browsing, is_narrow, no_barriers, open_source
from tests.libraries import copy_library
from tests.paths import CHROMIUM
from tests.server import serving

pytestmark = [
    pytest.mark.model,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM"),
]


DROP = """([name, text]) => {
  const data = new DataTransfer(), told = { bubbles: true, cancelable: true, dataTransfer: data };
  data.items.add(new File([text], name));
  document.body.dispatchEvent(new DragEvent('drop', told));
}"""


@pytest.fixture(scope="module")
def changeable(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a library that the tests of this module change."""
    folder = tmp_path_factory.mktemp("changeable")
    with serving(copy_library(library, folder / "library"), folder) as url:
        yield url


@pytest.fixture(params=["desktop"])
def page(browser: Browser, changeable: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    with browsing(browser, changeable, request.param) as page:
        page.click("[data-act=reports]")
        page.wait_for_selector("#drawer.open")
        yield page


def upload(page: Page, *files: Path) -> None:
    """Add files, and wait until each is done; the first time, the server loads PyTorch."""
    with page.expect_file_chooser() as chooser:
        page.click("#add")
    chooser.value.set_files(files)
    expect(entry(page, files[-1].name)).to_be_visible()
    at_rest(page)


def entry(page: Page, name: str) -> Locator:
    """The last entry of a file or a report in the list of what is added and removed."""
    return page.locator(".entry", has=page.get_by_text(name, exact=True)).last


def at_rest(page: Page) -> None:
    expect(page.locator(".intake-clear")).to_be_visible(timeout=600_000)


def ask(page: Page, question: str) -> Locator:
    page.locator("#drawer .toggle-button").click()
    answer = ask_the_page(page, question)
    page.click("[data-act=reports]")
    return answer


def test_reports_are_added_accepted_chosen_revised_and_taken_out(
    page: Page, tmp_path: Path
) -> None:
    no_barriers(page)
    asked = page.locator("#asked input[type=checkbox]")
    expect(asked).not_to_have_count(0)  # the list is drawn after the page
    before = asked.count()
    sound, broken, bare = (tmp_path / f"A_9_{n}.txt" for n in (1, 2, 3))
    sound.write_text("1. Penguins breed on the southern islands.\n\n2. Their numbers have fallen.")
    broken.write_text("1. Albatrosses nest.\n\n2. They glide.\n\n5. They rest.\n\n6. They feed.")
    bare.write_text("A title without a text")
    upload(page, sound, broken, bare)
    expect(page.locator(".intake-said")).to_have_text("2 of 3 are done.")  # one waits for the user
    apart(page.locator(".intake-said"), page.locator(".intake-clear"))
    expect(entry(page, sound.name)).to_contain_text("Added")
    entry(page, sound.name).get_by_text("How it was read").click()
    expect(entry(page, sound.name)).to_contain_text("Paragraphs: 2 (1-2), no gap, no duplicate")
    expect(entry(page, broken.name)).to_contain_text("please decide")
    expect(entry(page, broken.name)).to_contain_text("after paragraph 2 comes 5")
    expect(entry(page, bare.name)).to_contain_text("Not added")
    expect(entry(page, bare.name)).to_contain_text("no paragraph of running text")
    expect(asked).to_have_count(before + 1)
    no_barriers(page)
    entry(page, broken.name).get_by_role("button", name="Add it anyway").click()
    expect(page.locator(".intake progress")).to_be_visible()
    apart(page.locator(".intake-said"), page.locator(".intake progress"))
    expect(asked).to_have_count(before + 2, timeout=600_000)
    expect(page.locator(".entry-accept")).to_have_count(0)
    at_rest(page)

    # Only what is ticked is asked.
    page.locator("#asked label", has_text="A/9/1").click()
    expect(ask(page, "Where do penguins breed?").locator("h2")).to_contain_text("2 reports asked")
    page.locator("#asked label", has_text="A/9/1").click()
    quote = ask(page, "Where do penguins breed?").locator("blockquote").first
    expect(quote).to_contain_text("southern islands")
    expect(quote.locator("a")).to_have_text("A/9/1 ¶1")

    page.get_by_text("Tick by body, year, language").click()
    page.locator("#year input").click()
    page.locator("[role=option]", has_text="2023").click()
    expect(page.locator("#asked input:checked")).to_have_count(1)
    page.locator("#year input").click()
    page.locator("[role=option]", has_text="any").click()
    expect(page.locator("#asked input:checked")).to_have_count(before + 2)

    sound.write_text(
        "1. Penguins breed on the southern islands.\n\n2. Their numbers rise.\n\n3. New."
    )
    page.click(".intake-clear")
    expect(page.locator(".intake-work")).to_be_hidden()
    upload(page, sound)
    told = entry(page, sound.name)
    expect(told).to_contain_text("Added in place of the earlier version")
    told.get_by_text("How it was read").click()
    expect(told).to_contain_text("changed 2; new 3; gone none")
    told.get_by_text("What changed, word by word").click()
    expect(told.locator("del")).to_have_text("have fallen")
    expect(told.locator("ins").first).to_have_text("rise")
    no_barriers(page)
    # A file that is dropped on the page is added too; the browser does not leave the page for it.
    page.locator("#drawer .toggle-button").click()
    page.evaluate(DROP, [sound.name, sound.read_text()])
    page.wait_for_selector("#drawer.open")
    expect(page.locator(".entry.is-known")).to_contain_text("Already in the library, unchanged")
    at_rest(page)

    page.locator("#asked ul > li", has_text="A/9/2").locator(".remove").click()
    expect(page.locator(".entry", has_text="A/9/2")).to_contain_text(re.compile("removed"))
    at_rest(page)
    expect(entry(page, "A/9/2")).to_contain_text("Removed")
    expect(asked).to_have_count(before + 1)
    entry(page, "A/9/2").get_by_role("button", name="Put it back").click()
    # What happens is said at once, and the button does not wait, grey, for it.
    expect(page.locator(".entry-put_back")).to_have_count(0)
    expect(entry(page, "A/9/2")).to_contain_text(re.compile("Being put back|Back in the library"))
    expect(entry(page, "A/9/2")).to_contain_text("Back in the library", timeout=600_000)
    expect(asked).to_have_count(before + 2)
    # The earlier version comes back as well.
    page.locator(".entry.is-replaced").get_by_role("button", name="Undo").click()
    expect(page.locator(".entry.is-undone")).to_have_count(1, timeout=600_000)
    page.locator("#drawer .toggle-button").click()
    expect(page.locator("#add")).to_be_hidden()
    fallen = ask_the_page(page, "What does paragraph 2 of A/9/1 say?").locator("blockquote")
    expect(fallen.first).to_contain_text("have fallen")


def apart(one: Locator, other: Locator) -> None:
    """Assert that two elements do not overlap."""
    a, b = one.bounding_box(), other.bounding_box()
    assert a
    assert b
    beside = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
    assert beside or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"], (a, b)


def test_what_is_cancelled_is_not_added_and_what_was_added_stays(changeable: str) -> None:
    """Many files at once: each state follows another in order, and the page answers."""
    visit = f"{changeable}reports?visit={'1a' * 16}"

    def state(more: str = "", body: str | None = None) -> list[dict[str, Any]]:
        data = None if body is None else body.encode()
        with urllib.request.urlopen(f"{visit}{more}", data, timeout=300) as response:
            entries: list[dict[str, Any]] = json.loads(response.read())["entries"]
        return entries

    for n in range(12):
        text = "\n\n".join(f"{i}. Terns of colony {n} fly {i} miles." for i in range(1, 9))
        state(f"&do=add&name=A_8_{n + 1}.txt", text)
    seen = [["waiting"] * 12]
    while "added" not in seen[-1]:
        seen.append([one["state"] for one in state()])
        with urllib.request.urlopen(changeable, timeout=300) as page:
            assert page.status == 200
        time.sleep(0.3)
    order = ["waiting", "reading", "queued", "adding", "added"]
    for earlier, later in itertools.pairwise(seen):
        assert all(order.index(a) <= order.index(b) for a, b in zip(earlier, later, strict=True))
    state("&do=cancel", "")
    while any(one["busy"] for one in state()):
        time.sleep(0.3)
    ended = {one["key"]: one["state"] for one in state()}
    assert set(ended.values()) == {"added", "cancelled"}
    with urllib.request.urlopen(
        urllib.request.Request(
            f"{changeable}gradio_api/run/documents",
            b'{"data": []}',
            {"content-type": "application/json"},
        ),
        timeout=300,
    ) as response:
        listed = json.loads(response.read())["data"][0]["documents"]
    there = {one["document"]: one["paragraphs"] for one in listed}
    for key, what in ended.items():
        if key:
            assert there.get(key.partition("#")[0], 0) == (8 if what == "added" else 0)


@pytest.mark.parametrize("page", ["desktop", "phone"], indirect=True)
def test_footnotes_are_read_where_they_stand(page: Page, tmp_path: Path) -> None:
    asked = page.locator("#asked input[type=checkbox]")
    expect(asked).not_to_have_count(0)  # the list is drawn after the page
    before = asked.count()
    noted = tmp_path / f"A_9_{10 + before}.html"  # it is not in the library yet
    noted.write_text(
        "<html><body><p>1. Krill is fished<a href='#n1'><sup>1</sup></a> by many.</p><p>2. It goes."
        "</p><p id='n1'><a href='#r1'>1</a> See <i>A/9/3</i>, paragraph 7.</p></body></html>"
    )
    upload(page, noted)
    entry(page, noted.name).get_by_text("How it was read").click()
    expect(entry(page, noted.name)).to_contain_text("footnotes: 1")
    expect(asked).to_have_count(before + 1)
    # The list is drawn a moment before the new report is among those that are asked.
    expect(page.locator("#scope")).to_have_text(f"Asking {before + 1} of {before + 1} reports")
    page.locator("#drawer .toggle-button").click()
    ask_the_page(page, "Who fishes krill?")
    open_source(page)
    tip = page.locator(".src [role=tooltip]")
    expect(tip).to_be_hidden()
    mark = page.locator(".src .note button")
    if is_narrow(page):
        mark.click()
    else:
        mark.hover()
    expect(tip).to_be_visible()
    expect(tip).to_have_text("See A/9/3, paragraph 7.")
    no_barriers(page)
