"""The lines of a grant of unit costs, apart from learning activities: one function for each budget item.

A line stands for each amount that the form has: an organisation's months, travellers, days of staff, guests.
"""

from collections.abc import Iterator
from decimal import Decimal

from erasmus_cli.grant.beneficiaries import fault_of
from erasmus_cli.grant.model import Line, Price, nothing
from erasmus_cli.grant.travel import Fares
from erasmus_cli.guide.model import Status
from erasmus_cli.guide.unit_costs import RealCosts, StaffGroup, UnitCosts
from erasmus_cli.project.member import Member
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.unit_cost_items import (
    Event,
    ExceptionalCost,
    Meeting,
    Output,
    SpecialNeed,
    StaffDays,
    Travellers,
)
from erasmus_cli.wording.language import Words
from erasmus_cli.wording.messages import Message, say


def number(value: int | None) -> Decimal | None:
    """A count of the proposal as a quantity."""
    return None if value is None else Decimal(value)


_UNSAID = {
    "meetings": ("meetings", "traveller", "participants"),
    "outputs": ("outputs", "day", "days"),
    "learning": ("learning_activities", "person", "groups"),
}
STAFF = {
    "manager": Words("manager"),
    "teacher": Words("teacher"),
    "technician": Words("technician"),
    "administrative": Words("administrative"),
    "staff": Words("staff"),
}
_REAL = {"special-needs": "special_needs", "exceptional": "exceptional_costs"}


def unsaid(category: str, label: Message | str, index: int) -> Line:
    """The line of an entry of which nothing is said yet that could be paid for."""
    listed, unit, key = _UNSAID[category]
    at = f"/{listed}/{index}"
    return Line(category, label, at, index, None, None, unit, Price(None), f"{at}/{key}")


def management_lines(project: Project, costs: UnitCosts) -> Iterator[Line]:
    """Project management and implementation: so much a month for the applicant and for each full partner."""
    figures = {"unit_costs.management": costs.management}
    prices = {
        "applicant": Price(costs.management.applicant_month, (say("the applicant of the project"),), figures),
        "partner": Price(costs.management.partner_month, (say("a full partner of the project"),), figures),
    }
    months = number(project.proposal.months)
    for member in project.full_members:
        organisation, at = member.organisation, member.at
        yield Line(
            "management",
            organisation.name or organisation.id or say("Organisation {number}", number=member.position + 1),
            at,
            member.position,
            organisation.id,
            months,
            "month",
            prices.get(organisation.role or "", Price(None, needs=(f"{at}/role",))),
            "/months",
        )


def meeting_lines(project: Project, costs: UnitCosts) -> Iterator[Line]:
    """Transnational project meetings: so much for each traveller, by distance."""
    for index, meeting in enumerate(project.proposal.meetings or ()):
        label = meeting.title or say("Meeting {number}", number=index + 1)
        if "participants" not in meeting.model_fields_set:
            yield unsaid("meetings", label, index)
        for order, group in enumerate(meeting.participants):
            at = f"/meetings/{index}/participants/{order}"
            yield Line(
                "meetings",
                label,
                at,
                index,
                group.organisation,
                number(group.people),
                "traveller",
                _meeting_price(meeting, group, at, costs, project),
                f"{at}/people",
            )


def _meeting_price(meeting: Meeting, group: Travellers, at: str, costs: UnitCosts, project: Project) -> Price:
    if fault := fault_of(project, group.organisation):
        return Price(None, fault=fault)
    if group.organisation == meeting.host:
        return nothing(say("{handle} hosts the meeting and does not travel to it", handle=group.organisation))
    return Fares("meetings", costs.meetings, project).price(group, meeting.host, at)


def output_lines(project: Project, costs: UnitCosts) -> Iterator[Line]:
    """Intellectual outputs: days of staff, by category and by the country of their organisation."""
    for index, output in enumerate(project.proposal.outputs or ()):
        if "days" not in output.model_fields_set:
            yield unsaid("outputs", _titled(output, index), index)
        for order, work in enumerate(output.days):
            at = f"/outputs/{index}/days/{order}"
            yield Line(
                "outputs",
                say("{title}: {what}", title=_titled(output, index), what=STAFF[work.category or "staff"]),
                at,
                index,
                work.organisation,
                number(work.days),
                "day",
                _staff_price(work, at, costs, project),
                f"{at}/days",
            )


