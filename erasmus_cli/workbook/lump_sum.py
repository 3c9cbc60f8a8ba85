"""The other sheets of a lump sum: its summary, the organisations, the checks, the amounts offered."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xlsxwriter.workbook import Workbook

from erasmus_cli.grant.budget import Budget
from erasmus_cli.grant.comparison import Check, Unit
from erasmus_cli.grant.division import Row
from erasmus_cli.grant.lump_sum import choices
from erasmus_cli.project.item_numbers import with_number
from erasmus_cli.wording.language import _, spoken
from erasmus_cli.workbook.checks import Cells, if_there
from erasmus_cli.workbook.division import HEAD, Matrix
from erasmus_cli.workbook.organisations import about, share
from erasmus_cli.workbook.sheet import Sheet, here, quoted
from erasmus_cli.workbook.summary import HEAD as SUMMARY_HEAD
from erasmus_cli.workbook.summary import WIDTHS as SUMMARY_WIDTHS
from erasmus_cli.workbook.summary import Totals, chart, titles, whole


def summary(sheet: Sheet, matrix: Matrix, on: date, workbook: Workbook) -> Totals:
    """Writes the summary: each package or activity, the total, the lump sum, the grant."""
    division, budget = matrix.division, matrix.division.budget
    titles(sheet, budget, on)
    part, chart_title = (
        (_("Work package"), _("EUR by work package"))
        if division.in_packages
        else (_("Activity"), _("EUR by activity"))
    )
    headings = (part, _("Organisations"), _("Share"), _("Amount"), _("Management"), _("Remark"))
    sheet.table_head(SUMMARY_HEAD, headings, SUMMARY_WIDTHS, range(1, 4))
    first, last = SUMMARY_HEAD + 1, SUMMARY_HEAD + len(division.rows)
    for index, entry in enumerate(division.rows):
        _summed(sheet, matrix, (first + index, matrix.first + index, last + 1), entry)
    totals = whole(sheet, last + 1, budget, f"={matrix.total}")
    sheet.put(totals.below, 0, _("Estimated cost"))
    sheet.put(totals.below, 3, budget.proposal.estimated_cost, "input")
    if division.rows:
        chart(workbook, sheet, (first, last), totals.below + 2, chart_title)
    return totals


def _summed(sheet: Sheet, matrix: Matrix, rows: tuple[int, int, int], entry: Row) -> None:
    row, source, total = rows
    label = with_number(entry.name, entry.title)
    cells = matrix.sheet.cells(source, 2, source, matrix.sums - 1)
    sheet.put(row, 0, label)
    owners = sum(1 for amount in entry.cells.values() if amount)
    sheet.formula(row, 1, f'=COUNTIF({cells},">0")', Decimal(owners), "count")
    sheet.formula(row, 3, f"={matrix.sheet.cell(source, matrix.sums)}", entry.total or Decimal(0))
    part, everything = here(row, 3), here(total, 3)
    known = matrix.division.budget.total
    stored = (entry.total or Decimal(0)) / known if known else None
    sheet.formula(row, 2, f'=IF(N({everything})=0,"",{part}/{everything})', stored, "share")
    sheet.put(row, 4, spoken().yes if entry.management else "")
    sheet.put(row, 5, "" if entry.total is not None else _("no amount yet"))


def organisations(sheet: Sheet, matrix: Matrix) -> None:
    """Writes what each organisation has."""
    division, row = matrix.division, HEAD
    sheet.put(0, 0, _("Organisations"), "title")
    headings = (_("Short name"), _("Name"), _("Country"), _("Role"), _("Sum"), _("Share"))
    sheet.table_head(HEAD, headings, (18, 48, 9, 12, 17, 10), (4, 5))
    end, total = HEAD + len(division.handles) + 1, division.budget.total or Decimal(0)
    for row, handle in enumerate(division.handles, start=HEAD + 1):
        amount = division.of_organisation(handle)
        column = 2 + row - HEAD - 1
        sheet.row(row, about(division.budget, handle))
        sheet.formula(row, 4, f"={matrix.sheet.cell(matrix.last + 1, column)}", amount)
        share(sheet, (row, 4), end, amount, total)
    sheet.row(end, (_("Sum"), "", "", "", "", ""), "strong")
    cells = f"{here(HEAD + 1, 4)}:{here(row, 4)}" if division.handles else "0"
    sheet.formula(end, 4, f"=SUM({cells})", total, "strong money")


def cells_of(matrix: Matrix, totals: Totals, first_sheet: Sheet) -> Cells:
    """Where the values and limits of the checks stand in the workbook, as formulas, by the check's id."""
    lump_sum, cost = if_there(totals.ceiling), if_there(first_sheet.cell(totals.below, 3))
    cells = {
        "parts-make-the-lump-sum": (if_there(totals.total), lump_sum),
        "estimated-cost": (cost, lump_sum),
    }
    rows = matrix.division.rows
    if not rows:
        return cells
    first, last = SUMMARY_HEAD + 1, SUMMARY_HEAD + len(rows)
    parts = _Parts(totals, *(first_sheet.cells(first, column, last) for column in (3, 4)))
    number = f"ROWS({matrix.sheet.cells(matrix.first, 0, matrix.last)})"
    for check in matrix.division.budget.checks:
        if check.unit is Unit.PACKAGES:
            cells[check.id] = (number, f"{check.limit}")
        elif check.share is not None:
            cells[check.id] = (parts.management, parts.limit(check))
    return cells


