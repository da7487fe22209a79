import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.read import bundled_reports
from tests.longer import FIGURES, at_length
from tests.paths import ROOT
from tests.report_files import write_html, write_markdown

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None,
    reason="atheris is not installed: pip install 'pilcrow[long]'",
)
SECONDS = at_length(5, 180)


def test_fuzzing_that_is_led_by_the_program_finds_no_fault(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    files = (bundled_reports()[0], write_markdown(tmp_path), write_html(tmp_path))
    for kind, file in enumerate(files):
        (seeds / file.name).write_bytes(bytes([kind]) + file.read_bytes()[:6_000])
    (seeds / "question").write_bytes(b"\4What do paras. 3 to 5 of section II.A of A/1/1 say?")
    (seeds / "questions").write_bytes(b'\5{"id": 1, "question": "Who?", "history": ["When?"]}\n')
    done = subprocess.run(
        [sys.executable, "-m", "tests.guided", f"-max_total_time={SECONDS}", "-max_len=8000",
         f"-artifact_prefix={tmp_path}/", "-timeout=120", "-print_final_stats=1", str(seeds)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS + 900,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    tried = re.search(r"stat::number_of_executed_units: (\d+)", done.stderr)
    assert tried
    FIGURES["inputs led by what the program did (atheris)"] += int(tried[1])
