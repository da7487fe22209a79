"""Add many files at once as the page does, and check what the page is told each second.

    python -m scripts.measuring.many_files FOLDER... --number 40 --cancel-at 24

A server is started on a new library in a temporary folder, and the first files of the folders are
sent to it. Meanwhile, a question is asked each second. After ``--cancel-at`` files have been added,
the others are cancelled. The script prints how long questions took, how each file ended, and what
is wrong: a state that follows another out of order, a report that is said to be in the library and
is not, or the other way round. The exit status is 1 if anything is wrong.
"""

import argparse
import itertools
import secrets
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scripts.measuring.uploads import Page, server

_ORDER = ("waiting", "reading", "decide", "queued", "adding", "stopping")
_ENDS = ("added", "replaced", "known", "refused", "failed", "cancelled")


def main(argv: Sequence[str] | None = None) -> int:
    """Send the files and print what happened; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--number", type=int, default=40, help="number of files that are sent")
    parser.add_argument("--cancel-at", type=int, default=0, help="cancel after so many are added")
    parser.add_argument("--kind", default="pdf", help="ending of the files")
    options = parser.parse_args(argv)
    found = (
        path for folder in options.folders for path in sorted(folder.glob(f"*.{options.kind}"))
    )
    files = list(itertools.islice(found, options.number))
    with tempfile.TemporaryDirectory() as folder, server(Path(folder)) as (port, _):
        return _try(Page(port), files, options.cancel_at)


def _try(page: Page, files: Sequence[Path], cancel_at: int) -> int:
    page.ask()  # the models are loaded
    visit, wrong = secrets.token_hex(16), list[str]()
    begins = time.monotonic()
    for path in files:
        page.list(visit, path.read_bytes(), do="add", name=path.name)
    print(f"{len(files)} files sent in {time.monotonic() - begins:.1f} s", flush=True)
    seen, waits, cancelled = page.list(visit), list[float](), False
    while any(one["busy"] for one in seen):
        asked = time.monotonic()
        page.ask()
        waits.append(time.monotonic() - asked)
        now = page.list(visit)
        wrong += _out_of_order(seen, now)
        if [one["state"] for one in now] != [one["state"] for one in seen]:
            print(f"{time.monotonic() - begins:6.1f} s  {_counts(now)}", flush=True)
        seen = now
        if cancel_at and not cancelled and _counts(seen)["added"] >= cancel_at:
            cancelled = True
            seen = page.list(visit, do="cancel")
            print(f"{time.monotonic() - begins:6.1f} s  cancelled: {_counts(seen)}", flush=True)
        time.sleep(1)
    waits.sort()
    print(f"{len(waits)} questions meanwhile: median {waits[len(waits) // 2]:.2f} s, "
          f"longest {waits[-1]:.2f} s")  # fmt: skip
    wrong += _differences(page, seen)
    for one in seen:
        why = " ".join(one["said"])[:120] if one["state"] in ("refused", "failed", "decide") else ""
        print(f"{one['state']:10} {one['name']}  {why}")
    print("\n".join(wrong) or "Nothing is wrong.")
    return bool(wrong)


def _counts(entries: Sequence[dict[str, Any]]) -> Counter[str]:
    return Counter(one["state"] for one in entries)


def _out_of_order(earlier: Sequence[dict[str, Any]], later: Sequence[dict[str, Any]]) -> list[str]:
    places = {state: place for place, state in enumerate((*_ORDER, *_ENDS))}
    return [
        f"{old['name']}: {old['state']} and then {new['state']}"
        for old, new in zip(earlier, later, strict=True)
        if old["state"] != new["state"]
        and (old["state"] in _ENDS or places[new["state"]] < places[old["state"]])
    ]


def _differences(page: Page, entries: Sequence[dict[str, Any]]) -> list[str]:
    """Return where the library is not as the list says."""
    there = page.documents()
    said = {one["key"] for one in entries if one["state"] in ("added", "replaced", "known")}
    not_said = {one["key"] for one in entries if one["key"]} - said
    wrong = [f"{key} is said to be added, and is not there" for key in said if key not in there]
    wrong += [f"{key} is there, and is not said to be" for key in not_said if key in there]
    return wrong + [
        f"{one['name']} is not added, and no reason is given"
        for one in entries
        if one["state"] in ("refused", "failed", "decide") and not one["said"]
    ]


if __name__ == "__main__":
    raise SystemExit(main())
