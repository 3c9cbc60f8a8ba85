"""Lump sums: the amount, its division into work packages or activities, and what stands beside it."""

from collections.abc import Iterator
from decimal import Decimal

from erasmus_cli.grant.calculator import grant_of
from erasmus_cli.grant.checks import MANAGEMENT_OF_OTHERS, check_of, shares_of
from erasmus_cli.grant.comparison import Check
from erasmus_cli.grant.lump_sum import division, misplaced_shares, names_organisations
from erasmus_cli.grant.model import NOTHING, cents_below
from erasmus_cli.guide.model import Edition
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import WorkPackage
from erasmus_cli.rules.money import LUMP_SUM_KEYS
from erasmus_cli.rules.outcome import Outcome, Severity, failed, not_applicable, passed, replace, unknown
from erasmus_cli.rules.registry import rule
from erasmus_cli.rules.topics.packages import unmarked
from erasmus_cli.wording.messages import say

_UNIT_COSTS = {"call": 2021, "action": "cooperation-partnership", "field": "vet"}
_CALL = {"call": 2025, "action": "cooperation-partnership"}
_PAIR = [{"id": "a", "role": "applicant"}, {"id": "b", "role": "associated"}]
_NO_SHARE = not_applicable(say("no share names an organisation"))
_ALL_SHARES_HELD = passed(say("all shares are those of the applicant and of full partners"))
_OF_LUMP_SUM = say("the lump sum")
_OF_PACKAGES = say("all packages")


def _packages(management: int, work: int) -> list[dict[str, object]]:
    return [
        {"id": "WP1", "management": True, "grants": {"a": management}},
        {"id": "WP2", "grants": {"a": work}},
    ]


@rule(
    "LMP-01",
    reads=("lump_sums",),
    uses=("lump_sum",),
    severity=Severity.ERROR,
    passes={**_CALL, "lump_sum": 250000},
    fails={**_CALL, "lump_sum": 60000},
)
def lump_sum_offered(project: Project) -> Outcome:
    """The lump sum is one of the amounts that the call offers.

    The amount asked for becomes the grant; agencies do not negotiate another one.
    """
    return project.edition.answer(_offered, project.proposal.lump_sum)


def _offered(edition: Edition, chosen: Decimal | None) -> Outcome:
    amounts = edition.lump_sums.amounts if edition.lump_sums else ()
    if chosen is None:
        return unknown(say("choose the lump sum: {amounts:amounts}", amounts=amounts), "/lump_sum")
    if chosen in amounts:
        return passed(say("{chosen:eur} is offered", chosen=chosen), "/lump_sum")
    nearest = sorted(amounts, key=lambda amount: abs(amount - chosen))
    return failed(
        say("{chosen:eur} is not offered in {call}", chosen=chosen, call=edition.call),
        "/lump_sum",
        say("choose {amounts:amounts}", amounts=amounts),
        edits=[(replace("/lump_sum", int(amount)),) for amount in nearest],
    )


@rule(
    "LMP-02",
    reads=("lump_sums",),
    uses=LUMP_SUM_KEYS,
    severity=Severity.ERROR,
    passes={**_CALL, "lump_sum": 250000, "work_packages": _packages(45000, 205000)},
    fails={**_CALL, "lump_sum": 250000, "work_packages": _packages(45000, 204999)},
)
def parts_make_the_lump_sum(project: Project) -> Outcome:
    """The work packages or activities together make the lump sum, to the cent."""
    proposal, edition = project.proposal, project.edition
    chosen, at = proposal.lump_sum, "/work_packages" if edition.packages else "/activities"
    listed = proposal.work_packages if edition.packages else proposal.activities
    if listed is None:
        return unknown(say("divide the lump sum among the parts of the project"), at)
    if project.once(division).unpriced and (needs := grant_of(project).needs):
        return unknown(say("some parts have no amount yet"), *needs)
    check = check_of(project, "parts-make-the-lump-sum")
    if check and check.holds:
        return passed(say("the parts make {chosen:eur}", chosen=chosen), at)
    if check is None or (gap := check.gap) is None:
        return unknown(say("choose the lump sum"), "/lump_sum")
    values = {"together": check.value, "difference": abs(gap)}
    return failed(
        say("the parts make {together:eur}, {difference:eur} more than the lump sum", **values)
        if gap < 0
        else say("the parts make {together:eur}, {difference:eur} less than the lump sum", **values),
        at,
        say("change the parts until they make {chosen:eur}", chosen=chosen)
        if edition.lump_sums and chosen in edition.lump_sums.amounts
        else say("choose a lump sum that is offered (LMP-01), then change the parts until they make it"),
    )


