"""Whole runs in a pseudo-terminal, from an empty folder to an eligible verdict, a budget and a Word draft.

A script answers questions by their words, so that it does not matter when one is asked. What it does not
name is left as it is offered.
"""

import os
import sys

import pytest
from person import BEFORE_2026, KA210_SCH, NUMBERS, finish, organisation

pexpect = pytest.importorskip("pexpect")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX pseudo-terminal")

ERASMUS = (sys.executable, "-m", "erasmus_cli")
BEFORE_2016 = {"SOURCE_DATE_EPOCH": "1452000000"}  # 5 January 2016


@pytest.mark.slow
@pytest.mark.parametrize("plain", [True, False], ids=["plain", "drawn"])
def test_ka210_sch_of_2026(tmp_path, plain):
    proposal = finish(tmp_path, KA210_SCH, BEFORE_2026, plain=plain)
    assert [a.grant for a in proposal.activities] == [30000, 30000]
    assert [a.lead for a in proposal.activities] == ["soo-school", "escola"]
    assert [a.city for a in proposal.activities] == ["Gent", "Evora"]


KA220_ADU = {
    "For which call": "2026",
    "What kind of project": "Cooperation",
    "Which field": "Adult",
    "title of the project": "Repair together",
    "In which language": "English",
    "name of the organisation": ("Association", "Werkstatt", "Stichting", "Tampere"),
    **organisation("Association", "France", "Lyon", "Non-profit"),
    **organisation("Werkstatt", "Germany", "Berlin", "Non-profit"),
    **organisation("Stichting", "Netherlands", "Utrecht", "Non-profit"),
    **organisation("Tampere", "Finland", "Tampere", "Non-profit"),
    "Organisations: what next": ("Add", "Add", "Add", "Done"),
    "On which day was Association": "May 2001",
    "For which deadline": "Round 1",
    "project start": "1.9.2026",
    "How many months": "2 years",
    "first of all": "Any field: ",
    "Which lump sum": "EUR 250",
    "title of this work package": ("Management", "Map", "Train", "Try", "Share"),
    "Is `Management`": "Yes",
    "title of this activity": ("Survey", "Course", "Trial", "Fair"),
    **{f"Activities of {title}: what next": ("Add", "Done") for title in ("Map", "Train", "Try", "Share")},
    "Work packages: what next": ("Add", "Add", "Add", "Add", "Divide", "Done"),
}


@pytest.mark.slow
def test_ka220_adu_of_2026_with_five_packages(tmp_path):
    proposal = finish(tmp_path, KA220_ADU, BEFORE_2026, plain=True)
    assert [p.id for p in proposal.work_packages] == ["WP1", "WP2", "WP3", "WP4", "WP5"]
    assert sum(sum(p.grants.values()) for p in proposal.work_packages) == 250000


VET_2016 = {
    "For which call": "2016",
    "What kind of project": "Strategic",
    "Which field": "Vocational",
    "What is the project for": "Supporting innovation",
    "title of the project": "Learning at work",
    "In which language": "English",
    "name of the organisation": ("Riverside", "Fjord", "Ergasia"),
    **organisation("Riverside", "Belgium", "Gent", "Provider of vocational"),
    **organisation("Fjord", "Norway", "Bergen", "Provider of vocational"),
    **organisation("Ergasia", "EL", "Larissa", "Enterprise of any size"),
    "Organisations: what next": ("Add", "Add", "Done"),
    "project start": "September 2016",
    "How many months": "24",
    "first of all": "Any field: ",
    "outputs: what next": ("Add", "Add", "Done"),
    "title of this intellectual output": ("A course", "A diary"),
    "staff of Riverside work on `A course`": "40 teacher, 5 manager",
    "staff of Fjord work on `A diary`": "30 technician",
    "events: what next": ("Add", "Done"),
    "title of this multiplier event": "Conference",
    "Which outputs does": NUMBERS,
    "guests from its own country": "60",
    "activities: what next": ("Add", "Done"),
    "title of this learning": "Training",
    "What kind of activity": "Short-term joint staff",
    "hosts `Training`": "Fjord",
    "How many days of activity": "5",
    "participants of Riverside": "4",
    "days of travel does each of Riverside": "2",
}


@pytest.mark.slow
def test_a_strategic_partnership_of_2016_with_outputs_event_and_training(tmp_path):
    proposal = finish(tmp_path, VET_2016, BEFORE_2016, plain=True)
    assert [o.id for o in proposal.outputs] == ["O1", "O2"]
    assert proposal.events[0].outputs == ("O1", "O2")
    assert proposal.learning_activities[0].groups[0].participants == 4


AFTER_2026 = {
    "SOURCE_DATE_EPOCH": "1796050000"
}  # 30 November 2026, when call 2026 is over and 2027 not known
CALL_TO_COME = {words: said for words, said in KA220_ADU.items() if words != "For which deadline"} | {
    "For which call": "2027, provisionally",
    "project start": "1.9.2027",
}


@pytest.mark.slow
@pytest.mark.parametrize("plain", [True, False], ids=["plain", "drawn"])
def test_ka220_adu_of_the_call_to_come_meets_the_rules_of_the_last_one(tmp_path, plain):
    proposal = finish(tmp_path, CALL_TO_COME, AFTER_2026, plain=plain, provisional=True)
    assert (proposal.call, proposal.round) == (2027, None)
    assert [p.id for p in proposal.work_packages] == ["WP1", "WP2", "WP3", "WP4", "WP5"]
