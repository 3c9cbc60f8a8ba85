"""The example proposals: the good ones are eligible, their broken twins fail exactly as their heads say."""

import re
from pathlib import Path

import pytest

from erasmus_cli.guide.form import open_form
from erasmus_cli.proposal.model import handles_of
from erasmus_cli.proposal.reader import load
from erasmus_cli.rules.engine import check, plan_for
from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.rules.report import Verdict

EXAMPLES = Path(__file__).parent.parent / "examples"
GOOD = sorted(EXAMPLES.glob("*.yaml"))
BROKEN = EXAMPLES / "broken"

FAULTS = {
    "adult-2015.yaml": {
        "APP-02",
        "APP-03",
        "CON-01",
        "CON-02",
        "CON-03",
        "DUR-02",
        "ORG-07",
        "TXT-02",
    },
    "school-good-practice.yaml": {
        "ACT-02",
        "APP-03",
        "CON-04",
        "DAT-03",
        "ORG-02",
        "ORG-03",
        "ORG-04",
        "PRI-01",
        "PRI-02",
    },
    "vet-innovation.yaml": {
        "BUD-02",
        "CON-02",
        "CON-03",
        "DAT-01",
        "DAT-02",
        "DUR-01",
        "GRA-01",
        "ORG-05",
        "ORG-07",
        "TXT-03",
    },
    "youth-two-countries.yaml": {
        "ACT-01",
        "ACT-02",
        "ACT-03",
        "APP-01",
        "BUD-01",
        "ORG-01",
        "ORG-06",
        "PRI-01",
        "PRI-02",
        "TXT-04",
    },
}

# Only warns in these calls, and only in partnerships of school authorities: its figure is unverified.
NOT_SHOWN = {"CON-05"}


def report_on(path):
    return check(load(path).proposal)


def failing(report):
    return {finding.rule for finding in report.findings if finding.outcome is Result.FAIL}


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_example_is_eligible(path):
    assert report_on(path).verdict is Verdict.ELIGIBLE


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_example_leaves_nothing_to_mend_or_to_say(path):
    findings = [
        f"{finding.rule}: {finding.message}"
        for finding in report_on(path).findings
        if finding.severity is not Severity.ASSESSOR and finding.outcome in (Result.FAIL, Result.UNKNOWN)
    ]
    assert findings == []


def test_every_good_example_has_a_broken_twin_in_the_table():
    names = [path.name for path in GOOD]
    assert names == sorted(path.name for path in BROKEN.glob("*.yaml"))
    assert names == sorted(FAULTS)


@pytest.mark.parametrize("name", FAULTS)
def test_broken_twin_is_not_eligible(name):
    assert report_on(BROKEN / name).verdict is Verdict.NOT_ELIGIBLE


@pytest.mark.parametrize("name", FAULTS)
def test_broken_twin_fails_exactly_these_rules(name):
    assert failing(report_on(BROKEN / name)) == FAULTS[name]


@pytest.mark.parametrize("name", FAULTS)
def test_head_of_broken_twin_lists_its_faults(name):
    head = (BROKEN / name).read_text(encoding="utf-8").partition("\ncall:")[0]
    assert set(re.findall(r"\b[A-Z]{3}-\d{2}\b", head)) == FAULTS[name]


def test_every_rule_that_decides_fails_in_some_twin():
    deciding = {
        rule.id
        for call in (2015, 2016)
        for rule in plan_for(call, "strategic-partnership")
        if rule.severity is Severity.ERROR
    }
    assert deciding - set().union(*FAULTS.values()) == NOT_SHOWN


def test_showcase_answers_every_question_of_the_form():
    proposal = load(EXAMPLES / "vet-innovation.yaml").proposal
    asked = [
        f"{question.id}/{handle}" if handle else question.id
        for question in open_form("sp-2016").questions()
        if not question.optional and (not question.calls or proposal.call in question.calls)
        for handle in (handles_of(proposal, question.repeat) if question.repeat else (None,))
    ]
    assert sorted(asked) == sorted(proposal.answers)
