"""The records of the guide data: each holds figures, lists or dates that share a source.

Money is in EUR, durations in months, scores in points, shares between 0 and 1.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, PositiveInt, StringConstraints, model_validator

from erasmus_cli.guide.sources import Cited, Money, Said, Share
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import tell

CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]

Body = Literal["national-agency", "eacea"]
"""Who takes applications: the National Agency of the applicant's country, or the Executive Agency."""


class Strength(StrEnum):
    """How strongly the Guide words a criterion: must, should, or a reminder."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


WeightInWords = Annotated[
    Strength,
    Said("{value}", (("error", "decides"), ("warning", "only warned of"), ("note", "only a reminder"))),
]


class GuideDocument(Cited):
    """The Programme Guide itself: version, publication and the call for proposals that it explains.

    Attributes:
        title: its title.
        version: its version, as it names itself; None while it has not been looked up.
        published: the day on which that version came out.
        compared: the day on which the figures here were last held against an official text of this call;
            None if that was never done with a whole Guide.
        call_reference: the reference of the call for proposals; None while it has not been looked up.
        official_journal: where the call stands in the Official Journal.
    """

    title: str
    version: str | None = None
    published: date | None = None
    compared: date | None = None
    call_reference: str | None = None
    official_journal: str | None = None


class FieldOfAction(Cited):
    """A field of the action: its label, one sentence, and its action codes.

    `codes` maps `general` or a format to the code of the form, such as KA202.
    """

    label: Words
    sentence: Words
    codes: dict[str, str]


class ProjectType(Cited):
    """A project type, the fields that may choose it, and the budget items it opens."""

    label: Words
    sentence: Words
    fields: tuple[str, ...]
    budget_items: tuple[str, ...] = ()


class Format(Cited):
    """A special shape within the action and the fields in which it exists.

    Attributes:
        kinds: kinds of organisation that all organisations must be of; empty when any kind may join.
        programme_countries_only: whether Partner Country organisations are barred.
        project_type: the only project type that the format allows, if it is bound to one.
        excluded_items: budget items that projects of this format cannot ask for.
    """

    label: Words
    sentence: Words
    fields: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    programme_countries_only: bool = False
    project_type: str | None = None
    excluded_items: tuple[Literal["meetings", "outputs", "events"], ...] = ()


class ChosenFormat(Cited):
    """Formats of which each project has one, such as lots; without it the rules on them cannot be checked."""

    label: Words
    formats: tuple[str, ...]


class Aim(Cited):
    """An aim of the action or a typical activity: a short label and one sentence."""

    label: Words
    sentence: Words


class Priority(Cited):
    """A priority of the call: a short label and one sentence.

    `details` are the matters that its text is known to name; it may name more.
    """

    label: Words
    sentence: Words
    details: tuple[Words, ...] = ()

    @property
    def content(self) -> str:
        """The sentence and the details, as people read them."""
        if not self.details:
            return _(self.sentence)
        return tell(
            "{sentence} Among others: {matters:reasons}.", sentence=self.sentence, matters=self.details
        )


class PriorityList(Cited):
    """Whether the priorities known for `horizontal` or a field are all there are."""

    complete: bool


class PriorityObligation(Cited):
    """How many priorities a project has to address, and how strongly the Guide asks for it."""

    at_least: PositiveInt
    at_most: PositiveInt | None = None
    strength: WeightInWords


class GrantCeiling(Cited):
    """The largest grant, in EUR: for each month, for each organisation and year, by length, or in all."""

    per_month: Money | None = None
    per_organisation_year: Money | None = None
    by_months: dict[str, Money] = Field(default_factory=dict)
    total: Money | None = None


class ProgrammeFigure(Cited):
    """What the Programme as a whole has or aims at: what is counted, and how much of it, in words."""

    label: Words
    text: Words


class Help(Cited):
    """A publication to which the Guide or an agency points applicants, by its name."""

    label: Words


class FieldBudget(Cited):
    """The money of a call, in EUR: for one field, or in all."""

    amount: Money


class AwardCriterion(Cited):
    """An award criterion: points to gain and points below which a proposal is not funded."""

    label: Words
    max_points: PositiveInt
    min_points: PositiveInt


class AwardBands(Cited):
    """The fewest points for each mark of assessors, for criteria of one maximum; below `fair` it is weak."""

    very_good: PositiveInt
    good: PositiveInt
    fair: PositiveInt


class PassMark(Cited):
    """Points in all below which a proposal is not funded."""

    points: PositiveInt


class Languages(Cited):
    """Languages (ISO 639-1) of an application; `eacea`: those that EACEA takes, if these are fewer.

    That EACEA takes the languages of the EU only is the Guide's own rule, so there it binds. The list for
    National Agencies is drawn up here from the official languages of the countries.
    """

    codes: tuple[str, ...]
    eacea: tuple[str, ...] = ()


class SummaryLanguage(Cited):
    """The language in which the summary has to stand as well, and the questions that hold it."""

    language: str
    questions: tuple[str, ...]


class BudgetItemRequires(Cited):
    """A budget item that may only be asked for together with another."""

    item: Literal["outputs", "events"]
    needs: Literal["outputs", "events"]


class Requirement(Cited):
    """A criterion without a figure of its own, such as that all organisations are named."""

    text: Words


class LumpSums(Cited):
    """The amounts among which an applicant chooses."""

    amounts: tuple[Money, ...]


class GrantBounds(Cited):
    """The smallest and the largest grant, where the grant is neither a lump sum nor bound to the months."""

    lowest: Money
    highest: Money

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.lowest > self.highest:
            raise ValueError("lowest is above highest")
        return self


class ManagementShare(Cited):
    """The largest share of project management, of the lump sum or of all other work packages."""

    share: Share
    of: Literal["lump-sum", "other-packages"]
    strength: WeightInWords


class PackageCount(Cited):
    """Work packages, management included: as recommended, and as many as the form takes.

    `of_activities` says whether each of them, apart from management, has to consist of activities.
    """

    recommended: PositiveInt | None = None
    at_most: PositiveInt | None = None
    at_least: PositiveInt = 2
    of_activities: bool = False


class PriorityLimits(Cited):
    """The most priorities beside the main one, and the most topics, that the form takes."""

    further: int
    topics: int | None = None


class Venue(Cited):
    """Where activities may take place besides the partners' countries.

    Attributes:
        cities: seats of institutions of the European Union, by country.
        sharing: where results may be shared besides: nowhere, in countries that count, in these and those
            from which partners may come, or anywhere; None where the Guide is not known.
        of_associated: whether the Guide names the countries of associated partners as well.
        with_institution: whether an activity at a seat has to be at, or with, an institution.
        strength: whether a place outside bars the project, or a justification may help.
    """

    cities: dict[CountryCode, str] = Field(default_factory=dict)
    sharing: Annotated[
        Literal["nowhere", "inside", "inside-and-admitted", "anywhere"] | None,
        Said(
            "results may be shared {value}",
            choices=(
                ("nowhere", "nowhere else"),
                ("inside", "in EU Member States and associated countries"),
                ("inside-and-admitted", "in countries from which partners may come"),
                ("anywhere", "anywhere"),
            ),
        ),
    ] = None
    of_associated: Annotated[bool, Said(choices=(("true", "countries of associated partners as well"),))] = (
        False
    )
    with_institution: Annotated[bool, Said(choices=(("true", "seats only at or with an institution"),))] = (
        False
    )
    strength: WeightInWords = Strength.WARNING


class Judgement(Cited):
    """A criterion that only an assessor, the agency or a document can decide.

    Attributes:
        title: a few words that name it.
        text: what is judged.
        countries: where an organisation has to be established for it to arise.
        kinds: of which kind an organisation has to be for it to arise.
        fields: in which fields it arises. Where several of these three are given, one is enough; where none
            is, it arises for every project.
    """

    title: Words
    text: Words
    countries: tuple[CountryCode, ...] = ()
    kinds: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
