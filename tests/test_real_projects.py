"""Funded projects of 2015 and 2016 against the rules: what was funded was eligible."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from real import proposals

from erasmus_cli.rules.outcome import Result
from erasmus_cli.rules.report import Verdict

TABLE = Path(__file__).parent / "real" / "projects.csv"
ROWS = list(proposals.records(TABLE))
SMALLEST = {"KA205": 2, "KA219": 2}


def label(row):
    parts = (row["call_year"], row["action"], row["na_code"], row.get("months"), row.get("n_organisations"))
    return "-".join(str(part) for part in parts if part is not None)


def deciding(report, outcome):
    return [finding for finding in report.findings if finding.decides and finding.outcome is outcome]


def told(report):
    return [(finding.rule, finding.message) for finding in report.findings if finding.decides]


def is_there(data, pointer):
    for part in pointer.split("/")[1:]:
        try:
            data = data[int(part)] if isinstance(data, list) else data[part]
        except (KeyError, IndexError):
            return False
    return True


def test_the_table_covers_each_call_and_action_and_names_nobody():
    covered = {(row["call_year"], row["action"]) for row in ROWS}
    assert covered == {(call, action) for call in proposals.CALLS for action in proposals.CODES}
    assert 60 <= len(ROWS) <= 130
    columns = next(line for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#"))
    assert columns.split(",") == list(proposals.COLUMNS)


@pytest.mark.parametrize("row", ROWS, ids=label)
def test_no_funded_project_is_not_eligible(row):
    report = proposals.check(proposals.proposal(row))
    assert not deciding(report, Result.FAIL), told(report)


@pytest.mark.parametrize("row", ROWS, ids=label)
def test_missing_facts_leave_it_undecided_and_are_named(row):
    data = proposals.proposal(row)
    report = proposals.check(data)
    open_findings = deciding(report, Result.UNKNOWN)
    assert report.verdict is Verdict.UNDECIDED
    for finding in open_findings:
        assert finding.needs, finding.rule
        said = [pointer for pointer in finding.needs if is_there(data, pointer)]
        assert not said, f"{finding.rule} asks for what is there: {said}"
    needed = {pointer for finding in open_findings for pointer in finding.needs}
    for key in ("months", "start", "requested_grant", "organisations"):
        assert (f"/{key}" in needed) is (key not in data), key


@pytest.mark.parametrize("row", ROWS, ids=label)
def test_with_the_missing_facts_it_is_eligible(row):
    said, filled = proposals.proposal(row), proposals.completed(row)
    kept = {key: filled[key] for key in said if key != "organisations"}
    assert kept == {key: value for key, value in said.items() if key != "organisations"}
    assert len(filled["organisations"]) == row.get("n_organisations", len(filled["organisations"]))
    countries = {member["country"] for member in filled["organisations"]}
    assert len(countries) == row.get("n_countries", len(countries))
    report = proposals.check(filled)
    assert report.verdict is Verdict.ELIGIBLE, told(report)


@pytest.mark.parametrize("row", ROWS, ids=label)
def test_one_figure_too_far_and_it_is_not(row):
    filled = proposals.completed(row)
    highest = min(450_000, 12_500 * filled["months"])
    for changed, rule in (
        ({"requested_grant": highest}, None),
        ({"requested_grant": highest + 1}, "GRA-01"),
        ({"months": 37}, "DUR-01"),
        ({"agency": "UK01" if row["coordinator_country"] != "GB" else "EL01"}, "APP-03"),
        ({"organisations": filled["organisations"][:1]}, "CON-01"),
    ):
        report = proposals.check({**filled, **changed})
        failing = {finding.rule for finding in deciding(report, Result.FAIL)}
        assert rule in failing if rule else not failing, (changed, told(report))


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.get("n_countries") == 2 and row["action"] not in SMALLEST], ids=label
)
def test_two_countries_need_a_format_where_three_are_the_rule(row):
    filled = proposals.completed(row)
    del filled["format"]
    report = proposals.check(filled)
    assert report.verdict is Verdict.UNDECIDED
    assert {pointer for finding in deciding(report, Result.UNKNOWN) for pointer in finding.needs} == {
        "/format"
    }


def test_no_funded_project_is_smaller_than_the_minimum_of_its_action():
    for row in ROWS:
        if row["action"] != "KA201":
            assert row.get("n_countries", 3) >= SMALLEST.get(row["action"], 3), label(row)


RECORD = {
    "project_id": "2016-1-UK01-KA203-000001",
    "call_year": 2016,
    "round": 1,
    "na_code": "UK01",
    "action": "KA203",
    "field": "he",
    "type": "good practices",
    "start": "2016-09-01",
    "months": 30,
    "grant_eur": 200000.0,
    "grant_scope": "project_total",
    "n_organisations": 3,
    "n_countries": 3,
    "coordinator_country": "GB",
}


def test_a_record_becomes_a_proposal_of_the_public_format():
    assert proposals.proposal(RECORD) == {
        "call": 2016,
        "action": "strategic-partnership",
        "field": "higher-education",
        "type": "good-practice",
        "round": 1,
        "start": "2016-09-01",
        "months": 30,
        "agency": "UK01",
        "organisations": [{"role": "applicant", "country": "GB"}, {"role": "partner"}, {"role": "partner"}],
        "requested_grant": 200000.0,
    }


@pytest.mark.parametrize(
    ("changes", "key", "value"),
    [
        ({"months_history": [{"months": 36}, {"months": 40}], "months": 40}, "months", 36),
        ({"months": None}, "months", None),
        ({"grant_scope": "own_share_of_finnish_school"}, "requested_grant", None),
        ({"grant_scope": "project_total_or_own_share_unclear"}, "requested_grant", None),
        ({"grant_scope": "project_total", "grant_eur": None}, "requested_grant", None),
        ({"na_code": "EL01"}, "agency", "EL01"),
        ({"na_code": "Finland"}, "agency", None),
        ({"na_code": None}, "agency", None),
        ({"type": None}, "type", None),
        ({"action": "KA201"}, "format", None),
        ({"action": "KA219"}, "format", "school-exchange"),
        ({"action": "KA219"}, "field", "school"),
        ({"action": "KA205"}, "field", "youth"),
        ({"n_organisations": None}, "organisations", None),
        (
            {"partners": [{"country": "DE", "type": "NGO"}, {"country": None}]},
            "organisations",
            [
                {"role": "applicant", "country": "GB"},
                {"role": "partner", "country": "DE"},
                {"role": "partner"},
            ],
        ),
        (
            {"coordinator_country": None, "coordinator": {"country": "LI"}, "n_organisations": 1},
            "organisations",
            [{"role": "applicant", "country": "LI"}],
        ),
    ],
)
def test_only_what_the_record_says(changes, key, value):
    assert proposals.proposal({**RECORD, **changes}).get(key) == value


@pytest.mark.parametrize("changes", [{"call_year": 1999}, {"action": "KA200"}, {"action": "KA229"}])
def test_records_without_rules_are_left_out(changes):
    assert not proposals.covered({**RECORD, **changes})


def test_the_script_reports_by_call_and_action_and_singles_out_what_fails(tmp_path):
    good, bad = RECORD, {**RECORD, "months": 37}
    for record, code in ((good, 0), (bad, 1)):
        file = tmp_path / "records.jsonl"
        file.write_text(json.dumps(record) + "\n\n", encoding="utf-8")
        run = subprocess.run(
            [sys.executable, proposals.__file__, file], capture_output=True, text=True, check=False
        )
        assert (run.returncode, run.stderr) == (code, "")
        assert "2016  KA203" in run.stdout
        assert ("DUR-01" in run.stdout) is bool(code)


def test_the_extract_is_a_fixed_point():
    rows = proposals.extract(ROWS)
    again = [{key: str(row.get(key, "")) for key in proposals.COLUMNS} for row in rows]
    table = [line for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert [",".join(row.values()) for row in again] == table[1:]
