"""The assistant: question -> evidence -> answer."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Self

from assistant.answer import Answer
from assistant.evidence.answers import (
    Scene,
    answer_by_reading,
    answer_cross_lingual,
    answer_lookup,
    rank_by_reading,
)
from assistant.evidence.confidence import Calibration, open_calibration
from assistant.evidence.contradictions import conflicts_about
from assistant.evidence.joined import join_answers
from assistant.evidence.rank import SentenceRanking
from assistant.evidence.report_facts import ReportFacts
from assistant.question.resolve import ResolvedQuestion, explain, resolve
from assistant.question.scope import asked_documents, narrowed, with_unknown
from corpus.errors import BadQuestion
from corpus.select import keys_asked
from index import Index
from index.models.encoder import DEFAULT
from index.models.kept import KeptReader
from index.models.reader import Reader, open_reader
from index.trace import Trace
from index.types import Progress

MAX_QUESTION = 1000  # characters


class Assistant:
    """Answers questions by quoting; it holds no conversation, so one serves all users."""

    def __init__(self, index: Index, reader: Reader, calibration: Calibration) -> None:
        """Answer from ``index``; ``calibration`` decides when to abstain."""
        self.index = index
        self._reader = reader
        self._calibration = calibration
        # One for each build: questions to the build before may still be being answered.
        self._facts = lru_cache(maxsize=2)(_read_facts)

    @classmethod
    def open(
        cls,
        library: Path | str | None = None,
        *,
        model: str = DEFAULT,
        progress: Progress = lambda stage, done, total: None,
    ) -> Self:
        """Open a library; see ``Index.open`` for what is built when, and for errors."""
        with ThreadPoolExecutor(1) as pool:
            reader = pool.submit(open_reader)
            index = Index.open(library, model=model, progress=progress)
            return cls(index, reader.result(), open_calibration())

    def keeping_judgements(self, folder: Path) -> tuple[Self, KeptReader]:
        """Return an assistant that reads no passage twice for a question, and its reader.

        Its answers are the same. What the reader finds is kept in a file in a folder: see
        ``index.models.kept``. The caller closes the reader.
        """
        reader = KeptReader(self._reader, folder)
        return type(self)(self.index, reader, self._calibration), reader

    @property
    def calibrated(self) -> bool:
        """Whether the threshold for abstaining was fitted for the library's encoder."""
        return self.index.model in self._calibration.models

    def ask(
        self,
        question: str,
        history: Sequence[Answer | str] = (),
        *,
        symbols: Sequence[str] | str | None = None,
        trace: Trace | None = None,
    ) -> Answer:
        """Answer a question, reading it as a follow-up to the answers so far.

        Args:
            question: the question, at most ``MAX_QUESTION`` characters.
            history: the earlier answers, oldest first; an earlier question that is given as text
                is answered first.
            symbols: symbols or keys of the documents that may answer, in any case; None for all.
                Those that the library does not have are in ``missing`` of the answer.
            trace: records what each stage found and dropped, and its time.

        Raises:
            BadQuestion: the question is empty or too long, or an argument has the wrong type.
        """
        if isinstance(history, str):
            raise BadQuestion(
                f"The history is a list of questions or answers, not {history!r:.100}"
            )
        trace = trace or Trace(wanted=False)
        # All parts of an answer come from one build, whatever is published meanwhile.
        scene = self._scene(self.index.snapshot(), keys_asked(symbols))
        answer = self._ask(scene, question, history, trace)
        return with_unknown(answer, scene.index.documents, symbols)

    def _ask(
        self, scene: Scene, question: str, history: Sequence[Answer | str], trace: Trace
    ) -> Answer:
        resolved, earlier = self._resolve(scene, question, history, trace)
        answer = self._answer_parts(scene, resolved, earlier, trace)
        answer = answer or _answer(self._narrowed(scene, resolved), resolved, trace)
        with trace.stage("context and conflicts"):
            return _complete(answer, scene.facts)

    def _resolve(
        self, scene: Scene, question: str, history: Sequence[Answer | str], trace: Trace
    ) -> tuple[ResolvedQuestion, list[Answer]]:
        """Return the question as it is understood, and the answers to the questions before."""
        text = _checked(question)
        earlier: list[Answer] = []
        for turn in history:
            if isinstance(turn, Answer):
                earlier.append(turn)
            else:
                earlier.append(self._ask(scene, turn, earlier, Trace(wanted=False)))
        with trace.stage("read the question") as log:
            resolved = resolve(text, earlier, scene.documents, scene.facts.vocabulary)
            log(lambda: explain(resolved))
        return resolved, earlier

    def _scene(self, index: Index, symbols: Sequence[str] | None) -> Scene:
        documents = asked_documents(index.documents, symbols)
        facts = self._facts(index)
        return Scene(index, symbols, documents, facts, self._reader, self._calibration)

    def _narrowed(self, scene: Scene, resolved: ResolvedQuestion) -> Scene:
        """Return the scene of the reports that the question names, or the same if it names none."""
        symbols = narrowed(resolved.named_documents, scene.documents, scene.symbols)
        return scene if symbols == scene.symbols else self._scene(scene.index, symbols)

    def rank(
        self,
        question: str,
        history: Sequence[Answer | str] = (),
        *,
        symbols: Sequence[str] | str | None = None,
    ) -> SentenceRanking | None:
        """Return the ranked sentences for a question, whether or not they would be quoted.

        The arguments and errors are those of ``ask``. Returns None for a look-up, small talk or a
        question in another language than English, and if nothing is found.
        """
        trace = Trace(wanted=False)
        scene = self._scene(self.index.snapshot(), keys_asked(symbols))
        resolved, _ = self._resolve(scene, question, history, trace)
        if resolved.reply or resolved.language or resolved.lookup:
            return None
        return rank_by_reading(self._narrowed(scene, resolved), resolved, trace)

    def _answer_parts(
        self,
        scene: Scene,
        resolved: ResolvedQuestion,
        earlier: Sequence[Answer],
        trace: Trace,
    ) -> Answer | None:
        """Answer a text that asks several questions, one after the other; None if none is answered.

        Each part is read as a follow-up to the part before.
        """
        if len(resolved.parts) == 1:
            return None
        answers: list[Answer] = []
        for part in resolved.parts:
            answers.append(self._ask(scene, part, [*earlier, *answers], trace))
        if not any(answer.citations for answer in answers):
            return None
        return join_answers(Answer(resolved.text, resolved.query, ()), answers)


