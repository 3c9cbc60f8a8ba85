"""Works out the grant: one source for the budget, the rules on money and the draft."""

from decimal import Decimal
from typing import get_args

from erasmus_cli.grant.ceiling import ceiling_of
from erasmus_cli.grant.consortium import Consortium
from erasmus_cli.grant.entries import (
    event_lines,
    exceptional_lines,
    management_lines,
    meeting_lines,
    output_lines,
    special_need_lines,
)
from erasmus_cli.grant.learning import learning_lines
from erasmus_cli.grant.limits import cuts_of, is_doubtful, limited_items, spreads_nothing
from erasmus_cli.grant.lines import NO_CEILING, Grant, Line
from erasmus_cli.grant.lump_sums import lump_sum_grant
from erasmus_cli.grant.project import edition_of, type_of
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.unit_costs import Capped
from erasmus_cli.proposal.model import Proposal

CATEGORIES: tuple[str, ...] = get_args(Capped)

_ITEMS = (
    management_lines,
    meeting_lines,
    output_lines,
    event_lines,
    learning_lines,
    special_need_lines,
    exceptional_lines,
)


def calculate(proposal: Proposal) -> Grant:
    """What the project may ask for.

    Raises:
        NoEditionError: call or action is not said.
        UnknownEditionError: there are no rules for that call and action.
    """
    return grant_of(proposal, edition_of(proposal, "the rates"))


def grant_of(proposal: Proposal, edition: Edition) -> Grant:
    """What the project may ask for under an edition."""
    if edition.lump_sums is not None:
        return lump_sum_grant(proposal, edition)
    if edition.unit_costs is None:
        ceiling = ceiling_of(proposal, edition, Decimal(0))
        return Grant((), (), (), (), ceiling, ("the unit costs of this call and action are not known",))
    return _unit_cost_grant(proposal, edition)


def _unit_cost_grant(proposal: Proposal, edition: Edition) -> Grant:
    consortium = Consortium(proposal, edition)
    costs = edition.unit_costs
    lines = tuple(line for item in _ITEMS for line in item(proposal, costs, consortium)) if costs else ()
    steps = [
        cut for category in CATEGORIES for cut in cuts_of(category, _in(lines, category), proposal, edition)
    ]
    cuts = tuple(cut for cut in steps if not is_doubtful(cut))
    draft = Grant(
        lines, CATEGORIES, cuts, tuple(filter(is_doubtful, steps)), NO_CEILING, _gaps(proposal, edition)
    )
    outside = draft.after_caps("special-needs") + draft.after_caps("exceptional")
    return draft.under(ceiling_of(proposal, edition, outside))


def _in(lines: tuple[Line, ...], category: str) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.category == category)


def _gaps(proposal: Proposal, edition: Edition) -> tuple[str, ...]:
    """What has to be said before some items can be counted in or left out."""
    gaps = []
    used = [item for item in limited_items(edition) if getattr(proposal, item)]
    if used and type_of(edition, proposal) is None:
        gaps.append(f"whether {' and '.join(used)} may be asked for depends on the project type")
    if edition.events_need_outputs and any(
        spreads_nothing(e, proposal) is None for e in proposal.events or ()
    ):
        gaps.append("which outputs each event spreads is not said")
    if not proposal.organisations:
        gaps.append("no organisations are named")
    return tuple(gaps)
