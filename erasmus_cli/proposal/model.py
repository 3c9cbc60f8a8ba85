"""The proposal: what the applicant says, in one file.

The names here are a public contract (`erasmus schema` prints it). Everything may be left out until a rule
needs it; an unknown key is an error. Money is in EUR, durations in months and days, distances in km.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from erasmus_cli.countries import name
from erasmus_cli.proposal.logic import (
    Indicator,
    Milestone,
    Objective,
    PastCooperation,
    ProjectResult,
    Risk,
)
from erasmus_cli.proposal.part import Part
from erasmus_cli.proposal.types import (
    Action,
    Call,
    Charter,
    Coordinates,
    Count,
    Country,
    Day,
    FormatName,
    Handle,
    Kilometres,
    KindName,
    Language,
    LearningKind,
    Moment,
    Money,
    Points,
    ProjectTypeName,
    Role,
    StaffCategory,
    Text,
    TheField,
    Venue,
    perhaps_none_yet,
    spelled_out,
)
from erasmus_cli.terms import Repeated


class Contact(Part):
    """Whom to ask in an organisation."""

    name: Text | None = None
    email: Text | None = None
    phone: Text | None = None


class City(Part):
    """A city whose name alone is not enough, as several bear it: the region says which is meant."""

    name: Text
    region: Text | None = Field(None, description="part of the country in which it lies")

    def __str__(self) -> str:
        return f"{self.name}, {self.region}" if self.region else self.name


IN_PARTS = "{name, region}"
"""The mark that pydantic puts behind `city` where it says what is wrong with a city in parts."""


def _written(city: Any) -> str:
    """How a city is written: as its name, or in parts."""
    return IN_PARTS if isinstance(city, dict | City) else "name"


CityName = Annotated[
    Annotated[Text, Tag("name")] | Annotated[City, Tag(IN_PARTS)],
    Discriminator(_written),
]
"""Its name, or name and region."""


def town(city: str | City | None) -> str | None:
    """The name of a city alone, without the region that chooses among several."""
    return city.name if isinstance(city, City) else city


class Organisation(Part):
    """A member of the consortium."""

    id: Handle | None = Field(None, description="short handle used elsewhere in the file")
    name: Text | None = None
    short_name: Annotated[Text, Field(max_length=40)] | None = Field(
        None, description="what tables and figures call it; its acronym, or a word or two"
    )
    country: Country | None = None
    city: CityName | None = Field(
        None, description="its name; {name, region} where several cities of the country bear it"
    )
    coordinates: Coordinates | None = Field(
        None, description="latitude and longitude in degrees; they win over the city where distances count"
    )
    kind: KindName | None = Field(None, description="the Guide's kinds of organisation")
    role: Role | None = None
    eche: Charter | None = Field(
        None, description="Erasmus Charter for Higher Education: true, false or its code"
    )
    oid: Text | None = None
    pic: Annotated[int, Field(strict=True)] | Text | None = None
    established: Day | None = None
    newcomer: bool | None = None
    public_body: bool | None = None
    added_value: Text | None = Field(None, description="why an organisation from outside is essential")
    applications: Count | None = Field(None, description="applications with this organisation, this deadline")
    applies: Count | None = Field(None, description="applications that it makes as applicant, this deadline")
    contact: Contact | None = Field(None, description="whom the other partners ask")
    legal_representative: Text | None = Field(None, description="who may sign for it, with name and function")
    website: Text | None = None

    @property
    def is_full_member(self) -> bool:
        """Whether it counts for the minimum and may get money; one whose role is not said yet does."""
        return self.role != "associated"


class Priorities(Part):
    """The priorities that the project addresses, such as `vet/work-based-learning`."""

    main: Text | None = None
    others: tuple[Text, ...] = ()


class Travellers(Part):
    """People of one organisation who travel to a meeting."""

    organisation: Handle
    people: Count | None = None
    distance_km: Kilometres | None = None


class Meeting(Part):
    """A transnational project meeting."""

    title: Text | None = None
    host: Handle | None = None
    start: Day | None = None
    participants: tuple[Travellers, ...] = ()


class StaffDays(Part):
    """Working days of one organisation's staff on an intellectual output."""

    organisation: Handle
    category: StaffCategory | None = None
    days: Count | None = None


