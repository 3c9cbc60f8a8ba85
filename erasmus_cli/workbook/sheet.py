"""A sheet of a budget workbook: typed cells, formulas with stored values, ready to be printed."""

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from math import ceil
from typing import Any
from unicodedata import east_asian_width

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook

from erasmus_cli.wording.formatting import plain_number
from erasmus_cli.wording.language import Words, _, spoken
from erasmus_cli.wording.messages import Message, spoken_text
from erasmus_cli.workbook.cells import fit

# A space is no thousands separator of its own in a number format; sizes have to be spelled out.
_AMOUNTS = (("[>=1000000]", "#\\ ###\\ ##0.00"), ("[>=1000]", "#\\ ##0.00"), ("", "0.00"))
_MONEY = "money"
"""Stands for the number format of amounts, which differs from language to language."""


def _money_format() -> str:
    """The number format of amounts in EUR in the language that is spoken now."""
    before, _amount, after = spoken().money.partition("{amount}")
    around = [f'"{sign}"' if sign else "" for sign in (before, after)]
    return ";".join(f"{size}{around[0]}{digits}{around[1]}" for size, digits in _AMOUNTS)


_OPEN = {"bg_color": "#FFF9E0", "locked": False}
_HEADER = {"bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#E7EBF3", "valign": "vcenter"}
_STYLES: dict[str, dict[str, Any]] = {
    "plain": {"text_wrap": True, "align": "left", "indent": 1},
    "count": {"num_format": "#,##0"},
    "money": {"num_format": _MONEY},
    "share": {"num_format": "0.00%"},
    "title": {"bold": True, "font_size": 14},
    "note": {"italic": True},
    "header": {**_HEADER, "align": "left", "indent": 1},
    "number header": {**_HEADER, "align": "right"},
    "strong": {"bold": True, "text_wrap": True, "top": 1, "align": "left", "indent": 1},
    "strong money": {"bold": True, "num_format": _MONEY, "top": 1},
    "strong share": {"bold": True, "num_format": "0.00%", "top": 1},
    "alert": {"bold": True, "font_color": "#9C0006"},
    "input": {"num_format": _MONEY, **_OPEN},
    "input count": {"num_format": "#,##0", **_OPEN},
    "input share": {"num_format": "0.00%", **_OPEN},
}
_TAKES: dict[str, dict[str, Any]] = {
    "input": {
        "validate": "decimal",
        "criteria": ">=",
        "value": 0,
        "error_message": Words("Here belongs an amount in EUR."),
    },
    "input count": {
        "validate": "integer",
        "criteria": ">=",
        "value": 0,
        "error_message": Words("Here belongs a whole number."),
    },
    "input share": {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": 1,
        "error_message": Words("Here belongs a share, such as 80 %."),
    },
}
"""What may be typed into shaded cells; the message is what belongs there."""
_MAY = dict.fromkeys(("format_cells", "format_columns", "format_rows"), True)

_LONGEST_NAME, _LONGEST_TITLE, _LONGEST_MESSAGE = 31, 32, 255  # of a sheet, and of what it says of a cell
_ROOM = 40
_MOST_LINES = 29  # a row of a workbook has 409 points at most

Value = str | int | Decimal | Message | None


class Styles:
    """The formats of a workbook, by name; shaded cells are those to change."""

    def __init__(self, workbook: Workbook) -> None:
        base = {"valign": "vcenter", "font_name": "Calibri", "font_size": 10}
        money = {"num_format": _money_format()}
        self.by_name = {
            name: workbook.add_format({**base, **look, **(money if look.get("num_format") == _MONEY else {})})
            for name, look in _STYLES.items()
        }


