"""The example proposals: the good ones are eligible, their broken twins fail exactly as their heads say."""

import re

import pytest
from folders import EXAMPLES

from erasmus_cli.guide.form import form_of
from erasmus_cli.guide.loader import open_edition
from erasmus_cli.proposal.model import handles_of
from erasmus_cli.proposal.reader import load
from erasmus_cli.rules.engine import check, rules_for
from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.rules.report import Verdict

GOOD = sorted(EXAMPLES.glob("*.yaml"))
BROKEN = EXAMPLES / "broken"

FAULTS = {
    "adult-2015.yaml": {
        "APP-02",
        "CON-01",
        "CON-02",
        "DUR-02",
        "ORG-07",
        "TXT-02",
    },
    "ka210-school-2026.yaml": {
        "APP-05",
        "CON-07",
        "DAT-01",
        "DAT-03",
        "DUR-01",
        "LMP-02",
        "LMP-05",
        "LMP-10",
        "ORG-04",
        "ORG-06",
        "TXT-04",
        "VEN-01",
    },
    "ka220-vet-2026.yaml": {
        "ACT-04",
        "APP-04",
        "APP-05",
        "CON-07",
        "DAT-01",
        "DAT-06",
        "LMP-01",
        "LMP-02",
        "LMP-03",
        "LMP-04",
        "LMP-07",
        "LMP-08",
        "LMP-05",
        "LMP-09",
        "LMP-11",
        "ORG-03",
        "ORG-05",
        "ORG-08",
        "PRI-02",
        "PRI-03",
        "PRI-04",
        "TXT-03",
        "TXT-04",
        "VEN-01",
    },
    "school-good-practice.yaml": {
        "ACT-02",
        "APP-03",
        "CON-04",
        "DAT-03",
        "LTT-01",
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

# Rules that decide in an edition of the examples but fail in no twin, each with the reason.
NOT_SHOWN = {
    "ACT-06": "it refuses what no call ever allowed where a figure could not be verified, in alliances and "
    "youth projects; no example is one",
    "APP-06": "it concerns the route of European NGOs, and authorities of schools; no example is either",
    "DAT-05": "it concerns what EACEA takes, where no window is named; no example goes there",
    "CON-05": "in 2015 and 2016 it only warns, in partnerships of school authorities, as its figure is "
    "unverified; in 2026 it concerns applications of European NGOs, and no example is one",
    "BUD-03": "only school exchanges, from 2018 on, exclude items, and no example is one",
}

# The examples that answer all that their form asks.
COMPLETE = ("ka210-school-2026.yaml", "ka220-vet-2026.yaml", "vet-innovation.yaml")


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
    proposals = [load(path).proposal for path in GOOD]
    deciding = {
        rule.id
        for call, action in {(proposal.call, proposal.action) for proposal in proposals}
        for rule in rules_for(open_edition(call, action))
        if rule.severity is Severity.ERROR
    }
    assert deciding - set().union(*FAULTS.values()) == set(NOT_SHOWN)


@pytest.mark.parametrize("name", COMPLETE)
def test_complete_example_answers_every_question_of_the_form(name):
    proposal = load(EXAMPLES / name).proposal
    form = form_of(open_edition(proposal.call, proposal.action).form, proposal.call)
    asked = [
        f"{question.id}/{handle}" if handle else question.id
        for question in form.questions()
        if not question.optional
        for handle in (handles_of(proposal, question.repeat) if question.repeat else (None,))
    ]
    assert sorted(asked) == sorted(proposal.answers)


def test_amounts_of_the_activities_make_their_work_package():
    packages = load(EXAMPLES / "ka220-vet-2026.yaml").proposal.work_packages
    assert {package.id for package in packages if not package.activities} == {"WP1"}
    for package in packages[1:]:
        assert sum(activity.grant for activity in package.activities) == sum(package.grants.values())


@pytest.mark.parametrize("name", ["ka210-school-2026.yaml", "ka220-vet-2026.yaml"])
def test_everything_planned_lies_within_the_project_and_its_work_package(name):
    proposal = load(EXAMPLES / name).proposal
    packages = proposal.work_packages or ()
    pairs = [(proposal, part) for part in (*packages, *(proposal.activities or ()))]
    pairs += [(package, activity) for package in packages for activity in package.activities]
    for whole, part in pairs:
        assert whole.start <= part.start <= part.end <= whole.end
