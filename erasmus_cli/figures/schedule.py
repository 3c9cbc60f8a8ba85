"""What a proposal plans, in groups, each with its days: the rows of the Gantt chart."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from erasmus_cli.countries import shown
from erasmus_cli.figures.svg import BLUE, GREEN, PURPLE, RUST, SKY, TEAL
from erasmus_cli.proposal.model import Activity, Proposal, WorkPackage


@dataclass(frozen=True)
class Item:
    """One thing that is planned.

    Attributes:
        label: its id and title, or what it is and its number.
        who: who leads or hosts it, and where.
        start: first day, or None.
        end: last day; None if it is one day or not said.
        colour: of its bar.
        inner: whether it is part of the item before it.
    """

    label: str
    who: str
    start: date | None
    end: date | None
    colour: str
    inner: bool = False


@dataclass(frozen=True)
class Group:
    """Items of a kind: the heading, what one of them is called, and several."""

    heading: str
    one: str
    many: str
    items: tuple[Item, ...]


def groups_of(proposal: Proposal) -> tuple[Group, ...]:
    """All that is planned, by kind; within a kind by first day, activities below their work package."""
    groups = (
        Group("Work packages", "work package", "work packages", tuple(_packages(proposal))),
        Group("Activities", "activity", "activities", _by_day(_activities(proposal.activities or (), BLUE))),
        Group("Outputs", "output", "outputs", _by_day(_outputs(proposal))),
        Group("Meetings", "meeting", "meetings", _by_day(_meetings(proposal))),
        Group("Events", "event", "events", _by_day(_events(proposal))),
        Group(
            "Learning activities", "learning activity", "learning activities", _by_day(_learning(proposal))
        ),
    )
    return tuple(group for group in groups if group.items)


def _by_day(items: Iterator[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: (item.start is None, item.start or date.min)))


def _packages(proposal: Proposal) -> Iterator[Item]:
    packages = enumerate(proposal.work_packages or (), start=1)
    for number, package in sorted(packages, key=lambda pair: pair[1].start or date.max):
        yield Item(_package(package, number), "", package.start, package.end, BLUE)
        yield from _by_day(_activities(package.activities, SKY, inner=True))


def _package(package: WorkPackage, number: int) -> str:
    named = package.title or ("Project management" if package.management else None)
    return _label(package.id, named, "Work package", number)


def _activities(activities: tuple[Activity, ...], colour: str, *, inner: bool = False) -> Iterator[Item]:
    for number, a in enumerate(activities, start=1):
        who = ", ".join(filter(None, (a.lead, shown(a.venue) if a.venue else None)))
        yield Item(_label(a.id, a.title, "Activity", number), who, a.start, a.end, colour, inner)


def _outputs(proposal: Proposal) -> Iterator[Item]:
    for number, o in enumerate(proposal.outputs or (), start=1):
        yield Item(_label(o.id, o.title, "Output", number), o.lead or "", o.start, o.end, GREEN)


def _meetings(proposal: Proposal) -> Iterator[Item]:
    for number, m in enumerate(proposal.meetings or (), start=1):
        label = _label(None, m.title, "Meeting", number)
        yield Item(label, _host(proposal, m.host), m.start, None, RUST)


def _events(proposal: Proposal) -> Iterator[Item]:
    for number, e in enumerate(proposal.events or (), start=1):
        label = _label(e.id, e.title, "Event", number)
        yield Item(label, _host(proposal, e.host), e.start, None, PURPLE)


def _learning(proposal: Proposal) -> Iterator[Item]:
    for number, a in enumerate(proposal.learning_activities or (), start=1):
        label = _label(a.id, a.title, "Learning activity", number)
        yield Item(label, _host(proposal, a.host), a.start, _last(a.start, a.days), TEAL)


def _last(start: date | None, days: int | None) -> date | None:
    """The last of so many days; the last day of the calendar if there are not as many."""
    if start is None or not days:
        return None
    return start + timedelta(days=min(days - 1, (date.max - start).days))


def _host(proposal: Proposal, handle: str | None) -> str:
    """The host and its country, which is where it takes place."""
    host = next((o for o in proposal.organisations or () if handle and o.id == handle), None)
    place = shown(host.country) if host and host.country else None
    return ", ".join(filter(None, (handle, place)))


def _label(handle: str | None, title: str | None, what: str, number: int) -> str:
    """`O1 Catalogue`, `Kick-off`, or `Meeting 2`."""
    return " ".join(filter(None, (handle, (title or "").strip()))) or f"{what} {number}"
