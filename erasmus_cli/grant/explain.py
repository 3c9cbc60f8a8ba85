"""How one amount of a grant comes about: every step in words, with its arithmetic and its sources."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from erasmus_cli.grant.budget import Budget
from erasmus_cli.grant.comparison import Check
from erasmus_cli.grant.items import item_in_words
from erasmus_cli.grant.model import Cut, Figures, Line
from erasmus_cli.guide.sources import Cited
from erasmus_cli.wording.formatting import eur, grouped

WHOLES = ("total", "ceiling", "grant")


@dataclass(frozen=True)
class Explanation:
    """The steps that lead to an amount.

    Attributes:
        title: what is explained.
        steps: one sentence each.
        figures: the figures of the Guide that were read.
        at: JSON pointer of the part of the proposal that it speaks of.
    """

    title: str
    steps: tuple[str, ...]
    figures: Figures = field(default_factory=dict)
    at: str = ""


def explain(budget: Budget, what: str) -> Explanation | None:
    """Explains a line by its number, a category, `total`, `ceiling` or `grant`; None if there is no such.

    A number is a line, also where a package bears it as its id.
    """
    lines = dict(budget.numbered)
    if what.isdecimal() and int(what) in lines:
        return _line(int(what), lines[int(what)])
    if what in WHOLES:
        return {"total": _total, "ceiling": _ceiling, "grant": _grant}[what](budget)
    return _category(budget, what) if what in budget.grant.categories else None


def explainable(budget: Budget) -> str:
    """What can be explained, in words."""
    lines = len(budget.grant.lines)
    numbers = [f"lines 1 to {lines}"] if lines > 1 else ["line 1"] if lines else []
    return ", ".join((*numbers, *budget.grant.categories, *WHOLES))


def _line(number: int, line: Line) -> Explanation:
    owner = f" ({line.organisation})" if line.organisation else ""
    steps = [*(place.told for place in line.price.places), *line.price.why, _sum(line)]
    steps += [f"still to be said: {pointer}" for pointer in line.needs]
    steps += [f"not known: {line.price.unknown}"] if line.price.unknown else []
    steps += [f"at fault: {line.fault}"] if line.fault else []
    steps += [f"caution: {line.price.caution}"] if line.price.caution else []
    caps = "" if line.unit == "share" else ", whose caps come after its sum"
    steps += [f"it counts towards {item_in_words(line.category)}{caps}"]
    return Explanation(f"Line {number}: {line.label}{owner}", tuple(steps), line.price.figures, line.at)


def _sum(line: Line) -> str:
    """`16 days × EUR 241 = EUR 3 856`."""
    result = "no amount yet" if line.amount is None else eur(line.amount)
    rate = line.price.rate
    if line.unit == "share":
        return f"share: {result}"
    if line.unit == "euro":
        share = "share not known" if rate is None else f"{(100 * rate).normalize():f} %"
        return f"{_cost(line.quantity)} × {share} = {result}"
    price = "rate not known" if rate is None else eur(rate)
    units = "?" if line.quantity is None else grouped(line.quantity)
    return f"{units} {line.unit}{'' if line.quantity == 1 else 's'} × {price} = {result}"


def _cost(quantity: Decimal | None) -> str:
    return "cost not said" if quantity is None else eur(quantity)


def _category(budget: Budget, category: str) -> Explanation:
    lines = budget.of(category)
    steps = [f"line {number}, {line.label}: {_sum(line)}" for number, line in lines]
    steps.append(f"together: {eur(budget.grant.before_caps(category))}" if lines else "there are no lines")
    cuts = [cut for cut in budget.grant.caps_applied if cut.category == category]
    steps += map(_cut, cuts)
    unverified = [cut for cut in budget.grant.unverified_caps if cut.category == category]
    steps += [f"not taken off, because nobody could verify it: {_cut(cut)}" for cut in unverified]
    caps = [check for check in budget.checks if check.item == category]
    steps += [_within(check) for check in caps if check.gap is None or check.gap >= 0]
    if cuts:
        steps.append(f"after caps: {eur(budget.grant.after_caps(category))}")
    figures = _figures(line.price.figures for _, line in lines) | _figures(
        cut.figures for cut in (*cuts, *unverified)
    )
    figures |= _figures(check.figures for check in caps)
    return Explanation(f"Category {item_in_words(category)}", tuple(steps), figures)


def _within(cap: Check) -> str:
    if cap.value is None or cap.limit is None:
        return "whether it is within its cap depends on months"
    return f"its cap is {cap.words}: {eur(cap.value)} is within {eur(cap.limit)}"


def _cut(cut: Cut) -> str:
    taken = cut.before - cut.after
    return f"{cut.words}: {eur(cut.before)} - {eur(taken)} = {eur(cut.after)}"


def _total(budget: Budget) -> Explanation:
    steps = [f"{item_in_words(name)}: {_known(budget.in_category(name))}" for name in budget.grant.categories]
    steps += [f"not complete: {gap}" for gap in budget.grant.gaps]
    steps.append(f"together: {_known(budget.total)}")
    return Explanation("Total after the caps of the categories", tuple(steps))


def _ceiling(budget: Budget) -> Explanation:
    ceiling, bounds = budget.grant.ceiling, budget.edition.grant_bounds
    steps = [f"{ceiling.words}: {eur(ceiling.amount)}" if ceiling.amount is not None else ceiling.words]
    if ceiling.at_most is not None and ceiling.at_most != ceiling.amount:
        steps.append(f"no project can have more than {eur(ceiling.at_most)}")
    steps += [f"still to be said: {key}" for key in ceiling.needs]
    figures = dict(ceiling.figures)
    if bounds:
        steps.append(f"grants of this call are from {eur(bounds.lowest)} to {eur(bounds.highest)}")
        figures["grant_bounds"] = bounds
    return Explanation("Ceiling of the whole grant", tuple(steps), figures)


def _grant(budget: Budget) -> Explanation:
    total, ceiling = budget.total, budget.grant.ceiling
    steps = [f"total after the caps of the categories: {_known(total)}"]
    steps.append(f"ceiling: {_known(ceiling.amount)} ({ceiling.words})")
    if total is not None and ceiling.amount is not None:
        steps.append(f"the smaller of {eur(total)} and {eur(ceiling.amount)} = {_known(budget.amount)}")
    else:
        steps.append(f"grant: {_known(budget.amount)}")
    steps += [] if budget.grant.complete else ["not complete: some amounts are still missing"]
    return Explanation("Grant", tuple(steps), ceiling.figures)


def _known(amount: Decimal | None) -> str:
    return "not known" if amount is None else eur(amount)


def _figures(parts: Iterable[Figures]) -> dict[str, Cited]:
    return {path: figure for part in parts for path, figure in part.items()}
