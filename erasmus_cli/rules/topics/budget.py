"""Money, and the budget items that project types open."""

from collections.abc import Iterator
from decimal import Decimal

from erasmus_cli.guide.lookup import pick
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.records import GrantCeiling
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
_WORDS = {"outputs": "intellectual outputs", "events": "multiplier events"}


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
    "BUD-03",
    reads=("formats",),
    severity=Severity.ERROR,
    passes={**_KA229, "meetings": []},
    fails={**_KA229, "meetings": [{"title": "Kick-off"}]},
)
def items_of_format(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """No budget item is asked for that the format excludes, such as meetings in school exchanges."""
    shape = edition.formats.get(digest.proposal.format or "")
    used = [item for item in shape.excluded_items if getattr(digest.proposal, item)] if shape else []
    if shape is None or not shape.excluded_items:
        yield not_applicable("the project has no format that excludes budget items")
        return
    for item in used:
        yield failed(
            f"a project of format {digest.proposal.format} cannot ask for {item.replace('_', ' ')}",
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
        strange = [handle for handle in event.outputs if handle not in known]
        missing = ["/outputs"] if outputs is None else nameless if strange else []
        if outputs and "outputs" not in event.model_fields_set:
            missing = [f"{at}/outputs"]
        if missing:
            faults += 1
            yield unknown(f"which output {label} spreads is not said", *missing)
        elif not outputs or strange or not event.outputs:
            faults += 1
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
    asked, months = digest.proposal.requested_grant, digest.proposal.months
    if asked is None:
        return unknown("say what grant is asked for", "/requested_grant")
    if digest.field_decides(edition.grant_ceiling):
        return unknown("the ceiling depends on the field", "/field")
    ceiling = pick(edition.grant_ceiling, field=digest.field, project_format=digest.proposal.format)
    if ceiling is None:
        return not_applicable("no ceiling is known")
    beyond = ceiling.total is not None and asked > ceiling.total
    if months is not None and not beyond and not _allowed(digest, months):
        return not_applicable("the months come first (DUR-01)")
    highest, needs = _highest(digest, ceiling)
    if needs and not beyond:
        return unknown("the ceiling depends on " + " and ".join(needs), *(f"/{key}" for key in needs))
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


def _highest(digest: Digest, ceiling: GrantCeiling) -> tuple[Decimal, list[str]]:
    """The highest grant as far as it can be told, and the keys on which it still depends."""
    months, needs = digest.proposal.months, []
    grows = ceiling.per_month is not None or ceiling.by_months or ceiling.per_organisation_year is not None
    if months is None and grows:
        needs.append("months")
    if ceiling.per_organisation_year is not None and digest.proposal.organisations is None:
        needs.append("organisations")
    bounds = [] if ceiling.total is None else [ceiling.total]
    if months is not None:
        bounds.extend(_for_months(digest, ceiling, months))
    return min(bounds, default=Decimal(0)), needs


def _for_months(digest: Digest, ceiling: GrantCeiling, months: int) -> Iterator[Decimal]:
    """The ceilings that depend on the length."""
    if ceiling.per_month is not None:
        yield ceiling.per_month * months
    if ceiling.by_months:
        longer = [Decimal(amount) for length, amount in ceiling.by_months.items() if months <= int(length)]
        yield min(longer, default=max(ceiling.by_months.values()))
    if ceiling.per_organisation_year is not None and digest.members:
        schools = sum(1 for member in digest.members if member.takes_part is not False)
        yield ceiling.per_organisation_year * schools * months / 12 + _real_costs(digest)


def _real_costs(digest: Digest) -> Decimal:
    """Special needs and exceptional costs, which lie outside the ceiling for each school."""
    needs = (item.cost or Decimal(0) for item in digest.proposal.special_needs or ())
    costs = (item.cost or Decimal(0) for item in digest.proposal.exceptional_costs or ())
    return sum((*needs, *costs), Decimal(0))
