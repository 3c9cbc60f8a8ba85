"""The files by which other people's pipelines call the check name commands and options that there are."""

import json
import os
import re
import subprocess

import pytest
import typer.main
import yaml
from folders import EXAMPLES, ROOT
from typer.testing import CliRunner

from erasmus_cli.cli.app import app

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


@pytest.mark.skipif(os.name == "nt", reason="the programs that stand in are scripts of sh")
@pytest.mark.parametrize("programs", ["bin", "Scripts"])
def test_the_action_finds_its_program_and_hands_over_paths_and_options(programs, tmp_path):
    def stands_in(path, script):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)

    runner, variables, told = tmp_path / "our runner", tmp_path / "env", tmp_path / "told"
    stands_in(runner / "erasmus" / programs / "pip", f'echo pip "$@" >> {told}')
    stands_in(runner / "erasmus" / programs / "erasmus", f'echo erasmus "$@" >> {told}')
    stands_in(tmp_path / "path" / "python3", ":")
    environment = {
        "PATH": f"{tmp_path / 'path'}:{os.environ['PATH']}",
        "RUNNER_TEMP": str(runner),
        "GITHUB_ACTION_PATH": "/action",
        "GITHUB_ENV": str(variables),
        "PATHS": "drafts/ a.yaml",
        "ARGUMENTS": "--strict",
    }
    for step in yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]:
        if variables.exists():
            environment |= [variables.read_text("utf-8").strip().split("=", 1)]
        subprocess.run(["bash", "-eo", "pipefail", "-c", step["run"]], env=environment, check=True)
    assert told.read_text("utf-8").splitlines() == [
        "pip install --quiet /action",
        "erasmus check --format github --strict -- drafts/ a.yaml",
    ]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--on", "2026-12-01"], "the exit code is 1, as --strict counts calls that have closed: 1"),
        (["--on", "2026-01-05", "--ignore", "CON"], "as --strict counts rules that were left out"),
    ],
)
def test_strict_says_why_it_fails_where_no_finding_does(options, told):
    example = str(EXAMPLES / "ka210-school-2026.yaml")
    run = CliRunner().invoke(app, ["check", example, "--format", "github", "--strict", *options])
    assert (run.exit_code, run.stdout) == (1, "")
    assert told in run.stderr
    run = CliRunner().invoke(app, ["check", example, "--format", "github", "--strict", "--on", "2026-01-05"])
    assert (run.exit_code, run.stderr) == (0, "")


def variables(command):
    """The variables of the options of a command and all below it."""
    own = {one.envvar for one in command.params if one.envvar}
    below = command.list_commands(None) if hasattr(command, "list_commands") else ()
    return own.union(*(variables(command.get_command(None, name)) for name in below))


def test_one_page_lists_every_variable_of_an_option():
    page = (ROOT / "docs" / "how-to" / "python-and-ci.md").read_text("utf-8")
    assert set(re.findall(r"`(ERASMUS_\w+)`", page)) == variables(typer.main.get_command(app))


def checked(tmp_path, *arguments, **variables):
    path = tmp_path / "a.yaml"
    path.write_text("call: 2026\n", "utf-8")
    return CliRunner().invoke(app, ["check", str(path), *arguments], env=variables)


@pytest.mark.parametrize(
    ("variables", "arguments", "code"),
    [
        ({}, [], 0),
        ({"ERASMUS_STRICT": "1"}, [], 1),
        ({"ERASMUS_STRICT": "0"}, [], 0),
        ({"ERASMUS_STRICT": ""}, [], 0),
        ({"ERASMUS_STRICT": "perhaps"}, [], 2),
        ({"ERASMUS_ON": "soon"}, [], 2),
        ({"ERASMUS_ON": "soon"}, ["--on", "2026-01-01"], 0),
        ({"ERASMUS_FORMAT": "xml"}, [], 2),
        ({"ERASMUS_JOBS": "0"}, [], 2),
        ({"ERASMUS_COLOR": "pink"}, [], 2),
    ],
)
def test_a_variable_stands_for_its_option_and_the_command_line_comes_first(
    tmp_path, variables, arguments, code
):
    assert checked(tmp_path, *arguments, **variables).exit_code == code


def test_the_usual_format_leaves_the_ending_of_a_file_its_say(tmp_path):
    out = tmp_path / "o.csv"
    assert json.loads(checked(tmp_path, ERASMUS_FORMAT="jsonl").stdout)["call"] == 2026
    checked(tmp_path, "-o", str(out), ERASMUS_FORMAT="jsonl")
    assert out.read_text("utf-8").startswith("\ufefffile,line,")
    checked(tmp_path, "-o", str(out), "--force", "--format", "jsonl", ERASMUS_FORMAT="csv")
    assert json.loads(out.read_text("utf-8"))["call"] == 2026


def test_one_proposal_is_reported_in_full_whatever_is_usual_for_many(tmp_path):
    assert checked(tmp_path, ERASMUS_JOBS="4").stdout == checked(tmp_path).stdout
