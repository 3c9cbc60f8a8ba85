"""From objectives to results: the chain from one to the next, and the lists that the proposal has of it.

Only what the proposal lists stands here; a list that it does not have prints nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from erasmus_cli.chapters.tables import Table, TitledTable, table
from erasmus_cli.project.item_numbers import is_number, with_number
from erasmus_cli.project.planned import Planned
from erasmus_cli.project.project import Project
from erasmus_cli.project.short_names import called
from erasmus_cli.project.shown_values import Shown, shown
from erasmus_cli.proposal.logic import Indicator, Objective, ProjectResult
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

GAP = "▢"
NONE = "-"
_FEW = 3


@dataclass(frozen=True)
class Logic:
    """The tables of objectives, results, milestones, indicators and risks, as far as there are such lists."""

    tables: tuple[TitledTable, ...]


def logic(project: Project) -> Logic:
    """All tables that the proposal has something for, in the order in which one leads to the next."""
    proposal = project.proposal
    built = (
        (_("From objective to indicator"), proposal.objectives, _chain),
        (_("Results by due date"), proposal.results, lambda p: results_table(p, _by_due(p.proposal.results))),
        (_("Milestones"), proposal.milestones, _milestones),
        (_("Indicators"), proposal.indicators, lambda p: indicators_table(p, p.proposal.indicators or ())),
        (_("Risks"), proposal.risks, _risks),
    )
    return Logic(tuple(TitledTable(heading, make(project)) for heading, entries, make in built if entries))


def results_of(project: Project, handles: Iterable[str]) -> list[ProjectResult]:
    """The results that come from any of these activities, outputs, events or packages."""
    makers = set(handles)
    return [result for result in _by_due(project.proposal.results) if makers & set(result.made_by)]


def indicators_of(project: Project, judged: Iterable[str]) -> list[Indicator]:
    """The indicators that judge any of these objectives and results."""
    handles = set(judged)
    return [one for one in project.proposal.indicators or () if handles & set(one.measures)]


def results_table(project: Project, results: Sequence[ProjectResult]) -> Table:
    """Results with when they are there, who answers for them, and by what they can be seen."""
    rows = [
        (
            shown(project, one, "numbered_title"),
            shown(project, one, "due"),
            _made_by(project, one),
            shown(project, one, "lead"),
            shown(project, one, "proof"),
        )
        for one in results
    ]
    return table((_("Result"), _("Due"), _("Comes from"), _("Who"), _("Seen by")), rows)


def indicators_table(project: Project, indicators: Sequence[Indicator]) -> Table:
    """Indicators with where they start, what they are to reach, by when, and who finds out how."""
    rows = [
        [shown(project, one, view) for view in ("title", "baseline", "target", "due", "source", "owner")]
        for one in indicators
    ]
    return table((_("Indicator"), _("Now"), _("Target"), _("By"), _("Source"), _("Who")), rows)


def past_cooperation(project: Project) -> Table | None:
    """Which organisations did what together before; None where nothing is listed."""
    entries = project.proposal.past_cooperation
    if not entries:
        return None
    rows = [
        (
            shown(project, one, "title"),
            _years(one.start, one.end),
            ", ".join(called(project, handle) or handle for handle in one.organisations),
        )
        for one in entries
    ]
    return table((_("Done together before"), _("Years"), _("Organisations")), rows)


def _years(first: int | None, last: int | None) -> str:
    if first and last and first != last:
        return tell("{first} to {last}", first=first, last=last)
    return str(first or last or "")


def _milestones(project: Project) -> Table:
    rows = [
        [shown(project, one, view) for view in ("numbered_title", "due", "lead", "proof")]
        for one in _by_due(project.proposal.milestones)
    ]
    return table((_("Milestone"), _("Due"), _("Who"), _("Seen by")), rows)


def _risks(project: Project) -> Table:
    rows = [
        [shown(project, one, view) for view in ("title", "likelihood", "severity", "measure", "owner")]
        for one in project.proposal.risks or ()
    ]
    return table((_("Risk"), _("Likelihood"), _("Severity"), _("What is done"), _("Who")), rows)


def _chain(project: Project) -> Table:
    """A row for each objective, and one for each thing that hangs on none."""
    rows = [*(_of_objective(project, one) for one in project.proposal.objectives or ()), *_loose(project)]
    head = (_("Objective"), _("Served by"), _("Results"), _("Indicators"), _("Who"))
    return table(head, rows)


def _of_objective(project: Project, objective: Objective) -> tuple[str | Shown, ...]:
    handle = objective.id
    serving = [entry for entry in project.planned() if handle and handle in _objectives(entry)]
    results = results_of(project, _makers(project, serving))
    indicators = indicators_of(project, filter(None, (handle, *(one.id for one in results))))
    owners = (
        *(entry.lead for entry in serving),
        *(one.lead for one in results),
        *(one.owner for one in indicators),
    )
    return (
        shown(project, objective, "numbered_title"),
        _serving(serving) or _gap(_("nothing in the plan serves it")),
        _listed(results, _title, _("no result comes of it")),
        _listed(indicators, _with_target, _("no indicator judges it")),
        ", ".join(dict.fromkeys(called(project, owner) or "" for owner in owners if owner))
        or _gap(_("nobody")),
    )


def _loose(project: Project) -> Iterator[tuple[str | Shown, ...]]:
    """What the chain does not reach: results that nothing makes, indicators that judge nothing."""
    known = {entry.handle for entry in project.planned()}
    for one in project.proposal.results or ():
        if not known & set(one.made_by):
            yield (
                NONE,
                _gap(_("nothing in the plan makes it")),
                _title(one),
                NONE,
                called(project, one.lead) or NONE,
            )
    objectives, results = project.proposal.objectives or (), project.proposal.results or ()
    judged = {one.id for one in objectives} | {one.id for one in results}
    for measure in project.proposal.indicators or ():
        if not judged & set(measure.measures):
            gap = _gap(_("it judges no objective and no result"))
            yield NONE, NONE, gap, _with_target(measure), called(project, measure.owner) or NONE


def _makers(project: Project, serving: Sequence[Planned]) -> set[str]:
    """The handles of what serves, and of the activities in packages that do."""
    packages = {entry.at for entry in serving if entry.kind == "work-package"}
    inner = (entry for entry in project.planned() if entry.package in packages)
    return {entry.handle for entry in (*serving, *inner) if entry.handle}


def _objectives(entry: Planned) -> tuple[str, ...]:
    served: tuple[str, ...] = getattr(entry.item, "objectives", ())
    return served


def _serving(entries: Sequence[Planned]) -> str:
    """What serves an objective, with titles where there are few or no numbers."""
    numbers = [entry.handle for entry in entries if entry.handle and is_number(entry.handle)]
    if len(numbers) == len(entries) > _FEW:
        return ", ".join(numbers)
    return "; ".join(with_number(entry.handle, entry.title) for entry in entries)


def _listed(entries: Sequence[Any], words: Callable[[Any], str], none: str) -> str:
    return "; ".join(map(words, entries)) or _gap(none)


def _gap(what: str) -> str:
    return f"{GAP} {what}"


def _title(one: Any) -> str:
    return with_number(one.id, one.title)


def _with_target(indicator: Indicator) -> str:
    both = indicator.baseline and indicator.target
    steps = (
        tell("{now} to {target}", now=indicator.baseline, target=indicator.target)
        if both
        else indicator.baseline or indicator.target
    )
    return ": ".join(filter(None, (indicator.title, steps)))


def _made_by(project: Project, result: ProjectResult) -> str:
    """The numbers of what it comes from, or the titles where they have none."""
    titles = {entry.handle: entry.title for entry in project.planned() if entry.handle}
    named = (handle if is_number(handle) else titles.get(handle) or handle for handle in result.made_by)
    unknown = [handle for handle in result.made_by if handle not in titles]
    gaps = [_gap(tell("{items} is not in the plan", items=tuple(unknown)))] if unknown else []
    return "; ".join([", ".join(named), *gaps]) if result.made_by else _gap(_("nothing"))


def _by_due(entries: Iterable[Any] | None) -> list[Any]:
    return sorted(entries or (), key=lambda one: (one.due is None, one.due or date.min))
