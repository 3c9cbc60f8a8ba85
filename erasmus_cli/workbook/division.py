"""The sheet of a lump sum: packages or activities below one another, organisations side by side."""

from dataclasses import dataclass
from decimal import Decimal

from erasmus_cli.grant.division import Division, Row
from erasmus_cli.project.item_numbers import is_number
from erasmus_cli.project.short_names import called
from erasmus_cli.wording.language import _
from erasmus_cli.workbook.organisations import share
from erasmus_cli.workbook.sheet import Sheet, here

HEAD = 3
_COLUMNS_A_PAGE = 7  # more would be printed smaller than 7 points


@dataclass(frozen=True)
class Matrix:
    """The filled matrix: packages or activities below one another, organisations side by side."""

    division: Division
    sheet: Sheet

    @property
    def first(self) -> int:
        """The row of the first package."""
        return HEAD + 1

    @property
    def last(self) -> int:
        """The row of the last package."""
        return HEAD + len(self.division.rows)

    @property
    def sums(self) -> int:
        """The column with the sums of the packages."""
        return 2 + len(self.division.handles)

    @property
    def total(self) -> str:
        """The cell with the sum of everything."""
        return self.sheet.cell(self.last + 1, self.sums)


def fill(sheet: Sheet, division: Division) -> Matrix:
    """Writes the matrix."""
    matrix, part = Matrix(division, sheet), _("Work package") if division.in_packages else _("Activity")
    sheet.put(0, 0, _("Division of the lump sum"), "title")
    sheet.put(1, 0, _("EUR. Shaded cells may be changed; every sum up to the grant follows."), "note")
    names = [called(division.budget.project, handle) or _("Not divided yet") for handle in division.handles]
    headings = (part, _("Title"), *names, _("Sum"), _("Share"))
    sheet.table_head(HEAD, headings, (14, 36, *(16 for _ in names), 17, 10), range(2, len(headings)))
    sheet.sheet.freeze_panes(HEAD + 1, 2)
    sheet.sheet.repeat_columns(0, 1)
    sheet.sheet.fit_to_pages(-(-len(names) // _COLUMNS_A_PAGE) or 1, 0)
    total = division.budget.grant.before_caps
    whole_sum = sum((total(name) for name in division.budget.grant.categories), Decimal(0))
    for row, entry in enumerate(division.rows, start=matrix.first):
        _row(matrix, row, entry)
        share(sheet, (row, matrix.sums), matrix.last + 1, entry.total or Decimal(0), whole_sum)
    _sums(matrix, whole_sum)
    return matrix


def _row(matrix: Matrix, row: int, entry: Row) -> None:
    sheet, handles = matrix.sheet, matrix.division.handles
    sheet.row(row, (_number(row - matrix.first, entry), entry.title))
    for column, handle in enumerate(handles, start=2):
        sheet.put(row, column, entry.cells.get(handle), "input")
    cells = f"{here(row, 2)}:{here(row, matrix.sums - 1)}" if handles else "0"
    sheet.formula(row, matrix.sums, f"=SUM({cells})", entry.total or Decimal(0))


def _number(index: int, entry: Row) -> str:
    """The number that the form gives, else its place in the list."""
    return entry.name if is_number(entry.name) else str(index + 1)


def _sums(matrix: Matrix, whole_sum: Decimal) -> None:
    sheet, division, row = matrix.sheet, matrix.division, matrix.last + 1
    sheet.row(row, (_("Sum"), ""), "strong")
    sheet.row(row + 1, (_("Share"), ""))
    amounts = [division.of_organisation(handle) for handle in division.handles]
    for column, amount in enumerate((*amounts, whole_sum), start=2):
        cells = f"{here(matrix.first, column)}:{here(matrix.last, column)}" if division.rows else "0"
        sheet.formula(row, column, f"=SUM({cells})", amount, "strong money")
        total = here(row, matrix.sums)
        stored = amount / whole_sum if whole_sum else None
        sheet.formula(row + 1, column, f'=IF({total}=0,"",{here(row, column)}/{total})', stored, "share")
