"""What the web chat and other programs ask of an assistant; keeps no conversation."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from assistant.answer import Answer
from assistant.ask import MAX_QUESTION, Assistant
from assistant.render import file_name, hits_to_dicts, to_dict, to_html, to_markdown, why
from corpus.errors import BadQuestion, PilcrowError
from index.search import Mode
from index.trace import Trace

_TURNS = 20  # earlier questions that are read; a conversation is sent whole by the browser
_MOST_HITS = 100
_EXAMPLES = {
    "A/78/176": (
        "Which countries did the Independent Expert visit?",
        "What does international solidarity mean?",
        "What did he ask Qatar to do for migrant workers?",
        "Who hoarded vaccines, and with what effect?",
    )
}


class Desk:
    """Answers requests, each by itself; each answer is worked out once for a build."""

    def __init__(self, assistant: Assistant) -> None:
        """Answer with ``assistant``."""
        self._assistant = assistant
        self._answer = lru_cache(maxsize=1024)(self._work_out)

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
        every = {document.key for document in self._assistant.index.documents}
        return None if keys is None or every <= set(keys) else frozenset(every & set(keys))

    def answer(self, questions: Sequence[str]) -> Answer:
        """Answer the last question, read after the first and the latest of the others."""
        return self._look(questions)[0]

    def reply(self, questions: Sequence[str], keys: Sequence[str]) -> tuple[str, str]:
        """Answer the last question in Markdown, with the address of the first citation, or "".

        ``keys`` are those of the reports that are asked.
        """
        if not keys:
            return "No report is ticked. Tick one under Reports.", ""
        try:
            answer, trace = self._look(questions, keys)
            text, first = to_markdown(answer, self._assistant.index.documents)
        except PilcrowError as problem:
            return f"{problem}.", ""
        return f"{text}\n\n{why(trace)}", first

    def ask(self, question: str, history: Sequence[str]) -> dict[str, Any]:
        """Answer a question after others, as JSON can hold it; raises BadQuestion."""
        return to_dict(self.answer([*history, question]))

    def search(self, query: str, k: int, mode: Mode) -> dict[str, Any]:
        """Find paragraphs, as JSON can hold them; raises BadQuestion."""
        if len(query) > MAX_QUESTION:
            raise BadQuestion(f"The query is longer than {MAX_QUESTION:,} characters")
        hits = self._assistant.index.search(query, max(1, min(k, _MOST_HITS)), mode=mode)
        return {"hits": hits_to_dicts(hits, text=True)}

    def source(self, name: str) -> dict[str, str] | None:
        """Return a report, by its symbol as file names write it, for the source panel."""
        documents = self._assistant.index.documents
        return next((to_html(d) for d in documents if file_name(d.symbol) == unquote(name)), None)

    def first_document(self) -> str:
        """Return the name of the report that the panel shows at first."""
        return next((file_name(d.symbol) for d in self._assistant.index.documents), "")

    def examples(self) -> list[str]:
        """Return questions to begin with: chosen ones, or some made from the reports' headings."""
        documents = self._assistant.index.documents
        examples = [example for d in documents for example in _EXAMPLES.get(d.symbol, ())]
        if not examples:
            headings = (p.headings[-1] for d in documents for p in d.paragraphs if p.headings)
            bare = [re.sub(r"^\w+\. ", "", heading) for heading in dict.fromkeys(headings)]
            examples = [f"What does the section on {heading} say?" for heading in bare]
        return examples[:4]
