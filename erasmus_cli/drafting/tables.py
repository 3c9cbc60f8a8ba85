"""The tables of the form, filled from the proposal. What is not said stays visibly empty."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from erasmus_cli.countries import name, shown
from erasmus_cli.guide.lookup import agencies_of, pick, standing_of
from erasmus_cli.guide.model import Edition
from erasmus_cli.proposal.model import Organisation, Proposal
from erasmus_cli.rules.outcome import Result
from erasmus_cli.rules.report import Report
from erasmus_cli.wording import count, day, eur

BLANK = "not said yet"
Table = dict[str, Any]


def build(kind: str, proposal: Proposal, edition: Edition, report: Report) -> Table:
    """The table of this kind: `head`, `rows`, and `empty`, a sentence for when there are no rows."""
    builders: dict[str, Callable[[], Table]] = {
        "context": lambda: _context(proposal, edition),
        "priorities": lambda: _priorities(proposal, edition),
        "organisations": lambda: _organisations(proposal, edition),
        "outputs": lambda: _outputs(proposal),
        "events": lambda: _events(proposal),
        "learning_activities": lambda: _learning(proposal),
        "work_packages": lambda: _packages(proposal),
        "activities": lambda: _activities(proposal),
        "timetable": lambda: _timetable(proposal),
        "budget": lambda: _lump_sum(proposal) if edition.lump_sums else _budget(proposal, report),
        "checklist": lambda: _checklist(report, edition),
    }
    return builders[kind]()


def _table(
    head: Iterable[str], rows: Iterable[Iterable[Any]], empty: str, notes: Iterable[str] = ()
) -> Table:
    cells = [[BLANK if value in (None, "") else str(value) for value in row] for row in rows]
    return {"head": list(head), "rows": cells, "empty": empty, "notes": list(notes)}


def _context(proposal: Proposal, edition: Edition) -> Table:
    applicant = next((o for o in proposal.organisations or () if o.role == "applicant"), None)
    country = applicant.country if applicant else None
    agencies = agencies_of(edition, country, proposal.field) if country else ()
    manager = pick(edition.managers, field=proposal.field, project_format=proposal.format)
    body = "EACEA" if manager and manager.body == "eacea" else " or ".join(agencies)
    field = edition.fields.get(proposal.field or "")
    rows: list[tuple[str, Any]] = [
        ("Title", proposal.title),
        ("Acronym", proposal.acronym),
        ("Field", field.label if field else None),
        ("Call, round", f"{edition.call}, round {proposal.round}" if proposal.round else edition.call),
        ("Start", day(proposal.start) if proposal.start else None),
        ("Months", proposal.months),
        ("End", day(proposal.end) if proposal.end else None),
        ("Applicant", applicant.name or applicant.id if applicant else None),
        ("Goes to", proposal.agency or body),
        ("Language of the form", proposal.language),
    ]
    if edition.lump_sums:
        rows += [("Lump sum", _money(proposal.lump_sum)), ("Estimated cost", _money(proposal.estimated_cost))]
    return _table(("Field of the form", "In this draft"), rows, "")


def _money(amount: Decimal | None) -> str | None:
    return eur(amount) if amount is not None else None


def _priorities(proposal: Proposal, edition: Edition) -> Table:
    chosen = proposal.priorities
    named = [("main", chosen.main), *(("further", key) for key in chosen.others)] if chosen else []
    rows = [
        (weight, edition.priorities[key].label if key in edition.priorities else key, key)
        for weight, key in named
        if key
    ]
    notes = [f"Topics: {', '.join(proposal.topics)}"] if proposal.topics else []
    return _table(("Weight", "Priority", "Id"), rows, "No priority is named yet.", notes)


def _organisations(proposal: Proposal, edition: Edition) -> Table:
    rows = [
        (o.id, o.name, _place(o), _kind(o, edition), o.role, o.pic or o.oid, _standing(o, edition))
        for o in proposal.organisations or ()
    ]
    head = ("Id", "Organisation", "Place", "Kind", "Role", "PIC or OID", "Counts as")
    notes = (
        f"{o.id or o.name}: {'; '.join(facts)}" for o in proposal.organisations or () if (facts := _facts(o))
    )
    return _table(head, rows, "No organisation is named yet.", notes)


def _facts(organisation: Organisation) -> list[str]:
    """What else the proposal says of an organisation."""
    said = [
        f"established {day(organisation.established)}" if organisation.established else "",
        "holds the Erasmus charter" if organisation.eche else "",
        "newcomer" if organisation.newcomer else "",
        "public body" if organisation.public_body else "",
        f"in {count(organisation.applications, 'application')}" if organisation.applications else "",
    ]
    adds = (organisation.added_value or "").strip()
    return [fact for fact in (*said, f"adds: {adds}" if adds else "") if fact]


def _kind(organisation: Organisation, edition: Edition) -> str | None:
    return edition.kinds[organisation.kind].label if organisation.kind in edition.kinds else None


def _place(organisation: Organisation) -> str | None:
    if organisation.country is None:
        return organisation.city
    country = f"{name(organisation.country)} ({shown(organisation.country)})"
    return f"{organisation.city}, {country}" if organisation.city else country


def _standing(organisation: Organisation, edition: Edition) -> str | None:
    return standing_of(edition, organisation.country) if organisation.country else None


def _outputs(proposal: Proposal) -> Table:
    rows = [
        (o.id, o.title, o.lead, _span(o.start, o.end), sum(d.days or 0 for d in o.days) or None)
        for o in proposal.outputs or ()
    ]
    head = ("Id", "Output", "Lead", "From, to", "Staff days")
    return _table(head, rows, "No intellectual output is planned.")


def _events(proposal: Proposal) -> Table:
    rows = [
        (e.id, e.title, e.host, day(e.start) if e.start else None, ", ".join(e.outputs), e.local, e.foreign)
        for e in proposal.events or ()
    ]
    head = ("Id", "Event", "Host", "Date", "Spreads", "Local people", "Foreign people")
    return _table(head, rows, "No multiplier event is planned.")


def _learning(proposal: Proposal) -> Table:
    rows = [
        (
            a.id,
            a.title,
            a.kind,
            a.host,
            day(a.start) if a.start else None,
            a.days,
            sum(g.participants or 0 for g in a.groups) or None,
        )
        for a in proposal.learning_activities or ()
    ]
    head = ("Id", "Activity", "Kind", "Host", "Start", "Days", "Participants")
    return _table(head, rows, "No learning, teaching or training activity is planned.")


def _packages(proposal: Proposal) -> Table:
    rows = [
        (
            p.id,
            p.title or ("Project management" if p.management else None),
            _span(p.start, p.end),
            count(len(p.activities), "activity", "activities"),
            eur(sum(p.grants.values(), Decimal(0))) if p.grants else None,
        )
        for p in proposal.work_packages or ()
    ]
    head = ("Id", "Work package", "From, to", "Activities", "Amount")
    return _table(head, rows, "No work package is described yet.")


def _activities(proposal: Proposal) -> Table:
    inner = [(p.id, a) for p in proposal.work_packages or () for a in p.activities]
    rows = [
        (
            package or a.id,
            a.title,
            name(a.venue) if a.venue else None,
            _span(a.start, a.end),
            a.lead,
            eur(a.grant) if a.grant is not None else None,
        )
        for package, a in [*inner, *((None, a) for a in proposal.activities or ())]
    ]
    head = ("Package or id", "Activity", "Venue", "From, to", "Lead", "Amount")
    return _table(head, rows, "No activity is described yet.")


def _lump_sum(proposal: Proposal) -> Table:
    """The lump sum by work package and organisation, or by activity."""
    rows: list[tuple[Any, ...]] = []
    handles = [o.id for o in proposal.organisations or () if o.id and o.role != "associated"]
    for package in proposal.work_packages or ():
        shares = [package.grants.get(handle) for handle in handles]
        cells = [eur(share) if share is not None else "-" for share in shares]
        rows.append((package.id, *cells, eur(sum(package.grants.values(), Decimal(0)))))
    if rows:
        packages = proposal.work_packages or ()
        sums = [sum((p.grants.get(handle, Decimal(0)) for p in packages), Decimal(0)) for handle in handles]
        together = sum((sum(p.grants.values(), Decimal(0)) for p in packages), Decimal(0))
        rows.append(("All", *map(eur, sums), eur(together)))
        chosen = [f"Lump sum: {eur(proposal.lump_sum)}"] if proposal.lump_sum is not None else []
        return _table(("Work package", *handles, "Amount"), rows, "", chosen)
    activities = proposal.activities or ()
    rows = [(" ".join(filter(None, (a.id, a.title))), _money(a.grant)) for a in activities]
    if rows:
        rows.append(("All", eur(sum((a.grant or Decimal(0) for a in activities), Decimal(0)))))
    if proposal.lump_sum is not None:
        rows.append(("Lump sum", eur(proposal.lump_sum)))
    return _table(("Part", "Amount"), rows, "The lump sum is not divided yet.")


def _timetable(proposal: Proposal) -> Table:
    entries: list[tuple[date | None, date | None, str, str | None, str | None]] = [
        (m.start, None, "Meeting", m.title, m.host) for m in proposal.meetings or ()
    ]
    entries += [(o.start, o.end, f"Output {o.id or ''}", o.title, o.lead) for o in proposal.outputs or ()]
    entries += [(e.start, None, f"Event {e.id or ''}", e.title, e.host) for e in proposal.events or ()]
    entries += [
        (a.start, None, f"Activity {a.id or ''}", a.title, a.host) for a in proposal.learning_activities or ()
    ]
    entries += [
        (p.start, p.end, f"Package {p.id or ''}", p.title, None) for p in proposal.work_packages or ()
    ]
    inner = [a for p in proposal.work_packages or () for a in p.activities]
    entries += [
        (a.start, a.end, "Activity", a.title, name(a.venue) if a.venue else a.lead)
        for a in (*inner, *(proposal.activities or ()))
    ]
    entries.sort(key=lambda entry: (entry[0] is None, entry[0] or date.min))
    rows: list[tuple[Any, ...]] = []
    if proposal.start:
        rows.append((day(proposal.start), "Project", "first day", "all", 1))
    rows += [
        (_span(start, until), what.strip(), title, place, _month(proposal, start))
        for start, until, what, title, place in entries
    ]
    if proposal.end:
        rows.append((day(proposal.end), "Project", "last day", "all", proposal.months))
    head = ("When", "What", "Title", "Lead or host", "Project month")
    return _table(head, rows, "Nothing has a date yet.")


def _budget(proposal: Proposal, report: Report) -> Table:
    finding = report.of("GRA-01")
    people = sum(t.people or 0 for m in proposal.meetings or () for t in m.participants)
    participants = sum(g.participants or 0 for a in proposal.learning_activities or () for g in a.groups)
    days = sum(d.days or 0 for o in proposal.outputs or () for d in o.days)
    guests = sum((e.local or 0) + (e.foreign or 0) for e in proposal.events or ())
    costs = [
        item.cost or Decimal(0)
        for items in (proposal.special_needs, proposal.exceptional_costs)
        for item in items or ()
    ]
    rows: list[tuple[str, Any]] = [
        ("Grant asked for", eur(proposal.requested_grant) if proposal.requested_grant is not None else None),
        ("Ceiling", finding.message if finding else None),
        ("Project management and implementation", f"{proposal.months} months" if proposal.months else None),
        ("Transnational project meetings", _amount(proposal.meetings, "meeting", people, "traveller")),
        ("Intellectual outputs", _amount(proposal.outputs, "output", days, "staff day")),
        ("Multiplier events", _amount(proposal.events, "event", guests, "guest")),
        (
            "Learning, teaching and training",
            _amount(proposal.learning_activities, "activity", participants, "participant"),
        ),
        ("Special needs and exceptional costs", eur(sum(costs, Decimal(0))) if costs else "none"),
    ]
    return _table(("Budget item", "In this draft"), rows, "")


def _amount(items: tuple[Any, ...] | None, one: str, number: int, each: str) -> str | None:
    if items is None:
        return None
    if not items:
        return "none"
    many = f"{one[:-1]}ies" if one.endswith("y") else f"{one}s"
    return f"{count(len(items), one, many)}, {count(number, each)}"


def _checklist(report: Report, edition: Edition) -> Table:
    agency = report.of("APP-03")
    rows = [
        ("The criteria of the Programme Guide are met", report.verdict.value.replace("-", " ")),
        ("The application goes to the right agency", _word(agency.outcome) if agency else None),
        ("All fields that apply are filled in", "see At a glance"),
        ("The declaration on honour is signed by the legal representative", "for you to check"),
    ]
    if not edition.lump_sums:
        rows += [
            ("Mandates of all partners are signed and attached", "for you to check"),
            ("The timetable is attached", "for you to check"),
        ]
    rows.append(("Documents on legal status are uploaded where asked for", "for you to check"))
    return _table(("Point", "State"), rows, "")


def _word(outcome: Result) -> str:
    return {Result.PASS: "yes", Result.FAIL: "no"}.get(outcome, BLANK)


def _span(start: date | None, end: date | None) -> str | None:
    if start is None:
        return None
    return f"{day(start)} to {day(end)}" if end else day(start)


def _month(proposal: Proposal, on: date | None) -> int | None:
    if proposal.start is None or on is None:
        return None
    months = (on.year - proposal.start.year) * 12 + on.month - proposal.start.month
    return months + (on.day >= proposal.start.day)
