"""What the page for browsers runs: the program itself, on a text instead of a file."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from folders import EXAMPLES, ROOT

PAGE = ROOT / "packaging" / "browser"
EXAMPLE = (EXAMPLES / "ka210-school-2026.yaml").read_text(encoding="utf-8")
AS_THE_PAGE = """
import json, sys
sys.path.insert(0, {page!r})
from commands import run
wish = json.load(sys.stdin)
answer = run(**wish)
sys.__stdout__.write(json.dumps(vars(answer)))
"""


def on_the_page(folder: Path, proposal: str, *arguments: str, language: str = "en") -> dict[str, Any]:
    """What the module of the page answers, in an interpreter of its own as in a browser."""
    wish = {"proposal": proposal, "arguments": list(arguments), "columns": 60, "language": language}
    code = AS_THE_PAGE.format(page=str(PAGE))
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        input=json.dumps(wish),
        capture_output=True,
        text=True,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_it_says_what_the_command_says(tmp_path: Path) -> None:
    check = ("check", "proposal.yaml", "--on", "2026-02-01")
    answer = on_the_page(tmp_path, EXAMPLE, *check, language="fi")
    done = subprocess.run(
        [sys.executable, "-m", "erasmus_cli", *check],
        cwd=tmp_path,
        env={**os.environ, "COLUMNS": "60", "ERASMUS_LANG": "fi", "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert answer == {"code": done.returncode, "said": done.stdout, "told": done.stderr}
    assert answer["code"] == 0
    assert "päivää" in answer["said"]


def test_exit_codes_come_through(tmp_path: Path) -> None:
    longer = EXAMPLE.replace("months: 18", "months: 60")
    assert longer != EXAMPLE
    assert on_the_page(tmp_path, longer, "check", "proposal.yaml")["code"] == 1
    broken = on_the_page(tmp_path, "months: [", "check", "proposal.yaml")
    assert (broken["code"], broken["said"]) == (2, "")
    assert broken["told"].startswith("proposal.yaml:2:1: this is not YAML")


def test_drafts_are_left_as_files(tmp_path: Path) -> None:
    names = ["draft.html", "draft.md", "draft.txt"]
    wishes = [part for name in names for part in ("-o", name)]
    assert on_the_page(tmp_path, EXAMPLE, "draft", "proposal.yaml", *wishes)["code"] == 0
    assert all((tmp_path / name).stat().st_size > 1000 for name in names)


def test_the_page_names_no_other_host_and_allows_none() -> None:
    page = (PAGE / "index.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert "connect-src 'self'" in page
    for file in PAGE.glob("*.*"):
        assert "://" not in file.read_text(encoding="utf-8"), file
