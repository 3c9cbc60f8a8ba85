"""What `erasmus budget` prints as JSON. Amounts are EUR; null is what is not known."""

from typing import Any

from pydantic import Field

from erasmus_cli.grant.budget import Budget
from erasmus_cli.grant.comparison import Check, Relation, Unit
from erasmus_cli.grant.explain import Explanation
from erasmus_cli.grant.lump_sum import Share, choices, management_shares
from erasmus_cli.grant.model import Ceiling, Cut, Line, cents
from erasmus_cli.guide.records import GrantBounds, Strength
from erasmus_cli.guide.results import SourceModel, source_models
from erasmus_cli.results import Number, Placed, Printed, Result, position
from erasmus_cli.wording.formatting import plain_number
from erasmus_cli.wording.language import speaking
from erasmus_cli.wording.messages import Message


class PlaceModel(Result):
    """Where an organisation is taken to be, for the distance that is worked out."""

    organisation: str = Field(description="handle of the organisation")
    name: str = Field(description="the place")
    region: str = Field(description="the part of the country; empty where it is not known")
    country: str = Field(description="ISO code of the country")
    latitude: float = Field(description="degrees north")
    longitude: float = Field(description="degrees east")
    sure: bool = Field(description="whether this place is meant and no other")
    others: tuple[str, ...] = Field(description="places of the same name far away, with coordinates")


class LineModel(Placed):
    """One amount of the grant: a quantity times a rate."""

    id: int = Field(description="number of the line, from 1; `--explain` takes it")
    category: str = Field(description="budget item, or the work package or activity of a lump sum")
    label: str = Field(description="what it is for")
    organisation: str | None = Field(description="handle of the organisation whose money it is")
    quantity: Number | None = Field(description="how many units")
    unit: str = Field(description="what is counted, in the singular")
    rate: Number | None = Field(description="EUR for a unit, or the share of a real cost that is paid")
    amount: Number | None = Field(description="quantity times rate, before caps")
    why: tuple[str, ...] = Field(description="how the rate was found, step by step")
    needs: tuple[str, ...] = Field(description="JSON pointers of what is missing before there is an amount")
    fault: str | None = Field(description="what is wrong with the entry")
    unknown: str | None = Field(description="which figure of the Guide is not known")
    caution: str | None = Field(description="what should be looked at again")
    places: tuple[PlaceModel, ...] = Field(description="from where to where, where the distance is computed")
    sources: tuple[SourceModel, ...] = Field(description="the figures behind it")


class CutModel(Result):
    """What a cap takes off a budget item, or the ceiling off the whole."""

    category: str = Field(description="budget item, or `grant` for the whole")
    cap: str = Field(
        description="what cuts: the item's cap, `ceiling`, or a condition such as `project-type`"
    )
    before: Number = Field(alias="from", description="EUR before")
    after: Number = Field(alias="to", description="EUR after")
    why: str = Field(description="what the cap is, with its figure")
    sources: tuple[SourceModel, ...] = Field(description="the figures that set it")


class CeilingModel(Result):
    """How the ceiling of the grant comes about."""

    at_most: Number | None = Field(description="EUR that no project can exceed, whatever is still to be said")
    why: str = Field(description="how it comes about")
    needs: tuple[str, ...] = Field(description="keys of the proposal on which it still depends")
    sources: tuple[SourceModel, ...] = Field(description="the figures that set it")


class BoundsModel(Result):
    """The smallest and the largest grant of a call."""

    lowest: Number = Field(description="EUR at least")
    highest: Number = Field(description="EUR at most")
    sources: tuple[SourceModel, ...] = Field(description="where they stand")


class ShareModel(Result):
    """The share of project management, of the whole or of the rest."""

    of: Number = Field(description="EUR of which it is a share")
    percent: Number | None = Field(description="the share in per cent; null of nothing")
    limit_percent: Number | None = Field(description="the limit in per cent; null where there is none")
    limit: Number | None = Field(description="the limit in EUR, to the cent")
    strength: Strength | None = Field(description="what it means to be over the limit")
    sources: tuple[SourceModel, ...] = Field(description="where the limit stands")


class ManagementModel(Result):
    """What project management takes, in both readings."""

    amount: Number = Field(description="EUR of the packages that are marked as management")
    of_lump_sum: ShareModel = Field(description="its share of the lump sum")
    of_other_packages: ShareModel = Field(description="its share of all other packages")


