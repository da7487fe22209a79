"""What the web chat and other programs ask of an assistant; keeps no conversation."""

import base64
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import unquote

from assistant.answer import Answer
from assistant.ask import MAX_QUESTION, Assistant
from assistant.output.citation_styles import FORMS
from assistant.output.export import KINDS, export
from assistant.output.i18n import say
from assistant.output.markdown import escape, file_name, to_html, to_markdown, why
from assistant.output.messages import problem_in
from assistant.output.shown import turns
from assistant.output.suggestions import examples, follow_ups
from assistant.output.terminal import hits_to_dicts, to_dict
from assistant.web.feedback import REASONS, note
from assistant.web.usage import Tally
from corpus import Document, Paragraph
from corpus.contents import contents
from corpus.errors import BadQuestion, LibraryUnwritable, NoSuchReport, PilcrowError
from index.library import encoders_of
from index.search import Mode
from index.trace import Trace

_TURNS = 20  # earlier questions that are read; a conversation is sent whole by the browser
_MOST_HITS = 100


class Reply(NamedTuple):
    """An answer for the page: Markdown, the address of its first citation or "", what to ask next.

    ``text`` may say what is wrong with the question instead.
    """

    text: str
    first: str = ""
    next: tuple[str, ...] = ()


class Desk:
    """Answers requests, each by itself; each answer is worked out once for a build."""

    def __init__(self, assistant: Assistant, tally: Tally | None = None) -> None:
        """Answer with ``assistant``; count in ``tally``."""
        self._assistant, self._tally = assistant, tally or Tally()
        self._answer = lru_cache(maxsize=1024)(self._work_out)
        self._said: tuple[str, tuple[str, ...], str] | None = None
        self._written = lru_cache(maxsize=8)(self._write)

    @property
    def documents(self) -> Sequence[Document]:
        """The reports of the library, as it is now."""
        return self._assistant.index.documents

    def _work_out(
        self, questions: tuple[str, ...], asked: frozenset[str] | None, version: str
    ) -> tuple[Answer, Trace]:
        earlier = [self._answer(questions[:n], asked, version)[0] for n in range(1, len(questions))]
        trace = Trace()
        symbols = None if asked is None else sorted(asked)
        answer = self._assistant.ask(questions[-1], earlier, symbols=symbols, trace=trace)
        return answer, trace

    def _look(
        self, questions: Sequence[str], keys: Sequence[str] | None = None
    ) -> tuple[Answer, Trace]:
        few = (*questions[:1], *questions[1:][-_TURNS:])
        return self._answer(few, self._wanted(keys), self._assistant.index.version)

    def _wanted(self, keys: Sequence[str] | None) -> frozenset[str] | None:
        """Return which reports are asked; None for all, so that all is one question."""
        every = {document.key for document in self.documents}
        return None if keys is None or every <= set(keys) else frozenset(every & set(keys))

    def answer(self, questions: Sequence[str]) -> Answer:
        """Answer the last question, read after the first and the latest of the others."""
        return self._look(questions)[0]

    def reply(self, questions: Sequence[str], keys: Sequence[str], language: str = "en") -> Reply:
        """Answer the last question for the page, in a language that it has words in.

        ``keys`` are those of the reports that are asked.
        """
        if not keys:
            return Reply(say("none_ticked", language))
        documents = self.documents
        try:
            answer, trace = self._look(questions, keys)
            text, first = to_markdown(answer, documents, language)
        except PilcrowError as problem:
            return Reply(escape(problem_in(problem, language)))
        self._tally.count(questions, answer)
        asked = [document for document in documents if document.key in set(keys)]
        more = follow_ups(answer, questions, asked)
        return Reply(f"{text}\n\n{why(trace, language)}", first, tuple(more))

    def export(self, talk: Sequence[tuple[str, str]], kind: str, form: str) -> dict[str, str]:
        """Return a conversation, as roles and texts, as a file: its name, its content in base 64.

        ``form`` is how it cites: one of ``assistant.output.citation_styles``.
        """
        kind = kind if kind in KINDS else KINDS[0]
        content = export(turns(talk, self.documents, form if form in FORMS else FORMS[0]), kind)
        return {"name": f"pilcrow.{kind}", "content": base64.b64encode(content).decode()}

    def note(
        self, questions: Sequence[str], keys: Sequence[str], opinion: str, reader: str = ""
    ) -> bool:
        """Keep a reader's opinion of an answer beside the library; False if it is none.

        ``reader`` is who says so, as the web server tells readers apart; it is not kept. Raises
        LibraryUnwritable.
        """
        library = self._assistant.index.library
        if library is None or not questions or opinion not in ("Like", "Dislike", *REASONS):
            return False
        said = (reader, tuple(questions), opinion)
        if said != self._said:  # Gradio tells of a reason twice
            answer = self._look(questions, keys)[0]
            try:
                note(encoders_of(library), questions, answer, opinion)
            except OSError as problem:
                raise LibraryUnwritable(
                    f"Your opinion could not be kept ({problem.strerror or problem})"
                ) from problem
        self._said = said
        return True

    def ask(self, question: str, history: Sequence[str]) -> dict[str, Any]:
        """Answer a question after others, as JSON can hold it; raises BadQuestion."""
        answer = self.answer([*history, question])
        self._tally.count([*history, question], answer)
        return to_dict(answer)

    def search(self, query: str, k: int, mode: Mode) -> dict[str, Any]:
        """Find paragraphs, as JSON can hold them; raises BadQuestion."""
        if len(query) > MAX_QUESTION:
            raise BadQuestion(f"The query is longer than {MAX_QUESTION:,} characters")
        hits = self._assistant.index.search(query, max(1, min(k, _MOST_HITS)), mode=mode)
        return {"hits": hits_to_dicts(hits, text=True)}

    def reports(self) -> dict[str, Any]:
        """List the reports, as JSON can hold them."""
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

    def paragraph(self, symbol: str, label: str) -> dict[str, Any]:
        """Return a paragraph whole, as JSON can hold it; raises NoSuchReport or BadQuestion.

        A label without a number, "summary", has the text of all its paragraphs.
        """
        document = next((d for d in self.documents if d.symbol == symbol.strip()), None)
        if document is None:
            raise NoSuchReport(f"{symbol[:100]} is not in the library")
        wanted = label.strip().rstrip(".")
        found = [p for p in document.paragraphs if wanted and p.label == wanted]
        if not found:
            raise BadQuestion(f"{document.symbol} has no paragraph {label[:100]!r}")
        return _told(found[0]) | {"text": "\n\n".join(p.text for p in found)}

    def source(self, name: str) -> dict[str, Any] | None:
        """Return a report, by its symbol as file names write it, for the source panel."""
        return self._written(unquote(name), self._assistant.index.version)

    def _write(self, name: str, version: str) -> dict[str, Any] | None:
        return next((to_html(d) for d in self.documents if file_name(d.symbol) == name), None)

    def first_document(self) -> str:
        """Return the name of the report that the panel shows at first."""
        return next((file_name(d.symbol) for d in self.documents), "")

    def examples(self) -> list[str]:
        """Return questions to begin with."""
        return examples(self.documents)


def _told(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "document": paragraph.symbol,
        "paragraph": paragraph.label,
        "reference": paragraph.reference,
        "text": paragraph.text,
        "headings": list(paragraph.headings),
        "footnotes": [{"mark": one.mark, "text": one.text} for one in paragraph.footnotes],
        "page": paragraph.page,
    }
