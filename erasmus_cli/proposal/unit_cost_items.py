"""What a project of a unit-cost call plans: meetings, outputs, events, learning activities, real costs."""

from pydantic import Field

from erasmus_cli.proposal.part import Part
from erasmus_cli.proposal.types import (
    Count,
    Day,
    Handle,
    Kilometres,
    LearningKind,
    Money,
    StaffCategory,
    Text,
    YesOrNo,
)

UNIT_COST_LISTS = (
    "meetings",
    "outputs",
    "events",
    "learning_activities",
    "special_needs",
    "exceptional_costs",
)
"""The lists of the proposal of which a grant of unit costs is made, besides its organisations."""


class Travellers(Part):
    """People of one organisation who travel to a meeting."""

    organisation: Handle = Field(description="handle of the organisation that sends them")
    people: Count | None = Field(None, description="how many travel; the host's own people need no entry")
    distance_km: Kilometres | None = Field(
        None, description="one way, in km; worked out from the cities if left out"
    )


class Meeting(Part):
    """A transnational project meeting."""

    title: Text | None = Field(None, description="what it is called")
    host: Handle | None = Field(None, description="handle of the organisation at which it takes place")
    start: Day | None = Field(None, description="its first day")
    participants: tuple[Travellers, ...] = Field(
        (), description="who travels to it, one entry for each organisation"
    )


class StaffDays(Part):
    """Working days of one organisation's staff on an intellectual output."""

    organisation: Handle = Field(description="handle of the organisation whose staff works")
    category: StaffCategory | None = Field(
        None,
        description="category of staff; `teacher` stands for trainers, researchers and youth workers as well",
    )
    days: Count | None = Field(None, description="working days")


class Output(Part):
    """An intellectual output."""

    id: Handle | None = Field(
        None, description="short handle used by events and by the answers on this output"
    )
    title: Text | None = Field(None, description="what it is called")
    lead: Handle | None = Field(None, description="handle of the organisation that leads the work on it")
    start: Day | None = Field(None, description="first day of work on it")
    end: Day | None = Field(None, description="last day of work on it")
    days: tuple[StaffDays, ...] = Field(
        (), description="working days, one entry for each organisation and category of staff"
    )
    objectives: tuple[Handle, ...] = Field((), description="handles of the objectives that it serves")


class Event(Part):
    """A multiplier event and the outputs that it spreads."""

    id: Handle | None = Field(None, description="short handle used by the answers on this event")
    title: Text | None = Field(None, description="what it is called")
    host: Handle | None = Field(
        None, description="handle of the organisation that holds it; its country is the one of the event"
    )
    start: Day | None = Field(None, description="its first day")
    outputs: tuple[Handle, ...] = Field((), description="handles of the outputs that it spreads")
    local: Count | None = Field(
        None, description="participants from the country of the event, people of the partners do not count"
    )
    foreign: Count | None = Field(
        None, description="participants from other countries, people of the partners do not count"
    )
    objectives: tuple[Handle, ...] = Field((), description="handles of the objectives that it serves")


class Group(Part):
    """People of one organisation in a learning, teaching or training activity."""

    organisation: Handle = Field(description="handle of the organisation that sends them")
    participants: Count | None = Field(None, description="how many take part, without accompanying persons")
    accompanying: Count | None = Field(None, description="how many accompany them")
    distance_km: Kilometres | None = Field(
        None, description="one way, in km; worked out from the cities if left out"
    )
    travel_days: Count | None = Field(None, description="days of travel, paid like days of activity")
    travel_cost: Money | None = Field(
        None, description="real cost of the journey of the whole group, EUR, where the unit cost falls short"
    )


class LearningActivity(Part):
    """A learning, teaching or training activity; `days` are days of activity, without travel."""

    id: Handle | None = Field(None, description="short handle used by the answers on this activity")
    title: Text | None = Field(None, description="what it is called")
    kind: LearningKind | None = Field(None, description="kind of learning, teaching or training")
    host: Handle | None = Field(None, description="handle of the organisation at which it takes place")
    start: Day | None = Field(None, description="first day of activity")
    days: Count | None = Field(None, description="days of activity, without days of travel")
    groups: tuple[Group, ...] = Field((), description="who takes part, one entry for each organisation")
    objectives: tuple[Handle, ...] = Field((), description="handles of the objectives that it serves")


class SpecialNeed(Part):
    """Support for a participant with special needs, at real cost."""

    organisation: Handle = Field(description="handle of the organisation that has the cost")
    description: Text | None = Field(None, description="what is paid, and for whom, without a name")
    cost: Money | None = Field(None, description="real cost in EUR")


class ExceptionalCost(Part):
    """Subcontracting, equipment or a financial guarantee, at real cost."""

    organisation: Handle = Field(description="handle of the organisation that has the cost")
    description: Text | None = Field(None, description="what is paid and why the partners cannot provide it")
    cost: Money | None = Field(None, description="real cost in EUR, of which the grant pays a part")
    guarantee: YesOrNo = Field(
        default=False, description="whether it is a financial guarantee, which has a share of its own"
    )
