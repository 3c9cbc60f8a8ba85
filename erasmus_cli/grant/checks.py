"""What follows from a grant: one list of limits, each beside what it limits.

The terminal, the draft, the workbook, the JSON and the rules on money all read this list, so that none of
them has an idea of its own of what is within a limit.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from erasmus_cli.grant.calculator import grant_of
from erasmus_cli.grant.caps import Counts, cap_amount, cap_in_words, caps_of, counts
from erasmus_cli.grant.items import ITEMS, item_in_words
from erasmus_cli.grant.lump_sum import management_shares
from erasmus_cli.grant.model import Figures, Grant, cents, together
from erasmus_cli.guide.records import ManagementShare, Strength
from erasmus_cli.guide.sources import Cited, Grade, Source, by_source
from erasmus_cli.guide.unit_costs import ItemCap
from erasmus_cli.project.project import Project


class Relation(StrEnum):
    """How a value has to stand to its limit."""

    EXACTLY = "exactly"
    AT_MOST = "at-most"
    AT_LEAST = "at-least"
    ABOVE = "above"


class Unit(StrEnum):
    """What is compared."""

    EUR = "EUR"
    PACKAGES = "work packages"


@dataclass(frozen=True, slots=True)
class Check:
    """A value that follows from the proposal, beside its limit.

    Attributes:
        id: which check it is, such as `packages-at-most`; the same in every call.
        label: what is compared, in words.
        relation: how the value has to stand to the limit.
        value: the value, as far as it is known; None while nothing of it is.
        limit: the limit; None while it depends on what is not said, or where there is none.
        strength: what it means where it does not hold.
        figures: the figures of the Guide that set the limit, by their dotted path; none where the applicant
            sets it.
        unit: what value and limit are counted in.
        growing: whether the value is incomplete, so that it may still become larger.
        limit_growing: whether the limit is, because it is a sum as well.
        over: what is said of a value above the limit.
        under: what is said of a value below the limit.
        even: what is said of a value that equals the limit.
        words: how the limit comes about.
        item: the budget item that it limits, if it limits one.
        share: the share of a whole that is allowed, where the limit is a share.
        whole: the whole in EUR of which the limit is a share.
    """

    id: str
    label: str
    relation: Relation
    value: Decimal | None
    limit: Decimal | None
    strength: Strength
    figures: Figures = field(default_factory=dict)
    unit: Unit = Unit.EUR
    growing: bool = False
    limit_growing: bool = False
    over: str = "OK"
    under: str = "OK"
    even: str = "OK"
    words: str = ""
    item: str | None = None
    share: Decimal | None = None
    whole: Decimal | None = None

    @property
    def gap(self) -> Decimal | None:
        """What lies between the value so far and the limit, negative above it; None where it is not known."""
        return None if self.value is None or self.limit is None else self.limit - self.value

    @property
    def holds(self) -> bool | None:
        """Whether it holds; None while that depends on what is not said."""
        gap = self.gap
        if gap is None:
            return None
        reached = gap < 0 if self.relation is Relation.ABOVE else gap <= 0
        if self.relation in (Relation.AT_LEAST, Relation.ABOVE):
            return True if reached else None if self.growing else False
        if gap < 0:
            return None if self.limit_growing else False
        return None if self.growing else self.relation is Relation.AT_MOST or gap == 0

    @property
    def verdict(self) -> str:
        """How the value so far stands, in a few words that begin with OK where nothing is wrong."""
        gap = self.gap
        if gap is None:
            return "not known"
        return self.over if gap < 0 else self.under if gap > 0 else self.even

    @property
    def percent(self) -> Decimal | None:
        """What the value is of the whole, in per cent to two decimals; None of nothing, or of no whole."""
        return None if self.value is None or not self.whole else cents(100 * self.value / self.whole)

    @property
    def unverified(self) -> bool:
        """Whether it rests on a figure that nobody could verify, so that it decides nothing."""
        return any(source.grade is Grade.UNVERIFIED for source in self.sources)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the limit stands."""
        return tuple(by_source(self.figures))


def checks_of(project: Project) -> tuple[Check, ...]:
    """All checks that follow from the grant of a project, worked out once."""
    return project.once(_checks)


def check_of(project: Project, check_id: str) -> Check | None:
    """One of them; None where the call has no such limit."""
    return next((check for check in checks_of(project) if check.id == check_id), None)


def _checks(project: Project) -> tuple[Check, ...]:
    if project.edition.lump_sums is not None:
        return tuple(_lump_sum_checks(project))
    return (*_cap_checks(project), *_whole_checks(project, grant_of(project)))