def _staff_price(work: StaffDays, at: str, costs: UnitCosts, project: Project) -> Price:
    if fault := fault_of(project, work.organisation):
        return Price(None, fault=fault)
    member = project.member(work.organisation)
    country = member.organisation.country if member else None
    if member is None or country is None or work.category is None:
        missing = [f"{member.at}/country"] if member and country is None else []
        return Price(None, needs=(*missing, *([] if work.category else [f"{at}/category"])))
    found = _staff_group(costs, member)
    if found is None:
        return Price(
            None, unknown=say("in which group of staff rates {country} is, is not known", country=country)
        )
    name, group = found
    return Price(
        getattr(costs.staff_rates[group.rates], work.category),
        (
            say("{country} is in group {group} of the countries", country=country, group=group.rates),
            say("category of staff: {staff}", staff=STAFF[work.category]),
        ),
        {
            f"unit_costs.staff_groups.{name}": group,
            f"unit_costs.staff_rates.{group.rates}": costs.staff_rates[group.rates],
        },
    )


def _staff_group(costs: UnitCosts, member: Member) -> tuple[str, StaffGroup] | None:
    """The group of countries whose staff rates hold for an organisation, with its name; None if not known."""
    groups = costs.staff_groups.items()
    named = next((entry for entry in groups if member.state in entry[1].countries), None)
    if named or member.status is not Status.OUTSIDE:
        return named
    return next(
        (entry for entry in groups if entry[1].others and member.state not in entry[1].not_known), None
    )


def event_lines(project: Project, costs: UnitCosts) -> Iterator[Line]:
    """Multiplier events: so much for each guest, from the country of the event or from another one."""
    figures = {"unit_costs.events": costs.events}
    for index, event in enumerate(project.proposal.events or ()):
        sides = (
            ("local", say("local guests"), event.local, event.foreign, costs.events.local),
            ("foreign", say("foreign guests"), event.foreign, event.local, costs.events.foreign),
        )
        for kind, guests, people, others, rate in sides:
            # Guests from one side only are a plan and need no word on the other; nobody at all is not.
            nobody_at_all = people == others == 0 and kind == "local"
            if not people and not nobody_at_all and (others or people == 0):
                continue
            fault = fault_of(project, event.host) if event.host else None
            price = Price(None, fault=fault) if fault else Price(rate, (guests,), figures)
            at = f"/events/{index}"
            label = say("{title}: {what}", title=_titled(event, index), what=guests)
            yield Line("events", label, at, index, event.host, number(people), "guest", price, f"{at}/{kind}")


def special_need_lines(project: Project, costs: UnitCosts) -> Iterator[Line]:
    """Support of participants with special needs, at real cost."""
    for index, item in enumerate(project.proposal.special_needs or ()):
        yield _real("special-needs", index, item, costs.real["special-needs"], project)


def exceptional_lines(project: Project, costs: UnitCosts) -> Iterator[Line]:
    """Subcontracting, equipment and guarantees: a share of the real cost."""
    for index, item in enumerate(project.proposal.exceptional_costs or ()):
        yield _real("exceptional", index, item, costs.real["exceptional"], project)


def _real(
    category: str, index: int, item: SpecialNeed | ExceptionalCost, share: RealCosts, project: Project
) -> Line:
    at = f"/{_REAL[category]}/{index}"
    why = (say("{share:share} of the real cost", share=share.share),)
    price = Price(share.share, why, {f"unit_costs.real.{category}": share})
    if fault := fault_of(project, item.organisation):
        price = Price(None, fault=fault)
    label = item.description or say("Item {number}", number=index + 1)
    return Line(category, label, at, index, item.organisation, item.cost, "euro", price, f"{at}/cost")


def _titled(item: Output | Event, index: int) -> Message | str:
    if named := " ".join(filter(None, (item.id, item.title))):
        return named
    if isinstance(item, Output):
        return say("Output {number}", number=index + 1)
    return say("Event {number}", number=index + 1)