@rule(
    "LMP-03",
    reads=("management_share", "packages"),
    uses=("work_packages", "lump_sum"),
    severity=Severity.ERROR,
    passes={**_CALL, "lump_sum": 250000, "work_packages": _packages(41000, 209000)},
    fails={**_CALL, "lump_sum": 250000, "work_packages": _packages(50001, 199999)},
)
def management_within_share(project: Project) -> Outcome:
    """Project management takes no more than its share.

    The Guide sets the share of the whole lump sum, which binds. Experts have read it as a share of the other
    packages, which is stricter: a project between the two readings is warned.
    """
    packages = project.proposal.work_packages or ()
    if not packages:
        return unknown(say("describe the work packages"), "/work_packages")
    shares, limits = shares_of(project), tuple(project.edition.management_share.values())
    if shares[0].value is None:
        if any(package.management for package in packages):
            return unknown(say("the management package has no amount yet"), *_unpriced(packages))
        return unknown(say("which work package is for management is not said"), *unmarked(packages))
    # The binding reading stands first and says all that the stricter one would.
    for number, check in enumerate(shares, start=1):
        if check.holds is False:
            return _share_exceeded(project, check)._replace(cites=limits[:number])
    if project.once(division).unpriced:
        return unknown(say("some work packages have no amount yet"), *_unpriced(packages), cites=limits)
    words = say("management takes {management:eur}, within its share", management=shares[0].value)
    return passed(words, "/work_packages", cites=limits)


def _unpriced(packages: tuple[WorkPackage, ...]) -> list[str]:
    return [f"/work_packages/{index}/grants" for index, p in enumerate(packages) if not p.grants]


def _share_exceeded(project: Project, check: Check) -> Outcome:
    management, base = check.value or NOTHING, check.whole or NOTHING
    values = {
        "management": management,
        "share": management / base if base else say("all"),
        "limit": check.share,
    }
    if check.id == MANAGEMENT_OF_OTHERS:
        return failed(
            say(
                "management takes {management:eur}, {share:exact_share} of the other packages; experts have"
                " read the limit of {limit:share} so, the Guide says it of the whole",
                **values,
            ),
            "/work_packages",
            say("by the Guide it may stay; {most:eur} holds by both readings", most=_most(check)),
            severity=Severity(check.strength),
        )
    named = _OF_LUMP_SUM if project.proposal.lump_sum is not None else _OF_PACKAGES
    return failed(
        say(
            "management takes {management:eur}, {share:exact_share} of {base}; {limit:share} is the limit",
            **values,
            base=named,
        ),
        "/work_packages",
        say("bring it down to {most:eur} and give the rest to other packages", most=_most(check)),
        severity=Severity(check.strength),
    )


