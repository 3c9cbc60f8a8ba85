"""The other sheets of a lump sum: its summary, the organisations, the checks, the amounts offered."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from xlsxwriter.workbook import Workbook

from erasmus_cli.grant.budget import Budget
from erasmus_cli.grant.division import Row
from erasmus_cli.grant.lump_sums import choices
from erasmus_cli.guide.records import ManagementShare
from erasmus_cli.workbook.checks import Check, if_there
from erasmus_cli.workbook.division import HEAD, Matrix
from erasmus_cli.workbook.organisations import about, share
from erasmus_cli.workbook.sheet import Sheet, here
from erasmus_cli.workbook.summary import HEAD as SUMMARY_HEAD
from erasmus_cli.workbook.summary import WIDTHS as SUMMARY_WIDTHS
from erasmus_cli.workbook.summary import Totals, chart, titles, whole


def summary(sheet: Sheet, matrix: Matrix, on: date, workbook: Workbook) -> Totals:
    """Writes the summary: each package or activity, the total, the lump sum, the grant."""
    division, budget = matrix.division, matrix.division.budget
    titles(sheet, budget, on)
    part = "Work package" if division.in_packages else "Activity"
    headings = (part, "Organisations", "Share", "Amount", "Management", "Remark")
    sheet.table_head(SUMMARY_HEAD, headings, SUMMARY_WIDTHS, range(1, 4))
    first, last = SUMMARY_HEAD + 1, SUMMARY_HEAD + len(division.rows)
    for index, entry in enumerate(division.rows):
        _summed(sheet, matrix, (first + index, matrix.first + index, last + 1), entry)
    totals = whole(sheet, last + 1, budget, f"={matrix.total}")
    sheet.put(totals.below, 0, "Estimated cost")
    sheet.put(totals.below, 3, budget.proposal.estimated_cost, "input")
    if division.rows:
        chart(workbook, sheet, (first, last), totals.below + 2, part.lower())
    return totals


def _summed(sheet: Sheet, matrix: Matrix, rows: tuple[int, int, int], entry: Row) -> None:
    row, source, total = rows
    label = entry.name if entry.name == entry.title else f"{entry.name} {entry.title}"
    cells = matrix.sheet.cells(source, 2, source, matrix.sums - 1)
    sheet.put(row, 0, label)
    owners = sum(1 for amount in entry.cells.values() if amount)
    sheet.formula(row, 1, f'=COUNTIF({cells},">0")', Decimal(owners), "count")
    sheet.formula(row, 3, f"={matrix.sheet.cell(source, matrix.sums)}", entry.total or Decimal(0))
    part, everything = here(row, 3), here(total, 3)
    known = matrix.division.budget.total
    stored = (entry.total or Decimal(0)) / known if known else None
    sheet.formula(row, 2, f'=IF(N({everything})=0,"",{part}/{everything})', stored, "share")
    sheet.put(row, 4, "yes" if entry.management else "")
    sheet.put(row, 5, "" if entry.total is not None else "no amount yet")


def organisations(sheet: Sheet, matrix: Matrix) -> None:
    """Writes what each organisation has."""
    division, row = matrix.division, HEAD
    sheet.put(0, 0, "Organisations", "title")
    headings = ("Organisation", "Name", "Country", "Role", "Sum", "Share")
    sheet.table_head(HEAD, headings, (18, 48, 9, 12, 17, 10), (4, 5))
    end, total = HEAD + len(division.handles) + 1, division.budget.total or Decimal(0)
    for row, handle in enumerate(division.handles, start=HEAD + 1):
        amount = division.of_organisation(handle)
        column = 2 + row - HEAD - 1
        sheet.row(row, about(division.budget, handle))
        sheet.formula(row, 4, f"={matrix.sheet.cell(matrix.last + 1, column)}", amount)
        share(sheet, (row, 4), end, amount, total)
    sheet.row(end, ("Sum", "", "", "", "", ""), "strong")
    cells = f"{here(HEAD + 1, 4)}:{here(row, 4)}" if division.handles else "0"
    sheet.formula(end, 4, f"=SUM({cells})", total, "strong money")


def checks(matrix: Matrix, totals: Totals, first_sheet: Sheet) -> Iterator[Check]:
    """The sum against the lump sum, management in each reading, the number of packages, the cost."""
    budget, proposal = matrix.division.budget, matrix.division.budget.proposal
    lump_sum = (if_there(totals.ceiling), proposal.lump_sum)
    sums = (if_there(totals.total), budget.total, *lump_sum)
    yield Check("The parts make the lump sum", *sums, "more than the lump sum", "not divided yet")
    if matrix.division.rows:
        for limit in budget.edition.management_share.values():
            yield _management(matrix, totals, first_sheet, limit)
    yield from _number(matrix)
    cost = if_there(first_sheet.cell(totals.below, 3))
    yield Check(
        "Estimated cost",
        cost,
        proposal.estimated_cost,
        *lump_sum,
        "OK, above the lump sum",
        "below the lump sum",
    )


def _management(matrix: Matrix, totals: Totals, first_sheet: Sheet, limit: ManagementShare) -> Check:
    rows = matrix.division.rows
    first, last = SUMMARY_HEAD + 1, SUMMARY_HEAD + len(rows)
    amounts = first_sheet.cells(first, 3, last)
    managing = f'SUMIF({first_sheet.cells(first, 4, last)},"yes",{amounts})'
    cost = sum((row.total or Decimal(0) for row in rows if row.management), Decimal(0))
    others = sum((row.total or Decimal(0) for row in rows if not row.management), Decimal(0))
    of_lump_sum = limit.of == "lump-sum"
    base = totals.ceiling if of_lump_sum else f'SUMIF({first_sheet.cells(first, 4, last)},"",{amounts})'
    whole_sum = matrix.division.budget.proposal.lump_sum if of_lump_sum else others
    return Check(
        f"Management, of {'the lump sum' if of_lump_sum else 'all other packages'}",
        f'IF(N({base})=0,"",{managing}/{base})',
        cost / whole_sum if whole_sum else None,
        f"{limit.share:f}",
        limit.share,
        "over the limit" if limit.strength.value == "error" else "over: a warning",
        remark=f"{limit.source.citation} ({limit.source.grade})",
        look="share",
    )


def _number(matrix: Matrix) -> Iterator[Check]:
    limits, rows = matrix.division.budget.edition.packages, len(matrix.division.rows)
    if limits is None or not rows:
        return
    value = f"ROWS({matrix.sheet.cells(matrix.first, 0, matrix.last)})"
    remark = f"{limits.source.citation} ({limits.source.grade})"
    for name, limit, over, under in (
        ("at least", limits.at_least, "OK", "too few"),
        ("recommended", limits.recommended, "more than recommended", "OK"),
        ("at most", limits.at_most, "too many", "OK"),
    ):
        if limit is not None:
            count, most = Decimal(rows), Decimal(limit)
            name = f"Number of work packages, {name}"  # noqa: PLW2901
            yield Check(name, value, count, str(limit), most, over, under, remark, "count")


def fill_choices(sheet: Sheet, budget: Budget) -> None:
    """Writes the lump sums that the call offers, side by side; months and partners may be changed."""
    partners = sum(1 for member in budget.proposal.organisations or () if member.role != "associated")
    sheet.put(0, 0, "Lump sums of the call", "title")
    sheet.put(1, 0, "Months of the project")
    sheet.put(1, 1, budget.proposal.months, "input count")
    sheet.put(2, 0, "Applicant and full partners")
    sheet.put(2, 1, partners or None, "input count")
    headings = ("Lump sum", "A month", "A partner, on average", "Management at most", "Chosen")
    sheet.table_head(4, headings, (32, 18, 20, 20, 10), range(4))
    limits = budget.edition.management_share.values()
    limit = next((share.share for share in limits if share.of == "lump-sum"), None)
    for row, choice in enumerate(choices(budget.proposal, budget.edition), start=5):
        amount = here(row, 0)
        sheet.put(row, 0, choice.amount, "money")
        for column, (cell, stored) in enumerate((("$B$2", choice.a_month), ("$B$3", choice.a_partner)), 1):
            sheet.formula(row, column, f'=IF(N({cell})=0,"",ROUND({amount}/{cell},2))', stored)
        if limit is not None:
            sheet.formula(row, 3, f"=ROUND({amount}*{limit},2)", choice.management)
        sheet.put(row, 4, "chosen" if choice.chosen else "")
