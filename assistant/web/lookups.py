"""Answers requests for what reports contain: paragraphs, quotations, tables; asks no question."""

from typing import Any

from assistant.ask import MAX_QUESTION
from assistant.extracts.catalogue import extract, kind_named, matching
from assistant.extracts.output import to_dict as to_table
from assistant.output.json import hits_to_dicts
from assistant.verify import Verifier, draft_of
from assistant.verify.output import to_dicts
from assistant.web.source import required_document
from corpus import Paragraph
from corpus.contents import contents
from corpus.document import table_paragraph
from corpus.errors import BadDraft, BadQuestion
from index import Index
from index.search import Mode

_MOST_HITS, _MOST_ROWS = 100, 1000
# What the endpoint for quotations checks at once: characters, and quotations.
_LONGEST_DRAFT, _MOST_QUOTATIONS = 200_000, 300


class Lookups:
    """Answers requests, which do not depend on each other; all threads use one object."""

    def __init__(self, index: Index) -> None:
        """Look into the reports of ``index`` as they are at each request."""
        self._index, self.verifier = index, Verifier(index)

    def search(self, query: str, k: int, mode: Mode) -> dict[str, Any]:
        """Find paragraphs, as values that JSON supports; raises BadQuestion."""
        if len(query) > MAX_QUESTION:
            raise BadQuestion(f"The query is longer than {MAX_QUESTION:,} characters")
        hits = self._index.search(query, max(1, min(k, _MOST_HITS)), mode=mode)
        return {"hits": hits_to_dicts(hits, self._index.documents, text=True)}

    def verify(self, text: str) -> dict[str, Any]:
        """Check the quotations of a text, as values that JSON supports; raises BadQuestion."""
        if len(text) > _LONGEST_DRAFT:
            raise BadDraft(
                f"The text has {len(text):,} characters. Send it in parts of {_LONGEST_DRAFT:,} or "
                "fewer"
            )
        draft = draft_of(text)
        verdicts = self.verifier.verify_blocks(draft, most=_MOST_QUOTATIONS)
        return {"quotations": to_dicts(verdicts, self._index.documents, draft)}

    def extract(self, kind: str, name: str, words: str) -> dict[str, Any]:
        """Take a table from the reports, as values that JSON supports.

        Args:
            kind: the name of the kind.
            name: the symbol of one document; "" for all.
            words: only rows that contain these words; "" for all.

        Raises:
            BadQuestion, NoSuchReport: there is no such kind, or no such document.
        """
        documents = self._index.documents
        asked = [required_document(documents, name)] if name.strip() else documents
        table = kind_named(kind.strip().lower())
        rows = matching(extract(table.name, asked, documents), words)
        return to_table(table, rows[:_MOST_ROWS]) | {"total": len(rows)}

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
                for document in self._index.documents
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
        document = required_document(self._index.documents, name, language)
        wanted = label.strip().rstrip(".")
        found = [p for p in document.paragraphs if wanted and p.label == wanted]
        tables = [one for one in document.tables if wanted.lower() == one.label.lower()]
        found = found or [table_paragraph(document, table) for table in tables]
        if not found:
            raise BadQuestion(f"{document.symbol} has no paragraph {label[:100]!r}")
        text = "\n\n".join(paragraph.text for paragraph in found)
        return _paragraph(found[0]) | {"language": document.language, "text": text}


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
