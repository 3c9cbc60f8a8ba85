"""The published JSON Schemas, and that what the commands print is what they say."""

import json
from datetime import date

import pytest
from folders import ROOT
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from erasmus_cli import check, load, open_edition
from erasmus_cli.cli.app import app
from erasmus_cli.guide.loader import available
from erasmus_cli.rules.catalogue import all_rules
from erasmus_cli.rules.results import report_model, reports_model
from erasmus_cli.schemas import SCHEMAS, json_schema
from erasmus_cli.scoring.hints.catalogue import all_hints

EXAMPLES = sorted((ROOT / "examples").rglob("*.yaml"))
PRINTED = [name for name in SCHEMAS if name != "proposal"]
KEYS = {
    "report": ["version", "proposals", "errors"],
    "check-line": [
        *("version", "file", "line", "report", "verdict", "edition", "overlay", "provisional", "closed"),
        *("left_out", "identifiers_missing", "title", "call", "action", "field", "country", "organisations"),
        *("fails", "opens", "warnings", "findings", "problems"),
    ],
    "check-portfolio": ["version", "number", "not_compared", "findings"],
    "check-summary": ["version", "total", "actions", "calls", "countries", "rules"],
    "rules": ["version", "rules"],
    "explain": [
        "version",
        "rule",
        "name",
        "title",
        "severity",
        "text",
        "reads",
        "passes",
        "fails",
        "figures",
    ],
    "explain-hint": ["version", "hint", "name", "title", "text", "english_only", "fires", "silent"],
    "explain-key": ["version", "at", "text", "keys", "sample"],
    "explain-word": ["version", "word", "meaning", "also", "rests_on"],
    "budget": [
        *(
            "version",
            "file",
            "edition",
            "overlay",
            "provisional",
            "categories",
            "total",
            "ceiling",
            "grant",
            "complete",
            "requested",
        ),
        *("estimated_cost", "ceiling_details", "bounds", "gaps", "cuts", "doubts", "checks", "organisations"),
        *("unassigned", "management", "choices", "lines"),
    ],
    "budget-explain": [
        "version",
        "file",
        "edition",
        "overlay",
        "provisional",
        "title",
        "at",
        "steps",
        "sources",
    ],
    "match": ["version", "matches"],
    "score": [
        *(
            "version",
            "file",
            "edition",
            "overlay",
            "provisional",
            "criteria",
            "unknown_criteria",
            "total",
            "complete",
            "open",
        ),
        *("maximum", "threshold", "threshold_source", "reached", "hints", "hints_ignored"),
        "hints_not_looked_at",
    ],
    "read": [
        *(
            "version",
            "draft",
            "file",
            "saved",
            "settled",
            "answers",
            "values",
            "comments",
            "outside",
            "gone",
            "not_in_draft",
            "titled",
        ),
    ],
    "guide-calls": ["version", "reminder", "calls"],
    "guide-show": ["version", "edition", "overlay", "field", "figures"],
    "guide-diff": ["version", "old", "new", "changes"],
    "guide-countries": ["version", "edition", "countries"],
    "guide-priorities": ["version", "edition", "priorities"],
    "priorities-fit": [
        *("version", "file", "edition", "field", "priorities", "unsupported", "compared", "not_english"),
    ],
    "guide-deadlines": ["version", "call", "deadlines"],
    "guide-agencies": ["version", "call", "agencies"],
    "guide-coverage": ["version", "edition", "field", "statements"],
    "guide-check": ["version", "folder", "counts", "items"],
}
"""The public keys of each result. A new one is added here; none may go."""


def printed(*arguments):
    result = CliRunner().invoke(app, [*map(str, arguments), "--format", "json"])
    assert result.exit_code in (0, 1), result.stderr
    return json.loads(result.stdout)


def holds(name, data):
    """The data is what the schema of this name says, to the key."""
    faults = [f"{fault.json_path}: {fault.message}" for fault in validator(name).iter_errors(data)]
    assert not faults


def validator(name):
    schema = json_schema(name)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def objects(schema):
    """Each object that a schema describes, the whole first."""
    return [part for part in (schema, *schema.get("$defs", {}).values()) if "properties" in part]


@pytest.mark.parametrize("name", PRINTED)
def test_a_schema_says_what_it_is_and_what_every_key_means(name):
    schema = json_schema(name)
    assert "$id" not in schema
    assert schema["title"]
    for part in objects(schema):
        assert part["description"], part["title"]
        assert part["additionalProperties"] is False, part["title"]
        for key, value in part["properties"].items():
            assert value.get("description"), f"{part['title']}.{key}"


@pytest.mark.parametrize("name", PRINTED)
def test_the_version_is_1_and_no_public_key_is_gone(name):
    schema = json_schema(name)
    assert schema["properties"]["version"]["const"] == 1
    assert "version" in schema["required"]
    assert set(schema["properties"]) == set(KEYS[name])


@pytest.mark.slow
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_what_is_printed_of_an_example_is_what_the_schemas_say(file):
    document = load(file)
    report = report_model(check(document.proposal, fixes=False), str(file), document.place, date(2026, 1, 15))
    holds("report", reports_model([report], []).as_data())
    budget = printed("budget", file)
    holds("budget", budget)
    assert list(budget) == [key for key in KEYS["budget"] if key in budget]
    holds("budget-explain", printed("budget", file, "--explain", "grant"))
    holds("score", printed("score", file))


