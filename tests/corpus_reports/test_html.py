"""HTML pages: every visible word is text or labelled, and the numbers are those that people see."""

import time
from pathlib import Path

import pytest

from corpus.block import BOX, CAPTION, CHART, FURNITURE, HIDDEN, SMALL, STRUCK, TABLE
from corpus.errors import UnreadableReport
from corpus.read import read_document
from corpus.readers.formats import read_blocks


def blocks_of(folder: Path, body: str, name: str = "a.html") -> list[tuple[str, str]]:
    path = folder / name
    path.write_text(body, encoding="utf-8")
    return [(block.text, block.label) for block in read_blocks(path)]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>1. He gave <del>four</del> <ins>five</ins>.</p>", [("four", STRUCK)]),
        ("<p>1. He gave <s>four </s>five.</p>", [("four", STRUCK)]),
        ("<p>1. He gave <i style='display: none'>four </i>five.</p>", [("four", HIDDEN)]),
        ("<style>.x, b.y{display:none}</style><p>1. He gave <b class=y>4 </b>five.</p>",
         [("4", HIDDEN)]),
        ("<p>1. He gave <i aria-hidden=true>five</i>.</p>", []),
        ("<p>1. He gave <i style='opacity: 0'>four </i>five.</p>", [("four", HIDDEN)]),
        ("<p>1. He gave <i style='position:absolute; left:-9999px'>four </i>five.</p>",
         [("four", HIDDEN)]),
        ("<p>1. He gave five.</p><div role=banner>Panel</div>", [("Panel", FURNITURE)]),
        ("<p>1. He gave five.</p><div class=related-posts>More</div>", [("More", FURNITURE)]),
        ("<p>1. He gave five.</p><div class=print-button>Print</div>", [("Print", FURNITURE)]),
        ("<p>1. He gave five.</p><form><label>Search</label></form>", [("Search", FURNITURE)]),
        ("<p>1. He gave five.</p><div class=footnotes><p>1 See A.</p></div>",
         [("1 See A.", SMALL)]),
        ("<p>1. He gave five.</p><p hidden>2. No.</p>", [("2. No.", HIDDEN)]),
        ("<p>1. He gave five.</p><template>2. No.</template>", [("2. No.", HIDDEN)]),
        ("<p>1. He gave five.</p><footer>Privacy</footer>", [("Privacy", FURNITURE)]),
        ("<p>1. He gave five.</p><div class='cookie-banner'>Ok?</div>", [("Ok?", FURNITURE)]),
        ("<p>1. He gave five.</p><div class='social'>Share</div>", [("Share", FURNITURE)]),
        ("<p>1. He gave five.</p><figure><figcaption>Photo</figcaption></figure>",
         [("Photo", CAPTION)]),
        ("<p>1. He gave five.</p><aside>More</aside>", [("More", BOX)]),
        ("<p>1. He gave five.</p><svg><text>12%</text></svg>", [("12%", CHART)]),
        ("<p>1. He gave five.</p><table><caption>Aid</caption><tr><td>a<td>b<tr><td>c<td>d"
         "</table>", [("Aid", CAPTION), ("a | b ‖ c | d", TABLE)]),
    ],
)  # fmt: skip
def test_words_that_belong_to_no_paragraph_are_labelled(
    tmp_path: Path, page: str, expected: list[tuple[str, str]]
) -> None:
    found = blocks_of(tmp_path, f"<html><body>{page}</body></html>")
    assert found == [("1. He gave five.", ""), *expected]


def test_a_paragraph_is_text_whatever_the_class_around_it(tmp_path: Path) -> None:
    page = "<div class='menu'><p>1. The menu was read.</p></div><p class='social-aid'>2. Aid.</p>"
    assert blocks_of(tmp_path, page) == [("1. The menu was read.", ""), ("2. Aid.", "")]


@pytest.mark.parametrize(
    ("items", "numbers"),
    [
        ("<ol reversed><li>a<li>b<li>c</ol>", ["3. a", "2. b", "1. c"]),
        ("<ol start='one'><li>a<li value='x'>b</ol>", ["1. a", "2. b"]),
        ("<ol start=' 5th'><li>a<li value=-1>b<li>c</ol>", ["5. a", "-1. b", "0. c"]),
        ("<ol type=a start=26><li>a<li>b</ol>", ["(z) a", "(aa) b"]),
        ("<ol type=I start=3999><li>a<li>b</ol>", ["(MMMCMXCIX) a", "4000. b"]),
        ("<ol><li><li>b</ol>", ["1.", "2. b"]),
        ("<ol style='list-style: lower-roman'><li>a<li>b</ol>", ["(i) a", "(ii) b"]),
        ("<ol><li>4. written<li>5. written</ol>", ["4. written", "5. written"]),
    ],
)
def test_lists_are_numbered_as_browsers_number_them(
    tmp_path: Path, items: str, numbers: list[str]
) -> None:
    assert [text for text, _ in blocks_of(tmp_path, items)] == numbers


