import re

import pytest

from assistant.question.entities import find_entities
from assistant.question.states import fold, states

NAMES = frozenset({"sweden", "qatar", "macron", "sahel"})


def texts(question: str) -> list[str]:
    return [entity.text for entity in find_entities(question, NAMES)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("When did he visit Norway?", ["Norway"]),
        ("and norway?", ["norway"]),
        ("What did Qatari workers say in 2019?", ["Qatari", "2019"]),
        ("What did Mr. António Guterres say?", ["António Guterres"]),
        ("What did the Security Council decide?", ["Security Council"]),
        ("what did WHO say about the 43 recommendations", ["WHO", "43"]),
        ("What do A/HRC/50/37 and resolution 53/5 say?", ["A/HRC/50/37", "53/5"]),
        ("What Did The Expert Say In Sweden", ["Sweden"]),
        ("who is macron", ["macron"]),
        ("Poverty in Latin America and the Sahel", ["Latin America", "Sahel"]),
        ("Did the US or the UK object?", ["US", "UK"]),
        ("On 23 April, how many were there?", []),
        ("Tell us what the Human Rights Council decided", []),
        ("What does the UN say? I'd like to know", []),
    ],
)  # fmt: skip
def test_names_years_numbers_and_documents_are_found(question: str, expected: list[str]) -> None:
    assert texts(question) == expected


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Norway", "the Norwegian Government"),
        ("Qatari workers", "a visit to Qatar"),
        ("What happened in Doha?", "the laws of Qatar"),
        ("the Dutch position", "the Kingdom of the Netherlands"),
        ("WHO", "the World Health Organization (WHO)"),
        ("what did WHO say", "the World Health Organization said"),
        ("the World Health Organization", "WHO set a goal"),
        ("the Security Council", "the Council, in its Security work"),
        ("In A/HRC/50/37", "see a/hrc/50/37, para. 3"),
        ("in 2019?", "from 2019 to 2021"),
        ("the Swedes", "Sweden’s policy"),
    ],
)
def test_an_entity_is_mentioned_in_any_of_its_forms(question: str, text: str) -> None:
    entity, *_ = find_entities(f"what about {question}", NAMES)
    assert entity.is_in(text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Norway", "the visit to Sweden"),
        ("the Security Council", "the Human Rights Council"),
        ("Niger", "the Nigerian Government"),
        ("in 2019", "in 20190 cases"),
        ("In A/HRC/50/37", "see A/HRC/50/3"),
        ("the US", "tell us"),
        ("Guinea-Bissau", "the Government of Papua New Guinea"),
    ],
)
def test_an_entity_is_not_found_in_what_resembles_it(question: str, text: str) -> None:
    entity, *_ = find_entities(f"what about {question}", NAMES)
    assert not entity.is_in(text)


def test_every_form_of_every_state_is_found_as_texts_print_it() -> None:
    _, forms = states()
    for form in map(str.title, forms):  # abbreviations in small letters are words
        for printed in (
            form,
            form.upper(),
            form.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}"),
            form.replace("-", "\N{NON-BREAKING HYPHEN}"),
            form.replace(" ", "\N{NO-BREAK SPACE}"),
            form.upper().replace(" ", "\n"),
        ):
            (entity,) = find_entities(f"What did {printed} say?", frozenset())
            assert entity.kind == "state"


def test_whatever_the_pattern_of_the_states_takes_for_a_letter_is_looked_up() -> None:
    pattern, forms = states()
    letters = sorted({character for form in forms for character in form})
    everything = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x30000))))
    alike = {letter: re.findall(re.escape(letter), everything, re.IGNORECASE) for letter in letters}
    for form in forms:
        for position, letter in enumerate(form):
            for other in alike[letter]:
                printed = form[:position] + other + form[position + 1 :]
                for match in pattern.finditer(printed):
                    assert fold(match[0]) in forms
