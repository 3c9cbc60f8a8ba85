"""The ceiling of the whole grant."""

from collections.abc import Iterator
from decimal import Decimal

from erasmus_cli.grant.model import NO_CEILING, Ceiling, cents
from erasmus_cli.guide.lookup import picked
from erasmus_cli.guide.records import GrantCeiling
from erasmus_cli.project.project import Project
from erasmus_cli.wording.formatting import count, eur

Bound = tuple[Decimal, str]


def ceiling_of(project: Project, outside: Decimal) -> Ceiling:
    """The most that the whole grant of a project may be.

    Where the ceiling grows with each month, a fraction of a year counts by its months. Where it grows with
    each school, it holds for the partnership as a whole.

    Args:
        project: has length, field, format and organisations.
        outside: EUR for special needs and exceptional costs, which come on top of a ceiling for schools.
    """
    table = project.edition.grant_ceiling
    if project.depends_on_field(table):
        return Ceiling(None, None, "the ceiling depends on the field", ("field",))
    found = picked(table, field=project.field, project_format=project.format)
    if found is None:
        return NO_CEILING
    key, ceiling = found
    figures = {f"grant_ceiling.{key}": ceiling}
    needs = tuple(_needs(project, ceiling))
    if needs:
        words = f"the ceiling depends on {' and '.join(needs)}"
        return Ceiling(None, ceiling.total, words, needs, figures)
    lowest, words = min(_bounds(project, ceiling, outside))
    return Ceiling(lowest, ceiling.total, words, (), figures)


def _needs(project: Project, ceiling: GrantCeiling) -> Iterator[str]:
    by_school = ceiling.per_organisation_year is not None
    if project.proposal.months is None and (ceiling.per_month is not None or ceiling.by_months or by_school):
        yield "months"
    if by_school and not project.members:
        yield "organisations"


def _bounds(project: Project, ceiling: GrantCeiling, outside: Decimal) -> Iterator[Bound]:
    months = project.proposal.months or 0
    length = count(months, "month")
    if ceiling.total is not None:
        yield ceiling.total, f"{eur(ceiling.total)} at most"
    if ceiling.per_month is not None:
        yield ceiling.per_month * months, f"{eur(ceiling.per_month)} a month for {length}"
    if ceiling.by_months:
        longer = [Decimal(amount) for limit, amount in ceiling.by_months.items() if months <= int(limit)]
        yield min(longer, default=max(ceiling.by_months.values())), f"for a project of {length}"
    if ceiling.per_organisation_year is not None:
        schools = len(project.full_members)
        each = ceiling.per_organisation_year
        words = f"{eur(each)} a year for each of {schools} schools, {length}"
        if outside:
            words += f", and {eur(outside)} for special needs and exceptional costs"
        yield cents(each * schools * months / 12) + outside, words
