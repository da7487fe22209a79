"""pilcrow brief: its exit status, its files, and what it refuses."""

import json
from pathlib import Path

import docx
import pytest

from assistant.output.anchors import anchor
from assistant.output.brief import FORMATS, VERSION
from assistant.output.citation_styles import STYLES
from assistant.output.i18n import LANGUAGES
from assistant.output.json import span_to_dict
from corpus import Document, Span
from scripts import brief
from tests.commands import error_sentence, run


def test_offers_what_there_is() -> None:
    assert {*brief._STYLES, "BibTeX", "RIS"} == set(STYLES)
    assert brief._LANGUAGES == LANGUAGES
    assert {*brief._FORMATS, "json"} == set(FORMATS)


def saved(folder: Path, report: Document, **changed: object) -> Path:
    """Write a brief of one quotation, with some of its fields changed."""
    paragraph = next(one for one in report.paragraphs if one.number == "50")
    kept = anchor(span_to_dict(Span(paragraph, 0, 40), [report]), [report])
    item = kept | {"kind": "quotation", "note": "Mine"} | changed
    path = folder / "brief.json"
    data = {"pilcrow_brief": VERSION, "title": "T", "items": [item]}
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        ({}, 0, "A/78/176, para. 50: word for word"),
        ({"paragraph": "49"}, 0, "A/78/176, para. 50: the same words, in another paragraph"),
        ({"text": "Xylophones play."}, 1, "A/78/176, para. 50: the report no longer has"),
        ({"document": "A/1/1"}, 1, "A/1/1, para. 50: the report is not in the library"),
    ],
)
def test_says_where_the_words_are_now(
    library: Path,
    report: Document,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    changed: dict[str, object],
    status: int,
    said: str,
) -> None:
    path = saved(tmp_path, report, **changed)
    assert run("brief", "--library", str(library), str(path)) == status
    assert said in capsys.readouterr().out


def test_writes_a_word_document(library: Path, report: Document, tmp_path: Path) -> None:
    path, output = saved(tmp_path, report), tmp_path / "brief.docx"
    assert run("brief", "--library", str(library), str(path), "--output", str(output)) == 0
    styles = [p.style.name for p in docx.Document(str(output)).paragraphs if p.style]
    assert styles == ["Title", "Normal", "Quote", "Normal"]


def test_refuses_what_is_no_brief_before_it_opens_the_library(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "talk.json"
    path.write_text('[{"question": "Who?"}]')
    assert run("brief", "--library", str(tmp_path / "none"), str(path)) == 2
    assert f"{path} is not a brief of Pilcrow" in error_sentence(capsys)
    with pytest.raises(SystemExit):
        run("brief", str(path), "--output", "brief.pdf")
    assert ".csl.json" in capsys.readouterr().err
