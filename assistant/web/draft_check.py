"""Checks the quotations of a draft that a browser sends, while the browser shows how far it is.

A draft that is a file is read in a separate process, in a folder that is then deleted; nothing of a
draft is kept. The response has one JSON object on each line:

    {"quotations": their number}, {"done": how many are checked}, ...
    and at last {"found": verdicts}, {"name", "word": the file in base 64} or {"error": a sentence}
"""

import base64
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from assistant.output.i18n import page_language, say
from assistant.output.json import span_to_dict
from assistant.output.messages import problem_in
from assistant.verify import Verdict, Verifier, draft_of
from assistant.verify.apart import DraftProcess, commented
from assistant.verify.draft import Block
from assistant.verify.output import comments, to_dicts
from assistant.verify.types import Quoted
from assistant.web.file_name import safe_name
from assistant.web.verdict_remarks import remark_in
from corpus.errors import BadDraft, PilcrowError, UnreadableReport
from corpus.sandbox import Limits
from index import Index

_LONGEST, _MOST_QUOTATIONS = 400_000, 500  # characters; a check of so many takes half a minute
_LIMITS = Limits(seconds=60.0)
_AT_ONCE, _WAIT = 2, 30.0  # drafts that are checked at the same time; seconds until one is refused
_MOST_PLACES = 8  # of a quotation, which the page shows
_Event = dict[str, Any]


class DraftChecks:
    """Checks drafts against the reports of an index; safe to use from several threads."""

    def __init__(self, index: Index, verifier: Verifier) -> None:
        """Check with ``verifier``, which is that of ``index``."""
        self._index, self._verifier = index, verifier
        self._free = BoundedSemaphore(_AT_ONCE)

    async def respond(self, request: Request) -> Response:
        """Answer a request whose body is a draft.

        ``?name=`` is the name of the file, or "" for text that was pasted; ``language=`` is that of
        the page; ``word=1`` asks for the draft as a Word document with comments.
        """
        query, body = request.query_params, await request.body()
        language = page_language(query.get("language", ""))
        name, word = query.get("name", ""), query.get("word") == "1"
        events = self.events(body, name, language, word=word)
        lines = (f"{json.dumps(event)}\n" for event in events)
        return StreamingResponse(
            lines, media_type="application/x-ndjson", headers={"cache-control": "no-store"}
        )

    def events(
        self, content: bytes, name: str, language: str = "en", *, word: bool = False
    ) -> Iterator[_Event]:
        """Yield the objects of a response; see the docstring of the module.

        Args:
            content: the file, or text in UTF-8.
            name: the name of the file, which may be anything; "" for text that was pasted.
            language: the language of the page.
            word: whether to return the draft as a Word document with comments.
        """
        if not self._free.acquire(timeout=_WAIT):
            yield {"error": say("too_many", language)}
            return
        try:
            yield from self._check(content, safe_name(name), language, word=word)
        except UnreadableReport as problem:  # a draft need not have numbered paragraphs
            plain, detail = say("check_unreadable", language), str(problem).rstrip(".")
            yield {"error": f"{detail}." if language == "en" else f"{plain}. ({detail}.)"}
        except PilcrowError as problem:
            yield {"error": problem_in(problem, language)}
        finally:
            self._free.release()

    def _check(self, content: bytes, name: str, language: str, *, word: bool) -> Iterator[_Event]:
        with TemporaryDirectory(prefix="pilcrow-draft-") as folder, DraftProcess(_LIMITS) as reader:
            path = Path(folder) / (name or "draft.md")
            if name:
                path.write_bytes(content)
                draft = reader.blocks(path)
            else:
                draft = draft_of(content.decode("utf-8", "replace"))
            _require_length(draft)
            count, found = self._verifier.each(draft, most=_MOST_QUOTATIONS)
            yield {"quotations": count}
            verdicts: list[Verdict] = []
            for verdict in found:
                verdicts.append(verdict)
                yield {"done": len(verdicts)}
            if not word:
                yield {"found": self._shown(verdicts, draft, language)}
                return
            said = _comments(verdicts, language)
            made = reader.with_comments(path, said) if name else commented(None, draft, said)
            stem = Path(name or "draft").stem
            yield {"name": f"{stem}-checked.docx", "word": base64.b64encode(made).decode()}

    def _shown(
        self, verdicts: Sequence[Verdict], draft: Sequence[Block], language: str
    ) -> list[dict[str, Any]]:
        """Return verdicts as ``to_dicts`` does, their places as the source panel opens them.

        There are the first places only, and ``more`` is the number of the others. Remarks are in
        the language of the page.
        """
        documents = self._index.documents
        return [
            one
            | {
                "places": [span_to_dict(span, documents) for span in verdict.places[:_MOST_PLACES]],
                "more": max(0, len(verdict.places) - _MOST_PLACES),
                "remarks": [remark_in(remark, language) for remark in verdict.remarks],
            }
            for verdict, one in zip(verdicts, to_dicts(verdicts, documents, draft), strict=True)
        ]


def _require_length(draft: Sequence[Block]) -> None:
    length = sum(len(block.text) for block in draft)
    if not any(block.text.strip() for block in draft):
        raise BadDraft("The draft has no text. Give a text with quotations")
    if length > _LONGEST:
        raise BadDraft(
            f"The draft has {length:,} characters. Check it in parts of {_LONGEST:,} or fewer"
        )


def _comments(verdicts: Sequence[Verdict], language: str) -> list[tuple[Quoted, str]]:
    """Return the comments on quotations, whose first line is the verdict in a language."""
    said = []
    for verdict, (quotation, text) in zip(verdicts, comments(verdicts), strict=True):
        rest = text.partition("\n")[2]
        title = say(f"verdict_{verdict.outcome}", language)
        said.append((quotation, f"{title}\n{rest}" if rest else title))
    return said
