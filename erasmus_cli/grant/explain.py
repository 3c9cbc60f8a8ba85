"""How one amount of a grant comes about: every step in words, with its arithmetic and its sources."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from erasmus_cli.grant.budget import Budget
from erasmus_cli.grant.comparison import Check
from erasmus_cli.grant.items import item_in_words
from erasmus_cli.grant.model import Cut, Figures, Line, counted
from erasmus_cli.guide.sources import Cited
from erasmus_cli.wording.messages import Message, say

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

    title: Message
    steps: tuple[Message, ...]
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


def explainable(budget: Budget) -> Message:
    """What can be explained, in words."""
    lines = len(budget.grant.lines)
    numbers = say("lines 1 to {last}", last=lines) if lines > 1 else say("line 1")
    listed = ((numbers,) if lines else ()) + budget.grant.categories + WHOLES
    return say("{parts:list}", parts=listed)


def _line(number: int, line: Line) -> Explanation:
    steps = [*(place.told for place in line.price.places), *line.price.why, _sum(line)]
    steps += [say("still to be said: {pointer}", pointer=pointer) for pointer in line.needs]
    steps += [say("not known: {what}", what=line.price.unknown)] if line.price.unknown else []
    steps += [say("at fault: {what}", what=line.fault)] if line.fault else []
    steps += [say("caution: {what}", what=line.price.caution)] if line.price.caution else []
    item = item_in_words(line.category)
    steps.append(
        say("it counts towards {item}", item=item)
        if line.unit == "share"
        else say("it counts towards {item}, whose caps come after its sum", item=item)
    )
    values = {"number": number, "label": line.label, "owner": line.organisation}
    title = (
        say("Line {number}: {label} ({owner})", **values)
        if line.organisation
        else say("Line {number}: {label}", **values)
    )
    return Explanation(title, tuple(steps), line.price.figures, line.at)


def _sum(line: Line) -> Message:
    """`16 days × EUR 241 = EUR 3 856`."""
    result = say("no amount yet") if line.amount is None else _eur(line.amount)
    rate = line.price.rate
    if line.unit == "share":
        return say("share: {result}", result=result)
    if line.unit == "euro":
        cost = say("cost not said") if line.quantity is None else _eur(line.quantity)
        share = say("share not known") if rate is None else say("{share:trimmed_share}", share=rate)
        return say("{cost} × {share} = {result}", cost=cost, share=share, result=result)
    price = say("rate not known") if rate is None else _eur(rate)
    return say(
        "{units} × {price} = {result}", units=counted(line.quantity, line.unit), price=price, result=result
    )


def _eur(amount: Decimal) -> Message:
    return say("{sum:eur}", sum=amount)


def _category(budget: Budget, category: str) -> Explanation:
    lines = budget.of(category)
    steps = [
        say("line {number}, {label}: {sum}", number=number, label=line.label, sum=_sum(line))
        for number, line in lines
    ]
    together = say("together: {sum:eur}", sum=budget.grant.before_caps(category))
    steps.append(together if lines else say("there are no lines"))
    cuts = [cut for cut in budget.grant.caps_applied if cut.category == category]
    steps += map(_cut, cuts)
    unverified = [cut for cut in budget.grant.unverified_caps if cut.category == category]
    steps += [
        say("not taken off, because nobody could verify it: {cut}", cut=_cut(cut)) for cut in unverified
    ]
    caps = [check for check in budget.checks if check.item == category]
    steps += [_within(check) for check in caps if check.gap is None or check.gap >= 0]
    if cuts:
        steps.append(say("after caps: {sum:eur}", sum=budget.grant.after_caps(category)))
    figures = _figures(line.price.figures for _, line in lines) | _figures(
        cut.figures for cut in (*cuts, *unverified)
    )
    figures |= _figures(check.figures for check in caps)
    return Explanation(say("Category {item}", item=item_in_words(category)), tuple(steps), figures)


def _within(cap: Check) -> Message:
    if cap.value is None or cap.limit is None:
        return say("whether it is within its cap depends on months")
    return say(
        "its cap is {cap}: {value:eur} is within {limit:eur}", cap=cap.words, value=cap.value, limit=cap.limit
    )


def _cut(cut: Cut) -> Message:
    return say(
        "{cap}: {before:eur} - {taken:eur} = {after:eur}",
        cap=cut.words,
        before=cut.before,
        taken=cut.before - cut.after,
        after=cut.after,
    )


def _total(budget: Budget) -> Explanation:
    steps = [
        say("{item}: {sum}", item=item_in_words(name), sum=_known(budget.in_category(name)))
        for name in budget.grant.categories
    ]
    steps += [say("not complete: {gap}", gap=gap) for gap in budget.grant.gaps]
    steps.append(say("together: {sum}", sum=_known(budget.total)))
    return Explanation(say("Total after the caps of the categories"), tuple(steps))


def _ceiling(budget: Budget) -> Explanation:
    ceiling, bounds = budget.grant.ceiling, budget.edition.grant_bounds
    steps = [
        say("{ceiling}: {sum:eur}", ceiling=ceiling.words, sum=ceiling.amount)
        if ceiling.amount is not None
        else ceiling.words
    ]
    if ceiling.at_most is not None and ceiling.at_most != ceiling.amount:
        steps.append(say("no project can have more than {most:eur}", most=ceiling.at_most))
    steps += [say("still to be said: {pointer}", pointer=key) for key in ceiling.needs]
    figures = dict(ceiling.figures)
    if bounds:
        words = say(
            "grants of this call are from {lowest:eur} to {highest:eur}",
            lowest=bounds.lowest,
            highest=bounds.highest,
        )
        steps.append(words)
        figures["grant_bounds"] = bounds
    return Explanation(say("Ceiling of the whole grant"), tuple(steps), figures)


def _grant(budget: Budget) -> Explanation:
    total, ceiling = budget.total, budget.grant.ceiling
    steps = [
        say("total after the caps of the categories: {sum}", sum=_known(total)),
        say("ceiling: {sum} ({why})", sum=_known(ceiling.amount), why=ceiling.words),
    ]
    if total is not None and ceiling.amount is not None:
        words = say(
            "the smaller of {total:eur} and {ceiling:eur} = {sum}",
            total=total,
            ceiling=ceiling.amount,
            sum=_known(budget.amount),
        )
        steps.append(words)
    else:
        steps.append(say("grant: {sum}", sum=_known(budget.amount)))
    steps += [] if budget.grant.complete else [say("not complete: some amounts are still missing")]
    return Explanation(say("Grant"), tuple(steps), ceiling.figures)


def _known(amount: Decimal | None) -> Message:
    return say("not known") if amount is None else _eur(amount)


def _figures(parts: Iterable[Figures]) -> dict[str, Cited]:
    return {path: figure for part in parts for path, figure in part.items()}
