"""The records of unit costs: what a unit of work, travel or stay brings, in EUR, and what caps it.

Calls 2014 to 2020 add a grant up from these. Each record has a source of its own, because they are known from
different places: a rate may be published while the cap on it is only recalled.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, PositiveInt, model_validator

from erasmus_cli.guide.records import CountryCode
from erasmus_cli.guide.sources import Cited, Frozen, Money, Said, Share
from erasmus_cli.wording.language import Words

Capped = Literal["management", "meetings", "outputs", "events", "learning", "special-needs", "exceptional"]


class ManagementRates(Cited):
    """Project management and implementation, EUR a month: for the applicant, and for each full partner."""

    applicant_month: Money
    partner_month: Money


class Band(Cited):
    """A distance band: from how many km one way, up to the next band, and EUR for one traveller and back.

    `perhaps` is another amount that is as likely, where it is not known which of the two held.
    """

    from_km: PositiveInt
    amount: Money
    perhaps: Annotated[Money | None, Said("perhaps {value}")] = None


class StaffRates(Cited):
    """Work on intellectual outputs, EUR a day, by category of staff."""

    manager: Money
    teacher: Money
    technician: Money
    administrative: Money


class StaffGroup(Cited):
    """Countries whose staff share the rates of `rates`.

    `others` takes in every country from outside the Programme that no group names, except those whose group
    is not known.
    """

    rates: str
    countries: tuple[CountryCode, ...] = ()
    others: bool = False
    not_known: tuple[CountryCode, ...] = ()


class EventRates(Cited):
    """Multiplier events, EUR for each guest: from the country of the event, and from another one."""

    local: Money
    foreign: Money


class DailyRate(Cited):
    """Individual support, EUR for each person and day: from which day of the stay, up to the next rate."""

    from_day: PositiveInt
    amount: Money


class LongestStay(Cited):
    """The last day of a stay for which the daily rates hold; longer stays have rates of their own."""

    days: PositiveInt


class PersonRate(Cited):
    """EUR for each person."""

    amount: Money


class TravelDays(Cited):
    """The most travel days that are paid as days of stay, for each person and activity."""

    days: PositiveInt


class RealCosts(Cited):
    """The share of a real cost that the grant pays."""

    share: Share


class ExpensiveTravel(RealCosts):
    """Travel at real cost instead of the unit cost, where that covers less of it than `when_below`."""

    when_below: Share


class ItemCap(Cited):
    """The most that a budget item may bring, in EUR: a month, a year, or in all."""

    per_month: Money | None = None
    per_year: Money | None = None
    total: Money | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(value is not None for value in (self.per_month, self.per_year, self.total)) != 1:
            raise ValueError("a cap is per_month, per_year or total, and one of them")
        return self


class LearningKind(Cited):
    """A kind of learning, teaching or training activity: who takes part, and at which rate.

    `long_term` activities have rates of their own by country, and are the ones with linguistic support.
    """

    label: Words
    people: Literal["learners", "staff"]
    long_term: bool = False


class ActivityLength(Cited):
    """Shortest and longest activity, without travel: in days, or in months for long-term kinds."""

    min_days: PositiveInt | None = None
    min_months: PositiveInt | None = None
    max_months: PositiveInt


class ActivityFields(Cited):
    """The fields in which a kind of learning activity exists."""

    fields: tuple[str, ...]


class LearningOutside(Cited):
    """Kinds of learning activity that may be held, or joined by staff, outside of the Programme's countries.

    Learners from there are not paid for.
    """

    held: Annotated[tuple[str, ...], Said("held outside: {value}")]
    joined_by_staff: Annotated[tuple[str, ...], Said("joined by staff from outside: {value}")]


class UnitCosts(Frozen):
    """What each budget item of a call with unit costs brings.

    `daily` is individual support for `learners` and `staff`; accompanying persons are paid as staff. `real`
    names the items paid as a share of their cost. `caps` is by budget item.
    """

    management: ManagementRates
    meetings: tuple[Band, ...]
    staff_rates: dict[str, StaffRates]
    staff_groups: dict[str, StaffGroup]
    events: EventRates
    travel: tuple[Band, ...]
    daily: dict[Literal["learners", "staff"], tuple[DailyRate, ...]]
    longest_stay: LongestStay
    travel_days: TravelDays
    linguistic: PersonRate
    learning: dict[str, LearningKind]
    lengths: dict[str, ActivityLength] = Field(default_factory=dict)
    activity_fields: dict[str, ActivityFields] = Field(default_factory=dict)
    learning_outside: LearningOutside | None = None
    real: dict[Literal["special-needs", "exceptional"], RealCosts]
    expensive_travel: ExpensiveTravel | None = None
    caps: dict[Capped, ItemCap] = Field(default_factory=dict)
