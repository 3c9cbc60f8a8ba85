"""The first sheet: categories with their caps, the ceiling, the grant, and a chart; all of it calculates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from xlsxwriter.workbook import Workbook

from erasmus_cli.grant.budget import Budget
from erasmus_cli.grant.caps import Counts
from erasmus_cli.grant.comparison import Check
from erasmus_cli.grant.items import item_in_words
from erasmus_cli.wording.formatting import upper_first
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import tell
from erasmus_cli.workbook.items import ItemSheet
from erasmus_cli.workbook.sheet import Sheet, here, quoted

if TYPE_CHECKING:
    from xlsxwriter.chart_bar import ChartBar

HEAD = 5
WIDTHS = (44, 18, 18, 18, 18, 60)
_AMOUNT = 3
_Known = tuple[ItemSheet | None, Check | None]
_HEADINGS = (
    Words("Category"),
    Words("Before the cap"),
    Words("Cap"),
    Words("After the cap"),
    Words("Cut"),
    Words("What the cap is"),
)


@dataclass(frozen=True)
class Totals:
    """The cells of a summary that checks refer to, and the first row below them."""

    total: str
    ceiling: str
    grant: str
    requested: str
    below: int


def titles(sheet: Sheet, budget: Budget, on: date) -> None:
    """Writes what the workbook is about, and where nothing can be added up, why."""
    proposal = budget.proposal
    named = ": ".join(filter(None, (proposal.acronym, proposal.title))) or _("no title yet")
    sheet.put(0, 0, _("Budget"), "title")
    sheet.put(1, 0, named.replace("\n", " "), "note")
    sheet.put(
        2,
        0,
        tell(
            "{action}, {edition}; worked out on {date}",
            action=budget.edition.label,
            edition=budget.edition.name,
            date=on.isoformat(),
        ),
        "note",
    )
    if not budget.grant.complete:
        gaps = tuple(budget.grant.gaps) or (_("some lines have no amount yet"),)
        sheet.put(3, 0, tell("NOT COMPLETE: {gaps:reasons}", gaps=gaps), "note")


def fill(
    sheet: Sheet, budget: Budget, items: Mapping[str, ItemSheet], on: date, workbook: Workbook
) -> Totals:
    """Writes the summary of a grant of unit costs."""
    titles(sheet, budget, on)
    sheet.table_head(HEAD, _HEADINGS, WIDTHS, range(1, 5))
    caps = {check.item: check for check in budget.checks if check.item}
    row = HEAD
    for row, category in enumerate(budget.grant.categories, start=HEAD + 1):
        _category(sheet, row, budget, category, (items.get(category), caps.get(category)))
    first = HEAD + 1
    total = sheet.cells(first, 3, row) if budget.grant.categories else "0"
    totals = whole(sheet, row + 1, budget, f"=SUM({total})")
    sheet.put(totals.below, 0, _("Lines without an amount"))
    open_lines = sum(line.amount is None for line in budget.grant.lines)
    parts = [f'COUNTIF({item.amounts},"")' for item in items.values()]
    sheet.formula(totals.below, 1, "=" + ("+".join(parts) or "0"), open_lines, "count")
    if budget.grant.categories:
        chart(workbook, sheet, (first, row), totals.below + 2, _("EUR by category"))
    return totals


def _category(sheet: Sheet, row: int, budget: Budget, category: str, known: _Known) -> None:
    item, cap = known
    before, after = budget.grant.before_caps(category), budget.grant.after_caps(category)
    sheet.put(row, 0, upper_first(item_in_words(category)))
    sheet.put(row, 2, None if cap is None or cap.unverified else cap.limit, "input")
    if item is None:
        sheet.put(row, 1, 0, "money")
        sheet.put(row, _AMOUNT, 0, "money")
    else:
        inside, outside = (_those(item, how) for how in (Counts.YES, Counts.OUTSIDE))
        sheet.formula(row, 1, f"={item.sum}", before)
        sheet.formula(row, _AMOUNT, f"=MIN({inside},{here(row, 2)})+{outside}", after)
    sheet.formula(row, 4, f"={here(row, 1)}-{here(row, _AMOUNT)}", before - after)
    sheet.put(row, 5, "; ".join(_words(budget, category, cap)))


def _those(item: ItemSheet, how: Counts) -> str:
    return f"SUMIF({item.counting},{quoted(_(how.value))},{item.amounts})"


def _words(budget: Budget, category: str, cap: Check | None) -> Iterator[str]:
    if cap is not None:
        yield (
            tell("{cap} (nobody could verify it, so nothing is cut)", cap=cap.words)
            if cap.unverified
            else str(cap.words)
        )
    yield from (
        str(cut.words)
        for cut in budget.grant.caps_applied
        if cut.category == category and cut.cap != category
    )


def whole(sheet: Sheet, row: int, budget: Budget, sum_of_all: str) -> Totals:
    """Writes the rows from the total to the grant."""
    limit, known = budget.grant.ceiling, budget.grant.known
    name = _("Lump sum") if budget.edition.lump_sums else _("Ceiling")
    sheet.row(row, (_("Total"), "", "", "", "", ""), "strong")
    if known:
        sheet.formula(row, 3, sum_of_all, budget.total, "strong money")
    sheet.put(row + 1, 0, name)
    sheet.put(row + 1, 3, limit.amount, "input")
    sheet.put(row + 1, 5, str(limit.words))
    sheet.row(row + 2, (_("Grant"), "", "", "", "", ""), "strong")
    if known:
        sheet.formula(row + 2, 3, f"=MIN({here(row, 3)},{here(row + 1, 3)})", budget.amount, "strong money")
    sheet.put(row + 3, 0, _("Asked for"))
    sheet.put(row + 3, 3, budget.requested, "input")
    bounds = budget.edition.grant_bounds
    if bounds:
        sheet.put(row + 4, 0, _("Bounds of the call"))
        sheet.put(
            row + 4, 5, tell("from {least:eur} to {most:eur}", least=bounds.lowest, most=bounds.highest)
        )
    total, ceiling, grant, requested = (sheet.cell(row + below, _AMOUNT) for below in range(4))
    return Totals(total, ceiling, grant, requested, below=row + (5 if bounds else 4))


def chart(workbook: Workbook, sheet: Sheet, rows: tuple[int, int], below: int, title: str) -> None:
    """Draws the amounts of the rows as bars, in their order from above."""
    first, last = rows
    drawn = cast("ChartBar", workbook.add_chart({"type": "bar"}))
    drawn.add_series(
        {
            "name": "EUR",
            "categories": [sheet.name, first, 0, last, 0],
            "values": [sheet.name, first, _AMOUNT, last, _AMOUNT],
            "fill": {"color": "#3B5B92"},
        }
    )
    drawn.set_legend({"none": True})
    drawn.set_y_axis({"reverse": True})
    drawn.set_x_axis({"num_format": "[>=1000]#\\ ##0;0", "major_gridlines": {"visible": True}})
    drawn.set_title({"name": title, "name_font": {"size": 11}})
    drawn.set_size({"width": 900, "height": 130 + 28 * (last - first + 1)})
    sheet.sheet.insert_chart(below, 0, drawn)
