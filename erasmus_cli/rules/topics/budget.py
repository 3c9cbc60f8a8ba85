"""Money, and the budget items that project types open."""

from collections.abc import Iterator

from erasmus_cli.grant.calculator import grant_of
from erasmus_cli.grant.caps import closed_by_format, closed_by_type, limited_items, spreads_nothing
from erasmus_cli.grant.checks import check_of
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.sources import Grade
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.unit_cost_items import Event, Output
from erasmus_cli.rules.money import UNIT_COST_KEYS, item_named
from erasmus_cli.rules.outcome import (
    Outcome,
    Severity,
    failed,
    not_applicable,
    passed,
    remove,
    replace,
    unknown,
)
from erasmus_cli.rules.registry import rule
from erasmus_cli.wording.messages import NOTHING, Message, say

_KA229 = {"call": 2018, "action": "strategic-partnership", "field": "school", "format": "school-exchange"}
_NOTHING_EXCLUDED = not_applicable(say("the project has no format that excludes budget items"))
_NO_EVENT = not_applicable(say("no multiplier event is planned"))
_ALL_SPREAD = passed(say("every multiplier event spreads an output"), "/events")


@rule(
    "BUD-01",
    reads=("types", "formats?"),
    uses=("type", "format", "outputs", "events"),
    severity=Severity.ERROR,
    passes={"type": "innovation", "outputs": [{"id": "O1"}]},
    fails={"type": "good-practice", "outputs": [{"id": "O1"}]},
)
def items_of_type(project: Project) -> Iterator[Outcome]:
    """Intellectual outputs and multiplier events are only asked for where the project type opens them.

    An exchange of good practices may produce results, too, but out of its other budget items.
    """
    proposal, edition, chosen = project.proposal, project.edition, project.type
    used = [item for item in limited_items(edition) if getattr(proposal, item)]
    shape = edition.formats.get(project.format or "")
    cites = (*edition.types.values(), *((shape,) if shape else ()))
    if not used:
        yield not_applicable(say("no item is asked for that only one project type opens"), cites=cites)
        return
    if chosen is None:
        words = say(
            "whether {items:and} are allowed depends on the project type", items=tuple(map(item_named, used))
        )
        yield unknown(words, "/type", cites=cites)
        return
    closed = {entry.item: entry.words for entry in closed_by_type(project)}
    for item in used:
        named = item_named(item)
        if chosen in edition.types and item not in closed:
            words = say("the type {type} opens {item}", type=chosen, item=named)
            yield passed(words, f"/{item}", cites=cites)
            continue
        opening = tuple(name for name, kind in edition.types.items() if item in kind.budget_items)
        reason = closed.get(item) or say("the type {type} is not known", type=chosen)
        yield failed(
            say("{item} cannot be asked for: {reason}", item=named, reason=reason),
            f"/{item}",
            say("take them out, or change the type to {opening:or}", opening=opening),
            edits=[(remove(f"/{item}"),), *((replace("/type", name),) for name in opening)],
            cites=cites,
        )


@rule(
    "BUD-03",
    reads=("formats",),
    uses=("format", "meetings", "outputs", "events"),
    severity=Severity.ERROR,
    passes={**_KA229, "meetings": []},
    fails={**_KA229, "meetings": [{"title": "Kick-off"}]},
)
def items_of_format(project: Project) -> Iterator[Outcome]:
    """No budget item is asked for that the format excludes, such as meetings in school exchanges."""
    proposal = project.proposal
    shape = project.edition.formats.get(project.format or "")
    if shape is None:
        yield _NOTHING_EXCLUDED
        return
    cites = (shape,)
    closed = [entry.item for entry in closed_by_format(project)]
    if not closed:
        yield _NOTHING_EXCLUDED._replace(cites=cites)
        return
    used = [item for item in closed if getattr(proposal, item)]
    for item in used:
        yield failed(
            say(
                "a project of format {format} cannot ask for {item}",
                format=project.format,
                item=item_named(item),
            ),
            f"/{item}",
            say("take them out"),
            edits=[(remove(f"/{item}"),)],
            cites=cites,
        )
    if not used:
        yield passed(say("nothing is asked for that the format excludes"), cites=cites)


