"""The ceiling of the whole grant."""

from collections.abc import Iterator
from decimal import Decimal

from erasmus_cli.grant.lines import NO_CEILING, Ceiling, cents
from erasmus_cli.grant.project import field_decides, field_of
from erasmus_cli.guide.lookup import picked
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.records import GrantCeiling
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.wording import count, eur

Bound = tuple[Decimal, str]


def ceiling_of(proposal: Proposal, edition: Edition, outside: Decimal) -> Ceiling:
    """The most that the whole grant of a project may be.

    Where the ceiling grows with each month, a fraction of a year counts by its months. Where it grows with
    each school, it holds for the partnership as a whole.

    Args:
        proposal: names length, field, format and organisations.
        edition: what the Guide says.
        outside: EUR for special needs and exceptional costs, which come on top of a ceiling for schools.
    """
    if field_decides(edition, proposal, edition.grant_ceiling):
        return Ceiling(None, None, "the ceiling depends on the field", ("field",))
    field, shape = field_of(edition, proposal), proposal.format
    found = picked(edition.grant_ceiling, field=field, project_format=shape)
    if found is None:
        return NO_CEILING
    key, ceiling = found
    figures = {f"grant_ceiling.{key}": ceiling}
    needs = tuple(_needs(proposal, ceiling))
    if needs:
        words = f"the ceiling depends on {' and '.join(needs)}"
        return Ceiling(None, ceiling.total, words, needs, figures)
    lowest, words = min(_bounds(proposal, ceiling, outside))
    return Ceiling(lowest, ceiling.total, words, (), figures)


def _needs(proposal: Proposal, ceiling: GrantCeiling) -> Iterator[str]:
    by_school = ceiling.per_organisation_year is not None
    if proposal.months is None and (ceiling.per_month is not None or ceiling.by_months or by_school):
        yield "months"
    if by_school and not proposal.organisations:
        yield "organisations"


def _bounds(proposal: Proposal, ceiling: GrantCeiling, outside: Decimal) -> Iterator[Bound]:
    months = proposal.months or 0
    length = count(months, "month")
    if ceiling.total is not None:
        yield ceiling.total, f"{eur(ceiling.total)} at most"
    if ceiling.per_month is not None:
        yield ceiling.per_month * months, f"{eur(ceiling.per_month)} a month for {length}"
    if ceiling.by_months:
        longer = [Decimal(amount) for limit, amount in ceiling.by_months.items() if months <= int(limit)]
        yield min(longer, default=max(ceiling.by_months.values())), f"for a project of {length}"
    if ceiling.per_organisation_year is not None:
        schools = sum(1 for member in proposal.organisations or () if member.role != "associated")
        each = ceiling.per_organisation_year
        words = f"{eur(each)} a year for each of {schools} schools, {length}"
        if outside:
            words += f", and {eur(outside)} for special needs and exceptional costs"
        yield cents(each * schools * months / 12) + outside, words
