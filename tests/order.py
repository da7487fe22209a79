"""The order in which modules begin, so that the workers of pytest-xdist end about together."""

from pathlib import Path

TESTS = Path(__file__).parent
# The first module makes the library for which others would wait. The next ones need no library.
FIRST = (
    "assistant_web/test_access.py",
    "assistant_web/test_gradio_patches.py",
    "whole_program/test_fuzz.py",
)
# The folders whose modules take longest. The modules of the other folders fill what is left.
FOLDERS = ("assistant_web", "whole_program", "index_libraries", "scripts_commands")


def place_of(path: Path) -> tuple[int, int]:
    """Return by what the tests of a module are sorted; those that are equal keep their order."""
    module = path.relative_to(TESTS).as_posix() if path.is_relative_to(TESTS) else ""
    folder = module.partition("/")[0]
    return (
        FIRST.index(module) if module in FIRST else len(FIRST),
        FOLDERS.index(folder) if folder in FOLDERS else len(FOLDERS),
    )