class ChoiceModel(Result):
    """One of the lump sums that a call offers."""

    amount: Number = Field(description="EUR in all")
    per_month: Number | None = Field(description="EUR for each month of the project")
    per_partner: Number | None = Field(description="EUR for each applicant and full partner, on average")
    management_at_most: Number | None = Field(description="the most EUR for project management")
    chosen: bool = Field(description="whether the proposal asks for it")


class CheckModel(Result):
    """A limit beside what it limits."""

    id: str = Field(description="which check it is; the same in every call")
    label: str = Field(description="what is compared")
    relation: Relation = Field(description="how the value has to stand to the limit")
    unit: Unit = Field(description="what both are counted in")
    value: Number | None = Field(description="the value, as far as it is known")
    limit: Number | None = Field(description="the limit")
    holds: bool | None = Field(description="whether it holds; null while that depends on what is not said")
    strength: Strength = Field(description="what it means where it does not hold")
    why: str = Field(description="how the limit comes about")
    sources: tuple[SourceModel, ...] = Field(description="where the limit stands; none where you set it")


class BudgetModel(Printed, title="Budget"):
    """What `erasmus budget --format json` prints."""

    file: str = Field(description="the proposal's file")
    edition: str = Field(description="call and action")
    overlay: str | None = Field(description="the folder of one's own with a part in the edition, if any")
    provisional: bool = Field(description="whether a call to come is held to the newest edition there is")
    categories: dict[str, Number | None] = Field(description="EUR of each category, after its caps")
    total: Number | None = Field(description="EUR after the caps of the categories, before the ceiling")
    ceiling: Number | None = Field(description="the most that the whole grant may be")
    grant: Number | None = Field(description="EUR that the project may ask for, as far as known")
    complete: bool = Field(description="whether every line has an amount and nothing else is missing")
    requested: Number | None = Field(description="EUR that the applicant means to ask for")
    estimated_cost: Number | None = Field(description="EUR that the project costs, as estimated")
    ceiling_details: CeilingModel = Field(description="how the ceiling comes about")
    bounds: BoundsModel | None = Field(description="smallest and largest grant, where the call has them")
    gaps: tuple[str, ...] = Field(description="why the sums are incomplete, apart from lines without amount")
    cuts: tuple[CutModel, ...] = Field(description="what caps take off, in the order in which they apply")
    doubts: tuple[CutModel, ...] = Field(description="what caps would take off that nobody could verify")
    checks: tuple[CheckModel, ...] = Field(description="each limit beside what it limits")
    organisations: dict[str, Number | None] = Field(description="EUR of each organisation, before caps")
    unassigned: Number | None = Field(description="EUR of lines that name no organisation")
    management: ManagementModel | None = Field(
        None, description="what project management takes; only in calls with lump sums"
    )
    choices: tuple[ChoiceModel, ...] | None = Field(
        None, description="the lump sums of the call; only in calls with lump sums"
    )
    lines: tuple[LineModel, ...] = Field(description="every line of the grant")


class ExplanationModel(Printed, title="Explanation of an amount"):
    """What `erasmus budget --explain` prints as JSON: how one amount comes about."""

    file: str = Field(description="the proposal's file")
    edition: str = Field(description="call and action")
    overlay: str | None = Field(description="the folder of one's own with a part in the edition, if any")
    provisional: bool = Field(description="whether a call to come is held to the newest edition there is")
    title: str = Field(description="what is explained")
    at: str = Field(description="JSON pointer of the part of the proposal that it speaks of; empty: no part")
    steps: tuple[str, ...] = Field(description="the steps, one sentence each")
    sources: tuple[SourceModel, ...] = Field(description="the figures that were read")


@speaking("en")  # what other programs read
def budget_model(budget: Budget) -> BudgetModel:
    """A budget as the JSON has it."""
    grant, owned = budget.grant, dict(budget.by_organisation())
    return BudgetModel(
        version=1,
        file=budget.document.file,
        edition=budget.edition.id,
        overlay=budget.edition.overlay,
        provisional=budget.edition.stands_in_for is not None,
        categories={name: plain_number(budget.in_category(name)) for name in grant.categories},
        total=plain_number(budget.total),
        ceiling=plain_number(grant.ceiling.amount),
        grant=plain_number(budget.amount),
        complete=grant.complete,
        requested=plain_number(budget.requested),
        estimated_cost=plain_number(budget.proposal.estimated_cost),
        ceiling_details=_ceiling(grant.ceiling),
        bounds=_bounds(budget.edition.grant_bounds),
        gaps=tuple(map(str, grant.gaps)),
        cuts=tuple(map(_cut, grant.caps_applied)),
        doubts=tuple(map(_cut, grant.unverified_caps)),
        checks=tuple(map(_check, budget.checks)),
        organisations={handle: plain_number(owned[handle]) for handle in owned if handle is not None},
        unassigned=plain_number(owned.get(None)),
        **(
            {"management": _management(budget), "choices": _choices(budget)}
            if budget.edition.lump_sums
            else {}
        ),
        lines=tuple(_line(number, line, budget) for number, line in budget.numbered),
    )


