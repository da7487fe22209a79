"""Selection of reports by symbol, body, year or language."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from corpus import symbol as symbols
from corpus.document import Document
from corpus.errors import NoSuchReport

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Filter:
    """The conditions that a report must meet; an empty field is no condition.

    ``symbols`` are complete symbols. ``body`` is the start of a symbol: "A" selects all reports of
    the General Assembly, "A/HRC" the reports of the Human Rights Council. ``language`` is the
    English name of a language.
    """

    symbols: tuple[str, ...] = ()
    body: str = ""
    year: int | None = None
    language: str = ""

    def __bool__(self) -> bool:
        """Return whether the filter has any condition."""
        return self != Filter()

    def allows(self, document: Document) -> bool:
        """Return whether a report meets every condition."""
        return (
            (not self.symbols or is_asked(document, self.symbols))
            and (not self.body or _has_body(document.symbol, self.body))
            and (self.year is None or self.year == year_of(document))
            and (not self.language or document.language.lower() == self.language.lower())
        )


def select_documents(documents: Sequence[Document], wanted: Filter) -> tuple[Document, ...]:
    """Return the reports that meet the conditions of ``wanted``.

    Raises: NoSuchReport if no report meets the conditions.
    """
    normalised = Filter(
        tuple(symbols.normalise(symbol) for symbol in wanted.symbols),
        wanted.body.strip().strip("/").upper(),
        wanted.year,
        wanted.language.strip(),
    )
    selected = tuple(document for document in documents if normalised.allows(document))
    if not selected:
        raise NoSuchReport(
            f"No report in the library is {_describe(normalised)}. "
            f"The library has {_list_symbols(documents)}"
        )
    return selected


def keys_asked(given: Sequence[str] | str | None) -> tuple[str, ...] | None:
    """Return symbols or keys of documents in the official spelling; None for None, for all.

    A single string is one symbol: ``"a/78/176"`` becomes ``("A/78/176",)``. A key keeps its
    language: ``"a/78/176#French"`` becomes ``("A/78/176#French",)``. Each is also returned as it
    was given, in case a document has a symbol that is not spelled officially.
    """
    if given is None:
        return None
    each = [given] if isinstance(given, str) else given
    spelled = (_official(one) for one in each)
    return tuple(dict.fromkeys(name for pair in zip(spelled, each, strict=True) for name in pair))


def is_asked(document: Document, asked: Container[str]) -> bool:
    """Return whether a report's key, its symbol or half of its joint symbol is among those asked.

    Half of a joint symbol may have a language too: ``"S/2025/138#French"``.
    """
    names = symbols.names(document.symbol)
    return any(name in asked or f"{name}#{document.language}" in asked for name in names)


def _official(key: str) -> str:
    symbol, mark, language = key.partition("#")
    return f"{symbols.normalise(symbol)}{mark}{language}"


def body_of(symbol: str) -> str:
    """Return the part of a symbol before its first number: "A/HRC" of "A/HRC/53/32"."""
    parts = symbol.split("/")
    count = next((i for i, part in enumerate(parts) if part[:1].isdigit()), len(parts))
    return "/".join(parts[: max(count, 1)])


def year_of(document: Document) -> int | None:
    """Return the year in which a report was issued, else the last year in its symbol, else None."""
    if document.issued:
        return document.issued.year
    years = _YEAR.findall(document.symbol)
    return int(years[-1]) if years else None


def _has_body(symbol: str, body: str) -> bool:
    return any(f"{name.upper()}/".startswith(f"{body}/") for name in symbols.names(symbol))


def _describe(wanted: Filter) -> str:
    conditions = [*wanted.symbols[:3]]
    conditions += [f"of the body {wanted.body}"] if wanted.body else []
    conditions += [f"of {wanted.year}"] if wanted.year is not None else []
    conditions += [f"in {wanted.language}"] if wanted.language else []
    return ", ".join(conditions)


def _list_symbols(documents: Iterable[Document]) -> str:
    names = [document.symbol for document in documents]
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more
