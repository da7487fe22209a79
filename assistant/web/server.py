"""The web server: serves the page, its endpoints and its statistics until it is interrupted."""

import threading
from collections.abc import Callable
from contextlib import suppress

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

from assistant.ask import Assistant
from assistant.web.config import Access
from assistant.web.gradio_patches import MOST_SESSIONS, print_style, quiet_launch, theme
from assistant.web.intake_route import IntakeRoute
from assistant.web.middleware.arguments import CheckArguments, describe_endpoints
from assistant.web.middleware.basic_auth import BasicAuth
from assistant.web.middleware.error_status import ErrorStatus
from assistant.web.middleware.rate_limit import CHECKED, REPORTS, RateLimit
from assistant.web.middleware.request_filter import MAX_UPLOAD, RequestFilter
from assistant.web.middleware.slow_sender import SlowSender
from assistant.web.originals import ROUTE
from assistant.web.page import Page, make_page
from assistant.web.static_files import STYLES, read_static
from assistant.web.usage import UsageCounter
from corpus.errors import PilcrowError, PortInUse
from index.library import encoders_of


def serve(assistant: Assistant, access: Access, ready: Callable[[str], None]) -> None:
    """Serve the page until interrupted; call ``ready`` with its address once it can be opened.

    Raises:
        PortInUse, BadSetting, PilcrowError: the settings do not allow it: see ``Access.check``.
    """
    access.check()
    library = assistant.index.library
    usage = UsageCounter(encoders_of(library) if library else None, access.log)
    page = make_page(assistant, usage, changes=access.may_change, keeps_originals=access.originals)
    try:
        with quiet_launch():
            _launch(page, access, usage)
    except OSError as problem:  # the port was taken after the check, or the machine is too slow
        raise PortInUse(
            f"The page could not be served on port {access.port} ({problem}). Try again, or choose "
            "another port: pilcrow chat --port 7861"
        ) from problem
    ready(access.url)
    # The first question loads the models: load them before a user waits for an answer.
    threading.Thread(target=_warm_up, args=(assistant,), daemon=True).start()
    page.blocks.block_thread()


def _warm_up(assistant: Assistant) -> None:
    with suppress(PilcrowError):  # users see the problem when they ask
        assistant.ask("What are these reports about?")


def _launch(page: Page, access: Access, usage: UsageCounter) -> None:
    def statistics(_: Request) -> HTMLResponse:
        return HTMLResponse(usage.to_html(), headers={"cache-control": "no-store"})

    def openapi(_: Request) -> JSONResponse:
        return JSONResponse(describe_endpoints(access.root_path))

    page.blocks.launch(
        root_path=access.root_path or None,
        server_name=access.host,
        server_port=access.port,
        quiet=True,
        prevent_thread_lock=True,
        theme=theme(),
        css="".join(map(read_static, STYLES)),
        head=print_style(),
        i18n=page.i18n,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        share=False,
        ssr_mode=False,
        state_session_capacity=MOST_SESSIONS,
        max_file_size=f"{MAX_UPLOAD // 1_000_000}mb",
        mcp_server=True,
        app_kwargs={
            "middleware": _middleware(access),
            "routes": [
                Route("/statistics", statistics),
                Route("/openapi.json", openapi),
                Route(ROUTE, page.originals.respond),
                Route(CHECKED, page.checks.respond, methods=["POST"]),
                Route(REPORTS, IntakeRoute(page.intake).respond, methods=["GET", "POST"]),
            ],
            "openapi_url": None,
            "docs_url": None,
            "redoc_url": None,
        },
    )


def _middleware(access: Access) -> list[Middleware]:
    """Return the middleware that each request passes, the outermost first."""
    request_filter = Middleware(
        RequestFilter,
        hosts=access.hosts,
        names=access.names,
        numbers=access.shared,
        uploads=access.may_change,
        root_path=access.root_path,
    )
    sign_in = [Middleware(BasicAuth, accounts=access.accounts)] if access.accounts else []
    limit = Middleware(RateLimit, limits=access.limits)
    checks = [Middleware(SlowSender), Middleware(CheckArguments), Middleware(ErrorStatus)]
    return [request_filter, *sign_in, limit, *checks]
