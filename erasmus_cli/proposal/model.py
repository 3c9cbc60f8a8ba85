"""The proposal: what the applicant says, in one file.

The names here are a public contract (`erasmus schema` prints it). Everything may be left out until a rule
needs it; an unknown key is an error. Money is in EUR, durations in months and days, distances in km.
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from erasmus_cli.proposal.city import CityName
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
    KindName,
    Language,
    Moment,
    Money,
    Months,
    Oid,
    Pic,
    Points,
    ProjectTypeName,
    Role,
    Round,
    Text,
    TheField,
    Venue,
    YesOrNo,
    perhaps_none_yet,
    spelled_out,
)
from erasmus_cli.proposal.unit_cost_items import (
    Event,
    ExceptionalCost,
    LearningActivity,
    Meeting,
    Output,
    SpecialNeed,
)
from erasmus_cli.wording.countries import name
from erasmus_cli.wording.terms import Repeated


class Contact(Part):
    """Whom to ask in an organisation."""

    name: Text | None = Field(None, description="name and function")
    email: Text | None = Field(None, description="address for messages")
    phone: Text | None = Field(None, description="telephone number")


class Organisation(Part):
    """A member of the consortium."""

    id: Handle | None = Field(None, description="short handle used elsewhere in the file")
    name: Text | None = Field(None, description="full legal name, in its own letters")
    short_name: Annotated[Text, Field(max_length=40)] | None = Field(
        None, description="what tables and figures call it; its acronym, or a word or two"
    )
    country: Country | None = Field(
        None, description="where it is established; an overseas territory counts as its Member State"
    )
    city: CityName | None = Field(
        None,
        description=(
            "where it is, in any spelling; {name, region} where several cities of the country bear the name."
            " Distances are worked out from it"
        ),
    )
    coordinates: Coordinates | None = Field(
        None, description="latitude and longitude in degrees; they win over the city where distances count"
    )
    kind: KindName | None = Field(None, description="the Guide's kinds of organisation")
    role: Role | None = Field(
        None,
        description="exactly one organisation is the applicant; affiliated and associated ones do not count",
    )
    eche: Charter | None = Field(
        None, description="Erasmus Charter for Higher Education: true, false or its code"
    )
    oid: Oid | None = Field(None, description="organisation identifier, such as E10000000")
    pic: Pic | None = Field(None, description="participant identification code, nine digits")
    established: Day | None = Field(None, description="day of legal registration; it counts for applicants")
    newcomer: YesOrNo | None = Field(
        None, description="whether it is new to the action, by the Guide's definition"
    )
    public_body: YesOrNo | None = Field(None, description="whether it is a public body")
    added_value: Text | None = Field(None, description="why an organisation from outside is essential")
    applications: Count | None = Field(None, description="applications with this organisation, this deadline")
    applies: Count | None = Field(None, description="applications that it makes as applicant, this deadline")
    contact: Contact | None = Field(None, description="whom the other partners ask")
    legal_representative: Text | None = Field(None, description="who may sign for it, with name and function")
    website: Text | None = Field(None, description="its web address")

    @property
    def is_full_member(self) -> bool:
        """Whether it counts for the minimum and may get money; one whose role is not said yet does."""
        return self.role != "associated"


class Priorities(Part):
    """The priorities that the project addresses, such as `vet/work-based-learning`."""

    main: Text | None = Field(None, description="the priority that the project mostly addresses, by its id")
    others: tuple[Text, ...] = Field((), description="further priorities, by their ids")


class Subcontract(Part):
    """Work that somebody outside of the consortium is paid for."""

    task: Text | None = Field(None, description="what is to be done")
    contractor: Text | None = Field(None, description="who does it, as far as that is known")
    cost: Money | None = Field(None, description="EUR")
    part: Literal["coordination", "core", "other"] | None = Field(
        None,
        description="part of the project that it belongs to: neither coordination nor core may be given away",
    )


class Activity(Part):
    """An activity of a lump-sum project."""

    id: Handle | None = Field(None, description="short handle used by the answers on this activity")
    title: Text | None = Field(None, description="what it is called")
    grant: Money | None = Field(None, description="its part of the lump sum, EUR")
    venue: Venue | None = Field(None, description="country in which it takes place, or `online`")
    city: CityName | None = Field(
        None, description="city of the venue; it counts at seats of EU institutions"
    )
    sharing: YesOrNo | None = Field(None, description="whether it shares results, which opens more countries")
    start: Day | None = Field(None, description="its first day")
    end: Day | None = Field(None, description="its last day")
    lead: Handle | None = Field(None, description="handle of the organisation that leads it")
    participants: tuple[Handle, ...] = Field(
        (), description="the organisations that take part; the lead does in any case"
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

    id: Handle | None = Field(None, description="short handle used by the answers on this package")
    title: Text | None = Field(None, description="what it is called")
    management: YesOrNo = Field(
        default=False, description="whether it is the one for project management, whose share is limited"
    )
    lead: Handle | None = Field(None, description="the organisation that answers for the package")
    start: Day | None = Field(None, description="its first day")
    end: Day | None = Field(None, description="its last day")
    grants: dict[Handle, Money] = Field(
        default_factory=dict,
        description="share of each organisation, EUR; together they are the grant of the package",
    )
    activities: tuple[Activity, ...] = Field((), description="what it consists of")
    objectives: tuple[Handle, ...] = Field((), description="handles of the objectives that it serves")


class Proposal(Part):
    """Everything that the applicant has said so far. A list that is there is taken to be complete."""

    call: Call | None = Field(None, description="call year")
    action: Action | None = Field(
        None, description="what one applies for; the code of a form, such as KA210-SCH, is taken as well"
    )
    field: TheField | None = Field(None, description="the field on which the project has most impact")
    type: ProjectTypeName | None = Field(None, description="project type")
    format: FormatName | None = Field(None, description="a special shape, where the action has formats")
    round: Round | None = Field(None, description="round of the call; the first that is open if left out")
    title: Text | None = Field(None, description="title of the project")
    acronym: Text | None = Field(None, description="a short name for the project")
    language: Language | None = Field(None, description="ISO 639-1")
    start: Day | None = Field(None, description="first day of the project")
    months: Months | None = Field(
        None, description="how long it lasts; it ends the day before the start, so many months later"
    )
    submitted: Moment | None = Field(None, description="planned or real moment, Brussels time")
    agency: Annotated[str, Field(pattern=r"^([A-Z]{2}\d{2}|EACEA)$")] | None = Field(
        None, description="National Agency, such as BE02, or EACEA"
    )
    priorities: Priorities | None = Field(None, description="the priorities of the call that it addresses")
    topics: tuple[Text, ...] | None = Field(None, description="topics, as the form lists them")
    organisations: tuple[Organisation, ...] | None = Field(
        None, description="the consortium, applicant included"
    )
    requested_grant: Money | None = Field(None, description="what the applicant means to ask for, EUR")
    meetings: tuple[Meeting, ...] | None = Field(None, description="transnational project meetings")
    outputs: tuple[Output, ...] | None = Field(None, description="intellectual outputs")
    events: tuple[Event, ...] | None = Field(None, description="multiplier events")
    learning_activities: tuple[LearningActivity, ...] | None = Field(
        None, description="learning, teaching and training activities"
    )
    special_needs: tuple[SpecialNeed, ...] | None = Field(
        None, description="support for participants with special needs, at real cost"
    )
    exceptional_costs: tuple[ExceptionalCost, ...] | None = Field(
        None, description="subcontracting, equipment and guarantees, at real cost"
    )
    subcontracting: tuple[Subcontract, ...] | None = Field(
        None, description="work that somebody outside of the consortium is paid for"
    )
    lump_sum: Money | None = Field(None, description="the lump sum that is asked for, EUR")
    estimated_cost: Money | None = Field(
        None, description="what the project costs in all, EUR; more than the lump sum, as a part is one's own"
    )
    work_packages: tuple[WorkPackage, ...] | None = Field(
        None, description="work packages, among which the lump sum is divided"
    )
    activities: tuple[Activity, ...] | None = Field(
        None, description="activities among which the lump sum is divided, where there are no work packages"
    )
    objectives: tuple[Objective, ...] | None = Field(
        None, description="what will be different because of the project"
    )
    results: tuple[ProjectResult, ...] | None = Field(None, description="what the project leaves behind")
    milestones: tuple[Milestone, ...] | None = Field(
        None, description="points at which one sees whether the project is on its way"
    )
    indicators: tuple[Indicator, ...] | None = Field(
        None, description="figures by which objectives and results are judged"
    )
    risks: tuple[Risk, ...] | None = Field(None, description="what may go wrong, and what is done about it")
    past_cooperation: tuple[PastCooperation, ...] | None = Field(
        None, description="earlier work that organisations of the consortium did together"
    )
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


@lru_cache(maxsize=1024)
def months_later(day: date, months: int) -> date:
    """The same day of the month, so many months later; the last day where the month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if year > date.max.year:
        return date.max
    # Every month has 28 days; how many more is looked up only where it matters.
    return date(year, month, day.day if day.day <= 28 else min(day.day, monthrange(year, month)[1]))


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