@rule(
    "BUD-02",
    reads=("events_need_outputs",),
    uses=("events", "outputs"),
    severity=Severity.ERROR,
    passes={"outputs": [{"id": "O1"}], "events": [{"id": "E1", "outputs": ["O1"]}]},
    fails={"outputs": [], "events": [{"id": "E1"}]},
)
def events_spread_outputs(project: Project) -> Iterator[Outcome]:
    """Each multiplier event spreads an intellectual output of the project."""
    events, outputs = project.proposal.events, project.proposal.outputs
    if not events:
        yield _NO_EVENT
        return
    known = [output.id for output in outputs or () if output.id]
    nameless = [f"/outputs/{index}/id" for index, output in enumerate(outputs or ()) if not output.id]
    faults = 0
    for index, event in enumerate(events):
        idle = spreads_nothing(event, project.proposal)
        if idle is False:
            continue
        faults += 1
        at, label = f"/events/{index}", event.id or say("event {number}", number=index + 1)
        if idle is None:
            said = "outputs" in event.model_fields_set
            missing = ["/outputs"] if outputs is None else nameless if said else [f"{at}/outputs"]
            yield unknown(say("which output {event} spreads is not said", event=label), *missing)
            continue
        example = say(", such as {output}", output=known[0]) if known else NOTHING
        reason = _why_nothing(event, outputs, known)
        yield failed(
            say("{event} spreads nothing: {reason}", event=label, reason=reason),
            f"{at}/outputs",
            say("name the outputs that it spreads{example}", example=example),
            edits=[(replace(f"{at}/outputs", known[:1]),)] if known else [(remove(at),)],
        )
    if not faults:
        yield _ALL_SPREAD


def _why_nothing(event: Event, outputs: tuple[Output, ...] | None, known: list[str]) -> Message:
    if not outputs:
        return say("the project has no intellectual output")
    strange = tuple(handle for handle in event.outputs if handle not in known)
    if strange:
        return say("{strange:list} is not an output of this project", strange=strange)
    return say("it names no output")


@rule(
    "BUD-07",
    reads=("grant_ceiling",),
    uses=("requested_grant",),
    severity=Severity.NOTE,
    passes={"call": 2016, "action": "strategic-partnership"},
    fails={"call": 2016, "action": "knowledge-alliance"},
)
def unit_costs_known(project: Project) -> Outcome:
    """The unit costs of the call are known here, so that the budget can be added up.

    Those of the alliances are not: what their days of work and travel bring has to be taken from the Guide,
    and only the ceiling of the whole grant is held against the proposal.
    """
    return project.edition.answer(_known, bool(project.edition.unit_costs))


def _known(_edition: Edition, known: bool) -> Outcome:  # noqa: FBT001
    if known:
        return passed(say("the unit costs of this call are known"))
    return failed(
        say("the unit costs of this action are not known here, so no rule adds up its budget"),
        "/requested_grant",
        say("take them from the Guide of the call and add the budget up yourself"),
    )


@rule(
    "GRA-01",
    reads=("grant_ceiling",),
    uses=(*UNIT_COST_KEYS, "requested_grant"),
    severity=Severity.ERROR,
    passes={"months": 24, "requested_grant": 300000},
    fails={"months": 24, "requested_grant": 300001},
)
def grant_below_ceiling(project: Project) -> Outcome:
    """The grant asked for stays below the ceiling for the project's length.

    Where the ceiling grows with each month, a fraction of a year counts by its months. Where it grows with
    each school, single schools may exceed their part: the partnership as a whole is what counts.
    """
    asked, months = project.proposal.requested_grant, project.proposal.months
    if asked is None:
        return unknown(say("say what grant is asked for"), "/requested_grant")
    ceiling = grant_of(project).ceiling
    cites = ceiling.figures.values()
    most = check_of(project, "asked-for-in-any-project")
    beyond = most is not None and most.holds is False
    if months is not None and not beyond and not _allowed(project, months):
        return not_applicable(say("the months come first (DUR-01)"), cites=cites)
    if ceiling.needs and not beyond:
        words = say("{ceiling}", ceiling=ceiling.words)
        return unknown(words, *(f"/{key}" for key in ceiling.needs), cites=cites)
    check = most if ceiling.needs else check_of(project, "asked-for-within-ceiling")
    if check is None or check.limit is None:
        return unknown(
            say("no ceiling of the grant is known for this call, so whatever is asked for passes"),
            at="/requested_grant",
            severity=Severity.NOTE,
            cites=cites,
        )
    length = say(" for {months} months", months=months) if months is not None else NOTHING
    values = {"asked": asked, "highest": check.limit, "length": length}
    if check.holds:
        words = say("{asked:eur} is within {highest:eur}{length}", **values)
        return passed(words, "/requested_grant", cites=cites)
    return failed(
        say("{asked:eur} is asked for; the ceiling{length} is {highest:eur}", **values),
        "/requested_grant",
        say("ask for {highest:eur} at most", highest=check.limit),
        edits=[(replace("/requested_grant", int(check.limit)),)],
        cites=cites,
    )


def _allowed(project: Project, months: int) -> bool:
    allowed = project.select(project.edition.duration)
    return allowed is None or allowed.source.grade is Grade.UNVERIFIED or allowed.allows(months)
