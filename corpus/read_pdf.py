"""PDF files: lines with their type, put together into headings and paragraphs.

A PDF knows only where each letter stands. Running heads and page numbers are what stands at the
same height on several pages; a footnote is what is set small below the text and begins with a mark
that the text has, too; a paragraph ends where white space, a number or another type begins.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus import symbol as symbols
from corpus.block import MARKED, Block, Line, Look, body_size, is_caption, to_blocks
from corpus.document import Footnote
from corpus.errors import UnreadableReport
from corpus.numbering import candidate

_MANY_PAGES = 1200
# Running heads stand in these parts of a page, at the same height on several.
_TOP, _BOTTOM, _SAME_HEIGHT = 0.1, 0.84, 4.0
_PAGE_NUMBER = re.compile(
    r"(?:page )?\W*\d{1,4}(?:\s*/\s*\d{1,4})?\W*(?:(?:GE\.)?\d{2}-\d{5}.*)?|"
    r"(?:GE\.)?\d{2}-\d{5}.*|\*\d+\*|(?:page )?[ivxl]+",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:\. ?){5,}|…{3,}|(?:_ ?){5,}$")
_RULE = re.compile(r"[_—―–-]{5,}")
_MARK = re.compile(r"\d{1,3}|[a-z]|\*{1,4}|†|‡")
_SUB_PARAGRAPH = re.compile(r"\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})\)\s|[•–—·]\s")
# Word writes hyphens as soft ones, which are no less to be seen.
_HYPHENS = "[-\u00ad\x02\u2010\u2011]"
_PLAIN_HYPHENS = "-\u2010\u2011"
# White space above a block, in sizes of its type, from the top of one line to that of the next.
_APART = 1.45
# Set so much smaller than the text: notes, tables.
_SMALLER = 1.0
# Some files scale their type; it is as tall as it is then.
_SCALED = 3.0
_LETTERS_PER_PAGE = 40
_LEGIBLE = 6.0
# Rules of tables: as thin as this, between the running heads, in more pieces than a frame has.
_THIN, _TOP_EDGE, _BOTTOM_EDGE, _FRAME, _TOUCHES = 3.0, 0.09, 0.94, 2, 3


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    size: float
    bold: bool
    italic: bool


@dataclass(slots=True)
class _Row:
    """One line of a page; ``marks`` are footnote marks, and where they stood in the text."""

    pieces: list[_Piece]
    left: float
    top: float
    right: float
    bottom: float
    page: int
    marks: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def look(self) -> Look:
        shown = [piece for piece in self.pieces if piece.text.strip()]
        sizes: Counter[float] = Counter()
        for piece in shown:
            sizes[piece.size] += len(piece.text.strip())
        size = sizes.most_common(1)[0][0] if sizes else 0.0
        return Look(size, all(p.bold for p in shown), all(p.italic for p in shown))


@dataclass(slots=True)
class _Group:
    """Lines of one block."""

    rows: list[_Row]
    apart: bool


def read_pdf(path: Path) -> list[Block]:
    """Return the blocks of a PDF.

    Raises UnreadableReport where it is damaged, locked by a password, or a scan without text.
    """
    pages = _pages(path)
    letters = sum(len(row.text.strip()) for rows, _ in pages for row in rows)
    if letters < _LETTERS_PER_PAGE * len(pages):
        raise UnreadableReport(
            f"{path.name}: a scan without text: its {len(pages)} pages are pictures. Recognize the "
            "text first, with ocrmypdf for instance"
        )
    pages, heads = _without_running_heads(pages)
    rows = [row for page, _ in pages for row in page]
    body = body_size((row.look.size, len(row.text.strip())) for row in rows)
    pages = _without_tables(path, pages, body)
    lines: list[Line] = []
    vocabulary = _vocabulary(rows)
    for page, _ in pages:
        text, notes = _split_notes(page, body)
        for row in text:
            _find_marks(row, notes)
        limit = max((row.right for row in text if abs(row.look.size - body) < _SMALLER), default=0)
        for group in _groups(text, body, limit):
            lines.extend(_lines(group, notes, body, vocabulary, limit))
    named = [head for head in heads if symbols.SYMBOL.fullmatch(head.rstrip("*"))]
    return [*(Block(head) for head in named[:1]), *to_blocks(lines, body)]


def _pages(path: Path) -> list[tuple[list[_Row], float]]:
    """Return the lines of each page, and its height."""
    from pdftext.extraction import dictionary_output
    from pypdfium2 import PdfiumError

    try:
        read = dictionary_output(str(path), sort=False, disable_links=True)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableReport(
                f"{path.name}: locked by a password. Save a copy without one"
            ) from None
        raise UnreadableReport(f"{path.name}: damaged, or no PDF ({error})") from None
    if len(read) > _MANY_PAGES:
        raise UnreadableReport(f"{path.name}: more than {_MANY_PAGES:,} pages. Split it first")
    return [
        (_rows(page, number), page["bbox"][3] - page["bbox"][1])
        for number, page in enumerate(read, start=1)
    ]


def _rows(page: Any, number: int) -> list[_Row]:
    rows: list[_Row] = []
    for block in page["blocks"]:
        for line in block["lines"]:
            spans = [span for span in line["spans"] if span["text"].strip("\r\n")]
            for run in _runs(spans):
                row = _row(run, number)
                if not row.text.strip():
                    continue
                if rows and _is_mark_of(row, rows[-1]):
                    rows[-1].pieces += row.pieces
                    rows[-1].right = row.right
                else:
                    rows.append(row)
    return rows


def _runs(spans: Sequence[Any]) -> Iterator[list[Any]]:
    """Part what was taken for one line, but goes back to the left."""
    run: list[Any] = []
    for span in spans:
        if run and span["text"].strip() and span["bbox"][0] < run[0]["bbox"][0] - 1:
            yield run
            run = []
        run.append(span)
    if run:
        yield run


def _row(spans: Sequence[Any], number: int) -> _Row:
    # The boxes of spaces and line ends are not to be relied on.
    shown = [span["bbox"] for span in spans if span["text"].strip()] or [spans[0]["bbox"]]
    lefts, tops, rights, bottoms = zip(*shown, strict=True)
    pieces = [_piece(span) for span in spans]
    return _Row(pieces, min(lefts), min(tops), max(rights), max(bottoms), number)


def _piece(span: Any) -> _Piece:
    font = span["font"]
    name = font["name"].lower()
    top, bottom = span["bbox"][1], span["bbox"][3]
    size = font["size"] if font["size"] > _SCALED else bottom - top
    text = span["text"].replace("\r", "").replace("\n", " ").replace("\xa0", " ")
    italic = "italic" in name or "oblique" in name
    return _Piece(text, round(size * 2) / 2, "bold" in name or "black" in name, italic)


def _is_mark_of(row: _Row, before: _Row) -> bool:
    """Whether a line is nothing but the raised mark at the end of the one before."""
    small = row.look.size < 0.8 * before.look.size
    beside = row.left >= before.right - 2 and before.top - 4 <= row.top <= before.bottom
    return small and beside and bool(_MARK.fullmatch(row.text.strip()))


def _without_running_heads(
    pages: Sequence[tuple[list[_Row], float]],
) -> tuple[list[tuple[list[_Row], float]], list[str]]:
    """Take out what stands at the same height on several pages, and page numbers.

    Returns the pages, and the texts that were taken out, most frequent first.
    """
    seen: dict[tuple[str, int], set[int]] = {}
    for place, (rows, height) in enumerate(pages):
        for row in rows:
            if _is_at_edge(row, height) and row.look.size >= _LEGIBLE:
                for about in _heights(row):
                    seen.setdefault((_shape(row.text), about), set()).add(place)
    enough = 2 if len(pages) < 6 else 3
    taken: Counter[str] = Counter()
    kept: list[tuple[list[_Row], float]] = []
    for rows, height in pages:
        left = []
        for row in rows:
            text = row.text.strip()
            repeated = row.look.size >= _LEGIBLE and any(
                len(seen.get((_shape(text), h), ())) >= enough for h in _heights(row)
            )
            # The mark of a footnote is a number, too, but a small one.
            numbered = _PAGE_NUMBER.fullmatch(text) and row.look.size >= _LEGIBLE
            if _is_at_edge(row, height) and (repeated or numbered):
                taken[text] += 1
            else:
                left.append(row)
        kept.append((left, height))
    return kept, [text for text, _ in taken.most_common()]


def _is_at_edge(row: _Row, height: float) -> bool:
    return row.bottom < _TOP * height or row.top > _BOTTOM * height


def _heights(row: _Row) -> tuple[int, int]:
    return int(row.top // _SAME_HEIGHT), int(row.top // _SAME_HEIGHT) + 1


def _shape(text: str) -> str:
    """Return what a running head has in common with others: "Table 3" and "Table 4" are none."""
    plain = " ".join(text.split())
    return plain if re.search("[a-z]{3}", plain) else re.sub(r"\d+", "#", plain)


def _without_tables(
    path: Path, pages: Sequence[tuple[list[_Row], float]], body: float
) -> list[tuple[list[_Row], float]]:
    """Take out what stands between the rules of a table, which are cut where its cells meet."""
    kept = []
    for (rows, height), rules in zip(pages, _rules(path), strict=True):
        spans = _tables(rules, rows, body)
        outside = [
            row for row in rows if not any(top <= _middle(row) <= bottom for top, bottom in spans)
        ]
        kept.append((outside, height))
    return kept


def _middle(row: _Row) -> float:
    return (row.top + row.bottom) / 2


def _rules(path: Path) -> Iterator[list[tuple[float, tuple[int, ...]]]]:
    """Yield, for each page, the height of each rule that is drawn in pieces, and where they end."""
    import pypdfium2
    import pypdfium2.raw

    with pypdfium2.PdfDocument(str(path)) as document:
        for page in document:
            height = page.get_height()
            lines: dict[int, set[int]] = {}
            for drawn in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
                left, bottom, right, top = drawn.get_bounds()
                if top - bottom <= _THIN and right - left >= _THIN:
                    middle = round(height - (top + bottom) / 2)
                    if _TOP_EDGE * height < middle < _BOTTOM_EDGE * height:
                        lines.setdefault(middle, set()).update((round(left), round(right)))
            page.close()
            yield [
                (middle, tuple(_merged(ends)))
                for middle, ends in sorted(lines.items())
                if len(_merged(ends)) > _FRAME
            ]


def _merged(ends: Iterable[int]) -> list[int]:
    """Take ends that all but touch for one."""
    merged: list[int] = []
    for end in sorted(ends):
        if not merged or end - merged[-1] > _TOUCHES:
            merged.append(end)
    return merged


def _tables(
    rules: Sequence[tuple[float, tuple[int, ...]]], rows: Sequence[_Row], body: float
) -> list[tuple[float, float]]:
    """Return where tables begin and end on a page: rules of like width, and no paragraph between."""
    spans: list[tuple[float, float]] = []
    for (top, ends), (bottom, others) in zip(rules, rules[1:], strict=False):
        like = abs(ends[0] - others[0]) <= _SAME_HEIGHT and abs(ends[-1] - others[-1]) <= _SAME_HEIGHT
        between = [row for row in rows if top < _middle(row) < bottom]
        parted = any(
            is_caption(row.text.strip())
            or row.look.size > body + 0.6
            or (candidate(row.text.strip()) and row.right - row.left > 0.5 * (ends[-1] - ends[0]))
            for row in between
        )
        if not like or parted:
            continue
        if spans and spans[-1][1] == top:
            spans[-1] = (spans[-1][0], bottom)
        else:
            spans.append((top, bottom))
    return spans


def _split_notes(rows: Sequence[_Row], body: float) -> tuple[list[_Row], dict[str, str]]:
    """Part a page's text from the footnotes below it, which are returned by their marks."""
    last = max((row.bottom for row in rows if row.look.size > body - _SMALLER), default=0.0)
    rule = next((row.top for row in rows if _RULE.fullmatch(row.text.strip())), None)
    text: list[_Row] = []
    notes: dict[str, str] = {}
    mark = ""
    for row in rows:
        below = row.top > (rule if rule is not None else last) - 1
        if not below or row.look.size > body - _SMALLER:
            text.append(row)
            continue
        begun = _begins_note(row)
        if begun:
            mark, words = begun
            notes[mark] = words
        elif mark:
            notes[mark] = f"{notes[mark]} {row.text.strip()}".strip()
        else:
            text.append(row)
    return text, notes


