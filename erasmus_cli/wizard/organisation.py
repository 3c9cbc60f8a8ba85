"""The questions about one organisation, and the handle that it gets."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from erasmus_cli.wizard import choices
from erasmus_cli.wizard.question import Kind, Question, Situation, Template
from erasmus_cli.wording import count

_HANDLE_LENGTH = 20


def _needs_charter(situation: Situation) -> bool:
    """Whether it is of a kind that has to hold the charter, in a country where that matters."""
    edition, own = situation.edition, situation.organisation
    if edition is None or edition.charter is None or own.role == "associated":
        return False
    return own.kind in edition.charter.kinds and not choices.is_outside(situation)


def _charter(situation: Situation) -> str:
    charter = situation.edition.charter if situation.edition else None
    return f"It is the {charter.label}." if charter else ""


def _adds_value(situation: Situation) -> bool:
    """Whether it has to say why it is essential."""
    explained = situation.edition is not None and situation.edition.added_value is not None
    return explained and choices.is_outside(situation) and situation.organisation.role != "associated"


def _usual_role(situation: Situation) -> str:
    """Applicant for the first organisation, as long as nobody else applies."""
    everyone = situation.proposal.organisations or ()
    return "partner" if any(o.role == "applicant" for o in everyone) else "applicant"


def _age_counts(situation: Situation) -> bool:
    asked = situation.edition is not None and situation.edition.established is not None
    return asked and situation.organisation.role == "applicant"


def _least_age(situation: Situation) -> str:
    """How old an applicant has to be."""
    established = situation.edition.established if situation.edition else None
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


def questions_about(situation: Situation) -> Iterator[Question]:
    """The questions about the organisation of the situation."""
    for template in QUESTIONS:
        if template.when(situation):
            yield template.question(situation)
    for key, identifier in situation.edition.identifiers.items() if situation.edition else ():
        if choices.body(situation) in identifier.asked_by or getattr(situation.organisation, key) is not None:
            yield Question(
                at=f"/organisations/{situation.index}/{key}",
                prompt=f"What is the {key.upper()} of {situation.label}?",
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
