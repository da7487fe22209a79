"""The numbers of Word documents are those that Word prints."""

from pathlib import Path
from time import process_time

import pytest

from corpus.block import BOX, HIDDEN, TABLE, Block
from corpus.read import read
from corpus.readers.docx import read_docx
from tests.word_files import TEXTS, item, level, lists, p, run, table, write_docx

TITLE = p("Report of the Panel on the monitoring of wells")


def texts(path: Path) -> list[str]:
    return [block.text for block in read_docx(path) if not block.label]


def starts(path: Path) -> list[str]:
    """Return the first words of the blocks."""
    return [text.split(" ")[0] for text in texts(path)]


def labelled(path: Path) -> list[Block]:
    return [block for block in read_docx(path) if block.label]


@pytest.mark.parametrize("form", ["%1.", "%1", "%1)", "(%1)", "%1 -", "%1.-"])
def test_the_main_list_numbers_paragraphs_in_every_form(tmp_path: Path, form: str) -> None:
    body = TITLE + "".join(map(item, TEXTS))
    path = write_docx(tmp_path, body, lists(level(0, form)))
    numbered = [p for p in read(path).document.paragraphs if p.number]
    assert [(p.number, p.text) for p in numbered] == [
        (str(number), text) for number, text in enumerate(TEXTS, start=1)
    ]


def test_a_list_in_brackets_below_typed_numbers_stays_a_list(tmp_path: Path) -> None:
    typed = [f"{number}. {text}" for number, text in enumerate(TEXTS, start=1)]
    body = "".join([*map(p, typed[:3]), item("Pumps;"), item("Wells."), *map(p, typed[3:])])
    path = write_docx(tmp_path, body, lists(level(0, "%1)")))
    assert texts(path)[3:5] == ["1) Pumps;", "2) Wells."]


def test_levels_restart_as_their_definition_says(tmp_path: Path) -> None:
    never, second = '<w:lvlRestart w:val="0"/>', '<w:lvlRestart w:val="1"/>'
    levels = level(0, "%1.", "upperRoman") + level(1, "%2.", "upperLetter")
    body = "".join(item("x", depth) for depth in (0, 1, 2, 2, 1, 2, 0, 1, 2))
    for more, expected in (
        ("", ["I.", "A.", "1.", "2.", "B.", "1.", "II.", "A.", "1."]),
        (never, ["I.", "A.", "1.", "2.", "B.", "3.", "II.", "A.", "4."]),
        (second, ["I.", "A.", "1.", "2.", "B.", "3.", "II.", "A.", "1."]),
    ):
        path = write_docx(tmp_path, body, lists(levels + level(2, "%3.", more=more)))
        assert starts(path) == expected


def test_a_level_can_show_the_levels_above_and_only_figures(tmp_path: Path) -> None:
    levels = level(0, "%1.", "upperRoman") + level(1, "%1.%2", more="<w:isLgl/>")
    body = "".join(item("X", depth) for depth in (0, 1, 1, 0, 1))
    assert starts(write_docx(tmp_path, body, lists(levels))) == ["I.", "1.1", "1.2", "II.", "2.1"]
    plain = levels.replace("<w:isLgl/>", "")
    assert starts(write_docx(tmp_path, body, lists(plain)))[-1] == "II.1"


def test_a_list_can_override_levels_and_starts_of_its_definition(tmp_path: Path) -> None:
    override = (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="7"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        f"{level(0, '(%1)', 'lowerLetter')}</w:lvlOverride></w:num>"
    )
    body = "".join(item("X", name=name) for name in (1, 1, 2, 2, 1, 3))
    path = write_docx(tmp_path, body, lists(level(0, "%1."), more=override))
    assert starts(path) == ["1.", "2.", "7.", "8.", "9.", "(j)"]


def test_a_definition_can_name_a_style_of_lists(tmp_path: Path) -> None:
    numbering = lists(
        '<w:numStyleLink w:val="Paras"/>', '<w:styleLink w:val="Paras"/>' + level(0, "%1.")
    )
    assert starts(write_docx(tmp_path, item("X") + item("X"), numbering)) == ["1.", "2."]


