"""The pages of the original files of reports, drawn in a separate process.

The process is started when a page is first looked at, and ends when none is looked at any more.
"""

import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.web.middleware.rate_limit import DRAWN
from corpus import Document, Paragraph
from corpus.errors import NoSuchReport, PilcrowError
from corpus.readers.pdf_original import Place
from corpus.sandbox import Limits, ReaderProcess
from index import Index
from index.library import original_of

ROUTE = DRAWN
MOST_WORDS = 20_000  # characters that are looked for
_LIMITS = Limits(seconds=30.0)
_IDLE = 60.0  # seconds after which the process ends
_PICTURES, _PLACES = 64, 512  # that are kept in memory; a picture has about 0.1 MB
_SIGNATURE, _BEGINS_WITHIN = b"%PDF-", 4096
_HOUR = {"cache-control": "private, max-age=3600"}
_Done = TypeVar("_Done")


class Originals:
    """The original files of the reports of an index; safe to use from several threads."""

    def __init__(self, index: Index) -> None:
        """Show the files that the library of ``index`` keeps."""
        self._index = index
        self._process, self._lock = ReaderProcess(_LIMITS), threading.Lock()
        self._idle: threading.Timer | None = None
        self._draw = lru_cache(_PICTURES)(self._drawn)
        self._place = lru_cache(_PLACES)(self._placed)

    def has_pages(self, document: Document) -> bool:
        """Return whether the library keeps the file of a document, and it is a PDF."""
        path = self._path(document)
        try:
            if path is None:
                return False
            with path.open("rb") as file:
                return _SIGNATURE in file.read(_BEGINS_WITHIN)
        except OSError:
            return False

    def place(self, document: Document, position: int, words: str) -> dict[str, Any]:
        """Return where words of a paragraph stand in the file of its document.

        Args:
            document: a document that ``has_pages``.
            position: the index of the paragraph in the document.
            words: words of the paragraph or of one of its footnotes; "" for the whole paragraph.

        Returns:
            ``pages``, their number; ``page``, the first page with the words, or else the page on
            which the paragraph begins; ``share`` of the letters of the words that were found, from
            0.0 to 1.0; ``boxes``, the lines: page, left, top, width, height, in shares of the page.

        Raises:
            NoSuchReport: the document has no such paragraph, or the library no such file.
            LibraryDamaged, UnreadableReport: the file was changed or cannot be read.
        """
        path = self._path(document)
        if path is None or not 0 <= position < len(document.paragraphs):
            raise NoSuchReport(f"The library does not keep the original of {document.symbol}")
        paragraph = document.paragraphs[position]
        text, start = _text_with(words, paragraph)
        page = paragraph.page or 1
        found = self._place(path, page, text, start, start + len(words) if words else len(text))
        return {
            "pages": found.pages,
            "page": found.boxes[0].page if found.boxes else min(page, found.pages),
            "share": found.share,
            "boxes": [[b.page, b.left, b.top, b.width, b.height] for b in found.boxes],
        }

    def picture(self, digest: str, number: int) -> bytes:
        """Return a page of the file with a digest as a PNG picture; raises as ``place`` does."""
        document = next((one for one in self._index.documents if one.digest == digest), None)
        path = self._path(document) if document else None
        if path is None:
            raise NoSuchReport("The library does not keep this file")
        return self._draw(path, number)

    def respond(self, request: Request) -> Response:
        """Answer a request for the picture of a page: ``?file=DIGEST&page=NUMBER``."""
        number = request.query_params.get("page", "")
        if not (number.isascii() and number.isdecimal() and len(number) < 6):
            return JSONResponse({"detail": "The page is not a number"}, 400)
        try:
            picture = self.picture(request.query_params.get("file", ""), int(number))
        except PilcrowError as problem:
            return JSONResponse({"detail": str(problem)}, 404)
        return Response(picture, media_type="image/png", headers=_HOUR)

    def _path(self, document: Document) -> Path | None:
        library = self._index.library
        return None if library is None else original_of(library, document)

    def _drawn(self, path: Path, number: int) -> bytes:
        return self._in_process(lambda: self._process.draw(path, path.name, number))

    def _placed(self, path: Path, first: int, text: str, start: int, end: int) -> Place:
        return self._in_process(
            lambda: self._process.place(path, path.name, first, text, start, end)
        )

    def _in_process(self, work: Callable[[], _Done]) -> _Done:
        with self._lock:
            if self._idle:
                self._idle.cancel()
            try:
                return work()
            finally:
                self._idle = threading.Timer(_IDLE, self._end)
                self._idle.daemon = True
                self._idle.start()

    def _end(self) -> None:
        with self._lock:
            self._process.close()


def _text_with(words: str, paragraph: Paragraph) -> tuple[str, int]:
    """Return the text of a paragraph or of its footnote that has the words, and where they begin.

    Words that are in neither are looked for by themselves.
    """
    texts = (paragraph.text, *(note.text for note in paragraph.footnotes))
    text = next((text for text in texts if words in text), words)
    return text, text.index(words)
