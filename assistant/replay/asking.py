"""Ask the questions of a saved conversation again."""

from collections.abc import Iterator, Sequence

from assistant.answer import Answer
from assistant.ask import Assistant
from assistant.output.json import to_dict
from assistant.replay.outcome import Replayed, compared, library_remarks
from assistant.replay.saved import Quote, SavedAnswer
from corpus.errors import BadQuestion


def ask_again(saved: Sequence[SavedAnswer], assistant: Assistant) -> Iterator[Replayed]:
    """Ask each question again, after the questions before it, and yield what became of its answer.

    The answers before a question are those of now: it is asked as a user would ask it now. If the
    reports that were asked are known, those of them that are in the library are asked.
    """
    # By the question and those before it; None if it cannot be asked, which is no reason not to ask
    # those after it.
    known: dict[tuple[str, ...], Answer | None] = {}
    for one in saved:
        documents = assistant.index.documents
        remarks = tuple(library_remarks(one, documents))
        before = (known.get(one.history[: n + 1], text) for n, text in enumerate(one.history))
        history = [answer for answer in before if answer is not None]
        try:
            answer = assistant.ask(one.question, history, symbols=_asked(one, assistant))
        except BadQuestion as problem:
            known[*one.history, one.question] = None
            yield Replayed(one.question, "failed", (), remarks, str(problem))
            continue
        known[*one.history, one.question] = answer
        citations = to_dict(answer, documents)["citations"]
        now = [
            Quote(*(c[name] for name in ("document", "language", "paragraph", "reference", "text")))
            for c in citations
        ]
        outcome, quotes = compared(one, now, answer.reply)
        yield Replayed(one.question, outcome, tuple(quotes), remarks)


def _asked(saved: SavedAnswer, assistant: Assistant) -> list[str] | None:
    keys = {document.key for document in assistant.index.documents}
    return [key for key in saved.only if key in keys] or None
