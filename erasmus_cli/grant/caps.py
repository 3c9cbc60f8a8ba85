"""Every cap of an edition against a grant: those that cut, those that do not, those nobody verified."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from erasmus_cli.grant.budget import Budget
from erasmus_cli.grant.calculator import CATEGORIES
from erasmus_cli.grant.limits import cap_amount, cap_in_words, spreads_nothing
from erasmus_cli.grant.lines import Line, together
from erasmus_cli.guide.sources import Grade
from erasmus_cli.guide.unit_costs import ItemCap


class Counts(StrEnum):
    """How a line counts towards the sum of its category."""

    YES = "yes"
    OUTSIDE = "outside the cap"
    NO = "no"


@dataclass(frozen=True)
class CapState:
    """A cap and what it meets.

    Attributes:
        category: the budget item.
        cap: the cap as the Guide has it.
        words: what it allows.
        limit: EUR; None while the length of the project is not said.
        value: EUR that counts towards it.
    """

    category: str
    cap: ItemCap
    words: str
    limit: Decimal | None
    value: Decimal

    @property
    def doubtful(self) -> bool:
        """Whether nobody could verify it, so that nothing is taken off."""
        return self.cap.source.grade is Grade.UNVERIFIED


def caps_of(budget: Budget) -> Iterator[CapState]:
    """The caps of the edition on budget items, in the order of the items."""
    caps = budget.edition.unit_costs.caps if budget.edition.unit_costs else {}
    months = budget.proposal.months
    for category, cap in ((name, caps[name]) for name in CATEGORIES if name in caps):
        lines = (line for _, line in budget.of(category) if counts(budget, line) is Counts.YES)
        yield CapState(
            category,
            cap,
            cap_in_words(cap, months) if cap.total or months is not None else "depends on months",
            cap_amount(cap, months),
            together(lines),
        )


def counts(budget: Budget, line: Line) -> Counts:
    """How a line counts: not at all where a condition closes it, outside the cap for a guarantee."""
    closing = {cut.cap for cut in budget.grant.cuts if cut.category == line.category}
    events, exceptional = budget.proposal.events or (), budget.proposal.exceptional_costs or ()
    if closing & {"project-type", "format"}:
        return Counts.NO
    if "events-without-output" in closing and spreads_nothing(events[line.index], budget.proposal):
        return Counts.NO
    if line.category == "exceptional" and exceptional[line.index].guarantee:
        return Counts.OUTSIDE
    return Counts.YES
