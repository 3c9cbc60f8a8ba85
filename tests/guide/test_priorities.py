"""What an applicant reads of the priorities that a project has chosen, in the draft and in the wizard."""

from datetime import date

import pytest

from erasmus_cli.chapters.project_data import priorities
from erasmus_cli.chapters.render import markdown
from erasmus_cli.guide.loader import open_edition
from erasmus_cli.project.project import open_project
from erasmus_cli.proposal.model import Proposal

EDUCATORS = (
    "Educators who are well able to teach adults. Among others: literacy; numeracy; digital skills; ICT."
)


def rows(**chosen):
    said = {"call": 2016, "action": "strategic-partnership", "field": "adult", "priorities": chosen}
    return priorities(open_project(Proposal.model_validate(said), "all")).rows


@pytest.mark.parametrize(
    ("names", "text"),
    [((), ""), (("a",), "Among others: a."), (("a", "b, c"), "Among others: a; b, c.")],
)
def test_what_is_named_among_others(names, text):
    plain = open_edition(2016, "strategic-partnership").priorities["adult/basic-skills"]
    named = plain.model_copy(update={"details": names})
    assert named.content.removeprefix(plain.content).strip() == text


def test_a_priority_without_details_is_its_sentence():
    known = open_edition(2016, "strategic-partnership").priorities
    assert known["adult/educators"].content == EDUCATORS
    assert known["adult/basic-skills"].content == known["adult/basic-skills"].sentence


def test_the_draft_tells_what_the_chosen_priorities_are_about():
    main, further = rows(main="adult/educators", others=["adult/basic-skills"])
    assert main == ("main", "Competence of adult educators", EDUCATORS)
    assert further[2] == "A better supply of basic skills learning for adults with low skills."


def test_the_draft_says_of_an_unlisted_priority_that_it_is_not_known():
    assert rows(main="adult/gardening") == (("main", "adult/gardening", "not known here"),)


@pytest.mark.parametrize("call", [2015, 2016, 2017])
def test_details_keep_the_grade_of_their_priority(call):
    """The details of 2016 are carried to 2017 with a priority that is only believed to be the same."""
    edition = open_edition(call, "strategic-partnership")
    detailed = {record.source.grade for record in edition.priorities.values() if record.details}
    assert detailed == {2015: {"official"}, 2016: {"official"}, 2017: {"unverified"}}[call]


def test_a_part_of_the_matters_is_told_as_a_part():
    source = open_edition(2016, "strategic-partnership").priorities["youth/quality-youth-work"].source
    assert "ten matters" in source.note
    assert "four are told here" in source.note


@pytest.mark.parametrize("call", [2015, 2016])
def test_the_draft_tells_all_aims_and_typical_activities(call):
    edition = open_edition(call, "strategic-partnership")
    said = {"call": call, "action": "strategic-partnership", "field": "adult", "priorities": {}}
    draft = markdown(Proposal.model_validate(said), date(2015, 1, 1))
    purposes = (*edition.aims.values(), *edition.activities.values())
    assert len(edition.aims) == 11
    assert all(f"- **{one.label}**: {one.sentence}" in draft for one in purposes)
