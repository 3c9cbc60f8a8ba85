"""What follows from a grant: one list of limits, each beside what it limits.

The terminal, the draft, the workbook, the JSON and the rules on money all read this list, so that none of
them has an idea of its own of what is within a limit.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from erasmus_cli.grant.calculator import grant_of
from erasmus_cli.grant.caps import Counts, cap_amount, cap_in_words, caps_of, counts
from erasmus_cli.grant.comparison import Check, Comparison, Relation, Unit
from erasmus_cli.grant.items import ITEMS, item_in_words
from erasmus_cli.grant.lump_sum import ceiling_in_words, division, management_shares
from erasmus_cli.grant.model import NOTHING, Ceiling, Figures, Grant, together
from erasmus_cli.grant.unsaid import unsaid
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.records import ManagementShare, PackageCount, Strength
from erasmus_cli.guide.sources import Cited, Grade
from erasmus_cli.project.project import Project
from erasmus_cli.project.setting import Setting
from erasmus_cli.wording.language import Words
from erasmus_cli.wording.messages import say

Measure = Callable[[Project, Comparison], Check | None]
"""What makes a check of a comparison; None where it does not concern the project."""


class _Measured(NamedTuple):
    """A comparison, and what holds a project against it."""

    comparison: Comparison
    measure: Measure


Comparisons = Mapping[str, _Measured]

MANAGEMENT_OF_OTHERS = "management-of-other-packages"
"""The stricter of two readings: what management takes, as a share of all other packages."""

_KEY = ("comparisons of the grant",)
_ASKED_FOR = Comparison(
    "asked-for",
    say("Asked for, against the grant"),
    Relation.AT_MOST,
    Strength.WARNING,
    over=Words("more than the grant"),
)
_CEILING = Comparison(
    "ceiling", say("Ceiling of the whole grant"), Relation.AT_MOST, Strength.WARNING, over=Words("over: cut")
)
_WITHIN_CEILING = Comparison(
    "asked-for-within-ceiling",
    say("Asked for, against the ceiling"),
    Relation.AT_MOST,
    Strength.ERROR,
    over=Words("more than the ceiling"),
)
_IN_ANY_PROJECT = Comparison(
    "asked-for-in-any-project",
    say("Asked for, against the most for any project"),
    Relation.AT_MOST,
    Strength.ERROR,
    over=Words("more than any project may ask for"),
)


def checks_of(project: Project) -> tuple[Check, ...]:
    """All checks that follow from the grant of a project."""
    every = [measure(project, comparison) for comparison, measure in _comparisons(project.edition).values()]
    return tuple([check for check in every if check is not None])


def check_of(project: Project, check_id: str) -> Check | None:
    """One of them, by looking at no more than it compares; None where the call has no such limit."""
    found = _comparisons(project.edition).get(check_id)
    return found.measure(project, found.comparison) if found else None


def check_of_packages(setting: Setting, check_id: str, number: int) -> Check | None:
    """The check that compares a number of work packages; None where the call has no such limit."""
    found = _comparisons(setting.edition).get(check_id)
    return _number_of_packages(setting, found.comparison, number) if found else None


def shares_of(project: Project) -> tuple[Check, ...]:
    """Those that limit a share of the whole, the binding reading first."""
    known = _comparisons(project.edition).values()
    return tuple([_share_check(project, one) for one, _ in known if one.share is not None])


def _comparisons(edition: Edition) -> Comparisons:
    """What is compared in every project of an edition, by id; made once for it."""
    return edition.once(_KEY, lambda: _made(edition))


def _made(edition: Edition) -> Comparisons:
    of_lump_sums = edition.lump_sums is not None
    made = _of_lump_sums(edition) if of_lump_sums else _of_unit_costs(edition)
    measure_of = _measure_of_lump_sum if of_lump_sums else _measure_of_unit_costs
    return {one.id: _Measured(one, measure_of(one)) for one in made}


# Lump sums


def _measure_of_lump_sum(comparison: Comparison) -> Measure:
    if comparison.share is not None:
        return _share_check
    if comparison.limit is not None:
        return _number_check
    return _estimate_check if comparison.id == "estimated-cost" else _parts_check


def _number_check(project: Project, comparison: Comparison) -> Check | None:
    packages = project.proposal.work_packages
    return _number_of_packages(project.setting, comparison, None if packages is None else len(packages))


def _number_of_packages(setting: Setting, comparison: Comparison, number: int | None) -> Check | None:
    # What the form of the agencies takes says nothing of applications to the Executive Agency.
    if comparison.id == "packages-at-most" and setting.body == "eacea":
        return None
    return Check(comparison, None if number is None else Decimal(number), comparison.limit)


def _estimate_check(project: Project, comparison: Comparison) -> Check:
    return Check(comparison, project.proposal.estimated_cost, project.proposal.lump_sum)


def _parts_check(project: Project, comparison: Comparison) -> Check:
    proposal, parts = project.proposal, project.once(division)
    listed = proposal.work_packages if project.edition.packages else proposal.activities
    growing = listed is None or parts.unpriced > 0
    divided = None if growing and not parts.priced else parts.total
    chosen = proposal.lump_sum
    return Check(comparison, divided, chosen, growing, words=ceiling_in_words(chosen))


def _share_check(project: Project, comparison: Comparison) -> Check:
    shares, allowed = project.once(management_shares), comparison.share
    if shares is None or allowed is None:
        return Check(comparison, None, None)
    share = shares.of_others if comparison.id == MANAGEMENT_OF_OTHERS else shares.of_lump_sum
    if share is None:
        return Check(comparison, shares.amount, None)
    return Check(comparison, shares.amount, allowed * share.of, whole=share.of)


def _of_lump_sums(edition: Edition) -> Iterator[Comparison]:
    yield Comparison(
        "parts-make-the-lump-sum",
        say("The parts make the lump sum"),
        Relation.EXACTLY,
        Strength.ERROR,
        _cited("lump_sums", edition.lump_sums),
        over=Words("more than the lump sum"),
        under=Words("not divided yet"),
    )
    required = edition.requirements.get("cofinancing")
    yield Comparison(
        "estimated-cost",
        say("Estimated cost"),
        Relation.ABOVE,
        Strength.ERROR if required else Strength.NOTE,
        _cited("requirements.cofinancing", required),
        over=Words("OK, above the lump sum"),
        under=Words("below the lump sum"),
        even=Words("not above the lump sum"),
    )
    for name, limit in edition.management_share.items():
        yield Comparison(
            f"management-of-{limit.of}",
            say("Management, of {whole}", whole=whole_in_words(limit)),
            Relation.AT_MOST,
            limit.strength,
            {f"management_share.{name}": limit},
            over=Words("over the limit") if limit.strength is Strength.ERROR else Words("over: a warning"),
            share=limit.share,
        )
    if edition.packages:
        yield from _of_packages(edition.packages)


def _of_packages(limits: PackageCount) -> Iterator[Comparison]:
    figures = {"packages": limits}
    if limits.at_least is not None:
        yield Comparison(
            "packages-at-least",
            say("Number of work packages, at least"),
            Relation.AT_LEAST,
            Strength.ERROR,
            figures,
            Unit.PACKAGES,
            under=Words("too few"),
            limit=Decimal(limits.at_least),
        )
    if limits.recommended is not None:
        yield Comparison(
            "packages-recommended",
            say("Number of work packages, recommended"),
            Relation.AT_MOST,
            Strength.WARNING,
            figures,
            Unit.PACKAGES,
            over=Words("more than recommended"),
            limit=Decimal(limits.recommended),
        )
    if limits.at_most is not None:
        yield Comparison(
            "packages-at-most",
            say("Number of work packages, at most"),
            Relation.AT_MOST,
            Strength.ERROR,
            figures,
            Unit.PACKAGES,
            over=Words("too many"),
            limit=Decimal(limits.at_most),
        )


def _cited(path: str, figure: Cited | None) -> Figures:
    return {path: figure} if figure else {}


def whole_in_words(limit: ManagementShare) -> Words:
    """Of what the share of management is taken."""
    return Words("the lump sum") if limit.of == "lump-sum" else Words("all other packages")


# Unit costs


def _measure_of_unit_costs(comparison: Comparison) -> Measure:
    if comparison.item is not None:
        return _cap_check
    return _bound_check if comparison.id in ("asked-for-at-least", "asked-for-at-most") else _whole_check


def _bound_check(project: Project, comparison: Comparison) -> Check | None:
    bounds = project.edition.grant_bounds
    if bounds is None or project.depends_on_field(project.edition.managers) or project.body == "eacea":
        return None
    limit = bounds.lowest if comparison.relation is Relation.AT_LEAST else bounds.highest
    return Check(comparison, project.proposal.requested_grant, limit)


def _whole_check(project: Project, comparison: Comparison) -> Check | None:
    """What limits the grant as a whole."""
    grant, asked = grant_of(project), project.proposal.requested_grant
    ceiling, total = grant.ceiling, grant.total if grant.known else None
    words, figures = ceiling.words, ceiling.figures
    if comparison is _CEILING:
        growing = not grant.complete
        return Check(comparison, total, ceiling.amount, growing=growing, words=words, by_project=figures)
    if comparison is _ASKED_FOR:
        amount = grant.amount if grant.known else None
        return Check(comparison, asked, amount, limit_growing=_may_grow(project, grant, ceiling))
    if comparison is _WITHIN_CEILING:
        return Check(comparison, asked, ceiling.amount, words=words, by_project=figures)
    return (
        Check(comparison, asked, ceiling.at_most, by_project=figures) if ceiling.at_most is not None else None
    )


def _may_grow(project: Project, grant: Grant, ceiling: Ceiling) -> bool:
    """Whether the grant may still become larger than it is by what is said so far."""
    if ceiling.amount is not None and grant.amount >= ceiling.amount:
        return False
    return not grant.complete or bool(unsaid(project))


def _cap_check(project: Project, comparison: Comparison) -> Check:
    grant, item, months = grant_of(project), str(comparison.item), project.proposal.months
    cap = caps_of(project)[item]
    own = [line for line in grant.lines if line.category == item]
    return Check(
        comparison,
        together([line for line in own if counts(line, grant, project) is Counts.YES]) if own else NOTHING,
        cap_amount(cap, months),
        growing=any(line.amount is None for line in own),
        words=cap_in_words(cap, months),
    )


def _of_unit_costs(edition: Edition) -> Iterator[Comparison]:
    caps = {str(item): cap for item, cap in edition.unit_costs.caps.items()} if edition.unit_costs else {}
    for item, cap in sorted(caps.items(), key=lambda entry: ITEMS.index(entry[0])):
        unverified = cap.source.grade is Grade.UNVERIFIED
        yield Comparison(
            f"cap-{item}",
            say("Cap on {item}", item=item_in_words(item)),
            Relation.AT_MOST,
            Strength.WARNING,
            {f"unit_costs.caps.{item}": cap},
            over=Words("over: unverified, not cut") if unverified else Words("over: cut"),
            item=item,
        )
    yield from (_CEILING, _ASKED_FOR, _WITHIN_CEILING, _IN_ANY_PROJECT)
    if edition.grant_bounds is None:
        return
    figures = {"grant_bounds": edition.grant_bounds}
    yield Comparison(
        "asked-for-at-least",
        say("Asked for, at least"),
        Relation.AT_LEAST,
        Strength.ERROR,
        figures,
        under=Words("less than the smallest grant"),
    )
    yield Comparison(
        "asked-for-at-most",
        say("Asked for, at most"),
        Relation.AT_MOST,
        Strength.ERROR,
        figures,
        over=Words("more than the largest grant"),
    )
