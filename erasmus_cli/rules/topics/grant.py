"""The grant as it adds up: what caps cut, what entries bring, and whether more is asked for."""

from collections.abc import Iterator

from erasmus_cli.grant.calculator import grant_of
from erasmus_cli.grant.caps import caps_of
from erasmus_cli.grant.checks import check_of
from erasmus_cli.grant.model import Cut, Grant, Line
from erasmus_cli.grant.unsaid import unsaid
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.sources import Cited
from erasmus_cli.pointers import parts, pointer
from erasmus_cli.project.project import Project
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
_LISTS = ("outputs", "events", "learning_activities", "special_needs", "exceptional_costs")
_WHOLE = {**_PAIR, **{key: [] for key in _LISTS}}
_TRIP = {"organisation": "b", "people": 2, "distance_km": 200}
_NOTHING_CAPPED = not_applicable(say("no budget item that has a cap is asked for"))
_ONLY_MANAGEMENT = not_applicable(say("nothing is asked for apart from project management"))
_NOBODY_TRAVELS = not_applicable(say("nobody travels yet"))
_ALL_ONCE = passed(say("every organisation is entered once"))
_NOTHING_ASKED = not_applicable(say("no grant is asked for yet"))
_NOT_ITEMISED = not_applicable(say("the budget is not itemised"))


@rule(
    "BUD-04",
    reads=("unit_costs.caps",),
    uses=UNIT_COST_KEYS,
    severity=Severity.WARNING,
    passes={**_PAIR, "exceptional_costs": [{"organisation": "a", "cost": 66666}]},
    fails={**_PAIR, "exceptional_costs": [{"organisation": "a", "cost": 66667}]},
)
def items_within_caps(project: Project) -> Iterator[Outcome]:
    """No budget item brings more than its cap.

    What lies above a cap is cut, so the work behind it is not paid. A cap that nobody could verify is not
    taken off the sums; it only warns.
    """
    worked_out = grant_of(project)
    asked = False
    for item, cap in caps_of(project).items():
        check = check_of(project, f"cap-{item}")
        if check is None or not worked_out.before_caps(item):
            continue
        asked = True
        if check.limit is None:
            words = say("the cap on {item} depends on the months", item=item_named(item))
            yield unknown(words, "/months", cites=(cap,))
        elif check.holds is not False:
            words = say("{item}: within {cap}", item=item_named(item), cap=check.words)
            yield passed(words, cites=(cap,))
        else:
            cut = _cut_by_cap(worked_out, item)
            yield failed(
                say(
                    "{cap}; {before:eur} is {surplus:eur} too much",
                    cap=cut.words,
                    before=cut.before,
                    surplus=cut.before - cut.after,
                ),
                _place(item, worked_out.lines),
                say("plan for {most:eur}, or pay the rest from other money", most=cut.after),
                cites=(cap,),
            )
    if not asked:
        yield _NOTHING_CAPPED


def _cut_by_cap(worked_out: Grant, item: str) -> Cut:
    """What the cap on a budget item takes off, or would if somebody could verify it."""
    return next(cut for cut in (*worked_out.caps_applied, *worked_out.unverified_caps) if cut.cap == item)


def _place(item: str, lines: tuple[Line, ...]) -> str:
    """The list of the proposal from which a budget item comes."""
    return next(pointer(parts(line.at)[:1]) for line in lines if line.category == item)


@rule(
    "BUD-05",
    reads=("unit_costs",),
    uses=UNIT_COST_KEYS,
    severity=Severity.WARNING,
    passes={**_PAIR, "meetings": [{"host": "a", "participants": [_TRIP]}]},
    fails={**_PAIR, "meetings": [{"host": "b", "participants": [_TRIP]}]},
)
def entries_bring_money(project: Project) -> Iterator[Outcome]:
    """Every entry of the budget has an amount that can be worked out.

    A host does not travel to itself, nobody works or stays for no days, and associated partners get no grant.
    A distance that was worked out from cities and lies close to the edge of a band is to be checked.
    """
    lines = [line for line in grant_of(project).lines if line.category != "management"]
    if not lines:
        yield _ONLY_MANAGEMENT
        return
    said: set[tuple[str, str]] = set()
    for line in lines:
        for outcome in _complaints(line, project):
            complaint = (line.at, outcome.message.text())
            if complaint not in said:
                said.add(complaint)
                yield outcome
    if not said:
        figures = {path: figure for line in lines for path, figure in line.price.figures.items()}
        words = say("{number} {number:amount|amounts} can be worked out", number=len(lines))
        yield passed(words, cites=figures.values())


