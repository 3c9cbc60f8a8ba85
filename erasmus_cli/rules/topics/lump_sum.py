"""Lump sums: the amount, its division into work packages or activities, and what stands beside it."""

from collections.abc import Iterator
from decimal import Decimal

from erasmus_cli.grant.lines import cents_below
from erasmus_cli.grant.lump_sums import amount_of
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.records import ManagementShare
from erasmus_cli.proposal.model import WorkPackage
from erasmus_cli.rules.digest import Digest
from erasmus_cli.rules.outcome import Outcome, Severity, failed, not_applicable, passed, replace, unknown
from erasmus_cli.rules.registry import rule
from erasmus_cli.wording import count, eur

_UNIT_COSTS = {"call": 2021, "action": "cooperation-partnership", "field": "vet"}
_CALL = {"call": 2025, "action": "cooperation-partnership"}
_PAIR = [{"id": "a", "role": "applicant"}, {"id": "b", "role": "associated"}]


def _packages(management: int, work: int) -> list[dict[str, object]]:
    return [
        {"id": "WP1", "management": True, "grants": {"a": management}},
        {"id": "WP2", "grants": {"a": work}},
    ]


@rule(
    "LMP-01",
    reads=("lump_sums",),
    severity=Severity.ERROR,
    passes={**_CALL, "lump_sum": 250000},
    fails={**_CALL, "lump_sum": 60000},
)
def lump_sum_offered(digest: Digest, edition: Edition) -> Outcome:
    """The lump sum is one of the amounts that the call offers.

    The amount asked for becomes the grant; agencies do not negotiate another one.
    """
    chosen = digest.proposal.lump_sum
    amounts = edition.lump_sums.amounts if edition.lump_sums else ()
    words = " or ".join(eur(amount) for amount in amounts)
    if chosen is None:
        return unknown(f"choose the lump sum: {words}", "/lump_sum")
    if chosen in amounts:
        return passed(f"{eur(chosen)} is offered", "/lump_sum")
    nearest = sorted(amounts, key=lambda amount: abs(amount - chosen))
    return failed(
        f"{eur(chosen)} is not offered in {edition.call}",
        "/lump_sum",
        f"choose {words}",
        patches=[(replace("/lump_sum", int(amount)),) for amount in nearest],
    )


@rule(
    "LMP-02",
    reads=("lump_sums",),
    severity=Severity.ERROR,
    passes={**_CALL, "lump_sum": 250000, "work_packages": _packages(45000, 205000)},
    fails={**_CALL, "lump_sum": 250000, "work_packages": _packages(45000, 204999)},
)
def parts_make_the_lump_sum(digest: Digest, edition: Edition) -> Outcome:
    """The work packages or activities together make the lump sum, to the cent."""
    chosen, grant = digest.proposal.lump_sum, digest.grant
    listed = digest.proposal.work_packages if digest.hints.packages else digest.proposal.activities
    at = "/work_packages" if digest.hints.packages else "/activities"
    if listed is None:
        return unknown("divide the lump sum among the parts of the project", at)
    if missing := [need for line in grant.lines for need in line.needs]:
        return unknown("some parts have no amount yet", *missing)
    if chosen is None:
        return unknown("choose the lump sum", "/lump_sum")
    together = grant.total
    if together == chosen:
        return passed(f"the parts make {eur(chosen)}", at)
    much = "more" if together > chosen else "less"
    return failed(
        f"the parts make {eur(together)}, {eur(abs(together - chosen))} {much} than the lump sum",
        at,
        f"change the parts until they make {eur(chosen)}"
        if edition.lump_sums and chosen in edition.lump_sums.amounts
        else "choose a lump sum that is offered (LMP-01), then change the parts until they make it",
    )