def _begins_note(row: _Row) -> tuple[str, str] | None:
    text = row.text.strip()
    if _MARK.fullmatch(text) and not text.isalpha():
        return text, ""
    first = row.pieces[0]
    mark = first.text.strip()
    if _MARK.fullmatch(mark) and first.size < row.look.size:
        return mark, row.text[len(first.text) :].strip()
    found = re.match(r"(\d{1,3}|\*{1,4})\s+(?=\S)", text)
    return (found[1], text[found.end() :]) if found else None


def _find_marks(row: _Row, notes: dict[str, str]) -> None:
    """Take the marks of this page's footnotes out of a line."""
    size = row.look.size
    kept: list[_Piece] = []
    for piece in row.pieces:
        mark = piece.text.strip()
        raised = 0 < piece.size < 0.8 * size
        if raised and mark in notes:
            row.marks.append((sum(len(one.text) for one in kept), mark))
        else:
            kept.append(piece)
    row.pieces = kept


def _groups(rows: Sequence[_Row], body: float, limit: float) -> Iterator[_Group]:
    """Gather the lines of a page into blocks."""
    group: _Group | None = None
    for row in rows:
        text = row.text.strip()
        if not text or _LEADERS.search(text) or _RULE.fullmatch(text):
            if group:
                yield group
            group = None
            continue
        if group is not None and not _is_new(row, group.rows[-1], limit):
            group.rows.append(row)
            continue
        if group:
            yield group
        above = group.rows[-1] if group else None
        group = _Group([row], above is None or _is_apart(row, above))
    if group:
        yield group


