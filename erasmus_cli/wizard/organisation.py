"""The questions about an organisation, in the order in which they are asked."""

from typing import Any

from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.text_edit import Edits
from erasmus_cli.wizard import choices
from erasmus_cli.wizard.lists import handle_of
from erasmus_cli.wizard.question import Kind, OrganisationContext, Template, never
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell


def part_to_give(proposal: Proposal, at: str, value: Any) -> Edits:
    """The part of the first organisation, which is asked for as the one that applies, as an edit.

    Args:
        proposal: as it is now.
        at: JSON pointer of the value that is about to be saved.
        value: that value.
    """
    is_first = at == "/organisations/0/name" and value and not proposal.organisations
    return [("/organisations/0/role", "applicant")] if is_first else []


def _needs_charter(context: OrganisationContext) -> bool:
    """Whether it is of a kind that has to hold the charter, in a country where that matters."""
    charter, own = context.edition.charter, context.organisation
    if charter is None or not own.is_full_member:
        return False
    return own.kind in charter.kinds and not choices.is_outside(context)


def _charter(context: OrganisationContext) -> str:
    charter = context.edition.charter
    return tell("It is the {charter}.", charter=charter.label) if charter else ""


def _adds_value(context: OrganisationContext) -> bool:
    """Whether it has to say why it is essential."""
    explained = context.edition.added_value is not None
    return explained and choices.is_outside(context) and context.organisation.is_full_member


def _usual_role(context: OrganisationContext) -> str:
    """Applicant for the first organisation, as long as nobody else applies."""
    return "partner" if context.project.applicants else "applicant"


def _age_counts(context: OrganisationContext) -> bool:
    established = context.edition.established
    asked = established is not None and established.asked_in(context.project.format)
    return asked and context.organisation.role == "applicant"


def _is_applicant(context: OrganisationContext) -> bool:
    return context.organisation.role == "applicant"


def _least_age(context: OrganisationContext) -> str:
    """How old an applicant has to be."""
    established = context.edition.established
    if established is None:
        return ""
    return tell(
        "An applicant has to exist for at least {years} {years:year|years} before the deadline.",
        years=established.years,
    )


def _is_needed(context: OrganisationContext) -> bool:
    """Whether there has to be such an organisation: to add one more is an offer that may be declined."""
    return context.index == 0 or not context.is_new


def _may_be_declined(context: OrganisationContext) -> str:
    return "" if _is_needed(context) else _("Leave it empty to add none.")


def _identifier(key: str) -> Template[OrganisationContext]:
    """The question for an identifier, where the body that takes the application asks for it."""

    def is_asked(context: OrganisationContext) -> bool:
        identifier = context.edition.identifiers.get(key)
        return identifier is not None and context.project.body in identifier.asked_by

    def shape(context: OrganisationContext) -> str:
        identifier = context.edition.identifiers.get(key)
        return (
            tell(
                "{identifier}: {shape}. Leave it empty if there is none yet.",
                identifier=identifier.label,
                shape=identifier.shape,
            )
            if identifier
            else ""
        )

    return Template(
        f"/organisations/{{index}}/{key}",
        f"{key.upper()} of {{label}}",
        f"What is the {key.upper()} of {{label}}?",
        required=never,
        when=is_asked,
        hint=shape,
        why="The form names organisations by it. One registers for it, which takes time before a deadline.",
    )


def _aside(key: str, name: str, ask: str, help_: str = "", **more: Any) -> Template[OrganisationContext]:
    """A question that is asked where a rule waits for the answer, or on request."""
    at = f"/organisations/{{index}}/{key}"
    return Template(at, f"{name} of {{label}}", ask, help_, required=never, aside=True, **more)


