"""The page where others can reach it, as it is served: who gets in, and what they can do there."""

import base64
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect

from assistant.web.middleware.basic_auth import hashed
from assistant.web.records import read_records
from tests.browsing import VISITS, ask, browsing, visit
from tests.longer import FIGURES, at_length
from tests.paths import CHROMIUM
from tests.server import connect, serving
from tests.whole_program.test_fuzz import VALUES

pytestmark = pytest.mark.model

PATHS = ("run/ask", "run/search", "run/paragraph", "call/ask", "queue/join", "component_server")
TRIED = at_length(60, 1_000)
NAME, WORDS = "ada", "correct horse battery"
KEPT = "Did the ombudsman of Ruritania telephone?"
NOT_KEPT = "Did the archduke of Grand Fenwick telephone?"


class Place(NamedTuple):
    """A server, and what it writes."""

    url: str
    folder: Path
    log: Path


@pytest.fixture(scope="module")
def shared(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Serve on all addresses of this machine, with an account, a log and a low rate."""
    folder = tmp_path_factory.mktemp("shared")
    accounts, log = folder / "accounts", folder / "questions.jsonl"
    accounts.write_text(hashed(NAME, WORDS))
    options = ("--host", "0.0.0.0", "--auth", str(accounts), "--log", str(log), "--rate", "200")
    with serving(library, folder, *options) as url:
        yield Place(url, folder, log)


def call(url: str, body: Any = None, user: str = NAME, **headers: str) -> tuple[int, str]:
    signed = base64.b64encode(f"{user}:{WORDS}".encode()).decode()
    request = urllib.request.Request(
        url,
        None if body is None else json.dumps(body).encode(),
        {"content-type": "application/json", "authorization": f"Basic {signed}"} | headers,
    )
    try:
        with urllib.request.urlopen(request, timeout=300) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


@pytest.mark.parametrize(
    "path",
    ["", "config", "assets/index.js", "gradio_api/info", "gradio_api/mcp/", "statistics",
     "original?page=1", "gradio_api/heartbeat/x", "gradio_api/queue/data?session_hash=x"],
)  # fmt: skip
def test_nothing_is_told_to_whoever_has_not_signed_in(shared: Place, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(f"{shared.url}{path}", timeout=300)
    assert call(f"{shared.url}{path}", user="eve")[0] == 401


def test_nothing_is_done_for_whoever_has_not_signed_in(shared: Place) -> None:
    for path in ("run/ask", "queue/join", "call/ask", "mcp/", "component_server", "cancel"):
        assert call(f"{shared.url}gradio_api/{path}", {"data": []}, user="eve")[0] in (401, 429)


def test_whoever_has_an_account_asks(shared: Place) -> None:
    client = connect(shared.url, auth=(NAME, WORDS))
    found = client.predict(question="When did he visit Qatar?", api_name="/ask")
    assert found["citations"][0]["paragraph"] == "61"


def test_no_report_can_be_changed(shared: Place) -> None:
    config = json.loads(call(f"{shared.url}config")[1])
    wired = [one for one in config["dependencies"] if one["targets"]]
    named = {one["id"]: one["props"].get("elem_id") for one in config["components"]}
    touched = {named.get(target) for one in wired for target, _ in one["targets"]}
    assert {"q", "asked", "body"} <= touched | set(named.values())
    visit = f"{shared.url}reports?visit={'0f' * 16}"
    for request in ("", "&do=add&name=A_1_2.txt", "&do=remove&key=A/78/176%23English"):
        assert call(f"{visit}{request}", {} if request else None)[0] == 404


def test_names_that_are_not_ours_find_nothing(shared: Place) -> None:
    assert call(shared.url, host="evil.example")[0] == 404
    assert call(shared.url, origin="https://evil.example")[0] == 403
    assert call(shared.url, host="192.0.2.1")[0] == 200


def test_questions_are_kept_only_where_the_operator_says_so(
    shared: Place, server: str, library: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert call(f"{shared.url}gradio_api/run/ask", {"data": [KEPT, None]})[0] == 200
    assert KEPT in [record["question"] for record in read_records(shared.log, "question")]
    assert call(f"{server}gradio_api/run/ask", {"data": [NOT_KEPT, None]})[0] == 200
    events = call(f"{server}gradio_api/call/ask", {"data": [NOT_KEPT, None]})
    assert call(f"{server}gradio_api/call/ask/{json.loads(events[1])['event_id']}")[0] == 200
    for path in tmp_path_factory.getbasetemp().rglob("*"):
        if path.is_file() and path.stat().st_size < 50_000_000:
            assert b"Grand Fenwick" not in path.read_bytes(), path


def test_the_statistics_count_questions(server: str) -> None:
    def total() -> tuple[int, ...]:
        told = call(f"{server}statistics")[1].split("All days<td>")[1].split("</tfoot>")[0]
        return tuple(int(number.replace(",", "")) for number in told.split("<td>"))

    before = total()
    for question in ("When did he visit Qatar?", "Who won the World Cup?"):
        assert call(f"{server}gradio_api/run/ask", {"data": [question, None]})[0] == 200
    assert total() == (before[0] + 1, before[1] + 1)


def test_a_path_in_the_name_of_a_file_leads_nowhere(server: str, tmp_path: Path) -> None:
    """What is sent is the content of a file; its name is no path that is read or written."""
    path = tmp_path / "A_1_3.txt"
    path.write_text("1. Private.")
    visit = f"{server}reports?visit={'0f' * 16}"
    name = urllib.parse.quote(str(path))
    for way in (name, f"../../..{name}"):
        assert call(f"{visit}&do=add&name={way}", {})[0] == 200
    while any(one["busy"] for one in json.loads(call(visit)[1])["entries"]):
        time.sleep(0.2)
    found = json.loads(call(visit)[1])["entries"]
    assert [one["state"] for one in found] == ["refused", "refused"]
    assert "Private" not in json.dumps(found)
    assert path.read_text() == "1. Private."
    assert call(f"{server}reports?visit=../../etc")[0] == 400
    assert call(f"{visit}&do=act&number=0&action=accept", {})[0] == 200  # it is refused already
    assert json.loads(call(visit)[1])["entries"][0]["state"] == "refused"


def test_one_session_hears_nothing_of_another(server: str) -> None:
    config = json.loads(call(f"{server}config")[1])
    index = next(one["id"] for one in config["dependencies"] if one["api_name"] == "ask")
    for session, question in (("one", VISITS), ("two", "When did he visit Qatar?")):
        body = {"data": [question, None], "fn_index": index, "session_hash": session}
        assert call(f"{server}gradio_api/queue/join", body)[0] == 200
    one = call(f"{server}gradio_api/queue/data?session_hash=one")[1]
    two = call(f"{server}gradio_api/queue/data?session_hash=two")[1]
    assert VISITS in one
    assert VISITS not in two
    assert "2 to 10 September 2019" in two
    assert "2 to 10 September 2019" not in one


def test_errors_tell_no_inner_workings(server: str) -> None:
    for path, body in (
        ("run/ask", {"data": [{"deep": [1]}, {"x": 1}]}),
        ("run/ask", {"data": "none"}),
        ("run/ask", []),
        ("run/search", {"data": ["words", "many", "none"]}),
        ("run/paragraph", {"data": [None, None]}),
        ("queue/join", {"fn_index": 9999, "data": [], "session_hash": "x"}),
        ("component_server", {"component_id": 99999, "fn_name": "x", "data": 1, "session_hash": 1}),
        ("run/nothing", {"data": []}),
    ):
        status, told = call(f"{server}gradio_api/{path}", body)
        assert status >= 400, path
        assert "Traceback" not in told
        assert "site-packages" not in told


def test_whatever_is_sent_the_server_answers_on(server: str) -> None:
    """Numbers, lists and objects in place of words; texts that break what reads them."""

    @settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=TRIED)
    @given(path=st.sampled_from(PATHS), data=st.one_of(VALUES, st.lists(VALUES, max_size=4)))
    def send(path: str, data: Any) -> None:
        FIGURES["requests made to break the server"] += 1
        body = data if path == "component_server" else {"data": data, "session_hash": "fuzz"}
        status, told = call(f"{server}gradio_api/{path}", body)
        assert status in (200, 400, 404, 405, 422, 429, 500)
        assert "Traceback" not in told
        assert "site-packages" not in told

    send()
    assert "Costa Rica" in call(f"{server}gradio_api/run/ask", {"data": [VISITS, None]})[1]


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM")
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_page_as_others_see_it(browser: Browser, shared: Place, size: str) -> None:
    sign_in: Any = {"username": NAME, "password": WORDS}
    with browsing(browser, shared.url, size, http_credentials=sign_in) as page:
        expect(page.locator(".top .logged")).to_be_visible()
        answer = ask(page, VISITS)
        expect(answer.locator("blockquote")).to_contain_text("Costa Rica")
        page.click("[data-act=reports]")
        page.wait_for_selector("#drawer.open")
        expect(page.locator("#asked")).to_be_visible()
        expect(page.locator("#asked li")).not_to_have_count(0)
        expect(page.locator(".shelf .remove")).to_have_count(0)
        expect(page.locator("#add")).to_be_hidden()


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM")
def test_who_asks_too_much_is_told_so_and_keeps_the_question(
    browser: Browser, library: Path, tmp_path: Path
) -> None:
    with serving(library, tmp_path, "--rate", "3") as url, browser.new_context() as context:
        page = context.new_page()
        visit(page, url)
        for _ in range(4):
            call(f"{url}gradio_api/run/documents", {"data": []})
        page.fill("#q textarea", VISITS)
        page.keyboard.press("Enter")
        expect(page.locator(".toast-body")).to_contain_text("too many requests")
        expect(page.locator("#bot .user")).to_contain_text(VISITS)
