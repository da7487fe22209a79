"""What the server does for the tables of the source panel, to which anything may be sent."""

import base64
from typing import Any

import pytest

from assistant.web.tables import Tables
from index import Index

pytestmark = pytest.mark.model
DATES: dict[str, Any] = {"kind": "dates", "key": "A/78/176#English", "offset": 0, "limit": 500}


@pytest.fixture(scope="module")
def tables(index: Index) -> Tables:
    return Tables(index)


def rows(tables: Tables, **asked: Any) -> dict[str, Any]:
    found = tables.list_rows(DATES | asked)
    assert found
    return found


def test_pages_make_up_the_whole(tables: Tables) -> None:
    whole = rows(tables, sort="start")
    assert whole["total"] == whole["all"] == len(whole["rows"]) > 3
    parts = [rows(tables, sort="start", offset=i, limit=1) for i in range(whole["total"])]
    assert [part["rows"][0] for part in parts] == whole["rows"]
    counted = tables.count_rows(DATES)
    assert counted
    assert counted["dates"] == whole["total"]
    everything = rows(tables, key="", left_out=[])
    assert everything["total"] == whole["total"]
    assert rows(tables, key="", left_out=["A/78/176#English"])["all"] == 0


def test_a_file_has_the_rows_that_fit(tables: Tables) -> None:
    file = tables.save_rows(DATES | {"format": "md", "words": "Sweden", "language": "fr"})
    assert file
    assert file["name"] == "pilcrow-dates.md"
    lines = base64.b64decode(file["content"]).decode().splitlines()
    assert lines[0].startswith("| Document | Référence |")
    assert len(lines) == 2 + rows(tables, words="Sweden")["total"] > 2
    assert all("Sweden" in line for line in lines[2:])


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "no such kind"},
        {"kind": ["dates"]},
        {"kind": None},
    ],
)
def test_there_is_no_table_of_another_kind(tables: Tables, asked: dict[str, Any]) -> None:
    assert tables.list_rows(DATES | asked) is None
    assert tables.save_rows(DATES | asked | {"format": "csv"}) is None


def test_anything_may_be_sent(tables: Tables) -> None:
    sent: list[dict[str, Any]] = [
        {"offset": -5, "limit": -1},
        {"offset": "x", "limit": None, "sort": "no such column"},
        {"offset": 10**30, "limit": 10**30},
        {"chosen": [1, 2], "words": 7, "left_out": "x", "down": "yes"},
        {"key": "A/1/1#English"},
        {"key": {}, "left_out": [None, {}]},
        {"chosen": {"exactness": None}},
    ]
    for asked in sent:
        found = rows(tables, **asked)
        assert found["total"] <= found["all"]
        assert len(found["rows"]) <= 500
    assert tables.save_rows(DATES | {"format": "exe"}) is None
    assert tables.count_rows({}) == {"recommendations": 0, "dates": 0, "references": 0}
