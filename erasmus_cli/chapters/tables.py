"""Tables of a draft as plain data. What is not said stays visibly empty."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from erasmus_cli.document.draft import BLANK
from erasmus_cli.project.shown_values import Shown
from erasmus_cli.wording.formatting import eur
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import spoken_text

_NUMBER = re.compile(r"(● )?(EUR\s)?%?\d[\d\s.,]*(\s?(%|EUR))?")


@dataclass(frozen=True)
class Table:
    """A table of texts.

    Attributes:
        head: the names of the columns.
        rows: the cells of each row.
        empty: a sentence for when there are no rows.
        notes: what stands below.
        numbers: of each column whether it holds nothing but amounts and numbers, which stand to the right.
        total: whether the last row adds up the others.
        places: of each cell the place of the value that it shows, where it shows one of the proposal.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""
    notes: tuple[str, ...] = ()
    numbers: tuple[bool, ...] = ()
    total: bool = False
    places: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class TitledTable:
    """A table with the heading that it stands under; one that goes on with the table before it has none."""

    heading: str
    table: Table


def table(
    head: Iterable[str],
    rows: Iterable[Iterable[Any]],
    empty: str = "",
    notes: Iterable[str] = (),
    *,
    total: bool = False,
) -> Table:
    """A table whose cells are texts, or say that they are not said yet; `total`: the last row adds up."""
    shown = [[value if isinstance(value, Shown) else Shown(value) for value in row] for row in rows]
    cells = tuple(tuple(_text(text) for text, _place in row) for row in shown)
    numbers = tuple(map(_holds_numbers, zip(*cells, strict=True)))
    places = tuple(tuple(place for _text, place in row) for row in shown)
    return Table(tuple(head), cells, empty, tuple(notes), numbers, total and bool(cells), places)


def _text(value: Any) -> str:
    if value in (None, ""):
        return _(BLANK)
    return spoken_text(value)


def _holds_numbers(column: tuple[str, ...]) -> bool:
    nothing = {"-", _("none"), _("not known"), _(BLANK)}
    return any(map(_NUMBER.fullmatch, column)) and all(
        cell in nothing or _NUMBER.fullmatch(cell) for cell in column
    )


def money(amount: Decimal | None) -> str | None:
    """An amount in EUR, or None."""
    return None if amount is None else eur(amount)
