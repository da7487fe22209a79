"""Count the words of files that were read with a space inside: "progra mmes".

The words of all files together are the dictionary. Two pieces beside one another are one word if
the dictionary often has the word, and hardly ever one of the pieces. Paragraphs, headings, notes
and the rows of tables are compared. Each file is read in this process.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from corpus.document import Document
from corpus.errors import PilcrowError
from scripts.command import expand, guarded

_NO_SYMBOL = "A/1/1"
_WORD = re.compile(r"[^\W\d_]+")
# Two pieces with one space between; the second begins with a small letter.
_PIECES = re.compile(r"(?=(?<![^\W\d_])([^\W\d_]+) ([^\W\d_]+))")
# A divided word occurs whole at least so often; the rarer piece at most so often, and at most in
# this share.
_WHOLE, _PIECE, _SHARE = 3, 5, 0.2
_AROUND = 20  # characters that are printed on both sides


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.measuring.spaces", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="files or folders")
    return guarded(_run, parser.parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    from corpus.read import read

    texts: list[tuple[str, str]] = []
    for path in expand(options.files):
        try:
            document = read(path, _NO_SYMBOL).document
        except PilcrowError as error:
            print(f"refused: {error}")
            continue
        texts += [(path.name, text) for text in texts_of(document)]
    words = dictionary(text for _, text in texts)
    found = [(name, around) for name, text in texts for around in divided(text, words)]
    for name, around in found:
        print(f"{name}: {around}")
    files = len({name for name, _ in texts})
    print(f"{len(found)} words with a space inside, in {files} files")
    return 0


def texts_of(document: Document) -> Iterator[str]:
    """Yield the texts of a document: paragraphs, headings, notes, and the rows of tables."""
    for paragraph in document.paragraphs:
        yield paragraph.text
        yield from (note.text for note in paragraph.footnotes)
    yield from dict.fromkeys(heading for p in document.paragraphs for heading in p.headings)
    for table in document.tables:
        yield table.text


def dictionary(texts: Iterator[str]) -> Counter[str]:
    """Return how often each word occurs in the texts, in lower case."""
    return Counter(word for text in texts for word in _WORD.findall(text.lower()))


def divided(text: str, words: Mapping[str, int]) -> Iterator[str]:
    """Yield each word of a text that has a space inside, with some letters around it.

    Args:
        text: the text.
        words: the result of ``dictionary`` for all texts.
    """
    for match in _PIECES.finditer(text):
        pieces = match[1].lower(), match[2].lower()
        whole, rarer = words.get("".join(pieces), 0), min(words.get(p, 0) for p in pieces)
        if whole >= _WHOLE and match[2][0].islower() and rarer <= min(_PIECE, _SHARE * whole):
            yield text[max(match.start() - _AROUND, 0) : match.end(2) + _AROUND]


if __name__ == "__main__":
    raise SystemExit(main())
