"""The lists of a project's logic: what the model takes, and what hints say of them."""

import pytest

from erasmus_cli.guide.loader import open_edition
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.reader import parse
from erasmus_cli.rules.engine import check
from erasmus_cli.scoring.hints.engine import hints_on

MEMBERS = {"organisations": [{"id": "a"}, {"id": "b"}]}
DATES = {"start": "2026-11-01", "months": 24}  # the last day is 31 October 2028


def said(fragment):
    proposal = Proposal.model_validate({"call": 2026, "action": "cooperation-partnership", **fragment})
    found = hints_on(proposal, open_edition(proposal.call, proposal.action))
    return [(one.hint.id, one.remark.at) for one in found.said if one.hint.id >= "HINT-21"]


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("34", "34"),
        ("3.1", "3.1"),
        ("8.000", "8.000"),
        ("34 %", "34 %"),
        ("none yet", "none yet"),
        ("'8.000'", "8.000"),
    ],
)
def test_a_reading_keeps_what_was_written(written, held):
    indicator = parse(f"indicators: [{{baseline: {written}}}]\n", "p.yaml").proposal.indicators[0]
    assert indicator.baseline == held


def test_levels_are_taken_in_any_case_and_others_refused():
    assert Proposal.model_validate({"risks": [{"likelihood": "High"}]}).risks[0].likelihood == "high"
    with pytest.raises(ValueError, match="likelihood"):
        Proposal.model_validate({"risks": [{"likelihood": "often"}]})


def test_a_risk_needs_a_measure_and_an_indicator_a_target():
    risks = [{"title": "a"}, {"title": "b", "measure": " "}, {"title": "c", "measure": "a deputy"}]
    assert said({"risks": risks}) == [("HINT-21", "/risks/0"), ("HINT-21", "/risks/1")]
    indicators = [{"title": "n", "target": "60"}, {"title": "m", "baseline": "34"}]
    assert said({"indicators": indicators}) == [("HINT-22", "/indicators/1")]


def test_each_broken_link_is_told_where_it_stands():
    fragment = {
        **MEMBERS,
        "objectives": [{"id": "OB1"}],
        "work_packages": [
            {"id": "WP2", "objectives": ["OB1"], "activities": [{"id": "A1", "objectives": ["OB7"]}]}
        ],
        "results": [{"id": "R1", "made_by": ["A1", "A9"], "lead": "zz"}],
        "indicators": [{"measures": ["R1", "OB1", "R9"], "owner": "b", "target": "1"}],
        "past_cooperation": [{"organisations": ["a", "c"]}],
    }
    assert said(fragment) == [
        ("HINT-23", "/results/0/lead"),
        ("HINT-23", "/results/0/made_by/1"),
        ("HINT-23", "/indicators/0/measures/2"),
        ("HINT-23", "/past_cooperation/0/organisations/1"),
        ("HINT-23", "/work_packages/0/activities/0/objectives/0"),
    ]


def test_a_handle_that_stands_twice_is_told():
    assert said({"results": [{"id": "R1"}, {"id": "R1"}, {"id": "R2"}]}) == [("HINT-23", "/results")]


@pytest.mark.parametrize(
    ("due", "remarked"),
    [("2026-10-31", True), ("2026-11-01", False), ("2028-10-31", False), ("2028-11-01", True)],
)
def test_due_days_lie_within_the_project(due, remarked):
    for key in ("results", "milestones"):
        assert said({**DATES, key: [{"title": "x", "due": due}]}) == [("HINT-24", f"/{key}/0")] * remarked


def test_due_days_say_nothing_while_the_project_has_no_dates():
    assert said({"milestones": [{"due": "1999-01-01"}]}) == []


@pytest.mark.slow
def test_what_is_wrong_in_the_logic_never_decides():
    fragment = {**MEMBERS, "risks": [{"owner": "zz"}], "results": [{"lead": "zz"}, {"lead": "zz"}]}
    proposal = Proposal.model_validate({"call": 2026, "action": "cooperation-partnership", **fragment})
    assert "zz" not in str(check(proposal).findings)


def test_lead_of_a_package_and_participants_are_organisations():
    package = {"id": "WP2", "lead": "a", "activities": [{"lead": "a", "participants": ["b"]}]}
    good = {"call": 2026, "action": "cooperation-partnership", **MEMBERS, "work_packages": [package]}
    assert check(Proposal.model_validate(good)).of("ORG-07").outcome == "pass"
    package["activities"][0]["participants"].append("c")
    found = check(Proposal.model_validate(good)).of("ORG-07")
    assert (found.outcome, found.at) == ("fail", "/work_packages/0/activities/0/participants/1")
