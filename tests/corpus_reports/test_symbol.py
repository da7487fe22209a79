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
        ("A_79_7_Add.13", "A/79/7/Add.13"),
        ("A_80_15__Part_II_", "A/80/15 (Part II)"),
        ("A_81_6__Sect._9_", "A/81/6 (Sect. 9)"),
        ("S_RES_2769__2025_", "S/RES/2769 (2025)"),
        ("A_79_811-S_2025_138", "A/79/811-S/2025/138"),
        ("A_ES-10_1043, S_2025_529.en", "A/ES-10/1043-S/2025/529"),
        ("A_HRC_53_36_AdvanceUneditedVersion", "A/HRC/53/36"),
        ("a-hrc-50-37-en", "A/HRC/50/37"),
        ("ICCD_COP(8)_CST_8", "ICCD/COP(8)/CST/8"),
        ("IMG_2024_1", None),
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


@pytest.mark.parametrize(
    "written",
    [
        "UNEP/EA.5/HLS.1",
        "A/AC.105/C.2/L.327",
        "NPT/CONF.2026/PC.II/WP.33",
        "GEGN.2/2025/35",
        "IDB.51/CRP.2",
        "A/RES/S-27/1",
        "E/CN.4/Sub.2/2003/12/Rev.2",
        "FCCC/SBSTA/2011/Misc.14",
        "S/PV.9000 (Resumption 1)",
        "CEDAW/C/SR.1234",
        "S/PV.9818",
        "A/S-30/PV.1",
        "UNEP/EA.6/Res.1",
        "E/CN.4/Sub.2/AC.5/1999/WP.6",
        "A/RES/217 A (III)",
        "A/RES/3201 (S-VI)",
        "A/79/6 (Sect. 3)/Corr.1",
        "A/79/5 (Vol. I)/Add.1",
        "A/80/6 (Introduction)",
        "A/75/6 (Plan outline)",
        "GC(67)/RES/13",
    ],
)
def test_a_symbol_is_the_whole_of_its_line_in_any_case(written: str) -> None:
    assert symbol.whole(written) == written
    assert symbol.in_text(f"see {written.lower()}, para. 3", any_case=True) == (written,)


@pytest.mark.parametrize("written", ["S/RES/2202(2015)", "s/res/2202 (2015)"])
def test_the_year_of_a_resolution_has_a_space_before_it(written: str) -> None:
    assert symbol.normalise(written) == "S/RES/2202 (2015)"


def test_a_remark_in_brackets_is_no_part_of_a_symbol() -> None:
    assert symbol.in_text("A/HRC/44/44 (English only), A/78/1 (See para. 3)") == (
        "A/HRC/44/44",
        "A/78/1",
    )


@pytest.mark.parametrize("between", ["-", "–", " — ", " "])
def test_either_half_of_a_joint_symbol_names_the_document(between: str) -> None:
    joint = symbol.whole(f"A/79/811{between}S/2025/138")
    assert joint == "A/79/811-S/2025/138"
    assert symbol.names(joint) == (joint, "A/79/811", "S/2025/138")


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("A/81/6", "A/81/6 (Sect. 9)", True),
        ("DP-FPA/2025/1", "DP/FPA/2025/1", True),
        ("S/2025/138", "A/79/811-S/2025/138", True),
        ("A/78/17", "A/78/176", False),
        ("A/79/7/Add.1", "A/79/7/Add.13", False),
    ],
)
def test_symbols_are_compared_part_by_part(first: str, second: str, same: bool) -> None:
    assert symbol.same_symbol(first, second) is same
    assert symbol.same_symbol(second, first) is same


def test_finds_symbols_typed_in_any_case() -> None:
    assert symbol.in_text("what is a/hrc/50/37 about", any_case=True) == ("A/HRC/50/37",)


@pytest.mark.parametrize(
    "text", ["and/or", "1/2", "his/her", "TCP/IP", "km/h", "24/7", "HIV/AIDS.12"]
)
def test_other_slashes_are_no_symbols(text: str) -> None:
    assert symbol.in_text(text, any_case=True) == ()


def test_a_resolution_is_two_numbers_and_no_part_of_a_symbol() -> None:
    assert symbol.RESOLUTION.findall("resolutions 26/6 and 2005/55, A/HRC/53/32") == [
        "26/6",
        "2005/55",
    ]
