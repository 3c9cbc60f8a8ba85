"""The tables of a draft as Typst."""

from collections.abc import Sequence

from markdown_it.tree import SyntaxTreeNode

from erasmus_cli.document.structure import alignment, plain, rows
from erasmus_cli.formats.pdf.typst_inline import Inline, boolean, items, quoted

TALLEST_ROW = 1200  # characters in a cell, above which a row may break over pages
NARROW = 18  # characters up to which a column may be as wide as its text
ROOM = 55  # characters that such columns may take together

Cells = Sequence[SyntaxTreeNode]


def sheet(table: SyntaxTreeNode, caption: Cells, inline: Inline) -> str:
    """A table, with its caption if there is one, as a call of the theme."""
    head, body = rows(table)
    return (
        f"sheet(widths: {_widths(head, body)}, "
        f"aligned: {items(quoted(alignment(cell)) for cell in head)}, "
        f"head: {_row(head, inline)}, "
        f"rows: {items(_row(row, inline) for row in body)}, "
        f"breakable: {boolean(_is_tall(body))}, "
        f"title: {inline.content(caption) if caption else 'none'})"
    )


def _row(cells: Cells, inline: Inline) -> str:
    return items(
        inline.content([node for child in cell.children for node in child.children]) for cell in cells
    )


def _widths(head: Cells, body: Sequence[Cells]) -> str:
    """The narrowest columns as wide as their text; the others share what is left by the length of theirs."""
    longest = [
        max(len(plain(row[column].children)) for row in (head, *body) if column < len(row))
        for column in range(len(head))
    ]
    widths = [f"{min(max(width, 12), 80)}fr" for width in longest]
    left = ROOM
    for column in sorted(range(len(head)), key=longest.__getitem__):
        left -= longest[column] + 2
        if longest[column] <= NARROW and left >= 0:
            widths[column] = "auto"
    return f"({', '.join(widths)},)"


def _is_tall(body: Sequence[Cells]) -> bool:
    return any(len(plain(cell.children)) > TALLEST_ROW for row in body for cell in row)
