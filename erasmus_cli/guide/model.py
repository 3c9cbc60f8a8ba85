"""What the Programme Guide of one call says about one action.

Every figure, list and date is a field of a `Cited` record; the records are grouped by topic in `Edition`.
Money is in EUR, durations in months, scores in points.
"""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, PositiveInt, StringConstraints, model_validator

from erasmus_cli.guide.sources import Cited, Frozen

CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class Strength(StrEnum):
    """How strongly the Guide words a criterion: must, should, or a reminder."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Status(StrEnum):
    """What a country is to the Programme in a call."""

    PROGRAMME = "Programme Country"
    PARTNER = "Partner Country"


class GuideDocument(Cited):
    """The Programme Guide itself: version, publication and the call for proposals that it explains."""

    title: str
    version: str
    published: date | None = None
    call_reference: str
    official_journal: str | None = None


class FieldOfAction(Cited):
    """A field of the action: its label, one sentence, and its action codes.

    `codes` maps `general` or a format to the code of the form, such as KA202.
    """

    label: str
    sentence: str
    codes: dict[str, str]


class ProjectType(Cited):
    """A project type, the fields that may choose it, and the budget items it opens."""

    label: str
    sentence: str
    fields: tuple[str, ...]
    budget_items: tuple[str, ...] = ()


class Format(Cited):
    """A special shape within the action and the fields in which it exists.

    Attributes:
        kinds: kinds of organisation that all organisations must be of; empty when any kind may join.
        programme_countries_only: whether Partner Country organisations are barred.
        project_type: the only project type that the format allows, if it is bound to one.
    """

    label: str
    sentence: str
    fields: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    programme_countries_only: bool = False
    project_type: str | None = None


class Minimum(Cited):
    """The smallest consortium: organisations and different Programme Countries.

    `kinds` restricts what counts, for example to school authorities.
    """

    organisations: PositiveInt
    countries: PositiveInt
    kinds: tuple[str, ...] = ()


class CountryComposition(Cited):
    """What a format needs in each of its countries: one organisation of each group of kinds."""

    format: str
    groups: dict[str, tuple[str, ...]]


class Duration(Cited):
    """Shortest and longest project, in months, both included."""

    min_months: PositiveInt
    max_months: PositiveInt

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min_months > self.max_months:
            raise ValueError("min_months is above max_months")
        return self


class LatestEnd(Cited):
    """The last day on which a project may end: a day of the year, some years after the call."""

    day: MonthDay
    years_after_call: int


class StartWindow(Cited):
    """First and last day on which projects of a round may start, as days of the years after the call."""

    round: PositiveInt = 1
    first: MonthDay
    first_year: int = 0
    last: MonthDay
    last_year: int = 0

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if (self.first_year, self.first) > (self.last_year, self.last):
            raise ValueError("the window closes before it opens")
        return self


class Deadline(Cited):
    """The last moment to submit in a round, Brussels time: as the Guide printed it and as it became."""

    round: PositiveInt = 1
    guide: datetime
    extended_to: datetime | None = None

    @property
    def effective(self) -> datetime:
        """The moment that counts."""
        return self.extended_to or self.guide

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.extended_to and self.extended_to <= self.guide:
            raise ValueError("extended_to is not after guide")
        return self


class ProgrammeCountries(Cited):
    """The countries whose organisations count towards the minimum and may apply."""

    codes: tuple[CountryCode, ...]


class Region(Cited):
    """A region of Partner Countries."""

    number: PositiveInt
    label: str
    codes: tuple[CountryCode, ...]


class OverseasTerritory(Cited):
    """An overseas country or territory: the state as which it counts."""

    state: CountryCode


class Agency(Cited):
    """A National Agency: its country and the fields it serves. The body's name is a display hint."""

    country: CountryCode
    fields: tuple[str, ...]
    body: str


class Kind(Cited):
    """A kind of organisation; `named` tells whether the Guide names it among its examples."""

    label: str
    named: bool = True


class Charter(Cited):
    """The charter that some kinds of organisation must hold in Programme Countries."""

    label: str
    kinds: tuple[str, ...]


