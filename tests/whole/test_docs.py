"""The pages say what the tool does: commands run, the sample is what is printed, all is up to date."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from folders import ROOT
from typer.testing import CliRunner

from erasmus_cli.cli.app import app

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^erasmus (.*?)(?:\s+#.*)?$", README, flags=re.MULTILINE)


@pytest.mark.slow
def test_the_made_pages_are_up_to_date():
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "make.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_the_benchmark_runs_and_measures_what_is_aimed_at():
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "benchmark.py", "--quick", "--format", "json"],
        capture_output=True,
        text=True,
        check=True,
    )
    report = json.loads(done.stdout)
    figures = (*report["rates"].values(), *(ratio["value"] for ratio in report["ratios"]))
    assert all(figure > 0 for figure in figures)
    assert sum(ratio["aim"] is not None for ratio in report["ratios"]) >= 7


def test_the_sample_of_the_readme_is_what_is_printed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    proposal, sample = (
        re.search(rf"```{kind}\n(.*?)```", README, flags=re.DOTALL)[1] for kind in ("yaml", "text")
    )
    Path("proposal.yaml").write_text(proposal, encoding="utf-8")
    result = CliRunner().invoke(app, ["check", "proposal.yaml"])
    assert sample.strip() in result.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_readme_is_one(command):
    words = shlex.split(command.partition(">")[0])
    name = words[:2] if words[0] in ("guide", "organisation") else words[:1]
    options = [word for word in words if word.startswith("-") and word != "--lang"]  # goes with each command
    help_text = CliRunner().invoke(app, [*name, "--help"], env={"COLUMNS": "200"}).stdout
    assert help_text.startswith("Usage:")
    assert all(option in help_text for option in options)


def test_there_are_commands_in_the_readme():
    assert len(COMMANDS) > 10


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#:]+)\)", README))
def test_every_page_that_the_readme_names_is_there(link):
    assert (ROOT / link).exists()
