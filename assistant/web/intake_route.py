"""The address at which the page sends files for the library, and asks what has become of them.

    GET  /reports?visit=TOKEN                                     the list of a visit
    POST /reports?visit=TOKEN&do=add&name=NAME&language=LANGUAGE  the body is a file
    POST /reports?visit=TOKEN&do=remove&key=KEY&language=LANGUAGE
    POST /reports?visit=TOKEN&do=act&number=NUMBER&action=ACTION
    POST /reports?visit=TOKEN&do=cancel    and  do=clear

Each response is the list as it then is, as JSON: see ``assistant.web.intake_state.Visit``. The
token is made by the browser, so nobody else knows it.
"""

import re

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.output.i18n import page_language
from assistant.web.intake import Intake

_TOKEN = re.compile(r"[0-9a-f]{32}")
_LONGEST = 400  # characters of a name or key


class IntakeRoute:
    """Answers requests about the lists of an ``Intake``."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake

    async def respond(self, request: Request) -> Response:
        """Answer a request: see the docstring of the module. A request that is wrong gets 400."""
        query = request.query_params
        token = query.get("visit", "")
        if not _TOKEN.fullmatch(token):
            return JSONResponse({"detail": "The request names no visit"}, status_code=400)
        if request.method == "POST":
            body = await request.body()
            if not await run_in_threadpool(self._do, token, dict(query), body):
                return JSONResponse({"detail": "There is no such action"}, status_code=400)
        state = await run_in_threadpool(self._intake.state, token)
        return JSONResponse(state, headers={"cache-control": "no-store"})

    def _do(self, token: str, query: dict[str, str], body: bytes) -> bool:
        intake, do = self._intake, query.get("do", "")
        language = page_language(query.get("language", ""))
        if do == "add":
            intake.add(token, query.get("name", "")[:_LONGEST], body, language)
        elif do == "remove":
            intake.remove(token, query.get("key", "")[:_LONGEST], language)
        elif do == "act" and query.get("number", "").isdecimal():
            intake.act(token, int(query["number"][:9]), query.get("action", ""))
        elif do == "cancel":
            intake.cancel(token)
        elif do == "clear":
            intake.clear(token)
        else:
            return False
        return True
