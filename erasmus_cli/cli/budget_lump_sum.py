"""The division of a lump sum for people: packages against organisations, and the sums of both."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from erasmus_cli.cli.bars import known, percent, plain_table, show_bars
from erasmus_cli.cli.budget_checks import show_checks, show_choices
from erasmus_cli.cli.paragraphs import Footnotes, solid
from erasmus_cli.cli.tables import show_table
from erasmus_cli.grant.budget import Budget
from erasmus_cli.grant.division import Division, Row
from erasmus_cli.wording.formatting import grouped
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

LABEL_WIDTH, HANDLE_WIDTH, GAP = 12, 12, 2


def show_division(console: Console, budget: Budget, notes: Footnotes) -> None:
    """Prints the matrix or list, the sums, the checks and the choices."""
    division = Division(budget)
    if division.rows:
        _show_cells(console, division)
        whole = budget.total or Decimal(0)
        if division.in_packages:
            bars = [(_label(row), row.total) for row in division.rows]
            show_bars(console, _("By work package"), bars, whole)
        owned = [
            (handle or _("(no organisation)"), division.of_organisation(handle))
            for handle in division.handles
        ]
        if division.shared:
            show_bars(console, _("By organisation"), owned, whole)
        else:
            words = _("Which organisation has how much is not said: give activities their `grants`.")
            console.print(Text(words, style="dim"))
            console.print()
    show_checks(console, budget, notes)
    show_choices(console, budget, notes)


def _label(row: Row) -> str:
    return row.name if row.title == row.name else f"{row.name} {row.title}".replace("\n", " ")


def _show_cells(console: Console, division: Division) -> None:
    if not division.in_packages:
        _show_list(console, division)
        return
    blocks = list(_blocks(division, console.width))
    for number, handles in enumerate(blocks, start=1):
        heading = _("Work packages and organisations, EUR")
        if len(blocks) > 1:
            heading = tell(
                "Work packages and organisations, EUR, organisations {number} of {all}",
                number=number,
                all=len(blocks),
            )
        console.print(Text(heading, style="strong"))
        show_table(console, _matrix(division, handles, with_sum=number == len(blocks)))
        console.print()


def _blocks(division: Division, width: int) -> Iterator[tuple[str | None, ...]]:
    """The organisations in as many blocks of columns as the terminal needs."""
    numbers = max(len(row.numbers) for row in division.rows)
    names = min(max(len(row.name) for row in division.rows), LABEL_WIDTH)
    total = len(known(division.budget.total))
    room = width - sum(
        part + GAP for part in (numbers, max(names, len(_("Package"))), max(total, len(_("Sum")) + 1))
    )
    block: list[str | None] = []
    left = room
    for handle in division.handles:
        column = _width(division, handle) + GAP
        if block and column > left:
            yield tuple(block)
            block, left = [], room
        block.append(handle)
        left -= column
    yield tuple(block)


def _width(division: Division, handle: str | None) -> int:
    amounts = (grouped(row.cells.get(handle, Decimal(0))) for row in division.rows)
    shown = (*amounts, grouped(division.of_organisation(handle)))
    return max(min(len(handle or _("(none)")), HANDLE_WIDTH), *map(len, shown))


def _matrix(division: Division, handles: Sequence[str | None], *, with_sum: bool) -> Table:
    table = plain_table()
    table.expand = False
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column(_("Package"), min_width=7, max_width=LABEL_WIDTH, overflow="fold")
    for handle in handles:
        table.add_column(handle or _("(none)"), justify="right", max_width=HANDLE_WIDTH, overflow="fold")
    if with_sum:
        table.add_column(_("Sum"), justify="right", no_wrap=True)
    for row in division.rows:
        cells = [_shown(row.cells.get(handle)) for handle in handles]
        table.add_row(row.numbers, row.name, *cells, *([known(row.total)] if with_sum else []))
    sums = [grouped(division.of_organisation(handle)) for handle in handles]
    total = division.budget.total
    table.add_row("", _("Sum"), *sums, *([known(total)] if with_sum else []), style="strong")
    shares = [percent(division.of_organisation(handle), total or Decimal(0)) for handle in handles]
    table.add_row("", "%", *shares)
    return table


def _show_list(console: Console, division: Division) -> None:
    table = plain_table()
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column(_("Activity"), ratio=1, overflow="fold")
    table.add_column(_("Led by"), max_width=HANDLE_WIDTH, overflow="fold")
    for heading in ("EUR", "%"):
        table.add_column(heading, justify="right", no_wrap=True)
    total = division.budget.total or Decimal(0)
    activities = division.budget.proposal.activities or ()
    for row in division.rows:
        share = "" if row.total is None else percent(row.total, total)
        leader = activities[row.lines[0][1].index].lead or "?"
        table.add_row(row.numbers, solid(Text(_label(row))), leader, known(row.total), share)
    table.add_row("", _("Sum"), "", known(division.budget.total), "", style="strong")
    show_table(console, table)
    console.print()


def _shown(amount: Decimal | None) -> str:
    return "-" if amount is None else grouped(amount)
