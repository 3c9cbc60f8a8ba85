"""Funded projects of calls 2014 to 2025 against the rules: what was funded was eligible."""

import json
import subprocess
import sys

import pytest
from folders import TESTS
from loops import over
from real import extract, filled, proposals

from erasmus_cli.guide.loader import open_edition
from erasmus_cli.guide.sources import Grade
from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.rules.report import Verdict
from erasmus_cli.wording.terms import words

TABLE = TESTS / "real" / "projects.csv"
ROWS = list(proposals.records(TABLE))
PLANNED = [row for row in ROWS if not proposals.why_longer(row)]
EXTENDED = [row for row in ROWS if proposals.why_longer(row)]

CALLS = {
    2014: "KA200 KA201 KA202 KA203 KA204 KA205",
    2015: "KA201 KA202 KA203 KA204 KA205 KA219",
    2016: "KA201 KA202 KA203 KA204 KA205 KA219",
    2017: "KA201 KA202 KA203 KA204 KA205 KA219",
    2018: "KA201 KA202 KA203 KA204 KA205 KA229",
    2019: "KA201 KA202 KA203 KA204 KA205 KA229",
    2020: "KA201 KA202 KA203 KA204 KA205 KA229 KA226-HE KA226-SCH KA226-VET KA227-ADU KA227-SCH",
    2021: "KA210-ADU KA210-SCH KA210-VET KA210-YOU KA220-HED KA220-SCH KA220-VET KA220-YOU",
    2022: "KA210-SCH KA210-YOU KA220-ADU KA220-HED KA220-SCH KA220-YOU",
    2023: "KA210-SCH KA210-VET KA210-YOU KA220-ADU KA220-HED KA220-SCH KA220-VET",
    2024: "KA210-ADU KA210-SCH KA210-VET KA210-YOU KA220-HED KA220-SCH KA220-VET KA220-YOU",
    2025: "KA210-ADU KA210-SCH KA210-VET KA210-YOU KA220-ADU KA220-HED KA220-VET KA220-YOU",
}

# What the projects themselves show, written down apart from the guide data.
TWO_ARE_ENOUGH = ("KA205", "KA210", "KA219", "KA229")
SHORT = ("KA210", "KA226", "KA227")


def kind_of(row):
    return row["action"][:5]


def longest(row):
    return 24 if kind_of(row) in SHORT or (row["call_year"], row["action"]) == (2014, "KA205") else 36


def shortest(row):
    if kind_of(row) in ("KA205", "KA210"):
        return 6
    return 24 if row["call_year"] == 2014 or row["action"] == "KA203" else 12


def highest_grant(row, data):
    months, size = data["months"], len(data["organisations"])
    if row["call_year"] == 2021:
        return 400_000
    if kind_of(row) == "KA229":
        return 16_500 * size * months // 12
    return min(300_000 if kind_of(row) in SHORT else 450_000, 12_500 * months)


def label(row):
    keys = ("call_year", "action", "na_code", "months", "n_organisations")
    return "-".join(str(row[key]) for key in keys if key in row)


def deciding(report, outcome):
    return [finding for finding in report.findings if finding.decides and finding.outcome is outcome]


def told(report):
    return [(finding.rule, finding.message) for finding in report.findings if finding.decides]


def failing(report):
    """Rules that fail and decide, or would if the figure behind them were verified."""
    return {
        finding.rule
        for finding in report.findings
        if finding.outcome is Result.FAIL
        and (finding.decides or any(cited.source.grade is Grade.UNVERIFIED for cited in finding.sources))
    }


def is_there(data, pointer):
    for part in pointer.split("/")[1:]:
        try:
            data = data[int(part)] if isinstance(data, list) else data[part]
        except (KeyError, IndexError):
            return False
    return True


