"""Everything that a proposal plans: the one enumeration of meetings, outputs, packages and so on."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain
from typing import Literal, NamedTuple

from erasmus_cli.proposal.model import Activity, Proposal, WorkPackage
from erasmus_cli.proposal.unit_cost_items import Event, LearningActivity, Meeting, Output

PLANNED_KEYS = ("meetings", "outputs", "events", "learning_activities", "work_packages", "activities")
"""The keys of a proposal that hold what is planned."""

PlannedKind = Literal["meeting", "output", "event", "learning-activity", "work-package", "activity"]
Item = Meeting | Output | Event | LearningActivity | WorkPackage | Activity


class Planned(NamedTuple):
    """One thing that the project plans, whether or not it has a date yet. A tuple: a batch makes millions.

    Attributes:
        kind: what it is.
        item: what the proposal says of it.
        at: JSON pointer of it.
        number: its number among its siblings, from 1.
        start: first day, as far as it is said.
        end: last day, as far as it is said; meetings, events and learning activities have none.
        lead: handle of the organisation that leads or hosts it.
        package: JSON pointer of the work package that it belongs to; None outside of packages.
    """

    kind: PlannedKind
    item: Item
    at: str
    number: int
    start: date | None
    end: date | None
    lead: str | None
    package: str | None = None

    @property
    def handle(self) -> str | None:
        """Its handle; meetings have none."""
        return getattr(self.item, "id", None)

    @property
    def title(self) -> str | None:
        """Its title, as far as it is said."""
        return self.item.title

    @property
    def last(self) -> date | None:
        """The last day: as it is said, or, of a learning activity, the last of its days of activity."""
        if isinstance(self.item, LearningActivity):
            return _last(self.item.start, self.item.days)
        return self.end


# Past the constructor of a named tuple, which costs more than all the rest.
_made = tuple.__new__


def planned_of(proposal: Proposal) -> list[Planned]:
    """All that is planned, list by list in the order of the file; activities after their package."""
    planned = [
        _made(Planned, ("meeting", m, f"/meetings/{n - 1}", n, m.start, None, m.host, None))
        for n, m in enumerate(proposal.meetings or (), start=1)
    ]
    for n, o in enumerate(proposal.outputs or (), start=1):
        planned.append(_made(Planned, ("output", o, f"/outputs/{n - 1}", n, o.start, o.end, o.lead, None)))
    for n, e in enumerate(proposal.events or (), start=1):
        planned.append(_made(Planned, ("event", e, f"/events/{n - 1}", n, e.start, None, e.host, None)))
    for n, c in enumerate(proposal.learning_activities or (), start=1):
        at = f"/learning_activities/{n - 1}"
        planned.append(_made(Planned, ("learning-activity", c, at, n, c.start, None, c.host, None)))
    for n, p in enumerate(proposal.work_packages or (), start=1):
        at = f"/work_packages/{n - 1}"
        planned.append(_made(Planned, ("work-package", p, at, n, p.start, p.end, p.lead, None)))
        if p.activities:
            planned += _activities(p.activities, f"{at}/activities", at)
    return planned + _activities(proposal.activities or (), "/activities", None)


def partners_of(package: WorkPackage) -> dict[str, None]:
    """Who leads it or anything in it, takes part, or has a share of its money; each once."""
    inner = ((a.lead, *a.participants, *_paid(a.grants)) for a in package.activities)
    return dict.fromkeys(filter(None, (package.lead, *chain.from_iterable(inner), *_paid(package.grants))))


def _paid(grants: Mapping[str, Decimal]) -> Iterator[str]:
    return (handle for handle, amount in grants.items() if amount)


def _activities(activities: tuple[Activity, ...], at: str, package: str | None) -> list[Planned]:
    return [
        _made(Planned, ("activity", a, f"{at}/{n - 1}", n, a.start, a.end, a.lead, package))
        for n, a in enumerate(activities, start=1)
    ]


def _last(start: date | None, days: int | None) -> date | None:
    """The last of so many days; the last day of the calendar if there are not as many."""
    if start is None or not days:
        return None
    return start + timedelta(days=min(days - 1, (date.max - start).days))


def project_month(proposal: Proposal, on: date | None) -> int | None:
    """The month of the project in which a day lies, the first being 1; None while that cannot be said."""
    if proposal.start is None or on is None:
        return None
    months = (on.year - proposal.start.year) * 12 + on.month - proposal.start.month
    return months + (on.day >= proposal.start.day)
