"""What an applicant has still to say before a grant of unit costs can be added up."""

from erasmus_cli.grant.calculator import grant_of
from erasmus_cli.grant.caps import closed_items
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.unit_cost_items import UNIT_COST_LISTS

_LISTS = ("organisations", *UNIT_COST_LISTS)


def unsaid(project: Project) -> tuple[str, ...]:
    """JSON pointers of it: amounts, whole lists, and the project type where it opens items.

    A list that is not there may still be filled; one that is there and empty is meant so.
    """
    proposal, grant = project.proposal, grant_of(project)
    closed = {entry.item for entry in project.once(closed_items)}
    lists = (*_LISTS, "type") if grant.gaps and project.type is None else _LISTS
    missing = [f"/{key}" for key in lists if key not in closed and getattr(proposal, key) is None]
    return tuple(dict.fromkeys([*grant.needs, *missing]))
