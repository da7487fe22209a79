import pytest

from corpus import symbol


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("A_78_176-EN", "A/78/176"),
        ("A_HRC_53_32", "A/HRC/53/32"),
        ("a_hrc_44_44_add.1-en", "A/HRC/44/44/Add.1"),
        ("A_81_6 (SECT. 9)", "A/81/6 (Sect. 9)"),
        ("CEDAW_C_CAF_CO_6", "CEDAW/C/CAF/CO/6"),
        ("S_2024_145", "S/2024/145"),
        ("report", None),
        ("australia2011", None),
        ("1971-09-29_A_L.632-EN", None),
    ],
)
def test_reads_a_symbol_from_a_file_name(stem: str, expected: str | None) -> None:
    assert symbol.from_file_name(stem) == expected


def test_finds_symbols_in_text_once_each_in_order() -> None:
    text = "See A/HRC/44/44/Add.1, A/HRC/44/44 and CCPR/C/21/Rev.1/Add.13; again A/HRC/44/44."
    assert symbol.in_text(text) == (
        "A/HRC/44/44/Add.1",
        "A/HRC/44/44",
        "CCPR/C/21/Rev.1/Add.13",
    )


def test_finds_symbols_typed_in_any_case() -> None:
    assert symbol.in_text("what is a/hrc/50/37 about", any_case=True) == ("A/HRC/50/37",)


@pytest.mark.parametrize("text", ["and/or", "1/2", "his/her", "TCP/IP", "km/h", "24/7"])
def test_other_slashes_are_no_symbols(text: str) -> None:
    assert symbol.in_text(text, any_case=True) == ()


def test_a_resolution_is_two_numbers_and_no_part_of_a_symbol() -> None:
    assert symbol.RESOLUTION.findall("resolutions 26/6 and 2005/55, A/HRC/53/32") == [
        "26/6",
        "2005/55",
    ]
