"""The sidebar of reports: the user chooses which are asked, and adds and removes reports."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from assistant.output.i18n import page_language, say
from assistant.web.gradio_patches import QUIET, gr, hidden_button
from assistant.web.report_admin import ReportAdmin
from assistant.web.shelf import body_choices, make_shelf

_ANY = "any"
_FACETS = ("body", "year", "language")


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
        ticked = make_shelf(admin, names, changes=changes)
        with gr.Accordion(i18n("tick_by"), open=False):
            facets = [
                gr.Dropdown(choices, value=_ANY, label=i18n(name), elem_id=name)
                for name, choices in zip(_FACETS, _all_choices(admin, "en"), strict=True)
            ]
    # In the browser, as what is ticked is: of two events at once, neither has one old and one new.
    offered = gr.JSON(keys, visible="hidden")
    lists = [ticked, offered, *facets]
    rest = [ticked, offered, language]
    handlers = _Handlers(admin)
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

    def refresh(self, ticked: Sequence[str], offered: Sequence[str], language: str) -> list[Any]:
        """Return the current lists of reports; new reports are ticked."""
        names = self._admin.names()
        facets = _all_choices(self._admin, page_language(language))
        return [
            gr.update(choices=names, value=keys_asked(self._admin, ticked, offered)),
            [key for _, key in names],
            *(gr.update(choices=choices) for choices in facets),
        ]

    def tick_by(self, body: str, year: str, language: str) -> Any:
        """Tick the reports of a body, a year and a language."""
        wanted = ("" if value in (_ANY, None) else value for value in (body, year, language))
        return gr.update(value=self._admin.matching(*wanted))


def _all_choices(admin: ReportAdmin, language: str) -> Iterator[list[tuple[str, str]]]:
    """Yield the choices of each facet: the words to show, and the value."""
    bodies, *others = admin.facets()
    for named in (body_choices(bodies, language), *([(v, v) for v in values] for values in others)):
        yield [(say("any", language), _ANY), *named]
