"""The ceiling of the whole grant."""

from collections.abc import Iterator
from decimal import Decimal

from erasmus_cli.grant.model import NO_CEILING, Ceiling, cents
from erasmus_cli.guide.lookup import picked
from erasmus_cli.guide.records import GrantCeiling
from erasmus_cli.project.project import Project
from erasmus_cli.wording.messages import Message, say

Bound = tuple[Decimal, Message]


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
        return Ceiling(None, None, say("the ceiling depends on the field"), ("field",))
    found = picked(table, field=project.field, project_format=project.format)
    if found is None:
        return NO_CEILING
    key, ceiling = found
    figures = {f"grant_ceiling.{key}": ceiling}
    needs = tuple(_needs(project, ceiling))
    if needs:
        words = say("the ceiling depends on {keys:and}", keys=needs)
        return Ceiling(None, ceiling.total, words, needs, figures)
    lowest, words = min(_bounds(project, ceiling, outside), key=lambda bound: bound[0])
    return Ceiling(lowest, ceiling.total, words, (), figures)


def _needs(project: Project, ceiling: GrantCeiling) -> Iterator[str]:
    by_school = ceiling.per_organisation_year is not None
    if project.proposal.months is None and (ceiling.per_month is not None or ceiling.by_months or by_school):
        yield "months"
    if by_school and not project.members:
        yield "organisations"


def _bounds(project: Project, ceiling: GrantCeiling, outside: Decimal) -> Iterator[Bound]:
    """Each bound; of two that are the same, the one that follows from the project comes first."""
    months = project.proposal.months or 0
    if ceiling.per_organisation_year is not None:
        yield _for_schools(len(project.full_members), months, ceiling.per_organisation_year, outside)
    if ceiling.per_month is not None:
        words = say("{sum:eur} a month for {n} {n:month|months}", sum=ceiling.per_month, n=months)
        yield ceiling.per_month * months, words
    if ceiling.total is not None:
        yield ceiling.total, say("{most:eur} at most", most=ceiling.total)
    if ceiling.by_months:
        longer = [Decimal(amount) for limit, amount in ceiling.by_months.items() if months <= int(limit)]
        words = say("for a project of {n} {n:month|months}", n=months)
        yield min(longer, default=max(ceiling.by_months.values())), words


def _for_schools(schools: int, months: int, each: Decimal, outside: Decimal) -> Bound:
    values = {"each": each, "schools": schools, "n": months, "outside": outside}
    words = (
        say(
            "{each:eur} a year for each of {schools} schools, {n} {n:month|months},"
            " and {outside:eur} for special needs and exceptional costs",
            **values,
        )
        if outside
        else say("{each:eur} a year for each of {schools} schools, {n} {n:month|months}", **values)
    )
    return cents(each * schools * months / 12) + outside, words
