"""Run the project's own checks: formatting, lint, types and the direction of imports."""

import argparse
import subprocess
import sys
from collections.abc import Sequence

CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy", "corpus", "index", "assistant", "scripts", "tests"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run every check, also after one has failed, and return 1 if any did."""
    argparse.ArgumentParser(prog="pilcrow check", description=__doc__).parse_args(argv)
    failed = [name for name, *rest in CHECKS if _fails(["-m", name, *rest])]
    contracts = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    if _fails(["-c", contracts]):
        failed.append("import-linter")
    print(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def _fails(arguments: Sequence[str]) -> bool:
    print(f"$ python {' '.join(arguments)}", flush=True)
    return subprocess.run([sys.executable, *arguments], check=False).returncode != 0


if __name__ == "__main__":
    raise SystemExit(main())
