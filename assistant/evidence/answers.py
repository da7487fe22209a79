"""The three ways to answer a question: by reading what is found, by address, across languages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer, Citation
from assistant.evidence.background import Background
from assistant.evidence.confidence import Calibration
from assistant.evidence.find import find_hits
from assistant.evidence.lists import wants_list
from assistant.evidence.quote import omitted, quote_lookup
from assistant.evidence.rank import SentenceRanking, rank_sentences
from assistant.evidence.report_facts import ReportFacts
from assistant.evidence.rows import MOST_REPORTS, find_row
from assistant.evidence.select import (
    Selection,
    select_cross_lingual,
    select_sentences,
)
from assistant.evidence.sides import wants_comparison
from assistant.question.address import without_address
from assistant.question.lookup import Lookup, asks_what_it_says
from assistant.question.resolve import ResolvedQuestion
from corpus import Document, Span
from index import Hit, Index
from index.models.reader import Reader
from index.trace import Trace

HITS = 20
# A look-up ranks the paragraphs that it names: of a long report, the best this many.
_MOST_LOOKED_UP = 200


@dataclass(frozen=True, slots=True)
class Scene:
    """What a question is answered from: one build, the reports in it that may answer, the models.

    ``symbols`` are the symbols or keys of ``documents``, or None for all.
    """

    index: Index
    symbols: Sequence[str] | None
    documents: Sequence[Document]
    facts: ReportFacts
    reader: Reader
    calibration: Calibration

    @property
    def background(self) -> Background:
        """What the choice of sentences needs to know about the reports."""
        return Background(
            self.facts.around,
            self.facts.subject,
            lambda entity: self.facts.knows(entity, self.documents),
        )

    def find(self, resolved: ResolvedQuestion, k: int, trace: Trace) -> list[Hit]:
        """Return the best passages of the ``k`` best paragraphs for a question."""
        return find_hits(self.index, resolved, k, self.symbols, trace, self.facts.subject)


def answer_by_reading(scene: Scene, resolved: ResolvedQuestion, trace: Trace) -> Answer:
    """Return the sentences that answer, of the paragraphs that the search finds."""
    hits = scene.find(resolved, HITS, trace)
    selection = _select(scene, resolved, hits, trace)
    row = None if selection.citations else _row(scene, resolved, hits)
    if row:
        found = selection.order
        return Answer(resolved.text, resolved.query, (row,), found, probability=row.score)
    return Answer(
        resolved.text,
        resolved.query,
        selection.citations,
        selection.order,
        _missing(resolved, selection.coverage.unknown),
        probability=selection.probability,
        uncovered=selection.coverage.uncovered,
        listed=_listed(resolved, selection),
    )


def _row(scene: Scene, resolved: ResolvedQuestion, hits: Sequence[Hit]) -> Citation | None:
    """Return the row of a table that answers, of the reports in which paragraphs were found."""
    symbols = list(dict.fromkeys(hit.passage.paragraph.symbol for hit in hits))[:MOST_REPORTS]
    return find_row(resolved.query, [d for d in scene.documents if d.symbol in symbols])


def _listed(resolved: ResolvedQuestion, selection: Selection) -> int:
    """Return how many paragraphs are quoted for a question for a list; 0 for other questions."""
    if not wants_list(resolved.query) or wants_comparison(resolved.query):
        return 0
    return len({citation.quote.paragraph.reference for citation in selection.citations})


def _missing(resolved: ResolvedQuestion, unknown: Sequence[str]) -> tuple[str, ...]:
    """Return what of the question no report has: names, and words that are part of no known name.

    "Qatari" may be in no report although the reports speak of Qatar.
    """
    known = " ".join(e.text for e in resolved.entities if e.text not in unknown).split()
    words = [word for word in resolved.unknown if word not in known]
    parts = {part for name in unknown for part in name.split()}
    return tuple(dict.fromkeys((*unknown, *(word for word in words if word not in parts))))


def rank_by_reading(
    scene: Scene, resolved: ResolvedQuestion, trace: Trace
) -> SentenceRanking | None:
    """Return the ranked sentences of the paragraphs that the search finds; None without any."""
    hits = scene.find(resolved, HITS, trace)
    return rank_sentences(resolved, hits, scene.reader, scene.background)


def answer_lookup(scene: Scene, resolved: ResolvedQuestion, lookup: Lookup, trace: Trace) -> Answer:
    """Return the paragraphs that the question names, or the sentences in them that answer."""
    answer = Answer(resolved.text, resolved.query, (), missing=lookup.missing)
    if lookup.reply:
        counted = len(lookup.paragraphs)
        return replace(answer, reply=lookup.reply, choices=lookup.choices, omitted=counted)
    symbols = scene.symbols
    if lookup.paragraphs:
        symbols = symbols or list(dict.fromkeys(p.symbol for p in lookup.paragraphs))
    hits = find_hits(scene.index, resolved, _MOST_LOOKED_UP, symbols, trace)
    by_paragraph = {hit.passage.paragraph: hit for hit in hits}
    order = lookup.paragraphs
    if lookup.topic:
        order = tuple(paragraph for paragraph in by_paragraph if paragraph in set(order))
    # The paragraphs that the question names come first, whatever their scores.
    named = [
        replace(by_paragraph.get(p, Hit(Span(p, 0, len(p.text)), 1.0)), score=1.0) for p in order
    ]
    others = [hit for hit in hits if hit.passage.paragraph not in set(order)]
    answer = replace(answer, hits=tuple([*named, *others][:HITS]))
    if asks_what_it_says(lookup):
        citations = quote_lookup(lookup)
        answer = replace(answer, citations=citations, probability=1.0 if citations else 0.0)
        if lookup.kind == "table":
            return replace(answer, omitted_rows=omitted(lookup))
        return replace(answer, omitted=omitted(lookup))
    inside = [by_paragraph[p] for p in order if p in by_paragraph]
    topic = replace(resolved, query=without_address(resolved.query) or resolved.query)
    selection = _select(scene, topic, inside, trace, named=True)
    return replace(answer, citations=selection.citations, probability=selection.probability)


def answer_cross_lingual(scene: Scene, resolved: ResolvedQuestion, trace: Trace) -> Answer:
    """Return the sentences that answer a question in another language than English."""
    symbols = scene.symbols
    hits = scene.index.search_cross_lingual(resolved.text, HITS, symbols=symbols, trace=trace) or []
    citations, probability = select_cross_lingual(hits)
    answer = Answer(resolved.text, resolved.text, citations, tuple(hits), probability=probability)
    return replace(answer, language=resolved.language)


def _select(
    scene: Scene,
    resolved: ResolvedQuestion,
    hits: Sequence[Hit],
    trace: Trace,
    *,
    named: bool = False,
) -> Selection:
    return select_sentences(
        resolved,
        hits,
        scene.reader,
        scene.calibration,
        named=named,
        trace=trace,
        background=scene.background,
    )
