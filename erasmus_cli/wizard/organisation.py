"""The questions about an organisation, in the order in which they are asked."""

from erasmus_cli.formatting import count
from erasmus_cli.wizard import choices
from erasmus_cli.wizard.question import Kind, OrganisationContext, Template, never


def _needs_charter(context: OrganisationContext) -> bool:
    """Whether it is of a kind that has to hold the charter, in a country where that matters."""
    charter, own = context.edition.charter, context.organisation
    if charter is None or not own.is_full_member:
        return False
    return own.kind in charter.kinds and not choices.is_outside(context)


def _charter(context: OrganisationContext) -> str:
    charter = context.edition.charter
    return f"It is the {charter.label}." if charter else ""


def _adds_value(context: OrganisationContext) -> bool:
    """Whether it has to say why it is essential."""
    explained = context.edition.added_value is not None
    return explained and choices.is_outside(context) and context.organisation.is_full_member


def _usual_role(context: OrganisationContext) -> str:
    """Applicant for the first organisation, as long as nobody else applies."""
    return "partner" if context.project.applicants else "applicant"


def _age_counts(context: OrganisationContext) -> bool:
    return context.edition.established is not None and context.organisation.role == "applicant"


def _least_age(context: OrganisationContext) -> str:
    """How old an applicant has to be."""
    established = context.edition.established
    if established is None:
        return ""
    return f"An applicant has to exist for at least {count(established.years, 'year')} before the deadline."


def _is_needed(context: OrganisationContext) -> bool:
    """Whether there has to be such an organisation: to add one more is an offer that may be declined."""
    return context.index == 0 or not context.is_new


def _may_be_declined(context: OrganisationContext) -> str:
    return "" if _is_needed(context) else "Leave it empty to add none."


def _identifier(key: str) -> Template[OrganisationContext]:
    """The question for an identifier, where the body that takes the application asks for it."""

    def is_asked(context: OrganisationContext) -> bool:
        identifier = context.edition.identifiers.get(key)
        return identifier is not None and context.project.body in identifier.asked_by

    def shape(context: OrganisationContext) -> str:
        identifier = context.edition.identifiers.get(key)
        return (
            f"{identifier.label}: {identifier.shape}. Leave it empty if there is none yet."
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
    )


QUESTIONS: tuple[Template[OrganisationContext], ...] = (
    Template(
        "/organisations/{index}/name",
        "Name of {label}",
        "What is the name of the organisation?",
        "Write the legal name in full.",
        required=_is_needed,
        hint=_may_be_declined,
    ),
    Template(
        "/organisations/{index}/country",
        "Country of {label}",
        "In which country is {label}?",
        "Write the country's name or its code, such as BE.",
        Kind.COUNTRY,
        choices=choices.countries,
    ),
    Template(
        "/organisations/{index}/city",
        "City of {label}",
        "In which city is {label}?",
        "Its main name will do; distances and the map are worked out from it.",
        required=never,
    ),
    Template(
        "/organisations/{index}/role",
        "Part of {label}",
        "What is the part of {label}?",
        "One organisation applies, the others are partners.",
        Kind.CHOICE,
        choices=choices.roles,
        default=_usual_role,
    ),
    Template(
        "/organisations/{index}/kind",
        "Kind of {label}",
        "What kind of organisation is {label}?",
        "Take the kind that fits best.",
        Kind.CHOICE,
        choices=choices.kinds,
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
    ),
    Template(
        "/organisations/{index}/established",
        "Founding of {label}",
        "On which day was {label} legally established?",
        "Leave it empty if the day is not at hand.",
        Kind.DATE,
        required=never,
        when=_age_counts,
        hint=_least_age,
    ),
    Template(
        "/organisations/{index}/added_value",
        "Added value of {label}",
        "What can only {label} bring to the project?",
        "Its country is outside the Programme, so the application has to say why it is essential.",
        required=never,
        when=_adds_value,
    ),
    _identifier("oid"),
    _identifier("pic"),
)
