"""The proposal: what the applicant says, in one file.

The names here are a public contract (`erasmus schema` prints it). Everything may be left out until a rule
needs it; an unknown key is an error. Money is in EUR, durations in months and days, distances in km.
"""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from erasmus_cli.countries import iso
from erasmus_cli.formatting import plain_number

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")

Call = Annotated[int, Field(strict=True, ge=2014, le=2999)]
Action = Literal[
    "strategic-partnership",
    "cooperation-partnership",
    "small-scale-partnership",
    "school-development-partnership",
    "knowledge-alliance",
    "sector-skills-alliance",
]
FieldName = Literal["school", "vet", "higher-education", "adult", "youth", "sport"]
ProjectTypeName = Literal["innovation", "good-practice"]
FormatName = Literal[
    "school-exchange",
    "regional",
    "youth-initiative",
    "digital-education",
    "creativity",
    "european-ngo",
    "lot-1",
    "lot-2",
    "lot-3",
]
Role = Literal["applicant", "partner", "associated"]
KindName = Literal[
    "higher-education-institution",
    "school",
    "vet-provider",
    "adult-education-provider",
    "non-profit",
    "enterprise",
    "public-body",
    "school-authority",
    "social-partner",
    "research-institute",
    "foundation",
    "inter-company-training-centre",
    "shared-training-enterprise",
    "cultural-organisation",
    "guidance-body",
    "validation-body",
    "european-youth-ngo",
    "european-ngo",
    "sport-organisation",
    "informal-group",
    "other",
]
StaffCategory = Literal["manager", "teacher", "technician", "administrative"]
LearningKind = Literal[
    "blended-mobility",
    "pupil-exchange",
    "intensive-programme",
    "long-term-pupil-mobility",
    "long-term-teaching",
    "long-term-youth-worker",
    "joint-staff-training",
]


def _country(value: Any) -> Any:
    return iso(value) if isinstance(value, str) else value


def _number(value: Any) -> Any:
    if isinstance(value, bool | str):
        raise ValueError("an amount is a number without quotes, such as 12500 or 12500.50")  # noqa: TRY004
    return value


def _degrees(value: Any) -> Any:
    """A pair of numbers; how large they may be is for the fields to say."""
    pair = isinstance(value, list | tuple) and len(value) == 2
    if value is None or (pair and all(_measurable(part) for part in value)):
        return value
    raise ValueError("write [latitude, longitude] in degrees, such as [50.847, 4.357]")


def _measurable(value: Any) -> bool:
    """No text, no infinity, and no integer that is too large for a float."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9


def _day(value: Any) -> Any:
    if isinstance(value, date | None) or (isinstance(value, str) and _ISO_DAY.match(value)):
        return value
    raise ValueError("write year-month-day, such as 2016-09-01")


def _brussels(value: datetime) -> datetime:
    """The moment as Brussels clocks show it, which is how the Guide states deadlines."""
    if value.tzinfo is None:
        return value
    try:
        return value.astimezone(ZoneInfo("Europe/Brussels")).replace(tzinfo=None)
    except OverflowError as error:
        raise ValueError("no calendar has this moment") from error


def _moment(value: Any) -> Any:
    if isinstance(value, datetime | None) or (isinstance(value, str) and _ISO_MOMENT.match(value)):
        return value
    raise ValueError("write day and time, such as 2016-03-31T11:00")


def _charter(value: Any) -> Any:
    """In YAML 1.2 `no` and `yes` are text; neither they nor words such as `pending` are a charter's code."""
    if not isinstance(value, str):
        return value
    word = value.strip().lower()
    vague = ("appl", "pending", "not ", "plan")
    if word in ("none", "off", "on", "n/a", "unknown") or word.startswith(vague):
        raise ValueError("write true, false or the code of the charter")
    return {"no": False, "false": False, "yes": True, "true": True}.get(word, value)


def _perhaps_none_yet(value: Any) -> Any:
    """`answers:` with nothing below it has no answers yet."""
    return {} if value is None else value


def _printable(value: str) -> str:
    if _CONTROL.search(value):
        raise ValueError("there is a control character in it")
    return value


