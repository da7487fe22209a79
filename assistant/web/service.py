"""Answers the requests of the page and of other programs; does not store conversations."""

import base64
from collections.abc import Sequence
from typing import Any

from assistant.answer import SMALL_TALK, Answer
from assistant.ask import Assistant
from assistant.output.citation_styles import STYLES
from assistant.output.export import FORMATS, export
from assistant.output.i18n import say
from assistant.output.json import to_dict
from assistant.output.markdown import escape, to_markdown, why
from assistant.output.messages import problem_in
from assistant.output.shown import shown_data
from assistant.output.suggestions import examples, follow_ups
from assistant.question.documents import named_documents
from assistant.web.conversation import (
    Message,
    answer_count,
    answer_message,
    data_of,
    history,
    questions_of,
    text_of,
    turns,
)
from assistant.web.feedback import REASONS, record_feedback
from assistant.web.records import NAME as RECORDS
from assistant.web.usage import UsageCounter
from corpus import Document
from corpus.errors import LibraryUnwritable, PilcrowError
from index.library import encoders_of
from index.trace import Trace

# Another program sends the earlier questions as text. The first of them and this number of the last
# are answered again, because the new question may refer to their answers.
_LAST_QUESTIONS = 3


class Service:
    """Answers requests, which do not depend on each other; all threads use one service."""

    def __init__(self, assistant: Assistant, usage: UsageCounter | None = None) -> None:
        """Answer with ``assistant``, and count questions in ``usage``."""
        self._assistant, self._usage = assistant, usage or UsageCounter()
        self._last_feedback: tuple[str, ...] = ()

    @property
    def documents(self) -> Sequence[Document]:
        """The reports of the library as it is now."""
        return self._assistant.index.documents

    def reply(
        self, messages: Sequence[Message], keys: Sequence[str], language: str = "en"
    ) -> Message:
        """Return the answer to the question that a conversation ends with, as a message.

        Args:
            messages: the conversation; the earlier answers are read from their data.
            keys: the keys of the reports that are asked.
            language: the language of the page.
        """
        if not keys:
            return answer_message(say("none_ticked", language), None, ())
        documents, trace = self.documents, Trace()
        question = text_of(messages[-1])
        asked = [document for document in documents if document.key in set(keys)]
        symbols = None if len(asked) == len(documents) else [document.key for document in asked]
        try:
            earlier = history(messages[:-1], documents)
            answer = self._assistant.ask(question, earlier, symbols=symbols, trace=trace)
        except PilcrowError as problem:
            return answer_message(escape(problem_in(problem, language)), None, ())
        questions = questions_of(messages)
        if answer.reply not in SMALL_TALK:
            self._usage.count(questions, answer)
        count = len(named_documents(answer.query, asked)) or len(asked)
        data = shown_data(answer, documents, count, symbols or ())
        text = to_markdown(data, answer_count(messages), language)
        suggested = _suggested(answer, questions, asked)
        return answer_message(f"{text}\n\n{why(trace, language)}", data, suggested)

    def export(
        self, messages: Sequence[Message], file_format: str, style: str, language: str = "en"
    ) -> dict[str, str]:
        """Return a conversation as a file: ``name``, and ``content`` in base 64."""
        file_format = file_format if file_format in FORMATS else FORMATS[0]
        content = export(
            list(turns(messages)),
            file_format,
            self.documents,
            style=style if style in STYLES else STYLES[0],
            language=language,
        )
        return {"name": f"pilcrow.{file_format}", "content": base64.b64encode(content).decode()}

    def record_feedback(self, messages: Sequence[Message], opinion: str, user: str = "") -> bool:
        """Record a user's opinion of the answer that a conversation ends with.

        Args:
            messages: the conversation up to the answer.
            opinion: "Like", "Dislike" or a reason.
            user: the session of the user, which is compared but not written.

        Returns:
            Whether there was an opinion on an answer.

        Raises:
            LibraryUnwritable: the opinion cannot be written into the file of records.
        """
        library = self._assistant.index.library
        data = data_of(messages[-1]) if messages else None
        questions = questions_of(messages)
        if library is None or data is None or opinion not in ("Like", "Dislike", *REASONS):
            return False
        feedback = (user, *questions, opinion)
        if feedback != self._last_feedback:  # Gradio sends a reason twice
            path = self._usage.log or encoders_of(library) / RECORDS
            try:
                record_feedback(path, questions, data, opinion)
            except LibraryUnwritable as problem:  # its message names a path of the server
                raise LibraryUnwritable("Your opinion could not be kept") from problem
        self._last_feedback = feedback
        return True

    def ask(self, question: str, earlier_questions: Sequence[str]) -> dict[str, Any]:
        """Answer a question, as values that JSON supports; raises BadQuestion."""
        earlier: Sequence[str] = [*earlier_questions[:1], *earlier_questions[1:][-_LAST_QUESTIONS:]]
        answer: Answer = self._assistant.ask(question, earlier)
        self._usage.count([*earlier_questions, question], answer)
        return to_dict(answer, self.documents)

    def examples(self) -> list[str]:
        """Return questions for the start of a conversation."""
        return examples(self.documents)


def _suggested(
    answer: Answer, questions: Sequence[str], documents: Sequence[Document]
) -> list[str]:
    """Return questions to ask next: after a greeting to begin with, else to go on with."""
    if answer.reply in SMALL_TALK:
        return examples(documents)
    if answer.reply == "which_report":
        return [f"{answer.query.rstrip(' ?.!')} of {symbol}" for symbol in answer.choices[:3]]
    return follow_ups(answer, questions, documents)
