"""Look up the paragraphs that a question names by number, section, heading or symbol."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.answer import Reply
from assistant.question.address import Address, read_address, without_address
from assistant.question.documents import (
    Report,
    documents_in,
    is_topic,
    named_documents,
    names_of,
    paragraphs_naming,
    reports_of,
    resolutions_in,
    sentences_naming,
    under,
)
from assistant.question.facts import asks_extent, fact_spans
from assistant.question.lexicon.overview import SUMMARY_PART
from assistant.question.lexicon.words import FACT_WORDS
from assistant.question.overview import (
    findings_headings,
    leading,
    masthead,
    overview_of,
    summary,
)
from assistant.question.places import Found, find, first_sentences
from assistant.question.tables import find_table_rows
from assistant.question.topic import heading_stems, headings_named, topic_of, topic_words
from corpus import Document, Paragraph, Span
from corpus import symbol as symbols
from corpus.contents import names_in
from index.storage.lexical import stem

LookupKind = Literal[
    "paragraph", "section", "symbol", "summary", "findings", "masthead", "page", "note", "fact",
    "extent", "table",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lookup:
    """The paragraphs that a question names by their address.

    ``kind`` is what the address names. ``paragraphs`` are in the order of the question, then of the
    report. ``topic`` holds the words of the question that say what it asks about the paragraphs,
    and is empty if the question asks for the paragraphs themselves. ``missing`` holds the addresses
    that are in no report: "para. 99", "A/HRC/1/2". ``names`` holds the symbols and numbers of
    resolutions that the question names, and is empty unless ``kind`` is "symbol". ``spans`` are
    quoted in place of the whole paragraphs: sentences, or footnotes. ``reply`` says why nothing is
    quoted, and ``choices`` are the symbols of the reports that the question may mean.
    """

    kind: LookupKind
    paragraphs: tuple[Paragraph, ...]
    topic: tuple[str, ...]
    missing: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    reply: Reply = ""
    choices: tuple[str, ...] = ()


def look_up(
    question: str, documents: Sequence[Document], *, follows: bool = False, discussed: str = ""
) -> Lookup | None:
    """Return the paragraphs that a question names, or None if the question names no address.

    If the question ``follows`` another question ("and the conclusions on Qatar?"), it is not
    looked up by heading, because the words of a heading may refer to the earlier question.
    ``discussed`` is the symbol of the report that the conversation is about, in which a question
    that names no report is looked up.
    """
    own = named_documents(question, documents)
    own_names = {name for symbol in own for name in names_of(symbol)}
    others = [name for name in documents_in(question) if name not in own_names]
    address = read_address(question)
    absent = [name for name in others if not is_topic(name, question)]
    if address and absent and not own:
        return Lookup("symbol", (), (), tuple(absent), reply="not_in_library")
    if others and not address:
        return _by_symbol(question, others, reports_of(documents, own))
    scope = own or ((discussed,) if any(d.symbol == discussed for d in documents) else ())
    reports = reports_of(documents, scope)
    table = _by_table(question, reports, chosen=bool(scope))
    if table or address:
        placed = _by_address(question, address, reports, chosen=bool(scope)) if address else None
        return table or placed
    if asks_extent(symbols.ANY_CASE.sub(" ", question)):
        return _extent(reports)
    facts = () if follows else fact_spans(symbols.ANY_CASE.sub(" ", question), reports)
    if facts:
        within = tuple(dict.fromkeys(span.paragraph for span in facts))
        return Lookup("fact", within, (), spans=facts)
    lookup = None if follows and not own else _by_overview(question, reports, chosen=bool(scope))
    if lookup is None and not follows:
        lookup = _by_heading(question, reports)
        if lookup is None and scope and not own:
            lookup = _by_heading(question, reports_of(documents, ()))
        lookup = lookup and _one_report(lookup, chosen=bool(own))
    return lookup


def _by_table(question: str, reports: Sequence[Report], *, chosen: bool) -> Lookup | None:
    """Look up a table by its number or its title: its rows, or those that the question names."""
    found = find_table_rows(symbols.ANY_CASE.sub(" ", question), reports)
    if found is None:
        return None
    held = dict.fromkeys(row.paragraph.symbol for row in found.rows)
    if len(held) > 1 and not chosen:
        return _which("table", held)
    return Lookup("table", found.tables, (), found.missing, spans=found.rows)


def _extent(reports: Sequence[Report]) -> Lookup:
    """Return the numbered paragraphs of a report, to be counted."""
    if len(reports) != 1:
        return _which("extent", (report.document.symbol for report in reports))
    document = reports[0].document
    counted = leading(document.paragraphs)
    return Lookup("extent", counted, (), reply="extent", choices=(document.symbol,))


def asks_what_it_says(lookup: Lookup) -> bool:
    """Return whether the question asks for the paragraphs themselves, not for a fact in them."""
    if lookup.kind == "symbol":
        return not {word.lower() for word in lookup.topic} & FACT_WORDS
    return not lookup.topic


def _by_address(
    question: str, address: Address, reports: Sequence[Report], *, chosen: bool
) -> Lookup | None:
    topic = topic_of(address.rest)
    kind: LookupKind = "section" if address.kind in ("section", "part") else "paragraph"
    if address.kind in ("page", "note"):
        kind = address.kind
    if address.kind == "part" and topic:
        return None  # "Which draft was submitted in an annex?"
    everywhere = address.kind in ("page", "note", "sentence") or address.ends
    if everywhere and not chosen and len(reports) > 1:
        return _which(kind, (report.document.symbol for report in reports))
    finds = [(report.document.symbol, _find(address, report)) for report in reports]
    held = [(symbol, found) for symbol, found in finds if found.paragraphs]
    if len(held) > 1 and not chosen:
        return _which(kind, (symbol for symbol, _ in held))
    if not held:
        first = finds[0][1] if finds else Found()
        return Lookup(kind, (), topic, first.missing, reply=first.reply)
    paragraphs = tuple(p for _, found in held for p in found.paragraphs)
    if address.section:
        # "section II.E on economic security": the words of the section's own title are no topic.
        title = {
            word for p in paragraphs for heading in p.headings for word in heading_stems(heading)
        }
        topic = tuple(word for word in topic if stem(word) not in title)
    spans = tuple(span for _, found in held for span in found.spans)
    return Lookup(kind, paragraphs, topic, held[0][1].missing, spans=spans)


def _find(address: Address, report: Report) -> Found:
    """Find an address, also one that is within a part with a name: the end of the conclusions."""
    if address.kind != "sentence" and not (address.ends and not address.section):
        return find(address, report)
    within = None if SUMMARY_PART.search(address.rest) else _by_heading(address.rest, (report,))
    paragraphs = within.paragraphs if within else ()
    if SUMMARY_PART.search(address.rest):
        paragraphs = summary(report.document)
    if address.kind == "sentence" and address.sentences:
        body = paragraphs or leading(report.document.paragraphs)
        return first_sentences(address.sentences, body)
    if paragraphs and address.ends:
        chosen = paragraphs[address.ends.start : address.ends.stop]
        return Found(chosen, missing=() if chosen else (address.ends.name,))
    return find(address, report)


def _which(kind: LookupKind, choices: Iterable[str]) -> Lookup:
    return Lookup(kind, (), (), reply="which_report", choices=tuple(dict.fromkeys(choices)))


def _one_report(lookup: Lookup, *, chosen: bool) -> Lookup:
    """Return a look-up if it is in one report, or else ask which report is meant."""
    found = dict.fromkeys(p.symbol for p in lookup.paragraphs)
    return lookup if chosen or len(found) < 2 else _which(lookup.kind, found)


def _by_overview(question: str, reports: Sequence[Report], *, chosen: bool) -> Lookup | None:
    """Look up what a report as a whole says: its summary, its findings, its masthead."""
    kind = overview_of(symbols.ANY_CASE.sub(" ", question))
    if kind is None or not reports:
        return None
    if len(reports) > 1 and not chosen:
        return _which("summary", (report.document.symbol for report in reports))
    found = [_overview(kind, question, report) for report in reports]
    lookups = [lookup for lookup in found if lookup]
    if not lookups:
        return None
    return replace(lookups[0], paragraphs=tuple(p for one in lookups for p in one.paragraphs))


def _overview(kind: str, question: str, report: Report) -> Lookup | None:
    document = report.document
    if kind == "masthead":
        lines = masthead(question, document)
        return Lookup("masthead", lines, ()) if lines else None
    if kind == "findings":
        headings = {h for section in report.contents.sections for h in section.headings}
        findings = under(findings_headings(question, headings), (report,))
        if findings:
            return Lookup("findings", findings, ())
    whole = summary(document)
    if whole:
        return Lookup("summary", whole, ())
    body = leading(document.paragraphs)
    return Lookup("section", body, ()) if body else None


def _by_heading(question: str, reports: Sequence[Report]) -> Lookup | None:
    """Look up a heading: "the conclusions", "the section on Sweden"."""
    headings = {
        heading
        for report in reports
        for section in report.contents.sections
        for heading in section.headings
    }
    found = under(headings_named(symbols.ANY_CASE.sub(" ", question), headings), reports)
    return Lookup("section", found, ()) if found else None


def _by_symbol(question: str, named: Sequence[str], reports: Sequence[Report]) -> Lookup:
    """Look up the numbered paragraphs that name a document which is not in the library."""
    topic = topic_words(without_address(question))
    resolutions = resolutions_in(question)
    if resolutions:
        spans = {n: tuple(sentences_naming(r, reports)) for n, r in resolutions.items()}
        chosen = tuple(dict.fromkeys(span for found in spans.values() for span in found))
        within = tuple(dict.fromkeys(span.paragraph for span in chosen))
        missing = tuple(name for name, found in spans.items() if not found)
        return Lookup("symbol", within, topic, missing, tuple(named), chosen)
    paragraphs = paragraphs_naming(named, reports)
    present = {name for paragraph in paragraphs for name in names_in(paragraph.text)}
    missing = tuple(name for name in named if name not in present)
    return Lookup("symbol", paragraphs, topic, missing, tuple(named))