@rule(
    "LMP-08",
    reads=("lump_sums",),
    uses=LUMP_SUM_KEYS,
    severity=Severity.ERROR,
    passes={**_CALL, "organisations": _PAIR, "work_packages": [{"id": "WP2", "grants": {"a": 100}}]},
    fails={**_CALL, "organisations": _PAIR, "work_packages": [{"id": "WP2", "grants": {"b": 100}}]},
)
def shares_for_members(project: Project) -> Iterator[Outcome]:
    """Only the applicant and full partners have a share of the lump sum.

    Associated partners take part without a grant.
    """
    if not names_organisations(project):
        yield _NO_SHARE
        return
    faults = [line for line in misplaced_shares(project) if project.member(line.organisation)]
    for line in faults:
        words = say("{part}: {fault}", part=line.label, fault=line.fault)
        yield failed(words, line.at, say("give the share to a full partner"))
    if not faults:
        yield _ALL_SHARES_HELD


@rule(
    "LMP-05",
    reads=("requirements.cofinancing", "lump_sums"),
    uses=("estimated_cost", "lump_sum"),
    severity=Severity.ERROR,
    passes={**_CALL, "lump_sum": 250000, "estimated_cost": 251000},
    fails={**_CALL, "lump_sum": 250000, "estimated_cost": 250000},
)
def costs_above_lump_sum(project: Project) -> Outcome:
    """The estimated cost of the project is higher than the lump sum.

    That is all that co-financing means here: no percentage is asked for and no cost is proven later. No form
    asks for the estimate, so without it nothing is open; it is left to say.
    """
    check = check_of(project, "estimated-cost")
    if check is None or check.value is None:
        words = say("say what the project costs in all: it has to be more than the lump sum")
        return unknown(words, "/estimated_cost", severity=Severity.WARNING)
    if check.limit is None:
        return unknown(say("choose the lump sum"), "/lump_sum")
    values = {"cost": check.value, "chosen": check.limit}
    if check.holds:
        return passed(say("{cost:eur} is above {chosen:eur}", **values), "/estimated_cost")
    return failed(
        say("the estimated cost of {cost:eur} is not above the lump sum of {chosen:eur}", **values),
        "/estimated_cost",
        say("count in what the organisations contribute, or choose a smaller lump sum"),
    )


@rule(
    "LMP-06",
    reads=("grant_bounds", "managers?"),
    uses=("requested_grant", "field", "format"),
    severity=Severity.ERROR,
    passes={**_UNIT_COSTS, "requested_grant": 100000},
    fails={**_UNIT_COSTS, "requested_grant": 99999},
)
def grant_within_bounds(project: Project) -> Outcome:
    """The grant asked for lies between the smallest and the largest of the call."""
    asked, cites = project.proposal.requested_grant, project.manager_figures
    if project.depends_on_field(project.edition.managers):
        return unknown(say("whether the bounds hold depends on the field"), "/field")
    least, most = check_of(project, "asked-for-at-least"), check_of(project, "asked-for-at-most")
    if least is None or most is None:
        words = say(
            "these bounds hold for National Agencies; which lump sums EACEA offers in {call} is not certain"
            " here, so the amount is not checked",
            call=project.edition.call,
        )
        return unknown(words, at="/lump_sum", severity=Severity.NOTE, cites=cites)
    if asked is None:
        return unknown(say("say what grant is asked for"), "/requested_grant", cites=cites)
    values = {"asked": asked, "lowest": least.limit, "highest": most.limit}
    if least.holds and most.holds:
        words = say("{asked:eur} lies within {lowest:eur} to {highest:eur}", **values)
        return passed(words, "/requested_grant", cites=cites)
    nearest = (most if least.holds else least).limit or NOTHING
    return failed(
        say("{asked:eur} is asked for; {lowest:eur} to {highest:eur} can be", **values),
        "/requested_grant",
        say("ask for {nearest:eur}", nearest=nearest),
        edits=[(replace("/requested_grant", int(nearest)),)],
        cites=cites,
    )


def _most(check: Check) -> Decimal:
    """The most that management may take while the packages together stay as they are."""
    most, share = check.limit or NOTHING, check.share or NOTHING
    if check.id == MANAGEMENT_OF_OTHERS:
        together = (check.whole or NOTHING) + (check.value or NOTHING)
        most = together * share / (1 + share)
    return cents_below(most)
