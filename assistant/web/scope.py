"""Which reports are asked, in sight above the question box and kept over reloads.

The browser keeps the keys of the reports that are left out. A link to the page names the reports
that are asked. Both are texts with the keys between commas; in a link, the symbol alone is enough.
"""

import json
from collections.abc import Sequence
from typing import Any

from assistant.output.i18n import page_language, say
from assistant.web import page_scripts as scripts
from assistant.web.gradio_patches import QUIET, gr, hidden_button, hidden_text
from assistant.web.report_admin import ReportAdmin
from assistant.web.sidebar import Chosen, keys_asked


def scope_button() -> gr.Button:
    """Add the button that says how many reports are asked, and opens the drawer."""
    return gr.Button(visible=False, size="sm", elem_id="scope")


def connect_scope(
    blocks: gr.Blocks, admin: ReportAdmin, reports: Chosen, button: gr.Button, language: gr.Textbox
) -> None:
    """Restore which reports are asked when the page opens, and show and keep each change."""
    with gr.Row(visible="hidden"):
        scope = hidden_text()

    def restore(wanted: str, language: str) -> list[Any]:
        names = admin.names()
        keys = [key for _, key in names]
        ticked = wanted_keys(wanted, keys)
        shown = gr.update(choices=names, value=ticked)
        return [shown, keys, *_shown(ticked, keys, language)]

    def show(ticked: list[str], offered: list[str], language: str) -> list[Any]:
        keys = [key for _, key in admin.names()]
        return _shown(keys_asked(admin, ticked, offered), keys, language)

    keep = {"js": "scope => { pilcrow.keepScope(scope); return []; }"}
    loaded = blocks.load(
        restore,
        [scope, language],
        [*reports, button, scope],
        js=f"() => [pilcrow.wantedScope(), ({scripts.LANGUAGE})()]",
        **QUIET,
    )
    changed = reports.ticked.change(show, [*reports, language], [button, scope], **QUIET)
    for event in (loaded, changed):
        event.then(None, scope, None, **keep)
    button.click(None, None, None, js="() => { pilcrow.openReports(); return []; }")
    only = hidden_button("ask these", "ask-these")
    only.click(None, reports.ticked, reports.ticked, js="ticked => [pilcrow.wantedTicks ?? ticked]")


def wanted_keys(wanted: str, keys: Sequence[str]) -> list[str]:
    """Return the keys that a link or a browser wants to be asked, of those in the library.

    Args:
        wanted: JSON from the browser: ``asked`` of the link, null without one, and ``left_out``.
        keys: the keys of all reports. They are returned if the link names none of them.
    """
    try:
        data = json.loads(wanted)
        asked, left_out = data["asked"], str(data["left_out"] or "").split(",")
    except (ValueError, TypeError, KeyError, RecursionError):
        return list(keys)
    if isinstance(asked, str) and asked:
        named = set(asked.split(","))
        linked = [key for key in keys if key in named or key.partition("#")[0] in named]
        return linked or list(keys)
    return [key for key in keys if key not in left_out]


def _shown(ticked: Sequence[str], keys: Sequence[str], language: str) -> list[Any]:
    text = say("scope", page_language(language), len(ticked), len(keys))
    left_out = [key for key in keys if key not in ticked]
    asked = ",".join(ticked) if left_out else ""
    return [
        gr.update(value=text, visible=len(keys) > 1),
        json.dumps({"asked": asked, "left_out": ",".join(left_out)}),
    ]