def test_a_style_numbers_its_paragraphs_and_list_0_takes_the_number_away(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Para"><w:name w:val="Para"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" '
        'w:styleId="Sub"><w:basedOn w:val="Para"/><w:name w:val="Sub"/></w:style>'
    )
    definition = level(0, "%1.", "upperRoman") + level(1, "%2.", more='<w:pStyle w:val="Para"/>')
    para, sub = '<w:pStyle w:val="Para"/>', '<w:pStyle w:val="Sub"/>'
    none = para + '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("X", para) + p("Free.", none) + p("X", sub)
    assert texts(write_docx(tmp_path, body, lists(definition), styles)) == ["1. X", "Free.", "2. X"]


@pytest.mark.parametrize(
    ("form", "first", "last"),
    [
        ("lowerLetter", "a", "bb"),
        ("upperRoman", "I", "XXVIII"),
        ("russianLower", "а", "ю"),
        ("chineseCounting", "一", "二十八"),
        ("ordinal", "1st", "28th"),
        ("none", "", ""),
    ],
)
def test_numbers_have_the_formats_of_word(tmp_path: Path, form: str, first: str, last: str) -> None:
    path = write_docx(tmp_path, item("x") * 28, lists(level(0, "(%1)", form)))
    found = starts(path)
    assert (found[0], found[27]) == (f"({first})", f"({last})")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("AUTONUM", ["1.", "2."]),
        ("AUTONUMLGL", ["1.", "2."]),
        ("AUTONUM \\s )", ["1.", "2."]),
        ("LISTNUM", ["1.", "2."]),
        ("LISTNUM LegalDefault", ["1.", "2."]),
        ("LISTNUM \\l 2", ["a)", "b)"]),
    ],
)
def test_fields_number_paragraphs(tmp_path: Path, code: str, expected: list[str]) -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    field = f"{begin}<w:r><w:instrText> {code} </w:instrText></w:r>{end}"
    path = write_docx(tmp_path, "".join(p(field + run(f" {text}")) for text in TEXTS[:2]))
    assert starts(path) == expected


def test_deleted_paragraphs_count_no_more_and_merge_with_the_next(tmp_path: Path) -> None:
    gone = f"<w:del><w:r><w:delText>{TEXTS[2]}</w:delText></w:r></w:del>"
    deleted = item(TEXTS[0]) + item(gone, mark="<w:del/>") + item(TEXTS[1])
    path = write_docx(tmp_path, deleted)
    assert texts(path) == [f"1. {TEXTS[0]}", f"2. {TEXTS[1]}"]
    assert [(block.text, block.label) for block in labelled(path)] == [(TEXTS[2], HIDDEN)]
    merged = item(TEXTS[0], mark="<w:del/>") + item(TEXTS[1]) + item(TEXTS[2])
    expected = [f"1. {TEXTS[0]} {TEXTS[1]}", f"2. {TEXTS[2]}"]
    assert texts(write_docx(tmp_path, merged)) == expected
    cut = item("The pum", mark="<w:del/>") + item("ps work.")
    assert texts(write_docx(tmp_path, cut)) == ["1. The pumps work."]


def test_moved_paragraphs_are_in_their_new_place(tmp_path: Path) -> None:
    moved = [
        item(f"<w:{kind}>{run(TEXTS[1])}</w:{kind}>", mark=f"<w:{kind}/>")
        for kind in ("moveFrom", "moveTo")
    ]
    body = item(TEXTS[0]) + moved[0] + item(TEXTS[2]) + moved[1]
    expected = [f"{n}. {TEXTS[i]}" for n, i in ((1, 0), (2, 2), (3, 1))]
    assert texts(write_docx(tmp_path, body)) == expected


def test_hidden_paragraphs_are_not_counted(tmp_path: Path) -> None:
    hidden = item(run("Secret.", "<w:vanish/>"), mark="<w:vanish/>")
    path = write_docx(tmp_path, item("One.") + hidden + item("Two."))
    assert texts(path) == ["1. One.", "2. Two."]


