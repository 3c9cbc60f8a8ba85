"""What the form asks of the project as a whole: its data and its priorities, as tables."""

from functools import partial
from typing import Any

from erasmus_cli.chapters.tables import Table, table
from erasmus_cli.guide.lookup import agencies_of
from erasmus_cli.guide.model import Edition
from erasmus_cli.project.project import Project
from erasmus_cli.project.shown_values import agency_in_words, shown
from erasmus_cli.wording.formatting import day
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

UNLISTED = "not known here"


def project_data(project: Project) -> Table:
    """Title, dates, applicant, agency and money."""
    proposal, edition = project.proposal, project.edition
    applicant = project.applicants[0].organisation if project.applicants else None
    field = edition.fields.get(project.field or "")
    value = partial(shown, project, proposal)
    call = edition.for_call
    rows: list[tuple[str, Any]] = [
        (_("Title"), value("title")),
        (_("Acronym"), value("acronym")),
        (_("Field"), _(field.label) if field else None),
        (
            _("Call, round"),
            tell("{call}, round {round}", call=call, round=proposal.round) if proposal.round else call,
        ),
        (_("Start"), value("first_day")),
        (_("Months"), value("months")),
        (_("End"), day(proposal.end) if proposal.end else None),
        (_("Applicant"), applicant.name or applicant.id if applicant else None),
        (_("Handed in to"), value("agency") if proposal.agency else _goes_to(project)),
        (_("Language of the form"), value("language")),
    ]
    if edition.lump_sums:
        rows += [(_("Lump sum"), value("lump_sum")), (_("Estimated cost"), value("estimated_cost"))]
    else:
        rows.append((_("Grant asked for"), value("requested_grant")))
    return table((_("Field of the form"), _("In this draft")), rows)


def _goes_to(project: Project) -> str:
    """Who takes the application, as far as country and field tell it."""
    manager = project.select(project.edition.managers)
    if manager and manager.body == "eacea":
        return "EACEA"
    country = project.applicants[0].organisation.country if project.applicants else None
    return (
        tell(
            "{agencies:or}",
            agencies=tuple(
                agency_in_words(project, code)
                for code in agencies_of(project.edition, country, project.field)
            ),
        )
        if country
        else ""
    )


def priorities(project: Project) -> Table:
    """The priorities chosen, the main one first, and the topics."""
    chosen, known = project.proposal.priorities, project.edition.priorities
    named = [(_("main"), chosen.main), *((_("further"), key) for key in chosen.others)] if chosen else []
    rows = [
        (weight, _(known[key].label), _(known[key].content)) if key in known else (weight, key, _(UNLISTED))
        for weight, key in named
        if key
    ]
    topics = project.proposal.topics
    notes = [tell("Topics: {topics}", topics=tuple(topics))] if topics else []
    return table(
        (_("Weight"), _("Priority"), _("What it is about")), rows, _("No priority is named yet."), notes
    )


def guide_words(edition: Edition) -> str:
    """The Guide of an edition, with its version."""
    guide = edition.guide
    if guide.version:
        return tell("{guide}, version {version}", guide=guide.title, version=guide.version)
    return tell("{guide}, version not known", guide=guide.title)


def subtitle(project: Project) -> str:
    """Action, call, field, type and format, as people call them."""
    proposal, edition = project.proposal, project.edition
    field = edition.fields.get(project.field or "")
    call = tell("call {call}", call=edition.call)
    if project.provisional:
        call = tell(
            "call {call}, PROVISIONAL by the rules of {rules}", call=edition.for_call, rules=edition.call
        )
    parts = [_(edition.label), call]
    if field:
        code = field.codes.get(proposal.format or "general", field.codes.get("general", ""))
        parts.append(f"{_(field.label)} ({code})")
    if proposal.type in edition.types:
        parts.append(_(edition.types[proposal.type].label))
    if proposal.format in edition.formats:
        parts.append(_(edition.formats[proposal.format].label))
    return ", ".join(parts)
