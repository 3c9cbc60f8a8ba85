"""The budget as a picture: who and what the money is for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from erasmus_cli.document.draft import Figure
from erasmus_cli.figures.svg import BLUE, GREEN, render
from erasmus_cli.figures.text_metrics import clean, cut
from erasmus_cli.wording.formatting import eur
from erasmus_cli.wording.language import HARD_SPACE, Words, _
from erasmus_cli.wording.messages import tell

NAME = "budget"
CATEGORY, PACKAGE, ACTIVITY = (
    Words("Budget by category"),
    Words("Budget by work package"),
    Words("Budget by activity"),
)
_BY = {
    CATEGORY: Words("What {total} are for, by category. Percentages are rounded."),
    PACKAGE: Words("What {total} are for, by work package. Percentages are rounded."),
    ACTIVITY: Words("What {total} are for, by activity. Percentages are rounded."),
}
_BY_BOTH = {
    CATEGORY: Words("What {total} are for, by category and by organisation. Percentages are rounded."),
    PACKAGE: Words("What {total} are for, by work package and by organisation. Percentages are rounded."),
    ACTIVITY: Words("What {total} are for, by activity and by organisation. Percentages are rounded."),
}
UNDIVIDED = Words("Not divided yet")
Amounts = Sequence[tuple[str, Decimal]]
"""What each amount is for, and the amount in EUR."""

_LABEL_ROOM, _SIZE = 246.0, 10.5
_BAR_X, _BAR_ROOM = 266.0, 300.0
_MOST = 44  # bars, so that the chart stands on one page
_ROW, _HEADING, _TOP, _GAP = 18.0, 24.0, 10.0, 8.0


@dataclass(frozen=True)
class Bar:
    """One amount: its label, what is printed beside it, and how wide its bar is."""

    y: float
    text: str
    full: str
    amount: str
    share: str
    width: float


@dataclass(frozen=True)
class Panel:
    """The amounts of one division of the budget, and their sum."""

    heading: str
    y: float
    bars: tuple[Bar, ...]
    total: str
    bottom: float
    colour: str


def budget_shares(
    amounts: Amounts, organisations: Amounts = (), parts: Words = CATEGORY, folder: Path | None = None
) -> Figure | None:
    """Each part of the budget as a bar, with its amount and its share of the whole; None without amounts.

    Args:
        amounts: the grant by category, work package or activity, EUR; of very many the largest are drawn.
        organisations: the same grant by organisation, EUR; empty if it is not divided.
        parts: what the amounts are by: `CATEGORY`, `PACKAGE` or `ACTIVITY`.
        folder: a user's own templates.
    """
    half = _MOST // 2
    divisions = [
        (_(parts), _largest(amounts, _MOST - min(len(organisations), half)), BLUE),
        (_("Budget by organisation"), _largest(organisations, _MOST - min(len(amounts), half)), GREEN),
    ]
    panels: list[Panel] = []
    for heading, shares, colour in divisions:
        if shares:
            panels.append(_panel(heading, shares, colour, panels[-1].bottom + _GAP if panels else _TOP))
    if not panels:
        return None
    alt = " ".join(_told(heading, shares) for heading, shares, _colour in divisions if shares)
    svg = render(NAME, folder, title=_("The budget in parts"), alt=alt, panels=panels, bar_x=_BAR_X)
    return Figure(NAME, svg, alt, _caption(amounts, organisations, parts))


def _largest(parts: Amounts, most: int) -> Amounts:
    """The parts in their order; where they are more than have room, the largest, and all others as one."""
    if len(parts) <= most:
        return parts
    sizes = sorted(range(len(parts)), key=lambda place: parts[place][1], reverse=True)
    kept = set(sizes[: most - 1])
    rest = [part for place, part in enumerate(parts) if place not in kept]
    shown = [part for place, part in enumerate(parts) if place in kept]
    return [*shown, (tell("and {n} more", n=len(rest)), _sum(rest))]


def _panel(heading: str, parts: Amounts, colour: str, y: float) -> Panel:
    total, most = _sum(parts), max(amount for _label, amount in parts)
    first = y + _HEADING + _ROW / 2
    bars = tuple(_bar(part, total, most, first + n * _ROW) for n, part in enumerate(parts))
    return Panel(heading, y + _HEADING - 8, bars, eur(total), y + _HEADING + len(parts) * _ROW + _ROW, colour)


def _bar(part: tuple[str, Decimal], total: Decimal, most: Decimal, y: float) -> Bar:
    label, amount = part
    width = float(amount / most) * _BAR_ROOM if most else 0.0
    share = _share(amount, total)
    full = f"{clean(label)}: {eur(amount)}{f', {share}' if share else ''}"
    return Bar(y, cut(label, _LABEL_ROOM, _SIZE), full, eur(amount), share, width)


def _share(amount: Decimal, total: Decimal) -> str:
    """Whole percents; of nothing there is no share."""
    if not total:
        return ""
    percents = amount * 100 / total
    if 0 < percents < 1:
        return f"<{HARD_SPACE}1{HARD_SPACE}%"
    return f"{percents.quantize(Decimal(1), ROUND_HALF_UP)}{HARD_SPACE}%"


def _told(heading: str, parts: Amounts) -> str:
    total = _sum(parts)
    shares = ((clean(label), eur(amount), _share(amount, total)) for label, amount in parts)
    told = "; ".join(f"{label}, {amount}{f' ({share})' if share else ''}" for label, amount, share in shares)
    return f"{heading}, {eur(total)}: {told}."


def _caption(amounts: Amounts, organisations: Amounts, by: Words) -> str:
    total = _sum(amounts or organisations)
    if not amounts:
        said = Words("What {total} are for, by organisation. Percentages are rounded.")
    else:
        said = _BY_BOTH[by] if organisations else _BY[by]
    return tell(said, total=eur(total))


def _sum(parts: Iterable[tuple[str, Decimal]]) -> Decimal:
    return sum((amount for _label, amount in parts), Decimal(0))
