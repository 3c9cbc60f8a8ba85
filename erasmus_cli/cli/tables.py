"""Tables for people: in columns where the screen has room for them, otherwise an entry in a few lines."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from erasmus_cli.cli.paragraphs import indented, restored, solid

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Column, Table

_SHORT_NAME, _LEAST_ROOM = 7, 14


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Prints a table without lines; the first column never breaks."""
    from rich.table import Table

    from erasmus_cli.cli.console import out

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for number, heading in enumerate(head, start=1):
        table.add_column(heading, header_style="strong", overflow="fold", no_wrap=number == 1)
    for row in rows:
        table.add_row(*(solid(Text(cell)) for cell in row))
    show_table(out(), table)


def show_table(console: "Console", table: "Table") -> None:
    """Prints a table of `solid` texts without spaces at the ends of its lines.

    Where words would break or cells be cut, each row becomes a few lines, and drawings (columns whose width
    is fixed) are left out.
    """
    if _narrowest(table) > console.width:
        _show_rows(console, table)
        return
    for segments in console.render_lines(table, pad=False):
        line = Text.assemble(*((segment.text, segment.style or "") for segment in segments))
        console.print(restored(line), soft_wrap=True)


def _narrowest(table: "Table") -> int:
    """The columns of a screen on which no word of the table has to break."""
    gap = sum(table.padding[1::2])
    return sum(map(_least_width, table.columns)) + gap * (len(table.columns) - 1)


def _least_width(column: "Column") -> int:
    if column.width is not None:
        return column.width
    texts = [_text(column.header), *map(_text, column.cells)]
    if column.no_wrap:
        return max(text.cell_len for text in texts)
    word = max((Text(part).cell_len for text in texts for part in text.plain.split()), default=0)
    if column.max_width is not None:
        return min(word, column.max_width)
    return max(word, column.min_width or 0, min(_LEAST_ROOM, max(text.cell_len for text in texts)))


def _text(cell: object) -> Text:
    return cell if isinstance(cell, Text) else Text(str(cell))


def _show_rows(console: "Console", table: "Table") -> None:
    """Prints what a row is called, and below it the other cells with their headings."""
    columns = [column for column in table.columns if column.width is None]
    named = _named(columns)
    heading = ", ".join(filter(None, (_text(column.header).plain for column in columns[:named])))
    if heading:
        indented(console, Text(heading, style="quiet"), 0)
    for number, row in enumerate(table.rows):
        cells = [(_text(column.header).plain, _text(list(column.cells)[number])) for column in columns]
        name = " ".join(filter(None, (text.plain for _, text in cells[:named])))
        indented(console, Text(name, style=row.style or "strong"), 0, hang=2)
        for line in _packed(cells[named:], console.width - 2):
            indented(console, solid(Text(line)), 2, hang=2)


def _named(columns: Sequence["Column"]) -> int:
    """How many columns name a row: a number or code alone takes the words behind it along."""
    short = max((_text(cell).cell_len for cell in columns[0].cells), default=0) <= _SHORT_NAME
    return 2 if short and len(columns) > 1 and columns[1].justify == "left" else 1


def _packed(cells: Sequence[tuple[str, Text]], room: int) -> Iterator[str]:
    """The cells as `Heading: text`, as many to a line as there is room for."""
    line = ""
    for heading, text in cells:
        if not text.plain:
            continue
        part = f"{heading}: {text.plain}" if heading else text.plain
        if line and len(line) + 2 + len(part) <= room:
            line += f"; {part}"
        else:
            if line:
                yield line
            line = part
    if line:
        yield line


def print_columns(cells: Sequence[str]) -> None:
    """Prints short texts in as many columns as the screen has room for, down one column after the other."""
    from rich.columns import Columns
    from rich.padding import Padding

    from erasmus_cli.cli.console import out

    console = out()
    columns = Columns([Text(cell) for cell in cells], column_first=True, padding=(0, 2))
    for segments in console.render_lines(Padding(columns, (0, 0, 0, 2)), pad=False):
        line = Text.assemble(*((segment.text, segment.style or "") for segment in segments))
        console.print(restored(line), soft_wrap=True)