def test_the_table_covers_each_call_and_action_and_names_nobody():
    expected = {(call, action) for call, actions in CALLS.items() for action in actions.split()}
    assert {(row["call_year"], row["action"]) for row in ROWS} == expected
    assert len(ROWS) <= 260
    columns = next(line for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#"))
    assert columns.split(",") == list(proposals.COLUMNS)
    assert not [row for row in ROWS if row.get("grant_eur", 0) % 100]


@over("row", PLANNED, ids=label)
def test_no_funded_project_is_not_eligible(row):
    report = proposals.check(proposals.proposal(row))
    assert not deciding(report, Result.FAIL), told(report)


@pytest.mark.parametrize("row", EXTENDED, ids=label)
def test_extended_projects_fail_for_their_length_alone(row):
    report = proposals.check(proposals.proposal(row))
    assert {"DUR-01"} <= failing(report) <= {"DUR-01", "DAT-02"}
    assert proposals.check(filled.completed({**row, "months": 36})).verdict is Verdict.ELIGIBLE


def test_every_extended_project_is_explained_and_none_else_is_longer():
    longer = [row for row in ROWS if row.get("months", 0) > longest(row)]
    assert longer == EXTENDED
    assert len(longer) == len(proposals.EXTENDED)


@pytest.mark.parametrize("key", proposals.LENGTHENED, ids=lambda key: f"{key[2]}-{key[3]}")
def test_exchanges_lengthened_by_the_pandemic_fail_for_their_end_alone(key):
    record = {name: value for name, value in zip(proposals.KEYS, key, strict=True) if value is not None}
    assert proposals.why_longer(record)
    assert failing(proposals.check(proposals.proposal(record))) == {"DAT-02"}
    assert not failing(proposals.check(proposals.proposal({**record, "months": 24})))


@pytest.mark.slow
@over("row", PLANNED, ids=label)
def test_missing_facts_leave_it_undecided_and_are_named(row):
    data = proposals.proposal(row)
    report = proposals.check(data)
    assert report.verdict is Verdict.UNDECIDED
    assert all(finding.needs for finding in deciding(report, Result.UNKNOWN)), told(report)
    needed = {
        pointer
        for finding in report.findings
        if finding.outcome is Result.UNKNOWN and finding.severity is not Severity.ASSESSOR
        for pointer in finding.needs
    }
    assert not [pointer for pointer in needed if is_there(data, pointer)]
    if "field" not in data:
        assert "/field" in needed
        return
    money = "lump_sum" if report.edition.lump_sums else "requested_grant"
    for key in ("months", "start", "organisations", money):
        assert (f"/{key}" in needed) is (key not in data), key


@pytest.mark.slow
@over("row", PLANNED, ids=label)
def test_with_the_missing_facts_it_is_eligible(row):
    said, data = proposals.proposal(row), filled.completed(row)
    kept = {key: data[key] for key in said if key != "organisations"}
    assert kept == {key: value for key, value in said.items() if key != "organisations"}
    assert len(data["organisations"]) == row.get("n_organisations", len(data["organisations"]))
    countries = {member["country"] for member in data["organisations"]}
    assert len(countries) == row.get("n_countries", len(countries))
    report = proposals.check(data)
    assert report.verdict is Verdict.ELIGIBLE, told(report)


def smallest(row, data):
    pair = kind_of(row) in TWO_ARE_ENOUGH or data.get("format") in ("regional", "school-exchange")
    return 2 if pair else 3


def schools(applicant, size):
    partners = [{**applicant, "role": "partner", "id": f"s{number}"} for number in range(1, size)]
    return [applicant, *partners]


def last_allowed(row, data):
    """One figure as far as it may go, and the rule that still holds."""
    members, call = data["organisations"], row["call_year"]
    yield {"months": longest(row)}, "DUR-01"
    yield {"months": shortest(row)}, "DUR-01"
    yield {"organisations": members[: smallest(row, data)]}, "CON-01"
    if "requested_grant" in data:
        yield {"requested_grant": highest_grant(row, data)}, "LMP-06" if call == 2021 else "GRA-01"
    if call == 2021 and "requested_grant" in data:
        yield {"requested_grant": 100_000}, "LMP-06"
    if kind_of(row) == "KA229":
        yield {"organisations": schools(members[0], 6)}, "CON-06"
    if kind_of(row) == "KA220" and call >= 2024:
        yield {"organisations": [{**members[0], "established": f"{call - 2}-03-01"}, *members[1:]]}, "APP-04"


def too_far(row, data):
    """One figure pushed too far, and the rule that has to object."""
    members, call = data["organisations"], row["call_year"]
    home = members[0]["country"]
    yield {"months": longest(row) + 1}, "DUR-01"
    yield {"months": shortest(row) - 1}, "DUR-01"
    yield {"start": f"{call}-01-01"}, "DAT-01"
    yield {"submitted": f"{call + 1}-06-30T12:00"}, "DAT-03"
    yield {"agency": "UK01" if home != "GB" else "EL01"}, "APP-03"
    yield {"organisations": [{**member, "country": home} for member in members]}, "CON-02"
    yield {"organisations": [{**member, "country": "BR"} for member in members]}, "APP-02"
    if data["field"] != "school" or data.get("format"):
        yield {"organisations": members[: smallest(row, data) - 1]}, "CON-01"
    yield {"organisations": members[:1]}, "CON-01"
    yield {"organisations": [{**members[0], "role": "partner"}, *members[1:]]}, "APP-01"
    if kind_of(row) == "KA229":
        yield {"organisations": schools(members[0], 7)}, "CON-06"
    if kind_of(row) == "KA220" and call >= 2024:
        yield {"organisations": [{**members[0], "established": f"{call - 1}-01-01"}, *members[1:]]}, "APP-04"
    if "requested_grant" in data:
        yield {"requested_grant": highest_grant(row, data) + 1}, "LMP-06" if call == 2021 else "GRA-01"
    if call == 2021 and "requested_grant" in data:
        yield {"requested_grant": 99_999}, "LMP-06"
    yield from too_far_with_a_lump_sum(data) if "lump_sum" in data else ()


def too_far_with_a_lump_sum(data):
    amount, packages = data["lump_sum"], data.get("work_packages")
    yield {"lump_sum": amount + 1}, "LMP-01"
    yield {"lump_sum": amount + 1}, "LMP-02"
    yield {"estimated_cost": amount}, "LMP-05"
    if packages:
        grants = {"o1": amount // 5 + 1}
        yield {"work_packages": [{**packages[0], "grants": grants}, *packages[1:]]}, "LMP-03"
        yield {"work_packages": packages[1:]}, "LMP-04"
    else:
        first, *others = data["activities"]
        yield {"activities": [{**first, "grant": first["grant"] + 1}, *others]}, "LMP-02"


@pytest.mark.slow
@over("row", PLANNED, ids=label)
def test_one_figure_too_far_and_it_is_not(row):
    data = filled.completed(row)
    for changes, rule in last_allowed(row, data):
        assert not failing(proposals.check({**data, **changes}, rule)), (changes, rule)
    for changes, rule in too_far(row, data):
        assert failing(proposals.check({**data, **changes}, rule)), (changes, rule)


SCHOOLS = [row for row in PLANNED if row["action"] == "KA201"]


@over("row", [row for row in SCHOOLS if row.get("n_countries") == 2], ids=label)
def test_two_countries_need_a_format_where_three_are_the_rule(row):
    data = filled.completed(row)
    del data["format"]
    report = proposals.check(data)
    needed = {pointer for finding in deciding(report, Result.UNKNOWN) for pointer in finding.needs}
    assert (report.verdict, needed) == (Verdict.UNDECIDED, {"/format"})


def test_no_funded_project_is_smaller_than_the_minimum_of_its_action():
    for row in ROWS:
        if row["action"] != "KA201":
            least = 2 if kind_of(row) in TWO_ARE_ENOUGH else 3
            assert min(row.get("n_countries", 3), row.get("n_organisations", 3)) >= least, label(row)


@pytest.mark.parametrize("call", CALLS)
def test_the_guide_data_knows_the_action_codes_by_the_same_names(call):
    for action in CALLS[call].split():
        code = proposals.CODES[action]
        if code.field is not None:
            codes = open_edition(call, code.action).fields[code.field].codes
            assert codes[code.format or "general"] == action


def test_kinds_are_those_of_the_proposal():
    assert set(proposals.KINDS.values()) <= set(words("kinds"))


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
        ({"call_year": 2021, "action": "KA220-HED"}, "requested_grant", 200000.0),
        ({"call_year": 2022, "action": "KA220-HED"}, "requested_grant", None),
        ({"call_year": 2022, "action": "KA220-HED"}, "lump_sum", 200000.0),
        ({"call_year": 2021, "action": "KA210-ADU"}, "lump_sum", 200000.0),
        ({"call_year": 2021, "action": "KA210-ADU"}, "action", "small-scale-partnership"),
        ({"call_year": 2021, "action": "KA220-YOU"}, "action", "cooperation-partnership"),
        ({"na_code": "EL01"}, "agency", "EL01"),
        ({"na_code": "Finland"}, "agency", None),
        ({"na_code": None}, "agency", None),
        ({"type": None}, "type", None),
        ({"action": "KA200"}, "field", None),
        ({"action": "KA201"}, "format", None),
        ({"action": "KA219"}, "format", "school-exchange"),
        ({"action": "KA229"}, "format", "school-exchange"),
        ({"action": "KA226-HE"}, "format", "digital-education"),
        ({"action": "KA227-SCH"}, "format", "creativity"),
        ({"action": "KA219"}, "field", "school"),
        ({"action": "KA205"}, "field", "youth"),
        ({"action": "KA226-HE"}, "field", "higher-education"),
        ({"action": "KA227-ADU"}, "field", "adult"),
        ({"call_year": 2023, "action": "KA220-HED"}, "field", "higher-education"),
        ({"n_organisations": None}, "organisations", None),
        (
            {"partners": [{"country": "DE", "type": "NGO"}, {"country": None, "type": None}]},
            "organisations",
            [
                {"role": "applicant", "country": "GB"},
                {"role": "partner", "country": "DE", "kind": "non-profit"},
                {"role": "partner"},
            ],
        ),
        (
            {"coordinator_country": None, "coordinator": {"country": "LI", "type": "School"}},
            "organisations",
            [
                {"role": "applicant", "country": "LI", "kind": "school"},
                {"role": "partner"},
                {"role": "partner"},
            ],
        ),
    ],
)
def test_only_what_the_record_says(changes, key, value):
    assert proposals.proposal({**RECORD, **changes}).get(key) == value


