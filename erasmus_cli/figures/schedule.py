"""What a proposal plans, in groups, each with its days: the rows of the Gantt chart."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from erasmus_cli.figures.svg import BLUE, GREEN, PURPLE, RUST, SKY, TEAL
from erasmus_cli.project.item_numbers import with_number
from erasmus_cli.project.planned import Planned, PlannedKind
from erasmus_cli.project.project import Project
from erasmus_cli.project.short_names import called
from erasmus_cli.proposal.logic import Milestone, ProjectResult
from erasmus_cli.proposal.model import Activity, WorkPackage
from erasmus_cli.wording.countries import shown


@dataclass(frozen=True)
class Item:
    """One thing that is planned.

    Attributes:
        label: its number and title, or what it is and its number.
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


@dataclass(frozen=True)
class _Kind:
    """How a kind is shown: its heading, what one is called, and several, and its colour."""

    heading: str
    one: str
    many: str
    colour: str


_KINDS: dict[PlannedKind, _Kind] = {
    "work-package": _Kind("Work packages", "work package", "work packages", BLUE),
    "activity": _Kind("Activities", "activity", "activities", BLUE),
    "output": _Kind("Outputs", "output", "outputs", GREEN),
    "meeting": _Kind("Meetings", "meeting", "meetings", RUST),
    "event": _Kind("Events", "event", "events", PURPLE),
    "learning-activity": _Kind("Learning activities", "learning activity", "learning activities", TEAL),
}
_RESULTS = _Kind("Results", "result", "results", GREEN)
_MILESTONES = _Kind("Milestones", "milestone", "milestones", RUST)


def groups_of(project: Project) -> tuple[Group, ...]:
    """All that is planned, by kind and day, activities below their package; results and milestones last."""
    groups = []
    for kind, shape in _KINDS.items():
        outer = [entry for entry in project.planned() if entry.kind == kind and entry.package is None]
        items = tuple(item for entry in sorted(outer, key=_first_day) for item in _items(entry, project))
        if items:
            groups.append(Group(shape.heading, shape.one, shape.many, items))
    groups += _dated(project, project.proposal.results or (), _RESULTS)
    groups += _dated(project, project.proposal.milestones or (), _MILESTONES)
    return tuple(groups)


def _dated(project: Project, entries: Iterable[ProjectResult | Milestone], shape: _Kind) -> Iterator[Group]:
    """Results or milestones, each on the day on which it is due, where there are any."""
    items = tuple(
        Item(
            with_number(one.id, (one.title or "").strip()) or shape.one.capitalize(),
            called(project, one.lead) or "",
            one.due,
            None,
            shape.colour,
        )
        for one in sorted(entries, key=lambda one: one.due or date.max)
    )
    if items:
        yield Group(shape.heading, shape.one, shape.many, items)


def _first_day(entry: Planned) -> date:
    return entry.start or date.max


def _items(entry: Planned, project: Project) -> Iterator[Item]:
    """Something that is planned, and the activities in it."""
    yield _item(entry, project, _KINDS[entry.kind].colour)
    if entry.kind == "work-package":
        inner = [other for other in project.planned() if other.package == entry.at]
        yield from (_item(other, project, SKY, inner=True) for other in sorted(inner, key=_first_day))


def _item(entry: Planned, project: Project, colour: str, *, inner: bool = False) -> Item:
    return Item(_label(entry), _who(entry, project), entry.start, entry.last, colour, inner)


def _who(entry: Planned, project: Project) -> str:
    """Who leads it, and the country where it takes place: that of the venue, or of the host."""
    country = entry.item.venue if isinstance(entry.item, Activity) else None
    host = project.organisation(entry.lead) if entry.kind in _HOSTED else None
    country = host.country if host else country
    return ", ".join(filter(None, (called(project, entry.lead), shown(country) if country else None)))


_HOSTED = ("meeting", "event", "learning-activity")


def _label(entry: Planned) -> str:
    """`O1 Catalogue`, `Kick-off`, or `Meeting 2`."""
    title = (entry.title or "").strip()
    if isinstance(entry.item, WorkPackage) and entry.item.management:
        title = title or "Project management"
    return with_number(entry.handle, title) or f"{_KINDS[entry.kind].one.capitalize()} {entry.number}"
