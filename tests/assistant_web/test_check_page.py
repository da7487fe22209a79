"""Checking a draft in the page: a text that is pasted, and a file."""

from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import browsing, is_narrow, no_barriers
from tests.paths import CHROMIUM

pytestmark = [
    pytest.mark.model,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM"),
]
RIGHT = "He “visited Qatar from 2 to 10 September 2019” (A/78/176, para. 61)."
DRAFT = (
    f"{RIGHT} He “visited Qatar from 2 to 12 September 2019” (A/78/176, para. 61). He “visited "
    "Qatar from 2 to 10 September 2019” (A/78/176, para. 60). And “elephants fly over the green "
    "hills of Geneva” (A/78/176, para. 3)."
)


def open_check(page: Page) -> None:
    if is_narrow(page):
        page.click("[data-act=save]")
    page.locator("[data-act=check]:visible").click()


def test_a_text_is_checked_and_its_places_open(sized_page: Page) -> None:
    page = sized_page
    open_check(page)
    page.click(".draft-run")
    expect(page.locator("#check .pane-said")).to_have_text(
        "Paste a text with quotations, or choose a file."
    )
    page.fill(".draft textarea", "Nothing is quoted here.")
    page.click(".draft-run")
    expect(page.locator("#check .pane-said")).to_contain_text("There are no quotations")
    no_barriers(page)
    page.fill(".draft textarea", DRAFT)
    page.click(".draft-run")
    expect(page.locator(".check-sum")).to_have_text(
        "Found (1) · Found elsewhere (1) · Differs (1) · Not found (1)"
    )
    verdicts = page.locator(".verdict")
    expect(verdicts).to_have_count(4)
    no_barriers(page)
    page.check(".check-filter input")
    expect(verdicts).to_have_count(3)
    differs = verdicts.first
    expect(differs.locator("del")).to_have_text("12")
    expect(differs.locator("ins")).to_have_text("10")
    expect(differs.locator(".differences")).to_have_text(
        "“12” in the draft, “10” in the report (number)"
    )
    expect(verdicts.nth(1)).to_contain_text("in another paragraph than the draft says")
    differs.get_by_role("button", name="A/78/176, para. 61").click()
    expect(page.locator(".src mark.now")).to_have_text("visited Qatar from 2 to 10 September 2019")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("#check .pane")).to_be_hidden()


def test_a_word_document_comes_back_with_comments(page: Page, tmp_path: Path) -> None:
    document, path = docx.Document(), tmp_path / "speech.docx"
    document.add_heading("Speech")
    document.add_paragraph(DRAFT)
    document.save(str(path))
    open_check(page)
    page.set_input_files("#check input[type=file]", path)
    expect(page.locator(".verdict")).to_have_count(4)
    with page.expect_download() as download:
        page.click(".check-word")
    assert download.value.suggested_filename == "speech-checked.docx"
    checked = docx.Document(BytesIO(Path(download.value.path()).read_bytes()))
    assert [p.text for p in checked.paragraphs] == ["Speech", DRAFT]
    firsts = [comment.text.split("\n")[0] for comment in checked.comments]
    assert firsts == ["Found", "Differs", "Found elsewhere", "Not found"]


def test_the_page_says_what_is_wrong_with_a_file_in_its_language(
    browser: Browser, server: str, tmp_path: Path
) -> None:
    with browsing(browser, server, locale="fr-FR") as page:
        open_check(page)
        for name, content, said in (
            ("broken.docx", b"no archive", "Le fichier ne peut pas être lu. (broken.docx"),
            ("photo.jpg", b"\xff\xd8\xff\xe0", "Ce type de fichier"),
            ("empty.txt", b"  ", "Le fichier ne peut pas être lu. (empty.txt"),
        ):
            path = tmp_path / name
            path.write_bytes(content)
            page.set_input_files("#check input[type=file]", path)
            expect(page.locator("#check .pane-said")).to_contain_text(said)
        page.fill(".draft textarea", "Il a dit « elephants fly over the green hills » (A/1/1).")
        page.click(".draft-run")
        expect(page.locator(".verdict")).to_contain_text("Absent de la bibliothèque : A/1/1.")
