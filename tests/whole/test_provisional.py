"""A call that is not published yet: every command that reads a proposal takes the last rules, and says so."""

import pytest
from typer.testing import CliRunner

from erasmus_cli.cli.app import app

COMING = """\
call: 2027
action: small-scale-partnership
field: school
title: Quiet at lunch
lump_sum: 60000
organisations: [{id: a, name: One, country: BE, kind: school, role: applicant}]
activities: [{id: k, title: Kick-off, grant: 60000}]
"""


@pytest.fixture
def run(tmp_path):
    file = tmp_path / "p.yaml"
    file.write_text(COMING, encoding="utf-8")

    def run(command, *flags):
        return CliRunner().invoke(app, [command, str(file), *flags])

    return run


@pytest.mark.parametrize("command", ["check", "fix", "budget", "draft", "score"])
def test_without_the_flag_it_says_how(run, command):
    done = run(command)
    assert (done.exit_code, "`--provisional` takes the rules of 2026" in " ".join(done.stderr.split())) == (
        2,
        True,
    )


@pytest.mark.parametrize("command", ["budget", "draft", "score"])
def test_with_it_the_last_rules_are_taken_and_said_to_be(run, command):
    done = run(command, "--provisional")
    assert done.exit_code == 0, done.stderr
    assert "PROVISIONAL: call 2027 is not published here; the rules of 2026 stand in" in " ".join(
        done.stderr.split()
    )


def test_a_draft_carries_the_word_and_no_deadline_of_another_call(run):
    text = run("draft", "--provisional").stdout
    assert "call 2027, PROVISIONAL by the rules of 2026" in text
    assert "| Deadline" not in text
    assert "| Call, round | 2027 |" in text


def test_the_flag_changes_nothing_for_a_call_that_is_known(run, tmp_path):
    (tmp_path / "p.yaml").write_text(COMING.replace("2027", "2026"), encoding="utf-8")
    assert run("budget").stdout == run("budget", "--provisional").stdout
    assert "PROVISIONAL" not in run("budget", "--provisional").stderr
