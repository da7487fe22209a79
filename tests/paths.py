"""Files that tests read."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
QUESTIONS = Path(__file__).parent / "questions" / "A_78_176.dev.jsonl"