def _lump_sum_checks(project: Project) -> Iterator[Check]:
    grant, chosen = grant_of(project), project.proposal.lump_sum
    yield Check(
        "parts-make-the-lump-sum",
        "The parts make the lump sum",
        Relation.EXACTLY,
        grant.total if grant.known else None,
        chosen,
        Strength.ERROR,
        _cited("lump_sums", project.edition.lump_sums),
        growing=not grant.complete,
        over="more than the lump sum",
        under="not divided yet",
        words=grant.ceiling.words,
    )
    required = project.edition.requirements.get("cofinancing")
    yield Check(
        "estimated-cost",
        "Estimated cost",
        Relation.ABOVE,
        project.proposal.estimated_cost,
        chosen,
        Strength.ERROR if required else Strength.NOTE,
        _cited("requirements.cofinancing", required),
        over="OK, above the lump sum",
        under="below the lump sum",
        even="not above the lump sum",
    )
    yield from _management_checks(project)
    yield from _package_checks(project)


def _cited(path: str, figure: Cited | None) -> Figures:
    return {path: figure} if figure else {}


def _management_checks(project: Project) -> Iterator[Check]:
    shares = management_shares(project) if project.edition.management_share else None
    for name, limit in project.edition.management_share.items():
        share = None
        if shares:
            share = shares.of_lump_sum if limit.of == "lump-sum" else shares.of_others
        yield Check(
            f"management-of-{limit.of}",
            f"Management, of {whole_in_words(limit)}",
            Relation.AT_MOST,
            shares.amount if shares else None,
            limit.share * share.of if share else None,
            limit.strength,
            {f"management_share.{name}": limit},
            over="over the limit" if limit.strength is Strength.ERROR else "over: a warning",
            share=limit.share,
            whole=share.of if share else None,
        )


def whole_in_words(limit: ManagementShare) -> str:
    """Of what the share of management is taken."""
    return "the lump sum" if limit.of == "lump-sum" else "all other packages"


def _package_checks(project: Project) -> Iterator[Check]:
    limits, packages = project.edition.packages, project.proposal.work_packages
    if limits is None:
        return
    number = None if packages is None else Decimal(len(packages))
    # What the form of the agencies takes says nothing of applications to the Executive Agency.
    most = None if project.body == "eacea" else limits.at_most
    for key, relation, limit, strength, over, under in (
        ("at least", Relation.AT_LEAST, limits.at_least, Strength.ERROR, "OK", "too few"),
        (
            "recommended",
            Relation.AT_MOST,
            limits.recommended,
            Strength.WARNING,
            "more than recommended",
            "OK",
        ),
        ("at most", Relation.AT_MOST, most, Strength.ERROR, "too many", "OK"),
    ):
        if limit is not None:
            yield Check(
                f"packages-{key.replace(' ', '-')}",
                f"Number of work packages, {key}",
                relation,
                number,
                Decimal(limit),
                strength,
                {"packages": limits},
                unit=Unit.PACKAGES,
                over=over,
                under=under,
            )


def _cap_checks(project: Project) -> Iterator[Check]:
    caps = caps_of(project)
    for item in ITEMS:
        if item in caps:
            yield _cap_check(project, grant_of(project), item, caps[item])


def _cap_check(project: Project, grant: Grant, item: str, cap: ItemCap) -> Check:
    months, unverified = project.proposal.months, cap.source.grade is Grade.UNVERIFIED
    own = [line for line in grant.lines if line.category == item]
    return Check(
        f"cap-{item}",
        f"Cap on {item_in_words(item)}",
        Relation.AT_MOST,
        together([line for line in own if counts(line, grant, project) is Counts.YES]),
        cap_amount(cap, months),
        Strength.WARNING,
        {f"unit_costs.caps.{item}": cap},
        growing=any(line.amount is None for line in own),
        over="over: unverified, not cut" if unverified else "over: cut",
        words=cap_in_words(cap, months),
        item=item,
    )


def _whole_checks(project: Project, grant: Grant) -> Iterator[Check]:
    growing, ceiling = not grant.complete, grant.ceiling.amount
    yield Check(
        "ceiling",
        "Ceiling of the whole grant",
        Relation.AT_MOST,
        grant.total if grant.known else None,
        ceiling,
        Strength.WARNING,
        grant.ceiling.figures,
        growing=growing,
        over="over: cut",
        words=grant.ceiling.words,
    )
    asked = project.proposal.requested_grant
    yield Check(
        "asked-for",
        "Asked for, against the grant",
        Relation.AT_MOST,
        asked,
        grant.amount if grant.known else None,
        Strength.WARNING,
        limit_growing=growing and (ceiling is None or grant.amount < ceiling),
        over="more than the grant",
    )
    bounds = project.edition.grant_bounds
    if bounds is None or project.depends_on_field(project.edition.managers) or project.body == "eacea":
        return
    for key, relation, limit, over, under in (
        ("at least", Relation.AT_LEAST, bounds.lowest, "OK", "less than the smallest grant"),
        ("at most", Relation.AT_MOST, bounds.highest, "more than the largest grant", "OK"),
    ):
        yield Check(
            f"asked-for-{key.replace(' ', '-')}",
            f"Asked for, {key}",
            relation,
            asked,
            limit,
            Strength.ERROR,
            {"grant_bounds": bounds},
            over=over,
            under=under,
        )
