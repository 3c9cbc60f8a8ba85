"""Work packages and activities: how many there are, of what they consist, and that their shares add up."""

from collections.abc import Iterator
from decimal import Decimal

from erasmus_cli.grant.checks import check_of_packages
from erasmus_cli.grant.lump_sum import added, package_name, package_sums
from erasmus_cli.project.project import Project
from erasmus_cli.project.setting import Setting
from erasmus_cli.proposal.model import Subcontract, WorkPackage
from erasmus_cli.rules.outcome import Outcome, Severity, failed, not_applicable, passed, unknown
from erasmus_cli.rules.registry import rule
from erasmus_cli.wording.messages import say

_CALL = {"call": 2025, "action": "cooperation-partnership"}
_NOTHING_GIVEN_AWAY = not_applicable(say("nothing is subcontracted"))
_NO_SHARES_OF_ACTIVITIES = not_applicable(say("no activity is shared out among organisations"))
_KA210 = {"call": 2026, "action": "small-scale-partnership"}
_NEED_NO_ACTIVITIES = not_applicable(say("the Guide asks for no activities in each work package"))
_NOT_PRICED = not_applicable(say("no work package has amounts for organisations and for all its activities"))


def _packages(management: int, work: int) -> list[dict[str, object]]:
    return [
        {"id": "WP1", "management": True, "grants": {"a": management}},
        {"id": "WP2", "grants": {"a": work}},
    ]


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
    packages = project.proposal.work_packages
    if packages is None:
        yield unknown(say("describe the work packages"), "/work_packages")
        return
    managing: int | None = sum([package.management for package in packages])
    if not managing and (places := unmarked(packages)):
        yield unknown(say("say which work package is for management"), *places, severity=Severity.ERROR)
        managing = None
    yield from project.setting.answer(_numbered, len(packages), managing)


def _numbered(setting: Setting, number: int, managing: int | None) -> list[Outcome]:
    """What is to be said of so many packages, so many of them for management; None: said already."""
    limits = setting.edition.packages
    assert limits is not None  # noqa: S101 - the rule only applies where the edition has them
    counted = {"number": number, "least": limits.at_least, "most": limits.at_most}
    cites = setting.manager_figures if limits.at_most is not None else ()
    faults = []
    if managing not in (None, 1):
        words = say(
            "{number} work packages are marked as project management; one has to be",
            number=managing or say("no"),
        )
        fix = say("set `management: true` on exactly one")
        faults.append(failed(words, "/work_packages", fix, severity=Severity.ERROR))
    if _exceeds(setting, "packages-at-least", number):
        words = say("{number} {number:work package|work packages}, at least {least} are needed", **counted)
        fix = say("add a work package for the work itself")
        faults.append(failed(words, "/work_packages", fix, severity=Severity.ERROR))
    if _exceeds(setting, "packages-at-most", number):
        words = say("{number} work packages; at most {most} can be entered", **counted)
        fix = say("merge some of them")
        faults.append(failed(words, "/work_packages", fix, severity=Severity.ERROR, cites=cites))
    elif _exceeds(setting, "packages-recommended", number):
        words = say(
            "{number} work packages; {recommended} at most are recommended",
            number=number,
            recommended=limits.recommended,
        )
        fix = say("merge some of them, or explain the number")
        faults.append(failed(words, "/work_packages", fix, cites=cites))
    if faults or managing is None:
        return faults
    words = say("{number} {number:work package|work packages}, one of them for management", number=number)
    return [passed(words, "/work_packages", cites=cites)]


def _exceeds(setting: Setting, limit: str, number: int) -> bool:
    check = check_of_packages(setting, limit, number)
    return check is not None and check.holds is False


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
    packages, sums = project.proposal.work_packages or (), project.once(package_sums)
    for index, (package, by_organisations) in enumerate(zip(packages, sums, strict=True)):
        amounts = [activity.grant for activity in package.activities]
        if by_organisations is None or not amounts or None in amounts:
            continue
        priced += 1
        by_activities = added(amounts)
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
                say("change the amounts until both make the same"),
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
        return unknown(say("describe the work packages and their activities"), "/work_packages")
    bare = [
        (index, package)
        for index, package in enumerate(packages)
        if not package.management and not package.activities
    ]
    if not bare:
        return passed(say("every work package has activities"), "/work_packages")
    return [
        _without_activities(f"/work_packages/{index}/activities", package_name(package, index), package)
        for index, package in bare
    ]


