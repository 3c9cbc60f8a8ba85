"""The partnership: one table, and a card for each organisation."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from erasmus_cli.chapters.form import AskedQuestion
from erasmus_cli.chapters.logic import past_cooperation
from erasmus_cli.chapters.tables import Table, table
from erasmus_cli.document.draft import BLANK
from erasmus_cli.grant.items import category_in_words
from erasmus_cli.grant.model import Grant, Line, together
from erasmus_cli.guide.lookup import standing_of
from erasmus_cli.guide.model import Edition
from erasmus_cli.project.item_numbers import is_number, with_number
from erasmus_cli.project.planned import Item, Planned, partners_of
from erasmus_cli.project.project import Project
from erasmus_cli.project.short_names import CUT
from erasmus_cli.project.shown_values import shown
from erasmus_cli.proposal.model import Activity, Organisation, Proposal, WorkPackage
from erasmus_cli.proposal.unit_cost_items import LearningActivity, Meeting, Output
from erasmus_cli.wording.formatting import day, eur, upper_first
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import tell

if TYPE_CHECKING:
    from erasmus_cli.proposal.logic import Milestone, ProjectResult

_ORDER = ("work-package", "activity", "output", "event", "meeting", "learning-activity")


@dataclass(frozen=True)
class Fact:
    """What is said of an organisation, with the word that names it, and what that is about."""

    id: str
    label: str
    text: str


@dataclass(frozen=True)
class Task:
    """Something that an organisation does in the project, and when."""

    what: str
    when: str | None


@dataclass(frozen=True)
class Card:
    """All that concerns one organisation.

    Attributes:
        id: its handle.
        heading: its name.
        facts: who it is, in words.
        table: the same as a table.
        tasks: what it does.
        money: what of the grant is its own, in all.
        shares: the same by package, activity or budget item; None where it has nothing of the grant.
        questions: those of the form that are its to answer.
    """

    id: str | None
    heading: str
    facts: tuple[Fact, ...]
    table: Table
    tasks: tuple[Task, ...]
    money: tuple[str, ...]
    shares: Table | None
    questions: tuple[AskedQuestion, ...]


@dataclass(frozen=True)
class Partnership:
    """All organisations in a table, what they did together before, and a card for each."""

    table: Table
    past: Table | None
    cards: tuple[Card, ...]


def partnership(project: Project, grant: Grant, questions: Sequence[AskedQuestion]) -> Partnership:
    """Who they are, what each does, what it gets, and what it has to write."""
    members = [member.organisation for member in project.members]
    owned: dict[str | None, list[AskedQuestion]] = {}
    for asked in questions:
        owned.setdefault(asked.owner, []).append(asked)
    return Partnership(
        _table(project),
        past_cooperation(project),
        tuple(_card(member, project, grant, owned.get(member.id, ())) for member in members),
    )


def _table(project: Project) -> Table:
    edition = project.edition
    members = [member.organisation for member in project.members]
    views = ("short_name", "name", "place", "kind", "role")
    rows: list[tuple[Any, ...]] = [
        (*(shown(project, one, view) for view in views), _standing(one, edition)) for one in members
    ]
    head: tuple[str, ...] = (
        _("Short name"),
        _("Organisation"),
        _("Place"),
        _("Kind"),
        _("Role"),
        _("Country is"),
    )
    if all(row[0].text in (row[1].text, None) or row[0].text.endswith(CUT) for row in rows):
        head, rows = head[1:], [row[1:] for row in rows]
    return table(head, rows, _("No organisation is named yet."))


def _card(member: Organisation, project: Project, grant: Grant, questions: Sequence[AskedQuestion]) -> Card:
    edition = project.edition
    said = tuple(_facts(member, project))
    facts = table((_("Point"), _("State")), ((label, value) for _id, label, value in said))
    own = _own(member.id, grant)
    return Card(
        id=member.id,
        heading=member.name or member.id or _("Without a name"),
        facts=tuple(Fact(one[0], *row) for one, row in zip(said, facts.rows, strict=True)),
        table=facts,
        tasks=tuple(_tasks(member.id, project)) if member.id else (),
        money=(_money(own, edition, grant),) if own else (),
        shares=_shares(own, edition, grant) if own else None,
        questions=tuple(questions) if member.id else (),
    )


def _facts(member: Organisation, project: Project) -> Iterator[tuple[str, str, Any]]:
    """Who it is, with what is missing; what need not be said stands there only if it is."""
    value = partial(shown, project, member)
    yield "name", _("Name"), value("name")
    yield "short_name", _("Short name"), value("short_name")
    yield "place", _("Where"), value("place")
    yield "standing", _("Country is"), _standing(member, project.edition)
    yield "kind", _("Kind"), value("kind")
    yield "role", _("Role"), value("role")
    yield "identifier", _("PIC or OID"), value("identifier")
    yield "contact", _("Contact"), value("contact")
    yield "legal_representative", _("Legal representative"), value("legal_representative")
    yield "website", _("Website"), value("website")
    if member.established:
        yield "established", _("Established"), value("established")
    if also := "; ".join(_also(member)):
        yield "profile", _("Profile"), also
    if member.added_value:
        yield "added_value", _("Added value"), value("added_value")


def _also(member: Organisation) -> Iterator[str]:
    """What else the proposal says of an organisation."""
    if member.eche:
        yield _("holds the Erasmus charter")
    if member.newcomer:
        yield _("newcomer")
    if member.public_body:
        yield _("public body")
    if member.applications:
        yield tell("in {n} {n:application|applications} of this deadline", n=member.applications)


def _tasks(handle: str, project: Project) -> Iterator[Task]:
    """What the organisation leads, hosts and takes part in, with its days, travellers or participants."""
    planned = [entry for entry in project.planned() if entry.kind in _ORDER]
    for entry in sorted(planned, key=lambda entry: _ORDER.index(entry.kind)):
        leads, (part, each) = entry.lead == handle, _part(handle, entry)
        if leads or part or handle in _takes_part(entry.item):
            yield _task(_DOES[entry.kind][0 if leads else 1], entry, part, each)
    yield from _promised(handle, project.proposal)


def _takes_part(item: Item) -> Collection[str]:
    """Who has a part in a package or an activity besides its lead: work, or money for it."""
    if isinstance(item, WorkPackage):
        return partners_of(item)
    if isinstance(item, Activity):
        return {*item.participants, *(handle for handle, share in item.grants.items() if share)}
    return ()


def _promised(handle: str, proposal: Proposal) -> Iterator[Task]:
    """What the organisation answers for: results, milestones, indicators, risks."""
    promised: list[ProjectResult | Milestone] = [*(proposal.results or ()), *(proposal.milestones or ())]
    for one in promised:
        if one.lead == handle:
            yield Task(
                tell("answers for: {what}", what=with_number(one.id, one.title)),
                day(one.due) if one.due else None,
            )
    for measured in proposal.indicators or ():
        if measured.owner == handle:
            yield Task(
                tell("measures: {what}", what=measured.title or _(BLANK)),
                day(measured.due) if measured.due else None,
            )
    for risk in proposal.risks or ():
        if risk.owner == handle:
            yield Task(tell("watches the risk: {what}", what=risk.title or _(BLANK)), _("all the time"))


_DOES = {
    "work-package": ("leads work package", "takes part in work package"),
    "activity": ("leads activity", "takes part in activity"),
    "output": ("leads output", "works on output"),
    "event": ("hosts event", "event"),
    "meeting": ("hosts meeting", "travels to meeting"),
    "learning-activity": ("hosts activity", "takes part in activity"),
}
"""What is said of who leads or hosts it, and of who has only a part in it."""


def _part(handle: str, entry: Planned) -> tuple[int, str]:
    """What an organisation has in something that is planned, and what each of that is called."""
    item = entry.item
    if isinstance(item, Output):
        days = sum(d.days or 0 for d in item.days if d.organisation == handle)
        return days, Words("{n} {n:staff day|staff days}")
    if isinstance(item, Meeting):
        return sum(t.people or 0 for t in item.participants if t.organisation == handle), Words(
            "{n} {n:traveller|travellers}"
        )
    if isinstance(item, LearningActivity):
        return sum(g.participants or 0 for g in item.groups if g.organisation == handle), Words(
            "{n} {n:participant|participants}"
        )
    return 0, ""


def _task(does: str, entry: Planned, number: int, each: str) -> Task:
    title = entry.title or (_("Project management") if getattr(entry.item, "management", False) else "")
    shown = entry.handle and (is_number(entry.handle) or not title)
    what = f"{_(does)} {entry.handle}" if shown else _(does)
    parts = [f"{what}: {title}" if title else what, tell(each, n=number) if number else ""]
    return Task(", ".join(filter(None, parts)), _from_to(entry.start, entry.end))


def _from_to(first: date | None, last: date | None) -> str | None:
    if first and last:
        return tell("{first:day} to {last:day}", first=first, last=last)
    only = first or last
    return day(only) if only else None


def _own(handle: str | None, grant: Grant) -> list[Line]:
    """What of the grant is this organisation's, before caps."""
    return [line for line in grant.lines if handle and line.organisation == handle and line.amount]


def _money(own: Sequence[Line], edition: Edition, grant: Grant) -> str:
    money = together(own)
    if edition.lump_sums:
        return tell("{money:eur} of the lump sum", money=money)
    return tell("{money:eur} before caps", money=money) if grant.caps_applied else eur(money)


def _shares(own: Sequence[Line], edition: Edition, grant: Grant) -> Table:
    """What of the grant is this organisation's by package, activity or budget item."""
    parts: dict[str, list[Line]] = {}
    for line in own:
        parts.setdefault(line.category, []).append(line)
    rows = [(upper_first(category_in_words(grant, part)), eur(together(parts[part]))) for part in parts]
    what = (
        _("Budget item")
        if edition.lump_sums is None
        else _("Work package")
        if edition.packages
        else _("Activity")
    )
    return table((what, _("Amount")), [*rows, (_("Total"), eur(together(own)))], total=True)


def _standing(organisation: Organisation, edition: Edition) -> str | None:
    return _(standing_of(edition, organisation.country) or "") if organisation.country else None
