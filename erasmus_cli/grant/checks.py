"""What follows from a grant: one list of limits, each beside what it limits.

The terminal, the draft, the workbook, the JSON and the rules on money all read this list, so that none of
them has an idea of its own of what is within a limit.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from erasmus_cli.grant.calculator import grant_of
from erasmus_cli.grant.caps import Counts, cap_amount, cap_in_words, caps_of, counts
from erasmus_cli.grant.comparison import Check, Comparison, Relation, Unit
from erasmus_cli.grant.items import ITEMS, item_in_words
from erasmus_cli.grant.lump_sum import ManagementShares, management_shares
from erasmus_cli.grant.model import NOTHING, Ceiling, Figures, Grant, together
from erasmus_cli.grant.unsaid import unsaid
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.records import ManagementShare, PackageCount, Strength
from erasmus_cli.guide.sources import Cited, Grade
from erasmus_cli.guide.unit_costs import ItemCap
from erasmus_cli.project.project import Project

Comparisons = Mapping[str, Comparison]

MANAGEMENT_OF_OTHERS = "management-of-other-packages"
"""The stricter of two readings: what management takes, as a share of all other packages."""

_KEY = ("comparisons of the grant",)
_ASKED_FOR = Comparison(
    "asked-for",
    "Asked for, against the grant",
    Relation.AT_MOST,
    Strength.WARNING,
    over="more than the grant",
)
_CEILING = Comparison(
    "ceiling", "Ceiling of the whole grant", Relation.AT_MOST, Strength.WARNING, over="over: cut"
)
_WITHIN_CEILING = Comparison(
    "asked-for-within-ceiling",
    "Asked for, against the ceiling",
    Relation.AT_MOST,
    Strength.ERROR,
    over="more than the ceiling",
)
_IN_ANY_PROJECT = Comparison(
    "asked-for-in-any-project",
    "Asked for, against the most for any project",
    Relation.AT_MOST,
    Strength.ERROR,
    over="more than any project may ask for",
)


def checks_of(project: Project) -> tuple[Check, ...]:
    """All checks that follow from the grant of a project."""
    every = [_check(project, comparison) for comparison in _comparisons(project.edition).values()]
    return tuple([check for check in every if check is not None])


def check_of(project: Project, check_id: str) -> Check | None:
    """One of them, by looking at no more than it compares; None where the call has no such limit."""
    comparison = _comparisons(project.edition).get(check_id)
    return _check(project, comparison) if comparison else None


def shares_of(project: Project) -> tuple[Check, ...]:
    """Those that limit a share of the whole, the binding reading first."""
    known = _comparisons(project.edition).values()
    shares = project.once(management_shares)
    return tuple([_share_check(one, one.share, shares) for one in known if one.share is not None])


def _check(project: Project, comparison: Comparison) -> Check | None:
    own = _lump_sum_check if project.edition.lump_sums is not None else _unit_cost_check
    return own(project, comparison)


def _comparisons(edition: Edition) -> Comparisons:
    """What is compared in every project of an edition, by id; made once for it."""
    kept = edition.kept
    if _KEY not in kept:
        made = _of_lump_sums if edition.lump_sums is not None else _of_unit_costs
        kept[_KEY] = {one.id: one for one in made(edition)}
    known: Comparisons = kept[_KEY]
    return known


# Lump sums


def _lump_sum_check(project: Project, comparison: Comparison) -> Check | None:
    proposal = project.proposal
    if comparison.share is not None:
        return _share_check(comparison, comparison.share, project.once(management_shares))
    if comparison.limit is not None:
        # What the form of the agencies takes says nothing of applications to the Executive Agency.
        if comparison.id == "packages-at-most" and project.body == "eacea":
            return None
        packages = proposal.work_packages
        return Check(comparison, None if packages is None else Decimal(len(packages)), comparison.limit)
    if comparison.id == "estimated-cost":
        return Check(comparison, proposal.estimated_cost, proposal.lump_sum)
    grant = grant_of(project)
    parts = proposal.work_packages if project.edition.packages else proposal.activities
    growing = parts is None or grant.unpriced > 0
    divided = None if growing and not grant.priced else grant.total
    return Check(comparison, divided, proposal.lump_sum, growing, words=grant.ceiling.words)


def _share_check(comparison: Comparison, allowed: Decimal, shares: ManagementShares | None) -> Check:
    if shares is None:
        return Check(comparison, None, None)
    share = shares.of_others if comparison.id == MANAGEMENT_OF_OTHERS else shares.of_lump_sum
    if share is None:
        return Check(comparison, shares.amount, None)
    return Check(comparison, shares.amount, allowed * share.of, whole=share.of)


def _of_lump_sums(edition: Edition) -> Iterator[Comparison]:
    yield Comparison(
        "parts-make-the-lump-sum",
        "The parts make the lump sum",
        Relation.EXACTLY,
        Strength.ERROR,
        _cited("lump_sums", edition.lump_sums),
        over="more than the lump sum",
        under="not divided yet",
    )
    required = edition.requirements.get("cofinancing")
    yield Comparison(
        "estimated-cost",
        "Estimated cost",
        Relation.ABOVE,
        Strength.ERROR if required else Strength.NOTE,
        _cited("requirements.cofinancing", required),
        over="OK, above the lump sum",
        under="below the lump sum",
        even="not above the lump sum",
    )
    for name, limit in edition.management_share.items():
        yield Comparison(
            f"management-of-{limit.of}",
            f"Management, of {whole_in_words(limit)}",
            Relation.AT_MOST,
            limit.strength,
            {f"management_share.{name}": limit},
            over="over the limit" if limit.strength is Strength.ERROR else "over: a warning",
            share=limit.share,
        )
    if edition.packages:
        yield from _of_packages(edition.packages)


def _of_packages(limits: PackageCount) -> Iterator[Comparison]:
    for key, limit, relation, strength, over, under in (
        ("at least", limits.at_least, Relation.AT_LEAST, Strength.ERROR, "OK", "too few"),
        (
            "recommended",
            limits.recommended,
            Relation.AT_MOST,
            Strength.WARNING,
            "more than recommended",
            "OK",
        ),
        ("at most", limits.at_most, Relation.AT_MOST, Strength.ERROR, "too many", "OK"),
    ):
        if limit is not None:
            yield Comparison(
                f"packages-{key.replace(' ', '-')}",
                f"Number of work packages, {key}",
                relation,
                strength,
                {"packages": limits},
                Unit.PACKAGES,
                over,
                under,
                limit=Decimal(limit),
            )


def _cited(path: str, figure: Cited | None) -> Figures:
    return {path: figure} if figure else {}


def whole_in_words(limit: ManagementShare) -> str:
    """Of what the share of management is taken."""
    return "the lump sum" if limit.of == "lump-sum" else "all other packages"


# Unit costs


def _unit_cost_check(project: Project, comparison: Comparison) -> Check | None:
    if comparison.item is not None:
        return _cap_check(project, grant_of(project), comparison, caps_of(project)[comparison.item])
    asked, bounds = project.proposal.requested_grant, project.edition.grant_bounds
    if comparison.id in ("asked-for-at-least", "asked-for-at-most"):
        if bounds is None or project.depends_on_field(project.edition.managers) or project.body == "eacea":
            return None
        lowest = comparison.relation is Relation.AT_LEAST
        return Check(comparison, asked, bounds.lowest if lowest else bounds.highest)
    return _whole_check(project, comparison, asked)


def _whole_check(project: Project, comparison: Comparison, asked: Decimal | None) -> Check | None:
    """What limits the grant as a whole."""
    grant = grant_of(project)
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


def _cap_check(project: Project, grant: Grant, comparison: Comparison, cap: ItemCap) -> Check:
    months, item = project.proposal.months, comparison.item
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
            f"Cap on {item_in_words(item)}",
            Relation.AT_MOST,
            Strength.WARNING,
            {f"unit_costs.caps.{item}": cap},
            over="over: unverified, not cut" if unverified else "over: cut",
            item=item,
        )
    yield from (_CEILING, _ASKED_FOR, _WITHIN_CEILING, _IN_ANY_PROJECT)
    if edition.grant_bounds is None:
        return
    for key, relation, over, under in (
        ("at least", Relation.AT_LEAST, "OK", "less than the smallest grant"),
        ("at most", Relation.AT_MOST, "more than the largest grant", "OK"),
    ):
        yield Comparison(
            f"asked-for-{key.replace(' ', '-')}",
            f"Asked for, {key}",
            relation,
            Strength.ERROR,
            {"grant_bounds": edition.grant_bounds},
            over=over,
            under=under,
        )
