"""The grant of a project, as the rules on money ask for it."""

from erasmus_cli.grant.calculator import grant_of
from erasmus_cli.grant.lines import Grant
from erasmus_cli.grant.wording import item_in_words
from erasmus_cli.messages import Message
from erasmus_cli.project.project import Project

UNIT_COST_KEYS = (
    "organisations",
    "months",
    "field",
    "format",
    "type",
    "meetings",
    "outputs",
    "events",
    "learning_activities",
    "special_needs",
    "exceptional_costs",
)
"""The keys of a proposal on which a grant of unit costs depends."""

LUMP_SUM_KEYS = ("lump_sum", "work_packages", "activities", "organisations")
"""The keys of a proposal on which the division of a lump sum depends."""


def grant(project: Project) -> Grant:
    """What the project may ask for. Whoever rests on it cites its figures."""
    return project.once(_work_out)


def item_named(item: str) -> Message:
    """A budget item of the Guide in words; never the name of a work package, which applicants choose."""
    return Message(item_in_words(item))


def _work_out(project: Project) -> Grant:
    return grant_of(project.proposal, project.edition)
