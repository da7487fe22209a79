"""The conversation as messages of Gradio; the message of an answer contains the answer's data.

A message of Gradio has no field for data. Gradio does not show ``metadata`` that has no title, and
the field ``log`` of ``metadata`` is a string. The data of the answer is stored there, as JSON.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from assistant.answer import Answer
from assistant.output.export import Turn
from assistant.output.json import Data, from_dict
from assistant.output.shown import is_shown_data
from corpus import Document

Message = dict[str, Any]


def user_message(text: str) -> Message:
    """Return a question as a message."""
    return {"role": "user", "content": [{"type": "text", "text": text}]}


def answer_message(text: str, data: Data | None, next_questions: Sequence[str]) -> Message:
    """Return an answer as a message: Markdown, its data, and questions to ask next."""
    message: Message = {
        "role": "assistant",
        "content": [{"type": "text", "text": text}],
        "options": [{"value": question} for question in next_questions],
    }
    if data is not None:
        message["metadata"] = {"log": json.dumps(data, ensure_ascii=False)}
    return message


def text_of(message: Message) -> str:
    """Return the text of a message; "" if it has none."""
    content = message.get("content")
    return str(content[0].get("text") or "") if content else ""


def data_of(message: Message) -> Data | None:
    """Return the data of an answer, or None if the message has none or it is malformed."""
    log = (message.get("metadata") or {}).get("log")
    try:
        data: Data = json.loads(log) if isinstance(log, str) else {}
    except (ValueError, RecursionError):
        return None
    return data if is_shown_data(data) else None


def history(messages: Sequence[Message], documents: Sequence[Document]) -> list[Answer]:
    """Return the answers of a conversation, oldest first, as read from their data."""
    answers = (from_dict(data_of(message), documents) for message in messages)
    return [answer for answer in answers if answer is not None]


def questions_of(messages: Sequence[Message]) -> list[str]:
    """Return the questions of a conversation, oldest first."""
    return [text_of(message) for message in messages if message["role"] == "user"]


def answer_count(messages: Sequence[Message]) -> int:
    """Return how many messages are answers."""
    return sum(message["role"] == "assistant" for message in messages)


def turns(messages: Sequence[Message]) -> Iterator[Turn]:
    """Yield each question with its answer."""
    question: str | None = None
    for message in messages:
        if message["role"] == "user":
            if question is not None:
                yield Turn(question)
            question = text_of(message)
        elif question is not None:
            yield Turn(question, data_of(message), text_of(message))
            question = None
    if question is not None:
        yield Turn(question)
