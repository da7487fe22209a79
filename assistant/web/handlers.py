"""What the events of the page do; the conversation comes whole with each, and none of it stays."""

import time
from collections.abc import Sequence
from typing import Any

import gradio as gr

from assistant.ask import MAX_QUESTION
from assistant.output.i18n import say
from assistant.output.messages import problem_in
from assistant.web.report_admin import Shelf
from assistant.web.service import Desk
from assistant.web.sidebar import asked_of, language_of
from corpus.errors import PilcrowError

Message = dict[str, Any]
Turn = dict[str, Any]  # the panel's value
Keys = list[str]  # of reports
Shown = tuple[Any, Any]  # the conversation, and the panel's value


class Events:
    """Each returns the conversation and the panel's value, or a file."""

    def __init__(self, desk: Desk, shelf: Shelf) -> None:
        self._desk, self._shelf = desk, shelf

    def respond(
        self, talk: list[Message], ticked: Keys, offered: Keys, request: gr.Request
    ) -> Shown:
        """Answer the question that the conversation ends with."""
        if not talk or talk[-1]["role"] != "user":
            return gr.skip(), gr.skip()
        asked = asked_of(self._shelf, ticked, offered)
        reply = self._desk.reply(_asked(talk), asked, language_of(request))
        answer = _message("assistant", reply.text)
        answer["options"] = [{"value": question} for question in reply.next]
        return [*talk, answer], turn_of(len(talk), reply.first)

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
        return _text(talk[index]), talk[:index], turn_of(-index, "")

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
        keys = asked_of(self._shelf, ticked, offered)
        try:
            kept = self._desk.note(asked, keys, opinion, request.session_hash or "")
        except PilcrowError as problem:
            gr.Warning(problem_in(problem, language_of(request)))
            return
        if kept:
            gr.Info(say("thanks", language_of(request)))

    def save(
        self, kind: str, talk: list[Message], form: str, request: gr.Request
    ) -> dict[str, Any]:
        """Return the conversation as a file, which the browser then saves."""
        if not talk:
            gr.Info(say("nothing_to_save", language_of(request)))
            return {"turn": 0, "name": "", "content": ""}
        shown = [(message["role"], _text(message)) for message in talk]
        # Another value each time: the browser saves a file when the value changes.
        return self._desk.export(shown, kind, form) | {"turn": time.time()}


def turn_of(turn: int, first: str) -> Turn:
    """Return the panel's value after a turn: the address of its first citation, or ""."""
    return {"turn": turn, "first": first}


def _asked(talk: Sequence[Message]) -> list[str]:
    return [_text(message) for message in talk if message["role"] == "user"]


def _message(role: str, text: str) -> Message:
    return {"role": role, "content": [{"type": "text", "text": text}]}


def _text(message: Message) -> str:
    content = message["content"]
    return str(content[0]["text"]) if content else ""


def _index(index: int | tuple[int, int]) -> int:
    return index if isinstance(index, int) else index[0]
