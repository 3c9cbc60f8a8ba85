"""The sheet of checks: each limit beside what it limits, and whether it holds, as formulas."""

from collections.abc import Mapping, Sequence

from erasmus_cli.grant.budget import Budget
from erasmus_cli.grant.caps import Counts
from erasmus_cli.grant.comparison import Check, Comparison, Relation, Unit
from erasmus_cli.grant.model import NOTHING, together
from erasmus_cli.guide.records import Strength
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import NOTHING as NO_WORDS
from erasmus_cli.wording.messages import say, tell
from erasmus_cli.workbook.items import ItemSheet
from erasmus_cli.workbook.sheet import Sheet, here, quoted
from erasmus_cli.workbook.summary import Totals

HEAD = 2
UNKNOWN = Words("not known")
_HEADINGS = (
    Words("Check"),
    Words("Value"),
    Words("Limit"),
    Words("Room"),
    Words("Over by"),
    Words("Result"),
    Words("Remark"),
)
_WIDTHS = (44, 16, 16, 16, 16, 24, 66)
_SHEETS_AGREE = Comparison(
    "organisations-make-the-categories",
    say("Sum of the organisations, against the categories before caps"),
    Relation.EXACTLY,
    Strength.ERROR,
    over=Words("differs"),
    under=Words("differs"),
)
Cells = Mapping[str, tuple[str, str]]
"""The formulas of value and limit, by the id of a check."""


def fill(sheet: Sheet, checks: Sequence[Check], cells: Cells) -> None:
    """Writes the checks whose value and limit have a place in the workbook."""
    sheet.put(0, 0, _("Checks"), "title")
    sheet.table_head(HEAD, _HEADINGS, _WIDTHS, range(1, 5))
    row = HEAD
    for row, check in enumerate((check for check in checks if check.id in cells), start=HEAD + 1):
        _write(sheet, row, check, cells[check.id])
    if row > HEAD:
        bad = {"type": "text", "criteria": "not containing", "value": _("OK")}
        sheet.sheet.conditional_format(HEAD + 1, 5, row, 5, {**bad, "format": sheet.styles["alert"]})


def _write(sheet: Sheet, row: int, check: Check, formulas: tuple[str, str]) -> None:
    value, limit, room, over = (here(row, column) for column in (1, 2, 3, 4))
    look, gap = "count" if check.unit is Unit.PACKAGES else "money", check.gap
    sheet.put(row, 0, str(check.label))
    sheet.formula(row, 1, f"={formulas[0]}", check.value, look)
    sheet.formula(row, 2, f"={formulas[1]}", check.limit, look)
    unknown = f'OR({value}="",{limit}="")'
    # Two columns, because number formats that group by spaces have no section left for negative amounts.
    for column, (more, less), stored in (
        (3, (limit, value), None if gap is None else max(gap, NOTHING)),
        (4, (value, limit), None if gap is None else max(-gap, NOTHING)),
    ):
        sheet.formula(row, column, f'=IF({unknown},"",MAX(ROUND({more}-{less},6),0))', stored, look)
    verdicts = (
        f"IF({over}>0,{quoted(_(check.of.over))},"
        f"IF({room}>0,{quoted(_(check.of.under))},{quoted(_(check.of.even))}))"
    )
    sheet.formula(row, 5, f"=IF({unknown},{quoted(_(UNKNOWN))},{verdicts})", _(check.verdict), "plain")
    sheet.put(row, 6, "; ".join(_remarks(check)))


def _remarks(check: Check) -> list[str]:
    """How the limit comes about, and where it stands."""
    allowed = [] if check.share is None else [tell("{share:share}", share=check.share)]
    words = [str(check.words)] if check.words != NO_WORDS else []
    return [*allowed, *words, *(f"{source.citation} ({_(source.grade.value)})" for source in check.sources)]


def if_there(cell: str) -> str:
    """The value of a cell, and nothing rather than 0 where it is empty."""
    return f'IF({cell}="","",{cell})'


def cells_of(budget: Budget, items: Mapping[str, ItemSheet], totals: Totals) -> Cells:
    """Where the values and limits of a grant of unit costs stand in the workbook."""
    requested = if_there(totals.requested)
    caps = {check.id: _cap(check, items.get(check.item or "")) for check in budget.checks if check.item}
    bounds = {
        check.id: (requested, f"{check.limit}") for check in budget.checks if "grant_bounds" in check.figures
    }
    return {
        **caps,
        **bounds,
        "ceiling": (if_there(totals.total), if_there(totals.ceiling)),
        "asked-for": (requested, if_there(totals.grant)),
        "asked-for-within-ceiling": (requested, if_there(totals.ceiling)),
    }


def _cap(check: Check, item: ItemSheet | None) -> tuple[str, str]:
    value = f"SUMIF({item.counting},{quoted(_(Counts.YES.value))},{item.amounts})" if item else "0"
    return value, '""' if check.limit is None else f"{check.limit:f}"


def of_the_sheets(budget: Budget) -> Check:
    """That no line is lost between the sheets: what all organisations have is what all categories have."""
    everything = together(budget.grant.lines)
    return Check(_SHEETS_AGREE, everything, everything)
