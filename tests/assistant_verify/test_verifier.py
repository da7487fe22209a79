"""The verdicts on the quotations of a draft, with the library of the bundled report."""

import pytest

from assistant.verify import Verdict, Verifier
from assistant.verify.output import to_text
from corpus.errors import BadQuestion
from index import Index

pytestmark = pytest.mark.model

QATAR = "visited Qatar from 2 to 10 September 2019"
VISITS = "had the opportunity to carry out fact-finding visits in the following States"


@pytest.fixture(scope="module")
def verifier(index: Index) -> Verifier:
    return Verifier(index)


def only(verifier: Verifier, text: str) -> Verdict:
    (verdict,) = verifier.verify(text)
    return verdict


def places(verdict: Verdict) -> list[str]:
    return [span.paragraph.label for span in verdict.places]


def test_found(verifier: Verifier) -> None:
    verdict = only(verifier, f"He “{QATAR}” (A/78/176, para. 61).")
    assert (verdict.outcome, places(verdict)) == ("found", ["61"])
    assert verdict.places[0].text == QATAR


@pytest.mark.parametrize(
    "citation", ["A/78/176", "A/78/176, paras. 60–62", "ibid.", "A/78/176, sect. IV"]
)
def test_found_in_a_range_or_anywhere_in_the_document(verifier: Verifier, citation: str) -> None:
    assert only(verifier, f"See A/78/176. He “{QATAR}” ({citation}).").outcome == "found"
    assert only(verifier, f"He “{QATAR}” (A/78/176, sect. II).").outcome == "elsewhere"


def test_found_without_a_source_says_so(verifier: Verifier) -> None:
    verdict = only(verifier, f"He “{QATAR}”.")
    assert (verdict.outcome, verdict.remarks) == ("found", ("The draft names no source.",))


def test_all_places_are_named_the_cited_one_first(verifier: Verifier) -> None:
    words = "the Independent Expert on human rights and international solidarity"
    everywhere = places(only(verifier, f"“{words}” (A/78/176)."))
    assert len(everywhere) > 3
    last = next(label for label in reversed(everywhere) if label.isdecimal())
    cited = only(verifier, f"“{words}” (A/78/176, para. {last}).")
    assert (cited.outcome, places(cited)[0]) == ("found", last)
    assert sorted(places(cited)) == sorted(everywhere)


def test_found_elsewhere(verifier: Verifier) -> None:
    verdict = only(verifier, f"He “{QATAR}” (A/78/176, para. 62).")
    assert (verdict.outcome, places(verdict)) == ("elsewhere", ["61"])
    verdict = only(verifier, f"He “{QATAR}” (A/78/176, para. 199).")
    assert (verdict.outcome, verdict.remarks[0]) == ("elsewhere", "A/78/176 has no para. 199.")


@pytest.mark.parametrize(
    ("quotation", "change", "weight"),
    [
        ("visited Qatar from 2 to 12 September 2019", "changed", "number"),
        ("visited Quito from 2 to 10 September 2019", "changed", ""),
        ("visited Qatar not from 2 to 10 September 2019", "added", "negation"),
        ("visited Qatar 2 to 10 September 2019", "left out", ""),
        ("must visit Qatar from 2 to 10 September 2019", "changed", "modal verb"),
    ],
)
def test_drift_names_the_differing_words(
    verifier: Verifier, quotation: str, change: str, weight: str
) -> None:
    verdict = only(verifier, f"He “{quotation}” (A/78/176, para. 61).")
    assert (verdict.outcome, places(verdict)) == ("drift", ["61"])
    assert (change, weight) in {(one.change, one.weight) for one in verdict.differences}


def test_an_insertion_that_replaces_a_number_is_drift(verifier: Verifier) -> None:
    verdict = only(verifier, "“visited Qatar from 2 to [12] September 2019” (A/78/176, para. 61)")
    assert verdict.outcome == "drift"
    assert [(one.report, one.weight) for one in verdict.differences] == [("10", "number")]


