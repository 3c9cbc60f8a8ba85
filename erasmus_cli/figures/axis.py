"""Days on a line: calendar months are equally long, and the project's own months are counted on it."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil

from erasmus_cli.wording.language import spoken

_STEPS = (3, 6, 12, 24, 60, 120, 600, 1200, 6000, 12000, 60000, 120000)  # months between grid lines
_YEAR_ROOM, _SHORT_YEAR_ROOM = 28.0, 15.0
_TICK_ROOM = 26.0


@dataclass(frozen=True)
class Tick:
    """A grid line: where, the calendar month that begins there, and its number in the project."""

    x: float
    month: str
    number: int


@dataclass(frozen=True)
class Band:
    """A calendar year, from and to; the text is empty where there is no room."""

    x: float
    width: float
    text: str


@dataclass(frozen=True)
class Axis:
    """The time between two days, drawn from left to right."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day begins; outside the axis for days before and after it."""
        return self._at(_months(day))

    def after(self, day: date) -> float:
        """Where a day is over."""
        return self._at(_months(day, over=True))

    def ticks(self) -> Iterator[Tick]:
        """A grid line for each quarter of the project, or fewer where they would be too close."""
        step = next(s for s in _STEPS if self._length() / s * _TICK_ROOM <= self.right - self.left)
        for months in range(0, ceil(self._length() - 0.01), step):
            month = spoken().short_months[(self.first.month - 1 + months) % 12]
            yield Tick(self._at(_months(self.first) + months), month, months + 1)

    def years(self) -> Iterator[Band]:
        """The calendar years, or some of them where they would be too close."""
        years = self.last.year - self.first.year + 1
        stride = ceil(years * _YEAR_ROOM / 2 / (self.right - self.left))
        for year in range(self.first.year, self.last.year + 1, stride):
            start = max(self.left, self.x(date(year, 1, 1)))
            end = min(self.right, self.after(date(min(year + stride - 1, 9999), 12, 31)))
            yield Band(start, end - start, _year(year, end - start))

    def _length(self) -> float:
        return _months(self.last, over=True) - _months(self.first)

    def _at(self, months: float) -> float:
        return self.left + (months - _months(self.first)) / self._length() * (self.right - self.left)


def _year(year: int, room: float) -> str:
    if room >= _YEAR_ROOM:
        return str(year)
    return f"\N{RIGHT SINGLE QUOTATION MARK}{year % 100:02}" if room >= _SHORT_YEAR_ROOM else ""


def _months(day: date, *, over: bool = False) -> float:
    """Months since the year 0 until a day begins, or is over."""
    return day.year * 12 + day.month - 1 + (day.day - 1 + over) / monthrange(day.year, day.month)[1]
