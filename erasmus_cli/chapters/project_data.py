"""What the form asks of the project as a whole: its data and its priorities, as tables."""

from typing import Any

from erasmus_cli.chapters.tables import Table, money, table
from erasmus_cli.guide.lookup import agencies_of, pick
from erasmus_cli.guide.model import Edition
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.wording import day


def context(proposal: Proposal, edition: Edition) -> Table:
    """Title, dates, applicant, agency and money."""
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
        rows += [("Lump sum", money(proposal.lump_sum)), ("Estimated cost", money(proposal.estimated_cost))]
    else:
        rows.append(("Grant asked for", money(proposal.requested_grant)))
    return table(("Field of the form", "In this draft"), rows)


def priorities(proposal: Proposal, edition: Edition) -> Table:
    """The priorities chosen, the main one first, and the topics."""
    chosen = proposal.priorities
    named = [("main", chosen.main), *(("further", key) for key in chosen.others)] if chosen else []
    rows = [
        (weight, edition.priorities[key].label if key in edition.priorities else key, key)
        for weight, key in named
        if key
    ]
    notes = [f"Topics: {', '.join(proposal.topics)}"] if proposal.topics else []
    return table(("Weight", "Priority", "Id"), rows, "No priority is named yet.", notes)
