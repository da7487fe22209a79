"""Answers the requests of the page and of other programs; does not store conversations."""

import base64
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from assistant.answer import SMALL_TALK, Answer
from assistant.ask import MAX_QUESTION, Assistant
from assistant.output.citation_styles import STYLES
from assistant.output.export import FORMATS, export
from assistant.output.guide import guide
from assistant.output.i18n import say
from assistant.output.json import hits_to_dicts, to_dict
from assistant.output.markdown import escape, to_markdown, why
from assistant.output.messages import problem_in
from assistant.output.report_html import to_html
from assistant.output.shown import shown_data
from assistant.output.suggestions import examples, follow_ups
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
from corpus import Document, Paragraph
from corpus.contents import contents
from corpus.errors import BadQuestion, LibraryUnwritable, NoSuchReport, PilcrowError
from corpus.symbol import names
from index.library import encoders_of
from index.search import Mode
from index.trace import Trace

# Another program sends the earlier questions as text. The first of them and this number of the last
# are answered again, because the new question may refer to their answers.
_LAST_QUESTIONS = 3
_MOST_HITS = 100


class Service:
    """Answers requests, which do not depend on each other; all threads use one service."""

    def __init__(self, assistant: Assistant, usage: UsageCounter | None = None) -> None:
        """Answer with ``assistant``, and count questions in ``usage``."""
        self._assistant, self._usage = assistant, usage or UsageCounter()
        self._last_feedback: tuple[str, ...] = ()
        self._source = lru_cache(maxsize=8)(self._make_source)

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
        data = shown_data(answer, documents, len(asked))
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

    def search(self, query: str, k: int, mode: Mode) -> dict[str, Any]:
        """Find paragraphs, as values that JSON supports; raises BadQuestion."""
        if len(query) > MAX_QUESTION:
            raise BadQuestion(f"The query is longer than {MAX_QUESTION:,} characters")
        hits = self._assistant.index.search(query, max(1, min(k, _MOST_HITS)), mode=mode)
        return {"hits": hits_to_dicts(hits, self.documents, text=True)}

    def reports(self) -> dict[str, Any]:
        """List the reports, as values that JSON supports."""
        return {
            "documents": [
                {
                    "document": document.symbol,
                    "title": document.title,
                    "issued": document.issued.isoformat() if document.issued else None,
                    "language": document.language,
                    "paragraphs": sum(map(bool, contents(document).numbers)),
                }
                for document in self.documents
            ]
        }

    def paragraph(self, name: str, label: str, language: str = "") -> dict[str, Any]:
        """Return a complete paragraph, as values that JSON supports.

        Args:
            name: the symbol of its document.
            label: its number, after its part if it has one: "50", "annex I, 3". A label without a
                number, "summary", has the text of all paragraphs of the part.
            language: the English name of the document's language; "" for the first document.

        Raises:
            NoSuchReport, BadQuestion: there is no such document, or no such paragraph in it.
        """
        document = self._find(name.strip(), language.strip())
        if document is None:
            raise NoSuchReport(f"{name[:100]} is not in the library")
        wanted = label.strip().rstrip(".")
        found = [p for p in document.paragraphs if wanted and p.label == wanted]
        if not found:
            raise BadQuestion(f"{document.symbol} has no paragraph {label[:100]!r}")
        text = "\n\n".join(paragraph.text for paragraph in found)
        return _paragraph(found[0]) | {"language": document.language, "text": text}

    def source(self, key: str) -> dict[str, Any] | None:
        """Return a report for the source panel.

        ``key`` is the document's key, or its symbol for the first document with this symbol.
        """
        return self._source(key, self._assistant.index.version)

    def _make_source(self, key: str, version: str) -> dict[str, Any] | None:
        name, _, language = key.partition("#")
        document = self._find(name, language)
        return to_html(document) | {"guide": guide(document, self.documents)} if document else None

    def _find(self, symbol: str, language: str) -> Document | None:
        return next(
            (
                document
                for document in self.documents
                if symbol in names(document.symbol) and language in ("", document.language)
            ),
            None,
        )

    def first_document(self) -> str:
        """Return the key of the report that the panel shows first; "" if there is none."""
        return next((document.key for document in self.documents), "")

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


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "document": paragraph.symbol,
        "paragraph": paragraph.label,
        "reference": paragraph.reference,
        "text": paragraph.text,
        "headings": list(paragraph.headings),
        "footnotes": [{"mark": note.mark, "text": note.text} for note in paragraph.footnotes],
        "page": paragraph.page,
    }
