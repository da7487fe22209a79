"""The files that pilcrow extract writes, and the list of what is missing."""

from pathlib import Path

import pytest

from tests.commands import run


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("dates", "--output", "dates.pdf"), ".json, .svg, .ics"),
        (("references", "--output", "dates.ics"), ".json, .svg"),
        (("dates", "--missing"), "only references"),
    ],
)
def test_what_cannot_be_written_is_refused_before_the_library_is_opened(
    arguments: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        run("extract", *arguments, "--library", str(tmp_path / "none"))
    assert refused.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.model
def test_pictures_and_calendars_are_files_of_their_kinds(library: Path, tmp_path: Path) -> None:
    for kind, ending, start in (
        ("dates", "svg", b"<svg "), ("dates", "ics", b"BEGIN:VCALENDAR"),
        ("references", "svg", b"<svg "),
    ):  # fmt: skip
        output = tmp_path / f"{kind}.{ending}"
        assert run("extract", kind, "--library", str(library), "--output", str(output)) == 0
        assert output.read_bytes().startswith(start)


@pytest.mark.model
def test_what_is_missing_is_listed_with_where_it_is_cited(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("extract", "references", "--missing", "--library", str(library)) == 0
    expected = (
        "A/HRC/53/32 (3)\n    A/78/176, paras. 3, 42 and 47\n    https://docs.un.org/en/A/HRC"
    )
    assert expected in capsys.readouterr().out
