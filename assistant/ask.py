"""The assistant: question -> evidence -> answer."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Self

from assistant.answer import Answer, Citation
from assistant.evidence.confidence import Calibration, open_calibration
from assistant.evidence.contradictions import conflicts_about
from assistant.evidence.quote import omitted, quote_lookup
from assistant.evidence.report_facts import ReportFacts
from assistant.evidence.select import select_cross_lingual, select_sentences
from assistant.question.address import without_address
from assistant.question.lookup import Lookup, asks_what_it_says
from assistant.question.resolve import ResolvedQuestion, explain, resolve
from assistant.question.scope import asked_documents, narrowed, with_unknown
from corpus import Paragraph, Span
from corpus.errors import BadQuestion
from corpus.select import keys_asked
from index import Hit, Index
from index.models.encoder import DEFAULT
from index.models.reader import Reader, open_reader
from index.trace import Trace
from index.types import Progress

MAX_QUESTION = 1000  # characters
HITS = 20
# Added to the score of a paragraph in the section of the last answer, if the question stays there.
_STAY_NEAR_BONUS = 0.03
# A look-up ranks the paragraphs that it names: of a long report, the best this many.
_MOST_LOOKED_UP = 200


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
        index, keys = self.index.snapshot(), keys_asked(symbols)
        answer = self._ask(index, question, history, keys, trace)
        return with_unknown(answer, index.documents, symbols)

    def _ask(
        self,
        index: Index,
        question: str,
        history: Sequence[Answer | str],
        symbols: Sequence[str] | None,
        trace: Trace,
    ) -> Answer:
        text = _checked(question)
        earlier: list[Answer] = []
        for turn in history:
            if isinstance(turn, Answer):
                earlier.append(turn)
            else:
                earlier.append(self._ask(index, turn, earlier, symbols, Trace(wanted=False)))
        facts = self._facts(index)
        documents = asked_documents(index.documents, symbols)
        with trace.stage("read the question") as log:
            resolved = resolve(text, earlier, documents, facts.vocabulary)
            log(lambda: explain(resolved))
        answer = self._answer(
            index, resolved, narrowed(resolved.named_documents, documents, symbols), trace
        )
        with trace.stage("context and conflicts"):
            return _complete(answer, facts)

    def _answer(
        self,
        index: Index,
        resolved: ResolvedQuestion,
        symbols: Sequence[str] | None,
        trace: Trace,
    ) -> Answer:
        if resolved.reply:
            return Answer(resolved.text, resolved.query, (), reply=resolved.reply)
        if resolved.language:
            return _answer_cross_lingual(index, resolved, symbols, trace)
        if resolved.lookup:
            return self._answer_lookup(index, resolved, resolved.lookup, symbols, trace)
        hits = _search(index, resolved, HITS, symbols, trace)
        citations, hits = select_sentences(
            resolved,
            hits,
            self._reader,
            self._calibration,
            trace=trace,
            around=self._facts(index).around,
        )
        return Answer(resolved.text, resolved.query, citations, tuple(hits), resolved.unknown)

    def _answer_lookup(
        self,
        index: Index,
        resolved: ResolvedQuestion,
        lookup: Lookup,
        symbols: Sequence[str] | None,
        trace: Trace,
    ) -> Answer:
        if lookup.reply:
            return Answer(
                resolved.text,
                resolved.query,
                (),
                missing=lookup.missing,
                reply=lookup.reply,
                choices=lookup.choices,
            )
        if lookup.paragraphs:
            symbols = symbols or list(dict.fromkeys(p.symbol for p in lookup.paragraphs))
        hits = _search(index, resolved, _MOST_LOOKED_UP, symbols, trace)
        by_paragraph = {hit.passage.paragraph: hit for hit in hits}
        order = lookup.paragraphs
        if lookup.topic:
            order = tuple(paragraph for paragraph in by_paragraph if paragraph in set(order))
        # The paragraphs that the question names come first, whatever their scores.
        named = [
            replace(by_paragraph.get(p, Hit(Span(p, 0, len(p.text)), 1.0)), score=1.0)
            for p in order
        ]
        others = [hit for hit in hits if hit.passage.paragraph not in set(order)]
        citations: tuple[Citation, ...]
        left_out = 0
        if asks_what_it_says(lookup):
            citations, left_out = quote_lookup(lookup), omitted(lookup)
        else:
            inside = [by_paragraph[p] for p in order if p in by_paragraph]
            topic = replace(resolved, query=without_address(resolved.query) or resolved.query)
            citations, _ = select_sentences(
                topic, inside, self._reader, self._calibration, named=True, trace=trace
            )
        first = tuple([*named, *others][:HITS])
        return Answer(
            resolved.text, resolved.query, citations, first, lookup.missing, omitted=left_out
        )


def _answer_cross_lingual(
    index: Index, resolved: ResolvedQuestion, symbols: Sequence[str] | None, trace: Trace
) -> Answer:
    hits = index.search_cross_lingual(resolved.text, HITS, symbols=symbols, trace=trace) or []
    citations = select_cross_lingual(hits)
    return Answer(resolved.text, resolved.text, citations, tuple(hits), language=resolved.language)


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


def _search(
    index: Index, resolved: ResolvedQuestion, k: int, symbols: Sequence[str] | None, trace: Trace
) -> list[Hit]:
    query = without_address(resolved.query) or resolved.query
    hits = index.search(query, k, symbols=symbols, context=resolved.context, trace=trace)
    return _stay_near(hits, resolved.stay_near)


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


def _stay_near(hits: Sequence[Hit], near: Paragraph | None) -> list[Hit]:
    """Raise the scores of paragraphs in the section of the last answer; best first."""
    if near is None:
        return list(hits)

    def raised(hit: Hit) -> Hit:
        paragraph = hit.passage.paragraph
        same = paragraph.symbol == near.symbol and paragraph.headings == near.headings
        return replace(hit, score=hit.score + _STAY_NEAR_BONUS) if same else hit

    return sorted(map(raised, hits), key=lambda hit: -hit.score)