class Output(Part):
    """An intellectual output."""

    id: Handle | None = None
    title: Text | None = None
    lead: Handle | None = None
    start: Day | None = None
    end: Day | None = None
    days: tuple[StaffDays, ...] = ()
    objectives: tuple[Handle, ...] = Field((), description="handles of the objectives that it serves")


class Event(Part):
    """A multiplier event and the outputs that it spreads."""

    id: Handle | None = None
    title: Text | None = None
    host: Handle | None = None
    start: Day | None = None
    outputs: tuple[Handle, ...] = ()
    local: Count | None = None
    foreign: Count | None = None
    objectives: tuple[Handle, ...] = Field((), description="handles of the objectives that it serves")


class Group(Part):
    """People of one organisation in a learning, teaching or training activity."""

    organisation: Handle
    participants: Count | None = None
    accompanying: Count | None = None
    distance_km: Kilometres | None = None
    travel_days: Count | None = Field(None, description="days of travel, paid like days of activity")
    travel_cost: Money | None = Field(
        None, description="real cost of the journey of the whole group, EUR, where the unit cost falls short"
    )


class LearningActivity(Part):
    """A learning, teaching or training activity; `days` are days of activity, without travel."""

    id: Handle | None = None
    title: Text | None = None
    kind: LearningKind | None = None
    host: Handle | None = None
    start: Day | None = None
    days: Count | None = None
    groups: tuple[Group, ...] = ()
    objectives: tuple[Handle, ...] = Field((), description="handles of the objectives that it serves")


class SpecialNeed(Part):
    """Support for a participant with special needs, at real cost."""

    organisation: Handle
    description: Text | None = None
    cost: Money | None = None


class ExceptionalCost(Part):
    """Subcontracting, equipment or a financial guarantee, at real cost."""

    organisation: Handle
    description: Text | None = None
    cost: Money | None = None
    guarantee: bool = False


class Subcontract(Part):
    """Work that somebody outside of the consortium is paid for."""

    task: Text | None = Field(None, description="what is to be done")
    contractor: Text | None = Field(None, description="who does it, as far as that is known")
    cost: Money | None = None
    part: Literal["coordination", "core", "other"] | None = Field(
        None,
        description="part of the project that it belongs to: neither coordination nor core may be given away",
    )


class Activity(Part):
    """An activity of a lump-sum project."""

    id: Handle | None = Field(None, description="short handle used by the answers on this activity")
    title: Text | None = None
    grant: Money | None = None
    venue: Venue | None = None
    city: CityName | None = Field(
        None, description="city of the venue; it counts at seats of EU institutions"
    )
    sharing: bool | None = Field(None, description="whether it shares results, which opens more countries")
    start: Day | None = None
    end: Day | None = None
    lead: Handle | None = None
    participants: tuple[Handle, ...] = Field(
        (), description="the organisations that take part, besides the lead"
    )
    grants: dict[Handle, Money] = Field(
        default_factory=dict, description="share of each organisation; together they make `grant`"
    )
    objectives: tuple[Handle, ...] = Field((), description="handles of the objectives that it serves")

    @property
    def where(self) -> str | None:
        """Where it takes place, in words: `online`, or city and country as far as they are said."""
        country = name(self.venue) if self.venue and self.venue != "online" else self.venue
        return ", ".join(str(part) for part in (self.city, country) if part) or None


class WorkPackage(Part):
    """A work package of a lump-sum project; `grants` is the share of each organisation."""

    id: Handle | None = None
    title: Text | None = None
    management: bool = False
    lead: Handle | None = Field(None, description="the organisation that answers for the package")
    start: Day | None = None
    end: Day | None = None
    grants: dict[Handle, Money] = Field(default_factory=dict)
    activities: tuple[Activity, ...] = ()
    objectives: tuple[Handle, ...] = Field((), description="handles of the objectives that it serves")


