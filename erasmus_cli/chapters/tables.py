"""Tables of a draft as plain data. What is not said stays visibly empty."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from erasmus_cli.wording import day, eur

BLANK = "not said yet"
Table = dict[str, Any]


def table(
    head: Iterable[str], rows: Iterable[Iterable[Any]], empty: str = "", notes: Iterable[str] = ()
) -> Table:
    """A table: `head`, `rows` of texts, `empty`, a sentence for when there are no rows, and `notes`."""
    cells = [[BLANK if value in (None, "") else str(value) for value in row] for row in rows]
    return {"head": list(head), "rows": cells, "empty": empty, "notes": list(notes)}


def money(amount: Decimal | None) -> str | None:
    """An amount in EUR, or None."""
    return None if amount is None else eur(amount)


def span(start: date | None, end: date | None) -> str | None:
    """First and last day, or the first alone."""
    if start is None:
        return None
    return f"{day(start)} to {day(end)}" if end else day(start)
