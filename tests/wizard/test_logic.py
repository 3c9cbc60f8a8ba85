"""Objectives, results, risks and the like: filled on request, and never asked for otherwise."""

import pytest
from wizard_script import COMPLETE, DONE, Script

from erasmus_cli.proposal.reader import load
from erasmus_cli.wizard.file import ProposalFile
from erasmus_cli.wizard.menu import Home
from erasmus_cli.wizard.session import Session


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "proposal.yaml"
    file.write_text(COMPLETE, encoding="utf-8")
    return file


def fill(path, lists, answers):
    picked = {"home": ("logic", "finish"), "logic": (*(f"/{key}" for key in lists), None)}
    person = Script({**picked, **answers}, goes_on=False)
    Session(ProposalFile(path), person, lambda _: None).run(Home())
    person.finish()
    return person


def test_the_logic_of_a_project_is_filled_by_questions(path):
    fill(
        path,
        ("objectives", "results", "indicators", "milestones", "risks", "past_cooperation"),
        {
            **dict.fromkeys(("objectives", "results", "indicators", "milestones"), ("add", DONE)),
            **dict.fromkeys(("risks", "past_cooperation"), ("add", DONE)),
            "objectives.0.title": "Fewer leave the course",
            "results.0.title": "A handbook",
            "results.0.lead": "b",
            "results.0.due": "1 May 2018",
            "indicators.0.title": "Learners who leave",
            "indicators.0.measures": ["OB1", "R1"],
            "indicators.0.baseline": "34 %",
            "indicators.0.target": "20",
            "milestones.0.title": "First course",
            "risks.0.title": "A trainer falls ill",
            "risks.0.likelihood": "low",
            "risks.0.owner": "a",
            "past_cooperation.0.title": "Welding together",
            "past_cooperation.0.organisations": ["a", "b"],
            "past_cooperation.0.start": "2012",
        },
    )
    proposal = load(path).proposal
    assert proposal.indicators[0].measures == ("OB1", "R1")
    assert (proposal.results[0].lead, str(proposal.results[0].due)) == ("b", "2018-05-01")
    assert (proposal.indicators[0].baseline, proposal.milestones[0].id) == ("34 %", "M1")
    assert (proposal.risks[0].likelihood, proposal.past_cooperation[0].start) == ("low", 2012)


def test_an_objective_is_called_otherwise_wherever_it_is_named(path):
    path.write_text(
        COMPLETE + "outputs: [{id: O1, title: Course, objectives: [OB1]}]\n"
        "objectives: [{id: OB1, title: Fewer leave}]\n"
        "indicators: [{title: Leavers, measures: [OB1]}]\n",
        encoding="utf-8",
    )
    fill(
        path,
        ("objectives",),
        {
            "objectives": ("edit", DONE),
            "objectives.entry": ("/objectives/0/id", None),
            "objectives.0.id": "stay",
        },
    )
    proposal = load(path).proposal
    assert proposal.objectives[0].id == "stay"
    assert proposal.outputs[0].objectives == proposal.indicators[0].measures == ("stay",)