@speaking("en")  # as above
def explanation_model(budget: Budget, explanation: Explanation) -> ExplanationModel:
    """How one amount comes about, as the JSON has it."""
    return ExplanationModel(
        version=1,
        file=budget.document.file,
        edition=budget.edition.id,
        overlay=budget.edition.overlay,
        provisional=budget.edition.stands_in_for is not None,
        title=str(explanation.title),
        at=explanation.at,
        steps=tuple(map(str, explanation.steps)),
        sources=source_models(explanation.figures),
    )


def _line(number: int, line: Line, budget: Budget) -> LineModel:
    price = line.price
    return LineModel(
        id=number,
        category=line.category,
        label=str(line.label),
        organisation=line.organisation,
        quantity=plain_number(line.quantity),
        unit=line.unit,
        rate=plain_number(price.rate),
        amount=plain_number(line.amount),
        **position(line.at, budget.document.place),
        why=tuple(map(str, price.why)),
        needs=line.needs,
        fault=_text(line.fault),
        unknown=_text(price.unknown),
        caution=_text(price.caution),
        places=tuple(PlaceModel(**place._asdict()) for place in price.places),
        sources=source_models(price.figures),
    )


def _text(message: Message | None) -> str | None:
    return None if message is None else message.text()


def _cut(cut: Cut) -> CutModel:
    return CutModel(
        category=cut.category,
        cap=cut.cap,
        before=plain_number(cut.before),
        after=plain_number(cut.after),
        why=str(cut.words),
        sources=source_models(cut.figures),
    )


def _ceiling(ceiling: Ceiling) -> CeilingModel:
    return CeilingModel(
        at_most=plain_number(ceiling.at_most),
        why=str(ceiling.words),
        needs=ceiling.needs,
        sources=source_models(ceiling.figures),
    )


def _bounds(bounds: GrantBounds | None) -> BoundsModel | None:
    if bounds is None:
        return None
    return BoundsModel(
        lowest=plain_number(bounds.lowest),
        highest=plain_number(bounds.highest),
        sources=source_models({"grant_bounds": bounds}),
    )


def _check(check: Check) -> CheckModel:
    return CheckModel(
        id=check.id,
        label=str(check.label),
        relation=check.relation,
        unit=check.unit,
        value=plain_number(check.value),
        limit=plain_number(check.limit),
        holds=check.holds,
        strength=check.strength,
        why=str(check.words),
        sources=source_models(check.figures),
    )


def _management(budget: Budget) -> ManagementModel | None:
    shares = management_shares(budget.project)
    if shares is None or shares.of_lump_sum is None or shares.of_others is None:
        return None
    limits = {check.id: check for check in budget.checks}
    return ManagementModel(
        amount=plain_number(shares.amount),
        of_lump_sum=_share(shares.of_lump_sum, limits.get("management-of-lump-sum")),
        of_other_packages=_share(shares.of_others, limits.get("management-of-other-packages")),
    )


def _share(share: Share, limit: Check | None) -> ShareModel:
    said: dict[str, Any] = {"limit_percent": None, "limit": None, "strength": None, "sources": ()}
    if limit is not None and limit.share is not None and limit.limit is not None:
        said = {
            "limit_percent": plain_number(100 * limit.share),
            "limit": plain_number(cents(limit.limit)),
            "strength": limit.strength,
            "sources": source_models(limit.figures),
        }
    return ShareModel(of=plain_number(share.of), percent=plain_number(share.percent), **said)


def _choices(budget: Budget) -> tuple[ChoiceModel, ...]:
    return tuple(
        ChoiceModel(
            amount=plain_number(choice.amount),
            per_month=plain_number(choice.a_month),
            per_partner=plain_number(choice.a_partner),
            management_at_most=plain_number(choice.management),
            chosen=choice.chosen,
        )
        for choice in choices(budget.project)
    )
