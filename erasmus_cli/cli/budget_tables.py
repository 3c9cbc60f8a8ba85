"""The tables of a budget of unit costs: one for each category, its caps below."""

from decimal import Decimal

from rich.console import Console
from rich.text import Text

from erasmus_cli.cli.bars import known, plain_table
from erasmus_cli.cli.paragraphs import Footnotes, indented, solid
from erasmus_cli.cli.tables import show_table
from erasmus_cli.grant.budget import Budget
from erasmus_cli.grant.caps import at_most
from erasmus_cli.grant.items import item_in_words
from erasmus_cli.grant.model import Line, counted
from erasmus_cli.wording.formatting import eur, grouped, upper_first
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell


def show_categories(console: Console, budget: Budget, notes: Footnotes) -> None:
    """Prints a table for each category that has lines."""
    for category in budget.grant.categories:
        if not budget.of(category):
            continue
        _show_heading(console, budget, category)
        _show_lines(console, budget, category, notes)
        _show_caps(console, budget, category, notes)
        console.print()


def _show_heading(console: Console, budget: Budget, category: str) -> None:
    amount = budget.in_category(category)
    words = _(item_in_words(category))
    shown = _("open") if amount is None else eur(amount)
    gap = console.width - len(words) - len(shown)
    between = " " * gap if gap > 1 else "\n  "
    console.print(Text(upper_first(words) + between + shown, style="strong"), soft_wrap=True)


def _show_lines(console: Console, budget: Budget, category: str, notes: Footnotes) -> None:
    table = plain_table()
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column(_("For"), ratio=1, overflow="fold")
    table.add_column(_("Who"), max_width=12, overflow="fold")
    for heading in (_("Quantity"), _("Rate"), _("Amount")):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for number, line in budget.of(category):
        table.add_row(
            str(number),
            solid(Text(str(line.label).replace("\n", " "))),
            Text(line.organisation or "?"),
            quantity_in_words(line),
            rate_in_words(line),
            known(line.amount),
            Text(notes.mark(line.sources)),
        )
    show_table(console, table)


def quantity_in_words(line: Line) -> str:
    """`16 days`, or what a real cost is; `open` while it is not said."""
    if line.quantity is None:
        return _("open")
    if line.unit == "euro":
        return eur(line.quantity)
    return str(counted(line.quantity, line.unit))


def rate_in_words(line: Line) -> str:
    """EUR for a unit, or the share of a real cost in per cent; `open` where it is not known."""
    if line.price.rate is None:
        return _("open")
    return f"{_trimmed(100 * line.price.rate)} %" if line.unit == "euro" else grouped(line.price.rate)


def _trimmed(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _show_caps(console: Console, budget: Budget, category: str, notes: Footnotes) -> None:
    for cut in (cut for cut in budget.grant.caps_applied if cut.category == category):
        words = tell(
            "Cut: {cap}: {before:eur} becomes {after:eur}", cap=cut.words, before=cut.before, after=cut.after
        )
        indented(console, Text(f"{words} {notes.mark(cut.sources)}"), 2, hang=2)
    for cap in (check for check in budget.checks if check.item == category):
        mark = notes.mark(cap.sources)
        if cap.limit is None or cap.gap is None:
            words = _("Whether it is within its cap depends on months")
            indented(console, Text(f"{words} {mark}", style="quiet"), 2)
        elif cap.gap >= 0:
            if cap.words == at_most(cap.limit):
                words = tell("Within the cap: {limit:eur} at most", limit=cap.limit)
            else:
                words = tell("Within the cap: {cap}, which is {limit:eur}", cap=cap.words, limit=cap.limit)
            indented(console, Text(f"{words} {mark}", style="quiet"), 2, hang=2)
