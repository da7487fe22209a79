"""Answer questions from the reports."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Self

from assistant.answer import Answer, Citation
from assistant.evidence.confidence import Calibration, open_calibration
from assistant.evidence.contradictions import conflicts_about
from assistant.evidence.report_facts import ReportFacts
from assistant.evidence.select import quote_lookup, select_cross_lingual, select_sentences
from assistant.question.language import foreign_language
from assistant.question.lookup import (
    Lookup,
    asks_what_it_says,
    look_up,
    named_documents,
    without_address,
)
from assistant.question.rewrite import ResolvedQuestion, rewrite
from corpus import Document, Paragraph, Span
from corpus.errors import BadQuestion
from index import Hit, Index
from index.models.encoder import DEFAULT
from index.models.reader import Reader, open_reader
from index.trace import Trace
from index.types import Progress

MAX_QUESTION = 1000
HITS = 20
# A paragraph in the section where the last answer stood, for a question that stays there.
_NEAR = 0.03
# A look-up ranks what it names: of a long report, the best.
_ALL = 200


class Assistant:
    """Answers by quoting; holds no conversation of its own, so one serves everybody."""

    def __init__(self, index: Index, reader: Reader, calibration: Calibration) -> None:
        """Answer from ``index``, or abstain as ``calibration`` says."""
        self.index = index
        self._reader = reader
        self._calibration = calibration
        # Once for each build; questions to the one before may still be answered.
        self._report_facts = lru_cache(maxsize=2)(_read_report_facts)

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
        symbols: Sequence[str] | None = None,
        trace: Trace | None = None,
    ) -> Answer:
        """Answer a question, reading it as a follow-up to the answers so far.

        ``history`` holds earlier answers, oldest first; an earlier question that is given as text
        is answered first. ``symbols`` restricts the answer to those documents (symbols, or keys).
        ``trace`` records what each stage found, what was dropped, and the times.

        Raises:
            BadQuestion: the question is empty or longer than 1,000 characters.
        """
        # All of an answer comes from one build, whatever is published meanwhile.
        return self._ask(
            self.index.snapshot(), question, history, symbols, trace or Trace(wanted=False)
        )

    def _ask(
        self,
        index: Index,
        question: str,
        history: Sequence[Answer | str],
        symbols: Sequence[str] | None,
        trace: Trace,
    ) -> Answer:
        question = _checked(question)
        earlier: list[Answer] = []
        for turn in history:
            if isinstance(turn, Answer):
                earlier.append(turn)
            else:
                earlier.append(self._ask(index, turn, earlier, symbols, Trace(wanted=False)))
        report_facts = self._report_facts(index)
        documents = _asked(index.documents, symbols)
        with trace.stage("read the question") as log:
            spelt = report_facts.vocabulary.correct(question)
            reading = rewrite(spelt, earlier, report_facts.vocabulary.names)
            named = named_documents(question, documents)
            lookup = look_up(reading.query, documents, follows=bool(reading.context))
            unknown = report_facts.vocabulary.unknown(reading.query)
            log(lambda: _how_read(reading, lookup, unknown))
        language = "" if lookup else foreign_language(question, report_facts.vocabulary)
        if language:
            answer = self._answer_cross_lingual(index, question, language, named or symbols, trace)
        elif lookup:
            answer = self._answer_lookup(index, question, reading, lookup, named or symbols, trace)
        else:
            hits = _search(index, reading, HITS, named or symbols, trace)
            citations, hits = select_sentences(
                reading,
                hits,
                self._reader,
                self._calibration,
                trace=trace,
                around=report_facts.around,
            )
            answer = Answer(question, reading.query, citations, tuple(hits), unknown)
        with trace.stage("context and conflicts"):
            quotes = [citation.quote for citation in answer.citations]
            # Without a quotation, the report in which one would have been found.
            found = quotes or [hit.passage for hit in answer.hits[:1]]
            conflicts = report_facts.conflicts(span.paragraph for span in found)
            return replace(
                answer,
                citations=report_facts.with_context(answer.citations),
                conflicts=conflicts_about(conflicts, quotes, reading.query),
            )

    def _answer_lookup(
        self,
        index: Index,
        question: str,
        reading: ResolvedQuestion,
        lookup: Lookup,
        symbols: Sequence[str] | None,
        trace: Trace,
    ) -> Answer:
        if lookup.paragraphs:
            symbols = symbols or list(dict.fromkeys(p.symbol for p in lookup.paragraphs))
        everything = _search(index, reading, _ALL, symbols, trace)
        found = {hit.passage.paragraph: hit for hit in everything}
        order = lookup.paragraphs
        if lookup.topic:
            order = tuple(paragraph for paragraph in found if paragraph in set(order))
        # What the question names comes first, whatever it is like.
        first = [replace(found.get(p, Hit(Span(p, 0, len(p.text)), 1.0)), score=1.0) for p in order]
        others = [hit for hit in everything if hit.passage.paragraph not in set(order)]
        citations: tuple[Citation, ...]
        if asks_what_it_says(lookup):
            citations = quote_lookup(lookup)
        else:
            inside = [found[p] for p in order if p in found]
            topic = replace(reading, query=without_address(reading.query) or reading.query)
            citations, _ = select_sentences(
                topic, inside, self._reader, self._calibration, named=True, trace=trace
            )
        hits = tuple([*first, *others][:HITS])
        return Answer(question, reading.query, citations, hits, lookup.missing)

    def _answer_cross_lingual(
        self,
        index: Index,
        question: str,
        language: str,
        symbols: Sequence[str] | None,
        trace: Trace,
    ) -> Answer:
        hits = index.search_cross_lingual(question, HITS, symbols=symbols, trace=trace)
        citations = select_cross_lingual(hits or ())
        return Answer(question, question, citations, tuple(hits or ()), language=language)


def _read_report_facts(index: Index) -> ReportFacts:
    return ReportFacts(index.documents, index.words)


def _search(
    index: Index, reading: ResolvedQuestion, k: int, symbols: Sequence[str] | None, trace: Trace
) -> list[Hit]:
    query = without_address(reading.query) or reading.query
    hits = index.search(query, k, symbols=symbols, context=reading.context, trace=trace)
    return _stay_near(hits, reading.near)


def _asked(documents: Sequence[Document], symbols: Sequence[str] | None) -> list[Document]:
    """Return the reports that are asked; of one in several languages, the English."""
    found: dict[str, Document] = {}
    for document in documents:
        wanted = symbols is None or document.symbol in symbols or document.key in symbols
        if wanted and (document.symbol not in found or document.language == "English"):
            found[document.symbol] = document
    return list(found.values())


def _how_read(
    reading: ResolvedQuestion, lookup: Lookup | None, unknown: Sequence[str]
) -> Iterator[str]:
    yield f'read as "{reading.query}"'
    if reading.context:
        yield f'after "{reading.context}"'
    if lookup:
        named = len(lookup.paragraphs)
        yield f"looked up by {lookup.kind}: {named} paragraph{'s' * (named != 1)}"
    if unknown:
        yield f"in no report: {', '.join(unknown)}"


def _checked(question: str) -> str:
    question = " ".join(question.split())
    if not question:
        raise BadQuestion("The question is empty. Ask something about the reports")
    if len(question) > MAX_QUESTION:
        raise BadQuestion(
            f"The question has {len(question):,} characters. Ask it in {MAX_QUESTION:,} or fewer"
        )
    return question


def _stay_near(hits: Sequence[Hit], near: Paragraph | None) -> list[Hit]:
    """Prefer the section in which the conversation stands."""
    if near is None:
        return list(hits)

    def raised(hit: Hit) -> Hit:
        paragraph = hit.passage.paragraph
        same = paragraph.symbol == near.symbol and paragraph.headings == near.headings
        return replace(hit, score=hit.score + _NEAR) if same else hit

    return sorted(map(raised, hits), key=lambda hit: -hit.score)
