"""One sheet for each category: quantity times rate, as formulas, so that the plan can be changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from erasmus_cli.grant.budget import Budget
from erasmus_cli.grant.caps import counts
from erasmus_cli.grant.items import item_in_words
from erasmus_cli.grant.model import Line
from erasmus_cli.project.short_names import called
from erasmus_cli.wording.formatting import upper_first
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import tell
from erasmus_cli.workbook.sheet import Sheet, here
from erasmus_cli.workbook.table import remarks

SHEET_NAMES = {
    "management": Words("Management"),
    "meetings": Words("Meetings"),
    "outputs": Words("Outputs"),
    "events": Words("Events"),
    "learning": Words("Learning"),
    "special-needs": Words("Special needs"),
    "exceptional": Words("Exceptional"),
}
_UNITS = {
    "day": Words("day"),
    "month": Words("month"),
    "traveller": Words("traveller"),
    "person": Words("person"),
    "guest": Words("guest"),
    "participant": Words("participant"),
    "share": Words("share"),
}
_HEAD = 3
_HEADINGS = (
    "#",
    Words("For"),
    Words("Organisation"),
    Words("Quantity"),
    Words("Unit"),
    Words("Rate"),
    Words("Amount"),
    Words("Counts"),
    Words("How, and by which figures"),
)
_WIDTHS = (5, 44, 14, 14, 11, 14, 17, 15, 60)
_OWNER, _QUANTITY, _RATE, _AMOUNT, _COUNTS = 2, 3, 5, 6, 7


@dataclass(frozen=True)
class ItemSheet:
    """A filled sheet and where its table is."""

    category: str
    sheet: Sheet
    first: int
    last: int

    @property
    def owners(self) -> str:
        """The cells with the short names of organisations."""
        return self.sheet.cells(self.first, _OWNER, self.last)

    @property
    def amounts(self) -> str:
        """The cells with the amounts."""
        return self.sheet.cells(self.first, _AMOUNT, self.last)

    @property
    def counting(self) -> str:
        """The cells that say how a line counts."""
        return self.sheet.cells(self.first, _COUNTS, self.last)

    @property
    def sum(self) -> str:
        """The cell with the sum before caps."""
        return self.sheet.cell(self.last + 1, _AMOUNT)


def fill(sheet: Sheet, budget: Budget, category: str) -> ItemSheet:
    """Writes the lines of a category and their sum."""
    sheet.put(0, 0, upper_first(item_in_words(category)), "title")
    sheet.put(1, 0, _("Shaded cells may be changed; every sum up to the grant follows."), "note")
    sheet.table_head(_HEAD, _HEADINGS, _WIDTHS, (0, _QUANTITY, _RATE, _AMOUNT))
    lines = budget.of(category)
    filled = ItemSheet(category, sheet, _HEAD + 1, _HEAD + len(lines))
    for row, (number, line) in enumerate(lines, start=filled.first):
        owner, counting = (
            called(budget.project, line.organisation),
            counts(line, budget.grant, budget.project),
        )
        _write(sheet, row, (number, line), owner, _(counting.value))
    sheet.row(filled.last + 1, ("", _("Sum before caps"), "", "", "", "", "", "", ""), "strong")
    total = budget.grant.before_caps(category)
    sheet.formula(filled.last + 1, _AMOUNT, f"=SUM({filled.amounts})", total, "strong money")
    return filled


def _write(sheet: Sheet, row: int, numbered: tuple[int, Line], owner: str | None, counting: str) -> None:
    number, line = numbered
    real = line.unit == "euro"
    sheet.put(row, 0, number, "count")
    sheet.put(row, 1, str(line.label))
    sheet.put(row, _OWNER, owner)
    sheet.put(row, _QUANTITY, line.quantity, "input" if real else "input count")
    sheet.put(row, _QUANTITY + 1, "EUR" if real else _UNITS[line.unit])
    sheet.put(row, _RATE, line.price.rate, "input share" if real else "input")
    quantity, rate = here(row, _QUANTITY), here(row, _RATE)
    formula = f'=IF(OR({quantity}="",{rate}=""),"",ROUND({quantity}*{rate},2))'
    sheet.formula(row, _AMOUNT, formula, line.amount)
    sheet.put(row, _COUNTS, counting)
    sheet.put(row, _COUNTS + 1, "; ".join(_notes(line)))


def _notes(line: Line) -> Iterator[str]:
    yield from map(str, line.price.why)
    if said := remarks(line):
        yield said
    if line.price.figures:
        yield tell("see Sources for {figures}", figures=tuple(line.price.figures))
