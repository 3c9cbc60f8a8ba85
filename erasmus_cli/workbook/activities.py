"""The sheet of the activities of work packages: their amounts, and whose they are."""

from dataclasses import dataclass
from decimal import Decimal

from erasmus_cli.grant.lump_sum import amount_of_activity
from erasmus_cli.project.item_numbers import is_number, with_number
from erasmus_cli.project.short_names import called
from erasmus_cli.proposal.model import Activity
from erasmus_cli.wording.formatting import short_day
from erasmus_cli.wording.language import Words, _
from erasmus_cli.workbook.division import Matrix
from erasmus_cli.workbook.sheet import Sheet, here

_HEAD = 3
_NOTE = Words(
    "EUR. Shaded cells may be changed. Sums up to the grant go by the division, not by these amounts."
)
_SAID = (Words("No."), Words("Activity"), Words("Work package"), Words("Lead"), Words("From"), Words("To"))
_WIDTHS = (10, 36, 13, 16, 12, 12)
_AMOUNT = len(_SAID)
_SHARES = _AMOUNT + 1
_COLUMNS_A_PAGE = 5


@dataclass(frozen=True)
class _Package:
    """The rows of a package's activities, and the row of the package in the division."""

    label: str
    first: int
    last: int
    source: int


def fill(sheet: Sheet, matrix: Matrix) -> None:
    """Writes the activities package by package, and below what of each package they leave."""
    project = matrix.division.budget.project
    handles = [handle for handle in matrix.division.handles if handle]
    names = [called(project, handle) or handle for handle in handles]
    left = _SHARES + len(handles)
    sheet.put(0, 0, _("Activities of the work packages"), "title")
    sheet.put(1, 0, _NOTE, "note")
    headings = (*_SAID, _("Amount"), *names, _("Not divided"))
    widths = (*_WIDTHS, 16, *(13 for _ in names), 14)
    sheet.table_head(_HEAD, headings, widths, range(_AMOUNT, len(headings)))
    sheet.sheet.freeze_panes(_HEAD + 1, 2)
    sheet.sheet.repeat_columns(0, 1)
    sheet.sheet.fit_to_pages(-(-len(names) // _COLUMNS_A_PAGE) or 1, 0)
    row, packages = _HEAD + 1, []
    for index, package in enumerate(matrix.division.budget.proposal.work_packages or ()):
        label = package.id if package.id and is_number(package.id) else str(index + 1)
        for activity in package.activities:
            _row(sheet, matrix, row, label, activity)
            if handles:
                shares = f"{here(row, _SHARES)}:{here(row, left - 1)}"
                formula = f'=IF(COUNT({shares})=0,"",{here(row, _AMOUNT)}-SUM({shares}))'
                sheet.formula(row, left, formula, _undivided(activity))
            row += 1
        if package.activities:
            name = with_number(label, package.title)
            packages.append(_Package(name, row - len(package.activities), row - 1, matrix.first + index))
    _of_packages(sheet, matrix, row + 1, packages)


def _row(sheet: Sheet, matrix: Matrix, row: int, package: str, activity: Activity) -> None:
    project = matrix.division.budget.project
    number = activity.id if activity.id and is_number(activity.id) else ""
    days = (short_day(on) if on else "" for on in (activity.start, activity.end))
    sheet.row(row, (number, activity.title or "", package, called(project, activity.lead) or "", *days))
    sheet.put(row, _AMOUNT, amount_of_activity(activity), "input")
    for column, handle in enumerate(filter(None, matrix.division.handles), start=_SHARES):
        sheet.put(row, column, activity.grants.get(handle), "input")


def _undivided(activity: Activity) -> Decimal | None:
    """What of its amount is nobody's; None where nothing of it is divided."""
    if not activity.grants:
        return None
    return (amount_of_activity(activity) or Decimal(0)) - sum(activity.grants.values(), Decimal(0))


def _of_packages(sheet: Sheet, matrix: Matrix, head: int, packages: list[_Package]) -> None:
    """What the package has by the division, what its activities take, and what they leave."""
    sheet.row(
        head, ("", _("Work package"), "", "", _("By the division"), _("In activities"), _("Left")), "strong"
    )
    amounts = {matrix.first + index: entry.total for index, entry in enumerate(matrix.division.rows)}
    listed = matrix.division.budget.proposal.work_packages or ()
    for row, package in enumerate(packages, start=head + 1):
        inner = listed[package.source - matrix.first].activities
        inside = sum((amount_of_activity(one) or Decimal(0) for one in inner), Decimal(0))
        whole = amounts.get(package.source) or Decimal(0)
        sheet.put(row, 1, package.label)
        sheet.formula(row, 4, f"={matrix.sheet.cell(package.source, matrix.sums)}", whole)
        cells = f"{here(package.first, _AMOUNT)}:{here(package.last, _AMOUNT)}"
        sheet.formula(row, 5, f"=SUM({cells})", inside)
        sheet.formula(row, 6, f"={here(row, 4)}-{here(row, 5)}", whole - inside)
