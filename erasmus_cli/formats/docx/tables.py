"""Tables with thin rules, a header row on every page, and rows that stay in one piece."""

from collections.abc import Iterator, Sequence

from erasmus_cli.document.nodes import Column, Inlines, Table, plain
from erasmus_cli.formats.docx.inline import Inline, Look, run
from erasmus_cli.formats.docx.xml import Element, element, paragraph, right_to_left

_WIDEST_CELL = 90  # characters that count when widths are shared out; longer text wraps
_CELL_PADDING = 3  # characters, with room for bold ones


def grid(table: Table, inline: Inline, width: int) -> Element:
    """A table as wide as the text, without its caption.

    Args:
        table: the table of the draft.
        inline: writes its cells.
        width: in twentieths of a point.
    """
    widths = shares(table.columns, width)
    made = frame(widths, inline.styles.id_of("Draft Table", "table"))
    if any(plain(cell).strip() for cell in table.head):
        made.append(_row(table.head, table, widths, inline, heading=True))
    made.extend(_row(row, table, widths, inline, heading=False) for row in table.rows)
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
    cells: Sequence[Inlines], table: Table, widths: list[int], inline: Inline, *, heading: bool
) -> Element:
    head = [element("tblHeader")] if heading else []
    row = element("tr", element("trPr", element("cantSplit"), *head))
    style = inline.styles.id_of("Draft Cell")
    for cell, column, width in zip(cells, table.columns, widths, strict=True):
        made = paragraph(
            *inline.write(cell, Look(bold=heading)),
            style=style,
            align=column.align if column.align != "left" else None,
            bidi=right_to_left(plain(cell)),
            keepNext=heading,
        )
        row.append(element("tc", element("tcPr", element("tcW", w=width, type="dxa")), made))
    return row


def shares(columns: Sequence[Column], width: int) -> list[int]:
    """The width of each column: by its longest text, but never less than its longest word where that fits."""
    needs = [min(column.word, _WIDEST_CELL) + _CELL_PADDING for column in columns]
    wishes = [max(min(column.longest, _WIDEST_CELL) + _CELL_PADDING, 4) for column in columns]
    needs = _cut(needs, _characters(width))
    spare = max(0, _characters(width) - sum(needs))
    extra = [max(0, wish - need) for wish, need in zip(wishes, needs, strict=True)]
    total = sum(extra) or 1
    parts = [need + spare * more / total for need, more in zip(needs, extra, strict=True)]
    return [round(width * part / sum(parts)) for part in parts]


def _cut(needs: list[int], room: int) -> list[int]:
    """Where not all words fit, the columns with the longest ones give way first."""
    limit = max(needs)
    while sum(min(need, limit) for need in needs) > room and limit > _CELL_PADDING:
        limit -= 1
    return [min(need, limit) for need in needs]


def _characters(width: int) -> int:
    """About how many characters of a cell's text stand side by side in a width."""
    return width // 110
