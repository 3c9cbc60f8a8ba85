"""Works out the grant: one source for the budget, the rules on money and the draft."""

from collections.abc import Iterator
from functools import partial

from erasmus_cli.grant.caps import cuts_of, is_unverified, limited_items, spreads_nothing
from erasmus_cli.grant.ceiling import ceiling_of
from erasmus_cli.grant.items import ITEMS
from erasmus_cli.grant.learning_lines import learning_lines
from erasmus_cli.grant.lump_sum import lump_sum_grant
from erasmus_cli.grant.model import NOTHING, Grant, after_cuts, cut_by, together
from erasmus_cli.grant.unit_cost_lines import (
    event_lines,
    exceptional_lines,
    management_lines,
    meeting_lines,
    output_lines,
    special_need_lines,
)
from erasmus_cli.guide.unit_costs import UnitCosts
from erasmus_cli.project.project import Project, open_project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.wording.messages import Message, say

_LINES_OF = (
    management_lines,
    meeting_lines,
    output_lines,
    event_lines,
    learning_lines,
    special_need_lines,
    exceptional_lines,
)


def calculate(proposal: Proposal, *, provisional: bool = False) -> Grant:
    """What the project may ask for.

    Args:
        proposal: what the applicant says.
        provisional: for a call that is not published yet, take the newest rules there are.

    Raises:
        NoEditionError: call or action is not said.
        UnknownEditionError: there are no rules for that call and action.
        NotPublishedError: the call is not published yet, and `provisional` is not set.
    """
    return grant_of(open_project(proposal, "the rates", provisional=provisional))


def grant_of(project: Project) -> Grant:
    """What the project may ask for under its edition, worked out once for each project."""
    return project.once(_grant)


def _grant(project: Project) -> Grant:
    edition = project.edition
    if edition.lump_sums is not None:
        return lump_sum_grant(project)
    if edition.unit_costs is None:
        gap = say("the unit costs of this call and action are not known")
        return Grant((), {}, 0, 0, (), (), ceiling_of(project, NOTHING), (gap,), tuple)
    return _unit_cost_grant(project, edition.unit_costs)


def _unit_cost_grant(project: Project, costs: UnitCosts) -> Grant:
    lines = tuple([line for lines_of in _LINES_OF for line in lines_of(project, costs)])
    by_item = {item: tuple([line for line in lines if line.category == item]) for item in ITEMS}
    sums = {item: together(own) for item, own in by_item.items()}
    steps = [cut for item, own in by_item.items() for cut in cuts_of(item, own, project)]
    cuts = tuple([cut for cut in steps if not is_unverified(cut)])
    after = after_cuts(sums, cuts)
    ceiling = ceiling_of(project, after["special-needs"] + after["exceptional"])
    unpriced = sum([line.amount is None for line in lines])
    return Grant(
        ITEMS,
        sums,
        len(lines) - unpriced,
        unpriced,
        cuts + cut_by(ceiling, sum(after.values(), NOTHING)),
        tuple(filter(is_unverified, steps)),
        ceiling,
        tuple(_gaps(project)),
        partial(iter, lines),
    )


def _gaps(project: Project) -> Iterator[Message]:
    """What has to be said before some items can be counted in or left out."""
    proposal = project.proposal
    used = [item for item in limited_items(project.edition) if getattr(proposal, item)]
    if used and project.type is None:
        yield say("whether {items:and} may be asked for depends on the project type", items=tuple(used))
    if project.edition.events_need_outputs and any(
        spreads_nothing(event, proposal) is None for event in proposal.events or ()
    ):
        yield say("which outputs each event spreads is not said")
    if not project.members:
        yield say("no organisations are named")