@pytest.mark.parametrize("changes", [{"call_year": 1999}, {"action": "KA107"}, {"action": "KA220-HED"}])
def test_records_without_rules_are_left_out(changes):
    assert proposals.covered(RECORD)
    assert not proposals.covered({**RECORD, **changes})


EXPLAINED = {
    "call_year": 2018,
    "action": "KA202",
    "na_code": "FI01",
    "start": "2018-09-01",
    "months": 40,
    "n_organisations": 8,
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "code", "line"),
    [
        ({}, 0, "1 of 1 records checked"),
        ({"months": 37}, 1, "not eligible:"),
        ({"call_year": 1999}, 0, "0 of 1 records checked"),
        (EXPLAINED, 0, "explained: seen only after its extension to 31 December 2021"),
    ],
)
def test_the_script_reports_by_call_and_action_and_singles_out_what_fails(tmp_path, changes, code, line):
    file = tmp_path / "records.jsonl"
    file.write_text(json.dumps({**RECORD, **changes}) + "\n\n", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, proposals.__file__, file], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (code, "")
    assert line in run.stdout.splitlines()
    assert ("DUR-01" in run.stdout) is ("months" in changes)


@pytest.mark.parametrize(
    ("changes", "column", "value"),
    [
        ({"grant_eur": 187654.32}, "grant", 187600),
        ({"grant_eur": 450000.0}, "grant", 450000),
        ({"grant_eur": None}, "grant", ""),
        ({"call_year": 2023, "action": "KA210-SCH", "grant_eur": 60000.0}, "grant", 60000),
        ({"months_history": [{"months": 30}, {"months": 36}], "months": 36}, "months", 30),
        ({"coordinator_country": None, "coordinator": {"country": "LI"}}, "coordinator_country", "LI"),
    ],
)
def test_a_row_of_the_table_cannot_be_traced(changes, column, value):
    row = extract.anonymous({**RECORD, **changes})
    assert row[column] == value
    assert not {"project_id", "partners", "end"} & row.keys()


def test_the_extract_is_a_fixed_point():
    rows = extract.extract(ROWS)
    again = [",".join(str(value) for value in row.values()) for row in rows]
    table = [line for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert again == table[1:]
