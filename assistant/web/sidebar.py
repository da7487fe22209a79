"""The sidebar of reports: the user chooses which are asked, and adds and removes reports."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from assistant.output.i18n import page_language, say
from assistant.output.markdown import escape
from assistant.output.messages import problem_in, stage_in
from assistant.web.gradio_patches import QUIET, gr, hidden_button
from assistant.web.report_admin import Received, ReportAdmin
from assistant.web.shelf import body_choices, make_shelf
from corpus import Document
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


class Chosen(NamedTuple):
    """The components whose values say which reports are asked: the ticked keys, the offered keys.

    A report that was added after the page opened is neither ticked nor offered. It is asked as
    well: see ``keys_asked``.
    """

    ticked: gr.CheckboxGroup
    offered: gr.JSON


def make_sidebar(
    admin: ReportAdmin, i18n: gr.I18n, language: gr.Textbox, *, changes: bool = True
) -> Chosen:
    """Add the sidebar.

    Args:
        admin: lists and changes the reports.
        i18n: the translations of the page's texts.
        language: the component that holds the language of the page.
        changes: whether reports can also be added and removed.
    """
    names = admin.names()
    keys = [key for _, key in names]
    with gr.Sidebar(open=False, width=380, elem_id="drawer") as sidebar:
        gr.Markdown(i18n("reports"), elem_id="drawer-title")
        ticked = make_shelf(admin, names)
        with gr.Accordion(i18n("tick_by"), open=False):
            facets = [
                gr.Dropdown(choices, value=_ANY, label=i18n(name), elem_id=name)
                for name, choices in zip(_FACETS, _all_choices(admin, "en"), strict=True)
            ]
        files = gr.UploadButton(
            i18n("add_reports"),  # type: ignore[arg-type]  # the page translates it
            file_count="multiple",
            file_types=sorted(SUFFIXES),
            visible=changes,
            elem_id="add",
        )
        status = gr.Markdown("", min_height=90, visible=changes, elem_id="told")
        with gr.Row():
            accept = gr.Button(i18n("accept"), visible=False, elem_id="accept")
            decline = gr.Button(i18n("decline"), visible=False, elem_id="decline")
        put_back = gr.Button(i18n("put_back"), visible=False, elem_id="put-back")
        with gr.Accordion(i18n("take_out"), open=False, visible=changes):
            unwanted = gr.Dropdown(names, value=None, label=i18n("report"), elem_id="gone")
            remove = gr.Button(i18n("take_it_out"), elem_id="remove")
    waiting = gr.State(())  # reports with broken numbering, until the user decides
    taken_out = gr.State(None)  # the report that was removed last
    # In the browser, as what is ticked is: of two events at once, neither has one old and one new.
    offered = gr.JSON(keys, visible="hidden")
    lists = [ticked, unwanted, offered, *facets]
    outputs = [status, accept, decline, waiting, put_back, taken_out, *lists]
    rest = [ticked, offered, language]

    handlers = _Handlers(admin)
    if changes:  # clients cannot call an event that is not connected
        _with_progress(files.upload, handlers.add, [files, *rest], outputs, status)
        _with_progress(accept.click, handlers.accept, [waiting, *rest], outputs, status)
        decline.click(handlers.decline, [waiting, *rest], outputs, **_BUILD)
        _with_progress(put_back.click, handlers.put_back, [taken_out, *rest], outputs, status)
        _with_progress(remove.click, handlers.remove, [unwanted, *rest], outputs, status)
    for facet in facets:
        facet.input(handlers.tick_by, facets, [ticked], **QUIET)
    # The page has the lists from the start of the server. Reports may have been added after it,
    # also in another tab or by another process. A build does not keep the lists waiting.
    refresh = hidden_button("refresh", "refresh-reports")
    for event in (sidebar.expand, refresh.click):
        event(handlers.refresh, rest, lists, **QUIET)
    return Chosen(ticked, offered)


def keys_asked(admin: ReportAdmin, ticked: Sequence[str], offered: Sequence[str]) -> list[str]:
    """Return the keys of the reports that are asked: all that are not offered, or are ticked."""
    return [key for _, key in admin.names() if key in ticked or key not in offered]


class _Handlers:
    """The handlers of the sidebar's events; each returns values for its components."""

    def __init__(self, admin: ReportAdmin) -> None:
        self._admin = admin

    def add(
        self, paths: list[str], ticked: list[str], offered: list[str], language: str, progress: Any
    ) -> list[Any]:
        """Read files and add the sound reports; the broken ones wait until the user decides."""
        files = [Path(path) for path in paths or []]
        report = _reporter(progress, language)
        received = self._admin.read(files, report)
        status = self._admin.describe(received, language)
        if received.sound:
            status = _try(lambda: self._admin.add(received.sound, report), status, language)
        _delete(set(files) - {reading.path for reading in received.broken})
        return self._after(status, received.broken, ticked, offered, language)

    def accept(
        self,
        broken: Sequence[Reading],
        ticked: list[str],
        offered: list[str],
        language: str,
        progress: Any,
    ) -> list[Any]:
        """Add the waiting reports, whose numbering is broken."""
        report = _reporter(progress, language)
        status = self._admin.describe(Received((), tuple(broken), ()), language)
        status = _try(lambda: self._admin.add(broken, report), status, language)
        _delete(reading.path for reading in broken)
        return self._after(status, (), ticked, offered, language)

    def decline(
        self, broken: Sequence[Reading], ticked: list[str], offered: list[str], language: str
    ) -> list[Any]:
        """Discard the waiting reports, whose numbering is broken."""
        _delete(reading.path for reading in broken)
        return self._after("", (), ticked, offered, page_language(language))

    def remove(
        self,
        key: str | None,
        ticked: list[str],
        offered: list[str],
        language: str,
        progress: Any,
    ) -> list[Any]:
        """Remove a report; it can be put back until the page is left or another is removed."""
        status, removed = say("choose_one", language), None
        if key:
            report, done = _reporter(progress, language), say("taken_out", language)
            document = self._admin.document(key)
            status = _try(lambda: self._admin.remove(key, report), done, language)
            removed = document if status == done else None
        return self._after(status, (), ticked, offered, language, removed)

    def put_back(
        self,
        document: Document | None,
        ticked: list[str],
        offered: list[str],
        language: str,
        progress: Any,
    ) -> list[Any]:
        """Put the report back that was removed last."""
        status = ""
        if document is not None:
            report, done = _reporter(progress, language), say("is_back", language)
            status = _try(lambda: self._admin.put_back(document, report), done, language)
        return self._after(status, (), ticked, offered, language)

    def refresh(self, ticked: Sequence[str], offered: Sequence[str], language: str) -> list[Any]:
        """Return the current lists of reports; new reports are ticked."""
        names = self._admin.names()
        facets = _all_choices(self._admin, page_language(language))
        return [
            gr.update(choices=names, value=keys_asked(self._admin, ticked, offered)),
            gr.update(choices=names, value=None),
            [key for _, key in names],
            *(gr.update(choices=choices) for choices in facets),
        ]

    def tick_by(self, body: str, year: str, language: str) -> Any:
        """Tick the reports of a body, a year and a language."""
        wanted = ("" if value in (_ANY, None) else value for value in (body, year, language))
        return gr.update(value=self._admin.matching(*wanted))

    def _after(
        self,
        status: str,
        broken: Sequence[Reading],
        ticked: Sequence[str],
        offered: Sequence[str],
        language: str,
        removed: Document | None = None,
    ) -> list[Any]:
        buttons = gr.update(visible=bool(broken))
        undo = gr.update(visible=removed is not None)
        lists = self.refresh(ticked, offered, language)
        return [status, buttons, buttons, tuple(broken), undo, removed, *lists]


