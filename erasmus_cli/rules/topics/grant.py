"""The grant as it adds up: what caps cut, what entries bring, and whether more is asked for."""

from collections.abc import Iterator

from erasmus_cli.grant.limits import cap_amount, cap_in_words, closed_by_format, closed_by_type
from erasmus_cli.grant.lines import Figures, Line
from erasmus_cli.grant.wording import item_in_words
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.walk import records
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
from erasmus_cli.wording import count, eur

_PAIR = {
    "call": 2016,
    "action": "strategic-partnership",
    "field": "vet",
    "months": 24,
    "organisations": [
        {"id": "a", "role": "applicant", "country": "BE"},
        {"id": "b", "role": "partner", "country": "NL"},
    ],
}
_LISTS = ("learning_activities", "special_needs", "exceptional_costs")
_WHOLE = {**_PAIR, **{key: [] for key in ("outputs", "events", *_LISTS)}}
_TRIP = {"organisation": "b", "people": 2, "distance_km": 200}


@rule(
    "BUD-04",
    reads=("unit_costs.caps",),
    severity=Severity.WARNING,
    passes={**_PAIR, "exceptional_costs": [{"organisation": "a", "cost": 66666}]},
    fails={**_PAIR, "exceptional_costs": [{"organisation": "a", "cost": 66667}]},
)
def items_within_caps(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """No budget item brings more than its cap.

    What lies above a cap is cut, so the work behind it is not paid. A cap that nobody could verify is not
    taken off the sums; it only warns.
    """
    grant, months = digest.grant, digest.proposal.months
    over = {cut.cap: cut for cut in (*grant.cuts, *grant.doubts)}
    caps = edition.unit_costs.caps if edition.unit_costs else {}
    asked = [item for item in caps if grant.before_caps(item)]
    for item in asked:
        cap, label = caps[item], item_in_words(item)
        if cap_amount(cap, months) is None:
            yield unknown(f"the cap on {label} depends on the months", "/months")
        elif item not in over:
            yield passed(f"{label}: within {cap_in_words(cap, months)}")
        else:
            cut = over[item]
            yield failed(
                f"{cut.words}; {eur(cut.before)} is {eur(cut.before - cut.after)} too much",
                _place(item, grant.lines),
                f"plan for {eur(cut.after)}, or pay the rest from other money",
            )
    if not asked:
        yield not_applicable("no budget item that has a cap is asked for")


def _place(item: str, lines: tuple[Line, ...]) -> str:
    """The list of the proposal from which a budget item comes."""
    return next("/".join(line.at.split("/")[:2]) for line in lines if line.category == item)


@rule(
    "BUD-05",
    reads=("unit_costs",),
    severity=Severity.WARNING,
    passes={**_PAIR, "meetings": [{"host": "a", "participants": [_TRIP]}]},
    fails={**_PAIR, "meetings": [{"host": "b", "participants": [_TRIP]}]},
)
def entries_bring_money(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """Every entry of the budget has an amount that can be worked out.

    A host does not travel to itself, nobody works or stays for no days, and associated partners get no grant.
    A distance that was worked out from cities and lies close to the edge of a band is to be checked.
    """
    del edition
    lines = [line for line in digest.grant.lines if line.category != "management"]
    said: set[tuple[str, str]] = set()
    for line in lines:
        for outcome in _complaints(line, digest):
            if (line.at, outcome.message) not in said:
                said.add((line.at, outcome.message))
                digest.cite_all(line.price.figures or _table_of(line.category, digest.hints))
                yield outcome
    if not lines:
        yield not_applicable("nothing is asked for apart from project management")
    elif not said:
        for line in lines:
            digest.cite_all(line.price.figures)
        yield passed(f"{count(len(lines), 'amount')} can be worked out")


def _complaints(line: Line, digest: Digest) -> Iterator[Outcome]:
    what = f"{item_in_words(line.category)}, {line.label}"
    handles = {member.organisation.id for member in digest.members}
    if line.fault and line.organisation in (None, *handles):  # ORG-07 speaks of unknown handles
        yield failed(
            f"{what}: {line.fault}",
            line.at,
            "mend the entry, or take it out",
            patches=[(remove(line.at),)],
        )
    elif line.price.unknown:
        yield failed(
            f"{what}: {line.price.unknown}, so the sums are incomplete",
            line.at,
            "take the rate from the Guide of the call and add the amount yourself",
        )
    elif line.needs:
        reason = f": {line.price.why[-1]}" if line.price.why and line.price.rate is None else ""
        yield unknown(f"{what}: no amount yet{reason}", *line.needs)
    if line.price.caution:
        yield failed(
            f"{what}: {line.price.caution}",
            line.at,
            "check it and give the figure in the proposal",
            severity=Severity.NOTE,
        )


def _table_of(item: str, edition: Edition) -> Figures:
    """Where the rates of a budget item begin, for what is said of an entry that has none."""
    costs = edition.unit_costs
    if costs is None:
        return {}
    tables: dict[str, Figures] = {
        "meetings": {"unit_costs.meetings.1": costs.meetings[0]},
        "outputs": dict([next(iter(records("unit_costs.staff_rates", costs.staff_rates)))]),
        "events": {"unit_costs.events": costs.events},
        "learning": {"unit_costs.travel.1": costs.travel[0]},
    }
    return tables.get(item) or {f"unit_costs.real.{item}": costs.real["exceptional"]}


@rule(
    "BUD-06",
    reads=("unit_costs.meetings", "unit_costs.travel"),
    severity=Severity.NOTE,
    passes={**_PAIR, "meetings": [{"host": "a", "participants": [_TRIP]}]},
    fails={**_PAIR, "meetings": [{"host": "a", "participants": [_TRIP, _TRIP]}]},
)
def travellers_entered_once(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """No organisation is entered twice among those who travel to a meeting or an activity.

    Both entries are paid. Two groups of one organisation may be meant, so this only reminds.
    """
    del edition
    proposal = digest.proposal
    going = {
        f"/meetings/{index}/participants": [group.organisation for group in meeting.participants]
        for index, meeting in enumerate(proposal.meetings or ())
    } | {
        f"/learning_activities/{index}/groups": [group.organisation for group in activity.groups]
        for index, activity in enumerate(proposal.learning_activities or ())
    }
    faults = 0
    for at, handles in going.items():
        for order, handle in enumerate(handles):
            if handle in handles[:order]:
                faults += 1
                yield failed(
                    f"{handle} is entered twice, and both entries are paid",
                    f"{at}/{order}",
                    "put the people into one entry, or leave one out",
                    patches=[(remove(f"{at}/{order}"),)],
                )
    if not any(going.values()):
        yield not_applicable("nobody travels yet")
    elif not faults:
        yield passed("every organisation is entered once")


@rule(
    "GRA-02",
    reads=("unit_costs", "grant_ceiling"),
    severity=Severity.WARNING,
    passes={**_WHOLE, "meetings": [{"host": "a", "participants": [_TRIP]}], "requested_grant": 19150},
    fails={**_WHOLE, "meetings": [{"host": "a", "participants": [_TRIP]}], "requested_grant": 19151},
)
def no_more_than_adds_up(digest: Digest, edition: Edition) -> Outcome:
    """The grant asked for is no more than the budget adds up to.

    Agencies work the sum out again from the units; what is asked for beyond it is cut.
    """
    del edition
    asked, grant = digest.proposal.requested_grant, digest.grant
    if all(line.category == "management" for line in grant.lines):
        return not_applicable("the budget is not itemised")
    capping = (cut for cut in grant.cuts if cut.cap in (cut.category, "ceiling"))
    for figures in (*(line.price.figures for line in grant.lines), *(cut.figures for cut in capping)):
        digest.cite_all(figures)
    if asked is None:
        return unknown("say what grant is asked for", "/requested_grant")
    if asked <= grant.amount:
        less = f", {eur(grant.amount - asked)} less than the budget" if asked < grant.amount else ""
        return passed(f"{eur(asked)} is asked for{less}", "/requested_grant")
    sums = f"{eur(asked)} is asked for; the budget adds up to {eur(grant.amount)}"
    at_ceiling = grant.ceiling.amount is not None and grant.amount >= grant.ceiling.amount
    if not at_ceiling and (needs := _unsaid(digest)):
        return unknown(f"{sums} so far", *needs)
    if not at_ceiling and not grant.complete:
        return not_applicable(f"the budget cannot be added up: {_gap(digest)}")
    return failed(
        sums,
        "/requested_grant",
        f"ask for {eur(grant.amount)}, or add what is missing to the budget",
        patches=[(replace("/requested_grant", float(grant.amount)),)],
    )


def _unsaid(digest: Digest) -> tuple[str, ...]:
    """What would have to be said before the budget is whole: amounts, lists, the type that opens items."""
    proposal, grant = digest.proposal, digest.grant
    lists = ["organisations", "meetings", "outputs", "events", *_LISTS]
    closed = {entry.item for entry in closed_by_format(proposal, digest.hints)}
    closed |= {entry.item for entry in closed_by_type(proposal, digest.hints)}
    if digest.project_type is None and any(gap for gap in grant.gaps):
        lists.append("type")
    missing = [f"/{key}" for key in lists if key not in closed and getattr(proposal, key) is None]
    return tuple(dict.fromkeys([*(need for line in grant.lines for need in line.needs), *missing]))


def _gap(digest: Digest) -> str:
    """Why the budget cannot be added up although nothing in it is left unsaid."""
    grant = digest.grant
    reasons = (line.fault or line.price.unknown for line in grant.lines if line.amount is None)
    return next((reason for reason in (*grant.gaps, *reasons) if reason), "")
