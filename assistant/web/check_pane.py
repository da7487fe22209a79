"""The pane in which the quotations of a draft are checked; ``draft_check`` answers its requests."""

from assistant.output.i18n import words
from assistant.web.gradio_patches import gr
from assistant.web.middleware.request_filter import MAX_DRAFT
from assistant.web.static_files import read_static, script


def make_check() -> gr.HTML:
    """Add the pane to the page."""
    return gr.HTML(
        {"words": words(), "most": MAX_DRAFT},
        html_template=read_static("check.html"),
        js_on_load=script("say.js", "pane.js", "check.js"),
        elem_id="check",
        apply_default_css=False,
    )
