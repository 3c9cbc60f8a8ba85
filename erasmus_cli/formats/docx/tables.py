"""Tables with thin rules, a header row on every page, and rows that stay in one piece."""

from collections.abc import Iterator, Sequence

from erasmus_cli.document.column_widths import shared_out
from erasmus_cli.document.nodes import Column, Inlines, Table, plain
from erasmus_cli.formats.docx.inline import Inline, Look, run
from erasmus_cli.formats.docx.xml import Element, element, paragraph, right_to_left

_CHARACTER, _SMALLER = 110, 82  # twentieths of a point that one takes in a cell
_WHOLE = 8  # rows up to which a table stays on one page
_MANY = 6  # columns above which letters are smaller
_PADDING = 3  # characters, with room for bold ones


def grid(table: Table, inline: Inline, width: int) -> Element:
    """A table as wide as the text, without its caption.

    Args:
        table: the table of the draft.
        inline: writes its cells.
        width: in twentieths of a point.
    """
    widths = _widths(table, width)
    columns = [*zip(table.columns, widths, strict=True)]
    made = frame(widths, inline.styles.id_of("Draft Table", "table"))
    if any(plain(cell).strip() for cell in table.head):
        made.append(_row(table.head, columns, inline, heading=True, keep=bool(table.rows)))
    kept = len(table.rows) if len(table.rows) <= _WHOLE else 2
    made.extend(
        _row(row, columns, inline, heading=False, keep=number < kept)
        for number, row in enumerate(table.rows, 1)
    )
    return made


def frame(widths: list[int], style: str) -> Element:
    """A table without rows."""
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    # The order is the schema's: tblLook is the last but two.
    look = element(
        "tblPr",
        element("tblStyle", val=style),
        element("tblW", w=sum(widths), type="dxa"),
        element("tblLayout", type="fixed"),
        element(
            "tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1
        ),
    )
    return element("tbl", look, grid)


def lines(table: Table, inline: Inline, style: str | None, look: Look, indent: int) -> Iterator[Element]:
    """A table as one paragraph a row, where a table within a table would get lost on the way back."""
    for row in (table.head, *table.rows):
        content: list[Element] = []
        for number, cell in enumerate(row):
            content += [run(" | ", look)] if number else []
            content += inline.write(cell, look)
        yield paragraph(*content, style=style, indent=indent)


def _row(
    cells: Sequence[Inlines],
    columns: Sequence[tuple[Column, int]],
    inline: Inline,
    *,
    heading: bool,
    keep: bool,
) -> Element:
    head = [element("tblHeader")] if heading else []
    row = element("tr", element("trPr", element("cantSplit"), *head))
    style = inline.styles.id_of("Draft Cell")
    look = Look(bold=heading, small=len(cells) > _MANY)
    for cell, (column, width) in zip(cells, columns, strict=True):
        made = paragraph(
            *inline.write(cell, look),
            style=style,
            align=column.align if column.align != "left" else None,
            bidi=right_to_left(plain(cell)),
            keepNext=keep,
        )
        row.append(element("tc", element("tcPr", element("tcW", w=width, type="dxa")), made))
    return row


def _widths(table: Table, width: int) -> list[int]:
    character = _SMALLER if len(table.columns) > _MANY else _CHARACTER
    parts = shared_out(table.columns, width // character, _PADDING)
    return [round(width * part / sum(parts)) for part in parts]
