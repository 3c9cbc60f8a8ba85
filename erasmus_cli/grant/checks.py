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
    """All checks that follow from the grant of a project, worked out once."""
    return tuple(project.once(_by_id).values())


def check_of(project: Project, check_id: str) -> Check | None:
    """One of them; None where the call has no such limit."""
    return project.once(_by_id).get(check_id)


def shares_of(project: Project) -> tuple[Check, ...]:
    """Those that limit a share of the whole, the binding reading first."""
    return tuple([check for check in project.once(_by_id).values() if check.of.share is not None])


def _by_id(project: Project) -> Mapping[str, Check]:
    own = _lump_sum_checks if project.edition.lump_sums is not None else _unit_cost_checks
    return {check.of.id: check for check in own(project, _comparisons(project.edition))}


def _comparisons(edition: Edition) -> Comparisons:
    """What is compared in every project of an edition, by id; made once for it."""
    kept = edition.kept
    if _KEY not in kept:
        made = _of_lump_sums if edition.lump_sums is not None else _of_unit_costs
        kept[_KEY] = {one.id: one for one in made(edition)}
    known: Comparisons = kept[_KEY]
    return known


# Lump sums


def _lump_sum_checks(project: Project, known: Comparisons) -> Iterator[Check]:
    proposal, grant = project.proposal, grant_of(project)
    chosen, packages = proposal.lump_sum, proposal.work_packages
    parts = packages if project.edition.packages else proposal.activities
    growing = parts is None or grant.unpriced > 0
    divided = None if growing and not grant.priced else grant.total
    number = None if packages is None else Decimal(len(packages))
    shares = management_shares(project)
    for check_id, comparison in known.items():
        if comparison.share is not None:
            yield _share_check(comparison, comparison.share, shares)
        elif comparison.limit is not None:
            # What the form of the agencies takes says nothing of applications to the Executive Agency.
            if check_id != "packages-at-most" or project.body != "eacea":
                yield Check(comparison, number, comparison.limit)
        elif check_id == "estimated-cost":
            yield Check(comparison, proposal.estimated_cost, chosen)
        else:
            yield Check(comparison, divided, chosen, growing, words=grant.ceiling.words)


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


def _unit_cost_checks(project: Project, known: Comparisons) -> Iterator[Check]:
    grant, caps, asked = grant_of(project), caps_of(project), project.proposal.requested_grant
    for item in ITEMS:
        if item in caps:
            yield _cap_check(project, grant, known[f"cap-{item}"], caps[item])
    ceiling, total = grant.ceiling, grant.total if grant.known else None
    growing, figures = not grant.complete, ceiling.figures
    yield Check(_CEILING, total, ceiling.amount, growing=growing, words=ceiling.words, by_project=figures)
    yield Check(
        _ASKED_FOR,
        asked,
        grant.amount if grant.known else None,
        limit_growing=_may_grow(project, grant, ceiling),
    )
    yield Check(_WITHIN_CEILING, asked, ceiling.amount, words=ceiling.words, by_project=figures)
    if ceiling.at_most is not None:
        yield Check(_IN_ANY_PROJECT, asked, ceiling.at_most, by_project=figures)
    bounds = project.edition.grant_bounds
    if bounds is None or project.depends_on_field(project.edition.managers) or project.body == "eacea":
        return
    yield Check(known["asked-for-at-least"], asked, bounds.lowest)
    yield Check(known["asked-for-at-most"], asked, bounds.highest)


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
    for item, cap in edition.unit_costs.caps.items() if edition.unit_costs else ():
        unverified = cap.source.grade is Grade.UNVERIFIED
        yield Comparison(
            f"cap-{item}",
            f"Cap on {item_in_words(item)}",
            Relation.AT_MOST,
            Strength.WARNING,
            {f"unit_costs.caps.{item}": cap},
            over="over: unverified, not cut" if unverified else "over: cut",
            item=str(item),
        )
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
