"""The budget of the draft, as tables."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from erasmus_cli.drafting.tables import Table, money, table
from erasmus_cli.guide.model import Edition
from erasmus_cli.proposal.model import Activity, Proposal, WorkPackage
from erasmus_cli.rules.report import Report
from erasmus_cli.wording import count, eur


def budget_part(proposal: Proposal, edition: Edition, report: Report) -> dict[str, Any]:
    """The budget: `tables`, each with `heading` and `table`."""
    if not edition.lump_sums:
        built = [("Budget items", _items(proposal, report))]
    elif proposal.work_packages:
        built = [("Lump sum by work package and organisation", _by_package(proposal, proposal.work_packages))]
    else:
        built = [("Lump sum by activity", _by_activity(proposal, proposal.activities or ()))]
    return {"tables": [{"heading": heading, "table": built_table} for heading, built_table in built]}


def _by_package(proposal: Proposal, packages: tuple[WorkPackage, ...]) -> Table:
    handles = [o.id for o in proposal.organisations or () if o.id and o.role != "associated"]
    rows: list[tuple[Any, ...]] = []
    for package in packages:
        cells = [money(package.grants.get(handle)) or "-" for handle in handles]
        rows.append((package.id, *cells, eur(_sum(package.grants.values()))))
    sums = [_sum(p.grants.get(handle, Decimal(0)) for p in packages) for handle in handles]
    together = _sum(_sum(p.grants.values()) for p in packages)
    rows.append(("All", *map(eur, sums), eur(together)))
    chosen = [f"Lump sum: {eur(proposal.lump_sum)}"] if proposal.lump_sum is not None else []
    return table(("Work package", *handles, "Amount"), rows, notes=chosen)


def _by_activity(proposal: Proposal, activities: tuple[Activity, ...]) -> Table:
    rows = [(" ".join(filter(None, (a.id, a.title))), money(a.grant)) for a in activities]
    if rows:
        rows.append(("All", eur(_sum(a.grant or Decimal(0) for a in activities))))
    if proposal.lump_sum is not None:
        rows.append(("Lump sum", eur(proposal.lump_sum)))
    return table(("Part", "Amount"), rows, "The lump sum is not divided yet.")


def _items(proposal: Proposal, report: Report) -> Table:
    ceiling = report.of("GRA-01")
    months = count(proposal.months, "month") if proposal.months else None
    rows: list[tuple[str, Any]] = [
        ("Grant asked for", money(proposal.requested_grant)),
        ("Ceiling", ceiling.message if ceiling else None),
        ("Project management and implementation", months),
        *_amounts(proposal),
    ]
    return table(("Budget item", "In this draft"), rows)


def _amounts(proposal: Proposal) -> Iterator[tuple[str, str | None]]:
    people = sum(t.people or 0 for m in proposal.meetings or () for t in m.participants)
    yield "Transnational project meetings", _many(proposal.meetings, "meeting", people, "traveller")
    days = sum(d.days or 0 for o in proposal.outputs or () for d in o.days)
    yield "Intellectual outputs", _many(proposal.outputs, "output", days, "staff day")
    guests = sum((e.local or 0) + (e.foreign or 0) for e in proposal.events or ())
    yield "Multiplier events", _many(proposal.events, "event", guests, "guest")
    learners = sum(g.participants or 0 for a in proposal.learning_activities or () for g in a.groups)
    learning = _many(proposal.learning_activities, "activity", learners, "participant")
    yield "Learning, teaching and training", learning
    costs = [item.cost or Decimal(0) for item in proposal.special_needs or ()]
    costs += [item.cost or Decimal(0) for item in proposal.exceptional_costs or ()]
    yield "Special needs and exceptional costs", eur(_sum(costs)) if costs else "none"


def _many(items: tuple[Any, ...] | None, one: str, number: int, each: str) -> str | None:
    if items is None:
        return None
    if not items:
        return "none"
    many = f"{one[:-1]}ies" if one.endswith("y") else f"{one}s"
    return f"{count(len(items), one, many)}, {count(number, each)}"


def _sum(amounts: Any) -> Decimal:
    return sum(amounts, Decimal(0))
