"""A block for each work package, activity, output or event: what is planned of it, and what the form asks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from erasmus_cli.chapters.form import AskedQuestion, FormSection
from erasmus_cli.chapters.logic import indicators_of, indicators_table, results_of, results_table
from erasmus_cli.chapters.tables import Table, TitledTable, table
from erasmus_cli.chapters.work import activities_table, when
from erasmus_cli.project.item_numbers import is_number, with_number
from erasmus_cli.project.planned import Item, Planned, partners_of, project_month
from erasmus_cli.project.project import Project
from erasmus_cli.project.short_names import called
from erasmus_cli.project.shown_values import Shown, shown
from erasmus_cli.proposal.model import Activity, WorkPackage
from erasmus_cli.proposal.unit_cost_items import Event, LearningActivity, Output
from erasmus_cli.wording.formatting import eur, span
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

Place = tuple[str, str]
"""A kind of items of which forms ask, and the handle of one."""
_PACKAGE = "work_package"


@dataclass(frozen=True)
class Block:
    """Questions of a section that belong together.

    Attributes:
        handle: of the item that they are about; None where they are about none.
        heading: the item; None for questions of the whole project and of organisations.
        facts: what is planned of the item.
        tables: its activities, results and indicators, where it has some, and its money by organisation.
        questions: those of the form, in its order.
    """

    handle: str | None
    heading: str | None
    facts: Table | None
    tables: tuple[TitledTable, ...]
    questions: tuple[AskedQuestion, ...]


def blocks(project: Project, sections: Sequence[FormSection]) -> Mapping[str, tuple[Block, ...]]:
    """The blocks of each section by its id.

    All that the form asks of a work package and its activities stands where it first asks of the package;
    packages of which it asks nothing of its own, such as project management, stand before it.
    """
    plan = {(entry.kind.replace("-", "_"), entry.handle or ""): entry for entry in project.planned()}
    packages = _package_of_activities(project, sections)
    asked: dict[Place, list[AskedQuestion]] = {}
    for question in (question for section in sections for question in section.questions):
        if place := _place(question, packages):
            asked.setdefault(place, []).append(question)
    silent = [entry for place, entry in plan.items() if place[0] == _PACKAGE and place not in asked]
    found: dict[str, tuple[Block, ...]] = {}
    for section in sections:
        made: list[Block] = []
        for place, group in groupby(section.questions, key=lambda question: _place(question, packages)):
            if place is None:
                made.append(Block(None, None, None, (), tuple(group)))
            elif place in asked:
                if place[0] == _PACKAGE:
                    made += [_block(entry, (), project) for entry in silent]
                    silent = []
                made.append(_block(plan[place], asked.pop(place), project))
        found[section.id] = tuple(made)
    return found


def _package_of_activities(project: Project, sections: Sequence[FormSection]) -> Mapping[str, str]:
    """The package of each activity by their handles, where the form asks of packages as well."""
    if not any(question.repeat == _PACKAGE for section in sections for question in section.questions):
        return {}
    return {
        activity.id: package.id
        for package in project.proposal.work_packages or ()
        for activity in package.activities
        if activity.id and package.id and not package.management
    }


def _place(question: AskedQuestion, packages: Mapping[str, str]) -> Place | None:
    if question.repeat in (None, "organisation") or question.handle is None:
        return None
    if question.repeat == "activity" and question.handle in packages:
        return _PACKAGE, packages[question.handle]
    return str(question.repeat), question.handle


def _block(entry: Planned, questions: Sequence[AskedQuestion], project: Project) -> Block:
    item = entry.item
    title = item.title or (
        _("Project management") if isinstance(item, WorkPackage) and item.management else ""
    )
    number = entry.handle if entry.handle and is_number(entry.handle) else ""
    rows = [row for row in _facts(entry, project) if _said(row[1])]
    return Block(
        handle=entry.handle,
        heading=". ".join(filter(None, (number, title))) or entry.handle,
        facts=table((_("Plan"), _("In short")), rows) if rows else None,
        tables=tuple(_tables(item, project)),
        questions=tuple(questions),
    )


def _said(value: Any) -> bool:
    return bool(value.text if isinstance(value, Shown) else value not in (None, ""))


def _facts(entry: Planned, project: Project) -> Iterator[tuple[str, Any]]:
    """What the plan says of an item; what it does not say is left out."""
    item = entry.item
    if isinstance(item, WorkPackage):
        yield _("Lead"), shown(project, item, "lead")
        if item.lead is None:
            leads = dict.fromkeys(activity.lead for activity in item.activities if activity.lead)
            yield _("Leads of its activities"), _names(leads, project)
        yield _("Partners"), _names(partners_of(item), project)
    else:
        hosted = isinstance(item, Event | LearningActivity)
        yield (
            (_("Host"), shown(project, item, "host")) if hosted else (_("Lead"), shown(project, item, "lead"))
        )
    whole = isinstance(item, LearningActivity) and entry.last
    yield _("When"), span(entry.start, entry.last) if whole else when(project, entry)
    yield _("Project months"), _months(entry, project)
    yield _("Objectives"), _served(item, project)
    if isinstance(item, Activity):
        yield _("Venue"), shown(project, item, "venue")
        yield _("Takes part"), _names((one for one in item.participants if one != item.lead), project)
        yield _("Amount"), shown(project, item, "grant")
    elif isinstance(item, Output):
        days = ((staff.organisation, staff.days) for staff in item.days)
        yield _("Staff days"), _each(days, project)
    elif isinstance(item, Event):
        yield _("Spreads"), ", ".join(item.outputs)
        yield _("Local people"), shown(project, item, "local")
        yield _("Foreign people"), shown(project, item, "foreign")
    elif isinstance(item, LearningActivity):
        yield _("Kind"), _(item.kind.replace("-", " ")) if item.kind else None
        yield (
            _("Participants"),
            _each(((group.organisation, group.participants) for group in item.groups), project),
        )


def _served(item: Item, project: Project) -> str:
    """The objectives that it serves, and those of its activities."""
    titles = {one.id: with_number(one.id, one.title) for one in project.proposal.objectives or ()}
    inner = item.activities if isinstance(item, WorkPackage) else ()
    handles = dict.fromkeys(handle for one in (item, *inner) for handle in getattr(one, "objectives", ()))
    return "; ".join(titles.get(handle, handle) for handle in handles)


def _tables(item: Item, project: Project) -> Iterator[TitledTable]:
    """Its activities, what comes of it, by what that is judged, and whose the money is."""
    inner = item.activities if isinstance(item, WorkPackage) else ()
    if inner:
        yield TitledTable(_("Activities"), activities_table(project, inner))
    handles = [one for one in (getattr(item, "id", None), *(activity.id for activity in inner)) if one]
    results = results_of(project, handles)
    if results:
        yield TitledTable(_("Results"), results_table(project, results))
    indicators = indicators_of(project, [one.id for one in results if one.id])
    if indicators:
        yield TitledTable(_("Indicators"), indicators_table(project, indicators))
    if isinstance(item, WorkPackage | Activity) and item.grants:
        shares = [
            (called(project, handle), shown(project, item, f"grants/{handle}")) for handle in item.grants
        ]
        total = eur(sum(item.grants.values(), Decimal(0)))
        yield TitledTable(
            _("Budget by partner"),
            table((_("Partner"), _("Amount")), [*shares, (_("Total"), total)], total=True),
        )


def _names(handles: Iterable[str], project: Project) -> str:
    return ", ".join(called(project, handle) or handle for handle in handles)


def _each(amounts: Iterable[tuple[str, int | None]], project: Project) -> str:
    """`IES Sol 12, Vakcentrum 8`: an organisation that stands there twice is added up."""
    sums: dict[str, int] = {}
    for handle, number in amounts:
        sums[handle] = sums.get(handle, 0) + (number or 0)
    return ", ".join(f"{called(project, handle)} {number}" for handle, number in sums.items() if number)


def _months(entry: Planned, project: Project) -> str | None:
    months = [project_month(project.proposal, on) for on in (entry.start, entry.last)]
    said = [tell("M{month}", month=month) for month in dict.fromkeys(filter(None, months))]
    return tell("{first} to {last}", first=said[0], last=said[1]) if len(said) > 1 else "".join(said) or None
