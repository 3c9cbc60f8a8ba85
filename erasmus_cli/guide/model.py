"""What the Programme Guide of one call says about one action."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache, cached_property
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import Field

from erasmus_cli.guide.answers import Answers
from erasmus_cli.guide.participants import (
    AddedValue,
    Agency,
    ApplicationCap,
    AwaitingAgency,
    Charter,
    Composition,
    Established,
    ExpectedStatus,
    FieldsOnly,
    Identifier,
    Kind,
    Manager,
    Maximum,
    MemberStates,
    Minimum,
    Outsiders,
    OverseasTerritory,
    ProgrammeCountries,
    Region,
    Restriction,
    RightKinds,
    UnsettledCountries,
)
from erasmus_cli.guide.records import (
    Aim,
    AwardBands,
    AwardCriterion,
    BudgetItemRequires,
    ChosenFormat,
    CountryCode,
    FieldBudget,
    FieldOfAction,
    Format,
    GrantBounds,
    GrantCeiling,
    GuideDocument,
    Help,
    Judgement,
    Languages,
    LumpSums,
    ManagementShare,
    PackageCount,
    PassMark,
    Priority,
    PriorityLimits,
    PriorityList,
    PriorityObligation,
    ProgrammeFigure,
    ProjectType,
    Requirement,
    SummaryLanguage,
    Venue,
)
from erasmus_cli.guide.sources import Cited, Frozen
from erasmus_cli.guide.timing import Deadline, Duration, LastDay, OuterLimit, StartWindow
from erasmus_cli.guide.unit_costs import UnitCosts
from erasmus_cli.guide.walk import records
from erasmus_cli.wording.language import Words
from erasmus_cli.wording.messages import tell


class Status(StrEnum):
    """What a country is to the Programme in a call."""

    INSIDE = "inside"
    OUTSIDE = "outside"


class Terms(Frozen):
    """What the Programme calls countries in this call, one and many: those that count, and the others."""

    inside: Words
    insides: Words
    outside: Words
    outsides: Words


Entry = TypeVar("Entry")
Kept = TypeVar("Kept")

_BY_FIELD = "by field"

ByField = Annotated[dict[str, Entry], _BY_FIELD]
"""A table by format, field or `general`: `lookup.pick` finds the entry that fits."""


class Edition(Frozen):
    """One call's Programme Guide on one action. Topics that a call does not know are empty or None.

    `form` is the id of the application form; `special_forms` names others by format or field.
    `award_bands` is a table by the maximum of a criterion. What has a title is a topic; `topics` lists them.

    Attributes:
        ended: the action ended with this call; no later one is to be waited for.
        stands_in_for: a later call that is not published yet, to whose proposals this edition is held.
        overlay: the folder of one's own that had a part in this edition, with a short code of its files, such
            as `our-guide@1f2e3d4c`; None if all of it was shipped.
    """

    call: int
    action: str
    label: Words
    form: str
    special_forms: dict[str, str] = Field(default_factory=dict)
    terms: Terms
    ended: bool = False
    stands_in_for: int | None = None
    overlay: str | None = None
    guide: GuideDocument = Field(title="The Guide")
    fields: dict[str, FieldOfAction] = Field(title="Fields")
    types: dict[str, ProjectType] = Field(default_factory=dict, title="Project types")
    formats: dict[str, Format] = Field(default_factory=dict, title="Formats")
    managers: ByField[Manager] = Field(title="Where to apply")
    minimum: ByField[Minimum] = Field(title="Smallest consortium")
    maximum: ByField[Maximum] = Field(default_factory=dict, title="Largest consortium")
    composition: ByField[Composition] = Field(default_factory=dict, title="Composition of the consortium")
    programme_countries: ProgrammeCountries = Field(title="Countries that count")
    member_states: MemberStates | None = Field(None, title="Member States of the European Union")
    expected: dict[CountryCode, ExpectedStatus] = Field(
        default_factory=dict, title="Agreed for a later call, and not in force"
    )
    outsiders: dict[Literal["partner", "associated"], Outsiders] = Field(
        default_factory=dict, title="Organisations from other countries"
    )
    added_value: AddedValue | None = Field(None, title="Added value of organisations from other countries")
    established: Established | None = Field(None, title="Age of the applicant")
    application_cap: ApplicationCap | None = Field(None, title="Applications of one organisation")
    applicant_cap: ApplicationCap | None = Field(None, title="Applications of one applicant")
    charter: Charter | None = Field(None, title="Erasmus Charter for Higher Education")
    fields_only: FieldsOnly | None = Field(None, title="Kinds bound to fields")
    applicant_kinds: ByField[RightKinds] = Field(default_factory=dict, title="Who may apply")
    partner_kinds: ByField[RightKinds] = Field(default_factory=dict, title="Who may be a partner")
    restrictions: dict[str, Restriction] = Field(default_factory=dict, title="Who is shut out")
    formats_to_choose: ByField[ChosenFormat] = Field(default_factory=dict, title="Formats to choose from")
    duration: ByField[Duration] = Field(title="Duration")
    duration_doubt: ByField[Duration] = Field(default_factory=dict, title="Duration on which sources differ")
    latest_end: LastDay | None = Field(None, title="Latest end")
    outer_limits: dict[Literal["organisations", "countries", "months", "grant"], OuterLimit] = Field(
        default_factory=dict, title="What no source allows in any call"
    )
    latest_start: LastDay | None = Field(None, title="Latest start in any call")
    latest_submission: LastDay | None = Field(None, title="Latest application by any source")
    start_windows: ByField[tuple[StartWindow, ...]] = Field(default_factory=dict, title="Start")
    deadlines: ByField[tuple[Deadline, ...]] = Field(default_factory=dict, title="Deadlines")
    venue: Venue | None = Field(None, title="Venue")
    priority_obligation: ByField[PriorityObligation] = Field(title="Duty to address a priority")
    priority_limits: PriorityLimits | None = Field(None, title="Number of priorities and topics")
    priorities: dict[str, Priority] = Field(title="Priorities")
    priority_lists: dict[str, PriorityList] = Field(title="Whether the priorities are all known")
    aims: dict[str, Aim] = Field(title="Aims")
    activities: dict[str, Aim] = Field(title="Typical activities")
    grant_ceiling: ByField[GrantCeiling] = Field(default_factory=dict, title="Grant ceiling")
    unit_costs: UnitCosts | None = Field(None, title="Unit costs")
    grant_bounds: GrantBounds | None = Field(None, title="Smallest and largest grant")
    lump_sums: LumpSums | None = Field(None, title="Lump sums")
    management_share: dict[str, ManagementShare] = Field(
        default_factory=dict, title="Share of project management"
    )
    packages: PackageCount | None = Field(None, title="Work packages")
    events_need_outputs: BudgetItemRequires | None = Field(None, title="Budget items that need another")
    budget: dict[str, FieldBudget] = Field(default_factory=dict, title="Money of the call")
    programme_figures: dict[str, ProgrammeFigure] = Field(
        default_factory=dict, title="The Programme as a whole"
    )
    award_criteria: dict[str, AwardCriterion] = Field(title="Award criteria")
    award_bands: dict[str, AwardBands] = Field(
        default_factory=dict, title="Marks of assessors, by the maximum of the criterion"
    )
    pass_mark: PassMark = Field(title="Points needed in all")
    summary_language: SummaryLanguage | None = Field(None, title="Summary")
    regions: dict[str, Region] = Field(title="Regions of other countries")
    overseas: dict[CountryCode, OverseasTerritory] = Field(
        default_factory=dict, title="Overseas countries and territories"
    )
    kinds: dict[str, Kind] = Field(title="Kinds of organisation")
    identifiers: dict[str, Identifier] = Field(title="Identifiers")
    languages: Languages = Field(title="Languages")
    agencies: dict[str, Agency] = Field(title="National Agencies")
    awaiting_agency: AwaitingAgency | None = Field(None, title="Countries without a National Agency yet")
    unsettled: UnsettledCountries | None = Field(None, title="Territories whose standing is not known")
    requirements: dict[str, Requirement] = Field(title="Requirements")
    helps: dict[str, Help] = Field(default_factory=dict, title="Helps for applicants")
    assessor: dict[str, Judgement] = Field(title="Left to assessors, agencies and documents")

    @property
    def id(self) -> str:
        """The edition's name, such as `2016/strategic-partnership`."""
        return f"{self.call}/{self.action}"

    @property
    def for_call(self) -> int:
        """The call to whose proposals it is held: its own, or the later one for which it stands in."""
        return self.stands_in_for or self.call

    @property
    def name(self) -> str:
        """The same for people, with the overlay that had a part in it and the call for which it stands in."""
        name = self.id
        if self.overlay:
            name = tell("{edition} with guide data of {folder}", edition=name, folder=self.overlay)
        if self.stands_in_for:
            return tell("{edition}, provisionally for call {call}", edition=name, call=self.stands_in_for)
        return name

    def __hash__(self) -> int:
        return hash((self.call, self.action, self.overlay, self.stands_in_for))

    def in_place_of(self, call: int) -> Self:
        """This edition as it stands in for that of a later call, which is not published yet."""
        return self.once(("in place of", call), lambda: self.model_copy(update={"stands_in_for": call}))

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
    def inside(self) -> frozenset[str]:
        """The countries that count, for a quick look."""
        return frozenset(self.programme_countries.codes)

    def fitting_priorities(self, field: str) -> dict[str, Priority]:
        """The horizontal priorities and those of a field, by id."""
        groups = ("horizontal", field)
        return self.once(
            ("priorities", field),
            lambda: {key: one for key, one in self.priorities.items() if key.partition("/")[0] in groups},
        )

    def once(self, what: tuple[str | int | None, ...], work_out: Callable[[], Kept]) -> Kept:
        """What follows from this edition alone and is asked of it again and again, worked out the first time.

        Args:
            what: what it is; a few for each edition, as nothing is ever dropped (`answer` forgets).
            work_out: says it; nobody may change the result.
        """
        if what not in self._once:
            self._once[what] = work_out()
        found: Kept = self._once[what]
        return found

    @cached_property
    def _once(self) -> dict[tuple[str | int | None, ...], Any]:
        return {}

    @cached_property
    def answer(self) -> Answers[Self]:
        """What functions say of this edition and a few values, each worked out once."""
        return Answers(self)

    @cached_property
    def _paths(self) -> Mapping[int, tuple[str, Cited]]:
        """The path of each record by its identity, and the record itself, so that no other can take it."""
        return {id(record): (path, record) for path, record in records("", self)}


@cache
def topics() -> Mapping[str, str]:
    """The topics of an edition with their titles, in the order in which people read them."""
    return {name: field.title for name, field in Edition.model_fields.items() if field.title}


@cache
def keyed_topics() -> tuple[str, ...]:
    """The topics that are tables by format, field or `general`."""
    return tuple(name for name, field in Edition.model_fields.items() if _BY_FIELD in field.metadata)