_ASIDES = (
    handle_of("{label}", "/organisations/{index}"),
    _aside(
        "short_name",
        "Short name",
        "What do tables and figures call {label}?",
        "Its acronym, or a word or two, of 40 letters at most. Without one, its handle stands there.",
        why="Legal names are too long for tables, maps and timetables.",
    ),
    _aside(
        "contact/name",
        "Contact person",
        "Who is the contact person of {label}?",
        "First name, family name.",
        why="The form asks for it; no rule reads it, and redacted copies leave it out.",
    ),
    _aside(
        "legal_representative",
        "Legal representative",
        "Who may sign for {label}?",
        "Name and function of the person who binds it by a signature.",
        why="Declarations and mandates are signed by this person; drafts name them in the list of documents.",
    ),
    _aside(
        "contact/email",
        "Contact's e-mail",
        "What is the e-mail address of the contact person of {label}?",
        why="The form asks for it; no rule reads it, and redacted copies leave it out.",
    ),
    _aside(
        "contact/phone",
        "Contact's telephone",
        "What is the telephone number of the contact person of {label}?",
        why="The form asks for it; no rule reads it, and redacted copies leave it out.",
    ),
    _aside(
        "website",
        "Website",
        "What is the website of {label}?",
        why="Drafts print it; no rule reads it.",
    ),
    _aside(
        "coordinates",
        "Coordinates",
        "Where on the map is {label}?",
        "Latitude and longitude in degrees, such as 50.847, 4.357. They win over the city where distances "
        "count; leave it empty if the city is found.",
        kind=Kind.COORDINATES,
        why="Travel money depends on distances, and they are measured from here.",
    ),
    _aside(
        "newcomer",
        "First time",
        "Does {label} take part in such projects for the first time?",
        "What counts as a newcomer, the Guide of the call defines.",
        kind=Kind.CHOICE,
        choices=choices.yes_or_no,
        why="The form asks for it, and the Programme means to bring in newcomers.",
    ),
    _aside(
        "public_body",
        "Public body",
        "Is {label} a public body?",
        "It decides about some documents, and in some countries about who may take part.",
        kind=Kind.CHOICE,
        choices=choices.yes_or_no,
        why="Some documents and conditions are for public bodies only, others for all but these.",
    ),
    _aside(
        "applications",
        "Applications",
        "In how many applications of this deadline is {label}, this one included?",
        "As applicant or partner.",
        kind=Kind.WHOLE_NUMBER,
        why="Calls limit in how many applications of a deadline an organisation may be.",
    ),
    _aside(
        "applies",
        "Applications as applicant",
        "In how many applications of this deadline is {label} the applicant, this one included?",
        kind=Kind.WHOLE_NUMBER,
        when=_is_applicant,
        why="Calls limit how often an organisation may apply for the same deadline.",
    ),
)

QUESTIONS: tuple[Template[OrganisationContext], ...] = (
    Template(
        "/organisations/{index}/name",
        "Name of {label}",
        "What is the name of the organisation?",
        "Write the legal name in full.",
        required=_is_needed,
        hint=_may_be_declined,
        why="The form and all drafts call the organisation by it.",
    ),
    Template(
        "/organisations/{index}/country",
        "Country of {label}",
        "In which country is {label}?",
        "Write the country's name or its code, such as BE.",
        Kind.COUNTRY,
        choices=choices.countries,
        why="How many countries take part, who counts and how far people travel follow from it.",
    ),
    Template(
        "/organisations/{index}/city",
        "City of {label}",
        "In which city is {label}?",
        "Its main name will do; distances and the map are worked out from it.",
        required=never,
        why="Distances, on which travel money depends, and the map are worked out from it.",
    ),
    Template(
        "/organisations/{index}/role",
        "Part of {label}",
        "What is the part of {label}?",
        "One organisation applies, the others are partners.",
        Kind.CHOICE,
        choices=choices.roles,
        default=_usual_role,
        why="Only the applicant and full partners count for the minimum and may get money.",
    ),
    Template(
        "/organisations/{index}/kind",
        "Kind of {label}",
        "What kind of organisation is {label}?",
        "Take the kind that fits best.",
        Kind.CHOICE,
        choices=choices.kinds,
        why="Some actions, fields and formats admit or need certain kinds only.",
    ),
    Template(
        "/organisations/{index}/eche",
        "Charter of {label}",
        "Does {label} hold the charter for higher education?",
        kind=Kind.CHOICE,
        required=never,
        when=_needs_charter,
        choices=choices.yes_or_no,
        hint=_charter,
        why="Where the charter is asked for, a university cannot take part without it.",
    ),
    Template(
        "/organisations/{index}/established",
        "Founding of {label}",
        "On which day was {label} legally established?",
        "A year will do, which counts from its last day. Leave it empty if it is not at hand.",
        Kind.DATE,
        required=never,
        when=_age_counts,
        hint=_least_age,
        why="Some calls admit an applicant only so many years after it was founded.",
    ),
    Template(
        "/organisations/{index}/added_value",
        "Added value of {label}",
        "What can only {label} bring to the project?",
        "Its country is outside the Programme, so the application has to say why it is essential.",
        required=never,
        when=_adds_value,
        why="Organisations of such countries take part only if they bring something essential.",
    ),
    _identifier("oid"),
    _identifier("pic"),
    *_ASIDES,
)
