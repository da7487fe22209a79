"""The page of the web chat: its components, its events, and the same answers for machines.

The conversation is the browser's: each event sends it whole, and nothing of it stays here.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

import gradio as gr
from gradio.events import api

from assistant.ask import MAX_QUESTION, Assistant
from assistant.desk import Desk
from assistant.drawer import asked_of, make_drawer
from assistant.export import KINDS
from assistant.feedback import REASONS
from assistant.shelf import Shelf
from assistant.wording import preferred, say, words
from corpus.errors import PilcrowError

Message = dict[str, Any]
Turn = dict[str, Any]  # the panel's value
Keys = list[str]  # of reports
Shown = tuple[Any, Any]  # the conversation, and the panel's value

_PAGE = Path(__file__).parent / "page"
# The question appears at once, in the browser; the server then answers the last message. While one
# is being answered the next stays in the box, else its answer would come in place of both.
_ECHO = """(question, talk) => question.trim() && !document.querySelector('#bot .pending')
  ? ['', [...talk, {role: 'user', content: [{type: 'text', text: question}]}]] : [question, talk]"""
# A question that is stopped goes back into its box.
_STOP = """(question, talk) => talk.length && talk[talk.length - 1].role === 'user'
  ? [talk[talk.length - 1].content[0].text, talk.slice(0, -1)] : [question, talk]"""
_ASKING: dict[str, Any] = {
    "show_progress": "minimal",
    "concurrency_id": "ask",
    "concurrency_limit": 2,
    "api_visibility": "private",
}
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def make_page(assistant: Assistant) -> tuple[gr.Blocks, gr.I18n]:
    """Build the page and its endpoints over an assistant; the words come with it."""
    desk, shelf = Desk(assistant), Shelf(assistant)
    i18n = gr.I18n(**{language: _words_in(language) for language in words()["of"]})

    def open_source(name: str) -> dict[str, Any] | None:
        return desk.source(str(name))

    page = gr.Blocks(title="Pilcrow", fill_width=True, fill_height=True, analytics_enabled=False)
    with page:
        # First: after others, it would keep the conversation from coming back after a reload.
        reports = make_drawer(shelf, i18n)
        top = gr.HTML(
            {"words": words(), "turn": 0, "name": "", "content": ""},
            html_template=read("top.html"),
            js_on_load=_script("say.js", "top.js"),
            elem_id="top",
            apply_default_css=False,
        )
        with gr.Row(elem_id="main"):
            with gr.Column(scale=6, min_width=0, elem_id="chat"):
                talk = _chatbot(desk.examples(), i18n)
                stop = gr.Button(i18n("stop"), size="sm", elem_id="stop")
                question = gr.Textbox(
                    placeholder=i18n("placeholder"),
                    label=i18n("question"),
                    max_length=MAX_QUESTION,
                    submit_btn=True,
                    container=False,
                    autofocus=True,
                    elem_id="q",
                )
            with gr.Column(scale=5, min_width=0, elem_id="side"):
                panel = gr.HTML(
                    _turn(0, "") | {"document": desk.first_document(), "words": words()},
                    html_template=read("panel.html"),
                    js_on_load=_script("say.js", "panel.js", "reading.js", "citing.js"),
                    server_functions=[open_source],
                    elem_id="panel",
                    apply_default_css=False,
                )
        events = _Events(desk, shelf)
        _connect(events, talk, question, panel, stop, reports)
        _connect_saving(events, talk, top, reports)
        _keep(page, talk)
        _add_endpoints(desk)
    page.queue(max_size=256, status_update_rate=5)
    return page, i18n


class _Events:
    """What the page's events do; each returns the conversation and the panel's value, or a file."""

    def __init__(self, desk: Desk, shelf: Shelf) -> None:
        self._desk, self._shelf = desk, shelf

    def respond(
        self, talk: list[Message], ticked: Keys, offered: Keys, request: gr.Request
    ) -> Shown:
        """Answer the question that the conversation ends with."""
        if not talk or talk[-1]["role"] != "user":
            return gr.skip(), gr.skip()
        language = preferred(request.headers.get("accept-language", ""))
        reply = self._desk.reply(_asked(talk), asked_of(self._shelf, ticked, offered), language)
        answer = _message("assistant", reply.text)
        answer["options"] = [{"value": question} for question in reply.next]
        return [*talk, answer], _turn(len(talk), reply.first)

    def pick(
        self,
        talk: list[Message],
        ticked: Keys,
        offered: Keys,
        request: gr.Request,
        event: gr.SelectData,
    ) -> Shown:
        """Ask an example, or what was suggested."""
        chosen = event.value
        if isinstance(chosen, dict):
            chosen = chosen.get("text", chosen.get("value"))
        return self.respond(
            [*talk, _message("user", str(chosen)[:MAX_QUESTION])], ticked, offered, request
        )

    def retry(
        self,
        talk: list[Message],
        ticked: Keys,
        offered: Keys,
        request: gr.Request,
        event: gr.RetryData,
    ) -> Shown:
        """Answer a question once more."""
        return self.respond(talk[: _index(event.index) + 1], ticked, offered, request)

    def edit(
        self,
        talk: list[Message],
        ticked: Keys,
        offered: Keys,
        request: gr.Request,
        event: gr.EditData,
    ) -> Shown:
        """Answer a question as it was edited; what followed it is gone."""
        edited = _message("user", str(event.value))
        return self.respond([*talk[: _index(event.index)], edited], ticked, offered, request)

    def undo(self, talk: list[Message], event: gr.UndoData) -> tuple[str, list[Message], Turn]:
        """Take the last question back into its box."""
        index = _index(event.index)
        return _text(talk[index]), talk[:index], _turn(-index, "")

    def judge(
        self,
        talk: list[Message],
        ticked: Keys,
        offered: Keys,
        request: gr.Request,
        event: gr.LikeData,
    ) -> None:
        """Keep what a reader thinks of an answer."""
        liked = event.liked
        opinion = liked if isinstance(liked, str) else "Like" if liked else "Dislike"
        asked = _asked(talk[: _index(event.index)])
        if self._desk.note(asked, asked_of(self._shelf, ticked, offered), opinion):
            gr.Info(say("thanks", preferred(request.headers.get("accept-language", ""))))

    def save(
        self, kind: str, talk: list[Message], ticked: Keys, offered: Keys, request: gr.Request
    ) -> dict[str, Any]:
        """Return the conversation as a file, which the browser then saves."""
        asked = _asked(talk)
        if not asked:
            language = preferred(request.headers.get("accept-language", ""))
            gr.Info(say("nothing_to_save", language))
            return {"turn": 0, "name": "", "content": ""}
        file = self._desk.export(asked, asked_of(self._shelf, ticked, offered), kind)
        return file | {"turn": len(talk)}


def _chatbot(examples: Sequence[str], i18n: gr.I18n) -> gr.Chatbot:
    return gr.Chatbot(
        show_label=False,
        label=i18n("conversation"),
        buttons=["copy"],
        height=None,
        autoscroll=False,  # the page shows the question at the top
        scale=1,
        latex_delimiters=[],
        allow_tags=False,
        editable="user",
        feedback_options=["Like", "Dislike", *REASONS],
        examples=[{"text": example} for example in examples],
        placeholder=i18n("welcome"),  # type: ignore[arg-type]  # the page translates it
        elem_id="bot",
    )


def _connect(
    events: _Events,
    talk: gr.Chatbot,
    question: gr.Textbox,
    panel: gr.HTML,
    stop: gr.Button,
    reports: Sequence[gr.components.Component],
) -> None:
    """Wire the conversation: each event is one request."""
    inputs = [talk, *reports]
    shown: dict[str, Any] = {"outputs": [talk, panel], "show_progress_on": talk} | _ASKING
    asked = question.submit(None, [question, talk], [question, talk], js=_ECHO).then(
        events.respond, inputs, **shown
    )
    picked = talk.example_select(events.pick, inputs, **shown)
    chosen = talk.option_select(events.pick, inputs, **shown)
    again = talk.retry(events.retry, inputs, **shown)
    edited = talk.edit(events.edit, inputs, **shown)
    talk.undo(events.undo, [talk], [question, talk, panel], **_QUIET)
    talk.like(events.judge, inputs, None, **_QUIET)
    stop.click(
        None,
        [question, talk],
        [question, talk],
        js=_STOP,
        cancels=[asked, picked, chosen, again, edited],
    )


def _connect_saving(
    events: _Events,
    talk: gr.Chatbot,
    top: gr.HTML,
    reports: Sequence[gr.components.Component],
) -> None:
    """Wire the menu for saving, which clicks buttons that are not seen."""
    for kind in KINDS:
        button = gr.Button(kind, elem_id=f"save-{kind}", elem_classes="unseen")
        chosen = gr.State(kind)
        button.click(events.save, [chosen, talk, *reports], [top], **_QUIET)


def _keep(page: gr.Blocks, talk: gr.Chatbot) -> None:
    """Let the conversation survive a reload; it is kept in this browser only."""
    kept = gr.BrowserState([], storage_key="pilcrow-talk", secret="pilcrow-talk")
    page.load(None, [kept, talk], talk, js="(kept, talk) => [talk.length ? talk : kept]")
    # That there is none when the page opens is nothing to keep.
    talk.change(
        None,
        [talk, kept],
        kept,
        js="(talk, kept) => [(window.pilcrowTalked ||= talk.length > 0) ? talk : kept]",
    )


def _add_endpoints(desk: Desk) -> None:
    """Add what other programs call; its descriptions are these functions' own."""

    def ask(question: str, history: list[str] | None = None) -> dict[str, Any]:
        """Answer a question about the United Nations reports in the library by quoting them.

        Every citation is verbatim, with its document and paragraph. Where the reports do not say,
        "abstained" is true and there are no citations.

        Args:
            question: the question, in English, at most 1,000 characters
            history: the questions asked before it, oldest first, if it follows them

        Returns:
            question, query (as it was read), abstained, answer, citations (document, paragraph,
            start, end, text, score, context: what to read before it), hits (document, paragraph,
            score), missing (words no report has), language (if not English), conflicts (what the
            report dates or numbers differently: subject, what, quotes)
        """
        return _or_error(lambda: desk.ask(question, history or []))

    def search(
        query: str, k: int = 10, mode: Literal["hybrid", "dense", "lexical"] = "hybrid"
    ) -> dict[str, Any]:
        """Find the paragraphs of United Nations reports that speak to a few words or a question.

        Args:
            query: words or a question
            k: how many paragraphs, 100 at most
            mode: hybrid (meaning and words), dense (meaning) or lexical (words)

        Returns:
            hits: document, paragraph, score, text, headings; best first
        """
        return _or_error(lambda: desk.search(query, k, mode))

    def documents() -> dict[str, Any]:
        """List the United Nations reports in the library.

        Returns:
            documents: document (its symbol), title, issued (ISO date), language, paragraphs
        """
        return desk.reports()

    def paragraph(document: str, paragraph: str) -> dict[str, Any]:
        """Return one paragraph of a United Nations report, whole and verbatim.

        Args:
            document: the symbol, such as A/78/176
            paragraph: its number, "50"; in an annex or summary with the part: "annex I, 3"

        Returns:
            document, paragraph, reference, text, headings, footnotes (mark, text), page
        """
        return _or_error(lambda: desk.paragraph(document, paragraph))

    for endpoint in (ask, search, documents, paragraph):
        api(endpoint, api_name=endpoint.__name__, concurrency_id="ask", concurrency_limit=2)


def _or_error(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return work()
    except PilcrowError as problem:
        raise gr.Error(str(problem), print_exception=False) from None


def _words_in(language: str) -> dict[str, str]:
    return {key: said[language] for key, said in words().items()}


def _asked(talk: Sequence[Message]) -> list[str]:
    return [_text(message) for message in talk if message["role"] == "user"]


def _message(role: str, text: str) -> Message:
    return {"role": role, "content": [{"type": "text", "text": text}]}


def _text(message: Message) -> str:
    content = message["content"]
    return str(content[0]["text"]) if content else ""


def _index(index: int | tuple[int, int]) -> int:
    return index if isinstance(index, int) else index[0]


def _turn(turn: int, first: str) -> Turn:
    return {"turn": turn, "first": first}


def _script(*names: str) -> str:
    return "\n".join(map(read, names))


def read(name: str) -> str:
    """Return a file of the page."""
    return (_PAGE / name).read_text(encoding="utf-8")
