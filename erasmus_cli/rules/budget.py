"""Money, and the budget items that project types open."""

from collections.abc import Iterator

from erasmus_cli.guide.model import Edition
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

_WORDS = {"outputs": "intellectual outputs", "events": "multiplier events"}


@rule(
    "BUD-01",
    reads=("types",),
    severity=Severity.ERROR,
    passes={"type": "innovation", "outputs": [{"id": "O1"}]},
    fails={"type": "good-practice", "outputs": [{"id": "O1"}]},
)
def items_of_type(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """Intellectual outputs and multiplier events are only asked for where the project type opens them.

    An exchange of good practices may produce results, too, but out of its other budget items.
    """
    limited = {item for kind in edition.types.values() for item in kind.budget_items}
    used = [item for item in _WORDS if item in limited and getattr(digest.proposal, item)]
    chosen = digest.project_type
    if not used:
        yield not_applicable("no item is asked for that only one project type opens")
        return
    if chosen is None:
        words = " and ".join(_WORDS[item] for item in used)
        yield unknown(f"whether {words} are allowed depends on the project type", "/type")
        return
    allowed = edition.types[chosen].budget_items if chosen in edition.types else ()
    for item in used:
        if item in allowed:
            yield passed(f"the type {chosen} opens {_WORDS[item]}", f"/{item}")
        else:
            opening = [name for name, kind in edition.types.items() if item in kind.budget_items]
            yield failed(
                f"a project of type {chosen} cannot ask for {_WORDS[item]}",
                f"/{item}",
                f"take them out, or change the type to {' or '.join(opening)}",
                patches=[(remove(f"/{item}"),), *((replace("/type", name),) for name in opening)],
            )


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
    faults = 0
    for index, event in enumerate(events):
        at, label = f"/events/{index}", event.id or f"event {index + 1}"
        strange = [handle for handle in event.outputs if handle not in known]
        if outputs is None:
            faults += 1
            yield unknown(f"{label} needs an output to spread; no outputs are described", "/outputs")
        elif not outputs or strange or not event.outputs:
            faults += 1
            reason = (
                "the project has no intellectual output"
                if not outputs
                else f"{', '.join(strange)} is not an output of this project"
                if strange
                else "it names no output"
            )
            yield failed(
                f"{label} spreads nothing: {reason}",
                f"{at}/outputs",
                f"name the outputs that it spreads{', such as ' + known[0] if known else ''}",
                patches=[(replace(f"{at}/outputs", known[:1]),)] if known else [(remove(at),)],
            )
    if not faults:
        yield passed("every multiplier event spreads an output", "/events")


@rule(
    "GRA-01",
    reads=("grant_ceiling",),
    severity=Severity.ERROR,
    passes={"months": 24, "requested_grant": 300000},
    fails={"months": 24, "requested_grant": 300001},
)
def grant_below_ceiling(digest: Digest, edition: Edition) -> Outcome:
    """The grant asked for stays below the ceiling for the project's length.

    The ceiling grows with each month up to a total. A fraction of a year counts by its months.
    """
    asked, months = digest.proposal.requested_grant, digest.proposal.months
    ceiling = edition.grant_ceiling
    if asked is None:
        return unknown("say what grant is asked for", "/requested_grant")
    if asked > ceiling.total:
        highest = ceiling.total if months is None else min(ceiling.total, ceiling.per_month * months)
    elif months is None:
        return unknown("the ceiling depends on the months", "/months")
    else:
        highest = min(ceiling.total, ceiling.per_month * months)
    length = f" for {months} months" if months is not None else ""
    if asked <= highest:
        return passed(f"{eur(asked)} is within {eur(highest)}{length}", "/requested_grant")
    return failed(
        f"{eur(asked)} is asked for; the ceiling{length} is {eur(highest)}",
        "/requested_grant",
        f"ask for {eur(highest)} at most",
        patches=[(replace("/requested_grant", int(highest)),)],
    )
