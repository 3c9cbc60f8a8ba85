"""What rules on money say of budget items, and on which keys of a proposal a grant depends."""

from erasmus_cli.grant.items import item_in_words
from erasmus_cli.proposal.unit_cost_items import UNIT_COST_LISTS
from erasmus_cli.wording.messages import Message, say

UNIT_COST_KEYS = (
    "organisations",
    "months",
    "field",
    "format",
    "type",
    *UNIT_COST_LISTS,
)
"""The keys of a proposal on which a grant of unit costs depends."""

LUMP_SUM_KEYS = ("lump_sum", "work_packages", "activities", "organisations")
"""The keys of a proposal on which the division of a lump sum depends."""


def item_named(item: str) -> Message:
    """A budget item of the Guide in words; never the name of a work package, which applicants choose."""
    return say("{item}", item=item_in_words(item))
