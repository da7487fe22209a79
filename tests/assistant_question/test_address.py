"""Addresses as people type them, in the bundled report and in reports with annexes and notes."""

import pytest

from assistant.evidence.quote import omitted, quote_lookup
from assistant.question.lookup import look_up
from corpus import Document
from corpus.document import SUMMARY, locate
from tests.addressed import MADE, labels, quoted


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("§ 23", "23"), ("§23", "23"), ("§§ 10-12", "10 11 12"), ("¶ 23?", "23"),
        ("¶¶ 10–12", "10 11 12"),
        ("para 23 please", "23"), ("paragraph twenty-three", "23"),
        ("paragraph twenty three", "23"),
        ("the twenty-third paragraph", "23"), ("the 23rd paragraph", "23"),
        ("fiftieth paragraph", "50"),
        ("explain paragraph 41", "41"), ("simplify paragraph 41", "41"),
        ("comment on paragraph 41", "41"), ("Translate paragraph 41 to French", "41"),
        ("paraphrase paragraph 41", "41"), ("dissect paragraph 41, would you", "41"),
        ("Can you put paragraph 41 in simple words?", "41"), ("What is meant by para. 41?", "41"),
        ("paras 10-12 and 15", "10 11 12 15"), ("paras. 10, 11 & 15", "10 11 15"),
        ("paragraphs ten to twelve", "10 11 12"), ("paragraphs 12 - 10", "10 11 12"),
        ("paragraph 5 and paragraph 7", "5 7"), ("para. 23 (a)", "23"), ("para no. 5", "5"),
        ("paragraph number 5", "5"), ("para #5", "5"), ("para: 5", "5"), ("par. 5", "5"),
        ("PARA 5", "5"), ("a/78/176 § 50", "50"), ("A/78/176, para. 50", "50"),
        ("the last paragraph", "76"), ("final paragraph?", "76"),
        ("What does the last paragraph say?", "76"),
        ("the last three paragraphs", "74 75 76"), ("the last 2 paragraphs", "75 76"),
        ("the penultimate paragraph", "75"), ("second to last paragraph", "75"),
        ("first paragraph", "1"), ("the opening paragraph", "1"), ("first two paragraphs", "1 2"),
        ("last paragraph of section II.A", "14"), ("last paragraph of the conclusions", "76"),
        ("first paragraph of the introduction", "1"),
        ("section II A", "8 9 10 11 12 13 14"), ("section ii.a", "8 9 10 11 12 13 14"),
        ("Section II, part A", "8 9 10 11 12 13 14"), ("sec. III.C", "48 49"), ("III.C", "48 49"),
        ("section 5", "75 76"), ("chapter five", "75 76"),
        ("main findings", "75 76"), ("key recommendations", "75 76"),
        ("what does the report conclude", "75 76"), ("What are the report's conclusions?", "75 76"),
        ("what does it recommend?", "75 76"), ("list the most important recommendations", "75 76"),
    ],
)  # fmt: skip
def test_an_address_is_read_as_it_is_typed(report: Document, question: str, numbers: str) -> None:
    assert labels(look_up(question, [report])) == numbers.split()


