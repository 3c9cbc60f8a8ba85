"""What a partner needs beside its own card: whom to ask, what to sign and by when, where its file goes."""

from dataclasses import dataclass
from typing import Any

from erasmus_cli.chapters.partnership import Card
from erasmus_cli.chapters.tables import Table, table
from erasmus_cli.project.project import Project
from erasmus_cli.project.shown_values import Shown, shown
from erasmus_cli.proposal.model import Organisation
from erasmus_cli.rules.documents import documents_needed
from erasmus_cli.wording.countries import name
from erasmus_cli.wording.formatting import day
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell


@dataclass(frozen=True)
class Pack:
    """The partners with their contacts, what this one signs, and to whom it sends its file.

    Attributes:
        glance: the project, the organisation and its money in a table.
        contacts: all organisations, and whom to ask there.
        to_sign: the documents that this one needs, with who signs and by when.
        returns_to: the applicant and its contact; empty where nobody is the applicant, or this one is.
    """

    glance: Table
    contacts: Table
    to_sign: Table
    returns_to: str


def partner_pack(project: Project, card: Card) -> Pack:
    """What the organisation of this card needs beside it."""
    partner = card.id
    members = [member.organisation for member in project.members]
    views = ("contact", "website")
    rows = [
        (one.name or one.id, _(one.role or ""), _place(one), *(shown(project, one, view) for view in views))
        for one in members
    ]
    applicant = next((member.organisation for member in project.applicants), None)
    other = applicant if applicant and applicant.id != partner else None
    return Pack(
        glance=_glance(project, card),
        contacts=table((_("Organisation"), _("Role"), _("Place"), _("Contact"), _("Website")), rows),
        to_sign=_to_sign(project, partner),
        returns_to=", ".join(filter(None, (other.name or other.id, _contact(other)))) if other else "",
    )


def _glance(project: Project, card: Card) -> Table:
    proposal = project.proposal
    own = zip(card.table.rows, card.table.places, strict=True)
    rows: list[tuple[Any, ...]] = [
        (_("Title of the project"), shown(project, proposal, "title")),
        (_("Acronym"), shown(project, proposal, "acronym")),
        *((label, Shown(text, place)) for (label, text), (_, place) in own),
        (_("Start of the project"), shown(project, proposal, "first_day")),
        (_("End of the project"), day(proposal.end) if proposal.end else None),
        (_("Applicant"), ", ".join(one.organisation.name or "" for one in project.applicants)),
        *((_("Your money"), share) for share in card.money),
    ]
    return table(card.table.head, rows)


def _to_sign(project: Project, partner: str | None) -> Table:
    own = project.organisation(partner) if partner else None
    signatory = own.legal_representative if own else None
    rows = []
    for needed in documents_needed(project):
        if any(member.organisation.id == partner for member in needed.organisations):
            document = needed.document
            title = _(document.title)
            if not needed.sure:
                condition = _(document.needed.provided or "it applies")
                title = tell("{document} (if {condition})", document=title, condition=condition)
            rows.append((title, _(document.signed_by), _(document.when.in_words)))
    notes = [tell("Legal representative: {name}", name=signatory)] if signatory else []
    return table(
        (_("Document"), _("Signed by"), _("Ready")), rows, _("No document of its own is known."), notes
    )


def _place(organisation: Organisation) -> str:
    country = name(organisation.country) if organisation.country else ""
    return ", ".join(filter(None, (str(organisation.city or ""), country)))


def _contact(organisation: Organisation) -> str:
    contact = organisation.contact
    if contact is None:
        return ""
    return ", ".join(filter(None, (contact.name, contact.email, contact.phone)))
