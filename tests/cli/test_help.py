"""Help that is not cut off, and completion in the four shells."""

import os
import shlex
import subprocess
import sys

import pytest
import typer
from folders import ROOT
from typer.testing import CliRunner

from erasmus_cli.cli.app import app
from erasmus_cli.cli.command_examples import EXAMPLES

EXAMPLE = ROOT / "examples" / "ka210-school-2026.yaml"
ERASMUS = (sys.executable, "-m", "erasmus_cli")


def shown(*arguments, **settings):
    return run(*arguments, **settings).stdout


def run(*arguments, **settings):
    return subprocess.run(
        [*ERASMUS, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "COLUMNS": "80", **settings},
        timeout=300,
    )


@pytest.mark.parametrize("group", [(), ("guide",), ("templates",), ("organisation",)])
def test_no_summary_is_cut_off(group):
    listed = shown(*group, "--help").partition("Commands:")[2]
    assert len(listed.splitlines()) > 2
    assert "..." not in listed


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ("check", "PATH..."),
        ("new", "[FILE]"),
        ("read", "DRAFT FILE"),
        ("match", "[FILE]"),
        ("guide show", "CALL ACTION [FIELD]"),
        ("organisation add", "[FILE] [HANDLE]..."),
        ("templates copy", "DIR"),
    ],
)
def test_the_usage_line_shows_arguments_as_they_are_written(command, arguments):
    first = shown(*command.split(), "--help").splitlines()[0]
    assert first == f"Usage: erasmus {command} [OPTIONS] {arguments}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shell", "settings", "expected"),
    [
        ("bash", {"COMP_WORDS": "erasmus ch", "COMP_CWORD": "1"}, "check"),
        ("zsh", {"_TYPER_COMPLETE_ARGS": "erasmus guide deadl"}, '"deadlines"'),
        (
            "fish",
            {"_TYPER_COMPLETE_ARGS": "erasmus check --stri", "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
            "--strict",
        ),
        (
            "powershell",
            {"_TYPER_COMPLETE_ARGS": "erasmus matc", "_TYPER_COMPLETE_WORD_TO_COMPLETE": "matc"},
            "match",
        ),
    ],
)
def test_the_tab_key_completes_commands_and_options(shell, settings, expected):
    assert expected in shown(_ERASMUS_COMPLETE=f"complete_{shell}", **settings)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_gets_its_script(shell):
    script = shown(_ERASMUS_COMPLETE=f"source_{shell}")
    assert "_ERASMUS_COMPLETE" in script
    assert "erasmus" in script


@pytest.mark.slow
def test_quiet_says_only_what_went_wrong(tmp_path):
    copied = run("--quiet", "examples", "vet-innovation", "-o", str(tmp_path / "p.yaml"))
    assert (copied.returncode, copied.stderr) == (0, "")
    assert (
        "copy of vet-innovation" in run("examples", "vet-innovation", "-o", str(tmp_path / "q.yaml")).stderr
    )
    assert "no such file" in run("--quiet", "check", "nowhere.yaml").stderr


@pytest.mark.slow
def test_colour_can_be_asked_for_and_refused():
    assert "\x1b[" in run("--color", "always", "examples", NO_COLOR="1").stdout
    assert "\x1b[" not in run("--color", "never", "examples", FORCE_COLOR="1").stdout


def test_no_words_of_a_library_stand_in_an_error():
    told = run("--color", "blue", "rules")
    assert told.returncode == 2
    assert "'blue' is not one of" in told.stderr
    assert "Value error" not in told.stderr


def commands(command=None, path=()):
    """Every command that does something, by how it is called."""
    command = command or typer.main.get_command(app)
    if not hasattr(command, "list_commands"):
        return {" ".join(path): command}
    context = command.context_class(command)
    found = {}
    for name in command.list_commands(context):
        found |= commands(command.get_command(context, name), (*path, name))
    return found


def test_each_command_has_examples_and_no_example_is_of_another():
    assert set(EXAMPLES) == set(commands())


@pytest.mark.parametrize("called", EXAMPLES)
def test_the_lines_of_examples_are_taken_by_their_commands(called):
    command = commands()[called]
    for line, does in EXAMPLES[called]:
        words = shlex.split(line.partition(" > ")[0])
        assert words[: len(called.split()) + 1] == ["erasmus", *called.split()]
        # What is no option or argument of the command is a usage error here.
        assert command.make_context(called, words[len(called.split()) + 1 :], resilient_parsing=False)
        assert does


def test_help_ends_with_examples():
    told = shown("check", "--help").partition("Examples:")[2]
    assert "erasmus check drafts/ -o report.html" in told


def test_open_hands_the_file_to_the_system(monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr(typer, "launch", lambda name: opened.append(name) or 0)
    target = tmp_path / "d.md"
    run = CliRunner().invoke(app, ["draft", str(EXAMPLE), "-o", str(target), "--open"])
    assert (run.exit_code, opened) == (0, [str(target)])
    assert CliRunner().invoke(app, ["draft", str(EXAMPLE), "--open"]).exit_code == 2
    monkeypatch.setattr(typer, "launch", lambda _: 3)
    again = CliRunner().invoke(app, ["draft", str(EXAMPLE), "-o", str(target), "--force", "--open"])
    assert again.exit_code == 0
    assert "no program of this system opens it" in again.stderr