@pytest.mark.parametrize(
    "question",
    [
        "give me the gist", "what's it about, briefly?", "tl;dr", "tldr", "TL;DR please",
        "summarise",
        "summary please", "Summarize this document in three sentences",
        "What is this report about?",
        "the report in a nutshell", "What are the key points?", "give me an overview", "sum it up",
        "what does this report deal with?", "executive summary", "abstract", "quick summary?",
    ],
)  # fmt: skip
def test_a_summary_is_quoted_whole(report: Document, question: str) -> None:
    summary = next(p for p in report.paragraphs if p.part == SUMMARY)
    assert quoted(look_up(question, [report])) == [summary.text]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("who wrote it, when, for whom?", ["Okafor", "7 July 2023", "General Assembly"]),
        ("who is the author?", ["Okafor"]),
        ("Who wrote the report?", ["Okafor"]),
        ("who submitted this report", ["Okafor"]),
        ("by whom was it written?", ["Okafor"]),
        ("what is the date of this report?", ["7 July 2023"]),
        ("When was the report published?", ["7 July 2023"]),
        ("date of the document", ["7 July 2023"]),
        ("title of the report", ["Report of the Independent Expert"]),
        ("What is the report called?", ["Report of the Independent Expert"]),
        ("Who is the report addressed to?", ["General Assembly"]),
        ("at which session was the report presented?", ["Seventy-eighth session"]),
    ],
)
def test_the_masthead_says_who_when_and_for_whom(
    report: Document, question: str, words: list[str]
) -> None:
    found = look_up(question, [report])
    assert found is not None
    assert found.kind == "masthead"
    text = "\n".join(quoted(found))
    assert all(word in text for word in words)


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("first sentence of para. 1", ["One begins."]),
        ("last sentence of paragraph 1", ["One ends."]),
        ("the second sentence of para. 1", ["It goes on."]),
        ("sentence 2 of para. 1", ["It goes on."]),
        ("first two sentences of para 1", ["One begins.", "It goes on."]),
        ("the first sentence of the summary", ["The first sentence."]),
        ("the last sentence of the report", ["Five."]),
        ("first sentence of the introduction", ["One begins."]),
        ("annex II, para. 4", ["Annex two, four."]),
        ("paragraph 4 of annex II", ["Annex two, four."]),
        ("annex 2 para 4", ["Annex two, four."]),
        ("para. 4", ["Four."]),
        ("What does annex I say?", ["Annex one, one."]),
        ("section II.A.2", ["Three."]),
        ("section II A 1", ["Two."]),
        ("section B", ["Four."]),
        ("section A.1", ["Two."]),
        ("page 2", ["The first sentence. The second sentence. The third sentence.",
                    "One begins. It goes on. One ends.", "Two."]),
        ("p. 4", ["Annex one, one.", "Annex two, four."]),
        ("footnote 3", ["Note three."]),
        ("footnotes 1 and 3", ["Note one.", "Note three."]),
        ("the third footnote", ["Note three."]),
        ("what does note 2 say?", ["Note two."]),
        ("fn. 2", ["Note two."]),
        ("the date and the title of the report",
         ["7 May 2024", "Report of the Special Rapporteur, Ann Example"]),
    ],
)  # fmt: skip
def test_sentences_annexes_pages_and_notes_are_quoted(question: str, texts: list[str]) -> None:
    assert quoted(look_up(question, [MADE])) == texts


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("para. 99", "para. 99"), ("§ 99", "para. 99"), ("paragraph ninety-nine", "para. 99"),
        ("paras. 99-120", "paras. 99-120"), ("annex III, para. 4", "annex III, para. 4"),
        ("annex II, para. 9", "annex II, para. 9"), ("annex VII", "annex VII"),
        ("section IX", "section IX"), ("section II.C", "section II.C"), ("page 99", "page 99"),
        ("footnote 99", "footnote 99"), ("the ninth sentence of para. 1", "ninth sentence"),
    ],
)  # fmt: skip
def test_what_a_report_does_not_have_is_named(question: str, missing: str) -> None:
    found = look_up(question, [MADE])
    assert found is not None
    assert (found.paragraphs, found.missing, found.reply) == ((), (missing,), "")


def test_a_range_that_ends_after_the_report_is_quoted_as_far_as_it_goes() -> None:
    found = look_up("paragraphs 4 to 7", [MADE])
    assert labels(found) == ["4", "5"]
    assert found is not None
    assert found.missing == ("paras. 6-7",)


def test_of_many_paragraphs_the_answer_knows_how_many_are_not_quoted(report: Document) -> None:
    found = look_up("paragraphs 1 to 76", [report])
    assert found is not None
    citations = quote_lookup(found)
    assert len(citations) == 20
    assert [c.quote.paragraph.number for c in citations] == [str(n) for n in range(1, 21)]
    assert omitted(found) == 56


@pytest.mark.parametrize(
    ("question", "reply"), [("page 7", "no_pages"), ("footnote 3", "no_notes")]
)
def test_a_file_without_pages_or_notes_is_no_report_without_the_page(
    report: Document, question: str, reply: str
) -> None:
    found = look_up(question, [report])
    assert found is not None
    assert (found.reply, found.missing) == (reply, (question,))


def test_a_footnote_is_located_where_its_paragraph_is() -> None:
    found = look_up("footnote 3", [MADE])
    assert found is not None
    (citation,) = quote_lookup(found)
    assert str(citation) == "A/79/1, para. 4, footnote 3"
    assert locate(citation.quote.paragraph, [MADE]) == (MADE, 7)
