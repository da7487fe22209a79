"""Passages of the sets that train the reader, and the lines of these sets."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from corpus import Paragraph
from corpus.split import sentences
from index.storage.lexical import Lexical
from scripts.training.samples import trained_half

_MAX_SENTENCES = 14  # of a passage
_NAMES = {
    "costarica": "Costa Rica",
    "democraticrepublicofthecongo": "Democratic Republic of the Congo",
    "centralafricanrepublic": "Central African Republic",
    "cotedivoire": "Côte d'Ivoire",
    "newzealand": "New Zealand",
    "sanmarino": "San Marino",
}


class Passages:
    """Passages by key: the text and the heading of each passage."""

    def __init__(self, texts: Mapping[str, tuple[str, str]]) -> None:
        self.texts = texts

    @cached_property
    def _lexical(self) -> Lexical:
        return Lexical.index([text for text, _ in self.texts.values()])

    def near(self, question: str, k: int, excluded: Sequence[str]) -> list[str]:
        """Return the keys of the ``k`` passages nearest by words, without the excluded keys."""
        keys = list(self.texts)
        rows, _ = self._lexical.search(question, k)
        return [keys[row] for row in rows if keys[row] not in excluded]

    def split(self, key: str) -> tuple[str, ...]:
        """Return the sentences of a passage."""
        return _split(self.texts[key][0])


def read_reports(un: Path) -> dict[str, Passages]:
    """Return the passages of each report, from the gold files and from upr/paragraphs.jsonl."""
    texts: dict[str, dict[str, tuple[str, str]]] = {}
    for path in sorted((un / "gold").glob("*.json")):
        for line in json.loads(path.read_text(encoding="utf-8")):
            heading = line["headings"][-1] if line["headings"] else ""
            texts.setdefault(path.stem, {}).setdefault(line["number"], (line["text"], heading))
    for line in read_lines(un / "upr" / "paragraphs.jsonl"):
        country = line["doc"][:-4]
        heading = _NAMES.get(country, country.capitalize())
        texts.setdefault(line["doc"], {}).setdefault(line["para"], (line["text"], heading))
    return {name: Passages(own) for name, own in texts.items()}


def read_set(qa: Path, name: str) -> tuple[Passages, list[dict[str, Any]]]:
    """Return the passages of a set, and the questions in the half that trains the reader."""
    paragraphs = read_lines(qa / f"{name}.paragraphs.jsonl")
    texts = Passages({line["id"]: (line["text"], "") for line in paragraphs})
    lines = [
        line
        for line in read_lines(qa / f"{name}.questions.jsonl")
        if line["answerable"] is not None
    ]  # fmt: skip
    trained = trained_half(len(lines))
    return texts, [line for line, is_trained in zip(lines, trained, strict=True) if is_trained]


def contain_spans(texts: Sequence[str], spans: Sequence[str]) -> tuple[bool, ...]:
    """Return, for each sentence, whether it contains a span or is contained in a span.

    Case, white space and punctuation are ignored. A span has at least three characters, and a
    contained sentence more than 20.
    """

    def bare(text: str) -> str:
        return re.sub(r"\W+", "", text.lower())

    wanted = [bare(span) for span in spans if len(bare(span)) > 2]
    return tuple(
        any(w in bare(s) or (bare(s) in w and len(bare(s)) > 20) for w in wanted) for s in texts
    )


def _split(text: str) -> tuple[str, ...]:
    whole = " ".join(text.split())
    if not whole:
        return ()
    return tuple(span.text for span in sentences(Paragraph("", "", whole)))[:_MAX_SENTENCES]


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