def _all_choices(admin: ReportAdmin, language: str) -> Iterator[list[tuple[str, str]]]:
    """Yield the choices of each facet: the words to show, and the value."""
    bodies, *others = admin.facets()
    for named in (body_choices(bodies, language), *([(v, v) for v in values] for values in others)):
        yield [(say("any", language), _ANY), *named]


def _with_progress(
    event: Callable[..., Any], work: Callable[..., Any], inputs: Any, outputs: Any, bar: Any
) -> None:
    def run(
        first: Any,
        ticked: Any,
        offered: Any,
        language: str,
        progress: gr.Progress = gr.Progress(),  # noqa: B008  # Gradio looks for the default value
    ) -> Any:
        return work(first, ticked, offered, page_language(language), progress)

    event(run, inputs, outputs, show_progress_on=bar, **_BUILD)


def _delete(files: Iterable[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)


def _reporter(progress: Any, language: str) -> Callable[[str, int, int], None]:
    def report(stage: str, done: int, total: int) -> None:
        if progress is not None:
            progress((done, total or 1), desc=stage_in(stage, language), unit="")

    return report


def _try(work: Callable[[], None], status: str, language: str) -> str:
    """Run ``work``; return the status if it succeeds, or else why it failed."""
    try:
        work()
    except PilcrowError as problem:
        return escape(problem_in(problem, language))
    return status
