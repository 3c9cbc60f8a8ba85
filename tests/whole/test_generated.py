"""The generated proposals are what they say: eligible, or broken by the rules that they name."""

import json

import pytest
from generated import FAULTS, ORGANISATIONS, PACKAGES, proposals

from erasmus_cli import Proposal, check

MADE = 300


@pytest.mark.slow
def test_every_other_proposal_is_eligible_and_the_others_fail_where_they_say():
    shown = set()
    for index, made in enumerate(proposals(MADE)):
        report = check(Proposal.model_validate(made.data), fixes=False)
        failing = {
            finding.rule
            for finding in report.findings
            if finding.outcome == "fail" and finding.severity != "note"
        }
        assert bool(made.faults) is bool(index % 2)
        assert report.verdict == ("not-eligible" if made.faults else "eligible"), made
        assert made.faults <= failing
        assert made.faults or not failing, failing
        assert len(made.faults) <= 3
        shown |= made.faults
    assert shown == set(FAULTS)


@pytest.mark.slow
def test_they_are_as_large_as_a_short_application():
    sizes = [len(json.dumps(made.data)) for made in proposals(MADE)]
    assert min(sizes) > 2500
    assert max(sizes) < 5000
    counts = {len(made.data["organisations"]) for made in proposals(MADE)}
    assert counts == set(ORGANISATIONS)
    assert {len(made.data["work_packages"]) for made in proposals(MADE)} == {PACKAGES}


def test_the_seed_decides_what_is_made():
    first, again, other = (list(proposals(20, seed)) for seed in (1, 1, 2))
    assert first == again
    assert first != other
