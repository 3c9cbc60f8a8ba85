"""The page on many proposals does what it says, on a cluster of two workers."""

import json
import re
import subprocess
import sys

import pytest
from folders import ROOT
from generated import proposals

from erasmus_cli import check_lines

PAGE = ROOT / "docs" / "scale.md"


@pytest.mark.slow
def test_dask_gives_what_one_process_gives(tmp_path):
    pytest.importorskip("distributed")
    lines = [json.dumps(made.data) for made in proposals(40)]
    (tmp_path / "proposals").mkdir()
    for part in range(2):
        file = tmp_path / "proposals" / f"{part}.jsonl"
        file.write_text("".join(f"{line}\n" for line in lines[part::2]), "utf-8")
    program = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), flags=re.DOTALL)[1]
    (tmp_path / "run.py").write_text(program, "utf-8")
    subprocess.run([sys.executable, "run.py"], cwd=tmp_path, check=True, timeout=300, capture_output=True)
    written = sorted((tmp_path / "verdicts").glob("*.jsonl"))
    found = [json.loads(line) for file in written for line in file.read_text("utf-8").splitlines()]
    wanted = [row.report for row in check_lines(lines)]
    assert sorted(row["report"] for row in found) == sorted(wanted)
