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
from erasmus_cli.wording.language import Words, _


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
    """Items of a kind: the heading, what one of them is called, and how several are counted."""

    heading: Words
    one: Words
    counted: Words
    items: tuple[Item, ...]


@dataclass(frozen=True)
class _Kind:
    """How a kind is shown: its heading, what one is called, how several are counted, and its colour."""

    heading: Words
    one: Words
    counted: Words
    colour: str


_KINDS: dict[PlannedKind, _Kind] = {
    "work-package": _Kind(
        Words("Work packages"), Words("Work package"), Words("{n} {n:work package|work packages}"), BLUE
    ),
    "activity": _Kind(Words("Activities"), Words("Activity"), Words("{n} {n:activity|activities}"), BLUE),
    "output": _Kind(Words("Outputs"), Words("Output"), Words("{n} {n:output|outputs}"), GREEN),
    "meeting": _Kind(Words("Meetings"), Words("Meeting"), Words("{n} {n:meeting|meetings}"), RUST),
    "event": _Kind(Words("Events"), Words("Event"), Words("{n} {n:event|events}"), PURPLE),
    "learning-activity": _Kind(
        Words("Learning activities"),
        Words("Learning activity"),
        Words("{n} {n:learning activity|learning activities}"),
        TEAL,
    ),
}
_RESULTS = _Kind(Words("Results"), Words("Result"), Words("{n} {n:result|results}"), GREEN)
_MILESTONES = _Kind(Words("Milestones"), Words("Milestone"), Words("{n} {n:milestone|milestones}"), RUST)


def groups_of(project: Project) -> tuple[Group, ...]:
    """All that is planned, by kind and day, activities below their package; results and milestones last."""
    groups = []
    for kind, shape in _KINDS.items():
        outer = [entry for entry in project.planned() if entry.kind == kind and entry.package is None]
        items = tuple(item for entry in sorted(outer, key=_first_day) for item in _items(entry, project))
        if items:
            groups.append(Group(shape.heading, shape.one, shape.counted, items))
    groups += _dated(project, project.proposal.results or (), _RESULTS)
    groups += _dated(project, project.proposal.milestones or (), _MILESTONES)
    return tuple(groups)


def _dated(project: Project, entries: Iterable[ProjectResult | Milestone], shape: _Kind) -> Iterator[Group]:
    """Results or milestones, each on the day on which it is due, where there are any."""
    items = tuple(
        Item(
            with_number(one.id, (one.title or "").strip()) or _(shape.one),
            called(project, one.lead) or "",
            one.due,
            None,
            shape.colour,
        )
        for one in sorted(entries, key=lambda one: one.due or date.max)
    )
    if items:
        yield Group(shape.heading, shape.one, shape.counted, items)


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
        title = title or _("Project management")
    return with_number(entry.handle, title) or f"{_(_KINDS[entry.kind].one)} {entry.number}"
