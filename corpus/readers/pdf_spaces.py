"""The spaces that PDFium adds to a line, and that may be gaps inside a word.

Letters of one word can be as far apart as two words. The words of the whole file then decide:
"progra mmes" is one word if the file has "programmes", and has no "progra".
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from corpus.readers.pdf_page import TextLine

# What stands for a gap until the words have decided: for one that would be no space by its width,
# and for one that would be a space.
NO_SPACE, SPACE = "\u2422", "\u2423"
_MEANT = {NO_SPACE: "", SPACE: " "}
_DOUBTFUL = re.compile(f"[{NO_SPACE}{SPACE}]")
_BETWEEN = re.compile(rf"([^\W\d_]*)([{NO_SPACE}{SPACE}])(?=([^\W\d_]*))")
_WORD = re.compile(r"[^\W\d_]+")


def settle_spaces(lines: Sequence[TextLine]) -> None:
    """Replace each doubtful gap of the lines of a file: by a space, or by nothing."""
    doubtful = [line for line in lines if _DOUBTFUL.search(line.text)]
    if not doubtful:
        return
    counts = Counter(word for line in lines for word in _WORD.findall(line.text.lower()))
    for line in doubtful:
        for match in _BETWEEN.finditer(line.text.lower()):
            # Words beside a doubtful gap are no evidence.
            counts.subtract((match[1], match[3]))
    for line in doubtful:
        letters = iter(_settled("".join(run.text for run in line.runs), counts))
        line.set_runs(
            [replace(run, text="".join(islice(letters, len(run.text)))) for run in line.runs]
        )
        line.pieces = [
            replace(piece, text="".join(_settled(piece.text, counts))) for piece in line.pieces
        ]


def _settled(text: str, counts: Mapping[str, int]) -> list[str]:
    """Return the letters of a line; a gap that is no space is empty."""
    letters = list(text)
    for match in _BETWEEN.finditer(text):
        first, gap, second = match[1].lower(), match[2], match[3].lower()
        apart = counts.get(first, 0) > 0 and counts.get(second, 0) > 0
        whole = bool(first and second) and counts.get(first + second, 0) > 0
        space = apart if apart != whole else _MEANT[gap] == " "
        letters[match.start(2)] = " " if space else ""
    return letters