def _complaints(line: Line, project: Project) -> list[Outcome]:
    price = line.price
    # ORG-07 speaks of unknown handles.
    faulty = line.fault and (line.organisation is None or project.member(line.organisation))
    if not (faulty or price.unknown or line.needs or price.caution):
        return []
    item, label = item_named(line.category), line.label
    cites = tuple(price.figures.values()) or _first_rate_of(line.category, project.edition)
    complaints = []
    if faulty:
        complaints.append(
            failed(
                say("{item}, {label}: {fault}", item=item, label=label, fault=line.fault),
                line.at,
                say("mend the entry, or take it out"),
                edits=[(remove(line.at),)],
                cites=cites,
            )
        )
    elif price.unknown:
        complaints.append(
            failed(
                say(
                    "{item}, {label}: {unknown}, so the sums are incomplete",
                    item=item,
                    label=label,
                    unknown=price.unknown,
                ),
                line.at,
                say("take the rate from the Guide of the call and add the amount yourself"),
                cites=cites,
            )
        )
    elif line.needs:
        reason = say(": {why}", why=line.reason) if line.reason else NOTHING
        words = say("{item}, {label}: no amount yet{reason}", item=item, label=label, reason=reason)
        complaints.append(unknown(words, *line.needs, cites=cites))
    if price.caution:
        complaints.append(
            failed(
                say("{item}, {label}: {caution}", item=item, label=label, caution=price.caution),
                line.at,
                say("check it, and give the figure where the proposal takes it"),
                severity=Severity.NOTE,
                cites=cites,
            )
        )
    return complaints


def _first_rate_of(item: str, edition: Edition) -> tuple[Cited, ...]:
    """Where the rates of a budget item begin, for what is said of an entry that has none."""
    costs = edition.unit_costs
    if costs is None:
        return ()
    rates: dict[str, Cited] = {
        "meetings": costs.meetings[0],
        "outputs": next(iter(costs.staff_rates.values())),
        "events": costs.events,
        "learning": costs.travel[0],
        "special-needs": costs.real["special-needs"],
        "exceptional": costs.real["exceptional"],
    }
    return (rates[item],)


@rule(
    "BUD-06",
    reads=("unit_costs.meetings", "unit_costs.travel"),
    uses=("meetings", "learning_activities"),
    severity=Severity.NOTE,
    passes={**_PAIR, "meetings": [{"host": "a", "participants": [_TRIP]}]},
    fails={**_PAIR, "meetings": [{"host": "a", "participants": [_TRIP, _TRIP]}]},
)
def travellers_entered_once(project: Project) -> Iterator[Outcome]:
    """No organisation is entered twice among those who travel to a meeting or an activity.

    Both entries are paid. Two groups of one organisation may be meant, so this only reminds.
    """
    proposal = project.proposal
    going = [
        (f"/meetings/{index}/participants", [group.organisation for group in meeting.participants])
        for index, meeting in enumerate(proposal.meetings or ())
    ] + [
        (f"/learning_activities/{index}/groups", [group.organisation for group in activity.groups])
        for index, activity in enumerate(proposal.learning_activities or ())
    ]
    travels = twice = False
    for at, handles in going:
        seen: set[str] = set()
        for order, handle in enumerate(handles):
            travels = True
            if handle in seen:
                twice = True
                yield failed(
                    say("{handle} is entered twice, and both entries are paid", handle=handle),
                    f"{at}/{order}",
                    say("put the people into one entry, or leave one out"),
                    edits=[(remove(f"{at}/{order}"),)],
                )
            seen.add(handle)
    if not travels:
        yield _NOBODY_TRAVELS
    elif not twice:
        yield _ALL_ONCE