Country = Annotated[str, BeforeValidator(_country), Field(description="ISO 3166-1 code; EL and UK accepted")]
Money = Annotated[
    Decimal,
    BeforeValidator(_number),
    Field(ge=0, decimal_places=2, description="EUR"),
    PlainSerializer(plain_number, when_used="json"),
]
Points = Annotated[
    Decimal, BeforeValidator(_number), Field(ge=0), PlainSerializer(plain_number, when_used="json")
]
Count = Annotated[int, Field(strict=True, ge=0)]
Kilometres = Annotated[int, Field(strict=True, ge=0, le=20_100, description="one way, in km")]
Coordinates = Annotated[
    tuple[
        Annotated[float, Field(ge=-90, le=90, description="latitude, north positive")],
        Annotated[float, Field(ge=-180, le=180, description="longitude, east positive")],
    ],
    BeforeValidator(_degrees),
]
Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[datetime, BeforeValidator(_moment), AfterValidator(_brussels)]
Handle = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=40)]
Text = Annotated[str, Field(max_length=100_000), AfterValidator(_printable)]


class Part(BaseModel):
    """A part of the proposal: closed to unknown keys, unchanged once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Organisation(Part):
    """A member of the consortium."""

    id: Handle | None = Field(None, description="short handle used elsewhere in the file")
    name: Text | None = None
    country: Country | None = None
    city: Text | None = None
    coordinates: Coordinates | None = Field(
        None, description="latitude and longitude in degrees; they win over the city where distances count"
    )
    kind: KindName | None = Field(None, description="the Guide's kinds of organisation")
    role: Role | None = None
    eche: Annotated[bool | Text | None, BeforeValidator(_charter)] = Field(
        None, description="Erasmus Charter for Higher Education: true, false or its code"
    )
    oid: Text | None = None
    pic: Annotated[int, Field(strict=True)] | Text | None = None
    established: Day | None = None
    newcomer: bool | None = None
    public_body: bool | None = None
    added_value: Text | None = Field(None, description="why an organisation from outside is essential")
    applications: Count | None = Field(None, description="applications with this organisation, this deadline")


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


class Event(Part):
    """A multiplier event and the outputs that it spreads."""

    id: Handle | None = None
    title: Text | None = None
    host: Handle | None = None
    start: Day | None = None
    outputs: tuple[Handle, ...] = ()
    local: Count | None = None
    foreign: Count | None = None


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


class Activity(Part):
    """An activity of a lump-sum project."""

    id: Handle | None = Field(None, description="short handle used by the answers on this activity")
    title: Text | None = None
    grant: Money | None = None
    venue: Country | None = None
    start: Day | None = None
    end: Day | None = None
    lead: Handle | None = None


class WorkPackage(Part):
    """A work package of a lump-sum project; `grants` is the share of each organisation."""

    id: Handle | None = None
    title: Text | None = None
    management: bool = False
    start: Day | None = None
    end: Day | None = None
    grants: dict[Handle, Money] = Field(default_factory=dict)
    activities: tuple[Activity, ...] = ()


class Proposal(Part):
    """Everything that the applicant has said so far. A list that is there is taken to be complete."""

    call: Call | None = Field(None, description="call year")
    action: Action | None = None
    field: FieldName | None = None
    type: ProjectTypeName | None = None
    format: FormatName | None = Field(None, description="a special shape, where the action has formats")
    round: Annotated[int, Field(strict=True, ge=1, le=3)] | None = None
    title: Text | None = None
    acronym: Text | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] | None = Field(None, description="ISO 639-1")
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
    lump_sum: Money | None = None
    estimated_cost: Money | None = None
    work_packages: tuple[WorkPackage, ...] | None = None
    activities: tuple[Activity, ...] | None = None
    answers: Annotated[dict[Text, Text], BeforeValidator(_perhaps_none_yet)] = Field(
        default_factory=dict, description="question id of the form → Markdown"
    )
    scores: dict[Text, Points] = Field(
        default_factory=dict, description="self-assessment, points by award criterion"
    )

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


Repeated = Literal["organisation", "output", "event", "learning_activity", "work_package", "activity"]


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
