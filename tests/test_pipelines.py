"""The files by which other people's pipelines call the check name commands and options that there are."""

from pathlib import Path

import yaml
from typer.testing import CliRunner

from erasmus_cli.cli.app import app

ROOT = Path(__file__).parent.parent
HELP = CliRunner().invoke(app, ["check", "--help"], env={"COLUMNS": "200"}).stdout


def test_the_hook_of_pre_commit_checks_files_of_its_name():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hook["entry"] == "erasmus check"
    assert {"id", "name", "language", "files"} <= hook.keys()


def test_the_action_annotates_and_quotes_nothing_into_the_script():
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    steps = action["runs"]["steps"]
    assert action["runs"]["using"] == "composite"
    assert all(step["shell"] == "bash" for step in steps)
    assert "check --format github" in steps[-1]["run"]
    assert "--format" in HELP
    assert "github" in HELP
    # what is put in by ${{ }} would run as a part of the script
    assert not any("${{" in step["run"] for step in steps)
    assert set(action["inputs"]) == {"paths", "arguments"}
