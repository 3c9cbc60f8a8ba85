"""A budget as a workbook whose sums follow when a quantity, a rate or a share is changed."""

import io
from datetime import date, datetime, time

from xlsxwriter.workbook import Workbook

from erasmus_cli.grant.budget import Budget
from erasmus_cli.grant.division import Division
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell
from erasmus_cli.workbook import (
    activities,
    checks,
    division,
    items,
    lump_sum,
    organisations,
    sources,
    summary,
)
from erasmus_cli.workbook.sheet import Sheet, Styles


def as_xlsx(budget: Budget, on: date) -> bytes:
    """The workbook, with the same bytes for the same budget and day.

    Sheet names are ours, never the applicant's, so that none can be refused or stand twice.
    """
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as workbook:
        workbook.set_properties(
            {
                "title": tell("Budget {edition}", edition=budget.edition.id),
                "created": datetime.combine(on, time()),
            }
        )
        workbook.set_calc_mode("auto")
        _fill(workbook, budget, on)
    return stream.getvalue()


def _fill(workbook: Workbook, budget: Budget, on: date) -> None:
    styles, sheets_made = Styles(workbook), []

    def sheet(name: str) -> Sheet:
        sheets_made.append(Sheet(workbook, styles, name))
        return sheets_made[-1]

    first = sheet(_("Summary"))
    if budget.edition.lump_sums is not None:
        matrix = division.fill(sheet(_("Division")), Division(budget))
        totals = lump_sum.summary(first, matrix, on, workbook)
        if any(package.activities for package in budget.proposal.work_packages or ()):
            activities.fill(sheet(_("Activities")), matrix)
        lump_sum.organisations(sheet(_("Organisations")), matrix)
        checks.fill(sheet(_("Checks")), budget.checks, lump_sum.cells_of(matrix, totals, first))
        lump_sum.fill_choices(sheet(_("Lump sums")), budget)
    else:
        listed = [category for category in budget.grant.categories if budget.of(category)]
        filled = {name: items.fill(sheet(_(items.SHEET_NAMES[name])), budget, name) for name in listed}
        totals = summary.fill(first, budget, filled, on, workbook)
        owned = organisations.fill(sheet(_("Organisations")), budget, list(filled.values()))
        sheets, sums = checks.of_the_sheets(budget), "+".join(item.sum for item in filled.values())
        cells = {**checks.cells_of(budget, filled, totals), sheets.id: (owned, sums or "0")}
        checks.fill(sheet(_("Checks")), (*budget.checks, sheets), cells)
    sources.fill(sheet(_("Sources")), budget)
    for made in sheets_made:
        made.close()