def test_numbers_go_on_through_a_table(tmp_path: Path) -> None:
    rows = table(("Recommendation", "Status"), (item(TEXTS[2]), "Done"), (item(TEXTS[3]), "Open"))
    body = item(TEXTS[0]) + item(TEXTS[1]) + rows + item(TEXTS[4])
    path = write_docx(tmp_path, body)
    assert starts(path) == ["1.", "2.", "5."]
    (block,) = labelled(path)
    assert block.label == TABLE
    assert block.text == (f"Recommendation | Status ‖ 3. {TEXTS[2]} | Done ‖ 4. {TEXTS[3]} | Open")


def test_a_table_with_numbers_in_a_column_of_their_own_is_text(tmp_path: Path) -> None:
    for mark in ("1.", "1", "(1)"):
        rows = [(mark.replace("1", str(n)), text) for n, text in enumerate(TEXTS, start=1)]
        path = write_docx(tmp_path, TITLE + table(*rows))
        assert texts(path)[1:] == [f"{n}. {text}" for n, text in enumerate(TEXTS, start=1)]
    by_list = [(item(""), text) for text in TEXTS]
    path = write_docx(tmp_path, TITLE + table(*by_list))
    assert texts(path)[1:] == [f"{n}. {text}" for n, text in enumerate(TEXTS, start=1)]


def test_a_table_whose_numbers_do_not_go_on_is_a_table(tmp_path: Path) -> None:
    rows = [(f"{n}.", text) for n, text in enumerate(TEXTS, start=1)]
    path = write_docx(tmp_path, "".join(map(item, TEXTS[:2])) + table(*rows) + item(TEXTS[3]))
    assert starts(path) == ["1.", "2.", "3."]
    assert [block.label for block in labelled(path)] == [TABLE]


def test_a_box_with_a_list_of_its_own_is_apart(tmp_path: Path) -> None:
    numbering = lists(level(0, "%1."), level(0, "%1."))
    inner = p(run("Good practice", "<w:b/>")) + item("A well.", name=2) + item("Two.", name=2)
    textbox = (
        f"<w:r><w:pict><w:txbxContent>{p('Beside.')}{item('Boxed.')}</w:txbxContent></w:pict></w:r>"
    )
    body = item(TEXTS[0]) + table((inner,)) + item(textbox + run(TEXTS[1])) + item(TEXTS[2])
    path = write_docx(tmp_path, body, numbering)
    assert starts(path) == ["1.", "2.", "3."]
    assert [(block.text, block.label) for block in labelled(path)] == [
        (text, BOX) for text in ("Good practice", "1. A well.", "2. Two.", "Beside.", "1. Boxed.")
    ]


def test_paragraphs_in_a_border_are_a_box(tmp_path: Path) -> None:
    sides = "".join(f'<w:{s} w:val="single"/>' for s in ("top", "left", "bottom", "right"))
    border = f"<w:pBdr>{sides}</w:pBdr>"
    boxed = p("Good practice", border) + p("1. A well.", border) + p("2. Two.", border)
    typed = [p(f"{n}. {text}") for n, text in enumerate(TEXTS, start=1)]
    path = write_docx(tmp_path, "".join([*typed[:3], boxed, *typed[3:]]))
    assert starts(path) == ["1.", "2.", "3.", "4.", "5.", "6."]
    assert [block.label for block in labelled(path)] == [BOX] * 3
    one_list = item(TEXTS[0]) + p(TEXTS[1], border) + item(TEXTS[2])
    assert labelled(write_docx(tmp_path, one_list))[0].text == TEXTS[1]


def test_a_frame_around_paragraphs_of_the_text_is_text(tmp_path: Path) -> None:
    framed = table((item(TEXTS[1]) + item(TEXTS[2]),))
    path = write_docx(tmp_path, item(TEXTS[0]) + framed + item(TEXTS[3]))
    assert starts(path) == ["1.", "2.", "3.", "4."]


def test_long_lists_and_tables_are_read_in_linear_time(tmp_path: Path) -> None:
    def seconds(size: int) -> float:
        rows = table(*[(f"Well {n}", "dry") for n in range(size)])
        path = write_docx(tmp_path, item(TEXTS[0]) * size + rows)
        start = process_time()
        read_docx(path)
        return process_time() - start

    seconds(50)
    assert seconds(2_000) < 12 * seconds(500)
