"""Take the last change of a library back: publish the build before it again, without encoding."""

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

from corpus.errors import LibraryDamaged, LibraryMissing
from index.storage.location import Location
from index.storage.originals import prune_originals
from index.storage.publishing import current, prune, publish, writing


def restore(location: Location, earlier: str, later: str) -> bool:
    """Publish the build ``earlier`` again as a new build, if ``later`` is the current one.

    Files of a build are never changed, so the new build is made of links to them. This takes a
    moment, where adding a removed report again would encode all its passages.

    Args:
        location: the library.
        earlier: the name of a build, from before the change that is taken back.
        later: the name of the build that this change made.

    Returns:
        Whether it was done. It is not if another build was published meanwhile, if ``earlier`` has
        been removed, or if the library is in an engine: the caller then builds as usual.

    Raises:
        LibraryBusy: another process is building this library.
        LibraryUnwritable: the disk is full, or the folder cannot be written.
    """
    if not isinstance(location, Path):
        return False
    folder = location / "builds" / earlier
    with writing(location), suppress(LibraryMissing, LibraryDamaged):
        if current(location).name != later or not earlier or not folder.is_dir():
            return False
        publish(location, new_name(), lambda draft: _link(folder, draft))
        prune(location)
        prune_originals(location)
        return True
    return False


def new_name() -> str:
    """Return the name of a new build, which begins with the time in UTC: names have an order."""
    now = time.time_ns()
    stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime(now // 10**9))
    return f"{stamp}-{now % 10**9:09}"


def _link(folder: Path, draft: Path) -> None:
    shutil.copytree(folder, draft, copy_function=_link_or_copy, dirs_exist_ok=True)


def _link_or_copy(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:  # the file system has no links
        shutil.copy2(source, target)
    return target
