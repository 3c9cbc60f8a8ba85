"""The sheet of organisations: what each has in each category, before caps."""

from collections.abc import Sequence
from decimal import Decimal

from erasmus_cli.grant.budget import Budget
from erasmus_cli.grant.model import together
from erasmus_cli.project.short_names import called
from erasmus_cli.wording.language import Words, _
from erasmus_cli.workbook.items import ItemSheet
from erasmus_cli.workbook.sheet import Sheet, here

HEAD = 3
_SAID = (Words("Short name"), Words("Name"), Words("Country"), Words("Role"))
_WIDTHS = (18, 36, 9, 12)


def handles(budget: Budget) -> list[str | None]:
    """The organisations of the proposal, then those that only lines name; None last: lines of no one."""
    members = [member.id for member in budget.proposal.organisations or () if member.id]
    named = [line.organisation for line in budget.grant.lines]
    return sorted(dict.fromkeys((*members, *named)), key=lambda handle: handle is None)


def about(budget: Budget, handle: str | None) -> tuple[str, ...]:
    """What the first columns say of an organisation."""
    members = budget.proposal.organisations or ()
    member = next((member for member in members if handle and member.id == handle), None)
    if member is None:
        return (
            handle or "",
            _("(not an organisation of this proposal)") if handle else _("(none named)"),
            "",
            "",
        )
    return (
        called(budget.project, handle) or "",
        member.name or "",
        member.country or "",
        _(member.role or ""),
    )


def fill(sheet: Sheet, budget: Budget, items: Sequence[ItemSheet]) -> str:
    """Writes the sheet; returns the cell with the sum of all organisations."""
    sheet.put(0, 0, _("Organisations"), "title")
    sheet.put(1, 0, _("Sums before the caps of the categories."), "note")
    headings = (*_SAID, *(item.sheet.name for item in items), _("Sum"), _("Share"))
    widths = (*_WIDTHS, *(13 for _ in items), 17, 10)
    sheet.table_head(HEAD, headings, widths, range(len(_SAID), len(headings)))
    rows = handles(budget)
    first, last, total = HEAD + 1, HEAD + len(rows), len(_SAID) + len(items)
    for row, handle in enumerate(rows, start=first):
        sheet.row(row, about(budget, handle))
        for column, item in enumerate(items, start=len(_SAID)):
            sheet.formula(row, column, _owned(item, row), _sum(budget, handle, item.category))
        left, right = here(row, len(_SAID)), here(row, total - 1)
        sheet.formula(row, total, f"=SUM({left}:{right})" if items else "=0", _sum(budget, handle))
    _sums(sheet, budget, items, (first, last))
    for row, handle in enumerate(rows, start=first):
        share(sheet, (row, total), last + 1, _sum(budget, handle), together(budget.grant.lines))
    return sheet.cell(last + 1, total)


def _owned(item: ItemSheet, row: int) -> str:
    # SUMIF would take names such as `1` and `01`, or `P1` and `p1`, for the same.
    return f"=SUMPRODUCT(--EXACT({item.owners},{here(row, 0)}),{item.amounts})"


def _sum(budget: Budget, handle: str | None, category: str | None = None) -> Decimal:
    return together(
        line
        for line in budget.grant.lines
        if line.organisation == handle and category in (None, line.category)
    )


def _sums(sheet: Sheet, budget: Budget, items: Sequence[ItemSheet], rows: tuple[int, int]) -> None:
    first, last = rows
    stored = [budget.grant.before_caps(item.category) for item in items]
    sheet.row(last + 1, (_("Sum"), "", "", "", *("" for _ in items), "", ""), "strong")
    for column, amount in enumerate((*stored, sum(stored, Decimal(0))), start=len(_SAID)):
        cells = f"{here(first, column)}:{here(last, column)}" if last >= first else "0"
        sheet.formula(last + 1, column, f"=SUM({cells})", amount, "strong money")


def share(sheet: Sheet, at: tuple[int, int], sum_row: int, part: Decimal, total: Decimal) -> None:
    """Writes what a sum in a column is of the sum below it, into the next column."""
    row, column = at
    amount, whole = here(row, column), here(sum_row, column)
    stored = part / total if total else None
    sheet.formula(row, column + 1, f'=IF({whole}=0,"",{amount}/{whole})', stored, "share")
