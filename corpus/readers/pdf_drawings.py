"""The labels of text in charts and in boxes on a PDF page.

The letters of a chart are between its drawn areas, or they are turned. A box is a frame or a shaded
area around some of the lines.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.block import BOX, CAPTION, CHART, is_caption
from corpus.numerals import candidate
from corpus.readers.pdf_columns import Body
from corpus.readers.pdf_letters import Rectangle
from corpus.readers.pdf_page import Page, TextLine

_THIN = 3.0  # a drawing that is thinner than this is a rule, in points
# The drawings of a chart are at most this far apart, in points. A chart has at least so many.
_NEAR, _LEAST_DRAWINGS = 24.0, 5
# A drawing that covers more than this share of the page is its background.
_BACKGROUND = 0.75
# The lines of a title are at most this many type sizes apart.
_CLOSE = 1.4
# A box is at least this wide and high, in points.
_BOX_WIDTH, _BOX_HEIGHT = 100.0, 20.0
_BOX_TITLE = re.compile(r"Box\b(?! and)", re.IGNORECASE)


def label_charts(page: Page, body: Body) -> None:
    """Label the lines that are turned, and the short lines between the drawings of a chart."""
    for line in page.flow:
        if not line.upright:
            line.label = CHART
    flow = page.flow
    prose = [line for line in flow if body.holds(line)]
    areas = [area for area in _areas(page) if not any(_is_in(line, area) for line in prose)]
    for chart in _clusters(areas):
        for line in flow:
            if _is_in(line, chart) and not body.holds(line) and not candidate(line.text.strip()):
                line.label = CHART


def label_captions(page: Page) -> None:
    """Label the numbers of tables and figures, and the lines of the title below them."""
    flow = page.flow
    caption: TextLine | None = None
    for index, line in enumerate(flow):
        above = flow[index - 1] if index else None
        # The last line of a paragraph can be "Table 3".
        begins = is_caption(line.text.strip()) and not (above and _is_below(line, above))
        caption = line if begins or (caption and _is_below(line, caption)) else None
        if caption:
            line.label = CAPTION


def _is_below(line: TextLine, caption: TextLine) -> bool:
    close = 0 < line.top - caption.top < _CLOSE * line.style.size
    return close and abs(line.left - caption.left) < _THIN and not candidate(line.text.strip())


def label_boxes(page: Page, *, numbered: bool) -> None:
    """Label the lines of boxes that are titled "Box", or that count from 1.

    Args:
        page: the page.
        numbered: whether a numbered paragraph is on an earlier page.
    """
    flow = page.flow
    for area in [*_areas(page), *_frames(page)]:
        if area[2] - area[0] < _BOX_WIDTH or area[3] - area[1] < _BOX_HEIGHT:
            continue
        lines = [line for line in flow if _is_in(line, area)]
        if len(lines) < 2 or len(lines) == len(flow):
            continue
        numbers = [found.number for line in lines if (found := candidate(line.text.strip()))]
        above = any(line.middle < area[1] and candidate(line.text.strip()) for line in flow)
        counts = bool(numbers) and numbers[0] == (1,) and (numbered or above)
        if _BOX_TITLE.match(lines[0].text.strip()) or counts:
            for line in lines:
                line.label = BOX
            flow = page.flow


def _areas(page: Page) -> list[Rectangle]:
    """Return the drawings that are no rules and no background of the page."""
    return [
        (left, top, right, bottom)
        for left, top, right, bottom in page.drawings
        if right - left > _THIN and _THIN < bottom - top < _BACKGROUND * page.height
    ]


def _frames(page: Page) -> Iterator[Rectangle]:
    """Yield the frames that are drawn as four rules."""
    sides = [area for area in page.drawings if area[2] - area[0] <= _THIN < area[3] - area[1]]
    sides.sort(key=lambda side: (round(side[1]), side[0]))
    for first, second in pairwise(sides):
        if max(abs(first[1] - second[1]), abs(first[3] - second[3])) < _THIN:
            yield first[0], first[1], second[2], first[3]


def _is_in(line: TextLine, area: Rectangle) -> bool:
    left, top, right, bottom = area
    return (
        top <= line.middle <= bottom and left - _THIN <= line.left and line.right <= right + _THIN
    )


def _clusters(areas: Sequence[Rectangle]) -> Iterator[Rectangle]:
    """Yield the rectangle around each group of drawings that are near each other in height."""
    group: list[Rectangle] = []
    end = 0.0
    for area in sorted(areas, key=lambda area: area[1]):
        if group and area[1] > end + _NEAR:
            yield from _chart(group)
            group = []
        end = max(end, area[3]) if group else area[3]
        group.append(area)
    yield from _chart(group)


def _chart(group: Sequence[Rectangle]) -> Iterator[Rectangle]:
    if len(group) >= _LEAST_DRAWINGS:
        lefts, tops, rights, bottoms = zip(*group, strict=True)
        yield (
            min(lefts) - _NEAR,
            min(tops) - _NEAR / 2,
            max(rights) + _NEAR,
            max(bottoms) + _NEAR / 2,
        )
