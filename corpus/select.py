"""Which of many reports are meant: by symbol, body, year or language."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus import symbol as symbols
from corpus.document import Document
from corpus.errors import NoSuchReport

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Filter:
    """What a report must be; what is empty does not matter.

    ``symbols`` are whole ones. ``body`` is how a symbol begins: "A" has all of the General
    Assembly, "A/HRC" the Human Rights Council. ``language`` is its name in English.
    """

    symbols: tuple[str, ...] = ()
    body: str = ""
    year: int | None = None
    language: str = ""

    def __bool__(self) -> bool:
        """Whether anything is asked of a report."""
        return self != Filter()

    def allows(self, document: Document) -> bool:
        """Whether a report is meant."""
        return (
            (not self.symbols or document.symbol in self.symbols)
            and (not self.body or _begins(document.symbol, self.body))
            and (self.year is None or self.year == year_of(document))
            and (not self.language or document.language.lower() == self.language.lower())
        )


def select_documents(documents: Sequence[Document], wanted: Filter) -> tuple[Document, ...]:
    """Return the reports that are meant; raises NoSuchReport where there is none."""
    asked = Filter(
        tuple(symbols.normalise(one) for one in wanted.symbols),
        wanted.body.strip().strip("/").upper(),
        wanted.year,
        wanted.language.strip(),
    )
    found = tuple(document for document in documents if asked.allows(document))
    if not found:
        raise NoSuchReport(
            f"No report in the library is {_said(asked)}. There are {_listed(documents)}"
        )
    return found


def body_of(symbol: str) -> str:
    """Return how a symbol begins, up to its first number: "A/HRC" of "A/HRC/53/32"."""
    parts = symbol.split("/")
    count = next((i for i, part in enumerate(parts) if part[:1].isdigit()), len(parts))
    return "/".join(parts[: max(count, 1)])


def year_of(document: Document) -> int | None:
    """Return the year a report was issued, or that its symbol names."""
    if document.issued:
        return document.issued.year
    named = _YEAR.findall(document.symbol)
    return int(named[-1]) if named else None


def _begins(symbol: str, body: str) -> bool:
    return symbol.upper() == body or symbol.upper().startswith(f"{body}/")


def _said(asked: Filter) -> str:
    said = [*asked.symbols[:3]]
    said += [f"of the body {asked.body}"] if asked.body else []
    said += [f"of {asked.year}"] if asked.year is not None else []
    said += [f"in {asked.language}"] if asked.language else []
    return ", ".join(said)


def _listed(documents: Iterable[Document]) -> str:
    names = [document.symbol for document in documents]
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more