def test_a_citation_at_the_end_of_a_quotation_is_part_of_it_or_the_author_s_own(
    verifier: Verifier,
) -> None:
    end = f"{QATAR} (see A/HRC/44/44/Add.1)."
    assert only(verifier, f"He “{end}” (A/78/176, para. 61).").outcome == "found"
    assert only(verifier, f"He “{QATAR} (A/78/176, para. 61).”").outcome == "found"
    other = only(verifier, f"He “{end.replace('44/44', '44/45')}” (A/78/176, para. 61).")
    assert other.outcome == "drift"
    assert [(one.quoted, one.report) for one in other.differences] != []


def test_an_unmarked_cut_and_an_unmarked_join_are_named(verifier: Verifier) -> None:
    cut = f"{VISITS}: Sweden, Qatar and Costa Rica"
    verdict = only(verifier, f"“{cut}” (A/78/176, para. 50)")
    assert (verdict.outcome, verdict.remarks) == (
        "drift", ("Words are left out without an ellipsis.",),
    )  # fmt: skip
    verdict = only(verifier, f"“{VISITS} {QATAR}” (A/78/176, para. 50)")
    assert (verdict.outcome, places(verdict)) == ("drift", ["50", "61"])
    assert "joined without a mark" in verdict.remarks[0]


def test_absent(verifier: Verifier) -> None:
    verdict = only(
        verifier, "“The moon is of green cheese and of other things” (A/78/176, para. 5)"
    )
    assert (verdict.outcome, verdict.places) == ("absent", ())


def test_not_checked(verifier: Verifier) -> None:
    verdict = only(verifier, f"He “{QATAR}” (A/HRC/44/44, para. 5).")
    assert (verdict.outcome, places(verdict)) == ("not_checked", ["61"])
    assert verdict.remarks[0] == "A/HRC/44/44 is not in the library."
    french = "La solidarité internationale est un principe du droit que les États ont reconnu"
    assert only(verifier, f"«{french}» (A/78/176)").outcome == "not_checked"
    assert only(verifier, "He says “that it never ends").outcome == "not_checked"


def test_too_short_unless_a_citation_adjoins(verifier: Verifier) -> None:
    assert only(verifier, "He speaks of “visited Qatar”.").outcome == "too_short"
    assert only(verifier, "He “visited Qatar” (A/78/176, para. 61).").outcome == "found"
    assert only(verifier, "He “visited Qatar” (A/78/176, para. 62).").outcome == "elsewhere"
    (verdict,) = verifier.verify("He speaks of “visited Qatar”.", least_words=2)
    assert verdict.outcome == "found"


def test_titles_footnotes_and_the_words_of_a_report_that_quotes(verifier: Verifier) -> None:
    assert places(only(verifier, "“Human rights and international solidarity”"))[0] == "title"


def test_a_word_cut_at_the_end_of_a_line(verifier: Verifier) -> None:
    verdict = only(
        verifier, "He “visited Qatar from 2 to 10 Sep-\ntember 2019” (A/78/176, para. 61)"
    )
    assert verdict.outcome == "found"
    verdict = only(verifier, "“the opportunity to carry out fact-\nfinding visits” (A/78/176)")
    assert verdict.outcome == "found"


def test_an_empty_text_is_refused(verifier: Verifier) -> None:
    with pytest.raises(BadQuestion, match="The text is empty"):
        verifier.verify(" \n")


def test_what_the_terminal_shows(verifier: Verifier) -> None:
    text = "He “visited Qatar from 2 to 12 September 2019” (A/78/176, para. 61)."
    shown = to_text(verifier.verify(text)).splitlines()
    assert shown[0] == "DRIFT  “visited Qatar from 2 to [-12-] September 2019”"
    assert "    The draft has “12”, the report “10” (number)" in shown
    assert shown[-1] == "1 quotation: 1 drift"
    assert "\033[31mDRIFT" in to_text(verifier.verify(text), colour=True)
    assert to_text(verifier.verify("No quotation.")) == "There is no quotation."
