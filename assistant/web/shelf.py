"""The list of reports in the drawer: it is searched, sorted and filtered in the browser."""

from collections.abc import Iterable, Sequence

from assistant.output.bodies import body_key
from assistant.output.i18n import say, words
from assistant.web.gradio_patches import gr
from assistant.web.middleware.rate_limit import REPORTS as ROUTE
from assistant.web.middleware.request_filter import MAX_UPLOAD
from assistant.web.report_admin import ReportAdmin
from assistant.web.static_files import read_static, script
from corpus.readers.formats import SUFFIXES


def make_shelf(
    admin: ReportAdmin, names: Sequence[tuple[str, str]], *, changes: bool
) -> gr.CheckboxGroup:
    """Add the list, and the boxes that hold what is ticked, which are not visible.

    The list is a ``gr.HTML``, because the boxes of Gradio can hold no title that opens a report.
    It gets the reports by a server function, which waits for no build. Above it, ``intake.js`` adds
    files: see ``assistant.web.intake_route``.

    Args:
        admin: lists the reports.
        names: the name and the key of each report.
        changes: whether reports can be added and removed.
    """

    def list_reports(_: str) -> list[dict[str, str]]:
        return admin.listed()

    gr.HTML(
        {
            "words": words(),
            "changes": changes,
            "most": MAX_UPLOAD,
            "kinds": ",".join(sorted(SUFFIXES)),
            "reports": ROUTE,
        },
        html_template=read_static("shelf.html"),
        js_on_load=script("say.js", "intake.js", "shelf.js"),
        server_functions=[list_reports],
        elem_id="asked",
        apply_default_css=False,
    )
    keys = [key for _, key in names]
    return gr.CheckboxGroup(names, value=keys, elem_id="ticked", elem_classes="unseen")


def body_choices(bodies: Iterable[str], language: str) -> list[tuple[str, str]]:
    """Return each start of a symbol with the name of its body: "Human Rights Council (A/HRC)"."""
    choices = []
    for body in bodies:
        key = body_key(body)
        choices.append((f"{say(key, language)} ({body})" if key in words() else body, body))
    return choices