@dataclass(frozen=True)
class _Parts:
    """The cells with the amounts of the packages, and those that mark packages of management.

    A package that adds up to nothing has no amount yet, so nothing can be said of shares of the whole.
    """

    totals: Totals
    amounts: str
    marks: str

    @property
    def management(self) -> str:
        """The formula of what management takes; empty while that is not known."""
        yes = quoted(spoken().yes)
        known = f"COUNTIF({self.marks},{yes})=0,COUNTIFS({self.marks},{yes},{self.amounts},0)>0"
        return f'IF(OR({known}),"",SUMIF({self.marks},{yes},{self.amounts}))'

    def limit(self, check: Check) -> str:
        """The formula of the most that it may take; empty while that is not known."""
        if check.id == "management-of-other-packages":
            others = f'SUMIF({self.marks},"",{self.amounts})'
            return f'IF(COUNTIF({self.amounts},0)>0,"",{check.share}*{others})'
        ceiling, total = self.totals.ceiling, self.totals.total
        whole = f'IF({ceiling}="",IF(COUNTIF({self.amounts},0)>0,0,{total}),{ceiling})'
        return f'IF(N({whole})=0,"",{check.share}*{whole})'


def fill_choices(sheet: Sheet, budget: Budget) -> None:
    """Writes the lump sums that the call offers, side by side; months and partners may be changed."""
    partners = len(budget.project.full_members)
    sheet.put(0, 0, _("Lump sums of the call"), "title")
    sheet.put(1, 0, _("Months of the project"))
    sheet.put(1, 1, budget.proposal.months, "input count")
    sheet.put(2, 0, _("Applicant and full partners"))
    sheet.put(2, 1, partners or None, "input count")
    headings = (_("Lump sum"), _("A month"), _("A partner, on average"), _("Management at most"), _("Chosen"))
    sheet.table_head(4, headings, (32, 18, 20, 20, 10), range(4))
    limits = budget.edition.management_share.values()
    limit = next((share.share for share in limits if share.of == "lump-sum"), None)
    for row, choice in enumerate(choices(budget.project), start=5):
        amount = here(row, 0)
        sheet.put(row, 0, choice.amount, "money")
        for column, (cell, stored) in enumerate((("$B$2", choice.a_month), ("$B$3", choice.a_partner)), 1):
            sheet.formula(row, column, f'=IF(N({cell})=0,"",ROUND({amount}/{cell},2))', stored)
        if limit is not None:
            sheet.formula(row, 3, f"=ROUND({amount}*{limit},2)", choice.management)
        sheet.put(row, 4, _("chosen") if choice.chosen else "")
