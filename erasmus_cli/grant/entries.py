"""The lines of a grant of unit costs, apart from learning activities: one function for each budget item.

A line stands for each amount that the form has: an organisation's months, travellers, days of staff, guests.
"""

from collections.abc import Iterator
from decimal import Decimal

from erasmus_cli.grant.consortium import Consortium
from erasmus_cli.grant.lines import Line, Price, nothing
from erasmus_cli.grant.travel import Fares
from erasmus_cli.guide.unit_costs import UnitCosts
from erasmus_cli.proposal.model import (
    Event,
    ExceptionalCost,
    Meeting,
    Output,
    Proposal,
    SpecialNeed,
    StaffDays,
)


def number(value: int | None) -> Decimal | None:
    """A count of the proposal as a quantity."""
    return None if value is None else Decimal(value)


def unsaid(category: str, label: str, at: str, unit: str, key: str) -> Line:
    """The line of an entry of which nothing is said yet that could be paid for."""
    return Line(category, label, at, None, None, unit, Price(None), f"{at}/{key}")


def management_lines(proposal: Proposal, costs: UnitCosts, consortium: Consortium) -> Iterator[Line]:
    """Project management and implementation: so much a month for the applicant and for each full partner."""
    figures = {"unit_costs.management": costs.management}
    prices = {
        "applicant": Price(costs.management.applicant_month, ("the applicant of the project",), figures),
        "partner": Price(costs.management.partner_month, ("a full partner of the project",), figures),
    }
    for index, organisation in enumerate(consortium.organisations):
        at = f"/organisations/{index}"
        if organisation.role == "associated":
            continue
        yield Line(
            "management",
            organisation.name or organisation.id or f"Organisation {index + 1}",
            at,
            organisation.id,
            number(proposal.months),
            "month",
            prices.get(organisation.role or "", Price(None, needs=(f"{at}/role",))),
            "/months",
        )


def meeting_lines(proposal: Proposal, costs: UnitCosts, consortium: Consortium) -> Iterator[Line]:
    """Transnational project meetings: so much for each traveller, by distance."""
    for index, meeting in enumerate(proposal.meetings or ()):
        if "participants" not in meeting.model_fields_set:
            label, unit = meeting.title or f"Meeting {index + 1}", "traveller"
            yield unsaid("meetings", label, f"/meetings/{index}", unit, "participants")
        for order, group in enumerate(meeting.participants):
            at = f"/meetings/{index}/participants/{order}"
            yield Line(
                "meetings",
                meeting.title or f"Meeting {index + 1}",
                at,
                group.organisation,
                number(group.people),
                "traveller",
                _meeting_price(meeting, at, order, costs, consortium),
                f"{at}/people",
            )


def _meeting_price(meeting: Meeting, at: str, order: int, costs: UnitCosts, consortium: Consortium) -> Price:
    group = meeting.participants[order]
    if fault := consortium.fault(group.organisation):
        return Price(None, fault=fault)
    if group.organisation == meeting.host:
        return nothing(f"{group.organisation} hosts the meeting and does not travel to it")
    return Fares("meetings", costs.meetings, consortium).price(group, meeting.host, at)


def output_lines(proposal: Proposal, costs: UnitCosts, consortium: Consortium) -> Iterator[Line]:
    """Intellectual outputs: days of staff, by category and by the country of their organisation."""
    for index, output in enumerate(proposal.outputs or ()):
        if "days" not in output.model_fields_set:
            yield unsaid("outputs", _titled(output, index), f"/outputs/{index}", "day", "days")
        for order, work in enumerate(output.days):
            at = f"/outputs/{index}/days/{order}"
            yield Line(
                "outputs",
                f"{_titled(output, index)}: {work.category or 'staff'}",
                at,
                work.organisation,
                number(work.days),
                "day",
                _staff_price(work, at, costs, consortium),
                f"{at}/days",
            )


def _staff_price(work: StaffDays, at: str, costs: UnitCosts, consortium: Consortium) -> Price:
    if fault := consortium.fault(work.organisation):
        return Price(None, fault=fault)
    organisation = consortium.find(work.organisation)
    country = organisation.country if organisation else None
    if country is None or work.category is None:
        missing = [consortium.at(work.organisation, "country")] if country is None else []
        return Price(None, needs=(*missing, *([] if work.category else [f"{at}/category"])))
    found = consortium.staff_group(country)
    if found is None:
        return Price(None, unknown=f"in which group of staff rates {country} is, is not known")
    name, group = found
    return Price(
        getattr(costs.staff_rates[group.rates], work.category),
        (f"{country} is in group {group.rates} of the countries", f"category of staff: {work.category}"),
        {
            f"unit_costs.staff_groups.{name}": group,
            f"unit_costs.staff_rates.{group.rates}": costs.staff_rates[group.rates],
        },
    )


def event_lines(proposal: Proposal, costs: UnitCosts, consortium: Consortium) -> Iterator[Line]:
    """Multiplier events: so much for each guest, from the country of the event or from another one."""
    figures = {"unit_costs.events": costs.events}
    for index, event in enumerate(proposal.events or ()):
        sides = (
            ("local", event.local, event.foreign, costs.events.local),
            ("foreign", event.foreign, event.local, costs.events.foreign),
        )
        for kind, people, others, rate in sides:
            # Guests from one side only are a plan and need no word on the other; nobody at all is not.
            nobody_at_all = people == others == 0 and kind == "local"
            if not people and not nobody_at_all and (others or people == 0):
                continue
            fault = consortium.fault(event.host) if event.host else None
            price = Price(None, fault=fault) if fault else Price(rate, (f"{kind} guests",), figures)
            at = f"/events/{index}"
            label = f"{_titled(event, index)}: {kind} guests"
            yield Line("events", label, at, event.host, number(people), "guest", price, f"{at}/{kind}")


def special_need_lines(proposal: Proposal, costs: UnitCosts, consortium: Consortium) -> Iterator[Line]:
    """Support of participants with special needs, at real cost."""
    for index, item in enumerate(proposal.special_needs or ()):
        yield _real("special-needs", f"/special_needs/{index}", item, costs, consortium)


def exceptional_lines(proposal: Proposal, costs: UnitCosts, consortium: Consortium) -> Iterator[Line]:
    """Subcontracting, equipment and guarantees: a share of the real cost."""
    for index, item in enumerate(proposal.exceptional_costs or ()):
        yield _real("exceptional", f"/exceptional_costs/{index}", item, costs, consortium)


def _real(
    category: str, at: str, item: SpecialNeed | ExceptionalCost, costs: UnitCosts, consortium: Consortium
) -> Line:
    share = costs.real["exceptional" if category == "exceptional" else "special-needs"]
    price = Price(
        share.share, (f"{100 * share.share:.0f} % of the real cost",), {f"unit_costs.real.{category}": share}
    )
    if fault := consortium.fault(item.organisation):
        price = Price(None, fault=fault)
    label = item.description or f"Item {int(at.rpartition('/')[2]) + 1}"
    return Line(category, label, at, item.organisation, item.cost, "euro", price, f"{at}/cost")


def _titled(item: Output | Event, index: int) -> str:
    return " ".join(filter(None, (item.id, item.title))) or f"{type(item).__name__} {index + 1}"
