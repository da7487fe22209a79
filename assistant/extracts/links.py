"""The documents that the paragraphs of a report name, as links for the source panel."""

from collections.abc import Sequence

from assistant.extracts import references
from assistant.output.report_html import Link
from corpus import Document
from corpus.symbol import names


def links(document: Document, library: Sequence[Document]) -> dict[int, list[Link]]:
    """Return the documents that each paragraph and its footnotes name, by the paragraph's index.

    A document of the library is linked in the language of the report, if it is there in several. A
    name without an address, such as that of a resolution of an unknown body, is left out.
    """
    keys: dict[str, str] = {}
    for one in library:
        for name in names(one.symbol):
            if name not in keys or one.language == document.language:
                keys[name] = one.key
    found: dict[int, dict[str, Link]] = {}
    for row in references.KIND.find(document, library):
        cited, address = row.values["cited"], row.values["address"]
        key = keys.get(cited, "")
        # A heading stands above its paragraph, and a report need not lead to itself.
        if row.values["where"] == "heading" or key == document.key or not (key or address):
            continue
        found.setdefault(row.position, {}).setdefault(cited, Link(cited, address, key))
    return {position: [*named.values()] for position, named in found.items()}