def test_a_list_of_many_items_takes_time_in_proportion(tmp_path: Path) -> None:
    def seconds(count: int) -> float:
        start = time.perf_counter()
        assert len(blocks_of(tmp_path, f"<ol>{'<li>An item.' * count}</ol>")) == count
        return time.perf_counter() - start

    seconds(10)
    assert seconds(8000) < 30 * seconds(800)  # 100 if it grew with the square


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>1.<td>The well is dry.<tr><td>2.<td>It is salt.</table>",
        "<table><tr><td>1<td><td>The well is dry.<tr><td>2<td><td>It is salt.</table>",
        "<div>1.</div><div>The well is dry.</div><div>2.</div><div>It is salt.</div>",
        "<p><span class=num>1</span>The well is dry.</p><p><b>2.</b><b>It is salt.</b></p>",
        "<body>1. The well<br>is dry.<br>2. It is salt.</body>",
        "<pre>1. The well\nis dry.\n2. It is salt.</pre>",
        "<!-- long --><p>1. The well is dry.</p><html><body><p>2. It is salt.</p></body></html>",
        "<table><tr><td>Menu<td><p>1. The well is dry.</p><p>2. It is salt.</p></table>",
    ],
)
def test_numbers_and_texts_are_joined_however_the_page_is_laid_out(
    tmp_path: Path, page: str
) -> None:
    texts = [text for text, label in blocks_of(tmp_path, page) if not label and text != "Menu"]
    assert texts == ["1. The well is dry.", "2. It is salt."]


@pytest.mark.parametrize(
    "page",
    [
        "<p>1. One.<sup>1</sup> Two<sup>2</sup>.</p><hr><p><sup>1</sup> See A.</p>"
        "<p><sup>2</sup> See B.</p>",
        "<p>1. One.<i class=superscript>1</i> Two<i class=sup>2</i>.</p><hr>"
        "<p><i class=superscript>1</i> See A.</p><p><i class=sup>2</i> See B.</p>",
        "<p>1. One.<sup><a href='#f1'>1</a></sup> Two<a href='#f2'>[2]</a>.</p>"
        "<ol><li id=f1>See A. <a href='#x'>↩</a></li><li id=f2>See B.</li></ol>",
        "<p>1. One.<sup>1</sup> Two<sup>2</sup>.</p><h2>Notes</h2><ol><li>See A.<li>See B.</ol>",
        "<p>1. One.<a id=r1 href='#n1'><sup>1</sup></a> Two<a href='#n2'><sup>2</sup></a>.</p>"
        "<p><a id=n1 href='#r1'>1</a> See A.</p><p><a name=n2>2</a> See B.</p>",
    ],
)
def test_notes_are_given_to_their_paragraph(tmp_path: Path, page: str) -> None:
    path = tmp_path / "A_1_2.html"
    path.write_text(page)
    first, *rest = [block for block in read_blocks(path) if not block.level]
    assert (first.text, rest) == ("1. One. Two.", [])
    assert [(note.mark, note.text) for note in first.notes] == [("1", "See A."), ("2", "See B.")]


def test_what_only_looks_like_a_note_mark_stays(tmp_path: Path) -> None:
    page = (
        "<p>1. See paragraph <a href='#p2'>2</a>: CO<sub>2</sub>, 10<sup>6</sup> km<sup>2</sup>, "
        "the 1<sup>st</sup>.</p><p id=p2>2. The second paragraph.</p>"
    )
    assert blocks_of(tmp_path, page) == [
        ("1. See paragraph 2: CO2, 10⁶ km², the 1st.", ""),
        ("2. The second paragraph.", ""),
    ]


@pytest.mark.parametrize(
    ("encoding", "head", "text"),
    [
        ("gb2312", "<meta charset=gb2312>", "专家组三月访问了北部的水井"),
        ("cp1251", "<meta http-equiv=x content='text/html; charset=windows-1251'>", "Группа там."),
        ("iso8859_6", "<meta charset='ISO-8859-6'>", "تقرير الفريق"),
        ("utf-8", "<meta charset=utf-8>", "Le comité"),
        ("utf-16", "", "Le comité"),
        ("cp1251", f"<p class={'x' * 900}>", "Группа посетила северные колодцы в марте и апреле."),
        ("utf-8", "<meta charset=windows-1251>", "Группа посетила северные колодцы."),
    ],
)
def test_a_page_is_decoded_as_browsers_decode_it(
    tmp_path: Path, encoding: str, head: str, text: str
) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(
        f"<html><head>{head}</head><body><p>1. {text}</p></body></html>".encode(encoding)
    )
    assert read_blocks(path)[-1].text == f"1. {text}"


def test_deep_pages_are_read_whole_or_refused(tmp_path: Path) -> None:
    deep = "<div>{}1. Deep.{}</div><p>2. After.</p>"
    page = deep.format("<div>" * 500, "</div>" * 500)
    assert [text for text, _ in blocks_of(tmp_path, page)] == ["1. Deep.", "2. After."]
    with pytest.raises(UnreadableReport, match="nested too deeply"):
        blocks_of(tmp_path, deep.format("<div>" * 5000, "</div>" * 5000))


def test_markdown_counts_lazy_numbers_and_reads_its_head_notes_and_strokes(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "---\nlayout: x\nsymbol: 'A/HRC/99/1'\n---\n# Report on wells\n\n1. One[^n] ~~two~~ three."
        "\n1. Four `[^n]`.\n\n    3. Indented.\n\n[^n]: See *A/1/1*,\n    page 2.\n"
    )
    document = read_document(path)
    assert document.symbol == "A/HRC/99/1"
    one, four, three = [p for p in document.paragraphs if p.number]
    assert (one.number, one.text) == ("1", "One three.")
    assert [(note.mark, note.text) for note in one.footnotes] == [("1", "See A/1/1, page 2.")]
    assert (four.number, four.text) == ("2", "Four [^n].")
    assert three.text == "Indented."