def _is_new(row: _Row, above: _Row, limit: float) -> bool:
    """Whether a line begins a block, or goes on with the one above."""
    look, before = row.look, above.look
    if _is_apart(row, above) or abs(look.size - before.size) > 0.6:
        return True
    text = row.text.strip()
    if candidate(text) or _SUB_PARAGRAPH.match(text):
        return True
    if is_caption(text) or is_caption(above.text.strip()):
        return True
    ended = above.right < limit - 0.12 * max(limit - above.left, 1)
    if (look.bold, look.italic) != (before.bold, before.italic) and ended:
        return True
    return look.bold and ended and bool(MARKED.match(text))


def _is_apart(row: _Row, above: _Row) -> bool:
    size = max(row.look.size, above.look.size)
    return row.top - above.top > _APART * size or row.top < above.top - size


def _lines(
    group: _Group, notes: dict[str, str], body: float, vocabulary: frozenset[str], limit: float
) -> Iterator[Line]:
    """Turn the lines of a block into one, or into those of a heading that were meant as several."""
    rows = group.rows
    looks = [row.look for row in rows]
    look = Look(
        max(set(one.size for one in looks), key=[one.size for one in looks].count),
        all(one.bold for one in looks),
        all(one.italic for one in looks),
    )
    text = _join(rows, vocabulary)
    small = look.size < body - _SMALLER
    heading = not small and (look.bold or look.italic or look.size > body + 0.6)
    parts = _meant_apart(rows, limit) if heading and len(text) < 400 else [rows]
    for place, part in enumerate(parts):
        marks = [mark for row in part for _, mark in row.marks]
        found = tuple(Footnote(mark, notes[mark]) for mark in marks if mark in notes)
        yield Line(
            _join(part, vocabulary),
            look,
            group.apart if place == 0 else False,
            part[0].page,
            found,
            small,
        )


