"""Checks of many proposals in a language that nobody speaks, and in one that workers have to open."""

import json
import re
from datetime import date

import pytest
from folders import EXAMPLES
from pseudo import left_in_english, speaking_pseudo
from typer.testing import CliRunner

from erasmus_cli.batch.api import check_many
from erasmus_cli.batch.writers.html import as_html
from erasmus_cli.cli.app import app

BROKEN = EXAMPLES / "broken"
CODES = re.compile(
    r"\b[A-Z]{2,3}-\d\d\b [a-z-]+|\b[a-z]+(?:[-/_.][a-z]+)+\b|<style>.*?</style>|<[^>]*>", re.DOTALL
)
SCRIPT = re.compile(r"<script>.*?</script>", re.DOTALL)


def run(*arguments, language="en"):
    done = CliRunner().invoke(app, [*map(str, arguments)], env={"COLUMNS": "200", "ERASMUS_LANG": language})
    assert done.exit_code in (0, 1, 2), done.output
    return done.output


def test_a_page_of_many_has_no_text_left_in_english(monkeypatch):
    with speaking_pseudo(monkeypatch):
        rows = list(check_many(sorted(BROKEN.glob("*.yaml")), on=date(2026, 2, 1)))
        page = as_html(rows, "", date(2026, 2, 1))
    said = " ".join(file.read_text("utf-8") for file in BROKEN.glob("*.yaml"))
    cited = " ".join(
        [row.report or "" for row in rows] + [one.source or "" for row in rows for one in row.findings]
    )
    words = left_in_english(CODES.sub(" ", SCRIPT.sub("", page)), f"{said} {cited} February EUR")
    assert words == []
    assert '<html lang="xx">' in page


def test_rows_for_programs_are_the_same_in_every_language(tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("call,action,title\n2026,KA210-SCH,Kites\nx,KA210-SCH,Bees\n")
    paths = (BROKEN, table, "--on", "2026-02-01", "--format", "jsonl")
    assert rows_of(run("check", *paths, language="de")) == rows_of(run("check", *paths))


def rows_of(printed):
    return [json.loads(line) for line in printed.splitlines() if line.startswith("{")]


def test_findings_of_an_earlier_check_are_known_in_every_language(tmp_path):
    earlier = tmp_path / "earlier.jsonl"
    run("check", BROKEN, "--on", "2026-02-01", "-o", earlier)
    asked = ["check", str(BROKEN), "--on", "2026-02-01", "--baseline", str(earlier)]
    done = CliRunner().invoke(app, asked, env={"ERASMUS_LANG": "de"})
    assert done.exit_code == 0, done.output


@pytest.mark.slow
def test_workers_speak_the_language_of_who_began_them():
    asked = ("check", BROKEN, "-v", "--on", "2026-02-01")
    assert run(*asked, "--jobs", "2", language="de") == run(*asked, language="de")
