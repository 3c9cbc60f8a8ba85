"""Lump sums: the amount, its division into work packages or activities, and what stands beside it."""

from collections.abc import Iterator
from decimal import Decimal

from erasmus_cli.grant.calculator import grant_of
from erasmus_cli.grant.lump_sum import amount_of, misplaced_shares, names_organisations, package_name
from erasmus_cli.grant.model import cents_below
from erasmus_cli.guide.records import ManagementShare
from erasmus_cli.messages import Message, say
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import WorkPackage
from erasmus_cli.rules.money import LUMP_SUM_KEYS
from erasmus_cli.rules.outcome import Outcome, Severity, failed, not_applicable, passed, replace, unknown
from erasmus_cli.rules.registry import rule

_UNIT_COSTS = {"call": 2021, "action": "cooperation-partnership", "field": "vet"}
_CALL = {"call": 2025, "action": "cooperation-partnership"}
_PAIR = [{"id": "a", "role": "applicant"}, {"id": "b", "role": "associated"}]
_NEED_NO_ACTIVITIES = not_applicable("the Guide asks for no activities in each work package")
_NO_SHARE = not_applicable("no share names an organisation")
_ALL_SHARES_HELD = passed("all shares are those of the applicant and of full partners")
_NO_ESTIMATE = not_applicable("no estimate of the cost is given")
_NOT_PRICED = not_applicable("no work package has amounts for organisations and for all its activities")
_OF_LUMP_SUM = Message("the lump sum")
_OF_OTHERS = Message("the other packages")
_OF_PACKAGES = Message("all packages")


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
    chosen, edition = project.proposal.lump_sum, project.edition
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
        return unknown("divide the lump sum among the parts of the project", at)
    division = grant_of(project)
    if division.needs:
        return unknown("some parts have no amount yet", *division.needs)
    if chosen is None:
        return unknown("choose the lump sum", "/lump_sum")
    together = division.total
    if together == chosen:
        return passed(say("the parts make {chosen:eur}", chosen=chosen), at)
    values = {"together": together, "difference": abs(together - chosen)}
    return failed(
        Message("the parts make {together:eur}, {difference:eur} more than the lump sum", values)
        if together > chosen
        else Message("the parts make {together:eur}, {difference:eur} less than the lump sum", values),
        at,
        say("change the parts until they make {chosen:eur}", chosen=chosen)
        if edition.lump_sums and chosen in edition.lump_sums.amounts
        else "choose a lump sum that is offered (LMP-01), then change the parts until they make it",
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
    managing = [package for package in packages if package.management]
    unpriced = [f"/work_packages/{index}/grants" for index, p in enumerate(packages) if not p.grants]
    if not packages:
        return unknown("describe the work packages", "/work_packages")
    if not managing:
        return unknown("which work package is for management is not said", *_unmarked(packages))
    if not all(package.grants for package in managing):
        return unknown("the management package has no amount yet", *unpriced)
    return _share_held(project, sum(map(amount_of, managing), Decimal(0)), unpriced)


def _share_held(project: Project, management: Decimal, unpriced: list[str]) -> Outcome:
    lump_sum = project.proposal.lump_sum
    together = sum(map(amount_of, project.proposal.work_packages or ()), Decimal(0))
    bases = {"lump-sum": (lump_sum, _OF_LUMP_SUM)}
    if not unpriced:
        bases["other-packages"] = (together - management, _OF_OTHERS)
        if lump_sum is None:
            bases["lump-sum"] = (together, _OF_PACKAGES)
    limits = tuple(project.edition.management_share.values())
    # The binding reading stands first and says all that the stricter one would.
    for number, limit in enumerate(limits, start=1):
        base, words = bases.get(limit.of, (None, _OF_LUMP_SUM))
        if base is not None and management > limit.share * base:
            return failed(
                say(
                    "management takes {management:eur}, {share:exact_share} of {base};"
                    " {limit:share} is the limit",
                    management=management,
                    share=management / base if base else Message("all"),
                    base=words,
                    limit=limit.share,
                ),
                "/work_packages",
                say(
                    "bring it down to {most:eur} and give the rest to other packages",
                    most=_most(limit, base, together),
                ),
                severity=Severity(limit.strength),
                cites=limits[:number],
            )
    if unpriced:
        return unknown("some work packages have no amount yet", *unpriced, cites=limits)
    words = say("management takes {management:eur}, within its share", management=management)
    return passed(words, "/work_packages", cites=limits)


@rule(
    "LMP-04",
    reads=("packages", "managers?"),
    uses=("work_packages", "field", "format"),
    severity=Severity.WARNING,
    passes={**_CALL, "work_packages": _packages(1, 1)},
    fails={**_CALL, "work_packages": _packages(1, 1) + [{"id": f"WP{n}"} for n in range(3, 8)]},
)
def number_of_packages(project: Project) -> Iterator[Outcome]:
    """There is one work package for management and at least one for the work, and not too many in all.

    More than the recommended number is allowed but weighs on the assessment; more than the form takes cannot
    be entered.
    """
    packages, limits = project.proposal.work_packages, project.edition.packages
    if packages is None or limits is None:
        yield unknown("describe the work packages", "/work_packages")
        return
    number = len(packages)
    counted = {"number": number, "least": limits.at_least, "most": limits.at_most}
    management = sum([package.management for package in packages])
    faults = 0
    if not management and (unmarked := _unmarked(packages)):
        faults += 1
        yield unknown("say which work package is for management", *unmarked, severity=Severity.ERROR)
    elif management != 1:
        faults += 1
        yield failed(
            say(
                "{number} work packages are marked as project management; one has to be",
                number=management or Message("no"),
            ),
            "/work_packages",
            "set `management: true` on exactly one",
            severity=Severity.ERROR,
        )
    if number < limits.at_least:
        faults += 1
        yield failed(
            Message("{number} {number:work package|work packages}, at least {least} are needed", counted),
            "/work_packages",
            "add a work package for the work itself",
            severity=Severity.ERROR,
        )
    beyond = limits.at_most is not None and number > limits.at_most
    cites = project.manager_figures if limits.at_most is not None else ()
    if beyond and project.body != "eacea":
        faults += 1
        yield failed(
            Message("{number} work packages; the form takes {most}", counted),
            "/work_packages",
            "merge some of them",
            severity=Severity.ERROR,
            cites=cites,
        )
    elif limits.recommended is not None and number > limits.recommended:
        faults += 1
        yield failed(
            say(
                "{number} work packages; {recommended} at most are recommended",
                number=number,
                recommended=limits.recommended,
            ),
            "/work_packages",
            "merge some of them, or explain the number",
            cites=cites,
        )
    if not faults:
        words = say("{number} {number:work package|work packages}, one of them for management", number=number)
        yield passed(words, "/work_packages", cites=cites)


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
        yield failed(words, line.at, "give the share to a full partner")
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

    That is all that co-financing means here: no percentage is asked for and no cost is proven later.
    """
    cost, chosen = project.proposal.estimated_cost, project.proposal.lump_sum
    if cost is None:
        return _NO_ESTIMATE
    if chosen is None:
        return unknown("choose the lump sum", "/lump_sum")
    values = {"cost": cost, "chosen": chosen}
    if cost > chosen:
        return passed(Message("{cost:eur} is above {chosen:eur}", values), "/estimated_cost")
    return failed(
        Message("the estimated cost of {cost:eur} is not above the lump sum of {chosen:eur}", values),
        "/estimated_cost",
        "count in what the organisations contribute, or choose a smaller lump sum",
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
    asked, bounds = project.proposal.requested_grant, project.edition.grant_bounds
    if project.depends_on_field(project.edition.managers):
        return unknown("whether the bounds hold depends on the field", "/field")
    cites = project.manager_figures
    if bounds is None or project.body == "eacea":
        return not_applicable("these bounds hold for National Agencies", cites=cites)
    if asked is None:
        return unknown("say what grant is asked for", "/requested_grant", cites=cites)
    values = {"asked": asked, "lowest": bounds.lowest, "highest": bounds.highest}
    if bounds.lowest <= asked <= bounds.highest:
        words = Message("{asked:eur} lies within {lowest:eur} to {highest:eur}", values)
        return passed(words, "/requested_grant", cites=cites)
    nearest = bounds.lowest if asked < bounds.lowest else bounds.highest
    return failed(
        Message("{asked:eur} is asked for; {lowest:eur} to {highest:eur} can be", values),
        "/requested_grant",
        say("ask for {nearest:eur}", nearest=nearest),
        edits=[(replace("/requested_grant", int(nearest)),)],
        cites=cites,
    )


@rule(
    "LMP-07",
    reads=("packages",),
    uses=("work_packages",),
    severity=Severity.WARNING,
    passes={**_CALL, "work_packages": [{"id": "WP2", "grants": {"a": 100}, "activities": [{"grant": 100}]}]},
    fails={**_CALL, "work_packages": [{"id": "WP2", "grants": {"a": 100}, "activities": [{"grant": 99}]}]},
)
def activities_make_their_package(project: Project) -> Iterator[Outcome]:
    """The amounts of the activities make the amount of their work package.

    The form has an amount for each activity and for each organisation; assessors look at both.
    """
    faults = priced = 0
    for index, package in enumerate(project.proposal.work_packages or ()):
        amounts = [activity.grant for activity in package.activities if activity.grant is not None]
        if not amounts or not package.grants or len(amounts) < len(package.activities):
            continue
        priced += 1
        by_activities, by_organisations = sum(amounts, Decimal(0)), amount_of(package)
        if by_activities != by_organisations:
            faults += 1
            yield failed(
                say(
                    "the activities of {package} make {by_activities:eur},"
                    " its organisations {by_organisations:eur}",
                    package=package.id or say("package {number}", number=index + 1),
                    by_activities=by_activities,
                    by_organisations=by_organisations,
                ),
                f"/work_packages/{index}",
                "change the amounts until both make the same",
            )
    if not priced:
        yield _NOT_PRICED
    elif not faults:
        words = say(
            "the activities make their packages, in {number} {number:package|packages}", number=priced
        )
        yield passed(words, "/work_packages")


@rule(
    "LMP-09",
    reads=("packages",),
    uses=("work_packages",),
    severity=Severity.ERROR,
    passes={**_CALL, "work_packages": [{"id": "WP2", "activities": [{"title": "Interviews"}]}]},
    fails={**_CALL, "work_packages": [{"id": "WP2", "activities": []}]},
)
def packages_have_activities(project: Project) -> Outcome | list[Outcome]:
    """Each work package, apart from that of project management, consists of activities.

    Without them assessors cannot see what the money is for.
    """
    packages, limits = project.proposal.work_packages, project.edition.packages
    if limits is None or not limits.of_activities:
        return _NEED_NO_ACTIVITIES
    if packages is None:
        return unknown("describe the work packages and their activities", "/work_packages")
    bare = [
        (index, package)
        for index, package in enumerate(packages)
        if not package.management and not package.activities
    ]
    if not bare:
        return passed("every work package has activities", "/work_packages")
    return [
        _without_activities(f"/work_packages/{index}/activities", package_name(package, index), package)
        for index, package in bare
    ]


def _without_activities(at: str, name: str, package: WorkPackage) -> Outcome:
    if "activities" in package.model_fields_set:
        fix = "add the activities of which it consists, or mark it as project management"
        return failed(say("{package} has no activities", package=name), at, fix)
    return unknown(say("say of which activities {package} consists", package=name), at)


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
