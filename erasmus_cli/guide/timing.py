"""The records of the guide data on time: lengths of projects, first and last days, deadlines.

Durations are in months.
"""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Self

from pydantic import AfterValidator, PositiveInt, StringConstraints, model_validator

from erasmus_cli.guide.sources import Cited, Said


def _in_calendar(value: str) -> str:
    date.fromisoformat(f"2001-{value}")
    return value


MonthDay = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}-[0-9]{2}$"), AfterValidator(_in_calendar)]


@lru_cache(maxsize=512)
def in_year(day: str, year: int) -> date:
    """A day of the year, such as `08-31`, in the calendar."""
    return date.fromisoformat(f"{year}-{day}")


class Duration(Cited):
    """Shortest and longest project, in months, both included; `only` if just these lengths are allowed.

    `beyond_with` is the kind of learning activity with which a project may last longer.
    """

    min_months: Annotated[PositiveInt, Said("at least {value} {value:month|months}")]
    max_months: Annotated[PositiveInt, Said("at most {value} {value:month|months}")]
    only: Annotated[tuple[PositiveInt, ...], Said("only {value} months")] = ()
    beyond_with: str | None = None

    def allows(self, months: int) -> bool:
        """Whether a project may last so long."""
        return months in self.only if self.only else self.min_months <= months <= self.max_months

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min_months > self.max_months:
            raise ValueError("min_months is above max_months")
        if any(not self.min_months <= months <= self.max_months for months in self.only):
            raise ValueError("only names a length outside min_months and max_months")
        return self


class OuterLimit(Cited):
    """What no source allows in any call of an action; it holds where the figure of a call is unverified."""

    at_least: Annotated[PositiveInt | None, Said("at least {value}")] = None
    at_most: Annotated[PositiveInt | None, Said("at most {value}")] = None

    def allows(self, number: Decimal | int) -> bool:
        """Whether a number is neither below nor above."""
        return (self.at_least or 0) <= number and (self.at_most is None or number <= self.at_most)


class LastDay(Cited):
    """A last day: a day of the year, some years after the call."""

    day: MonthDay
    years_after_call: int

    def of_call(self, call: int) -> date:
        """The day in the calendar."""
        return in_year(self.day, call + self.years_after_call)


class StartWindow(Cited):
    """First and last day on which projects of a round may start, as days of the years after the call."""

    round: PositiveInt = 1
    first: Annotated[MonthDay, Said("from {value}")]
    first_year: Annotated[int, Said("in year {value} after the call")] = 0
    last: Annotated[MonthDay, Said("to {value}")]
    last_year: Annotated[int, Said("in year {value} after the call")] = 0

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if (self.first_year, self.first) > (self.last_year, self.last):
            raise ValueError("the window closes before it opens")
        return self


class Deadline(Cited):
    """The last moment to submit in a round, Brussels time: as the Guide printed it and as it became.

    An `optional` round takes place only where the National Agency opens it.
    """

    round: PositiveInt = 1
    guide: Annotated[datetime, Said()]
    extended_to: datetime | None = None
    optional: Annotated[bool, Said(choices=(("true", "only if the National Agency opens it"),))] = False

    @property
    def effective(self) -> datetime:
        """The moment that counts."""
        return self.extended_to or self.guide

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.extended_to and self.extended_to <= self.guide:
            raise ValueError("extended_to is not after guide")
        return self