def _answer(scene: Scene, resolved: ResolvedQuestion, trace: Trace) -> Answer:
    if resolved.reply:
        return Answer(resolved.text, resolved.query, (), reply=resolved.reply)
    if resolved.language:
        return answer_cross_lingual(scene, resolved, trace)
    if resolved.lookup:
        return answer_lookup(scene, resolved, resolved.lookup, trace)
    return answer_by_reading(scene, resolved, trace)


def _complete(answer: Answer, facts: ReportFacts) -> Answer:
    """Return the answer with the context of its quotations, and what contradicts them."""
    quotes = [citation.quote for citation in answer.citations]
    # Without a quotation, the report in which one would have been found.
    found = quotes or [hit.passage for hit in answer.hits[:1]]
    conflicts = facts.conflicts(span.paragraph for span in found)
    return replace(
        answer,
        citations=facts.with_context(answer.citations),
        conflicts=conflicts_about(conflicts, quotes, answer.query),
    )


def _read_facts(index: Index) -> ReportFacts:
    return ReportFacts(index.documents, index.words)


def _checked(question: str) -> str:
    if not isinstance(question, str):
        raise BadQuestion(f"A question is a text, not {question!r:.100}")
    question = " ".join(question.split())
    if not question:
        raise BadQuestion("The question is empty. Ask something about the reports")
    if len(question) > MAX_QUESTION:
        raise BadQuestion(
            f"The question has {len(question):,} characters. Ask it in {MAX_QUESTION:,} or fewer"
        )
    return question
