"""What limits the items of a grant of unit costs: what type or format close, what needs an output, caps."""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from erasmus_cli.grant.items import item_in_words
from erasmus_cli.grant.model import NOTHING, Cut, Figures, Grant, Line, cents, together
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.sources import Grade
from erasmus_cli.guide.unit_costs import ItemCap
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.unit_cost_items import Event
from erasmus_cli.wording.messages import Message, say


class Counts(StrEnum):
    """How a line counts towards the sum of its category."""

    YES = "yes"
    OUTSIDE = "outside the cap"
    NO = "no"


class Closed(NamedTuple):
    """A budget item for which the project cannot ask, what closes it, why, and the figures that say so."""

    item: str
    by: str
    words: Message
    figures: Figures


def closed_items(project: Project) -> tuple[Closed, ...]:
    """The budget items for which the project cannot ask, by its type first, then by its format."""
    return (*closed_by_type(project), *closed_by_format(project))


def closed_by_type(project: Project) -> Iterator[Closed]:
    """The budget items that another project type opens and that of this project does not.

    A format that is bound to a type is of that type, whatever the proposal says.
    """
    edition = project.edition
    shape = edition.formats.get(project.format or "")
    chosen = (shape.project_type if shape else None) or project.type
    if chosen not in edition.types:
        return
    kind = edition.types[chosen]
    for item in limited_items(edition):
        if item not in kind.budget_items:
            words = say("the project type {type} does not open it", type=chosen)
            yield Closed(item, "project-type", words, {f"types.{chosen}": kind})


def limited_items(edition: Edition) -> tuple[str, ...]:
    """The budget items that only some project types open."""
    return tuple(dict.fromkeys(item for kind in edition.types.values() for item in kind.budget_items))


def closed_by_format(project: Project) -> Iterator[Closed]:
    """The budget items that the format excludes."""
    shape = project.edition.formats.get(project.format or "")
    for item in shape.excluded_items if shape else ():
        words = say("the format {format} excludes it", format=project.format)
        yield Closed(item, "format", words, {f"formats.{project.format}": shape} if shape else {})


def spreads_nothing(event: Event, proposal: Proposal) -> bool | None:
    """Whether a multiplier event spreads no output of the project; None where that is not said yet."""
    outputs = proposal.outputs
    if outputs is None:
        return None
    if not outputs:
        return True
    if "outputs" not in event.model_fields_set:
        return None
    if any(handle not in {output.id for output in outputs} for handle in event.outputs):
        return True if all(output.id for output in outputs) else None
    return not event.outputs


def cuts_of(category: str, lines: tuple[Line, ...], project: Project) -> Iterator[Cut]:
    """What is taken off one budget item, step by step; each step begins where the one before ended."""
    start = together(lines)
    for closed in project.once(closed_items):
        if closed.item == category and start:
            words = say("{item}: {why}", item=item_in_words(category), why=closed.words)
            yield Cut(category, closed.by, words, start, NOTHING, closed.figures)
            return
    needs_output = project.edition.events_need_outputs
    if category == "events" and needs_output:
        kept = tuple(
            line for line in lines if not spreads_nothing(_event_of(line, project), project.proposal)
        )
        if together(kept) < start:
            words = say("events that spread no output of the project bring nothing")
            figures = {"events_need_outputs": needs_output}
            yield Cut(category, "events-without-output", words, start, together(kept), figures)
        lines = kept
    cap = caps_of(project).get(category)
    if cap is not None:
        yield from _capped(category, lines, cap, project)


def caps_of(project: Project) -> dict[str, ItemCap]:
    """The caps of the call on budget items, by item."""
    costs = project.edition.unit_costs
    return {str(item): cap for item, cap in costs.caps.items()} if costs else {}


def _capped(category: str, lines: tuple[Line, ...], cap: ItemCap, project: Project) -> Iterator[Cut]:
    months = project.proposal.months
    most = cap_amount(cap, months)
    outside = together(line for line in lines if _is_guarantee(line, project))
    start = together(lines)
    if most is not None and start - outside > most:
        words = say("{item}: {why}", item=item_in_words(category), why=cap_in_words(cap, months))
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


def is_unverified(cut: Cut) -> bool:
    """Whether a cut rests on a figure that nobody could verify, so that it only warns."""
    return any(source.grade is Grade.UNVERIFIED for source in cut.sources)


def cap_in_words(cap: ItemCap, months: int | None) -> Message:
    """What a cap allows in a project of so many months: `EUR 2 750 a month at most, for 24 months`."""
    if cap.total is not None:
        return at_most(cap.total)
    if months is None:
        return say("depends on months")
    if cap.per_month is not None:
        return say(
            "{sum:eur} a month at most, for {n} {n:month|months}",
            sum=cap.per_month,
            n=months,
        )
    return say("{sum:eur} a year at most, for {n} {n:month|months}", sum=cap.per_year or NOTHING, n=months)


def at_most(amount: Decimal) -> Message:
    """`EUR 50 000 at most`."""
    return say("{most:eur} at most", most=amount)


def counts(line: Line, grant: Grant, project: Project) -> Counts:
    """How a line counts: not at all where a condition closes it, outside the cap for a guarantee."""
    closing = {cut.cap for cut in grant.caps_applied if cut.category == line.category}
    if closing & {"project-type", "format"}:
        return Counts.NO
    if "events-without-output" in closing and spreads_nothing(_event_of(line, project), project.proposal):
        return Counts.NO
    return Counts.OUTSIDE if _is_guarantee(line, project) else Counts.YES


def _event_of(line: Line, project: Project) -> Event:
    return (project.proposal.events or ())[line.index]


def _is_guarantee(line: Line, project: Project) -> bool:
    """Whether a line is a financial guarantee, which its cap leaves alone."""
    items = project.proposal.exceptional_costs or ()
    return line.category == "exceptional" and items[line.index].guarantee