def _without_activities(at: str, name: str, package: WorkPackage) -> Outcome:
    if "activities" in package.model_fields_set:
        fix = say("add the activities of which it consists, or mark it as project management")
        return failed(say("{package} has no activities", package=name), at, fix)
    return unknown(say("say of which activities {package} consists", package=name), at)


@rule(
    "LMP-10",
    reads=("lump_sums",),
    uses=("activities",),
    severity=Severity.ERROR,
    passes={**_KA210, "activities": [{"id": "A1", "grant": 100, "grants": {"a": 60, "b": 40}}]},
    fails={**_KA210, "activities": [{"id": "A1", "grant": 100, "grants": {"a": 60, "b": 39}}]},
)
def shares_make_their_activity(project: Project) -> Outcome | list[Outcome]:
    """The shares of the organisations in an activity make its amount, where they are given."""
    shared = [
        (index, activity)
        for index, activity in enumerate(project.proposal.activities or ())
        if activity.grants and activity.grant is not None
    ]
    faults = [
        failed(
            say(
                "the shares of {activity} make {together:eur}, the activity {amount:eur}",
                activity=activity.id or say("activity {number}", number=index + 1),
                together=together,
                amount=activity.grant,
            ),
            f"/activities/{index}/grants",
            say("change the shares or the amount until both make the same"),
        )
        for index, activity in shared
        if (together := sum(activity.grants.values(), Decimal(0))) != activity.grant
    ]
    if faults:
        return faults
    return (
        passed(say("the shares make their activities"), "/activities") if shared else _NO_SHARES_OF_ACTIVITIES
    )


@rule(
    "LMP-11",
    reads=("requirements.subcontracting",),
    uses=("subcontracting",),
    severity=Severity.ERROR,
    passes={**_CALL, "subcontracting": [{"task": "Printing", "cost": 900, "part": "other"}]},
    fails={**_CALL, "subcontracting": [{"task": "Coordination", "cost": 900, "part": "coordination"}]},
)
def subcontracting_of_the_rest(project: Project) -> Outcome | list[Outcome]:
    """Neither the coordination nor the core of the project is given to somebody outside of it.

    What is subcontracted is described, with its amount. Whether it is core is for assessors; what the
    applicant calls so is refused.
    """
    contracts = project.proposal.subcontracting
    if not contracts:
        return _NOTHING_GIVEN_AWAY
    faults = [
        fault
        for index, contract in enumerate(contracts)
        if (fault := _contract_fault(contract, index)) is not None
    ]
    return faults or passed(say("what is subcontracted may be"), "/subcontracting")


def _contract_fault(contract: Subcontract, index: int) -> Outcome | None:
    at, label = f"/subcontracting/{index}", contract.task or say("subcontract {number}", number=index + 1)
    if contract.part in ("coordination", "core"):
        words = say(
            "{task} belongs to the {part} of the project, which stays with its members",
            task=label,
            part=contract.part,
        )
        return failed(words, f"{at}/part", say("let a member of the consortium do it"))
    missing = [f"{at}/{key}" for key in ("task", "cost", "part") if getattr(contract, key) is None]
    if missing:
        words = say("{task}: say what it is, what it costs and to which part it belongs", task=label)
        return unknown(words, *missing, severity=Severity.WARNING)
    return None


def unmarked(packages: tuple[WorkPackage, ...]) -> list[str]:
    """Where it could still be said that a work package is for management."""
    return [
        f"/work_packages/{index}/management"
        for index, package in enumerate(packages)
        if "management" not in package.model_fields_set
    ]
