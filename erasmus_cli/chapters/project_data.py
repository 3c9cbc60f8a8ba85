"""What the form asks of the project as a whole: its data and its priorities, as tables."""

from functools import partial
from typing import Any

from erasmus_cli.chapters.tables import Table, table
from erasmus_cli.guide.lookup import agencies_of
from erasmus_cli.project.project import Project
from erasmus_cli.project.shown_values import shown
from erasmus_cli.wording.formatting import day

UNLISTED = "not known here"


def project_data(project: Project) -> Table:
    """Title, dates, applicant, agency and money."""
    proposal, edition = project.proposal, project.edition
    applicant = project.applicants[0].organisation if project.applicants else None
    field = edition.fields.get(project.field or "")
    value = partial(shown, project, proposal)
    call = proposal.call if project.provisional else edition.call
    rows: list[tuple[str, Any]] = [
        ("Title", value("title")),
        ("Acronym", value("acronym")),
        ("Field", field.label if field else None),
        ("Call, round", f"{call}, round {proposal.round}" if proposal.round else call),
        ("Start", value("first_day")),
        ("Months", value("months")),
        ("End", day(proposal.end) if proposal.end else None),
        ("Applicant", applicant.name or applicant.id if applicant else None),
        ("Handed in to", value("agency") if proposal.agency else _goes_to(project)),
        ("Language of the form", value("language")),
    ]
    if edition.lump_sums:
        rows += [("Lump sum", value("lump_sum")), ("Estimated cost", value("estimated_cost"))]
    else:
        rows.append(("Grant asked for", value("requested_grant")))
    return table(("Field of the form", "In this draft"), rows)


def _goes_to(project: Project) -> str:
    """Who takes the application, as far as country and field tell it."""
    manager = project.select(project.edition.managers)
    if manager and manager.body == "eacea":
        return "EACEA"
    country = project.applicants[0].organisation.country if project.applicants else None
    return " or ".join(agencies_of(project.edition, country, project.field)) if country else ""


def priorities(project: Project) -> Table:
    """The priorities chosen, the main one first, and the topics."""
    chosen, known = project.proposal.priorities, project.edition.priorities
    named = [("main", chosen.main), *(("further", key) for key in chosen.others)] if chosen else []
    rows = [
        (weight, known[key].label, known[key].content) if key in known else (weight, key, UNLISTED)
        for weight, key in named
        if key
    ]
    topics = project.proposal.topics
    notes = [f"Topics: {', '.join(topics)}"] if topics else []
    return table(("Weight", "Priority", "What it is about"), rows, "No priority is named yet.", notes)


def subtitle(project: Project) -> str:
    """Action, call, field, type and format, as people call them."""
    proposal, edition = project.proposal, project.edition
    field = edition.fields.get(project.field or "")
    call = f"call {edition.call}"
    if project.provisional:
        call = f"call {proposal.call}, PROVISIONAL by the rules of {edition.call}"
    parts = [edition.label, call]
    if field:
        code = field.codes.get(proposal.format or "general", field.codes.get("general", ""))
        parts.append(f"{field.label} ({code})")
    if proposal.type in edition.types:
        parts.append(edition.types[proposal.type].label)
    if proposal.format in edition.formats:
        parts.append(edition.formats[proposal.format].label)
    return ", ".join(parts)
