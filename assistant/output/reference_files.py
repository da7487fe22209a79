"""Documents as entries for reference managers: RIS, BibTeX and CSL-JSON.

Each document has one entry, also if several of its paragraphs are quoted. No such format has a
field for several places in a document, so the places and the quotations are in the notes.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.output.bodies import language_tag, official_address
from assistant.output.citation_styles import author_ris, escape_bibtex, organ_after, title_of
from corpus import Document


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A quotation from a document: its ``place`` ("para. 50"), its ``text`` and a user's note."""

    place: str
    text: str
    note: str = ""

    def __str__(self) -> str:
        """Return the place, the quotation and the note on one line: ``para. 50: “...” – note``."""
        said = f"{self.place}: “{self.text}”" if self.place else f"“{self.text}”"
        return " ".join(" – ".join(filter(None, (said, self.note))).split())


Entries = Sequence[tuple[Document, Sequence[Pinpoint]]]


def to_ris(entries: Entries) -> bytes:
    """Return entries in the RIS format; a quotation is a line N1."""
    return "".join(_ris(document, pinpoints) for document, pinpoints in entries).encode()


def to_bibtex(entries: Entries) -> bytes:
    """Return entries in the BibTeX format; no two have the same key."""
    keys: set[str] = set()
    made: list[str] = []
    for document, pinpoints in entries:
        key = _key(document, keys)
        keys.add(key)
        made.append(_bibtex(document, pinpoints, key))
    return "\n\n".join(made).encode() + b"\n"


def to_csl_json(entries: Entries) -> bytes:
    """Return entries as CSL-JSON, which Zotero and Pandoc read."""
    keys: set[str] = set()
    items: list[dict[str, Any]] = []
    for document, pinpoints in entries:
        key = _key(document, keys)
        keys.add(key)
        items.append(_csl(document, pinpoints, key))
    return json.dumps(items, ensure_ascii=False, indent=1).encode()


WRITERS: dict[str, Callable[[Entries], bytes]] = {
    "ris": to_ris,
    "bib": to_bibtex,
    "csl.json": to_csl_json,
}


def _ris(document: Document, pinpoints: Sequence[Pinpoint]) -> str:
    issued = document.issued
    lines = [
        ("TY", "RPRT"),
        ("ID", _key(document, ())),
        ("AU", author_ris(document)),
        ("TI", title_of(document)),
        ("SN", document.symbol),
        ("PB", organ_after("United Nations", ", ", document)),
        ("PY", str(issued.year) if issued else ""),
        ("DA", issued.strftime("%Y/%m/%d") if issued else ""),
        ("LA", language_tag(document.language)),
        ("UR", official_address(document.symbol, document.language)),
        *(("N1", str(pinpoint)) for pinpoint in pinpoints),
    ]
    # Two spaces, a hyphen and a space follow each tag, also the last, which ends the record.
    return "".join(f"{tag}  - {value}\r\n" for tag, value in [*_filled(lines), ("ER", "")])


def _bibtex(document: Document, pinpoints: Sequence[Pinpoint], key: str) -> str:
    issued = document.issued
    places = "; ".join(dict.fromkeys(one.place for one in pinpoints if one.place))
    # The second pair of braces keeps the capitals, and an organ from being read as a person.
    fields = [
        ("author", f"{{{escape_bibtex(organ_after('United Nations', ', ', document))}}}"),
        ("title", f"{{{escape_bibtex(title_of(document))}}}" if document.title else ""),
        ("number", escape_bibtex(document.symbol)),
        ("institution", "United Nations"),
        ("year", str(issued.year) if issued else ""),
        ("month", str(issued.month) if issued else ""),
        ("language", document.language),
        ("url", official_address(document.symbol, document.language)),
        ("note", escape_bibtex(places)),
        ("annote", " ".join(escape_bibtex(str(pinpoint)) for pinpoint in pinpoints)),
    ]
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in _filled(fields))
    return f"@techreport{{{key},\n{lines}\n}}"


def _csl(document: Document, pinpoints: Sequence[Pinpoint], key: str) -> dict[str, Any]:
    issued = document.issued
    fields = {
        "title": title_of(document),
        "number": document.symbol,
        "publisher": "United Nations",
        "language": language_tag(document.language),
        "URL": official_address(document.symbol, document.language),
        "note": "\n".join(map(str, pinpoints)),
    }
    item: dict[str, Any] = {"id": key, "type": "report"} | dict(_filled(list(fields.items())))
    item["author"] = [{"literal": organ_after("United Nations", ", ", document)}]
    if issued:
        item["issued"] = {"date-parts": [[issued.year, issued.month, issued.day]]}
    return item


def _filled(fields: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in fields if value]


def _key(document: Document, taken: set[str] | tuple[()]) -> str:
    """Return a key of letters, digits and underscores that is not taken."""
    name = "".join(c if c.isascii() and c.isalnum() else "_" for c in document.symbol)
    if document.language != "English":
        name = f"{name}_{language_tag(document.language)}"
    key, count = name, 2
    while key in taken:
        key, count = f"{name}_{count}", count + 1
    return key
