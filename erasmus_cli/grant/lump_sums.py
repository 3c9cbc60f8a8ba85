"""Grants that are a lump sum: its division among packages and organisations, or among activities."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from erasmus_cli.grant.consortium import Consortium
from erasmus_cli.grant.lines import NO_CEILING, Ceiling, Grant, Line, Price, cents
from erasmus_cli.guide.model import Edition
from erasmus_cli.proposal.model import Activity, Proposal, WorkPackage

ONE = Decimal(1)


def lump_sum_grant(proposal: Proposal, edition: Edition) -> Grant:
    """The division of the lump sum as the proposal has it."""
    consortium = Consortium(proposal, edition)
    in_packages = edition.packages is not None
    lines = tuple((_package_lines if in_packages else _activity_lines)(proposal, consortium))
    listed = proposal.work_packages if in_packages else proposal.activities
    gaps = () if listed else ("the lump sum is not divided yet",)
    names = tuple(dict.fromkeys(line.category for line in lines))
    return Grant(lines, names, (), (), NO_CEILING, gaps).under(_ceiling(proposal, edition))


def _ceiling(proposal: Proposal, edition: Edition) -> Ceiling:
    figures = {"lump_sums": edition.lump_sums} if edition.lump_sums else {}
    if proposal.lump_sum is None:
        return Ceiling(None, None, "the ceiling depends on lump_sum", ("lump_sum",), figures)
    return Ceiling(proposal.lump_sum, None, "the lump sum that was chosen", (), figures)


def package_name(package: WorkPackage, index: int) -> str:
    """A work package by its id, else by its number."""
    return package.id or f"package {index + 1}"


def _package_lines(proposal: Proposal, consortium: Consortium) -> Iterator[Line]:
    for index, package in enumerate(proposal.work_packages or ()):
        at, name = f"/work_packages/{index}", package_name(package, index)
        label = package.title or name
        if not package.grants:
            price = Price(None, needs=(f"{at}/grants",))
            yield Line(name, label, at, None, ONE, "share", price)
        for handle, amount in package.grants.items():
            price = Price(amount, ("as the proposal divides the lump sum",))
            if fault := consortium.fault(handle):
                price = Price(amount, fault=fault)
            yield Line(name, label, f"{at}/grants/{handle}", handle, ONE, "share", price)


def _activity_lines(proposal: Proposal, consortium: Consortium) -> Iterator[Line]:
    for index, activity in enumerate(proposal.activities or ()):
        at = f"/activities/{index}"
        unknown_lead = activity.lead is not None and consortium.find(activity.lead) is None
        fault = consortium.fault(activity.lead or "") if unknown_lead else None
        needs = () if activity.grant is not None else (f"{at}/grant",)
        price = Price(activity.grant, ("as the proposal divides the lump sum",), needs=needs, fault=fault)
        name = _activity_name(activity, index)
        yield Line(name, activity.title or name, at, activity.lead, ONE, "share", price)


def _activity_name(activity: Activity, index: int) -> str:
    return activity.id or f"activity {index + 1}"


@dataclass(frozen=True)
class Choice:
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


def choices(proposal: Proposal, edition: Edition) -> tuple[Choice, ...]:
    """The lump sums of the call, side by side."""
    if edition.lump_sums is None:
        return ()
    partners = sum(1 for member in proposal.organisations or () if member.role != "associated")
    limit = next((s for s in edition.management_share.values() if s.of == "lump-sum"), None)
    return tuple(
        Choice(
            amount,
            cents(amount / proposal.months) if proposal.months else None,
            cents(amount / partners) if partners else None,
            cents(amount * limit.share) if limit else None,
            amount == proposal.lump_sum,
        )
        for amount in edition.lump_sums.amounts
    )


@dataclass(frozen=True)
class Share:
    """A part of a sum: EUR, and what it is of the whole."""

    amount: Decimal
    of: Decimal

    @property
    def percent(self) -> Decimal | None:
        """The part in per cent, to two decimals; None of nothing."""
        return cents(100 * self.amount / self.of) if self.of else None


@dataclass(frozen=True)
class ManagementShares:
    """The share of project management in both readings: of the whole lump sum, and of the other packages."""

    of_lump_sum: Share
    of_others: Share


def management_shares(proposal: Proposal) -> ManagementShares | None:
    """What project management takes; None while a package or its amounts are missing."""
    packages = proposal.work_packages or ()
    managing = [package for package in packages if package.management]
    if not managing or not all(package.grants for package in packages):
        return None
    together = sum((amount_of(package) for package in packages), Decimal(0))
    management = sum((amount_of(package) for package in managing), Decimal(0))
    whole = together if proposal.lump_sum is None else proposal.lump_sum
    return ManagementShares(Share(management, whole), Share(management, together - management))


def amount_of(package: WorkPackage) -> Decimal:
    """EUR of a work package: the grants of all its organisations."""
    return sum(package.grants.values(), Decimal(0))
