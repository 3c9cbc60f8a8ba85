"""What is known of a partnership whatever it applies for: who, how long, for how much, in which field."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from erasmus_cli.errors import ErasmusError
from erasmus_cli.guide.loader import current
from erasmus_cli.guide.model import Edition
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.wording.countries import iso
from erasmus_cli.wording.formatting import plain_number
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.words import meant, nearest


class FactError(ErasmusError, ValueError):
    """A fact is none that can be looked at. The message is one line."""


@dataclass(frozen=True)
class Facts:
    """What is known.

    Attributes:
        organisations: the consortium as entries of a proposal; empty while nobody is named.
        months: how long the project lasts.
        money: the grant that is meant to be asked for, EUR.
        field: the only field to look at; None: all.
    """

    organisations: tuple[dict[str, Any], ...] = ()
    months: int | None = None
    money: Decimal | None = None
    field: str | None = None

    def proposal_for(self, edition: Edition) -> dict[str, Any]:
        """The facts as a proposal for an action says them; field, type and format are still to come."""
        asked = "lump_sum" if edition.lump_sums else "requested_grant"
        said = {
            "organisations": [dict(one) for one in self.organisations] or None,
            "months": self.months,
            asked: plain_number(self.money),
        }
        named = {"call": edition.for_call, "action": edition.action}
        return named | {key: value for key, value in said.items() if value is not None}


def facts_of(proposal: Proposal) -> Facts:
    """The facts of a proposal: what it says of one action only is left aside."""
    members = tuple(
        one.model_dump(mode="json", exclude_unset=True, exclude={"applications", "applies"})
        for one in proposal.organisations or ()
    )
    money = proposal.requested_grant if proposal.requested_grant is not None else proposal.lump_sum
    return Facts(members, proposal.months, money)


def facts_from(
    countries: tuple[str, ...] = (),
    kinds: tuple[str, ...] = (),
    months: int | None = None,
    money: Decimal | None = None,
    field: str | None = None,
) -> Facts:
    """Facts as they are told in short. Kinds go with countries in their order; the first one applies.

    Raises:
        FactError: there is no such country, kind or field, or there are more kinds than countries.
    """
    if len(kinds) > len(countries):
        words = tell(
            "{kinds} {kinds:kind|kinds} for {countries} {countries:country|countries}:"
            " say a country for each",
            kinds=len(kinds),
            countries=len(countries),
        )
        raise FactError(words)
    if field is not None:
        field = _word("field", field, current().vocabulary.fields)
    members = []
    for number, country in enumerate(countries):
        role = "partner" if number else "applicant"
        entry = {
            "id": f"p{number + 1}",
            "role": role,
            "country": _country(country),
        }
        if number < len(kinds):
            entry["kind"] = _word("kind", kinds[number], current().vocabulary.kinds)
        members.append(entry)
    return Facts(tuple(members), months, money, field)


def _country(text: str) -> str:
    try:
        return iso(text)
    except ValueError as error:
        if not all(map(_is_country, text.split())):
            raise FactError(str(error)) from error
        raise FactError(
            tell(
                "`{text}` is several countries; write names or codes with commas between, such as BE,RS",
                text=text,
            )
        ) from error


def _is_country(text: str) -> bool:
    try:
        return bool(iso(text))
    except ValueError:
        return False


def _word(key: str, text: str, known: tuple[str, ...]) -> str:
    found = meant(key, text, known)
    if len(found) == 1:
        return found[0]
    near = found or nearest(key, text, known)
    values = {"key": key, "text": text}
    if near:
        raise FactError(tell("there is no {key} `{text}`; did you mean {near:or}?", **values, near=near))
    raise FactError(tell("there is no {key} `{text}`; choose one of {known:list}", **values, known=known))
