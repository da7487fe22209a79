"""Answers as dictionaries that JSON can hold, and back.

A document is addressed by its symbol and its language, which together are its key; a paragraph by
its label and its position in the document.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Literal, get_args

from assistant.answer import Answer, Citation, Conflict, Reply
from assistant.output.library_state import library_state
from corpus import Document, Paragraph, Span, locate
from corpus.document import find_table, notes_of, table_paragraph
from index import Hit

Data = dict[str, Any]


def to_dict(answer: Answer, documents: Sequence[Document]) -> Data:
    """Return an answer as JSON can hold it.

    Args:
        answer: the answer.
        documents: the reports of the library, which tell in what language a paragraph is.

    Returns:
        ``question``; ``query``, as the question was understood; ``abstained``; ``probability``
        that the reports answer, from 0.0 to 1.0, also if abstained; ``answer``, all quotations
        joined, "" if abstained; ``citations``: ``document`` (symbol), ``language``,
        ``paragraph`` (label), ``position`` (in the document), ``reference``, ``start``, ``end``
        (characters), ``text``, ``score`` (probability), ``context`` (spans to read before it);
        ``hits``: ``document``, ``language``, ``paragraph``, ``score``, best first; ``missing``
        (words and addresses that no report has); ``language`` of the question if it is not English;
        ``conflicts``: ``subject``, ``what``, ``quotes``; ``reply``, what is said in place of
        quotations (a name of ``assistant.answer.Reply``); ``choices``, the symbols of reports to
        choose from; ``omitted``, how many paragraphs were looked up and are not quoted;
        ``omitted_rows``, how many rows of a table are not quoted; ``uncovered``, what the question
        names and the quoted paragraphs do not mention; ``unanswered``, the questions without an
        answer, if the text asks several; ``listed``, from how many paragraphs a list is quoted, or
        0; ``library``, as ``library_state`` returns it. The citation of rows of a table has
        ``table`` too: see ``span_to_dict``.
    """
    citations = [_citation(citation, documents) for citation in answer.citations]
    return {
        "question": answer.question,
        "query": answer.query,
        "abstained": answer.abstained,
        "probability": round(answer.probability, 6),
        "answer": " ".join(citation.quote.text for citation in answer.citations),
        "citations": citations,
        "hits": hits_to_dicts(answer.hits, documents),
        "missing": list(answer.missing),
        "language": answer.language,
        "conflicts": [
            {
                "subject": conflict.subject,
                "what": conflict.what,
                "quotes": [span_to_dict(span, documents) for span in conflict.quotes],
            }
            for conflict in answer.conflicts
        ],
        "reply": answer.reply,
        "choices": list(answer.choices),
        "omitted": answer.omitted,
        "omitted_rows": answer.omitted_rows,
        "uncovered": list(answer.uncovered),
        "unanswered": list(answer.unanswered),
        "listed": answer.listed,
        "library": library_state(
            documents, (f"{c['document']}#{c['language']}" for c in citations)
        ),
    }


def from_dict(data: Any, documents: Sequence[Document]) -> Answer | None:
    """Return the answer that ``to_dict`` wrote, as far as the library still has its words.

    A citation whose document, paragraph or words are no longer there is left out; hits are not read
    back. Returns None if the data is malformed, as whatever a browser sends may be.
    """
    try:
        citations = tuple(_citations_from(data["citations"], documents))
        conflicts = tuple(_conflicts_from(data["conflicts"], documents))
        return Answer(
            _text(data["question"]),
            _text(data["query"]),
            citations,
            missing=tuple(_text(word) for word in data["missing"]),
            conflicts=conflicts,
            language=_text(data["language"]),
            probability=float(data.get("probability", 0.0)),
            # A browser may have kept a conversation from before there were replies.
            reply=_reply(data.get("reply", "")),
            choices=tuple(_text(choice) for choice in data.get("choices", ())),
            omitted=_number(data.get("omitted", 0)),
            omitted_rows=_number(data.get("omitted_rows", 0)),
            uncovered=tuple(_text(word) for word in data.get("uncovered", ())),
            unanswered=tuple(_text(part) for part in data.get("unanswered", ())),
            listed=_number(data.get("listed", 0)),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def hits_to_dicts(
    hits: Iterable[Hit], documents: Sequence[Document], *, text: bool = False
) -> list[Data]:
    """Return hits as JSON can hold them, if asked with the text and headings of their passages."""
    return [
        _address(hit.passage.paragraph, documents)
        | {"score": round(hit.score, 6)}
        | (
            {"text": hit.passage.text, "headings": list(hit.passage.paragraph.headings)}
            if text
            else {}
        )
        for hit in hits
    ]


def span_to_dict(span: Span, documents: Sequence[Document]) -> Data:
    """Return a span with its address, its reference and its text; the rows too if it is a table.

    ``table`` has the ``index`` of the table in the document, its ``label``, ``title`` and
    ``header``, the index of the ``first`` row and the ``rows`` that the span touches.
    """
    found = locate(span.paragraph, documents)
    table = find_table(found[0], span.paragraph) if found else None
    shown = {"table": _rows(found[0], table, span)} if found and table is not None else {}
    return (
        shown
        | _address(span.paragraph, documents)
        | {
            "position": found[1] if found else -1,
            "reference": span.paragraph.reference,
            "start": span.start,
            "end": span.end,
            "text": span.text,
        }
    )


def _rows(document: Document, index: int, span: Span) -> Data:
    table = document.tables[index]
    rows = table.rows_in(span.start, span.end)
    return {
        "index": index,
        "label": table.label,
        "title": table.title,
        "header": list(table.header),
        "first": rows.start,
        "rows": [list(row) for row in table.rows[rows.start : rows.stop]],
    }


def find_span(data: Data, documents: Sequence[Document]) -> tuple[Document, Span] | None:
    """Return the span that ``span_to_dict`` wrote, with its document.

    Returns None if the library has no such document or paragraph, or other words there now.

    Raises:
        KeyError, TypeError: the data is malformed.
    """
    position, start, end = (_number(data[name]) for name in ("position", "start", "end"))
    key = _text(data["document"]), _text(data["language"])
    document = next((one for one in documents if (one.symbol, one.language) == key), None)
    if document is None or not 0 <= position < len(document.paragraphs) or not 0 <= start < end:
        return None
    paragraph = document.paragraphs[position]
    tables = (table for table in document.tables if table.label == data["paragraph"])
    texts = (table_paragraph(document, table) for table in tables)
    for text in (paragraph, *notes_of(paragraph), *texts):
        span = Span(text, start, end)
        if text.label == data["paragraph"] and span.text == data["text"]:
            return document, span
    return None


def _citation(citation: Citation, documents: Sequence[Document]) -> Data:
    return span_to_dict(citation.quote, documents) | {
        "score": round(citation.score, 6),
        "context": [span_to_dict(span, documents) for span in citation.context],
    }


def _address(paragraph: Paragraph, documents: Sequence[Document]) -> Data:
    languages = [one.language for one in documents if one.symbol == paragraph.symbol]
    if len(languages) > 1:  # otherwise the paragraphs need not be looked through
        found = locate(paragraph, documents)
        languages = [found[0].language] if found else languages
    return {
        "document": paragraph.symbol,
        "language": languages[0] if languages else "",
        "paragraph": paragraph.label,
    }


def _citations_from(citations: Iterable[Data], documents: Sequence[Document]) -> Iterable[Citation]:
    for data in citations:
        found = find_span(data, documents)
        if found is not None:
            yield Citation(found[1], float(data["score"]), _spans(data["context"], documents))


def _spans(spans: Iterable[Data], documents: Sequence[Document]) -> tuple[Span, ...]:
    found = (find_span(data, documents) for data in spans)
    return tuple(one[1] for one in found if one is not None)


def _conflicts_from(conflicts: Iterable[Data], documents: Sequence[Document]) -> Iterable[Conflict]:
    for data in conflicts:
        quotes = _spans(data["quotes"], documents)
        what: Literal["dates", "numbers"] = "numbers" if data["what"] == "numbers" else "dates"
        if len(quotes) > 1:
            yield Conflict(_text(data["subject"]), quotes, what)


def _reply(value: Any) -> Reply:
    for reply in get_args(Reply):
        if reply == value:
            return reply  # type: ignore[no-any-return]
    raise ValueError(f"{value!r} is not a reply")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a string")
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int):
        raise TypeError(f"{value!r} is not a whole number")
    return value
