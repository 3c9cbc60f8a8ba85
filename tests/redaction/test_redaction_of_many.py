"""A check of many that says nothing of who is behind them, in every form."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from erasmus_cli import check
from erasmus_cli.cli.app import app
from erasmus_cli.proposal.reader import parse
from erasmus_cli.redaction.redact import redact

ONE = """\
call: 2026
action: small-scale-partnership
title: Quiet harbours
organisations:
  - {id: harbour-lyceum, name: Harbour Lyceum, country: BE, city: Gent, role: applicant}
  - {id: marsh, name: TBD, country: PL, role: partner}
activities: [{id: sail, title: Sailing, grant: 1000, lead: brine-college}]
answers: {activity.content/kelp-week: We sail at the Harbour Lyceum.}
"""
LINE = json.dumps({"call": 2026, "title": "Kelp", "organisations": [{"id": "oyster", "name": "Oyster NGO"}]})
BAD = "organisations: [{country: Seaweed}]\n"
SECRETS = ("harbour", "marsh", "gent", "brine", "kelp", "oyster", "seaweed", "sail")


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = Path("marshes")
    folder.mkdir()
    (folder / "harbour.yaml").write_text(ONE, "utf-8")
    (folder / "kelp.jsonl").write_text(f"{LINE}\n{LINE}\n", "utf-8")
    (folder / "seaweed.yaml").write_text(BAD, "utf-8")


def erasmus(*arguments):
    run = CliRunner().invoke(app, ["check", *map(str, arguments)])
    assert run.exit_code != 70, run.stderr
    return run


def leaks(text):
    return [secret for secret in SECRETS if secret in text.casefold()]


@pytest.mark.parametrize("more", [("-v",), ("--summary",)])
def test_the_screen_says_nothing_of_who(more):
    run = erasmus("marshes", "--redact", *more)
    assert run.exit_code == 2
    assert leaks(run.stdout) == []
    assert "marshes/seaweed.yaml:1:" in run.stderr  # whoever runs it has to know which


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "sarif", "junit", "github", "html"])
def test_no_form_says_anything_of_who(form):
    assert leaks(erasmus("marshes", "--format", form).stdout) != []
    run = erasmus("marshes", "--redact", "--format", form)
    assert leaks(run.stdout) == []
    assert all(f"proposal-{number}" in run.stdout for number in (1, 2, 3, 4))


def test_a_verdict_is_that_of_the_redacted_file_and_each_is_called_by_its_place():
    rows = list(map(json.loads, erasmus("marshes", "--redact", "--format", "jsonl").stdout.splitlines()))
    plain = list(map(json.loads, erasmus("marshes", "--format", "jsonl").stdout.splitlines()))
    assert [row["file"] for row in rows] == [f"proposal-{number}" for number in (1, 2, 3, 4)]
    assert [row["line"] for row in rows] == [None] * 4
    assert [(row["verdict"], row["fails"]) for row in rows] == [
        (row["verdict"], row["fails"]) for row in plain
    ]
    report = check(parse(redact(parse(ONE).proposal).text).proposal)
    assert rows[0]["fails"] == list(
        dict.fromkeys(f.rule for f in report.findings if f.decides and f.outcome == "fail")
    )
    assert rows[3]["problems"] == [
        {"message": "it cannot be read; stderr says why", "at": None, "line": 1, "column": 18, "hint": None}
    ]


def test_what_was_withheld_is_told_once_for_all():
    told = erasmus("marshes", "--redact").stderr
    assert told.count("withheld: ") == 1
    assert "proposals are called proposal-1, proposal-2 and so on, in the order of the inputs" in told
    hidden = erasmus("marshes", "--redact", "--hide", "sailing", "--format", "json").stdout
    assert "Sailing" not in hidden


@pytest.mark.slow
def test_several_processes_say_the_same():
    alone = erasmus("marshes", "--redact", "--format", "jsonl")
    several = erasmus("marshes", "--redact", "--format", "jsonl", "--jobs", "2")
    assert several.stdout == alone.stdout
    assert several.stderr.splitlines()[-3:] == alone.stderr.splitlines()[-3:]


@pytest.mark.parametrize("more", [("--portfolio",), ("-o", "o.jsonl", "--resume")])
def test_what_has_to_tell_them_apart_is_refused(more):
    run = erasmus("marshes", "--redact", *more)
    assert run.exit_code == 2
    assert "which tell proposals apart" in " ".join(run.stderr.split())
