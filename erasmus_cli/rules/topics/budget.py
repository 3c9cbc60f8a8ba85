"""Money, and the budget items that project types open."""

from collections.abc import Iterator

from erasmus_cli.grant.limits import closed_by_format, closed_by_type, limited_items, spreads_nothing
from erasmus_cli.grant.wording import item_in_words
from erasmus_cli.guide.lookup import pick
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.sources import Grade
from erasmus_cli.proposal.model import Output
from erasmus_cli.rules.digest import Digest
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
from erasmus_cli.wording import eur

_KA229 = {"call": 2018, "action": "strategic-partnership", "field": "school", "format": "school-exchange"}


@rule(
    "BUD-01",
    reads=("types", "formats?"),
    severity=Severity.ERROR,
    passes={"type": "innovation", "outputs": [{"id": "O1"}]},
    fails={"type": "good-practice", "outputs": [{"id": "O1"}]},
)
def items_of_type(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """Intellectual outputs and multiplier events are only asked for where the project type opens them.

    An exchange of good practices may produce results, too, but out of its other budget items.
    """
    used = [item for item in limited_items(edition) if getattr(digest.proposal, item)]
    chosen = digest.project_type
    if not used:
        yield not_applicable("no item is asked for that only one project type opens")
        return
    if chosen is None:
        words = " and ".join(item_in_words(item) for item in used)
        yield unknown(f"whether {words} are allowed depends on the project type", "/type")
        return
    closed = {entry.item: entry.words for entry in closed_by_type(digest.proposal, edition)}
    for item in used:
        if chosen in edition.types and item not in closed:
            yield passed(f"the type {chosen} opens {item_in_words(item)}", f"/{item}")
            continue
        opening = [name for name, kind in edition.types.items() if item in kind.budget_items]
        reason = closed.get(item, f"the type {chosen} is not known")
        yield failed(
            f"{item_in_words(item)} cannot be asked for: {reason}",
            f"/{item}",
            f"take them out, or change the type to {' or '.join(opening)}",
            patches=[(remove(f"/{item}"),), *((replace("/type", name),) for name in opening)],
        )


@rule(
    "BUD-03",
    reads=("formats",),
    severity=Severity.ERROR,
    passes={**_KA229, "meetings": []},
    fails={**_KA229, "meetings": [{"title": "Kick-off"}]},
)
def items_of_format(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """No budget item is asked for that the format excludes, such as meetings in school exchanges."""
    closed = [entry.item for entry in closed_by_format(digest.proposal, edition)]
    if not closed:
        yield not_applicable("the project has no format that excludes budget items")
        return
    used = [item for item in closed if getattr(digest.proposal, item)]
    for item in used:
        yield failed(
            f"a project of format {digest.proposal.format} cannot ask for {item_in_words(item)}",
            f"/{item}",
            "take them out",
            patches=[(remove(f"/{item}"),)],
        )
    if not used:
        yield passed("nothing is asked for that the format excludes")


@rule(
    "BUD-02",
    reads=("events_need_outputs",),
    severity=Severity.ERROR,
    passes={"outputs": [{"id": "O1"}], "events": [{"id": "E1", "outputs": ["O1"]}]},
    fails={"outputs": [], "events": [{"id": "E1"}]},
)
def events_spread_outputs(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """Each multiplier event spreads an intellectual output of the project."""
    del edition
    events, outputs = digest.proposal.events or (), digest.proposal.outputs
    if not events:
        yield not_applicable("no multiplier event is planned")
        return
    known = [output.id for output in outputs or () if output.id]
    nameless = [f"/outputs/{index}/id" for index, output in enumerate(outputs or ()) if not output.id]
    faults = 0
    for index, event in enumerate(events):
        at, label = f"/events/{index}", event.id or f"event {index + 1}"
        idle = spreads_nothing(event, digest.proposal)
        if idle is None:
            faults += 1
            said = "outputs" in event.model_fields_set
            missing = ["/outputs"] if outputs is None else nameless if said else [f"{at}/outputs"]
            yield unknown(f"which output {label} spreads is not said", *missing)
        elif idle:
            faults += 1
            strange = [handle for handle in event.outputs if handle not in known]
            yield failed(
                f"{label} spreads nothing: {_why_nothing(outputs, strange)}",
                f"{at}/outputs",
                f"name the outputs that it spreads{', such as ' + known[0] if known else ''}",
                patches=[(replace(f"{at}/outputs", known[:1]),)] if known else [(remove(at),)],
            )
    if not faults:
        yield passed("every multiplier event spreads an output", "/events")


def _why_nothing(outputs: tuple[Output, ...] | None, strange: list[str]) -> str:
    if not outputs:
        return "the project has no intellectual output"
    return f"{', '.join(strange)} is not an output of this project" if strange else "it names no output"


@rule(
    "GRA-01",
    reads=("grant_ceiling",),
    severity=Severity.ERROR,
    passes={"months": 24, "requested_grant": 300000},
    fails={"months": 24, "requested_grant": 300001},
)
def grant_below_ceiling(digest: Digest, edition: Edition) -> Outcome:
    """The grant asked for stays below the ceiling for the project's length.

    Where the ceiling grows with each month, a fraction of a year counts by its months. Where it grows with
    each school, single schools may exceed their part: the partnership as a whole is what counts.
    """
    del edition
    asked, months = digest.proposal.requested_grant, digest.proposal.months
    if asked is None:
        return unknown("say what grant is asked for", "/requested_grant")
    ceiling = digest.grant.ceiling
    digest.cite_all(ceiling.figures)
    beyond = ceiling.at_most is not None and asked > ceiling.at_most
    if months is not None and not beyond and not _allowed(digest, months):
        return not_applicable("the months come first (DUR-01)")
    if ceiling.needs and not beyond:
        return unknown(ceiling.words, *(f"/{key}" for key in ceiling.needs))
    highest = ceiling.at_most if ceiling.needs else ceiling.amount
    if highest is None:
        return not_applicable("no ceiling is known")
    length = f" for {months} months" if months is not None else ""
    if asked <= highest:
        return passed(f"{eur(asked)} is within {eur(highest)}{length}", "/requested_grant")
    return failed(
        f"{eur(asked)} is asked for; the ceiling{length} is {eur(highest)}",
        "/requested_grant",
        f"ask for {eur(highest)} at most",
        patches=[(replace("/requested_grant", int(highest)),)],
    )


def _allowed(digest: Digest, months: int) -> bool:
    allowed = pick(digest.hints.duration, field=digest.field, project_format=digest.proposal.format)
    return allowed is None or allowed.source.grade is Grade.UNVERIFIED or allowed.allows(months)
