"""The handlers of the events of the conversation.

Each event contains the conversation; the server does not store it.
"""

import time
from typing import Any

from assistant.ask import MAX_QUESTION
from assistant.output.i18n import page_language, say
from assistant.output.messages import problem_in
from assistant.web.conversation import Message, text_of, user_message
from assistant.web.gradio_patches import gr
from assistant.web.report_admin import ReportAdmin
from assistant.web.service import Service
from assistant.web.sidebar import keys_asked
from corpus.errors import PilcrowError

Keys = list[str]  # of reports
Skip = dict[str, Any]  # Gradio's mark for an output that stays as it is


class Handlers:
    """Each handler returns the conversation, or a file.

    ``offered`` has the keys of the reports in the list of the sidebar, and ``ticked`` the keys of
    those that are ticked. ``language`` is the language of the page, which the browser chooses.
    """

    def __init__(self, service: Service, admin: ReportAdmin) -> None:
        self._service, self._admin = service, admin

    def respond(
        self, messages: list[Message], ticked: Keys, offered: Keys, language: str
    ) -> list[Message] | Skip:
        """Answer the question that the conversation ends with."""
        if not messages or messages[-1]["role"] != "user":
            skip: Skip = gr.skip()
            return skip
        keys = keys_asked(self._admin, ticked, offered)
        return [*messages, self._service.reply(messages, keys, page_language(language))]

    def pick(
        self,
        messages: list[Message],
        ticked: Keys,
        offered: Keys,
        language: str,
        event: gr.SelectData,
    ) -> list[Message] | Skip:
        """Ask an example or a suggested question that the user clicked."""
        chosen = event.value
        if isinstance(chosen, dict):
            chosen = chosen.get("text", chosen.get("value"))
        question = user_message(str(chosen)[:MAX_QUESTION])
        return self.respond([*messages, question], ticked, offered, language)

    def retry(
        self,
        messages: list[Message],
        ticked: Keys,
        offered: Keys,
        language: str,
        event: gr.RetryData,
    ) -> list[Message] | Skip:
        """Answer a question again."""
        return self.respond(messages[: _index(event.index) + 1], ticked, offered, language)

    def edit(
        self,
        messages: list[Message],
        ticked: Keys,
        offered: Keys,
        language: str,
        event: gr.EditData,
    ) -> list[Message] | Skip:
        """Answer a question as it was edited; the messages after it are dropped.

        An empty question, or one of more than ``MAX_QUESTION`` characters, is refused: the question
        gets its earlier text back, and the rest of the conversation does not change.
        """
        index, edited = _index(event.index), str(event.value)
        if not edited.strip() or len(edited) > MAX_QUESTION:
            gr.Warning(say("edit_refused", page_language(language), f"{MAX_QUESTION:,}"))
            earlier = user_message(str(event.previous_value))
            return [*messages[:index], earlier, *messages[index + 1 :]]
        return self.respond([*messages[:index], user_message(edited)], ticked, offered, language)

    def undo(self, messages: list[Message], event: gr.UndoData) -> tuple[str, list[Message]]:
        """Return the text of the last question, for its text box, and the messages before it."""
        index = _index(event.index)
        return text_of(messages[index]), messages[:index]

    def record_feedback(
        self, messages: list[Message], language: str, request: gr.Request, event: gr.LikeData
    ) -> None:
        """Record a user's opinion of an answer."""
        liked = event.liked
        opinion = liked if isinstance(liked, str) else "Like" if liked else "Dislike"
        shown = messages[: _index(event.index) + 1]
        try:
            recorded = self._service.record_feedback(shown, opinion, request.session_hash or "")
        except PilcrowError as problem:
            gr.Warning(problem_in(problem, page_language(language)))
            return
        if recorded:
            gr.Info(say("thanks", page_language(language)))

    def save(
        self, file_format: str, messages: list[Message], style: str, language: str
    ) -> dict[str, Any]:
        """Return the conversation as a file, which the browser then saves."""
        if not messages:
            gr.Info(say("nothing_to_save", page_language(language)))
            return {"turn": 0, "name": "", "content": ""}
        file = self._service.export(messages, file_format, style, page_language(language))
        # The browser saves a file when the value changes, so the value must differ each time.
        return file | {"turn": time.time()}


def _index(index: int | tuple[int, int]) -> int:
    return index if isinstance(index, int) else index[0]
