"""Timetable, and work packages or outputs, events, meetings and learning activities."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from erasmus_cli.chapters.tables import Table, TitledTable, money, table
from erasmus_cli.grant.lump_sum import amount_of_activity
from erasmus_cli.project.item_numbers import is_number
from erasmus_cli.project.planned import Planned, PlannedKind, project_month
from erasmus_cli.project.project import Project
from erasmus_cli.project.short_names import called
from erasmus_cli.project.shown_values import Shown, shown
from erasmus_cli.proposal.model import Activity, WorkPackage
from erasmus_cli.proposal.unit_cost_items import Meeting, Output
from erasmus_cli.wording.formatting import eur, short_day
from erasmus_cli.wording.language import _


@dataclass(frozen=True)
class Work:
    """The timetable, and a table for each kind of work."""

    timetable: Table
    tables: tuple[TitledTable, ...]


def work(project: Project) -> Work:
    """The timetable, and a table for each kind of work that the form asks for or the proposal holds."""
    asked: set[str | None] = {section.table for section in project.form.sections}
    if not project.edition.lump_sums and asked & {"outputs", "events", "learning_activities"}:
        asked.add("meetings")
    tables = (
        TitledTable(_(heading), build(project))
        for kind, (heading, build) in _TABLES.items()
        if kind in asked or getattr(project.proposal, kind)
    )
    return Work(_timetable(project), tuple(tables))


def _packages(project: Project) -> Table:
    rows = [
        (
            p.id,
            shown(project, p, "title") if p.title or not p.management else _("Project management"),
            shown(project, p, "period"),
            _("none") if p.management and not p.activities else len(p.activities),
            eur(sum(p.grants.values(), Decimal(0))) if p.grants else None,
        )
        for p in project.proposal.work_packages or ()
    ]
    head = (_("No."), _("Work package"), _("From, to"), _("Activities"), _("Amount"))
    return table(head, rows, _("No work package is described yet."))


def _activities(project: Project) -> Table:
    proposal = project.proposal
    inner = [(p.id, a) for p in proposal.work_packages or () for a in p.activities]
    return _of_activities(project, [*inner, *((None, a) for a in proposal.activities or ())])


def activities_table(project: Project, activities: Iterable[Activity]) -> Table:
    """Activities with venue, dates, lead and amount."""
    return _of_activities(project, [(None, activity) for activity in activities])


def _of_activities(project: Project, activities: Sequence[tuple[str | None, Activity]]) -> Table:
    """Activities, each with the handle of its package where that is to stand in for its number.

    A column of which nothing is said in any row is left out.
    """
    listed = [activity for _package, activity in activities]
    numbers = [a.id if a.id and is_number(a.id) else package for package, a in activities]
    views = ((_("Activity"), "title"), (_("Venue"), "venue"), (_("From, to"), "period"), (_("Lead"), "lead"))
    columns: list[tuple[str, list[Any], bool]] = [
        (_("No."), numbers, any(numbers) or not listed),
        *((heading, [shown(project, a, view) for a in listed], True) for heading, view in views),
        (_("Takes part"), [_others(project, a) for a in listed], any(a.participants for a in listed)),
        (_("Amount"), [_amount(project, a) for a in listed], any(map(amount_of_activity, listed))),
    ]
    head, cells = zip(*((heading, column) for heading, column, said in columns if said), strict=True)
    return table(head, zip(*cells, strict=True), _("No activity is described yet."))


def _amount(project: Project, activity: Activity) -> Any:
    """The amount, as said or as the shares make it."""
    if activity.grant is not None:
        return shown(project, activity, "grant")
    return money(amount_of_activity(activity))


def _others(project: Project, activity: Activity) -> str:
    """Who takes part besides the lead; a dash where it is said that nobody does."""
    others = ", ".join(called(project, one) or one for one in activity.participants if one != activity.lead)
    return others or ("-" if "participants" in activity.model_fields_set else "")


def _meetings(project: Project) -> Table:
    rows = [
        (
            m.title,
            called(project, m.host),
            short_day(m.start) if m.start else None,
            sum(t.people or 0 for t in m.participants),
        )
        for m in project.proposal.meetings or ()
    ]
    return table((_("Meeting"), _("Host"), _("Date"), _("Travellers")), rows, _("No meeting is planned."))


def _outputs(project: Project) -> Table:
    rows = [
        (
            o.id,
            *(shown(project, o, view) for view in ("title", "lead", "period")),
            sum(d.days or 0 for d in o.days) or None,
        )
        for o in project.proposal.outputs or ()
    ]
    head = (_("No."), _("Output"), _("Lead"), _("From, to"), _("Staff days"))
    return table(head, rows, _("No output is planned."))


def _events(project: Project) -> Table:
    rows = [
        (
            e.id,
            *(shown(project, e, view) for view in ("title", "host", "start")),
            ", ".join(e.outputs),
            *(shown(project, e, view) for view in ("local", "foreign")),
        )
        for e in project.proposal.events or ()
    ]
    head = (_("No."), _("Event"), _("Host"), _("Date"), _("Spreads"), _("Local people"), _("Foreign people"))
    return table(head, rows, _("No multiplier event is planned."))


def _learning(project: Project) -> Table:
    rows = [
        (
            a.id,
            shown(project, a, "title"),
            _(a.kind.replace("-", " ")) if a.kind else None,
            *(shown(project, a, view) for view in ("host", "start", "days")),
            sum(g.participants or 0 for g in a.groups) or None,
        )
        for a in project.proposal.learning_activities or ()
    ]
    head = (_("No."), _("Activity"), _("Kind"), _("Host"), _("Start"), _("Days"), _("Participants"))
    return table(head, rows, _("No learning, teaching or training activity is planned."))


_WHAT: dict[PlannedKind, str] = {
    "meeting": "Meeting",
    "output": "Output",
    "event": "Event",
    "learning-activity": "Activity",
    "work-package": "Package",
    "activity": "Activity",
}


def _timetable(project: Project) -> Table:
    proposal = project.proposal
    by_day = sorted(project.planned(), key=lambda entry: (entry.start is None, entry.start or date.min))
    rows: list[tuple[Any, ...]] = []
    if proposal.start:
        rows.append((short_day(proposal.start), _("Project"), _("first day"), _("all"), 1))
    rows += [
        (
            when(project, entry),
            _what(entry),
            Shown(entry.title) if isinstance(entry.item, Meeting) else shown(project, entry.item, "title"),
            # A package may leave the lead to its activities.
            called(project, entry.lead) or ("-" if entry.kind == "work-package" else None),
            project_month(proposal, entry.start),
        )
        for entry in by_day
    ]
    if proposal.end:
        rows.append((short_day(proposal.end), _("Project"), _("last day"), _("all"), proposal.months))
    head = (_("When"), _("What"), _("Title"), _("Lead or host"), _("Project month"))
    return table(head, rows, _("Nothing has a date yet."))


def when(project: Project, entry: Planned) -> Shown:
    """First and last day, or the day of what has one only."""
    if isinstance(entry.item, WorkPackage | Activity | Output):
        return shown(project, entry.item, "period")
    if isinstance(entry.item, Meeting):
        return Shown(short_day(entry.start) if entry.start else None)
    return shown(project, entry.item, "start")


def _what(entry: Planned) -> str:
    number = entry.handle if entry.handle and is_number(entry.handle) else ""
    return f"{_(_WHAT[entry.kind])} {number}".strip()


_TABLES: dict[str, tuple[str, Callable[[Project], Table]]] = {
    "work_packages": ("Work packages", _packages),
    "activities": ("Activities", _activities),
    "meetings": ("Project meetings", _meetings),
    "outputs": ("Outputs", _outputs),
    "events": ("Multiplier events", _events),
    "learning_activities": ("Learning, teaching and training", _learning),
}
