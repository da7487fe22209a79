"""References to a paragraph of a United Nations document, in the styles in which people cite.

Sources: the United Nations Editorial Manual; OSCOLA, 4th ed., with its part on international law;
The Bluebook, 21st ed.; The Chicago Manual of Style, 17th ed.; the Publication Manual of the APA,
7th ed.; BibTeX; RIS.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from corpus import Document, Paragraph
from corpus.select import body_of

_BIBTEX = str.maketrans(
    {c: f"\\{c}" for c in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)

# The placeholders of a style: for the place, "para. 50", and for the quotation.
PLACE, QUOTATION = "{place}", "{quotation}"
_ORGANS = {
    "A": ("General Assembly", "UNGA"),
    "A/AC": ("General Assembly", "UNGA"),
    "A/C": ("General Assembly", "UNGA"),
    "A/CONF": ("General Assembly", "UNGA"),
    "A/RES": ("General Assembly", "UNGA"),
    "A/HRC": ("Human Rights Council", "UNHRC"),
    "A/HRC/RES": ("Human Rights Council", "UNHRC"),
    "A/HRC/WG.6": ("Human Rights Council", "UNHRC"),
    "S": ("Security Council", "UNSC"),
    "S/RES": ("Security Council", "UNSC"),
    "E": ("Economic and Social Council", "ECOSOC"),
    "E/C.12": ("Committee on Economic, Social and Cultural Rights", "CESCR"),
    "CAT": ("Committee against Torture", "CAT"),
    "CCPR": ("Human Rights Committee", "UNHRC"),
    "CEDAW": ("Committee on the Elimination of Discrimination against Women", "CEDAW"),
    "CERD": ("Committee on the Elimination of Racial Discrimination", "CERD"),
    "CRC": ("Committee on the Rights of the Child", "CRC"),
    "CRPD": ("Committee on the Rights of Persons with Disabilities", "CRPD"),
}


@dataclass(frozen=True, slots=True)
class CitationStyle:
    """How one document is cited in one style.

    ``text`` contains ``PLACE`` and, if the quotation is part of the entry, ``QUOTATION``;
    ``number`` is written before a paragraph's number.
    """

    text: str
    number: str = "para. "


def citation_styles(document: Document) -> dict[str, CitationStyle]:
    """Return the citation styles by their names, that of the United Nations first."""
    return {name: make(document) for name, make in _STYLES.items()}


def reference(document: Document, paragraph: Paragraph, name: str = "un") -> str:
    """Return a reference to a paragraph.

    Raises:
        KeyError: there is no style of this name.
    """
    style = citation_styles(document)[name]
    place = place_of(paragraph, style)
    text = style.text if place else style.text.replace(f", {PLACE}", "")
    return text.replace(PLACE, place).replace(QUOTATION, "")


def place_of(paragraph: Paragraph, style: CitationStyle) -> str:
    """Return the address of a paragraph in a style: "annex I, para. 3"; "" if it has none."""
    if not paragraph.number:
        return paragraph.label
    return ", ".join(filter(None, (paragraph.part, f"{style.number}{paragraph.number}")))


def _un(document: Document) -> CitationStyle:
    return CitationStyle(f"{document.symbol}, {PLACE}")


def _plain(document: Document) -> CitationStyle:
    return CitationStyle(f"{title_of(document)}, {document.symbol}{_in(_day(document))}, {PLACE}")


def _oscola(document: Document) -> CitationStyle:
    organ = organ_of(document)[1]
    return CitationStyle(
        f"{organ} ‘{title_of(document)}’{_in(_day(document))} UN Doc {document.symbol}, {PLACE}",
        "para ",
    )


def _bluebook(document: Document) -> CitationStyle:
    when = _in(_american(document.issued))
    organ = organ_after("U.N.", " ", document)
    return CitationStyle(
        f"{organ}, {title_of(document)}, {PLACE}, U.N. Doc. {document.symbol}{when}", "¶ "
    )


def _chicago(document: Document) -> CitationStyle:
    when = _in(_american(document.issued))
    organ = organ_after("UN", " ", document)
    return CitationStyle(f"{organ}, {title_of(document)}, {document.symbol}{when}, {PLACE}")


def _apa(document: Document) -> CitationStyle:
    when = str(document.issued.year) if document.issued else "n.d."
    organ = organ_after("United Nations", ", ", document)
    return CitationStyle(f"{organ}. ({when}). {title_of(document)} ({document.symbol}), {PLACE}")


def _bibtex(document: Document) -> CitationStyle:
    fields = {
        "author": f"{{{escape_bibtex(organ_after('United Nations', ', ', document))}}}",
        "title": f"{{{escape_bibtex(title_of(document))}}}",
        "number": escape_bibtex(document.symbol),
        "institution": "United Nations",
        "year": str(document.issued.year) if document.issued else "",
        "month": str(document.issued.month) if document.issued else "",
        "note": PLACE,
        "annote": QUOTATION,
    }
    key = "".join(c if c.isalnum() else "_" for c in document.symbol)
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return CitationStyle(f"@techreport{{{key},\n{lines}\n}}")


def _ris(document: Document) -> CitationStyle:
    issued = document.issued
    lines = [
        ("TY", "RPRT"),
        ("AU", author_ris(document)),
        ("TI", title_of(document)),
        ("SN", document.symbol),
        ("PB", "United Nations"),
        ("PY", str(issued.year) if issued else ""),
        ("DA", issued.strftime("%Y/%m/%d") if issued else ""),
        ("SP", PLACE),
        ("N1", QUOTATION),
    ]
    return CitationStyle(
        "\n".join([*(f"{tag}  - {value}" for tag, value in lines if value), "ER  - "])
    )


_STYLES: dict[str, Callable[[Document], CitationStyle]] = {
    "un": _un,
    "plain": _plain,
    "OSCOLA": _oscola,
    "Bluebook": _bluebook,
    "Chicago": _chicago,
    "APA": _apa,
    "BibTeX": _bibtex,
    "RIS": _ris,
}
STYLES = tuple(_STYLES)


def title_of(document: Document) -> str:
    """Return the title of a document on one line."""
    return " ".join(document.title.split())


def organ_of(document: Document) -> tuple[str, str]:
    """Return the name and the short name of the organ that a symbol begins with."""
    body = body_of(document.symbol)
    while body not in _ORGANS and "/" in body:
        body = body.rsplit("/", 1)[0]
    return _ORGANS.get(body, ("", "UN"))


def organ_after(name: str, separator: str, document: Document) -> str:
    """Return a name of the United Nations, followed by the organ if it is known."""
    return separator.join(filter(None, (name, organ_of(document)[0])))


def _in(when: str) -> str:
    return f" ({when})" if when else ""


def _day(document: Document) -> str:
    issued = document.issued
    return f"{issued.day} {issued:%B} {issued.year}" if issued else ""


def _american(issued: date | None) -> str:
    return f"{issued:%B} {issued.day}, {issued.year}" if issued else ""


def escape_bibtex(text: str) -> str:
    """Return a text in which the special characters of BibTeX are escaped."""
    return text.translate(_BIBTEX)


def author_ris(document: Document) -> str:
    """Return the author of a document for RIS, in which a comma divides the name of a person.

    An organ whose name has a comma is therefore left out.
    """
    name = organ_after("United Nations", ". ", document)
    return "United Nations" if "," in name else name
