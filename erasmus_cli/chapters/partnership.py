"""The partnership: one table, and a card for each organisation."""

from collections.abc import Iterator
from typing import Any

from erasmus_cli.chapters.tables import BLANK, Table, table
from erasmus_cli.countries import name, shown
from erasmus_cli.grant.lines import Grant, together
from erasmus_cli.grant.wording import item_in_words
from erasmus_cli.guide.lookup import standing_of
from erasmus_cli.guide.model import Edition
from erasmus_cli.proposal.model import Organisation, Proposal, items_of
from erasmus_cli.wording import count, day, eur


def partnership_part(
    proposal: Proposal, edition: Edition, grant: Grant, questions: list[dict[str, Any]]
) -> dict[str, Any]:
    """The partnership: `table`, and `cards`."""
    members = proposal.organisations or ()
    return {
        "table": _members(members, edition),
        "cards": [_card(member, proposal, edition, grant, questions) for member in members],
    }


def _members(members: tuple[Organisation, ...], edition: Edition) -> Table:
    rows = [(o.id, o.name, _place(o), _kind(o, edition), o.role, _standing(o, edition)) for o in members]
    head = ("Id", "Organisation", "Place", "Kind", "Role", "Counts as")
    return table(head, rows, "No organisation is named yet.")


def _card(
    member: Organisation, proposal: Proposal, edition: Edition, grant: Grant, questions: list[dict[str, Any]]
) -> dict[str, Any]:
    """Who it is, what it does, what it gets, and what it has to write."""
    own = [question for question in questions if member.id and question["owner"] == member.id]
    standing = [part for part in (_place(member), _standing(member, edition)) if part]
    adds = (member.added_value or "").strip()
    return {
        "id": member.id,
        "heading": ": ".join(part for part in (member.id, member.name) if part) or "Without a name",
        "facts": [
            {"label": "Where", "text": ", ".join(standing) or BLANK},
            {"label": "Kind", "text": _kind(member, edition) or BLANK},
            {"label": "Role", "text": member.role or BLANK},
            {"label": "PIC or OID", "text": str(member.pic or member.oid or BLANK)},
            *([{"label": "Also said", "text": "; ".join(said)}] if (said := list(_also(member))) else []),
            *([{"label": "Adds", "text": adds}] if adds else []),
        ],
        "tasks": list(_tasks(member.id, proposal)) if member.id else [],
        "money": list(_money(member.id, edition, grant)) if member.id else [],
        "questions": own,
    }


def _also(member: Organisation) -> Iterator[str]:
    """What else the proposal says of an organisation."""
    if member.established:
        yield f"established {day(member.established)}"
    if member.eche:
        yield "holds the Erasmus charter"
    if member.newcomer:
        yield "newcomer"
    if member.public_body:
        yield "public body"
    if member.applications:
        yield f"in {count(member.applications, 'application')} of this deadline"


def _tasks(handle: str, proposal: Proposal) -> Iterator[dict[str, str | None]]:
    """What the organisation leads, hosts and takes part in, with its days."""
    for activity in items_of(proposal, "activity"):
        if getattr(activity, "lead", None) == handle:
            yield _task("leads", "activity", activity)
    for o in proposal.outputs or ():
        days = sum(d.days or 0 for d in o.days if d.organisation == handle)
        if o.lead == handle or days:
            yield _task("leads" if o.lead == handle else "works on", "output", o, days, "staff day")
    for e in proposal.events or ():
        if e.host == handle:
            yield _task("hosts", "event", e)
    yield from _journeys(handle, proposal)


def _journeys(handle: str, proposal: Proposal) -> Iterator[dict[str, str | None]]:
    """Meetings and learning activities that the organisation hosts or sends people to."""
    for m in proposal.meetings or ():
        people = sum(t.people or 0 for t in m.participants if t.organisation == handle)
        if m.host == handle or people:
            yield _task("hosts" if m.host == handle else "travels to", "meeting", m, people, "traveller")
    for c in proposal.learning_activities or ():
        people = sum(g.participants or 0 for g in c.groups if g.organisation == handle)
        if c.host == handle or people:
            verb = "hosts" if c.host == handle else "takes part in"
            yield _task(verb, "activity", c, people, "participant")


def _task(verb: str, kind: str, item: Any, number: int = 0, each: str = "") -> dict[str, str | None]:
    handle, end = getattr(item, "id", None), getattr(item, "end", None)
    what = f"{verb} {kind} {handle}" if handle else f"{verb} {kind}"
    parts = [f"{what}: {item.title}" if item.title else what, count(number, each) if number else ""]
    dates = [day(moment) for moment in (item.start, end) if moment]
    return {"what": ", ".join(filter(None, parts)), "when": " to ".join(dates) or None}


def _money(handle: str, edition: Edition, grant: Grant) -> Iterator[str]:
    """What of the grant is this organisation's, by package or budget item, before caps."""
    own = [line for line in grant.lines if line.organisation == handle and line.amount]
    if not own:
        return
    shares = {
        category: together(line for line in own if line.category == category)
        for category in dict.fromkeys(line.category for line in own)
    }
    of_what = " of the lump sum" if edition.lump_sums else " before caps" if grant.cuts else ""
    parts = ", ".join(f"{item_in_words(category)} {eur(share)}" for category, share in shares.items())
    yield f"{eur(together(own))}{of_what}: {parts}"


def _kind(organisation: Organisation, edition: Edition) -> str | None:
    return edition.kinds[organisation.kind].label if organisation.kind in edition.kinds else None


def _place(organisation: Organisation) -> str | None:
    if organisation.country is None:
        return organisation.city
    country = f"{name(organisation.country)} ({shown(organisation.country)})"
    return f"{organisation.city}, {country}" if organisation.city else country


def _standing(organisation: Organisation, edition: Edition) -> str | None:
    return standing_of(edition, organisation.country) if organisation.country else None
