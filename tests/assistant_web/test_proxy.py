"""The page behind nginx, with the configuration of docs/serving.md, and without the host name."""

import json
import re
import shutil
import subprocess
import time
import urllib.error
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, expect

from tests.paths import CHROMIUM, ROOT
from tests.server import free_port, serving

NGINX = shutil.which("nginx")
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(NGINX is None, reason="no nginx found; install nginx-light"),
]
BODY = json.dumps({"data": ["Which countries did the Independent Expert visit?", None]}).encode()


class Proxies(NamedTuple):
    """The addresses of the page at nginx: as documented, and at one that passes no host name on."""

    documented: str
    silent: str


@pytest.fixture(scope="module")
def proxies(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxies]:
    folder = tmp_path_factory.mktemp("proxy")
    with serving(library, folder, "--root-path", "/pilcrow") as url:
        text = (ROOT / "docs" / "serving.md").read_text("utf-8")
        found = re.search(r"```nginx\n(.*?)```", text, re.DOTALL)
        assert found
        documented = found[1].replace("http://127.0.0.1:7860/", url)
        silent = re.sub(r" *proxy_set_header (?:Host|X-Forwarded-Host) .*\n", "", documented)
        with _nginx(folder, documented) as one, _nginx(folder, silent) as other:
            yield Proxies(one, other)


@contextmanager
def _nginx(folder: Path, locations: str) -> Iterator[str]:
    port = free_port()
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    configuration = folder / f"{port}.conf"
    configuration.write_text(
        f"daemon off; master_process off; pid {folder}/{port}.pid; error_log {folder}/{port}.log;\n"
        f"events {{}}\nhttp {{ access_log off; {temporary}\n"
        f"server {{ listen 127.0.0.1:{port}; {locations} }} }}\n"
    )
    process = subprocess.Popen([NGINX or "nginx", "-c", str(configuration)])
    url = f"http://localhost:{port}/pilcrow/"
    try:
        while _get(url)[0] == 0:
            assert process.poll() is None, (folder / f"{port}.log").read_text()
            time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait()


def _get(url: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
    """Return the status and the text of a response; the status is 0 if there is no server."""
    try:
        with urlopen(Request(url, body, headers), timeout=600) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as problem:
        return problem.code, problem.read().decode()
    except urllib.error.URLError:
        return 0, ""


def _ask(url: str) -> tuple[int, str]:
    """Ask as the page does, whose origin is the address of the proxy."""
    headers = {"content-type": "application/json", "origin": url.removesuffix("/pilcrow/")}
    return _get(f"{url}gradio_api/run/ask", BODY, **headers)


def test_the_page_works_under_its_path_at_a_proxy(proxies: Proxies) -> None:
    url = proxies.documented
    assert _get(url.rstrip("/"))[0] == 200  # nginx leads to the path with a slash
    status, page = _get(url)
    assert status == 200
    assert f'"root":"{url.rstrip("/")}"' in page
    script = re.search(r'<script type="module"[^>]* src="([^"]+)"', page)
    base = re.search(r'<base href="([^"]*)"', page)
    assert script
    assert base
    assert _get(urljoin(urljoin(url, base[1]), script[1]))[0] == 200
    status, answer = _ask(url)
    assert status == 200
    assert '"paragraph":"50"' in answer


def test_a_proxy_that_does_not_pass_the_host_name_on_is_told_what_to_do(proxies: Proxies) -> None:
    assert _get(proxies.silent)[0] == 200
    status, answer = _ask(proxies.silent)
    assert status == 403
    assert "--name" in json.loads(answer)["detail"]


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM")
def test_the_page_is_not_blank_at_a_proxy_that_does_not_pass_the_host_name_on(
    browser: Browser, proxies: Proxies
) -> None:
    page = browser.new_page()
    page.goto(proxies.silent)
    expect(page.locator("#q textarea")).to_be_visible(timeout=300_000)
    page.close()
