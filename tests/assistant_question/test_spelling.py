import pytest

from assistant.question.spelling import Vocabulary
from corpus import Document
from index.storage.vocabulary import count_words


@pytest.fixture(scope="module")
def vocabulary(report: Document) -> Vocabulary:
    return Vocabulary.of(count_words([report]))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("vacine horading", "vaccine hoarding"),
        ("wat shuld qatar do abuot monitering", "wat should qatar do about monitoring"),
        ("disinfomation deths in countrys", "disinformation deaths in country"),
        ("When did he visit Quatar?", "When did he visit Qatar?"),
        ("Who is Virginia Dandann?", "Who is Virginia Dandan?"),
    ],
)
def test_misspelt_words_are_read_as_the_report_spells_them(
    vocabulary: Vocabulary, typed: str, read: str
) -> None:
    assert vocabulary.correct(typed) == read


@pytest.mark.parametrize(
    ("typed", "words", "read"),
    [
        ("the Comittee", "committee comity", "the Committee"),  # a generic name
        ("the Ministeral talks", "ministerial minister", "the Ministerial talks"),
        ("a convenshun", "convention convenes", "a convention"),  # by its sound
        ("in twon", "two town", "in town"),  # letters that have changed places
        ("payrol", "patrol payroll", "payroll"),  # one letter of two equal ones
        ("out of shool", "school stool", "out of school"),  # a word that hardly anyone uses
        ("the stat", "stay state", "the state"),  # the end is left out
        ("wher did he go", "when", "where did he go"),
        ("wich plan", "with which", "which plan"),  # the first word asks
        ("an honoured neighbour", "honour neighbouring", "an honoured neighbour"),
        ("the Moldovan plan by Macron", "moldova macro", "the Moldovan plan by Macron"),
    ],
)
def test_the_likeliest_slip_decides(typed: str, words: str, read: str) -> None:
    assert Vocabulary(tuple(words.split()), frozenset()).correct(typed) == read


@pytest.mark.parametrize(
    "question",
    [
        "Give me the gist of the wording on insecure jobs, couldn't you?",  # English, not in it
        "What did Starmer say about Brazil?",  # names of others
        "A/HRC/53/32, para. 14, SARS-CoV-2, 2019-nCoV",
        "NGOs and the WHO",
    ],
)
def test_other_words_are_left_alone(vocabulary: Vocabulary, question: str) -> None:
    assert vocabulary.correct(question) == question


def test_names_are_the_words_with_a_capital_but_for_the_roles(vocabulary: Vocabulary) -> None:
    assert {"qatar", "sweden", "dandan", "costa", "dutch"} <= vocabulary.names
    assert not {"the", "expert", "council", "solidarity", "states"} & vocabulary.names


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What did the chief lawyer say about taxes?", ()),  # the reports may say it otherwise
        ("Going on a trip, did he walk?", ()),  # a first word has a capital
        ("What couldn't he do?", ()),  # half of a shortened word is no word
        ("Did he talk about jabs in Doha or in Brazil?", ("jabs", "Doha", "Brazil")),
        ("What Was The Chief Lawyer Told About Taxes?", ()),  # capitals throughout
        ("Quinoa is grown where?", ("Quinoa",)),  # no dictionary has it
        ("Did they mention NATO?", ("NATO",)),
    ],
)
def test_only_names_and_rare_words_are_said_to_be_in_no_report(
    vocabulary: Vocabulary, question: str, named: tuple[str, ...]
) -> None:
    assert vocabulary.unknown(question) == named
