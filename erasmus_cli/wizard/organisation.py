"""The questions about one organisation, and the handle that it gets."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from erasmus_cli.wizard import choices
from erasmus_cli.wizard.question import Kind, Question, QuestionContext, Template
from erasmus_cli.wording import count

_HANDLE_LENGTH = 20


def _needs_charter(context: QuestionContext) -> bool:
    """Whether it is of a kind that has to hold the charter, in a country where that matters."""
    edition, own = context.edition, context.organisation
    if edition is None or edition.charter is None or own.role == "associated":
        return False
    return own.kind in edition.charter.kinds and not choices.is_outside(context)


def _charter(context: QuestionContext) -> str:
    charter = context.edition.charter if context.edition else None
    return f"It is the {charter.label}." if charter else ""


def _adds_value(context: QuestionContext) -> bool:
    """Whether it has to say why it is essential."""
    explained = context.edition is not None and context.edition.added_value is not None
    return explained and choices.is_outside(context) and context.organisation.role != "associated"


def _usual_role(context: QuestionContext) -> str:
    """Applicant for the first organisation, as long as nobody else applies."""
    everyone = context.proposal.organisations or ()
    return "partner" if any(o.role == "applicant" for o in everyone) else "applicant"


def _age_counts(context: QuestionContext) -> bool:
    asked = context.edition is not None and context.edition.established is not None
    return asked and context.organisation.role == "applicant"


def _least_age(context: QuestionContext) -> str:
    """How old an applicant has to be."""
    established = context.edition.established if context.edition else None
    if established is None:
        return ""
    return f"An applicant has to exist for at least {count(established.years, 'year')} before the deadline."


QUESTIONS = (
    Template(
        "/organisations/{index}/name",
        "What is the name of the organisation?",
        "Write the legal name in full.",
    ),
    Template(
        "/organisations/{index}/country",
        "In which country is {label}?",
        "Write the country's name or its code, such as BE.",
        Kind.COUNTRY,
        choices=choices.countries,
    ),
    Template(
        "/organisations/{index}/role",
        "What is the part of {label}?",
        "One organisation applies, the others are partners.",
        Kind.CHOICE,
        choices=choices.roles,
        default=_usual_role,
    ),
    Template(
        "/organisations/{index}/kind",
        "What kind of organisation is {label}?",
        "Take the kind that fits best.",
        Kind.CHOICE,
        choices=choices.kinds,
    ),
    Template(
        "/organisations/{index}/eche",
        "Does {label} hold the charter for higher education?",
        kind=Kind.CHOICE,
        required=False,
        when=_needs_charter,
        choices=choices.yes_or_no,
        hint=_charter,
    ),
    Template(
        "/organisations/{index}/established",
        "On which day was {label} legally established?",
        "Write year-month-day.",
        Kind.DATE,
        when=_age_counts,
        hint=_least_age,
    ),
    Template(
        "/organisations/{index}/added_value",
        "What can only {label} bring to the project?",
        "Its country is outside the Programme, so the application has to say why it is essential.",
        required=False,
        when=_adds_value,
    ),
)


def questions_about(context: QuestionContext) -> Iterator[Question]:
    """The questions about the organisation of the context."""
    for template in QUESTIONS:
        if template.when(context):
            yield template.question(context)
    for key, identifier in context.edition.identifiers.items() if context.edition else ():
        if choices.body(context) in identifier.asked_by or getattr(context.organisation, key) is not None:
            yield Question(
                at=f"/organisations/{context.index}/{key}",
                prompt=f"What is the {key.upper()} of {context.label}?",
                help=f"{identifier.label}: {identifier.shape}. Leave it empty if there is none yet.",
                required=False,
            )


def handle_for(name: str, taken: Iterable[str | None]) -> str:
    """A short handle out of the name, else `p` and a number, that nobody else has."""
    used = set(taken)
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    handle = ""
    for word in re.findall(r"[a-z0-9]+", ascii_name):
        longer = f"{handle}-{word}".lstrip("-")
        if len(longer) > _HANDLE_LENGTH:
            break
        handle = longer
    if handle and handle not in used:
        return handle
    stem = f"{handle}-" if handle else "p"
    number = 2 if handle else len(used) + 1
    while f"{stem}{number}" in used:
        number += 1
    return f"{stem}{number}"