@rule(
    "GRA-03",
    reads=("unit_costs.management",),
    uses=("requested_grant",),
    severity=Severity.WARNING,
    passes={"call": 2016, "action": "strategic-partnership", "requested_grant": 500},
    fails={"call": 2016, "action": "strategic-partnership", "requested_grant": 499},
)
def grant_plausible(project: Project) -> Outcome:
    """The grant asked for is at least what the management of a single month brings.

    The Guide sets no smallest grant; but less than that is a slip of the pen, such as 228.730 for 228 730.
    """
    asked, costs = project.proposal.requested_grant, project.edition.unit_costs
    if not asked or costs is None:
        return _NOTHING_ASKED
    month = costs.management.applicant_month
    values = {"asked": asked, "month": month}
    if asked >= month:
        message = say("{asked:eur} is no less than the {month:eur} for managing a single month", **values)
        return passed(message, "/requested_grant")
    return failed(
        say("{asked:eur} is asked for, less than the {month:eur} for managing a single month", **values),
        "/requested_grant",
        say("look whether a point was meant to part the thousands"),
    )


@rule(
    "GRA-02",
    reads=("unit_costs", "grant_ceiling"),
    uses=(*UNIT_COST_KEYS, "requested_grant"),
    severity=Severity.WARNING,
    passes={**_WHOLE, "meetings": [{"host": "a", "participants": [_TRIP]}], "requested_grant": 19150},
    fails={**_WHOLE, "meetings": [{"host": "a", "participants": [_TRIP]}], "requested_grant": 19151},
)
def no_more_than_adds_up(project: Project) -> Outcome:
    """The grant asked for is no more than the budget adds up to.

    Agencies work the sum out again from the units; what is asked for beyond it is cut.
    """
    asked, worked_out = project.proposal.requested_grant, grant_of(project)
    check = check_of(project, "asked-for")
    if unsaid(project) and all(line.category == "management" for line in worked_out.lines):
        return _NOT_ITEMISED
    cites = _figures(worked_out)
    if asked is None or check is None:
        return unknown(say("say what grant is asked for"), "/requested_grant", cites=cites)
    amount, ceiling = worked_out.amount, worked_out.ceiling.amount
    values = {"asked": asked, "amount": amount}
    if check.holds or not asked:
        less = say(", {less:eur} less than the budget", less=amount - asked) if asked < amount else NOTHING
        words = say("{asked:eur} is asked for{less}", asked=asked, less=less)
        return passed(words, "/requested_grant", cites=cites)
    if ceiling is None or amount < ceiling:
        cites = (*cites, *_figures_of_type(project))
        if needs := unsaid(project):
            words = say("{asked:eur} is asked for; the budget adds up to {amount:eur} so far", **values)
            return unknown(words, *needs, cites=cites)
        if check.holds is None:
            words = say("the budget cannot be added up: {gap}", gap=_gap(worked_out))
            return not_applicable(words, cites=cites)
    return failed(
        say("{asked:eur} is asked for; the budget adds up to {amount:eur}", **values),
        "/requested_grant",
        say("ask for {amount:eur}, or add what is missing to the budget", amount=amount),
        edits=[(replace("/requested_grant", float(amount)),)],
        cites=cites,
    )


def _figures(worked_out: Grant) -> tuple[Cited, ...]:
    """The rates of all lines, and the caps that are taken off them."""
    figures = {path: figure for line in worked_out.lines for path, figure in line.price.figures.items()}
    for cut in worked_out.caps_applied:
        if cut.cap in (cut.category, "ceiling"):
            figures.update(cut.figures)
    return tuple(figures.values())


def _figures_of_type(project: Project) -> tuple[Cited, ...]:
    """The format, where it has to say of which type the project is."""
    shape = project.edition.formats.get(project.format or "") if project.proposal.type is None else None
    return (shape,) if shape else ()


def _gap(worked_out: Grant) -> Message:
    """Why the budget cannot be added up although nothing in it is left unsaid."""
    reasons = (line.fault or line.price.unknown for line in worked_out.lines if line.amount is None)
    return next((reason for reason in (*worked_out.gaps, *reasons) if reason), NOTHING)
