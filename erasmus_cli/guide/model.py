"""What the Programme Guide of one call says about one action."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import Field

from erasmus_cli.guide.records import (
    AddedValue,
    Agency,
    Aim,
    ApplicationCap,
    AwardBands,
    AwardCriterion,
    BudgetItemRequires,
    Charter,
    Composition,
    CountryCode,
    Deadline,
    Duration,
    Established,
    FieldBudget,
    FieldOfAction,
    FieldsOnly,
    Format,
    GrantBounds,
    GrantCeiling,
    GuideDocument,
    Identifier,
    Judgement,
    Kind,
    Languages,
    LatestEnd,
    LumpSums,
    ManagementShare,
    Manager,
    Maximum,
    Minimum,
    Outsiders,
    OverseasTerritory,
    PackageCount,
    PassMark,
    Priority,
    PriorityLimits,
    PriorityList,
    PriorityObligation,
    ProgrammeCountries,
    ProjectType,
    Region,
    Requirement,
    StartWindow,
    SummaryLanguage,
    Venue,
)
from erasmus_cli.guide.sources import Cited, Frozen
from erasmus_cli.guide.unit_costs import UnitCosts
from erasmus_cli.guide.walk import records


class Status(StrEnum):
    """What a country is to the Programme in a call."""

    INSIDE = "inside"
    OUTSIDE = "outside"


class Terms(Frozen):
    """What the Programme calls countries in this call, one and many: those that count, and the others."""

    inside: str
    insides: str
    outside: str
    outsides: str


class Edition(Frozen):
    """One call's Programme Guide on one action. Topics that a call does not know are empty or None.

    `form` is the id of the application form; `special_forms` names others by format or field.
    Several topics are tables by format, field or `general`: `lookup.pick` finds the entry that fits.
    `award_bands` is a table by the maximum of a criterion.
    """

    call: int
    action: str
    label: str
    form: str
    special_forms: dict[str, str] = Field(default_factory=dict)
    terms: Terms
    guide: GuideDocument
    fields: dict[str, FieldOfAction]
    types: dict[str, ProjectType] = Field(default_factory=dict)
    formats: dict[str, Format] = Field(default_factory=dict)
    requirements: dict[str, Requirement]
    minimum: dict[str, Minimum]
    maximum: dict[str, Maximum] = Field(default_factory=dict)
    composition: dict[str, Composition] = Field(default_factory=dict)
    duration: dict[str, Duration]
    duration_doubt: dict[str, Duration] = Field(default_factory=dict)
    latest_end: LatestEnd | None = None
    start_windows: dict[str, tuple[StartWindow, ...]] = Field(default_factory=dict)
    deadlines: dict[str, tuple[Deadline, ...]]
    programme_countries: ProgrammeCountries
    regions: dict[str, Region]
    overseas: dict[CountryCode, OverseasTerritory] = Field(default_factory=dict)
    managers: dict[str, Manager]
    agencies: dict[str, Agency]
    kinds: dict[str, Kind]
    charter: Charter | None = None
    fields_only: FieldsOnly | None = None
    outsiders: dict[Literal["partner", "associated"], Outsiders] = Field(default_factory=dict)
    established: Established | None = None
    application_cap: ApplicationCap | None = None
    applicant_cap: ApplicationCap | None = None
    venue: Venue | None = None
    identifiers: dict[str, Identifier]
    aims: dict[str, Aim]
    activities: dict[str, Aim]
    priorities: dict[str, Priority]
    priority_lists: dict[str, PriorityList]
    priority_obligation: dict[str, PriorityObligation]
    priority_limits: PriorityLimits | None = None
    added_value: AddedValue | None = None
    grant_ceiling: dict[str, GrantCeiling] = Field(default_factory=dict)
    unit_costs: UnitCosts | None = None
    grant_bounds: GrantBounds | None = None
    lump_sums: LumpSums | None = None
    management_share: dict[str, ManagementShare] = Field(default_factory=dict)
    packages: PackageCount | None = None
    budget: dict[str, FieldBudget] = Field(default_factory=dict)
    award_criteria: dict[str, AwardCriterion]
    award_bands: dict[str, AwardBands] = Field(default_factory=dict)
    pass_mark: PassMark
    languages: Languages
    summary_language: SummaryLanguage | None = None
    events_need_outputs: BudgetItemRequires | None = None
    assessor: dict[str, Judgement]

    @property
    def id(self) -> str:
        """The edition's name, such as `2016/strategic-partnership`."""
        return f"{self.call}/{self.action}"

    def path_of(self, record: Cited) -> str:
        """The dotted path of one of this edition's own records, such as `minimum.vet`; lists count from 1.

        Raises:
            LookupError: the record is not of this edition, even if one of its records equals it.
        """
        path, known = self._paths.get(id(record), ("", None))
        if known is not record:
            raise LookupError(f"{self.id} has no such record of its own: {record!r}")
        return path

    @cached_property
    def _paths(self) -> Mapping[int, tuple[str, Cited]]:
        """The path of each record by its identity, and the record itself, so that no other can take it."""
        return {id(record): (path, record) for path, record in records("", self)}

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy, which works out anew where its records stand."""
        copy = super().model_copy(update=update, deep=deep)
        copy.__dict__.pop("_paths", None)
        return copy

    def __getstate__(self) -> dict[Any, Any]:
        state = super().__getstate__()
        return {**state, "__dict__": {k: v for k, v in state["__dict__"].items() if k != "_paths"}}
