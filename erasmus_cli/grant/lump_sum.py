"""Grants that are a lump sum: its division among packages and organisations, or among activities."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from erasmus_cli.grant.beneficiaries import fault_of
from erasmus_cli.grant.model import NOTHING, Ceiling, Grant, Line, Price, cents, cut_by
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Activity, WorkPackage
from erasmus_cli.wording.messages import Message, say

_ONE = Decimal(1)
_DIVIDED = (say("as the proposal divides the lump sum"),)


class Division(NamedTuple):
    """The parts of a lump sum: a check of many proposals needs no more of a grant.

    Attributes:
        amounts: EUR of each work package or activity; None where it has no amount yet.
        total: EUR of all that have one.
        priced: how many shares or activities have an amount.
        unpriced: how many parts have none yet.
    """

    amounts: tuple[Decimal | None, ...]
    total: Decimal
    priced: int
    unpriced: int


def division(project: Project) -> Division:
    """How the proposal divides the lump sum among packages or, where there are none, activities."""
    if project.edition.packages is None:
        amounts = tuple([amount_of_activity(one) for one in project.proposal.activities or ()])
        unpriced = amounts.count(None)
        return Division(amounts, added(amounts), len(amounts) - unpriced, unpriced)
    amounts = project.once(package_sums)
    shares = [len(package.grants) for package in project.proposal.work_packages or ()]
    return Division(amounts, added(amounts), sum(shares), shares.count(0))


def lump_sum_grant(project: Project) -> Grant:
    """The division of the lump sum as the proposal has it. Parts that share a name share a category."""
    divided = project.once(division)
    if project.edition.packages is not None:
        packages = project.proposal.work_packages or ()
        names = [package_name(package, index) for index, package in enumerate(packages)]
        lines_of = _package_lines
    else:
        names = [activity_name(a, index) for index, a in enumerate(project.proposal.activities or ())]
        lines_of = _activity_lines
    sums: dict[str, Decimal] = {}
    for name, amount in zip(names, divided.amounts, strict=True):
        sums[name] = sums.get(name, NOTHING) + (amount or NOTHING)
    ceiling = _ceiling(project)
    return Grant(
        tuple(sums),
        sums,
        divided.priced,
        divided.unpriced,
        cut_by(ceiling, divided.total),
        (),
        ceiling,
        () if names else (say("the lump sum is not divided yet"),),
        partial(lines_of, project),
    )


def _ceiling(project: Project) -> Ceiling:
    chosen, offered = project.proposal.lump_sum, project.edition.lump_sums
    figures = {"lump_sums": offered} if offered else {}
    needs = ("lump_sum",) if chosen is None else ()
    return Ceiling(chosen, None, ceiling_in_words(chosen), needs, figures)


def ceiling_in_words(chosen: Decimal | None) -> Message:
    """What limits the parts together: the lump sum, once it is chosen."""
    return say("the ceiling depends on lump_sum") if chosen is None else say("the lump sum that was chosen")


def package_name(package: WorkPackage, index: int) -> str:
    """A work package by its id, else by its number."""
    return package.id or f"package {index + 1}"


def package_sums(project: Project) -> tuple[Decimal | None, ...]:
    """EUR of each work package: the shares of all its organisations; None where no share is named."""
    shares = [package.grants for package in project.proposal.work_packages or ()]
    return tuple([sum(grants.values(), NOTHING) if grants else None for grants in shares])


def amount_of_activity(activity: Activity) -> Decimal | None:
    """EUR of an activity: as said, or the shares of all its organisations; None while neither is said."""
    if activity.grant is not None or not activity.grants:
        return activity.grant
    return sum(activity.grants.values(), NOTHING)


def added(amounts: Iterable[Decimal | None]) -> Decimal:
    """EUR of all parts that have an amount."""
    return sum(filter(None, amounts), NOTHING)


def _package_lines(project: Project) -> Iterator[Line]:
    for index, package in enumerate(project.proposal.work_packages or ()):
        at, name = f"/work_packages/{index}", package_name(package, index)
        label = package.title or package.id or say("package {number}", number=index + 1)
        if not package.grants:
            yield Line(name, label, at, index, None, _ONE, "share", Price(None, needs=(f"{at}/grants",)))
        for handle, amount in package.grants.items():
            fault = fault_of(project, handle)
            price = Price(amount, fault=fault) if fault else Price(amount, _DIVIDED)
            yield Line(name, label, f"{at}/grants/{handle}", index, handle, _ONE, "share", price)


def _activity_lines(project: Project) -> Iterator[Line]:
    for index, activity in enumerate(project.proposal.activities or ()):
        at, name = f"/activities/{index}", activity_name(activity, index)
        label = activity.title or activity.id or say("activity {number}", number=index + 1)
        amount = amount_of_activity(activity)
        if amount is None or sum(activity.grants.values(), NOTHING) != amount:
            # Shares that do not make the amount, or none: whose money it is cannot be told.
            needs = () if amount is not None else (f"{at}/grant",)
            yield Line(name, label, at, index, None, _ONE, "share", Price(amount, _DIVIDED, needs=needs))
            continue
        for handle, share in activity.grants.items():
            fault = fault_of(project, handle)
            price = Price(share, fault=fault) if fault else Price(share, _DIVIDED)
            yield Line(name, label, f"{at}/grants/{handle}", index, handle, _ONE, "share", price)


def activity_name(activity: Activity, index: int) -> str:
    """An activity by its id, else by its number."""
    return activity.id or f"activity {index + 1}"


def names_organisations(project: Project) -> bool:
    """Whether any part of the lump sum names an organisation that has it."""
    if project.edition.packages is not None:
        return any(package.grants for package in project.proposal.work_packages or ())
    return any(activity.grants for activity in project.proposal.activities or ())


def misplaced_shares(project: Project) -> tuple[Line, ...]:
    """The shares that name nobody who may have one, which is said as their fault."""
    in_packages = project.edition.packages is not None
    parts = (project.proposal.work_packages if in_packages else project.proposal.activities) or ()
    paid = {member.organisation.id for member in project.full_members}
    if all(paid.issuperset(part.grants) for part in parts):
        return ()
    lines = _package_lines(project) if in_packages else _activity_lines(project)
    return tuple([line for line in lines if line.fault])


class Choice(NamedTuple):
    """One of the lump sums that a call offers, and what it would mean.

    Attributes:
        amount: EUR in all.
        a_month: EUR for each month of the project; None while its length is not said.
        a_partner: EUR for each applicant and full partner, on average; None while there are none.
        management: the most EUR for project management; None where the action has no such limit.
        chosen: whether the proposal asks for it.
    """

    amount: Decimal
    a_month: Decimal | None
    a_partner: Decimal | None
    management: Decimal | None
    chosen: bool


def choices(project: Project) -> tuple[Choice, ...]:
    """The lump sums of the call, side by side."""
    offered, months, partners = project.edition.lump_sums, project.proposal.months, len(project.full_members)
    if offered is None:
        return ()
    limits = project.edition.management_share.values()
    share = next((limit.share for limit in limits if limit.of == "lump-sum"), None)
    return tuple(
        Choice(
            amount,
            cents(amount / months) if months else None,
            cents(amount / partners) if partners else None,
            None if share is None else cents(amount * share),
            amount == project.proposal.lump_sum,
        )
        for amount in offered.amounts
    )


class Share(NamedTuple):
    """A part of a sum: EUR, and what it is of the whole."""

    amount: Decimal
    of: Decimal

    @property
    def percent(self) -> Decimal | None:
        """The part in per cent, to two decimals; None of nothing."""
        return cents(100 * self.amount / self.of) if self.of else None


class ManagementShares(NamedTuple):
    """What project management takes, and its share in both readings.

    Attributes:
        amount: EUR of the packages that are marked as management.
        of_lump_sum: of the lump sum or, while none is chosen, of all packages; None while that is not known.
        of_others: of all other packages; None while one of them has no amount.
    """

    amount: Decimal
    of_lump_sum: Share | None
    of_others: Share | None


def management_shares(project: Project) -> ManagementShares | None:
    """What management takes; None while no package is marked as management, or one of these has no amount."""
    sums, packages = project.once(package_sums), project.proposal.work_packages or ()
    managing = [part for part, package in zip(sums, packages, strict=True) if package.management]
    if not managing or None in managing:
        return None
    amount = added(managing)
    others = None if None in sums else added(sums) - amount
    whole = project.proposal.lump_sum
    if whole is None and others is not None:
        whole = amount + others
    return ManagementShares(
        amount,
        None if whole is None else Share(amount, whole),
        None if others is None else Share(amount, others),
    )
