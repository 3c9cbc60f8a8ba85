"""The summary of many proposals for people: tables with bars, as wide as the screen."""

from collections.abc import Iterable
from decimal import Decimal

from rich.console import Console
from rich.text import Text

from erasmus_cli.batch.summary import RuleCount, SummaryModel, VerdictCounts
from erasmus_cli.cli.bars import WIDTH, bar, plain_table
from erasmus_cli.cli.paragraphs import indented
from erasmus_cli.cli.tables import show_table
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import say, tell

_MOST_RULES = 15
_NARROW = 70
"""Columns below which there is no room for bars."""
_HEADINGS = (say("all"), say("yes"), say("late"), say("no"), say("open"), say("err"))
_LEGEND = say(
    "yes: eligible; late: meets the rules, closed; no: not eligible; open: undecided; "
    "err: could not be checked"
)


def show(console: Console, summary: SummaryModel) -> None:
    """Prints the summary; a bar is the share that meets the rules, or of a rule the share that it fails."""
    total = summary.total
    if not total.number:
        return
    groups = {_("Action"): summary.actions, _("Call"): summary.calls, _("Country"): summary.countries}
    indented(console, Text(_LEGEND.text(), style="quiet"), 0)
    console.print()
    _show_counts(console, "", [total.model_copy(update={"name": _("all")})])
    for title, parts in groups.items():
        _show_counts(console, title, parts)
    if summary.rules:
        _show_rules(console, summary.rules, total.number)


def _show_counts(console: Console, title: str, parts: Iterable[VerdictCounts]) -> None:
    narrow = console.width < _NARROW
    table = plain_table()
    table.add_column(title, ratio=1, overflow="fold")
    for heading in _HEADINGS:
        table.add_column(heading.text(), justify="right", no_wrap=True)
    if not narrow:
        table.add_column(_("meets the rules"), width=WIDTH, no_wrap=True)
    for one in parts:
        decided = (one.eligible - one.closed, one.closed, one.not_eligible)
        numbers = (one.number, *decided, one.undecided, one.unreadable)
        filled = [] if narrow else [bar(console, Decimal(one.eligible), Decimal(one.number))]
        table.add_row(Text(one.name or _("not said")), *(Text(str(number)) for number in numbers), *filled)
    show_table(console, table)
    console.print()


def _show_rules(console: Console, rules: tuple[RuleCount, ...], number: int) -> None:
    narrow = console.width < _NARROW
    table = plain_table()
    table.add_column(_("Rules that fail most"), ratio=1, overflow="fold")
    for heading in (_("fail"), _("open")):
        table.add_column(heading, justify="right", no_wrap=True)
    if not narrow:
        table.add_column("", width=WIDTH, no_wrap=True)
    for one in rules[:_MOST_RULES]:
        filled = [] if narrow else [bar(console, Decimal(one.fails), Decimal(number))]
        table.add_row(Text(f"{one.rule} {one.name}"), str(one.fails), str(one.opens), *filled)
    show_table(console, table)
    if len(rules) > _MOST_RULES:
        more = tell("{n} more {n:rule|rules} in --format json", n=len(rules) - _MOST_RULES)
        console.print(Text(more, style="quiet"))
