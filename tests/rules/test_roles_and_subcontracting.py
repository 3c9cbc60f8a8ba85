"""Affiliated entities, and work that is given to others."""

import pytest

from erasmus_cli import Proposal, check
from erasmus_cli.project.project import open_project
from erasmus_cli.rules.outcome import Result, Severity

KA220 = {"call": 2026, "action": "cooperation-partnership", "field": "vet"}


def organisation(handle, country, role="partner"):
    return {
        "id": handle,
        "name": f"School {handle}",
        "country": country,
        "kind": "vet-provider",
        "role": role,
    }


def said(rule, **data):
    report = check(Proposal.model_validate({**KA220, **data}), select=(rule,), fixes=False)
    return [(found.outcome, found.severity, found.message) for found in report.findings]


def test_an_affiliated_entity_does_not_count_and_is_named_as_such():
    members = [
        organisation("a", "BE", "applicant"),
        organisation("b", "NL"),
        organisation("c", "PL", "affiliated"),
    ]
    ((outcome, _, message),) = said("CON-01", organisations=members)
    assert outcome is Result.FAIL
    assert message.endswith("; not counted: c: affiliated")


def test_an_affiliated_entity_has_to_be_eligible():
    members = [organisation("a", "BE", "applicant"), organisation("b", "BY", "affiliated")]
    ((outcome, severity, _),) = said("CON-07", organisations=members)
    assert (outcome, severity) == (Result.FAIL, Severity.ERROR)


def test_an_affiliated_entity_may_have_a_share():
    members = [organisation("a", "BE", "applicant"), organisation("b", "BE", "affiliated")]
    project = open_project(Proposal.model_validate({**KA220, "organisations": members}), "all")
    assert [member.takes_part for member in project.members] == [True, True]


@pytest.mark.parametrize(
    ("contract", "outcome", "severity"),
    [
        ({"task": "Printing", "cost": 900, "part": "other"}, Result.PASS, Severity.ERROR),
        ({"task": "Reports to the agency", "cost": 900, "part": "coordination"}, Result.FAIL, Severity.ERROR),
        ({"task": "The course", "cost": 900, "part": "core"}, Result.FAIL, Severity.ERROR),
        ({"task": "Printing", "part": "other"}, Result.UNKNOWN, Severity.WARNING),
        ({"task": "Printing", "cost": 900}, Result.UNKNOWN, Severity.WARNING),
    ],
)
def test_what_may_be_subcontracted(contract, outcome, severity):
    ((found, weight, _),) = said("LMP-11", subcontracting=[contract])
    assert (found, weight) == (outcome, severity)


@pytest.mark.parametrize(("second", "outcome"), [(40, Result.PASS), (39, Result.FAIL), (41, Result.FAIL)])
def test_the_shares_of_an_activity_make_it(second, outcome):
    activity = {"id": "A1", "grant": 100, "grants": {"a": 60, "b": second}}
    data = {**KA220, "action": "small-scale-partnership", "activities": [activity]}
    (found,) = check(Proposal.model_validate(data), select=("LMP-10",), fixes=False).findings
    assert found.outcome is outcome