def _meant_apart(rows: Sequence[_Row], limit: float) -> list[list[_Row]]:
    """Split the lines of a heading where the next word would still have fitted on the line."""
    parts = [[rows[0]]]
    widest = max(row.right for row in rows)
    for above, row in zip(rows, rows[1:], strict=False):
        words = row.text.split()
        letter = (above.right - above.left) / max(len(above.text.strip()), 1)
        room = max(widest, 0.87 * limit) - above.right
        if words and room > (len(words[0]) + 1) * letter:
            parts.append([row])
        else:
            parts[-1].append(row)
    return parts


def _join(rows: Iterable[_Row], vocabulary: frozenset[str]) -> str:
    """Join lines to a text, and the halves of words that were hyphenated."""
    text = ""
    for row in rows:
        line = " ".join(row.text.split())
        if not text:
            text = line
        elif (stem := _before_hyphen(text)) and line[:1].isalpha():
            head, tail = stem.split(" ")[-1], line.split(" ")[0]
            whole = re.sub(r"\W", "", head + tail).lower()
            soft = whole in vocabulary and line[:1].islower()
            hyphen = text[-1] if text[-1] in _PLAIN_HYPHENS else "-"
            text = stem + line if soft else stem + hyphen + line
        elif text.endswith("/") or (text[-2:-1].isdigit() and text.endswith("–")):
            text += line
        else:
            text = f"{text} {line}"
    return text.replace("\u00ad", "-").replace("\x02", "-")


def _before_hyphen(text: str) -> str:
    """Return what stands before the hyphen that a line ends with; empty if it ends with none."""
    found = re.search(rf"(?<=\w) ?{_HYPHENS}$", text)
    return text[: found.start()] if found else ""


def _vocabulary(rows: Iterable[_Row]) -> frozenset[str]:
    """Return the words that stand whole on a line."""
    words: set[str] = set()
    for row in rows:
        words.update(word.lower() for word in re.findall(r"[^\W\d_]{4,}", row.text))
    return frozenset(words)


