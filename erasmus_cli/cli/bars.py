"""Shares as bars of plain characters, with the figures beside them."""

import os
from collections.abc import Iterable
from decimal import Decimal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from erasmus_cli.cli.tables import show_table
from erasmus_cli.wording.formatting import decimal_sign, grouped
from erasmus_cli.wording.language import _

Bar = tuple[str, Decimal | None]

WIDTH = 20


def show_bars(console: Console, title: str, bars: Iterable[Bar], whole: Decimal | None = None) -> None:
    """Prints EUR, per cent of the whole (of their sum, if none is named) and a bar for each part."""
    parts = list(bars)
    whole = whole or sum((amount or Decimal(0) for _label, amount in parts), Decimal(0))
    table = plain_table()
    table.add_column(title, ratio=1, overflow="fold")
    for heading in ("EUR", "%"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("", width=WIDTH, no_wrap=True)
    for label, amount in parts:
        table.add_row(Text(label), *_cells(amount, whole), bar(console, amount, whole))
    show_table(console, table)
    console.print()


def bar(console: Console, part: Decimal | None, whole: Decimal) -> str:
    """A bar of up to 20 characters; the smallest share above nothing still shows one."""
    if not part or part < 0 or not whole:
        return ""
    length = min(max(int(WIDTH * part / whole + Decimal("0.5")), 1), WIDTH)
    return character(console) * length


def character(console: Console) -> str:
    """What a bar is made of: blocks where the terminal can show them."""
    plain = console.options.ascii_only or os.environ.get("TERM", "").lower() in ("dumb", "unknown")
    return "#" if plain else "█"


def plain_table() -> Table:
    """A table without rules, as wide as the terminal."""
    return Table(box=None, expand=True, padding=(0, 2, 0, 0), pad_edge=False, header_style="quiet")


def known(amount: Decimal | None) -> str:
    """EUR without the unit; `open` where it is not known."""
    return _("open") if amount is None else grouped(amount)


def percent(part: Decimal, whole: Decimal) -> str:
    """The part in per cent, to one decimal; nothing of nothing."""
    return decimal_sign(f"{100 * part / whole:.1f}") if whole else ""


def _cells(amount: Decimal | None, whole: Decimal) -> tuple[str, str]:
    return known(amount), "" if amount is None else percent(amount, whole)