@rule(
    "LMP-03",
    reads=("management_share", "packages"),
    severity=Severity.ERROR,
    passes={**_CALL, "lump_sum": 250000, "work_packages": _packages(41000, 209000)},
    fails={**_CALL, "lump_sum": 250000, "work_packages": _packages(50001, 199999)},
)
def management_within_share(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """Project management takes no more than its share.

    The Guide sets the share of the whole lump sum, which binds. Experts have read it as a share of the other
    packages, which is stricter: a project between the two readings is warned.
    """
    packages = digest.proposal.work_packages or ()
    managing = [package for package in packages if package.management]
    unpriced = [f"/work_packages/{index}/grants" for index, p in enumerate(packages) if not p.grants]
    if not packages:
        yield unknown("describe the work packages", "/work_packages")
    elif not managing:
        yield unknown("which work package is for management is not said", *_unmarked(packages))
    elif not all(package.grants for package in managing):
        yield unknown("the management package has no amount yet", *unpriced)
    else:
        yield _share_held(digest, edition, sum(map(amount_of, managing), Decimal(0)), unpriced)


def _share_held(digest: Digest, edition: Edition, management: Decimal, unpriced: list[str]) -> Outcome:
    together = sum(map(amount_of, digest.proposal.work_packages or ()), Decimal(0))
    bases = {"lump-sum": (digest.proposal.lump_sum, "the lump sum")}
    if not unpriced:
        bases["other-packages"] = (together - management, "the other packages")
        if digest.proposal.lump_sum is None:
            bases["lump-sum"] = (together, "all packages")
    # The binding reading stands first and says all that the stricter one would.
    for limit in (edition.management_share[key] for key in edition.management_share):
        base, words = bases.get(limit.of, (None, ""))
        if base is not None and management > limit.share * base:
            share = f"{100 * management / base:.2f} %" if base else "all"
            allowed = f"{100 * limit.share:.0f} %"
            return failed(
                f"management takes {eur(management)}, {share} of {words}; {allowed} is the limit",
                "/work_packages",
                f"bring it down to {eur(_most(limit, base, together))} and give the rest to other packages",
                severity=Severity(limit.strength),
            )
    if unpriced:
        return unknown("some work packages have no amount yet", *unpriced)
    return passed(f"management takes {eur(management)}, within its share", "/work_packages")


@rule(
    "LMP-04",
    reads=("packages",),
    severity=Severity.WARNING,
    passes={**_CALL, "work_packages": _packages(1, 1)},
    fails={**_CALL, "work_packages": _packages(1, 1) + [{"id": f"WP{n}"} for n in range(3, 8)]},
)
def number_of_packages(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """There is one work package for management and at least one for the work, and not too many in all.

    More than the recommended number is allowed but weighs on the assessment; more than the form takes cannot
    be entered.
    """
    packages, limits = digest.proposal.work_packages, edition.packages
    if packages is None or limits is None:
        yield unknown("describe the work packages", "/work_packages")
        return
    number = len(packages)
    management = sum(1 for package in packages if package.management)
    faults = 0
    if not management and _unmarked(packages):
        faults += 1
        yield unknown(
            "say which work package is for management", *_unmarked(packages), severity=Severity.ERROR
        )
    elif management != 1:
        faults += 1
        yield failed(
            f"{management or 'no'} work packages are marked as project management; one has to be",
            "/work_packages",
            "set `management: true` on exactly one",
            severity=Severity.ERROR,
        )
    if number < limits.at_least:
        faults += 1
        yield failed(
            f"{count(number, 'work package')}, at least {limits.at_least} are needed",
            "/work_packages",
            "add a work package for the work itself",
            severity=Severity.ERROR,
        )
    if limits.at_most is not None and number > limits.at_most and digest.body != "eacea":
        faults += 1
        yield failed(
            f"{number} work packages; the form takes {limits.at_most}",
            "/work_packages",
            "merge some of them",
            severity=Severity.ERROR,
        )
    elif limits.recommended is not None and number > limits.recommended:
        faults += 1
        yield failed(
            f"{number} work packages; {limits.recommended} at most are recommended",
            "/work_packages",
            "merge some of them, or explain the number",
        )
    if not faults:
        yield passed(f"{count(number, 'work package')}, one of them for management", "/work_packages")


@rule(
    "LMP-08",
    reads=("lump_sums",),
    severity=Severity.ERROR,
    passes={**_CALL, "organisations": _PAIR, "work_packages": [{"id": "WP2", "grants": {"a": 100}}]},
    fails={**_CALL, "organisations": _PAIR, "work_packages": [{"id": "WP2", "grants": {"b": 100}}]},
)
def shares_for_members(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """Only the applicant and full partners have a share of the lump sum.

    Associated partners take part without a grant.
    """
    del edition
    lines = [line for line in digest.grant.lines if line.organisation]
    handles = {member.organisation.id for member in digest.members}
    faults = [line for line in lines if line.fault and line.organisation in handles]
    for line in faults:
        yield failed(f"{line.label}: {line.fault}", line.at, "give the share to a full partner")
    if not lines:
        yield not_applicable("no share names an organisation")
    elif not faults:
        yield passed("all shares are those of the applicant and of full partners")


@rule(
    "LMP-05",
    reads=("requirements.cofinancing", "lump_sums"),
    severity=Severity.ERROR,
    passes={**_CALL, "lump_sum": 250000, "estimated_cost": 251000},
    fails={**_CALL, "lump_sum": 250000, "estimated_cost": 250000},
)
def costs_above_lump_sum(digest: Digest, edition: Edition) -> Outcome:
    """The estimated cost of the project is higher than the lump sum.

    That is all that co-financing means here: no percentage is asked for and no cost is proven later.
    """
    del edition
    cost, chosen = digest.proposal.estimated_cost, digest.proposal.lump_sum
    if cost is None:
        return not_applicable("no estimate of the cost is given")
    if chosen is None:
        return unknown("choose the lump sum", "/lump_sum")
    if cost > chosen:
        return passed(f"{eur(cost)} is above {eur(chosen)}", "/estimated_cost")
    return failed(
        f"the estimated cost of {eur(cost)} is not above the lump sum of {eur(chosen)}",
        "/estimated_cost",
        "count in what the organisations contribute, or choose a smaller lump sum",
    )


@rule(
    "LMP-06",
    reads=("grant_bounds", "managers?"),
    severity=Severity.ERROR,
    passes={**_UNIT_COSTS, "requested_grant": 100000},
    fails={**_UNIT_COSTS, "requested_grant": 99999},
)
def grant_within_bounds(digest: Digest, edition: Edition) -> Outcome:
    """The grant asked for lies between the smallest and the largest of the call."""
    asked, bounds = digest.proposal.requested_grant, edition.grant_bounds
    if digest.field_decides(digest.hints.managers):
        return unknown("whether the bounds hold depends on the field", "/field")
    if bounds is None or digest.body == "eacea":
        return not_applicable("these bounds hold for National Agencies")
    if asked is None:
        return unknown("say what grant is asked for", "/requested_grant")
    span = f"{eur(bounds.lowest)} to {eur(bounds.highest)}"
    if bounds.lowest <= asked <= bounds.highest:
        return passed(f"{eur(asked)} lies within {span}", "/requested_grant")
    nearest = bounds.lowest if asked < bounds.lowest else bounds.highest
    return failed(
        f"{eur(asked)} is asked for; {span} can be",
        "/requested_grant",
        f"ask for {eur(nearest)}",
        patches=[(replace("/requested_grant", int(nearest)),)],
    )


@rule(
    "LMP-07",
    reads=("packages",),
    severity=Severity.WARNING,
    passes={**_CALL, "work_packages": [{"id": "WP2", "grants": {"a": 100}, "activities": [{"grant": 100}]}]},
    fails={**_CALL, "work_packages": [{"id": "WP2", "grants": {"a": 100}, "activities": [{"grant": 99}]}]},
)
def activities_make_their_package(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """The amounts of the activities make the amount of their work package.

    The form has an amount for each activity and for each organisation; assessors look at both.
    """
    del edition
    faults = priced = 0
    for index, package in enumerate(digest.proposal.work_packages or ()):
        amounts = [activity.grant for activity in package.activities if activity.grant is not None]
        if not amounts or not package.grants or len(amounts) < len(package.activities):
            continue
        priced += 1
        together = sum(amounts, Decimal(0))
        if together != amount_of(package):
            faults += 1
            yield failed(
                f"the activities of {package.id or f'package {index + 1}'} make {eur(together)},"
                f" its organisations {eur(amount_of(package))}",
                f"/work_packages/{index}",
                "change the amounts until both make the same",
            )
    if not priced:
        yield not_applicable("no work package has amounts for organisations and for all its activities")
    elif not faults:
        yield passed(f"the activities make their packages, in {count(priced, 'package')}", "/work_packages")


def _most(limit: ManagementShare, base: Decimal, together: Decimal) -> Decimal:
    """The most that management may take while the packages together stay as they are."""
    most = limit.share * base
    if limit.of == "other-packages":
        most = together * limit.share / (1 + limit.share)
    return cents_below(most)


def _unmarked(packages: tuple[WorkPackage, ...]) -> list[str]:
    """Where it could still be said that a work package is for management."""
    return [
        f"/work_packages/{index}/management"
        for index, package in enumerate(packages)
        if "management" not in package.model_fields_set
    ]
