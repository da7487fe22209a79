"""The drawer of the page that holds the reports: which are asked, which are added or taken out."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.output.i18n import preferred, say
from assistant.output.markdown import escape
from assistant.output.messages import problem_in, stage_in
from assistant.web.report_admin import Received, Shelf
from corpus.errors import PilcrowError
from corpus.read import Reading
from corpus.readers.formats import SUFFIXES

_ANY = "any"
_FACETS = ("body", "year", "language")
_BUILD: dict[str, Any] = {
    "concurrency_id": "build",
    "concurrency_limit": 1,
    "api_visibility": "private",
    "show_progress": "minimal",
}


def make_drawer(
    shelf: Shelf, i18n: gr.I18n, *, changes: bool = True
) -> list[gr.components.Component]:
    """Add the drawer; return what tells which reports are asked: those ticked, those offered.

    What was added since by others is neither, and asked all the same: see ``asked_of``. Without
    ``changes`` reports can be chosen, but not added or taken out.
    """
    names = shelf.names()
    with gr.Sidebar(open=False, width=380, elem_id="drawer") as drawer:
        gr.Markdown(i18n("reports"), elem_id="drawer-title")
        asked = gr.CheckboxGroup(
            names, value=[key for _, key in names], label=i18n("asked"), elem_id="asked"
        )
        with gr.Accordion(i18n("tick_by"), open=False):
            facets = [
                gr.Dropdown(_choices(found, "en"), value=_ANY, label=i18n(label), elem_id=label)
                for label, found in zip(_FACETS, shelf.facets(), strict=True)
            ]
        files = gr.UploadButton(
            i18n("add_reports"),  # type: ignore[arg-type]  # the page translates it
            file_count="multiple",
            file_types=sorted(SUFFIXES),
            visible=changes,
            elem_id="add",
        )
        told = gr.Markdown("", min_height=90, visible=changes, elem_id="told")
        with gr.Row():
            accept = gr.Button(i18n("accept"), visible=False, elem_id="accept")
            decline = gr.Button(i18n("decline"), visible=False, elem_id="decline")
        with gr.Accordion(i18n("take_out"), open=False, visible=changes):
            gone = gr.Dropdown(names, value=None, label=i18n("report"), elem_id="gone")
            remove = gr.Button(i18n("take_it_out"), elem_id="remove")
    waiting = gr.State(())  # reports whose numbering is broken, until one decides
    offered = gr.State([key for _, key in names])
    lists = [asked, gone, offered, *facets]
    outputs = [told, accept, decline, waiting, *lists]

    work = _Changes(shelf)
    if changes:  # what is not wired cannot be called either, by whoever knows its number
        _with_progress(files.upload, work.add, [files, asked, offered], outputs, told)
        _with_progress(accept.click, work.take, [waiting, asked, offered], outputs, told)
        decline.click(work.leave, [asked, offered], outputs, **_BUILD)
        _with_progress(remove.click, work.drop, [gone, asked, offered], outputs, told)
    for facet in facets:
        facet.input(work.narrow, facets, [asked], **_BUILD | {"show_progress": "hidden"})
    # What the page has from its start may be old by now.
    drawer.expand(work.opened, [asked, offered], lists, **_BUILD | {"show_progress": "hidden"})
    return [asked, offered]


def asked_of(shelf: Shelf, ticked: Sequence[str], offered: Sequence[str]) -> list[str]:
    """Return the keys of the reports that are asked: all but those offered and not ticked."""
    return [key for _, key in shelf.names() if key in ticked or key not in offered]


def language_of(request: gr.Request) -> str:
    """Return the language, of those that there are words in, that a browser asks for."""
    return preferred(request.headers.get("accept-language", ""))


class _Changes:
    """What the drawer's buttons do; each returns values for the drawer's components."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def add(
        self, paths: list[str], ticked: list[str], offered: list[str], language: str, progress: Any
    ) -> list[Any]:
        """Read files and add those that are sound; those that are broken wait for a decision."""
        files = [Path(path) for path in paths or []]
        tell = _teller(progress, language)
        received = self._shelf.read(files, tell)
        said = self._shelf.describe(received, language)
        if received.sound:
            said = _try(lambda: self._shelf.add(received.sound, tell), said, language)
        for file in files:
            file.unlink(missing_ok=True)
        return self._after(said, received.broken, ticked, offered, language)

    def take(
        self,
        broken: Sequence[Reading],
        ticked: list[str],
        offered: list[str],
        language: str,
        progress: Any,
    ) -> list[Any]:
        """Add what is broken all the same."""
        said = self._shelf.describe(Received((), tuple(broken), ()), language)
        said = _try(lambda: self._shelf.add(broken, _teller(progress, language)), said, language)
        return self._after(said, (), ticked, offered, language)

    def leave(self, ticked: list[str], offered: list[str], request: gr.Request) -> list[Any]:
        """Forget what is broken."""
        return self._after("", (), ticked, offered, language_of(request))

    def drop(
        self,
        key: str | None,
        ticked: list[str],
        offered: list[str],
        language: str,
        progress: Any,
    ) -> list[Any]:
        """Take a report out."""
        said = say("choose_one", language)
        if key:
            tell, done = _teller(progress, language), say("taken_out", language)
            said = _try(lambda: self._shelf.remove(key, tell), done, language)
        return self._after(said, (), ticked, offered, language)

    def opened(
        self, ticked: Sequence[str], offered: Sequence[str], request: gr.Request
    ) -> list[Any]:
        """Show what there is now, in the reader's language."""
        return self._listed(ticked, offered, language_of(request))

    def _listed(self, ticked: Sequence[str], offered: Sequence[str], language: str) -> list[Any]:
        """Offer what there is now; what is new is ticked."""
        now = self._shelf.names()
        value = asked_of(self._shelf, ticked, offered)
        return [
            gr.update(choices=now, value=value),
            gr.update(choices=now, value=None),
            [key for _, key in now],
            *(gr.update(choices=_choices(found, language)) for found in self._shelf.facets()),
        ]

    def narrow(self, body: str, year: str, language: str) -> Any:
        """Tick the reports of a body, a year and a language."""
        given = ("" if one in (_ANY, None) else one for one in (body, year, language))
        return gr.update(value=self._shelf.narrowed(*given))

    def _after(
        self,
        said: str,
        broken: Sequence[Reading],
        ticked: Sequence[str],
        offered: Sequence[str],
        language: str,
    ) -> list[Any]:
        ask = gr.update(visible=bool(broken))
        return [said, ask, ask, tuple(broken), *self._listed(ticked, offered, language)]


def _choices(found: Sequence[str], language: str) -> list[tuple[str, str]]:
    return [(say("any", language), _ANY), *((one, one) for one in found)]


def _with_progress(
    event: Callable[..., Any], work: Callable[..., Any], inputs: Any, outputs: Any, bar: Any
) -> None:
    def run(
        first: Any,
        ticked: Any,
        offered: Any,
        request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008  # so Gradio finds it
    ) -> Any:
        return work(first, ticked, offered, language_of(request), progress)

    event(run, inputs, outputs, show_progress_on=bar, **_BUILD)


def _teller(progress: Any, language: str) -> Callable[[str, int, int], None]:
    def tell(stage: str, done: int, total: int) -> None:
        if progress is not None:
            progress((done, total or 1), desc=stage_in(stage, language), unit="")

    return tell


def _try(work: Callable[[], None], said: str, language: str) -> str:
    """Do it; return what there is to say, or why it could not be done."""
    try:
        work()
    except PilcrowError as problem:
        return escape(problem_in(problem, language))
    return said