class Proposal(Part):
    """Everything that the applicant has said so far. A list that is there is taken to be complete."""

    call: Call | None = Field(None, description="call year")
    action: Action | None = None
    field: TheField | None = None
    type: ProjectTypeName | None = None
    format: FormatName | None = Field(None, description="a special shape, where the action has formats")
    round: Annotated[int, Field(strict=True, ge=1, le=3)] | None = None
    title: Text | None = None
    acronym: Text | None = None
    language: Language | None = Field(None, description="ISO 639-1")
    start: Day | None = None
    months: Count | None = None
    submitted: Moment | None = Field(None, description="planned or real moment, Brussels time")
    agency: Annotated[str, Field(pattern=r"^([A-Z]{2}\d{2}|EACEA)$")] | None = Field(
        None, description="National Agency, such as BE02, or EACEA"
    )
    priorities: Priorities | None = None
    topics: tuple[Text, ...] | None = None
    organisations: tuple[Organisation, ...] | None = None
    requested_grant: Money | None = Field(None, description="what the applicant means to ask for, EUR")
    meetings: tuple[Meeting, ...] | None = None
    outputs: tuple[Output, ...] | None = None
    events: tuple[Event, ...] | None = None
    learning_activities: tuple[LearningActivity, ...] | None = None
    special_needs: tuple[SpecialNeed, ...] | None = None
    exceptional_costs: tuple[ExceptionalCost, ...] | None = None
    subcontracting: tuple[Subcontract, ...] | None = None
    lump_sum: Money | None = None
    estimated_cost: Money | None = None
    work_packages: tuple[WorkPackage, ...] | None = None
    activities: tuple[Activity, ...] | None = None
    objectives: tuple[Objective, ...] | None = None
    results: tuple[ProjectResult, ...] | None = None
    milestones: tuple[Milestone, ...] | None = None
    indicators: tuple[Indicator, ...] | None = None
    risks: tuple[Risk, ...] | None = None
    past_cooperation: tuple[PastCooperation, ...] | None = None
    answers: Annotated[dict[Text, Text], BeforeValidator(perhaps_none_yet)] = Field(
        default_factory=dict, description="question id of the form → Markdown"
    )
    scores: dict[Text, Points] = Field(
        default_factory=dict, description="self-assessment, points by award criterion"
    )

    @model_validator(mode="before")
    @classmethod
    def _spelled_out(cls, data: Any) -> Any:
        return spelled_out(data)

    @property
    def end(self) -> date | None:
        """Last day of the project: the day before the start, `months` later."""
        if self.start is None or not self.months:
            return None
        return months_later(self.start, self.months) - timedelta(days=1)


def months_later(day: date, months: int) -> date:
    """The same day of the month, so many months later; the last day where the month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def items_of(
    proposal: Proposal, item: Repeated
) -> tuple[Organisation | Output | Event | LearningActivity | WorkPackage | Activity, ...]:
    """All organisations, outputs and so on, of each of which a form asks the same questions.

    The work package of project management is left out: forms ask about it apart. Activities are those of the
    project and those of its work packages.
    """
    packages = proposal.work_packages or ()
    inner = (activity for package in packages for activity in package.activities)
    lists = {
        "organisation": proposal.organisations,
        "output": proposal.outputs,
        "event": proposal.events,
        "learning_activity": proposal.learning_activities,
        "work_package": tuple(package for package in packages if not package.management),
        "activity": (*(proposal.activities or ()), *inner),
    }
    return lists[item] or ()


def handles_of(proposal: Proposal, item: Repeated) -> tuple[str, ...]:
    """The handles of all organisations, outputs and so on that have one."""
    return tuple(entry.id for entry in items_of(proposal, item) if entry.id)
