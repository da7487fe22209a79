"""Which reports a question is asked of."""

from collections.abc import Sequence

from corpus import Document


def asked_documents(documents: Sequence[Document], symbols: Sequence[str] | None) -> list[Document]:
    """Return the reports that are asked; of a report in several languages, the English."""
    asked: dict[str, Document] = {}
    for document in documents:
        wanted = symbols is None or document.symbol in symbols or document.key in symbols
        if wanted and (document.symbol not in asked or document.language == "English"):
            asked[document.symbol] = document
    return list(asked.values())


def narrowed_symbols(
    named_documents: Sequence[str], documents: Sequence[Document], symbols: Sequence[str] | None
) -> Sequence[str] | None:
    """Return the documents to search: of those asked, the ones that the question names, if any.

    ``documents`` are those asked. By their keys, a report that is asked in French only is searched
    in French only, although its symbol names the English too.
    """
    named = [document for document in documents if document.symbol in named_documents]
    if symbols is None:
        return [document.symbol for document in named] or None
    return [document.key for document in named] or symbols
