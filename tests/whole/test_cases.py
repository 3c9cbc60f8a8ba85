"""Inputs whose right answer was written down before the tool was run, each with where it stands.

`cases/eligibility.jsonl` holds one a line: `name`, `proposal`, `why` (where the answer stands) and `expect`:

    verdict     the verdict is one of these
    fails       these rules fail with severity error
    warns       these rules fail in whatever severity, or are open; `flags` says the same
    no_warns    these rules do not fail
    warns_any   some rule objects, or one that decides is open
    categories  EUR in these categories of the budget
    grant       EUR of the whole
    complete    whether the budget knows every figure that it needs
"""

import json

import pytest
from folders import CASES

from erasmus_cli import Proposal, calculate, check
from erasmus_cli.rules.catalogue import find

ROWS = [json.loads(line) for line in (CASES / "eligibility.jsonl").read_text("utf-8").splitlines()]
EXPECTED = {"verdict", "fails", "warns", "flags", "no_warns", "warns_any", "categories", "grant", "complete"}

# What comes out wrong today, and why. The marks are strict: mending one forces its line out.
WRONG: dict[str, str] = {}


def cases():
    for row in ROWS:
        reason = WRONG.get(row["name"])
        marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
        yield pytest.param(row, id=row["name"], marks=marks)


def judged(report):
    return [finding for finding in report.findings if finding.severity != "assessor"]


def objections(report, expect):
    """What the report says other than expected."""
    failing = [finding for finding in judged(report) if finding.outcome == "fail"]
    errors = {finding.rule for finding in failing if finding.severity == "error"}
    failed = {finding.rule for finding in failing}
    open_ = [finding for finding in judged(report) if finding.outcome == "unknown"]
    if "verdict" in expect and report.verdict not in expect["verdict"]:
        yield f"{report.verdict}, expected {' or '.join(expect['verdict'])}"
    yield from (f"{rule} does not fail" for rule in expect.get("fails", ()) if rule not in errors)
    flagged = failed | {finding.rule for finding in open_}
    wanted = (*expect.get("warns", ()), *expect.get("flags", ()))
    yield from (f"{rule} is silent" for rule in wanted if rule not in flagged)
    yield from (f"{rule} fails" for rule in expect.get("no_warns", ()) if rule in failed)
    if expect.get("warns_any") and not failed and not any(f.severity == "error" for f in open_):
        yield "nothing is flagged"


def miscounts(proposal, expect):
    """What the budget says other than worked out by hand."""
    if not expect.keys() & {"categories", "grant", "complete"}:
        return
    grant = calculate(proposal)
    for category, by_hand in expect.get("categories", {}).items():
        if grant.after_caps(category) != by_hand:
            yield f"{category} {grant.after_caps(category)}, by hand {by_hand}"
    if "grant" in expect and grant.amount != expect["grant"]:
        yield f"grant {grant.amount}, by hand {expect['grant']}"
    if "complete" in expect and grant.complete is not expect["complete"]:
        yield f"complete {grant.complete}"


@pytest.mark.parametrize("row", list(cases()))
def test_a_case_comes_out_as_written_down(row):
    proposal, expect = Proposal.model_validate(row["proposal"]), row["expect"]
    wrong = [*objections(check(proposal), expect), *miscounts(proposal, expect)]
    assert not wrong, row["why"]


def test_each_case_says_what_is_expected_and_why():
    names = [row["name"] for row in ROWS]
    assert len(set(names)) == len(names)
    for row in ROWS:
        assert row["why"], row["name"]
        assert row["expect"], row["name"]
        assert set(row["expect"]) <= EXPECTED, row["name"]
        rules = {
            rule for key in ("fails", "warns", "flags", "no_warns") for rule in row["expect"].get(key, ())
        }
        assert all(find(rule) for rule in rules), row["name"]


def test_the_list_of_wrong_answers_names_cases():
    assert set(WRONG) <= {row["name"] for row in ROWS}
