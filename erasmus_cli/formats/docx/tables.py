"""Tables with thin rules, a header row on every page, and rows that stay in one piece."""

from collections.abc import Iterator

from markdown_it.tree import SyntaxTreeNode

from erasmus_cli.formats.docx.inline import Inline, Look, plain, run
from erasmus_cli.formats.docx.xml import Element, element, paragraph, right_to_left

_WIDEST_CELL = 90  # characters that count when widths are shared out; longer text wraps
_CELL_PADDING = 3  # characters, with room for bold ones


def table(node: SyntaxTreeNode, inline: Inline, width: int) -> Element:
    """A table as wide as the text.

    Args:
        node: the table of the Markdown.
        inline: writes its cells.
        width: in twentieths of a point.
    """
    rows = [list(row.children) for row in rows_of(node)]
    widths = shares([[plain(cell) for cell in row] for row in rows], width)
    style = inline.styles.id_of("Draft Table", "table")
    made = frame(widths, style)
    for number, row in enumerate(rows):
        if any(plain(cell).strip() for cell in row) or number:
            made.append(_row(row, widths, inline, heading=number == 0))
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


def rows_of(node: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    """The rows of a table, its head first."""
    return (row for part in node.children for row in part.children)


def lines(
    node: SyntaxTreeNode, inline: Inline, style: str | None, look: Look, indent: int
) -> Iterator[Element]:
    """A table as one paragraph a row, where a table within a table would get lost on the way back."""
    for row in rows_of(node):
        content: list[Element] = []
        for number, cell in enumerate(row.children):
            content += [run(" | ", look)] if number else []
            content += inline.write(cell.children, look)
        yield paragraph(*content, style=style, indent=indent)


def _row(cells: list[SyntaxTreeNode], widths: list[int], inline: Inline, *, heading: bool) -> Element:
    head = [element("tblHeader")] if heading else []
    row = element("tr", element("trPr", element("cantSplit"), *head))
    style = inline.styles.id_of("Draft Cell")
    for cell, width in zip(cells, widths, strict=True):
        content = inline.write(cell.children, Look(bold=heading, pictures=False))
        align = str(cell.attrs.get("style", "")).removeprefix("text-align:") or None
        made = paragraph(
            *content, style=style, align=align, bidi=right_to_left(plain(cell)), keepNext=heading
        )
        row.append(element("tc", element("tcPr", element("tcW", w=width, type="dxa")), made))
    return row


def shares(rows: list[list[str]], width: int) -> list[int]:
    """The width of each column: by its longest text, but never less than its longest word where that fits."""
    columns = list(zip(*rows, strict=True))
    needs = [max(map(_longest_word, column)) + _CELL_PADDING for column in columns]
    wishes = [max(min(max(map(len, column)), _WIDEST_CELL) + _CELL_PADDING, 4) for column in columns]
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


def _longest_word(cell: str) -> int:
    return min(max(map(len, cell.split()), default=1), _WIDEST_CELL)


def _characters(width: int) -> int:
    """About how many characters of a cell's text stand side by side in a width."""
    return width // 110
