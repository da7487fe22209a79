"""Which documents are asked: those that a program or a question chooses, or all."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import SMALL_TALK, Answer
from corpus import Document
from corpus.select import is_asked, keys_asked


def asked_documents(documents: Sequence[Document], symbols: Sequence[str] | None) -> list[Document]:
    """Return the reports that are asked; of a report in several languages, the English."""
    asked: dict[str, Document] = {}
    for document in documents:
        wanted = symbols is None or is_asked(document, symbols)
        if wanted and (document.symbol not in asked or document.language == "English"):
            asked[document.symbol] = document
    return list(asked.values())


def narrowed(
    names: Sequence[str], documents: Sequence[Document], symbols: Sequence[str] | None
) -> Sequence[str] | None:
    """Return the documents to search: of those asked, the ones that the question names, if any.

    ``names`` are the symbols that the question names, and ``documents`` are those asked. By their
    keys, a report that is asked in French only is searched in French only, although its symbol
    names the English too.
    """
    named = [document for document in documents if document.symbol in names]
    if symbols is None:
        return [document.symbol for document in named] or None
    return [document.key for document in named] or symbols


def with_unknown(
    answer: Answer, documents: Sequence[Document], symbols: Sequence[str] | str | None
) -> Answer:
    """Return the answer, with the asked symbols that the library does not have as ``missing``."""
    each = [symbols] if isinstance(symbols, str) else symbols or ()
    unknown = tuple(
        one
        for one in each
        if not any(is_asked(document, keys_asked(one) or ()) for document in documents)
    )
    if not unknown or answer.reply in SMALL_TALK:
        return answer
    missing = tuple(dict.fromkeys([*answer.missing, *unknown]))
    if len(unknown) < len(each):
        return replace(answer, missing=missing)
    return replace(answer, missing=unknown, reply="not_in_library", choices=())