def test_a_report_with_edits_is_what_the_schema_says():
    data = printed("check", ROOT / "examples" / "broken" / "ka210-school-2026.yaml", "--fixes")
    holds("report", data)
    assert any(finding["edits"] for finding in data["proposals"][0]["findings"])


def test_budgets_of_unit_costs_have_no_keys_of_lump_sums():
    budget = printed("budget", ROOT / "examples" / "vet-innovation.yaml")
    assert not {"management", "choices"} & budget.keys()


def test_input_that_cannot_be_read_is_told_by_the_schema(tmp_path):
    (tmp_path / "a.yaml").write_text("call: 2016\ncountry: BE\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("call: 2019\naction: small-scale-partnership\n", encoding="utf-8")
    arguments = ["check", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml"), "--format", "json"]
    data = json.loads(CliRunner().invoke(app, arguments).stdout)
    holds("report", data)
    unread, unknown = data["errors"]
    assert unread.keys() == {"file", "message", "at", "line", "column", "hint"}
    assert unknown.keys() == unread.keys()
    assert (unknown["at"], unknown["line"]) == ("/call", None)


def test_lines_of_a_check_are_what_the_schema_says(tmp_path):
    (tmp_path / "a.yaml").write_text("call: 2016\ncountry: BE\n", encoding="utf-8")
    broken = ROOT / "examples" / "broken" / "ka210-school-2026.yaml"
    arguments = ["check", str(tmp_path / "a.yaml"), str(broken), "--format", "jsonl"]
    lines = [json.loads(line) for line in CliRunner().invoke(app, arguments).stdout.splitlines()]
    assert [line["verdict"] for line in lines] == [None, "not-eligible"]
    for line in lines:
        holds("check-line", line)
        assert list(line) == KEYS["check-line"]


@pytest.mark.slow
def test_a_draft_that_comes_back_is_told_by_the_schema(tmp_path):
    source = (ROOT / "examples" / "youth-two-countries.yaml").read_text(encoding="utf-8")
    (tmp_path / "p.yaml").write_text(source, encoding="utf-8")
    draft = tmp_path / "d.md"
    CliRunner().invoke(app, ["draft", str(tmp_path / "p.yaml"), "-o", str(draft)])
    text = draft.read_text(encoding="utf-8")
    draft.write_text(text.replace("young people", "younger people"), encoding="utf-8")
    data = printed("read", draft, tmp_path / "p.yaml", "--dry-run")
    holds("read", data)
    changed, same = (
        [a for a in data["answers"] if (a["state"] == "taken") is took] for took in (True, False)
    )
    assert changed
    assert same
    assert all({"proposal", "draft"} <= answer.keys() for answer in changed)
    assert not any({"proposal", "draft"} & answer.keys() for answer in same)


@pytest.mark.slow
def test_the_catalogues_are_what_the_schemas_say():
    data = printed("rules", "--call", 2026, "--action", "cooperation-partnership")
    holds("rules", data)
    assert data["rules"]
    holds("explain", printed("explain", all_rules()[0].id))
    holds("explain-hint", printed("explain", all_hints()[0].id))
    holds("explain-key", printed("explain", "work_packages"))
    holds("explain-key", printed("explain", "proposal"))
    holds("explain-word", printed("explain", "OID"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "arguments", "listed"),
    [
        ("guide-calls", ["calls"], "calls"),
        ("guide-show", ["show", "2026", "cooperation-partnership", "vet"], "figures"),
        ("guide-diff", ["diff", "2016/strategic-partnership", "2017"], "changes"),
        ("guide-countries", ["countries", "2026", "cooperation-partnership"], "countries"),
        ("guide-priorities", ["priorities", "2026", "cooperation-partnership", "school"], "priorities"),
        ("guide-deadlines", ["deadlines", "2026"], "deadlines"),
        ("guide-agencies", ["agencies", "BE"], "agencies"),
        ("guide-coverage", ["coverage", "2026", "cooperation-partnership"], "statements"),
        ("guide-check", ["check"], "items"),
    ],
)
def test_pages_of_the_guide_are_what_the_schemas_say(name, arguments, listed):
    data = printed("guide", *arguments)
    holds(name, data)
    assert list(data) == KEYS[name]
    assert data[listed]


def test_a_result_with_a_key_that_is_not_public_is_refused():
    data = printed("score", EXAMPLES[0])
    assert [fault.validator for fault in validator("score").iter_errors({**data, "mood": 1})] == [
        "additionalProperties"
    ]
    del data["total"]
    assert [fault.validator for fault in validator("score").iter_errors(data)] == ["required"]


def test_the_schema_of_the_proposal_is_the_default():
    plain, named = (CliRunner().invoke(app, ["schema", *more]).stdout for more in ([], ["--of", "proposal"]))
    assert plain == named
    assert json.loads(plain)["title"] == "Proposal"


def test_an_unknown_schema_is_refused_with_the_one_that_was_meant():
    result = CliRunner().invoke(app, ["schema", "--of", "budgets"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "did you mean budget?" in result.stderr


@pytest.mark.slow
@pytest.mark.parametrize("edition", [open_edition(*key) for key in available()[::6]], ids=lambda e: e.id)
def test_editions_of_all_years_are_told_by_the_schema(edition, tmp_path):
    file = tmp_path / "p.yaml"
    file.write_text(f"call: {edition.call}\naction: {edition.action}\nlump_sum: 1\n", encoding="utf-8")
    holds("budget", printed("budget", file))
    holds("score", printed("score", file))
