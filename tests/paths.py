"""Files that tests read."""

import os
import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent
QUESTIONS = Path(__file__).parent / "questions" / "A_78_176.dev.jsonl"
CHROMIUM = (
    os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
)
# Real documents, for measuring; they are not part of the project.
UN_DOCUMENTS = Path(os.environ.get("UN_DOCUMENTS") or ROOT.parent / "shared" / "data" / "un")