class Sheet:
    """One sheet. Rows and columns count from 0."""

    def __init__(self, workbook: Workbook, styles: Styles, name: str) -> None:
        self.name = name = _sheet_name(name, workbook)
        self.styles = styles.by_name
        self.sheet = workbook.add_worksheet(name)
        self.widths: Sequence[float] = ()
        self.heights: dict[int, int] = {}
        self.open: dict[str, list[tuple[int, int]]] = {}
        self.sheet.set_default_row(15.5)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self.sheet.set_footer("&L&A&R&P / &N")

    def put(self, row: int, column: int, value: Value, style: str = "plain") -> None:
        """Writes text as text, whatever it begins with, and numbers as numbers; None: an empty cell."""
        if isinstance(value, Words | Message):
            value = spoken_text(value)
        look = self.styles[style]
        if style in _TAKES:
            self.open.setdefault(style, []).append((row, column))
        if value is None:
            self.sheet.write_blank(row, column, None, look)
        elif isinstance(value, str):
            self.sheet.write_string(row, column, fit(value), look)
            if look.text_wrap:
                self._make_room(row, column, value)
        else:
            self.sheet.write_number(row, column, float(value), look)

    def _make_room(self, row: int, column: int, text: str) -> None:
        """Heightens a row for wrapped text: not every program does so by itself when it opens a file."""
        width = self.widths[column] if column < len(self.widths) else _ROOM
        lines = min(sum(max(ceil(0.9 * _cells(part) / width), 1) for part in text.split("\n")), _MOST_LINES)
        if lines > self.heights.get(row, 1):
            self.heights[row] = lines
            self.sheet.set_row(row, 13.5 * lines + 2)

    def row(self, row: int, values: Sequence[Value], style: str = "plain") -> None:
        """Writes values side by side."""
        for column, value in enumerate(values):
            self.put(row, column, value, style)

    def formula(self, row: int, column: int, formula: str, stored: Value, style: str = "money") -> None:
        """Writes a formula with the value that programs show which do not calculate."""
        known = (
            spoken_text(stored)
            if isinstance(stored, str | Message)
            else plain_number(Decimal(stored))
            if stored is not None
            else ""
        )
        self.sheet.write_formula(row, column, formula, self.styles[style], known)

    def table_head(
        self, row: int, headings: Sequence[str], widths: Sequence[float], numbers: Collection[int] = ()
    ) -> None:
        """Writes the header of the table, keeps it in sight and repeats it on each printed page.

        `widths` are in characters; `numbers` are the columns whose headings stand to the right.
        """
        self.widths = widths
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)
            self.put(row, column, headings[column], "number header" if column in numbers else "header")
        self.sheet.freeze_panes(row + 1, 0)
        self.sheet.repeat_rows(row)

    def close(self) -> None:
        """Says what may be typed into the shaded cells, and locks all others; no password holds the lock."""
        for style, cells in self.open.items():
            rules = {**_TAKES[style], "error_title": _("This does not fit")[:_LONGEST_TITLE]}
            rules["error_message"] = _(rules["error_message"])[:_LONGEST_MESSAGE]
            rules["other_cells"] = [[row, column, row, column] for row, column in cells[1:]]
            row, column = cells[0]
            self.sheet.data_validation(row, column, row, column, rules)
        self.sheet.protect("", _MAY)

    @property
    def _address(self) -> str:
        name = self.name.replace("'", "''")
        return f"'{name}'"

    def cell(self, row: int, column: int) -> str:
        """The address of a cell from any sheet, such as `'Special needs'!$G$7`."""
        return f"{self._address}!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"

    def cells(self, first: int, column: int, last: int, last_column: int | None = None) -> str:
        """The address of cells below one another, or of a block, from any sheet."""
        right = column if last_column is None else last_column
        return f"{self._address}!{xl_range_abs(first, column, last, right)}"


def _cells(text: str) -> int:
    """How many characters wide a text is: those of East Asia count twice."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def quoted(text: str) -> str:
    """A text in a formula."""
    inside = text.replace('"', '""')
    return f'"{inside}"'


def _sheet_name(wanted: str, workbook: Workbook) -> str:
    """A name that a workbook takes: short, without signs of addresses, and no other sheet's."""
    name = re.sub(r"[\[\]:*?/\\]", " ", wanted)[:_LONGEST_NAME].strip("' ")
    taken = {str(sheet.name).casefold() for sheet in workbook.worksheets()}
    number = len(taken) + 1
    return name if name and name.casefold() not in taken else f"{name[: _LONGEST_NAME - 4]} {number}".strip()


def here(row: int, column: int) -> str:
    """The address of a cell of the same sheet, which moves along when it is copied."""
    return str(xl_rowcol_to_cell(row, column))
