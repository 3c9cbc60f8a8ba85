"""What limits the items of a grant of unit costs: what type or format close, what needs an output, caps."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from erasmus_cli.grant.lines import Cut, Figures, Line, cents, together
from erasmus_cli.grant.project import type_of
from erasmus_cli.grant.wording import item_in_words
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.sources import Grade
from erasmus_cli.guide.unit_costs import ItemCap
from erasmus_cli.proposal.model import Event, ExceptionalCost, Proposal
from erasmus_cli.wording import count, eur


@dataclass(frozen=True)
class Closed:
    """A budget item for which the project cannot ask, what closes it, why, and the figures that say so."""

    item: str
    by: str
    words: str
    figures: Figures


def closed_by_type(proposal: Proposal, edition: Edition) -> Iterator[Closed]:
    """The budget items that another project type opens and that of this project does not.

    A format that is bound to a type is of that type, whatever the proposal says.
    """
    shape = edition.formats.get(proposal.format or "")
    chosen = (shape.project_type if shape else None) or type_of(edition, proposal)
    if chosen not in edition.types:
        return
    kind = edition.types[chosen]
    for item in limited_items(edition):
        if item not in kind.budget_items:
            yield Closed(
                item, "project-type", f"the project type {chosen} does not open it", {f"types.{chosen}": kind}
            )


def limited_items(edition: Edition) -> tuple[str, ...]:
    """The budget items that only some project types open."""
    return tuple(dict.fromkeys(item for kind in edition.types.values() for item in kind.budget_items))


def closed_by_format(proposal: Proposal, edition: Edition) -> Iterator[Closed]:
    """The budget items that the format excludes."""
    shape = edition.formats.get(proposal.format or "")
    if shape is None:
        return
    for item in shape.excluded_items:
        yield Closed(
            item, "format", f"the format {proposal.format} excludes it", {f"formats.{proposal.format}": shape}
        )


def spreads_nothing(event: Event, proposal: Proposal) -> bool | None:
    """Whether a multiplier event spreads no output of the project; None where that is not said yet."""
    if proposal.outputs is None:
        return None
    if not proposal.outputs:
        return True
    if "outputs" not in event.model_fields_set:
        return None
    if any(handle not in {output.id for output in proposal.outputs} for handle in event.outputs):
        return True if all(output.id for output in proposal.outputs) else None
    return not event.outputs


def cuts_of(category: str, lines: tuple[Line, ...], proposal: Proposal, edition: Edition) -> Iterator[Cut]:
    """What is taken off one budget item, step by step; each step begins where the one before ended."""
    start = together(lines)
    for closed in (*closed_by_type(proposal, edition), *closed_by_format(proposal, edition)):
        if closed.item == category and start:
            words = f"{item_in_words(category)}: {closed.words}"
            yield Cut(category, closed.by, words, start, Decimal(0), closed.figures)
            return
    if category == "events" and edition.events_need_outputs:
        kept = tuple(line for line in lines if not spreads_nothing(_event_of(line, proposal), proposal))
        if together(kept) < start:
            words = "events that spread no output of the project bring nothing"
            figures = {"events_need_outputs": edition.events_need_outputs}
            yield Cut(category, "events-without-output", words, start, together(kept), figures)
        lines, start = kept, together(kept)
    caps = edition.unit_costs.caps if edition.unit_costs else {}
    for cap in (cap for name, cap in caps.items() if name == category):
        yield from _capped(category, lines, cap, proposal)


def _capped(category: str, lines: tuple[Line, ...], cap: ItemCap, proposal: Proposal) -> Iterator[Cut]:
    most = cap_amount(cap, proposal.months)
    outside = together(line for line in lines if category == "exceptional" and _guarantee(line, proposal))
    start = together(lines)
    if most is not None and start - outside > most:
        words = f"{item_in_words(category)}: {cap_in_words(cap, proposal.months)}"
        yield Cut(category, category, words, start, most + outside, {f"unit_costs.caps.{category}": cap})


def cap_amount(cap: ItemCap, months: int | None) -> Decimal | None:
    """The most that an item may bring in the whole project, EUR; None while its length is not said.

    A cap for a year counts by the month.
    """
    if cap.total is not None:
        return cap.total
    if months is None:
        return None
    return cents(
        cap.per_month * months if cap.per_month is not None else (cap.per_year or 0) * Decimal(months) / 12
    )


def is_doubtful(cut: Cut) -> bool:
    """Whether a cut rests on a figure that nobody could verify, so that it only warns."""
    return any(source.grade is Grade.UNVERIFIED for source in cut.sources)


def cap_in_words(cap: ItemCap, months: int | None) -> str:
    """What a cap allows in a project of so many months: `EUR 2 750 a month at most, for 24 months`."""
    if cap.per_month is not None:
        return f"{eur(cap.per_month)} a month at most, for {count(months or 0, 'month')}"
    if cap.per_year is not None:
        return f"{eur(cap.per_year)} a year at most, for {count(months or 0, 'month')}"
    return f"{eur(cap.total or Decimal(0))} at most"


def _event_of(line: Line, proposal: Proposal) -> Event:
    return (proposal.events or ())[line.index]


def _guarantee(line: Line, proposal: Proposal) -> bool:
    items: tuple[ExceptionalCost, ...] = proposal.exceptional_costs or ()
    return items[line.index].guarantee