class FieldsOnly(Cited):
    """Kinds of organisation that may take part in some fields only."""

    kinds: tuple[str, ...]
    fields: tuple[str, ...]


class Identifier(Cited):
    """An identifier of organisations: its pattern, and whether this call asks for it."""

    label: str
    pattern: str
    shape: str
    asked: bool = False


class Aim(Cited):
    """An aim of the action or a typical activity: a short label and one sentence."""

    label: str
    sentence: str


class Priority(Cited):
    """A priority of the call: a short label and one sentence."""

    label: str
    sentence: str


class PriorityList(Cited):
    """Whether the priorities known for `horizontal` or a field are all there are."""

    complete: bool


class PriorityObligation(Cited):
    """How many priorities a project has to address, and how strongly the Guide asks for it."""

    at_least: PositiveInt
    strength: Strength


class AddedValue(Cited):
    """The duty to explain what a Partner Country organisation adds."""

    strength: Strength


class GrantCeiling(Cited):
    """The largest grant: EUR for each month of the project, and EUR in all."""

    per_month: Decimal
    total: Decimal


class FieldBudget(Cited):
    """The money of a call, in EUR: for one field, or in all."""

    amount: Decimal


class AwardCriterion(Cited):
    """An award criterion: points to gain and points below which a proposal is not funded."""

    label: str
    max_points: PositiveInt
    min_points: PositiveInt


class PassMark(Cited):
    """Points in all below which a proposal is not funded."""

    points: PositiveInt


class Languages(Cited):
    """Languages (ISO 639-1) in which an application may be written."""

    codes: tuple[str, ...]


class SummaryLanguage(Cited):
    """The language in which the summary has to stand as well, and the question that holds it."""

    language: str
    question: str


class BudgetItemRequires(Cited):
    """A budget item that may only be asked for together with another."""

    item: Literal["outputs", "events"]
    needs: Literal["outputs", "events"]


class Requirement(Cited):
    """A criterion without a figure of its own, such as that all organisations are named."""

    text: str


class Judgement(Cited):
    """A criterion that only an assessor, the agency or a document can decide."""

    title: str
    text: str


class Edition(Frozen):
    """One call's Programme Guide on one action. Topics that a call does not know are empty or None."""

    call: int
    action: str
    label: str
    form: str
    guide: GuideDocument
    fields: dict[str, FieldOfAction]
    types: dict[str, ProjectType] = Field(default_factory=dict)
    formats: dict[str, Format] = Field(default_factory=dict)
    requirements: dict[str, Requirement]
    minimum: dict[str, Minimum]
    country_composition: CountryComposition | None = None
    duration: dict[str, Duration]
    duration_doubt: dict[str, Duration] = Field(default_factory=dict)
    latest_end: LatestEnd | None = None
    start_windows: dict[str, tuple[StartWindow, ...]]
    deadlines: dict[str, tuple[Deadline, ...]]
    programme_countries: ProgrammeCountries
    regions: dict[str, Region]
    overseas: dict[CountryCode, OverseasTerritory] = Field(default_factory=dict)
    agencies: dict[str, Agency]
    kinds: dict[str, Kind]
    charter: Charter | None = None
    fields_only: FieldsOnly | None = None
    identifiers: dict[str, Identifier]
    aims: dict[str, Aim]
    activities: dict[str, Aim]
    priorities: dict[str, Priority]
    priority_lists: dict[str, PriorityList]
    priority_obligation: PriorityObligation
    added_value: AddedValue | None = None
    grant_ceiling: GrantCeiling
    budget: dict[str, FieldBudget] = Field(default_factory=dict)
    award_criteria: dict[str, AwardCriterion]
    pass_mark: PassMark
    languages: Languages
    summary_language: SummaryLanguage
    events_need_outputs: BudgetItemRequires | None = None
    assessor: dict[str, Judgement]

    @property
    def id(self) -> str:
        """The edition's name, such as `2016/strategic-partnership`."""
        return f"{self.call}/{self.action}"
