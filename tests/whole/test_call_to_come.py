"""A call to come, held to the newest rules: what JSON says, no old dates, `convert` and `match`."""

import json
from datetime import date
from decimal import Decimal

import pytest
from folders import EXAMPLES
from typer.testing import CliRunner

from erasmus_cli import load, open_edition
from erasmus_cli.chapters.render import text_of
from erasmus_cli.cli.app import app
from erasmus_cli.guide.errors import NotPublishedError, UnknownEditionError
from erasmus_cli.matching.facts import facts_from
from erasmus_cli.matching.match import Fit, match, next_call
from erasmus_cli.project.project import open_project
from erasmus_cli.rules.time_left import time_left

EXAMPLE = EXAMPLES / "ka210-school-2026.yaml"
SMALL = "small-scale-partnership"
ON = date(2026, 11, 30)


@pytest.fixture
def to_come(tmp_path):
    """The example as a proposal for the call to come."""
    file = tmp_path / "p.yaml"
    text = EXAMPLE.read_text(encoding="utf-8").replace("call: 2026", "call: 2027")
    file.write_text(text, encoding="utf-8")
    return file


def run(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)), env={"COLUMNS": "200"})


@pytest.mark.parametrize("command", ["check", "budget", "score"])
def test_json_says_that_it_is_provisional(command, to_come):
    data = json.loads(run(command, to_come, "--provisional", "--format", "json").stdout)
    entry = data["proposals"][0] if command == "check" else data
    assert (entry["edition"], entry["provisional"]) == (f"2026/{SMALL}", True)
    published = json.loads(run(command, EXAMPLE, "--format", "json").stdout)
    entry = published["proposals"][0] if command == "check" else published
    assert entry["provisional"] is False


def test_last_years_proposal_is_carried_over_to_the_call_to_come(tmp_path):
    out = tmp_path / "next.yaml"
    assert run("convert", EXAMPLE, "--to", "2027", "-o", out).exit_code == 2
    done = run("convert", EXAMPLE, "--to", "2027", "--provisional", "-o", out)
    assert done.exit_code == 0, done.output
    assert f"carried over to 2027/{SMALL} provisionally" in done.output
    assert load(out).proposal.call == 2027


def test_no_date_of_the_old_call_is_shown_for_the_one_to_come(to_come):
    project = open_project(load(to_come).proposal, "the form", provisional=True)
    assert project.deadlines(None) is None
    assert time_left(project, ON) is None
    draft = text_of(project, ON).markdown
    assert "5 March 2026" not in draft
    assert "1 October 2026" not in draft


def test_the_edition_stands_in_only_when_asked():
    stands_in = open_edition(2027, SMALL, provisional=True)
    assert (stands_in.call, stands_in.stands_in_for, stands_in.for_call) == (2026, 2027, 2027)
    assert stands_in is open_edition(2027, SMALL, provisional=True)
    assert open_edition(2026, SMALL).stands_in_for is None
    assert open_edition(2026, SMALL, provisional=True).stands_in_for is None
    with pytest.raises(NotPublishedError):
        open_edition(2027, SMALL)
    with pytest.raises(UnknownEditionError):
        open_edition(2027, "strategic-partnership", provisional=True)


def matched(call, *countries, **facts):
    found = match(facts_from(countries, field="school", **facts), (call,), ON)
    return {(one.cell.edition.action, one.cell.format): one for one in found}


def test_a_swiss_partner_counts_in_no_call_before_2027_and_is_undecided_in_2027():
    rest = {"kinds": ("school", "school"), "months": 18, "money": Decimal(60000)}
    for call in (2024, 2026):
        one = matched(call, "BE", "CH", **rest)[SMALL, None]
        assert one.fit is Fit.NOT
        assert {"CON-02", "CON-07"} & {finding.rule for finding in one.fails}
    one = matched(next_call(), "BE", "CH", **rest)[SMALL, None]
    assert one.fit is Fit.UNDECIDED
    assert any("2027" in finding.message for finding in one.open)
    assert one.left is None
    assert matched(next_call(), "BE", "FR", **rest)[SMALL, None].fit is Fit.FITS


def test_match_takes_the_call_to_come():
    run_ = run("match", "--countries", "BE,PT", "--kinds", "school,school", "--provisional")
    assert run_.exit_code == 0
    assert "call 2027, provisionally by the rules of 2026" in run_.stdout
    assert "strategic" not in run_.stdout.lower()
    data = json.loads(run("match", "--countries", "BE", "--provisional", "--format", "json").stdout)
    assert {(one["call"], one["provisional"]) for one in data["matches"]} == {(2027, True)}
    assert run("match", "--countries", "BE", "--calls", "2027").exit_code == 2


def test_a_proposal_of_a_published_call_is_not_touched_by_the_option():
    plain, asked = (run("budget", EXAMPLE, *more).stdout for more in ((), ("--provisional",)))
    assert plain == asked


def test_the_page_of_a_call_to_come_has_no_dates_of_the_old_one():
    refused = run("guide", "show", 2027, "KA210-SCH")
    assert (refused.exit_code, "--provisional" in refused.stderr) == (2, True)
    page = run("guide", "show", 2027, "KA210-SCH", "--provisional").stdout
    assert "call 2027, provisionally by the Guide of 2026" in page
    assert "the dates of call 2027 are not known here" in page
    assert "5 March 2026" not in page
    assert "Start " not in page
